"""A dataset from a dataframe in memory, read as a file would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, Unpack

from kuntaverkostot.dataset.dataset import Dataset, dataset_of
from kuntaverkostot.dataset.frame_cells import FrameCells, frame_cells
from kuntaverkostot.dataset.frame_lists import check_cells
from kuntaverkostot.dataset.reading_options import FrameKeywords, ReadingOptions
from kuntaverkostot.dataset.refused_rows import need_free, write_refused
from kuntaverkostot.dataset.suggestions import nearest
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.nouns import Nouns


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
        ``marks``, ``partial``, ``strict`` and ``refused``, as in :func:`kuntaverkostot.read_dataset`.

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
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> people = pd.DataFrame({"member": ["Ann", "Ann", "Bob"], "network": ["Choir", "Chess", "Chess"]})
    >>> kv.from_frame(people)
    Dataset(2 members, 2 networks, 3 memberships)
    >>> kv.from_frame(people.groupby("member")["network"].agg(list).to_frame())
    Dataset(2 members, 2 networks, 3 memberships)
    """
    cells = frame_cells(frame)
    wanted = _wanted(cells, attributes)
    if cells.lists and split:
        raise ValueError(f"the cells of {few(cells.names[place] for place in sorted(cells.lists))} are lists already")
    chosen = ReadingOptions(member=member, network=network, split=split, nouns=nouns, **options)
    need_free(chosen.refused)
    check = check_cells(cells, chosen, file="frame", wanted=wanted)
    write_refused(chosen.refused, check.readings)
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
            near = nearest(name, {column.casefold(): column for column in cells.names})
            raise ValueError(f'attributes is "all", "none" or columns of the frame; got {name!r}{near}')
    return frozenset(chosen)
