"""Finnish municipal networks: a dataset, a graph, an interactive diagram and a text list with the same content.

Public names are imported when they are first used: pandas, NetworkX and pyvis take most of a second to load, and the
command line often needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kuntaverkostot.version import VERSION

if TYPE_CHECKING:
    from kuntaverkostot.analysis.comparison import compare
    from kuntaverkostot.analysis.cover import Cover, cover
    from kuntaverkostot.analysis.engine_counts import network_sizes, pair_counts, signatures
    from kuntaverkostot.analysis.explanation import explain
    from kuntaverkostot.analysis.export import export_bytes
    from kuntaverkostot.analysis.graph import bipartite_graph, projection
    from kuntaverkostot.analysis.incidence import incidence, population
    from kuntaverkostot.analysis.insight import Insight, Insights
    from kuntaverkostot.analysis.insights import insights
    from kuntaverkostot.analysis.intersections import exclusive_intersections
    from kuntaverkostot.analysis.limits import near_limit
    from kuntaverkostot.analysis.overlap import sharing, within
    from kuntaverkostot.analysis.pairs import jaccard, pairs, shared_counts
    from kuntaverkostot.analysis.peers import peers
    from kuntaverkostot.analysis.scenarios import WhatIf, what_if
    from kuntaverkostot.analysis.years import through_years
    from kuntaverkostot.dataset.check import Check
    from kuntaverkostot.dataset.counted import CountedDataset
    from kuntaverkostot.dataset.data_error import DataError
    from kuntaverkostot.dataset.dataset import Dataset, load_dataset, read_dataset
    from kuntaverkostot.dataset.from_counts import from_signatures
    from kuntaverkostot.dataset.from_frames import from_frame
    from kuntaverkostot.dataset.in_memory import from_graph, from_sets
    from kuntaverkostot.dataset.names import with_names
    from kuntaverkostot.dataset.network_update import update_network
    from kuntaverkostot.dataset.open_questions import questions
    from kuntaverkostot.dataset.population_update import update_population
    from kuntaverkostot.dataset.reading import Reading
    from kuntaverkostot.dataset.reconciliation import reconcile
    from kuntaverkostot.dataset.rule_reasons import apply_rules
    from kuntaverkostot.dataset.template import template_workbook
    from kuntaverkostot.dataset.updates import Update
    from kuntaverkostot.dataset.validation import check_tables, read_table
    from kuntaverkostot.diagram.marked_changes import mark_changes
    from kuntaverkostot.diagram.pyvis_network import diagram
    from kuntaverkostot.listing.render import listing
    from kuntaverkostot.notebook import explore
    from kuntaverkostot.page.comparison_page import compare_page
    from kuntaverkostot.page.document import Page
    from kuntaverkostot.page.page import build_page, build_pages
    from kuntaverkostot.page.set_view_shapes import Matrix, UpSet
    from kuntaverkostot.page.set_views import matrix, upset
    from kuntaverkostot.tables.problem import Problem
    from kuntaverkostot.tables.row_account import Account
    from kuntaverkostot.text.nouns import Nouns
    from kuntaverkostot.website.site import Site, build_site

__version__ = VERSION

# The module of each public name.
_HOMES = {
    "Account": "tables.row_account",
    "Check": "dataset.check",
    "CountedDataset": "dataset.counted",
    "Cover": "analysis.cover",
    "DataError": "dataset.data_error",
    "Dataset": "dataset.dataset",
    "Insight": "analysis.insight",
    "Insights": "analysis.insight",
    "Matrix": "page.set_view_shapes",
    "Nouns": "text.nouns",
    "Page": "page.page",
    "Problem": "tables.problem",
    "Reading": "dataset.reading",
    "Site": "website.site",
    "UpSet": "page.set_view_shapes",
    "Update": "dataset.updates",
    "WhatIf": "analysis.scenarios",
    "apply_rules": "dataset.rule_reasons",
    "bipartite_graph": "analysis.graph",
    "build_page": "page.page",
    "build_pages": "page.page",
    "build_site": "website.site",
    "check_tables": "dataset.validation",
    "compare": "analysis.comparison",
    "compare_page": "page.comparison_page",
    "cover": "analysis.cover",
    "diagram": "diagram.pyvis_network",
    "exclusive_intersections": "analysis.intersections",
    "explain": "analysis.explanation",
    "explore": "notebook",
    "export_bytes": "analysis.export",
    "from_frame": "dataset.from_frames",
    "from_graph": "dataset.in_memory",
    "from_sets": "dataset.in_memory",
    "from_signatures": "dataset.from_counts",
    "incidence": "analysis.incidence",
    "insights": "analysis.insights",
    "jaccard": "analysis.pairs",
    "listing": "listing.render",
    "load_dataset": "dataset.dataset",
    "mark_changes": "diagram.marked_changes",
    "matrix": "page.set_views",
    "near_limit": "analysis.limits",
    "network_sizes": "analysis.engine_counts",
    "pair_counts": "analysis.engine_counts",
    "pairs": "analysis.pairs",
    "peers": "analysis.peers",
    "population": "analysis.incidence",
    "projection": "analysis.graph",
    "questions": "dataset.open_questions",
    "read_dataset": "dataset.dataset",
    "read_table": "dataset.validation",
    "reconcile": "dataset.reconciliation",
    "shared_counts": "analysis.pairs",
    "sharing": "analysis.overlap",
    "signatures": "analysis.engine_counts",
    "template_workbook": "dataset.template",
    "through_years": "analysis.years",
    "update_network": "dataset.network_update",
    "update_population": "dataset.population_update",
    "upset": "page.set_views",
    "what_if": "analysis.scenarios",
    "with_names": "dataset.names",
    "within": "analysis.overlap",
}

__all__ = [
    "Account",
    "Check",
    "CountedDataset",
    "Cover",
    "DataError",
    "Dataset",
    "Insight",
    "Insights",
    "Matrix",
    "Nouns",
    "Page",
    "Problem",
    "Reading",
    "Site",
    "UpSet",
    "Update",
    "WhatIf",
    "apply_rules",
    "bipartite_graph",
    "build_page",
    "build_pages",
    "build_site",
    "check_tables",
    "compare",
    "compare_page",
    "cover",
    "diagram",
    "exclusive_intersections",
    "explain",
    "explore",
    "export_bytes",
    "from_frame",
    "from_graph",
    "from_sets",
    "from_signatures",
    "incidence",
    "insights",
    "jaccard",
    "listing",
    "load_dataset",
    "mark_changes",
    "matrix",
    "near_limit",
    "network_sizes",
    "pair_counts",
    "pairs",
    "peers",
    "population",
    "projection",
    "questions",
    "read_dataset",
    "read_table",
    "reconcile",
    "shared_counts",
    "sharing",
    "signatures",
    "template_workbook",
    "through_years",
    "update_network",
    "update_population",
    "upset",
    "what_if",
    "with_names",
    "within",
]


# Importing a subpackage sets an attribute on its parent, which would hide the function of the same name. These two
# subpackages are empty, so import them now and delete the attributes.
for _name in ("diagram", "listing"):
    import_module(f"kuntaverkostot.{_name}")
    del globals()[_name]
del _name


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"kuntaverkostot.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'kuntaverkostot' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
