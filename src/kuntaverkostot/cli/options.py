"""Options that the commands share: the tables and their format, the language, --quiet."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kuntaverkostot.text.language import LANGUAGES

if TYPE_CHECKING:
    from kuntaverkostot.dataset.reading_options import ReadingKeywords
    from kuntaverkostot.text.language import Language
    from kuntaverkostot.website.foundation import Members

ARGUMENTS = "kuntaverkostot.arguments"
QUIET = "kuntaverkostot.quiet"
# Where the context keeps how tables are to be read.
READING = "kuntaverkostot.reading"
NOUNS = "kuntaverkostot.nouns"
PAGED = "kuntaverkostot.paged"
# Where the environment names a language; the first of these that is set decides.
LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

NEW_FILE = click.Path(path_type=Path, dir_okay=False)
candidates_option = click.option("--candidates", is_flag=True)


def environment_language() -> Language:
    """Return the language of the environment: Finnish where it names none of the three."""
    named = next((value for name in LOCALE if (value := os.environ.get(name))), "")
    code = named[:2].casefold()
    return next((language for language in LANGUAGES if language == code), LANGUAGES[0])


language_option = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default=environment_language, show_default=True
)


def _default_language(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None and isinstance(context.command, click.Group):
        context.default_map = {name: {"language": value} for name in context.command.commands}


# Before the command: the language of the help, and of each command that is given no other.
default_language_option = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), expose_value=False, callback=_default_language
)


def chosen_language(context: click.Context) -> str:
    """Return the language of --lang, or that of the environment where the option is not given or not valid."""
    language = given_value(["--lang"], context.meta.get(ARGUMENTS, ()))
    return language if language in LANGUAGES else environment_language()


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


def _check_encoding(context: click.Context, _: click.Parameter, value: str | None) -> None:
    from kuntaverkostot.tables.encodings import is_encoding  # noqa: PLC0415 - loads numpy

    if value is not None and not is_encoding(value):
        raise click.BadParameter(value)
    _keep(context, "encoding", value)


def _check_delimiter(context: click.Context, _: click.Parameter, value: str | None) -> None:
    from kuntaverkostot.tables.delimiters import separator  # noqa: PLC0415 - few need it

    if value is not None and not separator(value):
        raise click.BadParameter(value)
    _keep(context, "delimiter", value and separator(value))


def _keep(context: click.Context, name: str, value: object) -> None:
    if value is not None and value is not False and value != ():
        context.meta.setdefault(READING, {})[name] = value


def _keep_value(context: click.Context, parameter: click.Parameter, value: object) -> None:
    _keep(context, str(parameter.name), value)


def _keep_nouns(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> None:
    """Keep a noun for one and that for several, written as film,films; a single form serves for both.

    A command that divides its members into pages takes which of them have one in the same option.
    """
    for value in filter(None, map(str.strip, values)):
        if parameter.name == "members" and value in getattr(context.command, "paged", ()):
            context.meta[PAGED] = value
            continue
        singular, _, plural = (form.strip() for form in value.partition(","))
        context.meta.setdefault(NOUNS, {})[str(parameter.name).removesuffix("s")] = (singular, plural or singular)


def paged_members() -> Members | None:
    """Return which members have a page, as far as that was given."""
    chosen: Members | None = click.get_current_context().meta.get(PAGED)
    return chosen


def _take_as_data(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    """Treat a path given without an option as that of --data, which is eager and was parsed before."""
    if value is None:
        return
    if context.params["data"] is not None:
        raise click.UsageError(str(value), context)
    if not value.exists():
        raise click.BadParameter(str(value), context, parameter)
    context.params["data"] = value


def conditions(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return conditions as they were given; each must be one."""
    if values:
        from kuntaverkostot.analysis.attributes import condition  # noqa: PLC0415 - loads pandas

        for value in values:
            try:
                condition(value)
            except ValueError:
                raise click.BadParameter(value, context, parameter) from None
    return values


def two_dates(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the dates of an option that is given twice or not at all."""
    if len(values) not in {0, 2}:
        raise click.BadParameter(str(len(values)), context, parameter)
    return values


def compared_path(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    """Return the path of a dataset to compare; two dates, which are eager, take the place of the second."""
    if value is None:
        if not context.params["dates"]:
            raise click.MissingParameter(ctx=context, param=parameter)
        return None
    if context.params["dates"] and parameter.name == "new_path":
        raise click.UsageError(str(value), context)
    if not value.exists():
        raise click.BadParameter(str(value), context, parameter)
    return value


def reading_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for how tables are to be read."""
    for option in (
        click.option("--networks", multiple=True, callback=_keep_nouns, metavar="nouns", expose_value=False),
        click.option("--members", multiple=True, callback=_keep_nouns, metavar="nouns", expose_value=False),
        click.option("--strict", is_flag=True, callback=_keep_value, expose_value=False),
        click.option("--refused", type=NEW_FILE, callback=_keep_value, metavar="file", expose_value=False),
        click.option("--partial", is_flag=True, callback=_keep_value, expose_value=False),
        click.option("--marks", callback=_keep_value, metavar="values", expose_value=False),
        click.option("--sheet", callback=_keep_value, metavar="sheet", expose_value=False),
        click.option("--split", callback=_keep_value, metavar="character", expose_value=False),
        click.option("--network", multiple=True, callback=_keep_value, metavar="column", expose_value=False),
        click.option("--member", callback=_keep_value, metavar="column", expose_value=False),
        click.option("--delimiter", callback=_check_delimiter, metavar="character", expose_value=False),
        click.option("--encoding", callback=_check_encoding, metavar="encoding", expose_value=False),
    ):
        command = option(command)
    return command


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for the tables and for how they are to be read."""
    path = click.Path(path_type=Path)
    existing = click.Path(path_type=Path, exists=True)
    for option in (
        reading_option,
        click.argument("path", type=path, required=False, callback=_take_as_data, expose_value=False),
        click.option("--data", type=existing, is_eager=True, metavar="path"),
    ):
        command = option(command)
    return command


def _set_quiet(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    context.meta[QUIET] = value


quiet_option = click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_set_quiet)


def reading_options() -> ReadingKeywords:
    """Return how the tables are to be read, as far as that was given."""
    meta = click.get_current_context().meta
    given: ReadingKeywords = dict(meta.get(READING, {}))  # type: ignore[assignment]
    if nouns := meta.get(NOUNS):
        from kuntaverkostot.text.nouns import Nouns  # noqa: PLC0415 - few need it

        given["nouns"] = Nouns(**nouns)
    return given


def quiet() -> bool:
    """Return whether --quiet was given: print only errors and the output itself."""
    return bool(click.get_current_context().meta.get(QUIET))
