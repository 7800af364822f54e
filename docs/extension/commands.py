"""The commands with their options, as their help has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import click

from kuntaverkostot.cli.commands import main
from kuntaverkostot.cli.options import ARGUMENTS

# In place of the language of the machine that builds these pages.
LANGUAGE = "[default: that of the environment, or fi]"


class Collector(click.HelpFormatter):
    """Keeps what a command writes about itself, instead of laying it out for a terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.usage = ""
        self.about: list[str] = []
        self.lists: list[list[tuple[str, str]]] = []

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
        """Keep how the command is called."""
        self.usage = f"{prog} {args}"

    def write_text(self, text: str) -> None:
        """Keep a sentence."""
        self.about.append(text)

    def write_dl(self, rows: Iterable[tuple[str, str]], *_: object) -> None:
        """Keep the options with their texts."""
        self.lists.append(list(rows))


def commands(_: Path) -> str:
    """Return a section for each command: what it does, how it is called, its options."""
    # The language of the help comes with the arguments, as if somebody had typed it.
    parent = click.Context(main, info_name="kuntaverkostot", **main.context_settings)
    parent.meta[ARGUMENTS] = ("--lang", "en")
    return "\n\n".join(_section(main.commands[name], parent) for name in main.list_commands(parent))


def _section(command: click.Command, parent: click.Context) -> str:
    help_page = Collector()
    command.format_help(click.Context(command, info_name=command.name, parent=parent), help_page)
    by_machine = {name for option in command.params if callable(option.default) for name in option.opts}
    rows = [
        (names, f"{about.partition('  ')[0]} {LANGUAGE}" if names.split()[0] in by_machine else about)
        for names, about in help_page.lists[0]
    ]
    lines = [f"| `{_in_table(names)}` | {_in_table(_plain(about))} |" for names, about in rows]
    return "\n\n".join(
        [
            f"(command-{command.name})=\n## `{command.name}`",
            *help_page.about,
            f"```text\n{help_page.usage}\n```",
            "\n".join(["| Option | Meaning |", "| --- | --- |", *lines]),
        ]
    )


def _in_table(text: str) -> str:
    """Return text for a table of Markdown; between choices a line may end."""
    return text.replace("|", r" \| ")


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return re.sub(r"[*\[\]<>_]", r"\\\g<0>", text)
