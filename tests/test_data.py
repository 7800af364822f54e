"""Properties of the tables that come with the package, and figures that they hold."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.rules import living, populations_at
from kuntaverkostot.dataset.schema import schemas, split_list
from kuntaverkostot.text.language import LANGUAGES

DATA = Path(__file__).parents[1] / "data"
TABLES = [schema.path for schema in schemas()]
# Zero width, soft hyphen, direction marks, other control characters.
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x1f\x7f-\x9f]")
# What the tables use of the Data Package and Table Schema specifications (version 2), and three words of ours.
PACKAGE_SHAPE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["$schema", "name", "title", "description", "version", "licenses", "sources", "resources"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": {"const": "kuntaverkostot"},
        "title": {"type": "string", "minLength": 1},
        "description": {"type": "string", "minLength": 1},
        "version": {"type": "string", "pattern": r"^\d{4}\.\d{2}$"},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["name", "path", "title"]},
        },
        "sources": {"$ref": "#/$defs/sources"},
        "resources": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/resource"}},
    },
    "$defs": {
        "sources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["title", "path"],
                "properties": {
                    "title": {"type": "string"},
                    "path": {"type": "string", "pattern": "^https://"},
                },
            },
        },
        "resource": {
            "type": "object",
            "required": [
                "name",
                "path",
                "title",
                "type",
                "format",
                "mediatype",
                "encoding",
                "dialect",
                "optional",
                "schema",
            ],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string", "pattern": "^[a-z_]+$"},
                "path": {"type": "string", "pattern": r"^[a-z_]+\.csv$"},
                "title": {"type": "string", "minLength": 1},
                "type": {"const": "table"},
                "format": {"const": "csv"},
                "mediatype": {"const": "text/csv"},
                "encoding": {"const": "utf-8"},
                "dialect": {"const": {"delimiter": ",", "lineTerminator": "\n"}},
                "optional": {"type": "boolean"},
                "sources": {"$ref": "#/$defs/sources"},
                "schema": {
                    "type": "object",
                    "required": ["fields", "primaryKey"],
                    "properties": {
                        "fields": {"type": "array", "items": {"$ref": "#/$defs/field"}},
                        "primaryKey": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                        "foreignKeys": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "required": ["fields", "reference"],
                                "properties": {
                                    "fields": {"type": "array", "minItems": 1, "maxItems": 1},
                                    "reference": {"type": "object", "required": ["resource", "fields"]},
                                },
                            },
                        },
                    },
                },
            },
        },
        "field": {
            "type": "object",
            "required": ["name", "type", "description"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string", "pattern": "^[a-z_]+$"},
                "type": {"enum": ["string", "integer", "number", "boolean", "date", "list"]},
                "form": {"enum": ["partial-date", "source-date", "web-address"]},
                "description": {"type": "string", "minLength": 1},
                "trueValues": {"type": "array"},
                "falseValues": {"type": "array"},
                "delimiter": {"const": ";"},
                "references": {"type": "object", "required": ["resource", "field"]},
                "constraints": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "required": {"type": "boolean"},
                        "unique": {"type": "boolean"},
                        "pattern": {"type": "string", "format": "regex"},
                        "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
                        "minimum": {"type": "number"},
                        "maximum": {"type": "number"},
                        "maxLength": {"type": "integer"},
                    },
                },
            },
        },
    },
}
# Every fact of the page on the key networks. None may get lost, and none may be renamed.
FACTS = [
    "adjoining-aim",
    "adjoining-count",
    "adjoining-definition",
    "adjoining-interest",
    "adjoining-lead",
    "adjoining-members",
    "adjoining-population",
    "adjoining-preparation",
    "adjoining-since",
    "association-aim",
    "bilingual-count",
    "bilingual-focus",
    "bilingual-members",
    "bilingual-overlap",
    "bilingual-parts",
    "bilingual-since",
    "contract-networks",
    "large-chair",
    "large-core",
    "large-experts",
    "large-experts-meetings",
    "large-joint-meeting",
    "large-meetings",
    "large-population",
    "large-rule",
    "large-since",
    "networks-platform",
    "regional-count",
    "regional-meetings",
    "regional-role",
    "regional-since",
    "regional-task",
    "regional-work",
    "small-activity",
    "small-advisory",
    "small-definition",
    "small-members",
    "small-population",
    "small-preparation",
    "small-primary",
    "small-programme",
    "small-since",
    "types-contract",
    "types-coordinated",
    "types-municipality",
    "types-other",
]
FIGURES = {
    "kehyskunnat-members": 44,
    "kehyskunnat-population": 873_000,
    "maakuntien-liitot-members": 18,
    "pienet-kunnat-members": 159,
    "pienet-kunnat-population": 608_371,
    "ruotsin-ja-kaksikieliset-kunnat-members": 49,
    "ruotsin-ja-kaksikieliset-kunnat-members-bilingual": 33,
    "ruotsin-ja-kaksikieliset-kunnat-members-swedish": 16,
    "sdg-verkosto-members": 6,
    "seutukaupungit-members": 57,
    "suuret-kaupungit-members": 23,
    "suuret-kaupungit-population": 3_100_000,
    "uso4-2017-2018-members": 29,
}
# Inhabitants of the whole country at the end of a year, as Statistics Finland publishes them.
COUNTRY = {
    "2018-12-31": 5_517_919,
    "2019-12-31": 5_525_292,
    "2020-12-31": 5_533_793,
    "2021-12-31": 5_548_241,
    "2022-12-31": 5_563_970,
    "2023-12-31": 5_603_851,
    "2024-12-31": 5_635_971,
}
each_table = pytest.mark.parametrize("path", TABLES)


def _rows(path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((DATA / path).read_text(encoding="utf-8"), newline="")))


@pytest.fixture(scope="module")
def package() -> dict[str, object]:
    return json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def test_the_data_package_has_its_shape(package):
    jsonschema.Draft202012Validator.check_schema(PACKAGE_SHAPE)
    jsonschema.validate(package, PACKAGE_SHAPE)


def test_the_tables_conform_to_the_data_package(real):
    # Reading checks every cell and key, and raises when one is wrong.
    assert real.warnings == ()
    assert repr(real) == "Dataset(308 municipalities, 18 other members, 31 networks, 397 memberships)"


def test_the_folder_holds_the_tables_and_nothing_else():
    assert sorted(path.name for path in DATA.glob("[!.]*")) == sorted([*TABLES, "README.md", "datapackage.json"])


@each_table
def test_tables_are_written_alike(path):
    content = (DATA / path).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(_rows(path))
    assert written.getvalue() == content.decode("utf-8")


@each_table
def test_tables_have_all_columns_and_are_sorted_by_their_key(path):
    schema = next(schema for schema in schemas() if schema.path == path)
    header, *rows = _rows(path)
    assert tuple(header) == schema.columns
    numeric = {field.name for field in schema.fields if field.type in {"integer", "number"}}
    keys = [
        tuple(
            float(row[header.index(name)]) if name in numeric else row[header.index(name)]
            for name in schema.primary_key
        )
        for row in rows
    ]
    assert keys == sorted(set(keys))


@each_table
def test_cells_hold_no_hidden_characters_and_no_outer_spaces(path):
    cells = [cell for row in _rows(path) for cell in row]
    assert [cell for cell in cells if HIDDEN.search(cell) or cell != cell.strip() or "  " in cell] == []


@pytest.mark.parametrize("table", ["groups", "networks", "figures", "network_facts", "page_texts"])
def test_our_texts_have_the_quotes_and_dashes_of_print(real, table):
    frame = getattr(real, table)
    columns = [name for name in frame.columns if re.fullmatch(r"(name|short|text|members|description|note)_..", name)]
    texts = [text for column in columns for text in frame[column]]
    assert texts
    assert [text for text in texts if re.search(r"""["']|\.\.\.|--|\d-\d{2,}|\d \d{3}\b""", text)] == []


