"""Usage errors in the chosen language; click's own messages are in English."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from kuntaverkostot.cli.help import LocalizedHelp, help_text
from kuntaverkostot.cli.options import ARGUMENTS, chosen_language, given_value
from kuntaverkostot.cli.terminal import DATA, STOPPED, printable, stop
from kuntaverkostot.text.language import say


class Command(LocalizedHelp):
    """A command that reports usage errors in the chosen language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, or stop and say which of them is wrong."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            _refuse(error, ctx)
        if rest and not ctx.resilient_parsing:
            _stop(ctx, "usage.left_over", arguments=" ".join(rest))
        return rest


class Commands(LocalizedHelp, click.Group):
    """All commands; each of them is a :class:`Command`."""

    command_class = Command

    def main(self, *args: Any, **options: Any) -> Any:
        """Run; output goes to files and pipes as UTF-8, whatever the locale of the machine is."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # A file name may not be valid text.
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        return super().main(*args, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments before the command, or stop and say which of them is wrong."""
        ctx.meta[ARGUMENTS] = arguments = tuple(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            # Without any arguments, that "error" is the help.
            if not arguments:
                raise
            _refuse(error, ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, or say that it was interrupted; click would report that in English, and as an error."""
        try:
            return super().invoke(ctx)
        except click.UsageError:
            _stop(ctx, "usage.no_command", commands=", ".join(self.list_commands(ctx)))
        except KeyboardInterrupt:
            # A terminal shows ^C on the line already.
            begin = "\n" if sys.stderr is not None and sys.stderr.isatty() else ""
            stop(begin + say(chosen_language(ctx), "command.stopped"), STOPPED)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or stop and name those with a similar spelling."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches  # noqa: PLC0415 - most commands are spelled right

            near = get_close_matches(args[0], self.list_commands(ctx))
            _stop(ctx, _nearly("command", near), command=args[0], near=", ".join(near))


def _refuse(error: click.UsageError, ctx: click.Context) -> NoReturn:
    """Stop with what click found wrong, in the chosen language."""
    if isinstance(error, click.NoSuchOption):
        near = list(error.possibilities or ())
        _stop(ctx, _nearly("option", near), option=error.option_name, near=", ".join(near))
    if isinstance(error, click.BadOptionUsage):
        params = ctx.command.get_params(ctx)
        flags = {name for param in params if getattr(param, "is_flag", False) for name in param.opts}
        key = "usage.no_value" if error.option_name in flags else "usage.value"
        _stop(ctx, key, option=error.option_name)
    if isinstance(error, click.BadParameter) and error.param:
        _refuse_value(error, error.param, ctx)
    # A path as an argument and as an option: the message is the path.
    _stop(ctx, "usage.left_over", arguments=error.message)


def _refuse_value(error: click.BadParameter, param: click.Parameter, ctx: click.Context) -> None:
    option, kind, value = param.opts[-1], param.type, given_value(param.opts, ctx.meta[ARGUMENTS])
    if isinstance(param, click.Argument):
        if isinstance(error, click.MissingParameter):
            _stop(ctx, "usage.missing_argument", argument=help_text(ctx, f"metavar.{param.name}"))
        # A path that is given without an option: the message is the path.
        kind, value = click.Path(exists=True), error.message
    choices = ", ".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else ""
    if isinstance(error, click.MissingParameter):
        _stop(ctx, "usage.missing", option=option, choices=choices)
    if choices:
        _stop(ctx, "usage.choice", option=option, choices=choices, value=value)
    if param.name in {"encoding", "delimiter"}:
        _stop(ctx, f"usage.{param.name}" if value else "usage.value", option=option, value=value)
    if isinstance(kind, click.IntRange | click.FloatRange):
        most = "usage.number" if kind.max is None else "usage.number_most"
        _stop(ctx, most, option=option, value=value, least=str(kind.min), most=str(kind.max))
    if param.name == "dates":
        _stop(ctx, "usage.dates", option=option)
    if param.name in {"merge", "where"}:
        key = "usage.merger" if param.name == "merge" else "usage.condition"
        _stop(ctx, key, option=option, value=error.message)
    if isinstance(kind, click.Path):
        _refuse_path(value, kind, ctx)


def _refuse_path(value: str, kind: click.Path, ctx: click.Context) -> NoReturn:
    path = Path(value)
    if not value or not path.exists():
        reason = "missing"
    elif path.is_dir():
        reason = "permission" if kind.dir_okay else "folder"
    else:
        reason = "permission" if kind.file_okay else "no_folder"
    key = "command.not_read" if kind.exists else "command.not_written"
    _stop(ctx, key, path=value, reason=say(chosen_language(ctx), f"command.{reason}"))


def _stop(ctx: click.Context, key: str, /, **values: str) -> NoReturn:
    language = chosen_language(ctx)
    message = say(language, key, **{name: printable(value, longest=300) for name, value in values.items()})
    stop(f"{message}\n{say(language, 'usage.help', command=f'{ctx.command_path} --help')}", DATA)


def _nearly(key: str, near: Sequence[str]) -> str:
    return f"usage.{key}_near" if near else f"usage.{key}"
