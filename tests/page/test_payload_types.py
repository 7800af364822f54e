"""The shape of the payload is said twice, in Python and in TypeScript, and the two are the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import is_typeddict

import pytest

import kuntaverkostot as kv
from kuntaverkostot.page import own_types, payload_types
from tests.large import large
from tests.pages import parsed

TYPES = Path(__file__).parents[2] / "src" / "explorer" / "model" / "payload.ts"
INTERFACE = re.compile(r"^export interface (\w+)(?: extends ([\w, ]+))? \{(?:\}|\n(.*?)^\})", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^  (\w+)(\??): (.+);$", re.MULTILINE)


def _interfaces() -> dict[str, dict[str, bool]]:
    """Return of each interface its keys, and whether each must be there; with those of what it extends."""
    found: dict[str, dict[str, bool]] = {}
    own = {
        name: (re.findall(r"\w+", bases), {key: not mark for key, mark, _ in FIELD.findall(body)})
        for name, bases, body in INTERFACE.findall(TYPES.read_text(encoding="utf-8"))
    }

    def keys(name: str) -> dict[str, bool]:
        bases, fields = own[name]
        return {key: must for base in bases for key, must in keys(base).items()} | fields

    for name in own:
        found[name] = keys(name)
    return found


TYPED = {name: one for module in (payload_types, own_types) for name, one in vars(module).items() if is_typeddict(one)}
INTERFACES = _interfaces()


def test_both_say_the_same_types():
    assert sorted(TYPED) == sorted(INTERFACES)
    assert len(TYPED) > 15


@pytest.mark.parametrize("name", sorted(TYPED))
def test_a_type_has_the_same_keys(name):
    one = TYPED[name]
    assert {key: key in one.__required_keys__ for key in one.__annotations__} == INTERFACES[name]


@pytest.mark.parametrize("name", sorted(TYPED))
def test_a_type_has_no_line_that_the_test_does_not_read(name):
    ((bases, body),) = [
        (bases, body) for one, bases, body in INTERFACE.findall(TYPES.read_text(encoding="utf-8")) if one == name
    ]
    assert len(FIELD.findall(body)) == len([line for line in body.splitlines() if line.strip()])
    assert bases or body


def _held(data: object, name: str) -> None:
    assert isinstance(data, dict)
    keys = INTERFACES[name]
    assert {key for key, must in keys.items() if must} <= set(data) <= set(keys), name


def test_a_page_carries_what_its_type_says(small):
    data = json.loads(parsed(kv.build_page(small).html).one("script", id="data").raw)
    assert data["detail"] == "all"
    _held(data, "Payload")
    for key, name in (("members", "MemberColumns"), ("networks", "NetworkColumns"), ("geo", "MapData")):
        _held(data[key], name)
    _held(data["matrix"], "MatrixData")
    for frame in data["frames"]:
        _held(frame, "Frame")
        for key, name in (("hubs", "HubLabel"), ("clusters", "Label"), ("blocks", "Block")):
            assert frame[key]
            for label in frame[key]:
                _held(label, name)


def test_a_page_with_a_changed_diagram_carries_what_its_type_says(small):
    network = kv.diagram(small)
    network.nodes[0].update(color="#ff00ff", shape="star", label="x", title="y")
    network.edges[0]["width"] = 5
    network.add_node("z", label="z")
    network.add_edge("z", network.nodes[0]["id"])
    data = json.loads(parsed(kv.build_page(small, diagram=network).html).one("script", id="data").raw)
    _held(data, "Payload")
    for key, part, names in (
        ("own", "OwnLooks", ("NodeLook", "EdgeLook")),
        ("added", "AddedItems", ("AddedNode", "AddedEdge")),
    ):
        _held(data[key], part)
        for items, name in zip(("nodes", "edges"), names, strict=True):
            assert data[key][items]
            for item in data[key][items]:
                _held(item if key == "added" else item[1], name)
    assert [len(data["own"][texts]) for texts in ("labels", "titles")] == [1, 1]


def test_a_page_with_members_on_demand_carries_what_its_type_says():
    data = json.loads(parsed(kv.build_page(large(3200, 60, 9000)).html).one("script", id="data").raw)
    assert data["detail"] == "on_demand"
    _held(data, "Payload")
    for key, name in (("members", "MemberColumns"), ("networks", "NetworkColumns"), ("matrix", "MatrixData")):
        _held(data[key], name)
    for frame in data["frames"]:
        _held(frame, "Frame")
        for hub in frame["hubs"]:
            _held(hub, "HubLabel")
