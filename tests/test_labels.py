from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.labels import (
    LINE_HEIGHT,
    cluster_lines,
    network_lines,
    room,
    short_name,
    text_width,
    widest_room,
    wrap,
)
from kuntaverkostot.language import LANGUAGES

texts = st.text(alphabet="abwWÄi -", max_size=40)


@pytest.fixture(scope="module")
def graph(small):
    return kv.bipartite_graph(small)


@given(texts, texts, st.floats(1, 100))
def test_the_width_of_a_line_is_that_of_its_parts(one, other, size):
    assert text_width(one + other, size) == pytest.approx(text_width(one, size) + text_width(other, size))


def test_wide_letters_are_wider():
    assert text_width("", 12) == 0
    assert text_width("i", 10) == 3.8
    assert text_width("n", 10) == 6
    assert text_width("W", 10) == 8.8


@given(texts, st.floats(10, 200))
def test_breaking_loses_nothing(text, width):
    lines = wrap(text, width=width, size=10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line == line.rstrip() for line in lines)


@given(texts, st.floats(10, 200))
def test_a_line_is_only_wider_than_asked_when_it_is_one_word(text, width):
    for line in wrap(text, width=width, size=10):
        assert text_width(line, 10) <= width or len(line.split()) <= 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Ruotsin- ja kaksikieliset", ("Ruotsin- ja", "kaksikieliset")),
        ("Svensk- och tvåspråkiga", ("Svensk- och", "tvåspråkiga")),
        ("USO4 2017–2018", ("USO4 2017–2018",)),
        ("Nationalspråksstrategin", ("Nationalspråksstrategin",)),
        ("EU-kv-verkosto", ("EU-kv-verkosto",)),
        ("", ()),
    ],
)
def test_lines_of_names(text, lines):
    assert wrap(text, width=112, size=12.5) == lines


def test_the_room_of_lines():
    assert room(["nn", "n"], 10) == (12, 2 * 10 * LINE_HEIGHT)
    assert room([], 10) == (0, 0)


@given(st.dictionaries(st.sampled_from(LANGUAGES), st.lists(texts, max_size=3).map(tuple), min_size=1))
def test_the_widest_room_is_enough_in_every_language(translations):
    width, height = widest_room(translations, 12)
    rooms = [room(lines, 12) for lines in translations.values()]
    assert all(one <= width and other <= height for one, other in rooms)
    assert width in [one for one, _ in rooms]
    assert height in [other for _, other in rooms]


def test_a_network_is_labelled_with_its_short_name():
    node = {
        "short_fi": "",
        "short_sv": "",
        "short_en": "",
        "name_fi": "Verkosto",
        "name_sv": "",
        "name_en": "Network",
    }
    assert [short_name(node, language) for language in LANGUAGES] == ["Verkosto", "Verkosto", "Network"]
    assert short_name(node | {"short_fi": "V"}, "sv") == "V"


def test_lines_of_networks(graph):
    assert network_lines(graph, "network:ruotsin-ja-kaksikieliset-kunnat", width=112, size=12.5) == {
        "fi": ("Ruotsin- ja", "kaksikieliset", "5 / 49 tiedossa"),
        "sv": ("Svensk- och", "tvåspråkiga", "5 av 49 kända"),
        "en": ("Swedish and", "bilingual", "5 of 49 known"),
    }
    assert network_lines(graph, "network:maakuntien-liitot", width=200, size=12.5)["en"] == (
        "Regional councils",
        "2 members",
    )
    without = "network:ammatillisen-koulutuksen-jarjestajat"
    assert network_lines(graph, without, width=200, size=12.5)["sv"] == ("Yrkesutbildning",)


def test_candidates_are_not_counted(small):
    with_candidates = kv.bipartite_graph(small, candidates=True)
    assert with_candidates.degree("network:kehyskunnat") == 3
    assert network_lines(with_candidates, "network:kehyskunnat", width=200, size=12.5)["fi"] == (
        "Kehyskunnat",
        "2 / 44 tiedossa",
    )


NETWORKS = ("network:pienet-kunnat", "network:ruotsin-ja-kaksikieliset-kunnat")
FEW = ["municipality:545", "municipality:231"]
MANY = [f"municipality:{code}" for code in ("020", "091", "231", "434", "545", "989")]


@pytest.mark.parametrize(
    ("networks", "members", "detailed", "lines"),
    [
        (
            NETWORKS,
            FEW,
            True,
            {"fi": ("Kaskinen, Närpiö",), "sv": ("Kaskö, Närpes",), "en": ("Kaskinen, Närpes",)},
        ),
        (NETWORKS, FEW, False, {"fi": ("2",), "sv": ("2",), "en": ("2",)}),
        (
            NETWORKS,
            MANY,
            True,
            {
                "fi": ("6 kuntaa", "Pienet kunnat + Ruotsin-", "ja kaksikieliset"),
                "sv": ("6 kommuner", "Små kommuner + Svensk-", "och tvåspråkiga"),
                "en": ("6 municipalities", "Small municipalities +", "Swedish and bilingual"),
            },
        ),
    ],
)
def test_lines_of_clusters(graph, networks, members, detailed, lines):
    assert cluster_lines(graph, networks, members, width=170, size=12.5, detailed=detailed) == lines


def test_members_without_a_network_are_counted_never_named(graph):
    for detailed in (False, True):
        lines = cluster_lines(graph, (), FEW, width=400, size=12.5, detailed=detailed)
        assert lines["sv"] == ("2 kommuner", "inget medlemskap hittades i offentliga källor")
