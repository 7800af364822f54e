from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.analysis.membership_arrays import membership_arrays, of_kind
from kuntaverkostot.dataset.dataset import newest_date
from kuntaverkostot.dataset.kinds import subject
from kuntaverkostot.dataset.memberships import all_memberships
from kuntaverkostot.dataset.rules import living
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.page.set_views import upset
from kuntaverkostot.page.summary import figures, sentences, unknown_sentences
from kuntaverkostot.text.language import LANGUAGES, NO_BREAK_SPACE, alphabetical, day, join_words, named, number, say
from tests.pages import none_found

each_language = pytest.mark.parametrize("language", LANGUAGES)
COLUMNS = ["network_id", "municipality_code"]


def _figures(dataset: kv.Dataset, language: str) -> list[tuple[str, str]]:
    kind = subject(dataset)
    found = figures(of_kind(membership_arrays(dataset), kind), kind=kind, language=language, date=newest_date(dataset))
    return [(figure.value, figure.unit) for figure in found]


def _sentences(dataset: kv.Dataset, language: str, *, candidates: bool = False) -> list[str]:
    graph = kv.bipartite_graph(dataset, candidates=candidates)
    content = list_content(dataset, graph, language=language)
    sets = upset(dataset, language=language)
    return list(sentences(membership_arrays(dataset), content, sets, kind=subject(dataset)))


def _unknown(dataset: kv.Dataset, language: str, *, candidates: bool = False) -> list[str]:
    content = list_content(dataset, kv.bipartite_graph(dataset, candidates=candidates), language=language)
    return list(unknown_sentences(dataset, membership_arrays(dataset), content))


def _with_memberships(dataset: kv.Dataset, *pairs: tuple[str, str]) -> kv.Dataset:
    """Return a dataset with these memberships and no others."""
    rest = {column: "" for column in dataset.memberships.columns if column not in COLUMNS}
    table = pd.DataFrame(sorted(pairs), columns=COLUMNS, dtype="str").assign(
        **rest | {"basis": "listed", "source_ids": dataset.sources.loc[0, "source_id"]}
    )
    return dataclasses.replace(
        dataset, memberships=table, organisation_memberships=dataset.organisation_memberships.head(0)
    )


def _confirmed(dataset: kv.Dataset) -> pd.DataFrame:
    return dataset.memberships[dataset.memberships["basis"] != "candidate"]


def _working(dataset: kv.Dataset) -> pd.DataFrame:
    ended = dataset.networks.loc[dataset.networks["status"] == "ended", "network_id"]
    return _confirmed(dataset)[~_confirmed(dataset)["network_id"].isin(ended)]


@each_language
@pytest.mark.parametrize("name", ["small", "real"])
def test_figures_are_those_of_the_tables(request, name, language):
    dataset = request.getfixturevalue(name)
    each = _working(dataset).groupby("municipality_code").size()
    counts = {
        "networks": len(dataset.networks),
        "municipalities": int((dataset.municipalities["ended_on"] == "").sum()),
        "memberships": len(_confirmed(dataset)),
        "several": int((each > 1).sum()),
    }
    date = max(dataset.populations["date"])
    assert _figures(dataset, language) == [
        *((number(language, count), say(language, f"summary.{key}", count=count)) for key, count in counts.items()),
        (day(language, date), say(language, "summary.date")),
    ]


def test_figures_of_the_real_tables_as_they_are_read(real):
    ever, now = (kv.incidence(real, ended=ended, kind="municipality") for ended in (True, False))
    assert _figures(real, "fi") == [
        (str(len(real.networks)), "verkostoa"),
        ("308", "kuntaa"),
        (
            str(ever.to_numpy().sum()),
            "tiedossa olevaa kuntien jäsenyyttä",
        ),
        (
            str((now.sum(axis=1) > 1).sum()),
            "kuntaa, jotka kuuluvat useaan verkostoon",
        ),
        ("31.12.2024", "väkilukujen ajankohta"),
    ]


def test_figures_are_in_the_singular_where_they_are_one(small):
    one = dataclasses.replace(
        _with_memberships(small, ("kehyskunnat", "020")),
        municipalities=small.municipalities.head(1),
        organisations=small.organisations.head(0),
        networks=small.networks.query("network_id == 'kehyskunnat'"),
        populations=small.populations.head(0),
    )
    assert [_figures(one, language)[:3] for language in LANGUAGES] == [
        [("1", "verkosto"), ("1", "kunta"), ("1", "tiedossa oleva kunnan jäsenyys")],
        [("1", "nätverk"), ("1", "kommun"), ("1", "känt medlemskap för en kommun")],
        [("1", "network"), ("1", "municipality"), ("1", "known membership of a municipality")],
    ]
    assert len(_figures(one, "fi")) == 4


