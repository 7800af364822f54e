"""Files that hold a graph: GraphML, GEXF, and node-link or adjacency data in JSON; and other tables in JSON."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kuntaverkostot.tables.grid import MOST_COLUMNS, Grid, grid_of_rows
from kuntaverkostot.tables.markup import DamagedError, TooLargeError, walk
from kuntaverkostot.tables.problem import Problem

if TYPE_CHECKING:
    import networkx as nx

XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|graphml|gexf)")
JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
ROOT = re.compile(rb"<(?:[A-Za-z]+:)?(graphml|gexf)[\s>]")
# XML of a graph takes much memory while it is read.
MOST_BYTES = 60_000_000
MOST_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class GraphFile:
    """What a file of a graph holds: the graph, or a table, or why it cannot be read."""

    graph: nx.Graph[Any] | None = None
    grid: Grid | None = None
    problems: tuple[Problem, ...] = ()


class _Nothing:
    """Receives the elements of a file and keeps none: only its limits are checked."""

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        """Do nothing."""

    def end(self, name: str, depth: int) -> None:
        """Do nothing."""

    def text(self, data: str) -> None:
        """Do nothing."""


def graph_of_bytes(data: bytes, *, file: str) -> GraphFile | None:
    """Return the graph in a file, or None when the bytes are neither XML of a graph nor JSON.

    Parameters
    ----------
    data : bytes
        The file.
    file : str
        Its name in messages.

    Returns
    -------
    GraphFile or None
        Entities, deep nesting and very large files are refused before a graph is built.

    Examples
    --------
    >>> graph_of_bytes(b"kunta;A", file="a.csv") is None
    True
    >>> graph_of_bytes(b'{"nodes": [{"id": "A"}], "links": []}', file="a.json").graph.nodes
    NodeView(('A',))
    """
    head = data[:4000]
    if XML.match(head) and (root := ROOT.search(head)):
        read = _xml
        kind = root[1].decode()
    elif JSON.match(head):
        try:
            held = json.loads(data)
        except (ValueError, RecursionError):
            # A text may begin with a bracket; it is read as CSV.
            return None
        return _of_json(held, file)
    else:
        return None
    if len(data) > MOST_BYTES:
        return GraphFile(problems=(Problem(file, None, None, "", str(len(data)), "too-many-bytes", str(MOST_BYTES)),))
    return read(data, kind, file)


def _xml(data: bytes, kind: str, file: str) -> GraphFile:
    import networkx as nx  # noqa: PLC0415 - slow to load, and most files are tables

    try:
        # The reader below would expand entities; this one refuses them.
        walk(data, _Nothing(), part=file)
        graph = nx.read_graphml(io.BytesIO(data)) if kind == "graphml" else nx.read_gexf(io.BytesIO(data))
    except (TooLargeError, DamagedError) as error:
        return _damaged(file, str(error).removeprefix(f"{file}: "))
    # NetworkX does not document what it raises on files that break its expectations.
    except Exception as error:  # noqa: BLE001
        return _damaged(file, f"{type(error).__name__}: {error}"[:200])
    return GraphFile(graph)


def _damaged(file: str, reason: str) -> GraphFile:
    return GraphFile(problems=(Problem(file, None, None, "", reason, "graph-damaged"),))


def _of_json(held: object, file: str) -> GraphFile:
    import networkx as nx  # noqa: PLC0415 - slow to load

    try:
        if isinstance(held, dict) and isinstance(held.get("nodes"), list):
            edges = next((key for key in ("links", "edges") if isinstance(held.get(key), list)), "")
            if edges:
                return GraphFile(nx.node_link_graph(held, edges=edges))
            if isinstance(held.get("adjacency"), list):
                return GraphFile(nx.adjacency_graph(held))
    except Exception as error:  # noqa: BLE001 - as above
        return _damaged(file, f"{type(error).__name__}: {error}"[:200])
    rows = _rows_of_json(held)
    if rows is None:
        return GraphFile(problems=(Problem(file, None, None, "", "", "json-unknown"),))
    return GraphFile(grid=grid_of_rows(rows, range(1, len(rows) + 1), file=file))


def _rows_of_json(held: object) -> list[list[str]] | None:
    """Return a list of objects, or sets by name, as rows of text; None for other data."""
    if isinstance(held, dict) and held and all(_is_names(names) for names in held.values()):
        return [["network", "members"], *([str(name), _text(members)] for name, members in held.items())]
    if isinstance(held, dict) and len(held) == 1:
        # Rows under a name, such as "items".
        (held,) = held.values()
    if not isinstance(held, list) or not held or not all(isinstance(row, dict) for row in held):
        return None
    heads = list(dict.fromkeys(str(name) for row in held for name in row))
    if not heads or len(heads) > MOST_COLUMNS or len(heads) * len(held) > MOST_CELLS:
        return None
    return [heads, *([_text(row.get(head)) for head in heads] for row in held)]


def _is_names(held: object) -> bool:
    return isinstance(held, list) and all(isinstance(name, (str, int, float)) for name in held)


def _text(held: object) -> str:
    if held is None:
        return ""
    if isinstance(held, bool):
        return "true" if held else "false"
    return held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)
