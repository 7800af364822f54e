"""Commands that keep the tables up to date: they show a difference, and write it only when asked to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from kuntaverkostot.cli.messages import Command
from kuntaverkostot.cli.options import language_option, quiet, quiet_option
from kuntaverkostot.cli.output import replace_together
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.reading import read
from kuntaverkostot.cli.terminal import DATA, printable, reading, stop, write, writing
from kuntaverkostot.text.language import say
from kuntaverkostot.text.unfit import UnfitError

if TYPE_CHECKING:
    from kuntaverkostot.dataset.dataset import Dataset
    from kuntaverkostot.dataset.updates import RowChange, Update

file_argument = click.argument("file_path", type=click.Path(path_type=Path))
tables_option = click.option("--data", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="folder")
dry_run_option = click.option("--write/--dry-run", "is_written", default=False)


@click.command("update-population", cls=Command)
@file_argument
@tables_option
@language_option
@click.option("--source", default="", metavar="source")
@click.option("--date", default="", metavar="date")
@dry_run_option
@quiet_option
def update_population(
    *, file_path: Path, data: Path | None, language: str, source: str, date: str, is_written: bool
) -> None:
    """Bring populations of a statistics office into the tables: show what is new, and write it with --write."""
    with progress(language, "reading", "checking") as advance:
        from kuntaverkostot.dataset.population_update import update_population as updated  # noqa: PLC0415

        dataset = _read(data, language, is_written=is_written)
        advance()
        try:
            with reading(file_path, language):
                update = updated(dataset, file_path, source=printable(source), date=printable(date))
        except UnfitError as error:
            stop(error.message(language), DATA)
    _finish(update, data, language, is_written=is_written)


@click.command("update-network", cls=Command)
@click.argument("asked_network")
@file_argument
@tables_option
@language_option
@click.option("--source", required=True, metavar="source")
@click.option("--publisher", default="", metavar="text")
@click.option("--title", default="", metavar="text")
@click.option("--url", default="", metavar="address")
@click.option("--published", default="", metavar="date")
@click.option("--partial", is_flag=True)
@dry_run_option
@quiet_option
def update_network(  # noqa: PLR0913 - one for each option
    *,
    asked_network: str,
    file_path: Path,
    data: Path | None,
    language: str,
    source: str,
    publisher: str,
    title: str,
    url: str,
    published: str,
    partial: bool,
    is_written: bool,
) -> None:
    """Bring a published list of members into the tables: show what changes, and write it with --write."""
    with progress(language, "reading", "checking") as advance:
        from kuntaverkostot.dataset.network_update import update_network as updated  # noqa: PLC0415

        dataset = _read(data, language, is_written=is_written)
        advance()
        try:
            with reading(file_path, language):
                update = updated(
                    dataset,
                    printable(asked_network),
                    file_path,
                    source=printable(source),
                    publisher=printable(publisher),
                    title=printable(title),
                    url=printable(url),
                    published=printable(published),
                    partial=partial,
                )
        except UnfitError as error:
            stop(error.message(language), DATA)
    _finish(update, data, language, is_written=is_written)


def _read(data: Path | None, language: str, *, is_written: bool) -> Dataset:
    if is_written and data is None:
        stop(say(language, "usage.only_with", option="--write", other="--data"), DATA)
    return read(data, language)


def _finish(update: Update, data: Path | None, language: str, *, is_written: bool) -> None:
    """Show the difference; write it when that was asked for."""
    for line in (*_difference(update, language), *update.sentences(language=language)):
        write(line, language)
    if not update.changes:
        write(say(language, "update.nothing"), language)
    elif is_written and data is not None:
        try:
            with reading(data, language):
                contents = update.contents(data)
        except UnfitError as error:
            stop(error.message(language), DATA)
        _check(data, contents, language)
        replace_together(contents, language=language)
        if not quiet():
            write(say(language, "update.written", files=", ".join(path.name for path in contents)), language)
    else:
        write(say(language, "update.dry", option="--write"), language)


def _check(data: Path, contents: Mapping[Path, bytes], language: str) -> None:
    """Stop with all that would be wrong in the tables, before any of them is written."""
    with writing(None, language), TemporaryDirectory() as place:
        copy = Path(place)
        with reading(data, language):
            for path in data.iterdir():
                if path.is_file():
                    shutil.copyfile(path, copy / path.name)
        for path, content in contents.items():
            (copy / path.name).write_bytes(content)
        read(copy, language, remarks=False)


def _difference(update: Update, language: str) -> Iterator[str]:
    from kuntaverkostot.dataset.names import member_names  # noqa: PLC0415

    names = member_names(update.dataset, language)
    for change in update.changes:
        code = change.new.get("municipality_code", "")
        key = [f"{part} {names[part]}" if part == code else part for part in change.key]
        row = f"update.row_{change.change}"
        yield say(language, row, table=change.table, key=", ".join(key), cells=_cells(change))


def _cells(change: RowChange) -> str:
    """Return the cells of a new row besides its key, or those of a changed one, before and now."""
    if not change.old:
        return "; ".join(f"{name} = {cell}" for name, cell in change.new.items() if cell and cell not in change.key)
    return "; ".join(
        f"{name}: {change.old.get(name, '') or '–'} → {cell or '–'}"
        for name, cell in change.new.items()
        if cell != change.old.get(name, "")
    )
