"""The dataset as a NetworkX graph."""

from __future__ import annotations

from typing import Literal

import networkx as nx

from kuntaverkostot.dataset import Dataset, all_memberships, newest_date
from kuntaverkostot.rules import populations_at

NAMES = ["name_fi", "name_sv", "name_en"]


def node_id(kind: str, code: str) -> str:
    """Return the id of a node: text, and never the name of a property of JavaScript objects.

    >>> node_id("municipality", "091")
    'municipality:091'
    """
    return f"{kind}:{code}"


def bipartite_graph(dataset: Dataset, *, candidates: bool = False) -> nx.Graph:
    """Return members and networks as a bipartite graph.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names become edges.

    Returns
    -------
    networkx.Graph
        Every living municipality, every network, and every organisation that is a member; an edge for each
        membership.

        Node attributes: ``bipartite`` (0 member, 1 network, as NetworkX has it), ``kind`` ("municipality",
        "organisation" or "network"), ``code`` (as in the tables), ``name_fi``, ``name_sv``, ``name_en``;
        municipalities also ``population`` (persons at the newest date, or None), ``language``, ``region_code``;
        networks also ``group_id``, ``status``, ``member_kind``, ``short_fi`` and so on, and their order on the page:
        ``group_position`` and ``position``.
        Edge attributes: ``basis`` ("listed", "rule" or "candidate"), ``source_ids``, ``rule_id``.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset
    >>> graph = bipartite_graph(load_dataset())
    >>> nx.is_bipartite(graph), graph.edges["municipality:091", "network:suuret-kaupungit"]["basis"]
    (True, 'rule')
    """
    graph = nx.Graph()
    links = all_memberships(dataset, candidates=candidates)
    graph.add_nodes_from(_municipalities(dataset, set(links.loc[links["kind"] == "municipality", "member_id"])))
    graph.add_nodes_from(_organisations(dataset, set(links.loc[links["kind"] == "organisation", "member_id"])))
    graph.add_nodes_from(_networks(dataset))
    graph.add_edges_from(
        (
            node_id(link.kind, link.member_id),
            node_id("network", link.network_id),
            {"basis": link.basis, "source_ids": link.source_ids, "rule_id": link.rule_id},
        )
        for link in links.itertuples(index=False)
    )
    return graph


def projection(graph: nx.Graph, *, onto: Literal["networks", "members"] = "networks") -> nx.Graph:
    """Return which networks share members, or which members share networks.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`bipartite_graph`; it is not changed.
    onto : {"networks", "members"}
        Which nodes to keep.

    Returns
    -------
    networkx.Graph
        Edge attribute ``weight``: how many they have in common. The weight is that of NetworkX's
        ``bipartite.weighted_projected_graph``.

    Raises
    ------
    ValueError
        When ``onto`` is something else.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset
    >>> shared = projection(bipartite_graph(load_dataset()))
    >>> shared.edges["network:sdg-verkosto", "network:suuret-kaupungit"]["weight"]
    6
    """
    sides = {"members": 0, "networks": 1}
    if onto not in sides:
        raise ValueError(f"onto must be networks or members; got {onto!r}")
    kept = [node for node, side in graph.nodes(data="bipartite") if side == sides[onto]]
    return nx.bipartite.weighted_projected_graph(graph, kept)


def _municipalities(dataset: Dataset, members: set[str]) -> list[tuple[str, dict[str, object]]]:
    table = dataset.municipalities
    # An ended municipality is drawn only where a table still says that it is a member.
    shown = table[(table["ended_on"] == "") | table["municipality_code"].isin(members)]
    inhabitants = _newest_populations(dataset)
    return [
        (
            node_id("municipality", code),
            {
                "bipartite": 0,
                "kind": "municipality",
                "code": code,
                **dict(zip(NAMES, names, strict=True)),
                "population": inhabitants.get(code),
                "language": language,
                "region_code": region,
            },
        )
        for code, language, region, *names in shown[
            ["municipality_code", "language", "region_code", *NAMES]
        ].itertuples(index=False, name=None)
    ]


def _newest_populations(dataset: Dataset) -> dict[str, int]:
    date = newest_date(dataset)
    if not date:
        return {}
    counted = populations_at(dataset.municipalities, dataset.populations, date=date)
    return {str(code): int(count) for code, count in counted.items()}


def _organisations(dataset: Dataset, members: set[str]) -> list[tuple[str, dict[str, object]]]:
    table = dataset.organisations
    shown = table[table["organisation_id"].isin(members)]
    return [
        (
            node_id("organisation", code),
            {"bipartite": 0, "kind": "organisation", "code": code, **dict(zip(NAMES, names, strict=True))},
        )
        for code, *names in shown[["organisation_id", *NAMES]].itertuples(index=False, name=None)
    ]


def _networks(dataset: Dataset) -> list[tuple[str, dict[str, object]]]:
    columns = ["network_id", "group_id", "status", "member_kind", *NAMES, "short_fi", "short_sv", "short_en"]
    positions = dict(zip(dataset.groups["group_id"], dataset.groups["position"].tolist(), strict=True))
    return [
        (
            node_id("network", row[0]),
            {
                "bipartite": 1,
                "kind": "network",
                "code": row[0],
                **dict(zip(columns[1:], row[1:], strict=True)),
                "group_position": positions.get(row[1], 0),
                "position": position,
            },
        )
        for position, row in enumerate(dataset.networks[columns].itertuples(index=False, name=None), start=1)
    ]