def test_municipalities(real):
    assert len(living(real.municipalities)) == 308
    ended = real.municipalities.query("ended_on != ''")
    assert ended[["municipality_code", "name_fi", "ended_on", "merged_into"]].to_numpy().tolist() == [
        ["588", "Pertunmaa", "2025-01-01", "507"]
    ]
    assert len(real.ended_municipalities) == 12
    assert real.ended_municipalities["ended_on"].between("2013-01-01", "2026-12-31").all()
    alive = set(living(real.municipalities)["municipality_code"])
    assert set(real.ended_municipalities["merged_into"]) <= alive
    assert not set(real.ended_municipalities["municipality_code"]) & alive


def test_municipalities_lie_in_finland_and_in_a_region(real):
    assert real.municipalities["latitude"].between(59.7, 70.1).all()
    assert real.municipalities["longitude"].between(19.5, 31.6).all()
    assert (real.municipalities[["region_code", "subregion_code"]] != "").all(axis=None)
    assert set(real.municipalities["region_code"]) == set(real.regions["region_code"])
    assert set(real.municipalities["subregion_code"]) == set(real.subregions["subregion_code"])
    assert len(real.regions) == 19


@pytest.mark.parametrize(("date", "inhabitants"), COUNTRY.items())
def test_inhabitants_sum_to_those_of_the_country(real, date, inhabitants):
    counted = populations_at(real.municipalities, real.populations, date=date)
    assert int(counted.sum()) == inhabitants
    assert len(counted) == 308


