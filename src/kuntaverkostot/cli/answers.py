"""Commands that answer a question about the tables in sentences."""

from __future__ import annotations

from pathlib import Path

import click

from kuntaverkostot.cli.messages import Command
from kuntaverkostot.cli.options import data_option, language_option, quiet_option
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.terminal import DATA, printable, read, stop, write
from kuntaverkostot.text.language import UnfitError


@click.command(cls=Command)
@click.argument("asked_member")
@click.argument("asked_network")
@data_option
@language_option
@quiet_option
def why(data: Path | None, *, asked_member: str, asked_network: str, language: str) -> None:
    """Say why a member is in a network or not, or why nobody knows."""
    with progress(language, "reading", "overlap") as advance:
        from kuntaverkostot.analysis.explanation import explain  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        try:
            told = explain(dataset, printable(asked_member), printable(asked_network), language=language)
        except UnfitError as error:
            stop(error.message(language), DATA)
    write(told, language)
