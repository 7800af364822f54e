"""Wrong usage of the commands, told in the chosen language: click would tell it in English."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from kuntaverkostot.cli.terminal import DATA, STOPPED, shown, stop
from kuntaverkostot.text.language import LANGUAGES, say

GIVEN = "kuntaverkostot.given"


class Command(click.Command):
    """A command that tells in the chosen language how it is not used."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments apart, or stop and say which of them is wrong."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            _refuse(error, ctx, given)


class Commands(click.Group):
    """All commands; each of them is a :class:`Command`."""

    command_class = Command

    def main(self, *args: Any, **options: Any) -> Any:
        """Run; output goes to files and pipes as UTF-8, whatever the locale of the machine is."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # A file may have a name that is no text.
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        return super().main(*args, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments before the command apart, or stop and say which of them is wrong."""
        ctx.meta[GIVEN] = given = list(args)
        if given == ["--"]:
            _stop(ctx, args, "usage.no_command", commands=", ".join(self.list_commands(ctx)))
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            # Where nothing is given, that "error" is the help.
            if not given:
                raise
            _refuse(error, ctx, given)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, or say that it was stopped; click would say it in English, and as a fault."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            # On a terminal, the line has the sign of the key already.
            begin = "\n" if sys.stderr is not None and sys.stderr.isatty() else ""
            stop(begin + say(_language(ctx.meta[GIVEN]), "command.stopped"), STOPPED)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or stop and say which are spelled like it."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches  # noqa: PLC0415 - most commands are spelled right

            near = get_close_matches(args[0], self.list_commands(ctx))
            _stop(ctx, args, _nearly("command", near), command=args[0], near=", ".join(near))


def _refuse(error: click.UsageError, ctx: click.Context, args: Sequence[str]) -> NoReturn:
    """Stop with what click found wrong, in the chosen language."""
    if isinstance(error, click.NoSuchOption):
        near = list(error.possibilities or ())
        _stop(ctx, args, _nearly("option", near), option=error.option_name, near=", ".join(near))
    if isinstance(error, click.BadOptionUsage):
        flags = {name for one in ctx.command.get_params(ctx) if getattr(one, "is_flag", False) for name in one.opts}
        key = "usage.no_value" if error.option_name in flags else "usage.value"
        _stop(ctx, args, key, option=error.option_name)
    if isinstance(error, click.BadParameter) and error.param:
        _refuse_value(error, error.param, ctx, args)
    # In brackets click says what it is of which there is too much.
    _stop(ctx, args, "usage.left_over", arguments=error.message.rpartition("(")[2].rstrip(")."))


def _refuse_value(error: click.BadParameter, param: click.Parameter, ctx: click.Context, args: Sequence[str]) -> None:
    option, kind, value = param.opts[-1], param.type, _given(param.opts, args)
    if isinstance(param, click.Argument):
        # A path that is given without an option: the message holds it.
        kind, value = click.Path(exists=True), error.message
    choices = ", ".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else ""
    if isinstance(error, click.MissingParameter):
        _stop(ctx, args, "usage.missing", option=option, choices=choices)
    if choices:
        _stop(ctx, args, "usage.choice", option=option, choices=choices, value=value)
    if param.name in {"encoding", "delimiter"}:
        _stop(ctx, args, f"usage.{param.name}" if value else "usage.value", option=option, value=value)
    if isinstance(kind, click.Path):
        path = Path(value)
        if not value or not path.exists():
            reason = "missing"
        elif path.is_dir():
            reason = "permission" if kind.dir_okay else "folder"
        else:
            reason = "permission" if kind.file_okay else "no_folder"
        key = "command.not_read" if kind.exists else "command.not_written"
        _stop(ctx, args, key, path=value, reason=say(_language(args), f"command.{reason}"))


def _stop(ctx: click.Context, args: Sequence[str], key: str, /, **values: str) -> NoReturn:
    language = _language(args)
    told = say(language, key, **{name: shown(value, longest=300) for name, value in values.items()})
    stop(f"{told}\n{say(language, 'usage.help', command=f'{ctx.command_path} --help')}", DATA)


def _nearly(key: str, near: Sequence[str]) -> str:
    return f"usage.{key}_near" if near else f"usage.{key}"


def _language(args: Sequence[str]) -> str:
    """Return the language that is asked for; Finnish is the one that nobody chose."""
    asked = _given(["--lang"], args)
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _given(names: Iterable[str], args: Sequence[str]) -> str:
    """Return the value of an option as it was given last, or ""."""
    value = ""
    for name in names:
        for place, one in enumerate(args):
            if one == name:
                value = next(iter(args[place + 1 :]), "")
            elif one.startswith(f"{name}="):
                value = one.removeprefix(f"{name}=")
    return value
