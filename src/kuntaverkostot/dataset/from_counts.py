"""A dataset from counts: exact sets of networks with how many members have each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from kuntaverkostot.dataset.counted import CountedDataset
from kuntaverkostot.dataset.frame_cells import cell_text
from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.from_frames import from_frame
from kuntaverkostot.text.nouns import Nouns

NEEDED = ("networks", "size")
MEMBERS = "members"


def from_signatures(frame: pd.DataFrame, *, nouns: Nouns | None = None) -> CountedDataset:
    """Return counts of members as a dataset that :func:`kuntaverkostot.build_page` shows.

    Parameters
    ----------
    frame : pandas.DataFrame
        From :func:`kuntaverkostot.signatures`, or any with the columns networks (a list of names) and size (how many
        members have exactly these networks); it is not changed. A column members, a list of names or None, names
        them; other columns are not read.
    nouns : Nouns, optional
        As in :func:`kuntaverkostot.from_frame`.

    Returns
    -------
    CountedDataset
        Networks, what they share, and how many members each exact set has.

    Raises
    ------
    DataError
        When names of networks cannot be read; it holds all problems. A row is that of the frame, from 1.
    TypeError
        When it is no dataframe of pandas, or networks are no lists.
    ValueError
        When a column or every row is missing, or a size is no whole number above zero.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> kv.from_signatures(pd.DataFrame({"networks": [("Choir",), ("Chess", "Choir")], "size": [7_000_000, 12]}))
    CountedDataset(7000012 members, 2 networks, 2 exact sets)
    """
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"from_signatures takes a dataframe of pandas; got {type(frame).__name__}")
    for name in NEEDED:
        if name not in frame:
            raise ValueError(f"a frame as kv.signatures returns it has the columns {' and '.join(NEEDED)}; no {name}")
    sizes = [_size(value, row) for row, value in enumerate(frame["size"].tolist(), start=1)]
    networks = [_names(value, row) for row, value in enumerate(frame["networks"].tolist(), start=1)]
    if not sizes:
        raise ValueError("the frame has no rows")
    order = sorted(range(len(sizes)), key=lambda row: -sizes[row])
    width = len(str(len(order)))
    ids = [f"set-{place:0{width}}" for place in range(1, len(order) + 1)]
    links = pd.DataFrame({"set": ids, "networks": [networks[row] for row in order]})
    tables = from_frame(links, member="set", network="networks", attributes="none", nouns=nouns)
    names = {cell_text(name, "networks") for row in networks for name in row}
    if len(tables.networks) != len(names):
        raise ValueError(
            "two networks have names that differ in spaces or invisible characters alone; count them as one"
        )
    if MEMBERS in frame:
        members = frame[MEMBERS].tolist()
        named = [(code, _text(members[row])) for code, row in zip(ids, order, strict=True)]
        tables = replace(tables, attributes=_attributes(tables.attributes, [row for row in named if row[1]]))
    return CountedDataset(tables, np.array([sizes[row] for row in order], dtype=np.int64))


def _size(value: Any, row: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value < 2**63 or value != int(value):
        raise ValueError(f"row {row}: a size is a whole number above zero; got {value!r}")
    return int(value)


def _names(value: Any, row: int) -> list[Any]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError(f"row {row}: networks is a list of names; got {value!r}")
    names = list(value)
    if not names:
        raise ValueError(f"row {row}: the list of networks is empty")
    return names


def _text(members: Any) -> str:
    """Return names of members in one text, "" for None."""
    if members is None or isinstance(members, float):
        return ""
    return "; ".join(cell_text(name, MEMBERS) for name in members)


def _attributes(empty: pd.DataFrame, named: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Return the members of each set as an attribute of it."""
    columns = {name: [""] * len(named) for name in empty.columns}
    columns |= {
        "kind": ["organisation"] * len(named),
        "member_id": [code for code, _ in named],
        "attribute": [MEMBERS] * len(named),
        "value": [text for _, text in named],
    }
    return pd.DataFrame({name: pd.array(values, dtype=TEXT) for name, values in columns.items()})
