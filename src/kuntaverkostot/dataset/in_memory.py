"""A dataset from what an analyst has in memory: a dataframe, sets, or a graph; read as a file would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, Unpack

import numpy as np

from kuntaverkostot.dataset.dataset import Dataset, dataset_of
from kuntaverkostot.dataset.frame_cells import JOINT, FrameCells, cell_text, frame_cells
from kuntaverkostot.dataset.graph_sides import named_side, side_of
from kuntaverkostot.dataset.list_columns import NEARLY_ALL, municipal_share
from kuntaverkostot.dataset.list_parse import ParsedList, parse_list
from kuntaverkostot.dataset.reading_options import FrameKeywords, ReadingOptions
from kuntaverkostot.dataset.refused_rows import need_free, write_refused
from kuntaverkostot.dataset.registers import bundled_drafts, living_register
from kuntaverkostot.dataset.repair import open_draft
from kuntaverkostot.dataset.suggestions import nearest
from kuntaverkostot.dataset.validation import Check, check_graph, check_list
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.nouns import Nouns

if TYPE_CHECKING:
    import networkx as nx

# Stands for the line of the column names, which a frame does not have.
HEADER = -1
# Messages about cells that were split.
SPLIT = {"list-read", "list-whole", "list-split"}


def from_frame(
    frame: Any,
    *,
    member: str | None = None,
    network: str | Sequence[str] | None = None,
    split: str | None = None,
    attributes: Literal["all", "none"] | Sequence[str] = "all",
    nouns: Nouns | None = None,
    **options: Unpack[FrameKeywords],
) -> Dataset:
    """Return the dataset of a dataframe of memberships.

    Parameters
    ----------
    frame : dataframe
        Of pandas, Polars, PyArrow, DuckDB or any other library that narwhals knows; it is not changed. A row for each
        membership; or a row for each member and a column of marks for each network; or a row for each member or
        network with the others in one cell, as a list or as text. Row labels of pandas are a column too, unless they
        only number the rows.
    member : str, optional
        Column of the members; recognised when left out.
    network : str or sequence of str, optional
        Column of the networks, or the columns of marks; recognised when left out.
    split : str, optional
        What stands between several names in a cell of text, such as ";"; "" keeps each cell whole.
    attributes : {"all", "none"} or sequence of str
        Which other columns are kept, in ``Dataset.attributes``.
    nouns : Nouns, optional
        What pages call the members and networks when these are not municipalities.
    **options
        ``marks``, ``partial``, ``strict`` and ``refused``, as of :func:`kuntaverkostot.read_dataset`.

    Returns
    -------
    Dataset
        Its ``messages`` say how the frame was read, what was merged and what was left out; ``account`` counts its
        rows. In messages a place is the number of a row, from 1, and of a column.

    Raises
    ------
    DataError
        When the frame cannot be read as memberships; it holds all problems.
    TypeError
        When it is no dataframe, or a cell holds something that is no text, number, date or list of these.
    ValueError
        When a column of ``attributes`` is not there, or ``split`` is given where cells are lists already.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"member": ["Ann", "Ann", "Bob"], "network": ["Choir", "Chess", "Chess"]})
    >>> from_frame(people)
    Dataset(2 members, 2 networks, 3 memberships)
    >>> from_frame(people.groupby("member")["network"].agg(list).to_frame())
    Dataset(2 members, 2 networks, 3 memberships)
    """
    cells = frame_cells(frame)
    wanted = _wanted(cells, attributes)
    if cells.lists and split:
        raise ValueError(f"the cells of {few(cells.names[place] for place in sorted(cells.lists))} are lists already")
    chosen = ReadingOptions(member=member, network=network, split=JOINT if cells.lists else split, **options)
    need_free(chosen.refused)
    bundled = bundled_drafts()
    parsed = parse_list(open_draft(_grid(cells)), living_register(bundled), chosen)
    check = _placed(check_list(_with_attributes(parsed, wanted), bundled, chosen), kept=wanted)
    write_refused(chosen.refused, check.readings)
    return dataset_of(replace(check, nouns=nouns))


def from_sets(sets: Mapping[str, Iterable[Any]], *, nouns: Nouns | None = None) -> Dataset:
    """Return the dataset of a mapping of networks to their members.

    Parameters
    ----------
    sets : mapping of str to iterable
        Names of the members of each network; it is not changed. A network may have none. Members are municipalities
        when nearly all of them are; a message says so.
    nouns : Nouns, optional
        As in :func:`from_frame`.

    Returns
    -------
    Dataset
        Its ``account`` counts pairs of network and member; in messages a place is the number of a pair, from 1.

    Raises
    ------
    DataError
        When names cannot be read; it holds all problems.
    TypeError
        When it is no mapping, or something in it is no iterable of names.
    ValueError
        When no network has a member.

    Examples
    --------
    >>> from_sets({"Choir": ["Ann", "Bob"], "Chess": ["Bob"], "Film": []})
    Dataset(2 members, 3 networks, 3 memberships)
    """
    if not isinstance(sets, Mapping):
        raise TypeError(f"from_sets takes a mapping of networks to members; got {type(sets).__name__}")
    pairs: list[tuple[str, str]] = []
    for name, members in sets.items():
        if isinstance(members, str | bytes | Mapping) or not isinstance(members, Iterable):
            raise TypeError(f"the members of {name!r} are an iterable of names, such as a list; got {members!r}")
        held = [cell_text(one, str(name)) for one in members]
        # Sets have no order of their own.
        pairs += [(one, cell_text(name, "a network")) for one in (sorted(held) if isinstance(members, set) else held)]
    if not pairs:
        raise ValueError("no network has a member")
    bundled = bundled_drafts()
    register = living_register(bundled)
    members_of, networks_of = coded(one for one, _ in pairs), coded(network for _, network in pairs)
    municipal = municipal_share(members_of, register) > NEARLY_ALL
    lines = range(1, len(pairs) + 1)
    header = ("municipality" if municipal else "member", "set")
    grid = Grid("sets", header, (members_of, networks_of), lines, len(pairs), HEADER)
    draft = open_draft(grid)
    if municipal:
        draft.ledger.say([Problem("sets", None, None, "", "", "members-municipal", severity="warning")])
    parsed = parse_list(draft, register, ReadingOptions(network="set", split=""))
    if parsed.shape is not None:
        every = (" ".join(cell_text(name, "a network").split()) for name in sets)
        known = {name.casefold() for name in parsed.networks}
        parsed = replace(parsed, networks=(*parsed.networks, *(one for one in every if one.casefold() not in known)))
    return dataset_of(replace(_placed(check_list(parsed, bundled)), nouns=nouns))


def from_graph(graph: nx.Graph[Any], *, networks: Iterable[Any] | None = None, nouns: Nouns | None = None) -> Dataset:
    """Return the dataset of a bipartite graph: an edge is a membership.

    Parameters
    ----------
    graph : networkx.Graph
        Its nodes are members and networks, each with its name as a node, or as the attribute "label" or "name"; it is
        not changed. Other attributes are kept. Directions do not matter.
    networks : iterable, optional
        The nodes that are networks. When left out, the node attribute ``bipartite`` tells (0 member, 1 network, as
        :func:`kuntaverkostot.bipartite_graph` has it), or another attribute with two values that name the sides.
    nouns : Nouns, optional
        As in :func:`from_frame`.

    Returns
    -------
    Dataset
        Members and networks without an edge, too. Its ``account`` counts edges.

    Raises
    ------
    DataError
        When names cannot be read; it holds all problems.
    TypeError
        When it is no graph.
    ValueError
        When the graph is not bipartite, or nothing tells which nodes are networks; the error says how to tell.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("Ann", "Choir"), ("Bob", "Choir"), ("Bob", "Chess")])
    >>> from_graph(graph, networks=["Choir", "Chess"])
    Dataset(2 members, 2 networks, 3 memberships)
    """
    import networkx as nx  # noqa: PLC0415 - slow to load

    if not isinstance(graph, nx.Graph):
        raise TypeError(f"from_graph takes a graph of NetworkX; got {type(graph).__name__}")
    plain: nx.Graph[Any] = nx.Graph(graph)
    if not plain.number_of_edges():
        raise ValueError("the graph has no edges, so there is no membership in it")
    side = side_of(plain) if networks is None else named_side(plain, networks)
    nx.set_node_attributes(plain, {node: int(node in side) for node in plain}, "bipartite")
    check = check_graph(plain, "graph")
    if merged := graph.number_of_edges() - plain.number_of_edges():
        said = Problem("graph", None, None, "", str(merged), "edges-merged", severity="warning")
        check = replace(check, messages=(*check.messages, said))
    return dataset_of(replace(check, nouns=nouns))


def _wanted(cells: FrameCells, attributes: str | Sequence[str]) -> frozenset[str]:
    if attributes == "all":
        return frozenset(cells.names)
    if attributes == "none":
        return frozenset()
    # A single word is no list of columns, but may be the name of one.
    chosen = [attributes] if isinstance(attributes, str) else list(attributes)
    for name in chosen:
        if name not in cells.names:
            near = nearest(name, {one.casefold(): one for one in cells.names})
            raise ValueError(f'attributes is "all", "none" or columns of the frame; got {name!r}{near}')
    return frozenset(chosen)


def _grid(cells: FrameCells) -> Grid:
    """Return the cells as a table that was read; rows without a value are left out, as blank lines are."""
    count = len(cells.columns[0]) if cells.columns else 0
    filled = np.zeros(count, dtype=bool)
    for column in cells.columns:
        filled |= ~column.which({""})
    rows = np.flatnonzero(filled)
    columns: tuple[Column, ...] = cells.columns
    lines: Sequence[int] = range(1, count + 1)
    if len(rows) < count:
        columns, lines = tuple(column.at(rows) for column in columns), (rows + 1).tolist()
    return Grid("frame", cells.names or ("",), columns or (coded([]),), lines, len(rows), HEADER)


def _with_attributes(parsed: ParsedList, wanted: frozenset[str]) -> ParsedList:
    header = set(parsed.reading.header)
    kept = tuple(
        one._replace(value=one.value.replace(JOINT, "; "))
        for one in parsed.attributes
        # A year or a role in place of a mark has no column of its own.
        if one.attribute in wanted or one.attribute not in header
    )
    return replace(parsed, attributes=kept)


def _placed(check: Check, *, kept: frozenset[str] | None = None) -> Check:
    """Return a check without the line of the column names, and with what was left out."""

    def placed(message: Problem) -> Problem:
        if kept is not None and message.rule == "attribute" and message.field not in kept:
            message = replace(message, rule="column-left-out")
        return replace(message, line=None, column=None) if message.line == HEADER else message

    # What is a list already was not split.
    said = (message for message in check.messages if not (message.rule in SPLIT and JOINT in message.value))
    messages = tuple(map(placed, said))
    readings = tuple(replace(one, messages=messages) for one in check.readings)
    return replace(check, messages=messages, readings=readings)
