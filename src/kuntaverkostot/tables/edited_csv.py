"""A CSV table with some rows changed or added; every other row stays as it is, byte for byte."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

DELIMITERS = (",", ";", "\t")
MARK = "\ufeff"
LINE = re.compile(r"[^\n]*\n|[^\n]+")  # nothing else that ends a line in a text ends a record


@dataclass(frozen=True, slots=True)
class Edit:
    """The cells of a row, by column, and its key; whether the row is new, where that is known."""

    key: tuple[str, ...]
    cells: Mapping[str, str]
    is_new: bool | None = None


class EditError(ValueError):
    """A file whose rows cannot be changed one by one.

    Parameters
    ----------
    rule : {"encoding", "column", "keys"}
        It is not UTF-8; it lacks a column that is to be written; or a key is there that should be new, or the other
        way round.
    value : str
        The column or the key.
    """

    def __init__(self, rule: str, value: str = "") -> None:
        self.rule, self.value = rule, value
        super().__init__(f"{rule} {value}".strip())


def edited_csv(data: bytes, key: Sequence[str], edits: Iterable[Edit], *, columns: Sequence[str] = ()) -> bytes:
    r"""Return a file with rows changed, and new ones where they belong in its order.

    Parameters
    ----------
    data : bytes
        The file, in UTF-8; b"" for a new one.
    key : sequence of str
        Columns of the key.
    edits : iterable of Edit
        The rows to change or to add.
    columns : sequence of str
        The header of a new file.

    Returns
    -------
    bytes
        A file that was sorted by its key still is; in any other, new rows come last.

    Raises
    ------
    EditError
        When the file is not UTF-8, has no column of that name, or holds a new key already.

    Examples
    --------
    >>> edited_csv(b"id;x\r\na;1\r\nc;3\r\n", ["id"], [Edit(("b",), {"id": "b", "x": "2"}), Edit(("c",), {"x": "4"})])
    b'id;x\r\na;1\r\nb;2\r\nc;4\r\n'
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EditError("encoding") from error
    mark, text = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    records = list(_records(text or ",".join(columns) + "\n"))
    delimiter = max(DELIMITERS, key=records[0].count)
    ending = "\r\n" if records[0].endswith("\r\n") else "\n"
    header = [name.strip() for name in _cells(records[0], delimiter)]
    rows = [(_key(header, _cells(record, delimiter), key), record) for record in records[1:] if record.strip()]
    for edit in edits:
        # What is empty needs no column.
        written = {*key, *(name for name, cell in edit.cells.items() if cell)}
        if missing := written - set(header):
            raise EditError("column", ", ".join(sorted(missing)))
        _apply(rows, edit, header, delimiter, ending)
    if rows and not records[-1].endswith("\n"):
        rows = [(place, record if record.endswith("\n") else record + ending) for place, record in rows]
    return (mark + records[0] + "".join(record for _, record in rows)).encode("utf-8")


def _apply(
    rows: list[tuple[tuple[str, ...], str]], edit: Edit, header: Sequence[str], delimiter: str, ending: str
) -> None:
    places = {row_key: place for place, (row_key, _) in enumerate(rows)}
    place = places.get(edit.key)
    old = _cells(rows[place][1], delimiter) if place is not None else []
    if edit.is_new is not None and edit.is_new != (place is None):
        raise EditError("keys", ", ".join(edit.key))
    cells = dict(zip(header, [*old, *[""] * len(header)], strict=False)) | dict(edit.cells)
    record = _written([cells[name] for name in header], delimiter, ending)
    if place is not None:
        rows[place] = edit.key, record
        return
    keys = [row_key for row_key, _ in rows]
    is_sorted = all(first <= second for first, second in pairwise(keys))
    place = sum(row_key < edit.key for row_key in keys) if is_sorted else len(rows)
    if place == len(rows) and rows and not rows[-1][1].endswith("\n"):
        rows[-1] = rows[-1][0], rows[-1][1] + ending
    rows.insert(place, (edit.key, record))


def _records(text: str) -> Iterator[str]:
    """Yield the records with their line ends; a quoted cell may hold several lines."""
    record = ""
    for line in LINE.findall(text):
        record += line
        if record.count('"') % 2 == 0:
            yield record
            record = ""
    if record:
        yield record


def _cells(record: str, delimiter: str) -> list[str]:
    return next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter), [])


def _key(header: Sequence[str], cells: Sequence[str], key: Sequence[str]) -> tuple[str, ...]:
    named = dict(zip(header, cells, strict=False))
    return tuple(named.get(name, "").strip() for name in key)


def _written(cells: Sequence[str], delimiter: str, ending: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ending).writerow(cells)
    return out.getvalue()