def test_days_of_the_populations(real):
    assert sorted(set(real.populations["date"])) == list(COUNTRY)


def test_sixteen_swedish_and_thirty_three_bilingual_municipalities(real):
    counts = living(real.municipalities)["language"].value_counts()
    assert counts["sv"] == 16
    assert counts["fi-sv"] + counts["sv-fi"] == 33
    swedish = real.municipalities.query("language == 'sv'")
    assert set(swedish["region_code"]) == {"21"}
    rows = real.memberships.query("network_id == 'ruotsin-ja-kaksikieliset-kunnat'")
    assert len(rows) == 49


@pytest.mark.parametrize(
    ("network", "listed", "rule", "candidates"),
    [
        ("suuret-kaupungit", 2, 21, 0),
        ("seutukaupungit", 44, 0, 13),
        ("kehyskunnat", 17, 0, 25),
        ("pienet-kunnat", 0, 211, 0),
        ("ruotsin-ja-kaksikieliset-kunnat", 0, 49, 0),
        ("sdg-verkosto", 6, 0, 0),
        ("uso4-2017-2018", 29, 0, 0),
    ],
)
def test_memberships_by_basis(real, network, listed, rule, candidates):
    bases = real.memberships.query(f"network_id == '{network}'")["basis"].value_counts()
    assert [bases.get(basis, 0) for basis in ("listed", "rule", "candidate")] == [listed, rule, candidates]


def test_only_these_networks_have_known_municipalities(real):
    assert set(real.memberships["network_id"]) == {
        "kehyskunnat",
        "pienet-kunnat",
        "ruotsin-ja-kaksikieliset-kunnat",
        "sdg-verkosto",
        "seutukaupungit",
        "suuret-kaupungit",
        "uso4-2017-2018",
    }


def test_kokkola_and_kajaani_are_large_cities_by_name(real):
    rows = real.memberships.query("network_id == 'suuret-kaupungit' and basis == 'listed'")
    assert rows["municipality_code"].tolist() == ["205", "272"]


def test_the_mainland_has_eighteen_regional_councils(real):
    councils = real.organisation_memberships
    assert set(councils["network_id"]) == {"maakuntien-liitot"}
    assert councils["basis"].tolist() == ["rule"] * 18
    assert set(real.regions["region_code"]) - set(real.organisations["region_code"]) == {"21"}


def test_every_membership_has_a_basis_and_only_candidates_lack_a_source(real):
    known = set(real.sources["source_id"])
    for row in [*real.memberships.itertuples(), *real.organisation_memberships.itertuples()]:
        assert row.basis in {"listed", "rule", "candidate"}
        sources = split_list(row.source_ids)
        assert set(sources) <= known
        assert bool(sources) == (row.basis != "candidate"), row
        assert bool(row.rule_id) == (row.basis == "rule"), row


def test_a_candidate_has_no_grade_and_says_why(real):
    candidates = real.memberships.query("basis == 'candidate'")
    assert set(candidates["grade"]) == {""}
    assert (candidates["note"] != "").all()


def test_members_by_rule_are_not_typed_by_hand(real):
    typed = {(row[0], row[1]) for row in _rows("memberships.csv")[1:]}
    by_rule = real.memberships.query("basis == 'rule'")
    assert not typed & set(zip(by_rule["network_id"], by_rule["municipality_code"], strict=True))


