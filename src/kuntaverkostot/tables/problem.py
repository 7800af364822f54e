"""What is wrong in a table, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a table.

    Parameters
    ----------
    file : str
        Name of the file, without its folder, so that a report is the same on every machine.
    line, column : int or None
        Where it is, both from 1; the column counts fields. None when the whole file is meant.
    field : str
        Name of the column, or "".
    value : str
        What stands there.
    rule : str
        Which rule is broken; a key of ``[problems]`` in ``texts/*.toml``.
    expected : str
        What would be right.
    severity : str
        "error": the row is refused, or the table when no row is meant. "repaired": it is read as ``expected`` says.
        "warning": it is read, and someone should look. "info": how the table was read.
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

        >>> Problem("networks.csv", 3, 2, "group_id", "x", "foreign-key").place
        'networks.csv:3:2'
        """
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
