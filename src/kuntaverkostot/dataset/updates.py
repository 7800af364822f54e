"""What a file changes in the tables: shown first, and written only when somebody says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kuntaverkostot.dataset.display import Summary
from kuntaverkostot.dataset.frames import TEXT, frame_of_rows
from kuntaverkostot.dataset.kinds import KINDS
from kuntaverkostot.dataset.lookups import members
from kuntaverkostot.dataset.schema import schemas
from kuntaverkostot.tables.edited_csv import Edit, EditError, edited_csv
from kuntaverkostot.text.language import alphabetical, check_language, day, named, say
from kuntaverkostot.text.unfit import UnfitError

if TYPE_CHECKING:
    import pandas as pd

    from kuntaverkostot.dataset.dataset import Dataset

NEW, CHANGED = "new", "changed"
MOST_NAMES = 60  # in a sentence: as many as the longest list lacks
COLUMNS = ["table", "change", "key", "column", "old", "new"]


class RowChange(NamedTuple):
    """A row of a table that is new or changed: its key, and what its cells were and are."""

    table: str
    change: str
    key: tuple[str, ...]
    old: Mapping[str, str]
    new: Mapping[str, str]


class Note(NamedTuple):
    """Something to know: the key of a text, and the values of its placeholders; days and municipalities are tuples."""

    text: str
    values: Mapping[str, Any]

    @property
    def days(self) -> tuple[str, ...]:
        """The days of which it tells, ISO 8601."""
        return tuple(self.values.get("days", ()))

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The codes of those of which it tells."""
        return tuple(self.values.get("municipalities", ()))


def _listed(names: list[str], language: str) -> str:
    shown = sorted(names, key=alphabetical(language))
    more = f" … (+{len(shown) - MOST_NAMES})" if len(shown) > MOST_NAMES else ""
    return ", ".join(shown[:MOST_NAMES]) + more


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Update:
    """What a file changes in the tables.

    Attributes
    ----------
    dataset : Dataset
        The tables as they would be.
    changes : tuple of RowChange
        The rows that are new or changed.
    notes : tuple of Note
        What was counted, left out or contradicted.
    """

    dataset: Dataset
    changes: tuple[RowChange, ...]
    notes: tuple[Note, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """The difference, a row for each cell: table, change ("new" or "changed"), key, column, old, new."""
        return frame_of_rows(
            (
                (change.table, change.change, ", ".join(change.key), column, change.old.get(column, ""), cell)
                for change in self.changes
                for column, cell in change.new.items()
                if change.old.get(column, "") != cell
            ),
            dict.fromkeys(COLUMNS, TEXT),
        )

    def sentences(self, *, language: str = "fi") -> list[str]:
        """Return what was counted, left out or contradicted, in a language."""
        check_language(language)
        return [say(language, f"update.{note.text}", **self._spoken(note, language)) for note in self.notes]

    def _spoken(self, note: Note, language: str) -> dict[str, object]:
        """Return the values of a note with its days and municipalities in a language."""
        values = dict(note.values)
        if "days" in values:
            values["days"] = ", ".join(day(language, str(date)) for date in note.days)
        if "municipalities" in values:
            names = members(self.dataset)[KINDS[0]]
            values["municipalities"] = _listed(
                [named(names[code], language)[0] for code in note.municipalities], language
            )
        return values

    def contents(self, folder: Path) -> dict[Path, bytes]:
        """Return the changed files of a folder of CSV tables; rows that do not change stay as they are.

        Raises
        ------
        UnfitError
            When a table is not a CSV file in UTF-8 whose rows have the keys that were read.
        """
        by_table: dict[str, list[RowChange]] = {}
        for change in self.changes:
            by_table.setdefault(change.table, []).append(change)
        files = {schema.name: (folder / schema.path, schema) for schema in schemas()}
        contents = {}
        for table, changes in by_table.items():
            path, schema = files[table]
            data = path.read_bytes() if path.exists() else b""
            new = sum(change.change == NEW for change in changes)
            if not data and len(getattr(self.dataset, table)) > new:
                # The rows that were read are those of the package, and a file of its own would hide them.
                raise UnfitError("edit_missing", file=path.name)
            # A key that is written in another way would get a second row.
            edits = [Edit(change.key, change.new, change.change == NEW) for change in changes]
            try:
                contents[path] = edited_csv(data, schema.primary_key, edits, columns=schema.columns)
            except EditError as error:
                raise UnfitError(f"edit_{error.rule}", file=path.name, value=error.value) from error
        return contents

    def __repr__(self) -> str:
        counts = {change: sum(row.change == change for row in self.changes) for change in (NEW, CHANGED)}
        return f"Update({counts[NEW]} new rows, {counts[CHANGED]} changed)"

    def summary(self, *, language: str = "fi") -> Summary:
        """Return the sentences; a notebook that shows the update itself shows them in Finnish."""
        return Summary(tuple(self.sentences(language=language)), language)

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()
