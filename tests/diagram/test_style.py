from __future__ import annotations

import math
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import kuntaverkostot as kv
from kuntaverkostot.diagram.layout import layout
from kuntaverkostot.diagram.style import (
    DARK_BACKGROUND,
    DARK_GREY,
    DARK_PALETTE,
    LIGHT_BACKGROUND,
    LIGHT_GREY,
    LIGHT_PALETTE,
    SHAPES,
    appearance,
    letter,
)

# Simulation of full colour blindness in linear RGB (Machado, Oliveira and Fernandes 2009, severity 1.0).
SIGHTS = {
    "usual": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]])
# Pairs of colours in L*a*b* and their distance (Sharma, Wu and Dalal 2005, table 1).
PUBLISHED = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.903),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.263),
    ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ((36.4612, 47.858, 18.3852), (36.2715, 50.5065, 21.2231), 1.4146),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
]
PALETTES = {"light": LIGHT_PALETTE, "dark": DARK_PALETTE}
GREYS = {"light": LIGHT_GREY, "dark": DARK_GREY}
BACKGROUNDS = {"light": LIGHT_BACKGROUND, "dark": DARK_BACKGROUND}
# Least distance between two colours of a palette, however they are seen: what the palettes reach, rounded down.
LEAST = {"light": 8.8, "dark": 10.6}
# In grey there is lightness only, and a difference of it weighs more.
GREY_WEIGHT = 1.7
STYLES = Path(__file__).parents[2] / "src" / "explorer" / "styles"
each_theme = pytest.mark.parametrize("theme", ["light", "dark"])


