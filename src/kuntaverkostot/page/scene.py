"""What the pages in all languages share: everything that is computed from the tables alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.array_findings import array_findings, overlaps_of
from kuntaverkostot.analysis.findings import Findings
from kuntaverkostot.analysis.membership_arrays import (
    Detail,
    MembershipArrays,
    Positions,
    detail_of,
    membership_arrays,
    of_kind,
)
from kuntaverkostot.analysis.shared_members import shared_members
from kuntaverkostot.dataset.completeness import published_members
from kuntaverkostot.dataset.counted import CountedDataset
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.kinds import Kind, subject
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.diagram.country_map import Geography, geography
from kuntaverkostot.diagram.drawing import Drawing, read_drawing
from kuntaverkostot.diagram.plan import Plan, plan_of, plan_of_networks
from kuntaverkostot.diagram.pyvis_network import pyvis_network
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.diagram.svg_shapes import Shape, shapes_of
from kuntaverkostot.listing.on_demand import inhabitants_of
from kuntaverkostot.page.set_data import Sets, sets

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from pyvis.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the pages in all languages share.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    detail : {"all", "on_demand"}
        Whether each member is drawn and listed at once.
    kind : {"municipality", "organisation"} or None
        Whom figures, sentences and overlaps count; None is all members.
    arrays, counted, links : MembershipArrays
        The tables as arrays; ``counted`` with the members of that kind alone; ``links`` with candidates, if they are
        shown.
    inhabitants : numpy.ndarray of int, shape (members,)
        Population of each member of ``links``, -1 when unknown.
    graph, style, drawing, shapes
        What is drawn, and how.
    sets, findings, reconciled, land
        What else the page shows.
    """

    dataset: Dataset
    detail: Detail
    kind: Kind | None
    arrays: MembershipArrays
    counted: MembershipArrays
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


def scene_of(
    given: Dataset | CountedDataset, *, language: str, candidates: bool, diagram: Network | None = None
) -> Scene:
    """Return what the pages in all languages share.

    Parameters
    ----------
    given : Dataset or CountedDataset
        The tables, which are not changed; of counts, members are on demand.
    language : {"fi", "sv", "en"}
        Language of the labels of a diagram that does not know its own.
    candidates : bool
        Whether memberships that no source names are drawn and listed separately; no figure counts them. Where members
        are drawn on demand, they are left out.
    diagram : pyvis.network.Network, optional
        What is drawn, in place of the usual diagram.
    """
    dataset, counts = (given.tables, given.counts) if isinstance(given, CountedDataset) else (given, None)
    detail, kind = detail_of(dataset) if counts is None else "on_demand", subject(dataset)
    arrays, published = replace(membership_arrays(dataset), counts=counts), published_members(dataset)
    if detail == "all":
        links = membership_arrays(dataset, candidates=True) if candidates else arrays
        plan = plan_of(dataset, detail=detail, candidates=candidates)
    else:
        links, plan = arrays, plan_of_networks(dataset, arrays, shared_members(arrays))
    counted, inhabitants = of_kind(arrays, kind), inhabitants_of(dataset, links)
    views = sets(
        dataset,
        counted,
        kind=kind,
        style=plan.style,
        known=dict(zip(arrays.networks["network_id"].tolist(), arrays.sizes.tolist(), strict=True)),
        published=published,
        detail=detail,
    )
    drawing = _drawing(plan, diagram, language)
    return Scene(
        dataset=dataset,
        detail=detail,
        kind=kind,
        arrays=arrays,
        counted=counted,
        links=links,
        inhabitants=inhabitants,
        graph=plan.graph,
        style=plan.style,
        drawing=drawing,
        shapes=shapes_of(plan.graph, drawing),
        sets=views,
        findings=array_findings(counted, overlaps_of(counted, shared_members(counted), published)),
        reconciled=reconcile(dataset),
        land=geography(dataset) if detail == "all" else None,
    )


def _drawing(plan: Plan, diagram: Network | None, language: str) -> Drawing:
    network = diagram
    if network is None:
        network = pyvis_network(plan.graph, plan.layouts[0], plan.looks, language=language)
    return read_drawing(network, plan.graph, plan.layouts, plan.looks, language=language)
