"""Schemas of the tables, from the Frictionless data package ``data/datapackage.json``.

Checked is the part of Table Schema that the tables use: types, required, unique, pattern, enum, minimum, maximum,
maxLength, keys. Our own property ``form`` marks text that is a partial date or an address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from kuntaverkostot.dataset.addresses import is_web_address
from kuntaverkostot.tables.columns import Column
from kuntaverkostot.tables.keys import repeated
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.dates import calendar_parts, leading_dates

LIST_DELIMITER = ";"
INTEGER = re.compile(r"-?[0-9]{1,15}")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its type and constraints."""

    name: str
    type: str
    form: str = ""
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    pattern_text: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    true_values: tuple[str, ...] = ()
    false_values: tuple[str, ...] = ()
    references: tuple[str, str] | None = None

    @property
    def free(self) -> bool:
        """Whether any text is valid."""
        unlimited = self.minimum is self.maximum is self.max_length is None
        return unlimited and self.type in {"string", "list"} and not (self.form or self.enum or self.pattern)

    def fault(self, value: str) -> tuple[str, str] | None:
        """Return the rule that a non-empty value breaks and the expected value, or None.

        >>> Field("population", "integer", minimum=0).fault("12,5")
        ('type-integer', '')
        """
        kind = self.form or self.type
        if kind in KINDS and not KINDS[kind][1](value):
            return KINDS[kind][0], ""
        if self.type == "boolean" and value not in self.true_values + self.false_values:
            return "enum", ", ".join(self.true_values + self.false_values)
        if self.enum and value not in self.enum:
            return "enum", ", ".join(self.enum)
        if self.pattern and not self.pattern.fullmatch(value):
            return "pattern", self.pattern_text
        if self.max_length is not None and len(value) > self.max_length:
            return "max-length", str(self.max_length)
        return self._out_of_range(value)

    def _out_of_range(self, value: str) -> tuple[str, str] | None:
        if self.minimum is not None and float(value) < self.minimum:
            return "minimum", f"{self.minimum:g}"
        if self.maximum is not None and float(value) > self.maximum:
            return "maximum", f"{self.maximum:g}"
        return None


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: its file, fields and keys."""

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[str, str, str], ...]
    optional: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the fields, in order."""
        return tuple(field.name for field in self.fields)


def _date(value: str) -> bool:
    return len(calendar_parts(value)) == 3


def _source_date(value: str) -> bool:
    return leading_dates(value) is not None


def _matches(pattern: re.Pattern[str], value: str) -> bool:
    return pattern.fullmatch(value) is not None


# Types and forms: the rule that an invalid value breaks, and the test for valid ones.
KINDS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "integer": ("type-integer", partial(_matches, INTEGER)),
    "number": ("type-number", partial(_matches, NUMBER)),
    "date": ("type-date", _date),
    "partial-date": ("partial-date", lambda value: bool(calendar_parts(value))),
    "source-date": ("source-date", _source_date),
    "web-address": ("web-address", is_web_address),
}


def bundled_data() -> Path:
    """Return the folder of the tables that come with the package.

    It is ``data/`` beside ``src`` in a checkout or an editable install, ``_data`` inside an installed wheel.
    """
    package = Path(str(files("kuntaverkostot")))
    checkout = package.parent.parent / "data"
    return checkout if (checkout / "datapackage.json").is_file() else package / "_data"


@cache
def schemas() -> tuple[TableSchema, ...]:
    """Return the schema of every table, in the order of ``datapackage.json``.

    >>> [schema.name for schema in schemas()][:2]
    ['municipalities', 'ended_municipalities']
    """
    package = json.loads((bundled_data() / "datapackage.json").read_text(encoding="utf-8"))
    return tuple(_table_schema(resource) for resource in package["resources"])


def _table_schema(resource: dict[str, Any]) -> TableSchema:
    descriptor = resource["schema"]
    keys = tuple(
        (key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0])
        for key in descriptor.get("foreignKeys", ())
    )
    return TableSchema(
        name=resource["name"],
        path=resource["path"],
        fields=tuple(_field(field) for field in descriptor["fields"]),
        primary_key=tuple(descriptor["primaryKey"]),
        foreign_keys=keys,
        optional=resource["optional"],
    )


def _field(descriptor: dict[str, Any]) -> Field:
    constraints = descriptor.get("constraints", {})
    references = descriptor.get("references")
    pattern = constraints.get("pattern")
    return Field(
        name=descriptor["name"],
        type=descriptor["type"],
        form=descriptor.get("form", ""),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(constraints.get("enum", ())),
        pattern=re.compile(pattern) if pattern else None,
        pattern_text=pattern or "",
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        max_length=constraints.get("maxLength"),
        true_values=tuple(descriptor.get("trueValues", ())),
        false_values=tuple(descriptor.get("falseValues", ())),
        references=(references["resource"], references["field"]) if references else None,
    )


def check_cells(
    schema: TableSchema,
    columns: Mapping[str, Column],
    lines: Sequence[int],
    *,
    refused: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Problem]:
    """Check every cell and the keys of one table.

    Parameters
    ----------
    schema : TableSchema
        The schema of the table.
    columns : dict of str to Column
        The cells of every column of the schema, all equally long.
    lines : sequence of int
        Line of each row in its file, from 1.
    refused : mapping of str to collection of str
        Values by column that were refused already.

    Yields
    ------
    Problem
        By column, then by line.
    """
    for position, field in enumerate(schema.fields, start=1):
        column = columns[field.name]
        # Free text is checked only for being present.
        checked = () if field.free and not field.required else column.distinct
        already_refused = (refused or {}).get(field.name, ())
        faults = {value: fault for value in checked if value not in already_refused and (fault := _fault(field, value))}
        for row in column.rows(faults):
            yield Problem(schema.path, lines[row], position, field.name, column[row], *faults[column[row]])
        if field.unique and (field.name,) != schema.primary_key:
            yield from _repeated(schema, (field.name,), columns, lines)
    yield from _repeated(schema, schema.primary_key, columns, lines)


def _fault(field: Field, value: str) -> tuple[str, str] | None:
    if value:
        return field.fault(value)
    return ("required", "") if field.required else None


def _repeated(
    schema: TableSchema, key: tuple[str, ...], columns: Mapping[str, Column], lines: Sequence[int]
) -> Iterator[Problem]:
    position = schema.columns.index(key[0]) + 1
    for row, first in repeated([columns[name] for name in key]):
        shown = " + ".join(columns[name][row] for name in key)
        yield Problem(schema.path, lines[row], position, " + ".join(key), shown, "unique", str(lines[first]))


def split_list(text: str) -> list[str]:
    """Return the items of a list cell.

    >>> split_list("kl-kehys; kuuma")
    ['kl-kehys', 'kuuma']
    """
    return [item.strip() for item in text.split(LIST_DELIMITER) if item.strip()]


def join_list(items: Iterable[str]) -> str:
    """Return the items as one cell, each once, in their order.

    >>> join_list(["a", "b", "a"])
    'a;b'
    """
    return LIST_DELIMITER.join(dict.fromkeys(items))
