"""Finnish municipal networks: a dataset, a graph, an interactive diagram, and the same as a text list.

Each public name is imported when it is first used, because pandas, NetworkX and pyvis take most of a second to
load and the command line often needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuntaverkostot.checking import Check, check_tables, read_table
    from kuntaverkostot.dataset import DataError, Dataset, load_dataset, read_dataset
    from kuntaverkostot.exporting import export_bytes
    from kuntaverkostot.graph import bipartite_graph, projection
    from kuntaverkostot.ledger import Account
    from kuntaverkostot.page import Page, build_page, build_pages
    from kuntaverkostot.pyvis_diagram import diagram
    from kuntaverkostot.reading import Reading
    from kuntaverkostot.reconciliation import reconcile
    from kuntaverkostot.schema import Problem
    from kuntaverkostot.template import template_workbook
    from kuntaverkostot.text_list import listing

# Where each public name lives. No module may have the name of something public: Python sets a module as an attribute
# of its package, where it would hide the function.
_HOMES = {
    "Account": "ledger",
    "Check": "checking",
    "DataError": "dataset",
    "Dataset": "dataset",
    "Page": "page",
    "Problem": "schema",
    "Reading": "reading",
    "bipartite_graph": "graph",
    "build_page": "page",
    "build_pages": "page",
    "check_tables": "checking",
    "diagram": "pyvis_diagram",
    "export_bytes": "exporting",
    "listing": "text_list",
    "load_dataset": "dataset",
    "projection": "graph",
    "read_dataset": "dataset",
    "read_table": "checking",
    "reconcile": "reconciliation",
    "template_workbook": "template",
}

__all__ = [
    "Account",
    "Check",
    "DataError",
    "Dataset",
    "Page",
    "Problem",
    "Reading",
    "bipartite_graph",
    "build_page",
    "build_pages",
    "check_tables",
    "diagram",
    "export_bytes",
    "listing",
    "load_dataset",
    "projection",
    "read_dataset",
    "read_table",
    "reconcile",
    "template_workbook",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"kuntaverkostot.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'kuntaverkostot' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
