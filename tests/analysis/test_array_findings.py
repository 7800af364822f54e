"""What stands out in a dataset with many members: as whoever counts one by one would say it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import chain, combinations, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis.array_findings import array_findings, overlaps_of
from kuntaverkostot.analysis.insights import insights_of
from kuntaverkostot.analysis.membership_arrays import MembershipArrays, membership_arrays
from kuntaverkostot.analysis.shared_members import shared_members
from kuntaverkostot.dataset.completeness import Published, extent, published_members
from kuntaverkostot.page.summary import figures
from kuntaverkostot.text.language import LANGUAGES, number, say
from tests.large import furnished, large
from tests.pages import none_found, parsed

MEMBERS, NETWORKS = 8, 6


@pytest.fixture(scope="module")
def dataset() -> kv.Dataset:
    return furnished(large(3200, 60, 9000))


@pytest.fixture(scope="module")
def found(dataset) -> MembershipArrays:
    return membership_arrays(dataset)


def _arrays(pairs: set[tuple[int, int]], ended: set[int]) -> MembershipArrays:
    names = {f"name_{language}": "" for language in LANGUAGES}
    members = pd.DataFrame({"code": [f"m{place}" for place in range(MEMBERS)]}).assign(kind="organisation", **names)
    networks = pd.DataFrame({"network_id": [f"n{place}" for place in range(NETWORKS)]}).assign(
        status=["ended" if place in ended else "current" for place in range(NETWORKS)],
        name_fi=[f"Verkosto {place}" for place in range(NETWORKS)],
        name_sv="",
        name_en="",
        short_fi="",
        short_sv="",
        short_en="",
    )
    members["name_fi"] = [f"Jäsen {place}" for place in range(MEMBERS)]
    network, member = np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2).T
    return MembershipArrays(members, networks, member, network, np.zeros(len(pairs), dtype=np.intp), (("listed", ""),))


def _held(found: MembershipArrays) -> dict[int, set[int]]:
    """Return the members of each working network that has some."""
    held: dict[int, set[int]] = defaultdict(set)
    for network, member in zip(found.network.tolist(), found.member.tolist(), strict=True):
        if found.networks["status"].iloc[network] != "ended":
            held[network].add(member)
    return held


def _check(found: MembershipArrays) -> None:
    overlaps, held = overlaps_of(found, shared_members(found), {}), _held(found)
    shared = {(one, other): held[one] & held[other] for one, other in combinations(sorted(held), 2)}
    most = max((len(both) for both in shared.values()), default=0)
    assert overlaps.most == most
    if most:
        expected = sorted(pair for pair, both in shared.items() if len(both) == most)
        assert sorted(map(tuple, overlaps.largest.tolist())) == expected
    inside = sorted((one, other) for one, other in permutations(held, 2) if held[one] <= held[other])
    assert sorted(map(tuple, overlaps.inside.tolist())) == inside
    bridges = sorted((*pair, *both) for pair, both in shared.items() if len(both) == 1)
    assert sorted(map(tuple, overlaps.bridges.tolist())) == bridges


@given(
    pairs=st.sets(st.tuples(st.integers(0, NETWORKS - 1), st.integers(0, MEMBERS - 1)), max_size=30),
    ended=st.sets(st.integers(0, NETWORKS - 1), max_size=2),
)
def test_overlaps_are_those_of_sets(pairs, ended):
    _check(_arrays(pairs, ended))


def test_overlaps_of_a_large_dataset_are_those_of_sets(found):
    _check(found)


def _insights(pairs: set[tuple[int, int]], language: str = "en") -> list[str]:
    return _sentences(_arrays(pairs, set()), {}, language)


def _sentences(arrays: MembershipArrays, published: dict[str, Published], language: str) -> list[str]:
    overlaps = overlaps_of(arrays, shared_members(arrays), published)
    return [insight.sentence for insight in insights_of(array_findings(arrays, overlaps), language=language)]


def test_sentences_name_the_networks():
    assert _insights({(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (1, 3)}) == [
        "In this data, the networks with the most members in common are “Verkosto 0” and “Verkosto 1”: 2 members."
    ]
    assert _insights({(0, 0), (0, 1), (0, 2), (1, 1), (1, 2)})[1:] == [
        "All members of the network “Verkosto 1” are also in “Verkosto 0”."
    ]
    assert _insights({(0, 1), (0, 2), (1, 1), (1, 2)})[1:] == [
        "The networks “Verkosto 0” and “Verkosto 1” have exactly the same members."
    ]
    assert _insights({(0, 1), (0, 2), (1, 2), (1, 3)})[1:] == [
        "In this data, only Jäsen 2 is in both “Verkosto 0” and “Verkosto 1”."
    ]


def test_sentences_count_where_there_are_many():
    assert _insights({(0, 1), (1, 1), (1, 2), (2, 2), (3, 3), (4, 3), (4, 4)}) == [
        "In this data, 3 pairs of networks have the largest overlap, 1 member each.",
        "3 networks are entirely within another network.",
        (
            "In this data, some pairs of networks have only one member in common. "
            "These members are Jäsen 1, Jäsen 2 and Jäsen 3."
        ),
    ]
    many = {(0, member) for member in range(7)} | {(1, member) for member in range(2)}
    assert _insights(many | {(2, 2), (3, 3)})[1] == "3 networks are entirely within another network."
    assert _insights(set()) == []


def test_an_ended_network_is_not_one_of_several(dataset):
    sizes = dataset.organisation_memberships["network_id"].value_counts()
    networks = dataset.networks.assign(
        status=dataset.networks["status"].mask(dataset.networks["network_id"] == sizes.index[0], "ended")
    )
    ended = replace(dataset, networks=networks)
    found = membership_arrays(ended)
    held = _held(found)
    degrees = Counter(chain.from_iterable(held.values()))
    summary = parsed(kv.build_page(ended, language="en").html).one("section", id="summary")
    sentences = [item.text for item in summary.one("ul", class_="findings").every("li")]
    most = max(degrees.values())
    counts = sum(degree > 1 for degree in degrees.values()), list(degrees.values()).count(most)
    members = say("en", "count.members", count=counts[0])
    assert sentences[1] == say("en", "summary.members_in_several", members=members, but=say("en", "summary.but_ended"))
    assert sentences[2] == say(
        "en",
        "summary.members_most",
        networks=say("en", "count.networks", count=most),
        count=counts[1],
        but=say("en", "summary.but_ended"),
    )
    assert (
        number("en", counts[0])
        == [figure.value for figure in figures(found, kind="organisation", language="en", date="")][-1]
    )


def test_what_would_follow_from_missing_members_is_not_said():
    found = _arrays({(0, 1), (0, 2), (1, 2), (1, 3), (2, 2)}, set())
    common, short = shared_members(found), Published(9)
    whole = overlaps_of(found, common, {"n0": Published(2), "n1": Published(1)})
    assert whole.inside.tolist() == [[2, 0], [2, 1]]
    assert whole.bridges.tolist() == [[0, 1, 2], [0, 2, 2], [1, 2, 2]]
    assert overlaps_of(found, common, {"n2": short}).inside.tolist() == []
    assert overlaps_of(found, common, {"n0": short}).inside.tolist() == [[2, 0], [2, 1]]
    assert overlaps_of(found, common, {"n0": short}).bridges.tolist() == [[1, 2, 2]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_gives_both_numbers(dataset, found, language):
    page = kv.build_page(dataset, language=language)
    document, beside = parsed(page.html), parsed(page.beside)
    sizes = dict(zip(found.networks["network_id"], found.sizes.tolist(), strict=True))
    short = {
        code: told for code, told in published_members(dataset).items() if told.exceeds(sizes[code]) and sizes[code]
    }
    assert short
    for code, told in short.items():
        kind = found.networks.set_index("network_id").loc[code, "member_kind"]
        unit = "municipalities" if kind == "municipality" else "members"
        text = extent(language, sizes[code], told, unit=unit)
        assert document.one(id=f"n-{code}").one("h4").text.endswith(f" {text}")
        assert beside.one(id=f"n-{code}").one("h2").text.endswith(f" {text}")
        assert f"({text})" in page.text
    empty = [code for code, size in sizes.items() if not size]
    assert empty
    for code in empty:
        assert document.one(id=f"n-{code}").one("span", class_="count").text == say(language, "known.none")
        assert say(language, "list.none_known") in document.one(id=f"n-{code}").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_list_say_the_same(dataset, found, language):
    page = kv.build_page(dataset, language=language)
    insights = _sentences(found, published_members(dataset), language)
    assert len(insights) == 3
    document, beside = parsed(page.html), parsed(page.beside)
    shown = [item.text for item in document.one("section", id="overlaps").one("ul", class_="findings").every("li")]
    assert shown == insights
    summary = [item.text for item in document.one("section", id="summary").one("ul", class_="findings").every("li")]
    listed = [item.text for item in beside.one("section", id="summary").one("ul", class_="findings").every("li")]
    assert listed == summary + insights
    alone = none_found(language, "summary.none_members", count=int((found.degrees == 0).sum()) - 4)
    assert summary[-2:] == [none_found(language, "summary.none_sentence", count=4), alone]
    unknown = [item.text for item in document.one("section", id="unknown").every("li")]
    # The page asks open questions, too.
    listed_gaps = [item.text for item in beside.one("section", id="unknown").every("li")]
    assert unknown[: len(listed_gaps)] == listed_gaps
    assert unknown[:2] == [
        f"{none_found(language, 'summary.none_sentence', count=4)} {say(language, 'summary.none_note_short')}",
        f"{alone} {say(language, 'summary.none_members_note')}",
    ]
    assert say(language, "unknown.networks", count=1) in unknown
    (partial,) = [
        text for text in unknown if text.startswith(say(language, "unknown.partial", networks="|").split("|")[0])
    ]
    assert all(name in partial for name in found.networks.set_index("network_id").loc[["n0001", "n0004"], "name_fi"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_in_several_networks_is_counted_without_those_that_ended(dataset, found, language):
    ids = found.networks["network_id"]
    ended = int(found.sizes.argmax())
    networks = dataset.networks.assign(
        status=["ended" if one == ids[ended] else "current" for one in dataset.networks["network_id"]]
    )
    page = parsed(kv.build_page(replace(dataset, networks=networks), language=language).html)
    each = Counter(found.member[found.network != ended].tolist()).values()
    several, most = sum(count > 1 for count in each), max(each)
    told = [one.text for one in page.one("section", id="summary").every("li")]
    members = say(language, "count.members", count=several)
    assert say(language, "summary.members_in_several", members=members, but=say(language, "summary.but_ended")) in told
    shown = say(language, "count.networks", count=most)
    assert (
        say(
            language,
            "summary.members_most",
            networks=shown,
            count=[*each].count(most),
            but=say(language, "summary.but_ended"),
        )
        in told
    )
    figures_shown = [one.text for one in page.one("ul", class_="figures").every("li")]
    assert any(one.endswith(say(language, "summary.members_several", count=several)) for one in figures_shown)
    assert say(language, "view.ended") in page.one("section", id="overlaps").text
