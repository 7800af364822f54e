"""A CSV table with some rows changed or added; every other row stays as it is, byte for byte."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kuntaverkostot.tables.csv_writer import csv_bytes
from kuntaverkostot.tables.delimiters import DELIMITERS
from kuntaverkostot.text.cells import QUOTED_FORMULA

MARK = "\ufeff"
LINE = re.compile(r"[^\n]*\n|[^\n]+")  # nothing else that ends a line in a text ends a record
QUOTED = re.compile(r'"[^"]*"')
RETURN = re.compile(r"\r(?!\n)")  # a line end of old; a line feed beside it would make two kinds


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
    rule : {"encoding", "ending", "column", "keys"}
        It is not UTF-8; a line ends with a carriage return alone; it lacks a column that is to be written; or a key is
        there that should be new, or the other way round.
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
        When the file is not UTF-8, has a line that ends with a carriage return alone, has no column of that name, or
        holds a new key already.

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
    if RETURN.search(QUOTED.sub("", text)):
        raise EditError("ending")
    records = list(_records(text or ",".join(columns)))
    delimiter = max(DELIMITERS, key=records[0].count)
    ending = "\r\n" if records[0].endswith("\r\n") else "\n"
    if not records[-1].endswith("\n"):
        records[-1] += ending
    header = [name.strip() for name in _cells(records[0], delimiter)]
    rows = [(_key(header, _cells(record, delimiter), key), record) for record in records[1:] if record.strip()]
    for edit in edits:
        # What is empty needs no column.
        written = {*key, *(name for name, cell in edit.cells.items() if cell)}
        if missing := written - set(header):
            raise EditError("column", ", ".join(sorted(missing)))
        _apply(rows, edit, header, delimiter, ending)
    return (mark + records[0] + "".join(record for _, record in rows)).encode("utf-8")


def _apply(
    rows: list[tuple[tuple[str, ...], str]], edit: Edit, header: Sequence[str], delimiter: str, ending: str
) -> None:
    places = {row_key: place for place, (row_key, _) in enumerate(rows)}
    place = places.get(edit.key)
    old = [_meant(cell) for cell in _cells(rows[place][1], delimiter)] if place is not None else []
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


def _meant(cell: str) -> str:
    """Return a cell without the quote before what a spreadsheet would read as a formula: writing puts it there."""
    return cell[1:] if QUOTED_FORMULA.match(cell) else cell


def _written(cells: Sequence[str], delimiter: str, ending: str) -> str:
    return csv_bytes(cells, (), delimiter=delimiter).decode("utf-8").removesuffix("\n") + ending
