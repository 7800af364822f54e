"""Finnish municipal networks: a dataset, a graph, an interactive diagram, and the same as a text list.

Each public name is imported when it is first used, because pandas, NetworkX and pyvis take most of a second to
load and the command line often needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kuntaverkostot.version import VERSION

if TYPE_CHECKING:
    from kuntaverkostot.checking import Check, check_tables, read_table
    from kuntaverkostot.dataset import DataError, Dataset, load_dataset, read_dataset
    from kuntaverkostot.exporting import export_bytes
    from kuntaverkostot.findings import Insight, insights
    from kuntaverkostot.graph import bipartite_graph, projection
    from kuntaverkostot.intersections import exclusive_intersections
    from kuntaverkostot.ledger import Account
    from kuntaverkostot.likeness import peers
    from kuntaverkostot.overlap import incidence, population, sharing, within
    from kuntaverkostot.page import Page, build_page, build_pages
    from kuntaverkostot.pairwise import jaccard, pairs, shared_counts
    from kuntaverkostot.pyvis_diagram import diagram
    from kuntaverkostot.reach import Cover, cover
    from kuntaverkostot.reading import Reading
    from kuntaverkostot.reconciliation import reconcile
    from kuntaverkostot.schema import Problem
    from kuntaverkostot.set_views import matrix, upset
    from kuntaverkostot.template import template_workbook
    from kuntaverkostot.text_list import listing
    from kuntaverkostot.view_shapes import Matrix, UpSet

__version__ = VERSION

# Where each public name lives. No module may have the name of something public: Python sets a module as an attribute
# of its package, where it would hide the function.
_HOMES = {
    "Account": "ledger",
    "Check": "checking",
    "Cover": "reach",
    "DataError": "dataset",
    "Dataset": "dataset",
    "Insight": "findings",
    "Matrix": "view_shapes",
    "Page": "page",
    "Problem": "schema",
    "Reading": "reading",
    "UpSet": "view_shapes",
    "bipartite_graph": "graph",
    "build_page": "page",
    "build_pages": "page",
    "check_tables": "checking",
    "cover": "reach",
    "diagram": "pyvis_diagram",
    "exclusive_intersections": "intersections",
    "export_bytes": "exporting",
    "incidence": "overlap",
    "insights": "findings",
    "jaccard": "pairwise",
    "listing": "text_list",
    "load_dataset": "dataset",
    "matrix": "set_views",
    "pairs": "pairwise",
    "peers": "likeness",
    "population": "overlap",
    "projection": "graph",
    "read_dataset": "dataset",
    "read_table": "checking",
    "reconcile": "reconciliation",
    "shared_counts": "pairwise",
    "sharing": "overlap",
    "template_workbook": "template",
    "upset": "set_views",
    "within": "overlap",
}

__all__ = [
    "Account",
    "Check",
    "Cover",
    "DataError",
    "Dataset",
    "Insight",
    "Matrix",
    "Page",
    "Problem",
    "Reading",
    "UpSet",
    "bipartite_graph",
    "build_page",
    "build_pages",
    "check_tables",
    "cover",
    "diagram",
    "exclusive_intersections",
    "export_bytes",
    "incidence",
    "insights",
    "jaccard",
    "listing",
    "load_dataset",
    "matrix",
    "pairs",
    "peers",
    "population",
    "projection",
    "read_dataset",
    "read_table",
    "reconcile",
    "shared_counts",
    "sharing",
    "template_workbook",
    "upset",
    "within",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"kuntaverkostot.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'kuntaverkostot' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
