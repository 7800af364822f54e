"""A problem in a table and its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in a table.

    Attributes
    ----------
    file : str
        Name of the file, without its folder, so that a report is the same on every machine.
    line, column : int or None
        Its place, from 1; the column counts fields. None when it concerns the whole file.
    field : str
        Name of the column, or "".
    value : str
        The value found.
    rule : str
        The rule that is broken; a key of ``[problems]`` in ``texts/*.toml``.
    expected : str
        A value that would be right.
    severity : str
        "error": the row is refused, or the whole table when there is no line. "repaired": the value was read as
        ``expected``. "warning": it was read, but somebody should check. "info": how the table was read.
    """

    file: str
    line: int | None
    column: int | None
    field: str
    value: str
    rule: str
    expected: str = ""
    severity: str = "error"

    @property
    def place(self) -> str:
        """``file:line:column``, as far as known.

        >>> import kuntaverkostot as kv
        >>> kv.Problem("networks.csv", 3, 2, "group_id", "x", "foreign-key").place
        'networks.csv:3:2'
        """
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
