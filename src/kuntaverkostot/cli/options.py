"""Options that the commands share: which tables, how they are written, in which language, and whether to keep quiet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kuntaverkostot.text.language import LANGUAGES

QUIET = "kuntaverkostot.quiet"
# How CSV files are written, where that was told.
WRITTEN = {"encoding": "kuntaverkostot.encoding", "delimiter": "kuntaverkostot.delimiter"}

candidates_option = click.option(
    "--candidates", is_flag=True, help="Show memberships that no source names, too, marked as candidates."
)


def one_language(default: str = "fi") -> Callable[[Any], Any]:
    """Return the option that chooses one language."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        default=default,
        show_default=True,
        help="Language of what is written.",
    )


def _known_encoding(context: click.Context, _: click.Parameter, value: str | None) -> None:
    from kuntaverkostot.tables.encodings import is_encoding  # noqa: PLC0415 - loads numpy

    if value is not None and not is_encoding(value):
        raise click.BadParameter(value)
    context.meta[WRITTEN["encoding"]] = value


def _one_character(context: click.Context, _: click.Parameter, value: str | None) -> None:
    from kuntaverkostot.tables.encodings import separator  # noqa: PLC0415 - loads numpy

    if value is not None and not separator(value):
        raise click.BadParameter(value)
    context.meta[WRITTEN["delimiter"]] = value and separator(value)


def _instead_of_data(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    """Take a path that is given alone for that of --data, which was taken apart before."""
    if value is None:
        return
    if context.params["data"] is not None:
        raise click.UsageError(f"({value})", context)
    if not value.exists():
        raise click.BadParameter(str(value), context, parameter)
    context.params["data"] = value


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what says which tables are read, and how they are written if they are CSV files."""
    told = "Character between cells of CSV files; a tab may be written tab."
    hidden: dict[str, Any] = {"expose_value": False}
    command = click.option("--delimiter", callback=_one_character, metavar="CHARACTER", help=told, **hidden)(command)
    told = "Encoding of CSV files, such as cp1252."
    command = click.option("--encoding", callback=_known_encoding, metavar="NAME", help=told, **hidden)(command)
    kind = click.Path(path_type=Path)
    command = click.argument("path", type=kind, required=False, callback=_instead_of_data, **hidden)(command)
    told = "Your own tables: a folder, or a file .xlsx, .ods, .csv or .zip; without it, those of the program."
    kind = click.Path(path_type=Path, exists=True)
    return click.option("--data", type=kind, is_eager=True, metavar="PATH", help=told)(command)


def _keep_quiet(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    context.meta[QUIET] = value


quiet_option = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=_keep_quiet,
    help="Show no progress and print no paths of files; errors are told.",
)


def written() -> dict[str, str | None]:
    """Return how CSV files are written: encoding and delimiter, None where it was not told."""
    meta = click.get_current_context().meta
    return {name: meta.get(key) for name, key in WRITTEN.items()}


def quiet() -> bool:
    """Whether the command was asked to say nothing but errors and what it is there to print."""
    return bool(click.get_current_context().meta.get(QUIET))