def test_an_organisation_in_two_networks_is_no_municipality(small):
    second = small.organisation_memberships.head(1).assign(network_id="ammatillisen-koulutuksen-jarjestajat")
    both = dataclasses.replace(
        small, organisation_memberships=pd.concat([small.organisation_memberships, second], ignore_index=True)
    )
    assert _figures(both, "en") == _figures(small, "en")


@each_language
def test_the_largest_network_is_the_one_with_most_members(real, language):
    current = real.networks.query("status == 'current'").set_index("network_id")
    sizes = all_memberships(real).query("network_id in @current.index").groupby("network_id").size()
    name = named(current.loc[sizes.idxmax()].to_dict(), language)[0]
    members = say(language, "count.municipalities", count=int(sizes.max()))
    parts = [say(language, "known.here", members=members), say(language, "known.primary", count=159)]
    assert _sentences(real, language)[0] == say(language, "summary.largest", network=name, members="; ".join(parts))


@each_language
def test_who_is_in_most_networks_is_named(real, language):
    each = _working(real).groupby("municipality_code").size()
    most = each[each == each.max()]
    table = living(real.municipalities).set_index("municipality_code")
    names = sorted((table.loc[code, f"name_{language}"] for code in most.index), key=alphabetical(language))
    assert 1 < len(names) <= 6
    assert _sentences(real, language)[1:2] == [
        say(
            language,
            "summary.connected",
            count=len(names),
            networks=say(language, "count.networks", count=int(each.max())),
            names=join_words(language, names),
            but=say(language, "summary.but_ended"),
        ),
    ]


@each_language
def test_the_largest_shared_set_is_that_of_the_tables(real, language):
    sets = _working(real).groupby("municipality_code")["network_id"].agg(frozenset)
    sizes = sets[sets.map(len) > 1].value_counts()
    networks = real.networks.set_index("network_id")
    names = [named(networks.loc[code].to_dict(), language)[0] for code in sizes.index[0]]
    quoted = [f"“{name}”" if language == "en" else f"”{name}”" for name in names]
    assert len(names) == 2
    assert sizes.iloc[0] > sizes.iloc[1]
    members = say(language, "count.municipalities", count=int(sizes.iloc[0]))
    but = say(language, "summary.but_ended")
    assert _sentences(real, language)[2] in {
        say(language, "summary.shared", networks=join_words(language, order), members=members, but=but)
        for order in (quoted, quoted[::-1])
    }


@each_language
def test_who_has_no_confirmed_membership_is_counted(real, language):
    none = set(living(real.municipalities)["municipality_code"]) - set(_confirmed(real)["municipality_code"])
    last = _sentences(real, language)[-1]
    assert last.startswith(none_found(language, "summary.none_sentence", count=len(none)))
    assert _unknown(real, language)[0].startswith(none_found(language, "summary.none_sentence", count=len(none)))
    assert len(_sentences(real, language)) == 4


def test_sentences_of_the_small_tables_as_they_are_read(small):
    assert _sentences(small, "fi") == [
        "Tämän aineiston suurin verkosto on Ruotsinkieliset ja kaksikieliset kunnat: 5 kuntaa tiedossa, kaikkiaan 49.",
        (
            "Tässä aineistossa eniten verkostoja, kullakin 2 verkostoa, päättyneitä verkostoja lukuun ottamatta, on "
            "7 kunnalla."
        ),
        (
            "Tässä aineistossa yleisin verkostojen yhdistelmä on ”Pienet kunnat” ja "
            "”Ruotsinkieliset ja kaksikieliset kunnat”: 2 kuntaa, päättyneitä verkostoja lukuun ottamatta."
        ),
        "1 kunnan jäsenyyttä ei löytynyt julkisista lähteistä.",
    ]
    assert _sentences(small, "en") == [
        (
            "The largest network in this data is Swedish-speaking and bilingual municipalities: "
            "5 municipalities known, 49 in all."
        ),
        "In this data, 7 municipalities are in the most networks, 2 networks each, not counting ended networks.",
        (
            "In this data, the most common combination of networks is "
            "“Small municipalities” and “Swedish-speaking and bilingual municipalities”: 2 municipalities, "
            "not counting ended networks."
        ),
        "For 1 municipality, no membership was found in public sources.",
    ]


def test_sentences_are_in_the_singular_where_they_tell_of_one(small):
    one = _with_memberships(small, ("kehyskunnat", "020"), ("seutukaupungit", "020"), ("uso4-2017-2018", "545"))
    assert _sentences(one, "fi")[:2] == [
        (
            "Tässä aineistossa eniten verkostoja, 2 verkostoa, päättyneitä verkostoja lukuun ottamatta, on yhdellä "
            "kunnalla: Akaa."
        ),
        (
            "Tässä aineistossa yleisin verkostojen yhdistelmä on "
            "”Seutukaupungit” ja ”Kehyskunnat”: 1 kunta, päättyneitä verkostoja lukuun ottamatta."
        ),
    ]
    assert _sentences(one, "en")[:2] == [
        "In this data, Akaa is in the most networks: 2 networks, not counting ended networks.",
        (
            "In this data, the most common combination of networks is "
            "“Regional cities” and “Adjoining municipalities”: 1 municipality, not counting ended networks."
        ),
    ]
    assert "I detta material har Ackas flest nätverk: 2 nätverk, avslutade nätverk oräknade." in _sentences(one, "sv")


