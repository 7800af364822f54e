"""Read the payload of a page back: nodes and memberships one by one, from the columns that the explorer gets."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import Any

from tests.pages import Element, parsed


def payload_of(page: str | Element) -> dict[str, Any]:
    """Return the payload of a page, given as HTML or as its tree, decoded."""
    root = parsed(page) if isinstance(page, str) else page
    return decoded(json.loads(root.one("script", id="data").raw))


def decoded(data: dict[str, Any]) -> dict[str, Any]:
    """Return a payload with ids as lists, and with ``nodes`` and ``edges``.

    ``nodes`` are columns by the index of the node, ``edges`` are dicts with the ids of both ends, basis and sources.
    """
    networks, members = data["networks"], data["members"]
    ids = [networks["id"].split(), members["id"].split()]
    count = [len(ids[0]), len(ids[1])]
    assert count == [len(networks["name"]), len(members["name"])]
    nodes = {
        "id": ids[0] + ids[1],
        "name": networks["name"] + members["name"],
        "names": [[] for _ in range(sum(count))],
        "population": [None] * count[0] + (members["population"] or [None] * count[1]),
        "language": [""] * count[0]
        + [data["languages"][int(place)] for place in members["language"] or "0" * count[1]],
    }
    for first, titles in ((0, networks), (count[0], members)):
        for place, *others in titles["names"]:
            nodes["names"][first + place] = others
    edges, ends = [], list(accumulate(data["sizes"]))
    for network, begin, end in zip(ids[0], [0, *ends], ends, strict=False):
        for link, member in zip(range(begin, end), accumulate(data["links"][begin:end]), strict=True):
            basis, sources = data["grounds"][data["ground"][link] if data["ground"] else 0]
            edges.append({"member": ids[1][member], "network": network, "basis": basis, "sources": sources})
    assert len(edges) == len(data["links"])
    return data | {
        "nodes": nodes,
        "edges": edges,
        "networks": networks | {"id": ids[0], "node": list(range(count[0]))},
        "members": members | {"id": ids[1]},
    }
