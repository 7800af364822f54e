from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.dataset import newest_date, table_names
from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.dataset.memberships import all_memberships
from kuntaverkostot.dataset.schema import schemas
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.language import LANGUAGES, texts

Change = Callable[[Path], None]


def _replaced(file: str, line: int, old: str, new: str) -> Change:
    """Return a change of one line of a table."""

    def change(folder: Path) -> None:
        lines = (folder / file).read_text(encoding="utf-8").split("\n")
        assert lines[line - 1].count(old) >= 1
        lines[line - 1] = lines[line - 1].replace(old, new, 1)
        (folder / file).write_text("\n".join(lines), encoding="utf-8")

    return change


def _written(file: str, content: bytes) -> Change:
    return lambda folder: (folder / file).write_bytes(content) and None


def _added(file: str, row: str) -> Change:
    def change(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8") as opened:
            opened.write(row + "\n")

    return change


FACT_COLUMNS = "fact_id, network_id, text_fi, text_sv, text_en, figure, source_ids, position"
# A letter as in Windows-1252, but also a sign that is in no text.
BYTES = b"region_code,name_fi,name_sv,name_en\n01,Nyland,Nyland,Nyland\n15,a,\xd6sterbotten,\x01\n"
# A change of the small dataset, and the only problem that follows.
PROBLEMS: list[tuple[Change, Problem]] = [
    (
        lambda folder: (folder / "networks.csv").unlink(),
        Problem("networks.csv", None, None, "", "", "missing-table"),
    ),
    (_written("regions.csv", BYTES), Problem("regions.csv", 3, None, "", "d6", "utf-8")),
    (
        _replaced("regions.csv", 3, "Egentliga", '"Egentliga'),
        Problem("regions.csv", 3, None, "", "unexpected end of data", "csv"),
    ),
    (
        _written("regions.csv", b""),
        Problem("regions.csv", 1, None, "", "", "empty-file", "region_code,name_fi,name_sv,name_en"),
    ),
    (
        _replaced("network_facts.csv", 2, "Ärendena bereds", "Ärendena, bereds"),
        Problem("network_facts.csv", 2, None, "", "8", "row-length", "7"),
    ),
    (
        _replaced("network_facts.csv", 1, "figure", "figur"),
        Problem("network_facts.csv", 1, 6, "figur", "figur", "unknown-column", FACT_COLUMNS),
    ),
    (
        _replaced("network_facts.csv", 1, "figure", "text_en"),
        Problem("network_facts.csv", 1, 6, "text_en", "text_en", "repeated-column"),
    ),
    (
        _written("confirmations.csv", b"network_id,municipality_code\nsuuret-kaupungit,091\n"),
        Problem("confirmations.csv", 1, None, "source_ids", "source_ids", "missing-column"),
    ),
    (
        _replaced("network_facts.csv", 4, "Arbetsgruppen sammanträder fem gånger om året.", ""),
        Problem("network_facts.csv", 4, 4, "text_sv", "", "required"),
    ),
    (
        _replaced("populations.csv", 2, "16405", "16.405"),
        Problem("populations.csv", 2, 3, "population", "16.405", "type-integer"),
    ),
    (
        _replaced("municipalities.csv", 2, "61.167018", "61°10"),
        Problem("municipalities.csv", 2, 9, "latitude", "61°10", "type-number"),
    ),
    (
        _replaced("populations.csv", 2, "2023-12-31", "2023-02-30"),
        Problem("populations.csv", 2, 2, "date", "2023-02-30", "type-date"),
    ),
    (
        _replaced("municipalities.csv", 3, "fi-sv", "fi/sv"),
        Problem("municipalities.csv", 3, 6, "language", "fi/sv", "enum", "fi, fi-sv, sv-fi, sv"),
    ),
    (
        _replaced("municipalities.csv", 3, "yes", "maybe"),
        Problem("municipalities.csv", 3, 5, "is_city", "maybe", "enum", "yes, no"),
    ),
    (
        _replaced("sources.csv", 2, "https://", "//"),
        Problem(
            "sources.csv",
            2,
            6,
            "url",
            "//www.kuntaliitto.fi/ajankohtaista/2022/seutukaupunkien-korkeakoulumalli-voisi-skaalautua-lapi-suomen-ehdottaa",
            "web-address",
        ),
    ),
    (
        _replaced("sources.csv", 3, "https://loviisa.fi/", "https://loviisa.fi@evil.example/"),
        Problem(
            "sources.csv",
            3,
            6,
            "url",
            "https://loviisa.fi@evil.example/ajankohtaista/seutukaupungit-entista-tunnetumpia-ja-houkuttelevampia-suurten-kaupunkien-asukkaille",
            "web-address",
        ),
    ),
    (
        _replaced("rules.csv", 2, "large-cities-population,", "large-cities-population!,"),
        Problem("rules.csv", 2, 1, "rule_id", "large-cities-population!", "pattern", "[a-z0-9]+(-[a-z0-9]+)*"),
    ),
    (
        _replaced("rules.csv", 4, "fi-sv;sv;sv-fi", "fi-sv;swe"),
        Problem("rules.csv", 4, 5, "value", "fi-sv;swe", "rule-value", "fi; fi-sv; sv-fi; sv"),
    ),
    (
        _replaced("networks.csv", 3, "2015-05", "2015-13"),
        Problem("networks.csv", 3, 19, "founded", "2015-13", "partial-date"),
    ),
    (
        _replaced("networks.csv", 3, "2015-05", "2015-00"),
        Problem("networks.csv", 3, 19, "founded", "2015-00", "partial-date"),
    ),
    (
        _replaced("networks.csv", 3, "2015-05,", ",2021-02-31"),
        Problem("networks.csv", 3, 20, "ended", "2021-02-31", "partial-date"),
    ),
    (
        _replaced("sources.csv", 3, "2022-04-28", "2022-04-31 (read again)"),
        Problem("sources.csv", 3, 7, "date", "2022-04-31 (read again)", "source-date"),
    ),
    (
        _replaced("sources.csv", 3, "2022-04-28", "2022–2021"),
        Problem("sources.csv", 3, 7, "date", "2022–2021", "source-date"),
    ),
    (
        _replaced("populations.csv", 2, "16405", "-1"),
        Problem("populations.csv", 2, 3, "population", "-1", "minimum", "0"),
    ),
    (
        _replaced("municipalities.csv", 2, "61.167018", "161.167018"),
        Problem("municipalities.csv", 2, 9, "latitude", "161.167018", "maximum", "90"),
    ),
    (
        _replaced("networks.csv", 2, "Ammatillinen koulutus", "å" * 41),
        Problem("networks.csv", 2, 9, "short_fi", "å" * 41, "max-length", "40"),
    ),
    (
        _replaced("groups.csv", 3, ",6,", ",2,"),
        Problem("groups.csv", 3, 2, "position", "2", "unique", "2"),
    ),
    (
        _added("memberships.csv", "kehyskunnat,753,candidate,,,"),
        Problem(
            "memberships.csv",
            12,
            1,
            "network_id + municipality_code",
            "kehyskunnat + 753",
            "unique",
            "3",
        ),
    ),
    (
        _replaced("memberships.csv", 2, "611", "612"),
        Problem("memberships.csv", 2, 2, "municipality_code", "612", "foreign-key", "municipalities"),
    ),
    (
        _replaced("memberships.csv", 2, "kuuma", "kuumaa"),
        Problem("memberships.csv", 2, 5, "source_ids", "kuumaa", "foreign-key", "sources"),
    ),
    (
        _replaced("rules.csv", 2, "over", "any_of"),
        Problem("rules.csv", 2, 4, "operator", "any_of", "rule-operator", "over, under"),
    ),
    (
        _replaced("rules.csv", 4, "any_of", "under"),
        Problem("rules.csv", 4, 4, "operator", "under", "rule-operator", "any_of"),
    ),
    (
        _replaced("rules.csv", 2, "50000", "50 000"),
        Problem("rules.csv", 2, 5, "value", "50 000", "type-integer"),
    ),
    (
        _replaced("rules.csv", 3, "2024-12-31", "2025-12-31"),
        Problem("rules.csv", 3, 6, "date", "2025-12-31", "rule-date", "2023-12-31, 2024-12-31"),
    ),
]
# What follows from the tables of the small dataset, written by hand.
SMALL_MEMBERSHIPS = [
    ("kehyskunnat", "municipality", "611", "listed"),
    ("kehyskunnat", "municipality", "753", "listed"),
    ("kehyskunnat", "municipality", "980", "candidate"),
    ("maakuntien-liitot", "organisation", "council-01", "listed"),
    ("maakuntien-liitot", "organisation", "council-02", "listed"),
    ("pienet-kunnat", "municipality", "231", "rule"),
    ("pienet-kunnat", "municipality", "545", "rule"),
    ("pienet-kunnat", "municipality", "611", "rule"),
    ("pienet-kunnat", "municipality", "989", "rule"),
    ("ruotsin-ja-kaksikieliset-kunnat", "municipality", "091", "rule"),
    ("ruotsin-ja-kaksikieliset-kunnat", "municipality", "231", "rule"),
    ("ruotsin-ja-kaksikieliset-kunnat", "municipality", "434", "rule"),
    ("ruotsin-ja-kaksikieliset-kunnat", "municipality", "545", "rule"),
    ("ruotsin-ja-kaksikieliset-kunnat", "municipality", "753", "rule"),
    ("seutukaupungit", "municipality", "020", "listed"),
    ("seutukaupungit", "municipality", "434", "listed"),
    ("seutukaupungit", "municipality", "545", "candidate"),
    ("seutukaupungit", "municipality", "734", "listed"),
    ("seutukaupungit", "municipality", "992", "listed"),
    ("suuret-kaupungit", "municipality", "091", "rule"),
    ("suuret-kaupungit", "municipality", "734", "rule"),
    ("uso4-2017-2018", "municipality", "434", "listed"),
    ("uso4-2017-2018", "municipality", "734", "listed"),
]


@pytest.fixture
def folder(tmp_path, small_folder):
    """Copy of the small dataset that a test may change."""
    return shutil.copytree(small_folder, tmp_path / "tables")


def _rows(frame: pd.DataFrame, columns: list[str]) -> list[tuple[object, ...]]:
    return list(frame[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("change", "problem"), PROBLEMS, ids=[f"{problem.rule}-{problem.file}" for _, problem in PROBLEMS]
)
def test_a_fault_is_the_only_problem_reported(folder, change, problem):
    change(folder)
    with pytest.raises(kv.DataError) as raised:
        kv.read_dataset(folder)
    assert raised.value.problems == (problem,)


def test_every_problem_that_has_a_text_is_tested():
    rules = {problem.rule for _, problem in PROBLEMS} | {"not-a-member", "rule-nobody"}
    for language in LANGUAGES:
        assert {key.partition(".")[2] for key in texts(language) if key.startswith("problems.")} == rules


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", [problem for _, problem in PROBLEMS], ids=lambda problem: problem.rule)
def test_a_problem_is_one_line_that_says_where_and_what(language, problem):
    line = describe(problem, language)
    assert line.startswith(problem.place)
    assert problem.field in line
    assert "\n" not in line
    assert "{" not in line.replace(problem.expected, "")


def test_all_problems_of_all_tables_are_told_at_once(folder):
    for change in [
        _replaced("municipalities.csv", 2, "yes", "maybe"),
        _replaced("memberships.csv", 2, "611", "612"),
        _replaced("memberships.csv", 3, "753", "754"),
        _replaced("populations.csv", 2, "16405", "-1"),
        lambda folder: (folder / "networks.csv").unlink(),
    ]:
        change(folder)
    with pytest.raises(kv.DataError) as raised:
        kv.read_dataset(folder)
    assert [(problem.place, problem.rule) for problem in raised.value.problems] == [
        ("municipalities.csv:2:5", "enum"),
        ("populations.csv:2:3", "minimum"),
        ("networks.csv", "missing-table"),
        ("memberships.csv:2:2", "foreign-key"),
        ("memberships.csv:3:2", "foreign-key"),
    ]
    assert str(raised.value).splitlines() == [describe(problem, "en") for problem in raised.value.problems]


def test_line_numbers_count_line_breaks_in_cells(folder):
    _replaced("network_facts.csv", 2, "Asiat valmistelee työvaliokunta.", '"Asiat\nvalmistelee\ntyövaliokunta."')(
        folder
    )
    _replaced("network_facts.csv", 6, "Arbetsgruppen sammanträder fem gånger om året.", "")(folder)
    with pytest.raises(kv.DataError) as raised:
        kv.read_dataset(folder)
    assert raised.value.problems == (Problem("network_facts.csv", 6, 4, "text_sv", "", "required"),)


def test_a_byte_order_mark_changes_nothing(folder, small):
    for path in folder.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    _assert_equal(kv.read_dataset(folder), small)


def test_optional_tables_may_be_missing(tmp_path):
    _written(
        "municipalities.csv",
        b"municipality_code,name_fi,name_sv,name_en,is_city,language\n091,A,B,C,yes,fi-sv\n",
    )(tmp_path)
    _written("networks.csv", b"network_id,name_fi,member_kind,status\nown,Oma,municipality,current\n")(tmp_path)
    _written("memberships.csv", b"network_id,municipality_code,basis\nown,091,listed\n")(tmp_path)
    dataset = kv.read_dataset(tmp_path)
    assert repr(dataset) == "Dataset(1 municipalities, 1 networks, 1 memberships)"
    assert dataset.regions.empty
    assert newest_date(dataset) == ""
    assert kv.bipartite_graph(dataset).nodes["municipality:091"]["population"] is None
    assert {schema.name for schema in schemas() if not schema.optional} == {
        "municipalities",
        "networks",
        "memberships",
    }


def test_a_folder_without_tables_names_the_three_that_are_needed(tmp_path):
    with pytest.raises(kv.DataError) as raised:
        kv.read_dataset(tmp_path)
    assert [(problem.file, problem.rule) for problem in raised.value.problems] == [
        ("municipalities.csv", "missing-table"),
        ("networks.csv", "missing-table"),
        ("memberships.csv", "missing-table"),
    ]


def _assert_equal(one: kv.Dataset, other: kv.Dataset) -> None:
    for name in table_names():
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)
    assert one.warnings == other.warnings


@pytest.fixture(scope="module")
def shuffled_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("shuffled")


@settings(max_examples=25, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(shuffled_folder, small_folder, small, random):
    for path in sorted(small_folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as opened:
            header, *rows = csv.reader(opened)
        random.shuffle(rows)
        with (shuffled_folder / path.name).open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([header, *rows])
    _assert_equal(kv.read_dataset(shuffled_folder), small)


@pytest.mark.parametrize("name", [schema.name for schema in schemas()])
def test_frames_are_sorted_and_have_their_columns(small, name):
    schema = next(schema for schema in schemas() if schema.name == name)
    frame = getattr(small, name)
    derived = ["rule_id"] if name in {"memberships", "organisation_memberships"} else []
    assert list(frame.columns) == [*schema.columns, *derived]
    keys = _rows(frame, list(schema.primary_key))
    assert keys == sorted(set(keys))
    assert list(frame.index) == list(range(len(frame)))
    for field in schema.fields:
        kind = {"integer": "int64", "number": "float64", "boolean": "bool"}.get(field.type, "str")
        assert frame[field.name].dtype == kind, field.name


def test_identifiers_stay_text(small):
    assert small.municipalities["municipality_code"].tolist()[:2] == ["020", "091"]
    assert small.municipalities.set_index("municipality_code").loc["611", "is_city"] == False  # noqa: E712


def test_memberships_of_the_small_dataset(small):
    columns = ["network_id", "kind", "member_id", "basis"]
    assert _rows(all_memberships(small, candidates=True), columns) == SMALL_MEMBERSHIPS
    confirmed = [row for row in SMALL_MEMBERSHIPS if row[3] != "candidate"]
    assert _rows(all_memberships(small), columns) == confirmed
    assert repr(small) == "Dataset(11 municipalities, 2 other members, 8 networks, 21 memberships)"
    assert newest_date(small) == "2024-12-31"


def test_memberships_by_rule_say_which_rule_and_which_sources(small):
    rows = small.memberships.query("network_id == 'suuret-kaupungit'")
    assert _rows(rows, ["municipality_code", "basis", "grade", "source_ids", "rule_id"]) == [
        ("091", "rule", "", "kl-verkostot;kf-natverk;hel-c21", "large-cities-population"),
        ("734", "rule", "", "kl-verkostot;kf-natverk;hel-c21;kf-stadspol", "large-cities-population"),
    ]


def test_a_member_that_is_listed_and_follows_from_a_rule_is_one_row(folder):
    _added("memberships.csv", "suuret-kaupungit,734,listed,A,ts-4957016;kf-natverk,by hand")(folder)
    dataset = kv.read_dataset(folder)
    row = dataset.memberships.query("network_id == 'suuret-kaupungit' and municipality_code == '734'")
    assert _rows(row, ["basis", "grade", "source_ids", "note", "rule_id"]) == [
        (
            "listed",
            "A",
            "ts-4957016;kf-natverk;kl-verkostot;hel-c21;kf-stadspol",
            "by hand",
            "large-cities-population",
        )
    ]
    assert repr(dataset) == "Dataset(11 municipalities, 2 other members, 8 networks, 21 memberships)"


def test_a_candidate_that_follows_from_a_rule_is_a_member_by_rule(folder):
    _added("memberships.csv", "pienet-kunnat,231,candidate,,,a guess")(folder)
    row = kv.read_dataset(folder).memberships.query("network_id == 'pienet-kunnat' and municipality_code == '231'")
    assert _rows(row, ["basis", "source_ids", "rule_id"]) == [
        ("rule", "kl-verkostot;kf-natverk", "small-municipalities-population")
    ]


def test_an_organisation_that_is_listed_and_follows_from_a_rule_is_one_row(folder):
    _added("rules.csv", "councils,maakuntien-liitot,kind,any_of,regional council,,kf-landskap")(folder)
    assert _rows(
        kv.read_dataset(folder).organisation_memberships,
        ["organisation_id", "basis", "source_ids", "rule_id"],
    ) == [
        ("council-01", "listed", "kl-maakuntaliitot;kf-landskap", "councils"),
        ("council-02", "listed", "kl-maakuntaliitot;kf-landskap", "councils"),
    ]


@pytest.mark.parametrize(("network", "code"), [("suuret-kaupungit", "020"), ("kehyskunnat", "980")])
def test_a_source_that_names_no_member_is_a_warning(folder, network, code):
    _replaced("confirmations.csv", 3, "suuret-kaupungit,734", f"{network},{code}")(folder)
    dataset = kv.read_dataset(folder)
    assert dataset.warnings == (
        Problem("confirmations.csv", 3, 2, "municipality_code", code, "not-a-member", network, "warning"),
    )
    held = dataset.memberships.query(f"network_id == '{network}' and municipality_code == '{code}'")
    assert "hel-c21" not in "".join(held["source_ids"])


@pytest.mark.parametrize(
    ("line", "old", "new", "value"),
    [
        (2, "over,50000", "over,50000000", "50000000"),
        (3, "under,10000", "under,0", "0"),
        (4, "language,any_of,fi-sv;sv;sv-fi", "language,any_of,sv;", "sv;"),
        (4, "language,any_of,fi-sv;sv;sv-fi", "kind,any_of,college", "college"),
        (4, "language,any_of,fi-sv;sv;sv-fi", "language,any_of,;", ";"),
    ],
)
def test_a_rule_from_which_nobody_follows_is_a_warning(folder, line, old, new, value):
    _replaced("rules.csv", line, old, new)(folder)
    (folder / "confirmations.csv").unlink()
    (folder / "organisations.csv").unlink()
    (folder / "organisation_memberships.csv").unlink()
    warnings = kv.read_dataset(folder).warnings
    assert warnings == (Problem("rules.csv", line, 5, "value", value, "rule-nobody", "", "warning"),)
    assert {describe(warnings[0], language).partition(": ")[2] for language in LANGUAGES} == {
        "säännöstä ei seuraa yhtään jäsentä",
        "ingen medlem följer av regeln",
        "no member follows from the rule",
    }


def test_a_municipality_that_ended_counts_in_its_successor(folder):
    _replaced("municipalities.csv", 8, ",,", ",2025-01-01,091")(folder)
    dataset = kv.read_dataset(folder)
    assert dataset.municipalities.query("municipality_code == '734'")["ended_on"].tolist() == ["2025-01-01"]
    assert repr(dataset).startswith("Dataset(10 municipalities")
    large = dataset.memberships.query("network_id == 'suuret-kaupungit'")
    assert large["municipality_code"].tolist() == ["091"]
    assert kv.bipartite_graph(dataset).nodes["municipality:091"]["population"] == 684018 + 50870


def test_the_bundled_tables_are_the_same_by_either_way(real, project):
    _assert_equal(kv.read_dataset(project / "data"), real)