@pytest.mark.parametrize(("figure", "value"), FIGURES.items())
def test_published_figures(real, figure, value):
    row = real.figures.set_index("figure_id").loc[figure]
    assert row["value"] == value
    assert row["source_ids"] != ""
    assert row["qualifier"] == ("nearly" if figure == "suuret-kaupungit-population" else "exact")


def test_remarks_on_figures_give_the_numbers_of_the_tables(real):
    remark = real.figures.set_index("figure_id").loc["suuret-kaupungit-population", "note_en"]
    # Of candidates, only those who edit the tables are told.
    section = (DATA / "README.md").read_text(encoding="utf-8").partition("### `figures.csv`")[2].partition("###")[0]
    for network, told in (("kehyskunnat", section), ("suuret-kaupungit", remark)):
        members = real.memberships.query(f"network_id == '{network}'")["municipality_code"]
        dates = ("2020-12-31", "2024-12-31") if network == "kehyskunnat" else ("2020-12-31", "2021-12-31")
        for date in dates:
            counted = populations_at(real.municipalities, real.populations, date=date)
            assert f"{counted[members].sum():,}" in told


def test_facts_that_were_wrong_stay_right(real):
    facts = real.network_facts.set_index("fact_id")
    for language, body, wrong in (
        ("fi", "Kuntaliiton valtuuskunta", "valtuusto "),
        ("sv", "Kommunförbundets förbundsdelegation", "fullmäktige"),
        ("en", "Kuntaliitto’s Delegation", "council"),
    ):
        text = facts.loc["small-advisory", f"text_{language}"]
        assert body in text
        assert wrong not in text
    networks = real.networks.set_index("network_id")
    assert networks.loc["uclg", "name_en"] == "United Cities and Local Governments (UCLG)"
    for language, especially in (("fi", "erityisesti"), ("sv", "särskilt"), ("en", "especially")):
        assert especially in networks.loc["maaseutuverkosto", f"members_{language}"]
    # Its source speaks of 2024 to 2025, and no later one was found.
    assert networks.loc["sdg-verkosto", "status"] == "unknown"
    for language, past in (("fi", "auttoi"), ("sv", "hjälpte"), ("en", "helped")):
        assert past in networks.loc["sdg-verkosto", f"description_{language}"]


def test_no_fact_gets_lost(real):
    assert real.network_facts["fact_id"].tolist() == FACTS
    assert len(FACTS) == 46
    assert (real.network_facts["source_ids"] != "").all()


def test_facts_that_hold_a_figure_say_it_in_every_language(real):
    figures = real.network_facts.set_index("fact_id")["figure"]
    # Smaller figures are written as words.
    large = figures[figures.str.fullmatch(r"\d{2,}") & ~figures.isin(["10", "12"])]
    assert len(large) >= 8
    texts = real.network_facts.set_index("fact_id")
    for fact, figure in large.items():
        for language in LANGUAGES:
            assert figure in re.sub(r"[\u00a0,](?=\d{3})", "", texts.loc[fact, f"text_{language}"])


@pytest.mark.parametrize(
    ("table", "stem"),
    [
        ("municipalities", "name"),
        ("regions", "name"),
        ("subregions", "name"),
        ("groups", "name"),
        ("networks", "short"),
        ("networks", "members"),
        ("networks", "description"),
        ("figures", "note"),
        ("network_facts", "text"),
        ("page_texts", "text"),
    ],
)
def test_texts_are_there_in_three_languages(real, table, stem):
    for language in LANGUAGES:
        assert (getattr(real, table)[f"{stem}_{language}"] != "").all(), language


def test_every_network_has_a_name_and_says_who_gives_it(real):
    for row in real.networks.itertuples():
        names = {language: getattr(row, f"name_{language}") for language in LANGUAGES}
        assert any(names.values())
        for language, name in names.items():
            assert bool(name) == bool(getattr(row, f"name_{language}_basis")), (row.network_id, language)


def test_texts_of_the_page_do_not_speak_of_candidates_that_it_does_not_show(real):
    for language, word in (("fi", "ehdok"), ("sv", "kandidat"), ("en", "candidate")):
        texts = [*real.networks[f"members_{language}"], *real.networks[f"description_{language}"]]
        texts += [*real.figures[f"note_{language}"], *real.network_facts[f"text_{language}"]]
        assert [text for text in texts if word in text] == []