@each_language
def test_of_several_that_are_as_large_none_is_called_the_largest(small, language):
    pairs = ("kehyskunnat", "020"), ("seutukaupungit", "020"), ("kehyskunnat", "091"), ("suuret-kaupungit", "091")
    begins = {key: say(language, f"summary.{key}").partition("{")[0] for key in ("largest", "shared")}
    tied = _sentences(_with_memberships(small, *pairs[:2]), language)
    assert not any(one.startswith(begins["largest"]) for one in tied)
    assert any(one.startswith(begins["shared"]) for one in tied)
    single = _sentences(_with_memberships(small, *pairs), language)
    assert any(one.startswith(begins["largest"]) for one in single)
    assert not any(one.startswith(begins["shared"]) for one in single)


@each_language
def test_the_largest_network_is_that_of_the_data_in_whatever_state(small, language):
    pairs = ("kehyskunnat", "020"), ("uso4-2017-2018", "091"), ("uso4-2017-2018", "545")
    name = named(small.networks.set_index("network_id").loc["uso4-2017-2018"].to_dict(), language)[0]
    begin = say(language, "summary.largest", network=name, members="")[:-2]
    assert _sentences(_with_memberships(small, *pairs), language)[0].startswith(begin)


@each_language
def test_nothing_is_found_where_there_is_nothing(small, language):
    nothing = _with_memberships(small)
    assert _sentences(nothing, language) == [
        none_found(language, "summary.none_sentence", count=11),
        none_found(language, "summary.none_members", count=2),
    ]


@each_language
def test_candidates_are_told_and_change_no_other_sentence(real, language):
    count = int((real.memberships["basis"] == "candidate").sum())
    told = say(language, "summary.candidates", count=count)
    assert _sentences(real, language, candidates=True) == [*_sentences(real, language), told]


@each_language
def test_what_is_not_known_is_that_of_the_tables(real, language):
    members = set(all_memberships(real)["network_id"])
    empty = len(set(real.networks["network_id"]) - members)
    table = real.figures.query("measure == 'members' and scope == 'all'").set_index("network_id")["value"]
    held = all_memberships(real).groupby("network_id").size()
    short = {code for code, value in table.items() if 0 < held.get(code, 0) < value}
    rows = real.networks.sort_values("position").to_dict("records")
    names = [named(row, language)[0] for row in rows if row["network_id"] in short]
    unknown = _unknown(real, language)
    assert say(language, "unknown.networks", count=empty) in unknown
    assert short == {"kehyskunnat", "seutukaupungit"}
    partial = say(language, "unknown.partial", networks=join_words(language, names))
    assert partial in unknown
    assert say(language, "unknown.primary") in unknown
    candidates = int((real.memberships["basis"] == "candidate").sum())
    assert unknown[-1] == say(language, "list.no_candidates", count=candidates)
    assert len(unknown) == 6


@each_language
def test_shown_candidates_are_not_said_to_be_left_out(small, language):
    assert _unknown(small, language)[-1] == say(language, "list.no_candidates", count=2)
    assert say(language, "list.no_candidates", count=2) not in _unknown(small, language, candidates=True)


def test_numbers_have_the_space_of_the_language(real):
    networks = pd.concat([real.networks.head(1)] * 1240, ignore_index=True)
    ids = [f"n{place:04}" for place in range(1240)]
    empty = _with_memberships(dataclasses.replace(real, networks=networks.assign(network_id=ids)))
    assert _figures(empty, "sv")[0][0] == f"1{NO_BREAK_SPACE}240"
    assert _figures(empty, "en")[0][0] == "1,240"


@each_language
def test_members_that_are_no_municipalities_are_counted_where_there_are_no_others(language):
    dataset = kv.read_dataset(Path(__file__).parents[2] / "notebooks" / "examples" / "leagues.xlsx")
    held = dataset.organisation_memberships
    several = int((held["organisation_id"].value_counts() > 1).sum())
    counts = {
        "summary.networks": 4,
        "summary.members": len(dataset.organisations),
        "summary.member_memberships": len(held),
        "summary.members_several": several,
    }
    assert _figures(dataset, language) == [
        (str(count), say(language, key, count=count)) for key, count in counts.items()
    ]
    said = _sentences(dataset, language)
    members = say(language, "count.members", count=several)
    # None of these networks has ended, so nothing is said of ended ones.
    assert say(language, "summary.members_in_several", members=members, but="") in said
    shared = upset(dataset, language=language).bars
    size = max(bar.size for bar in shared if len(bar.networks) > 1)
    assert said[-1].endswith(f": {say(language, 'count.members', count=size)}.")
