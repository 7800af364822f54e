"""Finnish municipal networks: a dataset, a graph, an interactive diagram, and the same as a text list.

Each public name is imported when it is first used, because pandas, NetworkX and pyvis take most of a second to
load and the command line often needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuntaverkostot.dataset import DataError, Dataset, load_dataset, read_dataset
    from kuntaverkostot.graph import bipartite_graph, projection
    from kuntaverkostot.page import Page, build_page, build_pages
    from kuntaverkostot.pyvis_diagram import diagram
    from kuntaverkostot.reconciliation import reconcile
    from kuntaverkostot.schema import Problem
    from kuntaverkostot.text_list import listing

# Where each public name lives. No module may have the name of something public: Python sets a module as an attribute
# of its package, where it would hide the function.
_HOMES = {
    "DataError": "dataset",
    "Dataset": "dataset",
    "Page": "page",
    "Problem": "schema",
    "bipartite_graph": "graph",
    "build_page": "page",
    "build_pages": "page",
    "diagram": "pyvis_diagram",
    "listing": "text_list",
    "load_dataset": "dataset",
    "projection": "graph",
    "read_dataset": "dataset",
    "reconcile": "reconciliation",
}

__all__ = [
    "DataError",
    "Dataset",
    "Page",
    "Problem",
    "bipartite_graph",
    "build_page",
    "build_pages",
    "diagram",
    "listing",
    "load_dataset",
    "projection",
    "read_dataset",
    "reconcile",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"kuntaverkostot.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'kuntaverkostot' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