def test_sources_have_an_address_or_say_that_none_was_recorded(real):
    for row in real.sources.itertuples():
        assert re.fullmatch(r"https?://[^\s/]+\.[a-z]{2,}(/\S*)?", row.url) or "address not recorded" in row.note
        assert row.title or row.note.startswith(("names ", "no title recorded"))
        assert bool(row.title_language) <= bool(row.title)
        assert row.publisher
        # A web address is in no language.
        assert not (row.publisher_language and re.fullmatch(r"[\w-]+(\.[\w-]+)+", row.publisher))
    assert (real.sources.groupby("publisher")["publisher_language"].nunique() == 1).all()
    addresses = real.sources["url"][real.sources["url"] != ""]
    assert addresses.str.startswith("https://").mean() > 0.9


def test_six_largest_cities_are_inside_the_large_cities(real):
    frame = kv.pairs(kv.incidence(real))
    inside = frame[frame["contained"] != ""]
    assert inside[["network", "other", "count", "overlap", "contained"]].to_numpy().tolist() == [
        ["sdg-verkosto", "suuret-kaupungit", 6, 1.0, "sdg-verkosto"]
    ]


def test_those_most_like_helsinki_are_the_bilingual_large_cities(real):
    frame = kv.peers(real, "091", limit=4)
    assert frame["name_en"].tolist()[:3] == ["Espoo", "Vantaa", "Turku"]
    assert frame["jaccard"].tolist()[:3] == [1, 1, 1]
    assert frame["jaccard"].tolist()[3] < 1


def test_the_cover_is_all_networks_but_the_one_inside_another(real):
    found = kv.cover(real, kind="municipality")
    assert set(found.networks) == set(kv.incidence(real, kind="municipality").columns) - {"sdg-verkosto"}
    assert (len(found.reached), len(found.unreached)) == (287, 21)


def test_memberships_of_municipalities(real):
    assert int(kv.incidence(real, ended=True, kind="municipality").to_numpy().sum()) == 379


def test_a_page_is_one_source_and_no_front_page_stands_for_it(real):
    addresses = real.sources["url"][real.sources["url"] != ""]
    # Two files of one repository, with authors of their own.
    assert set(addresses[addresses.duplicated()]) == {"https://github.com/rOpenGov/geofi"}
    assert [address for address in addresses if re.fullmatch(r"https?://[^/]+/?", address)] == []
    assert len(real.sources) == 104


def test_titles_are_those_of_the_pages(real):
    titles = real.sources.set_index("source_id")["title"]
    assert titles["kl-verkostot"] == "Kuntaliiton keskeisimmät verkostot"
    assert titles["kf-natverk"] == "Kommunförbundets viktigaste nätverk"
    ours = ("Reader", "Search page", "press release", "List of", "Acknowledgement", "Page that")
    assert [title for title in titles if any(word in title for word in ours) or re.search(r"\d{6}", title)] == []


def test_a_page_that_lists_a_ring_of_municipalities_is_not_the_only_source_of_a_membership(real):
    rows = real.memberships[real.memberships["source_ids"].str.contains("kl-2019-halonen", regex=False)]
    assert len(rows) == 8
    for cell in rows["source_ids"]:
        assert {"kl-2021-16", "ev-mantsala-k"} <= set(split_list(cell))


def test_the_codebook_explains_every_table_and_field(package):
    text = (DATA / "README.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### `(\w+)\.csv`\n(.*?)(?=^#{2,3} |\Z)", text, flags=re.MULTILINE | re.DOTALL))
    assert list(sections) == [resource["name"] for resource in package["resources"]]
    for resource in package["resources"]:
        rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", sections[resource["name"]], flags=re.MULTILINE)
        assert [(name, kind) for name, kind, _ in rows] == [
            (field["name"], field["type"]) for field in resource["schema"]["fields"]
        ], resource["name"]
        for (name, _, meaning), field in zip(rows, resource["schema"]["fields"], strict=True):
            required = field.get("constraints", {}).get("required", False)
            assert meaning.endswith("Required.") == required, name
            for value in field.get("constraints", {}).get("enum", []):
                assert f"`{value}`" in meaning, (name, value)


def test_the_codebook_says_the_version_and_the_licences(package):
    text = (DATA / "README.md").read_text(encoding="utf-8")
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert f"Version {package['version']}." in text
    for words in ("Statistics Finland", "National Land Survey of Finland", "CC BY 4.0", "MIT"):
        assert words in text
