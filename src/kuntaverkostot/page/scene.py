"""What the pages in all languages share: everything that is computed from the tables alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.array_findings import array_findings, overlaps_of
from kuntaverkostot.analysis.findings import Findings, findings
from kuntaverkostot.analysis.membership_arrays import (
    Detail,
    MembershipArrays,
    Positions,
    detail_of,
    membership_arrays,
    shared_members,
)
from kuntaverkostot.dataset.completeness import published_members
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.diagram.country_map import Geography, geography
from kuntaverkostot.diagram.drawing import Drawing, read_drawing
from kuntaverkostot.diagram.plan import Plan, plan_of, plan_of_networks
from kuntaverkostot.diagram.pyvis_network import pyvis_network
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.diagram.svg_shapes import Shape, shapes_of
from kuntaverkostot.listing.on_demand import inhabitants_of
from kuntaverkostot.page.set_data import Sets, sets, sets_of_arrays

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from pyvis.network import Network


# Findings that the summary does not repeat.
SHOWN = frozenset({"overlap", "inside", "bridges", "reach"})


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the pages in all languages share.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    detail : {"all", "on_demand"}
        Whether each member is drawn and listed at once.
    arrays, links : MembershipArrays
        The tables as arrays; ``links`` with candidates, if they are shown.
    inhabitants : numpy.ndarray of int, shape (members,)
        Population of each member of ``links``, -1 when unknown.
    graph, style, drawing, shapes
        What is drawn, and how.
    sets, findings, reconciled, land
        What else the page shows.
    """

    dataset: Dataset
    detail: Detail
    arrays: MembershipArrays
    links: MembershipArrays
    inhabitants: Positions
    graph: nx.Graph[str]
    style: Appearance
    drawing: Drawing
    shapes: tuple[Shape, ...]
    sets: Sets
    findings: Findings
    reconciled: pd.DataFrame
    land: Geography | None


def scene_of(dataset: Dataset, *, language: str, candidates: bool, diagram: Network | None = None) -> Scene:
    """Return what the pages in all languages share.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the labels of a diagram that does not know its own.
    candidates : bool
        Whether memberships that no source names are drawn and listed separately; no figure counts them. Where members
        are drawn on demand, they are left out.
    diagram : pyvis.network.Network, optional
        What is drawn, in place of the usual diagram.
    """
    detail = detail_of(dataset)
    arrays = membership_arrays(dataset)
    if detail == "all":
        links = membership_arrays(dataset, candidates=True) if candidates else arrays
        plan, inhabitants = plan_of(dataset, detail=detail, candidates=candidates), inhabitants_of(dataset, links)
        views = sets(dataset, ring=tuple(plan.style.letters), style=plan.style)
        found = findings(dataset, only=SHOWN)
    else:
        links, common, published = arrays, shared_members(arrays), published_members(dataset)
        plan, inhabitants = plan_of_networks(dataset, arrays, common), inhabitants_of(dataset, arrays)
        views = sets_of_arrays(dataset, arrays, plan.style, inhabitants, published)
        found = array_findings(arrays, overlaps_of(arrays, common, published))
    drawing = _drawing(plan, diagram, language)
    return Scene(
        dataset=dataset,
        detail=detail,
        arrays=arrays,
        links=links,
        inhabitants=inhabitants,
        graph=plan.graph,
        style=plan.style,
        drawing=drawing,
        shapes=shapes_of(plan.graph, drawing),
        sets=views,
        findings=found,
        reconciled=reconcile(dataset),
        land=geography(dataset) if detail == "all" else None,
    )


def _drawing(plan: Plan, diagram: Network | None, language: str) -> Drawing:
    network = diagram
    if network is None:
        network = pyvis_network(plan.graph, plan.layouts[0], plan.style, language=language)
    return read_drawing(network, plan.graph, plan.layouts, plan.style, language=language)