def _linear(colour: str) -> np.ndarray:
    red_green_blue = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(red_green_blue <= 0.04045, red_green_blue / 12.92, ((red_green_blue + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> tuple[float, float, float]:
    white = XYZ @ np.ones(3)
    ratio = XYZ @ np.clip(linear, 0, 1) / white
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return float(116 * root[1] - 16), float(500 * (root[0] - root[1])), float(200 * (root[1] - root[2]))


def _ciede2000(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the distance of two colours; names as in Sharma, Wu and Dalal 2005."""
    mean = (math.hypot(*one[1:]) + math.hypot(*other[1:])) / 2
    stretch = 1 + 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    (c1, h1), (c2, h2) = (
        (math.hypot(a * stretch, b), math.atan2(b, a * stretch) % math.tau) for _, a, b in (one, other)
    )
    turn = h2 - h1
    if abs(turn) > math.pi:
        turn -= math.copysign(math.tau, turn)
    turn = 0.0 if c1 * c2 == 0 else turn
    middle = h1 + h2 if c1 * c2 == 0 else (h1 + h2 + (math.tau if abs(h1 - h2) > math.pi else 0)) / 2
    light, chroma = (one[0] + other[0]) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * math.cos(middle - math.pi / 6) + 0.24 * math.cos(2 * middle)
    t += 0.32 * math.cos(3 * middle + math.radians(6)) - 0.2 * math.cos(4 * middle - math.radians(63))
    s_l = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    blue = math.radians(30) * math.exp(-((((math.degrees(middle) % 360) - 275) / 25) ** 2))
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(2 * blue)
    d_l, d_c = (other[0] - one[0]) / s_l, (c2 - c1) / s_c
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(turn / 2) / s_h
    return math.sqrt(d_l**2 + d_c**2 + d_h**2 + rotation * d_c * d_h)


def _contrast(one: str, other: str) -> float:
    dark, light = sorted(float(LUMINANCE @ _linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _grey_distance(one: str, other: str) -> float:
    return GREY_WEIGHT * abs(_lab(_linear(one))[0] - _lab(_linear(other))[0])


def _properties(theme: str) -> dict[str, str]:
    """Return the colours of the style sheet."""
    text = STYLES.joinpath(f"{theme}.css").read_text("utf-8")
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", text))


@pytest.mark.parametrize(("one", "other", "distance"), PUBLISHED)
def test_the_distance_is_that_of_the_published_pairs(one, other, distance):
    assert _ciede2000(one, other) == pytest.approx(distance, abs=1e-4)
    assert _ciede2000(other, one) == pytest.approx(distance, abs=1e-4)


@each_theme
@pytest.mark.parametrize("sight", SIGHTS)
def test_colours_differ_however_they_are_seen(theme, sight):
    seen = {colour: _lab(np.array(SIGHTS[sight]) @ _linear(colour)) for colour in PALETTES[theme]}
    distances = {pair: _ciede2000(seen[pair[0]], seen[pair[1]]) for pair in combinations(seen, 2)}
    assert min(distances.values()) >= LEAST[theme], min(distances, key=distances.__getitem__)


@each_theme
def test_colours_differ_in_grey(theme):
    distances = {pair: _grey_distance(*pair) for pair in combinations(PALETTES[theme], 2)}
    assert min(distances.values()) >= LEAST[theme], min(distances, key=distances.__getitem__)


@each_theme
def test_marks_stand_out_from_the_background(theme):
    marks = [*PALETTES[theme], GREYS[theme], _properties(theme)["faded"]]
    assert {mark for mark in marks if _contrast(mark, BACKGROUNDS[theme]) < 3} == set()


@each_theme
def test_the_style_sheet_has_the_same_background_and_grey(theme):
    properties = _properties(theme)
    assert (properties["ground"], properties["grey"]) == (BACKGROUNDS[theme], GREYS[theme])


@each_theme
@pytest.mark.parametrize("colour", ["ink", "muted", "accent"])
@pytest.mark.parametrize("behind", ["ground", "panel", "mark"])
def test_text_is_readable(theme, colour, behind):
    properties = _properties(theme)
    assert _contrast(properties[colour], properties[behind]) >= 4.5


def test_every_network_on_the_ring_has_a_colour_and_a_letter_of_its_own(real):
    graph = kv.bipartite_graph(real)
    ring = layout(graph).ring
    seen = appearance(graph, ring)
    assert sorted(seen.letters) == sorted(ring)
    assert list(seen.letters.values()) == list("ABCDEFGH"[: len(ring)])
    for dark in (False, True):
        assert len({seen.colour(network, dark=dark) for network in ring}) == len(ring)
    others = [node for node, data in graph.nodes(data=True) if data["bipartite"] == 1 and node not in ring]
    assert {seen.colour(network) for network in others} == {LIGHT_GREY}
    assert {seen.colour(network, dark=True) for network in others} == {DARK_GREY}


def test_letters_follow_the_order_of_the_page(real):
    graph = kv.bipartite_graph(real)
    seen = appearance(graph, layout(graph).ring)
    assert {network.partition(":")[2]: letter for network, letter in seen.letters.items()} == {
        "suuret-kaupungit": "A",
        "seutukaupungit": "B",
        "kehyskunnat": "C",
        "pienet-kunnat": "D",
        "ruotsin-ja-kaksikieliset-kunnat": "E",
        "maakuntien-liitot": "F",
        "sdg-verkosto": "G",
    }


def test_more_networks_than_colours_have_one_for_each_group():
    graph: nx.Graph[str] = nx.Graph()
    ring = [f"network:{place:02}" for place in range(30)]
    for place, network in enumerate(ring):
        graph.add_node(network, group_id=f"group {place // 10}", position=place)
    seen = appearance(graph, ring)
    assert [seen.places[network] for network in ring] == [0] * 10 + [1] * 10 + [2] * 10
    assert len(set(seen.letters.values())) == 30
    assert seen.letters[ring[26]] == "AA"


def test_networks_of_one_group_have_colours_by_turns():
    graph: nx.Graph[str] = nx.Graph()
    ring = [f"network:{place:02}" for place in range(20)]
    graph.add_nodes_from(ring, group_id="only", position=1)
    places = appearance(graph, ring).places
    assert [places[network] for network in ring] == [place % 8 for place in range(20)]


def test_more_groups_than_colours_share_them():
    graph: nx.Graph[str] = nx.Graph()
    ring = [f"network:{place:02}" for place in range(20)]
    for network in ring:
        graph.add_node(network, group_id=network, position=1)
    assert set(appearance(graph, ring).places.values()) == set(range(8))


def test_letters_go_on_after_z():
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert len({letter(place) for place in range(2000)}) == 2000


def test_each_kind_of_node_has_its_shape():
    assert SHAPES == {"municipality": "dot", "organisation": "diamond", "network": "square"}


def test_no_rule_stands_in_two_style_sheets():
    rules = Counter(
        (" ".join(selector.split()), " ".join(body.split()))
        for sheet in sorted(STYLES.glob("*.css"))
        for selector, body in re.findall(r"([^{}]+){([^{}]*)}", re.sub(r"(?s)/\*.*?\*/", "", sheet.read_text("utf-8")))
    )
    assert len(rules) > 200
    assert [rule for rule, count in rules.items() if count > 1] == []
