"""Ids of nodes: the one place that builds and reads "municipality:091"."""

from __future__ import annotations

# The first letter of a kind keeps addresses short and apart: #m-091, #n-kehyskunnat.
ANCHORS = {"municipality": "m", "organisation": "o", "network": "n"}


def node_id(kind: str, code: str) -> str:
    """Return the id of a node: text, and never the name of a property of JavaScript objects.

    >>> node_id("municipality", "091")
    'municipality:091'
    """
    return f"{kind}:{code}"


def network_node(code: str) -> str:
    """Return the id of the node of a network.

    >>> network_node("kehyskunnat")
    'network:kehyskunnat'
    """
    return node_id("network", code)


def node_code(node: str) -> str:
    """Return the code or id that a node has in the tables.

    >>> node_code("network:kehyskunnat")
    'kehyskunnat'
    """
    return node.partition(":")[2]


def anchor(node: str) -> str:
    """Return the address of a node on the page.

    >>> anchor("municipality:091")
    'm-091'
    """
    kind, _, code = node.partition(":")
    return f"{ANCHORS[kind]}-{code}"
