"""A workbook to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.dataset import load_dataset, records
from kuntaverkostot.dataset.rules import living
from kuntaverkostot.dataset.schema import schemas
from kuntaverkostot.dataset.standing import CURRENT, LISTED
from kuntaverkostot.dataset.values import slug
from kuntaverkostot.tables.sources import LISTS
from kuntaverkostot.tables.zip_writer import workbook_bytes
from kuntaverkostot.text.language import NAMES, Language, check_language, named, speaker

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

# Columns of each sheet: the required ones, and the common ones.
COLUMNS = {
    "memberships": ("network_id", "municipality_code", "basis", "note"),
    "networks": ("network_id", *NAMES, "member_kind", "status", "founded", "ended"),
}
ROOM = 5000
WIDTH = 24


def template_workbook(*, language: Language = "fi") -> bytes:
    """Return an empty .xlsx workbook: sheets, columns, drop-down lists and one example.

    Parameters
    ----------
    language : {"fi", "sv", "en"}
        Language of the example and of the hints.

    Returns
    -------
    bytes
        The workbook; :func:`kuntaverkostot.read_dataset` can read it as it is. Municipalities come with the package.

    Raises
    ------
    ValueError
        When the language is not supported.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> kv.template_workbook()[:2]
    b'PK'
    """
    check_language(language)
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load
    from openpyxl.styles import Font  # noqa: PLC0415

    say = speaker(language)
    codes = _codes(language)
    example = say("template.example")
    filled = {
        "memberships": (slug(example), codes[_helsinki(codes)], LISTED, say("template.note")),
        "networks": (slug(example), *([example] * 3), "municipality", CURRENT, "", ""),
    }
    lists = {
        ("memberships", "network_id"): (f"networks!$A$2:$A${ROOM}", "template.choose_network"),
        ("memberships", "municipality_code"): (f"{LISTS}!$A$1:$A${len(codes)}", "template.choose_municipality"),
    }
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, columns in COLUMNS.items():
        sheet = book.create_sheet(name)
        sheet.append(columns)
        sheet.append(filled[name])
        sheet.freeze_panes = "A2"
        for place, column in enumerate(columns, start=1):
            letter = sheet.cell(1, place).column_letter
            sheet.cell(1, place).font = Font(bold=True)
            # Text, so that 020 keeps its zero.
            sheet.column_dimensions[letter].number_format = "@"
            sheet.column_dimensions[letter].width = WIDTH
            source, hint = lists.get((name, column), (_allowed_values(name, column), "template.choose"))
            if source:
                sheet.add_data_validation(_choices(source, f"{letter}2:{letter}{ROOM}", title=column, prompt=say(hint)))
    hidden = book.create_sheet(LISTS)
    for code in codes:
        hidden.append([code])
    hidden.sheet_state = "hidden"
    return workbook_bytes(book)


def _choices(source: str, cells: str, *, title: str, prompt: str) -> DataValidation:
    """Return a drop-down list for a range of cells."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - slow to load

    validation = DataValidation("list", formula1=source, allow_blank=True)
    validation.promptTitle, validation.prompt = title, prompt
    validation.showInputMessage = validation.showErrorMessage = True
    validation.add(cells)
    return validation


def _codes(language: Language) -> list[str]:
    """Return code and name of each municipality; a code alone says little."""
    rows = records(living(load_dataset().municipalities))
    return [f"{row['municipality_code']} {named(row, language)[0]}" for row in rows]


def _helsinki(codes: Sequence[str]) -> int:
    return next(place for place, code in enumerate(codes) if code.startswith("091 "))


def _allowed_values(table: str, column: str) -> str:
    """Return the allowed values of a column as a list in a formula, or "" when any value is allowed."""
    schema = next(schema for schema in schemas() if schema.name == table)
    field = next(field for field in schema.fields if field.name == column)
    return f'"{",".join(field.enum)}"' if field.enum else ""
