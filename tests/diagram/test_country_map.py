from __future__ import annotations

import dataclasses
import math

import pytest

import kuntaverkostot as kv
from kuntaverkostot.analysis.graph import nodes_of
from kuntaverkostot.diagram.country_map import SIZE, Geography, geography


@pytest.fixture(scope="module")
def land(real) -> Geography:
    found = geography(real)
    assert found is not None
    return found


def test_every_living_municipality_has_its_place_on_the_map(real, land):
    assert sorted(land.at) == sorted(nodes_of(kv.bipartite_graph(real), "municipality"))
    places = list(land.at.values())
    assert len(set(places)) == len(places)


def test_everything_is_on_the_map_and_fills_it(land):
    points = [*land.at.values(), *(point for ring in land.outline for point in ring)]
    assert {type(value) for point in points for value in point} == {int}
    for axis, size in ((0, land.width), (1, land.height)):
        assert min(point[axis] for point in points) == 0
        assert max(point[axis] for point in points) == size
    assert land.height == SIZE
    assert 0.4 < land.width / land.height < 0.7


@pytest.mark.parametrize(
    ("one", "way", "other"),
    [
        ("Utsjoki", "north of", "Hanko"),
        ("Rovaniemi", "north of", "Oulu"),
        ("Eckerö", "west of", "Turku"),
        ("Turku", "west of", "Helsinki"),
        ("Helsinki", "west of", "Joensuu"),
        ("Joensuu", "west of", "Ilomantsi"),
    ],
)
def test_municipalities_lie_as_on_any_map(real, land, one, way, other):
    codes = dict(zip(real.municipalities["name_fi"], real.municipalities["municipality_code"], strict=True))
    places, axis = land.at, 0 if way == "west of" else 1
    assert places[f"municipality:{codes[one]}"][axis] < places[f"municipality:{codes[other]}"][axis]


def test_distances_are_in_the_same_scale_in_both_directions(real, land):
    rows, places = real.municipalities.set_index("municipality_code"), land.at

    def kilometres(one: str, other: str) -> float:
        (a, b), (c, d) = (rows.loc[code, ["latitude", "longitude"]] for code in (one, other))
        north, east = math.radians(c - a), math.radians(d - b)
        half = math.sin(north / 2) ** 2
        half += math.cos(math.radians(a)) * math.cos(math.radians(c)) * math.sin(east / 2) ** 2
        return 2 * 6371.0 * math.asin(math.sqrt(half))

    def units(one: str, other: str) -> float:
        return math.dist(places[f"municipality:{one}"], places[f"municipality:{other}"])

    # Helsinki and Turku lie beside each other, Helsinki and Oulu above each other.
    assert units("091", "853") / kilometres("091", "853") == pytest.approx(
        units("091", "564") / kilometres("091", "564"), rel=0.03
    )


def _inside(point: tuple[int, int], ring: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether a point is inside a closed line: a ray from it crosses the line an odd number of times."""
    (x, y), crossed = point, False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossed = not crossed
    return crossed


def test_municipalities_lie_within_the_outline_or_at_the_sea(real, land):
    outside = [node for node, point in land.at.items() if not any(_inside(point, ring) for ring in land.outline)]
    # Åland and the coast have islands that an outline of a few kilobytes does not show.
    coast = {"01", "02", "04", "08", "14", "15", "16", "17", "19", "21"}
    regions = dict(zip(real.municipalities["municipality_code"], real.municipalities["region_code"], strict=True))
    assert {regions[node.partition(":")[2]] for node in outside} <= coast
    assert len(outside) < 0.1 * len(land.at)


def test_the_order_of_rows_does_not_matter(real, land):
    shuffled = dataclasses.replace(
        real, municipalities=real.municipalities.iloc[::-1], outline=real.outline.sample(frac=1, random_state=1)
    )
    found = geography(shuffled)
    assert found is not None
    assert dict(sorted(found.at.items())) == dict(sorted(land.at.items()))
    assert found.outline == land.outline


def test_a_dataset_without_an_outline_has_a_map_of_dots(small):
    found = geography(small)
    assert found is not None
    assert found.outline == ()
    assert len(found.at) == 11


def test_without_places_there_is_no_map(small):
    nowhere = small.municipalities.assign(latitude=float("nan"), longitude=float("nan"))
    assert geography(dataclasses.replace(small, municipalities=nowhere)) is None


def test_a_municipality_without_a_place_is_left_out(small):
    table = small.municipalities.copy()
    table.loc[table["municipality_code"] == "091", ["latitude", "longitude"]] = float("nan")
    found = geography(dataclasses.replace(small, municipalities=table))
    assert found is not None
    assert len(found.at) == 10
    assert "municipality:091" not in found.at


def test_one_municipality_alone_is_no_fault(small):
    alone = small.municipalities.head(1)
    assert geography(dataclasses.replace(small, municipalities=alone)) == Geography(
        width=0, height=SIZE, at={"municipality:020": (0, 0)}, outline=()
    )
