"""The names that attributes of one's own have in a graph, where they cannot be taken for those of this program."""

from __future__ import annotations

from collections.abc import Mapping

# No attribute that this program writes begins so: a column called "code" or "basis" stays apart.
PREFIX = "own_"


def prefixed(values: Mapping[str, str]) -> dict[str, str]:
    """Return attributes under the names that they have in a graph.

    >>> prefixed({"code": "B7"})
    {'own_code': 'B7'}
    """
    return {f"{PREFIX}{name}": value for name, value in values.items()}


def unprefixed(values: Mapping[str, object]) -> dict[str, str]:
    """Return the attributes of one's own among those of a node or an edge of a graph.

    >>> unprefixed({"code": "ann", "own_code": "B7"})
    {'code': 'B7'}
    """
    return {name.removeprefix(PREFIX): str(value) for name, value in values.items() if name.startswith(PREFIX)}
