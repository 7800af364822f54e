"""Options that the commands share: which tables, how they are written, in which language, and whether to keep quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from kuntaverkostot.text.language import LANGUAGES

ARGUMENTS = "kuntaverkostot.arguments"
QUIET = "kuntaverkostot.quiet"
# How CSV files are written, where that was told.
WRITTEN = {"encoding": "kuntaverkostot.encoding", "delimiter": "kuntaverkostot.delimiter"}

candidates_option = click.option("--candidates", is_flag=True)


def one_language() -> Callable[[Any], Any]:
    """Return the option that chooses one language."""
    return click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)


def _default_language(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None and isinstance(context.command, click.Group):
        context.default_map = {name: {"language": value} for name in context.command.commands}


# Before the command: the language of the help, and of each command that is given no other.
default_language_option = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), expose_value=False, callback=_default_language
)


def chosen_language(context: click.Context) -> str:
    """Return the language that is asked for, be the option valid where it stands or not; Finnish if none is."""
    language = given_value(["--lang"], context.meta.get(ARGUMENTS, ()))
    return language if language in LANGUAGES else LANGUAGES[0]


def given_value(names: Iterable[str], arguments: Sequence[str]) -> str:
    """Return the value of an option as it was given last, or ""."""
    value = ""
    for name in names:
        for place, argument in enumerate(arguments):
            if argument == name:
                value = next(iter(arguments[place + 1 :]), "")
            elif argument.startswith(f"{name}="):
                value = argument.removeprefix(f"{name}=")
    return value


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
        raise click.UsageError(str(value), context)
    if not value.exists():
        raise click.BadParameter(str(value), context, parameter)
    context.params["data"] = value


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which tables are read, and how they are written if they are CSV files."""
    path = click.Path(path_type=Path)
    existing = click.Path(path_type=Path, exists=True)
    for option in (
        click.option("--delimiter", callback=_one_character, metavar="character", expose_value=False),
        click.option("--encoding", callback=_known_encoding, metavar="encoding", expose_value=False),
        click.argument("path", type=path, required=False, callback=_instead_of_data, expose_value=False),
        click.option("--data", type=existing, is_eager=True, metavar="path"),
    ):
        command = option(command)
    return command


def _keep_quiet(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    context.meta[QUIET] = value


quiet_option = click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_keep_quiet)


def written() -> dict[str, str | None]:
    """Return how CSV files are written: encoding and delimiter, None where it was not told."""
    meta = click.get_current_context().meta
    return {name: meta.get(key) for name, key in WRITTEN.items()}


def quiet() -> bool:
    """Whether the command was asked to say nothing but errors and what it is there to print."""
    return bool(click.get_current_context().meta.get(QUIET))
