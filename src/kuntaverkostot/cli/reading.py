"""Reading the tables of a command: what is wrong with them, what was assumed, and the rows that were refused."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kuntaverkostot.cli.options import quiet, reading_options
from kuntaverkostot.cli.terminal import DATA, printable, reading, stop, writing
from kuntaverkostot.text.language import say

if TYPE_CHECKING:
    from kuntaverkostot.dataset.data_error import DataError
    from kuntaverkostot.dataset.dataset import Dataset
    from kuntaverkostot.dataset.reading import Reading

# Where the context keeps the tables whose refused rows were written.
WRITTEN = "kuntaverkostot.refused"
# Rules that are worth a remark although they are no warnings: one municipality was read for another.
REMARKABLE = {"ended"}
# With --partial, errors refuse only their row.
REMARKED = {"warning", "error"}
MOST_REMARKS = 20


def read(path: Path | None, language: str, *, remarks: bool = True) -> Dataset:
    """Return the dataset, or stop with everything that is wrong in its tables.

    Parameters
    ----------
    path : path or None
        Where the tables are; None means those of the package.
    language : {"fi", "sv", "en"}
        Language of messages.
    remarks : bool
        Whether to print, after the command has done its work, what was left out and what was assumed.
    """
    from kuntaverkostot.dataset.data_error import DataError  # noqa: PLC0415
    from kuntaverkostot.dataset.describe import describe  # noqa: PLC0415

    dataset = read_or_refuse(path, language)
    if isinstance(dataset, DataError):
        lines = [describe(message, language, caller="command") for message in dataset.messages]
        if dataset.account and dataset.account.rows:
            lines.append(say(language, "check.account", **asdict(dataset.account)))
        stop("\n".join([*lines, say(language, "check.problems", count=len(dataset.problems))]), DATA)
    if remarks and not quiet():
        context = click.get_current_context()
        context.call_on_close(lambda: _remark(dataset, language, context.find_root().info_name or ""))
    return dataset


def _remark(dataset: Dataset, language: str, program: str) -> None:
    """Print on standard error what was left out and what was assumed, and how many more remarks there are."""
    from kuntaverkostot.dataset.describe import describe  # noqa: PLC0415

    remarks = [item for item in dataset.messages if item.severity in REMARKED or item.rule in REMARKABLE]
    repaired = sum(item.severity == "repaired" and item.rule not in REMARKABLE for item in dataset.messages)
    lines = [describe(remark, language, caller="command") for remark in remarks[:MOST_REMARKS]]
    if more := len(remarks[MOST_REMARKS:]) + repaired:
        lines.append(say(language, "command.remarks", count=more, command=f"{program} check"))
    tell(lines)


def read_or_refuse(path: Path | None, language: str) -> Dataset | DataError:
    """Return the dataset, or the error with everything that is wrong in its tables; stop if a file cannot be read."""
    from kuntaverkostot.dataset.data_error import DataError  # noqa: PLC0415
    from kuntaverkostot.dataset.dataset import dataset_of, load_dataset  # noqa: PLC0415
    from kuntaverkostot.dataset.validation import check_tables  # noqa: PLC0415

    options = reading_options()
    if path is None and options:
        first = next(iter(options)).replace("nouns", "members")
        stop(say(language, "usage.only_with", option=f"--{first}", other="--data"), DATA)
    if path is None:
        return load_dataset()
    given = options.pop("refused", None)
    beside = None if given is None else Path(given)
    _need_free(beside, language)
    with reading(path, language):
        check = check_tables(path, **options)
    _keep_refused(beside, check.readings, language)
    try:
        return dataset_of(check)
    except DataError as error:
        return error


def _need_free(beside: Path | None, language: str) -> None:
    """Stop before anything is read when the file for refused rows is there, unless this command has written it."""
    if beside is not None and os.path.lexists(beside) and WRITTEN not in click.get_current_context().meta:
        stop(say(language, "command.taken_refused", path=printable(beside)), DATA)


def _keep_refused(beside: Path | None, readings: Iterable[Reading], language: str) -> None:
    """Write the refused rows of everything that this command has read so far, and say how many there are."""
    if beside is None:
        return
    from kuntaverkostot.dataset.refused_rows import write_refused  # noqa: PLC0415

    context = click.get_current_context()
    every = [*context.meta.get(WRITTEN, ()), *(reading for reading in readings if len(reading.refused_rows))]
    if not every:
        if WRITTEN in context.meta:
            beside.unlink(missing_ok=True)
        return
    with writing(beside, language, taken="taken_refused"):
        write_refused(beside, every, language=language, caller="command", overwrite=WRITTEN in context.meta)
    if WRITTEN not in context.meta and not quiet():
        context.call_on_close(lambda: _tell_refused(beside, context.meta[WRITTEN], language))
    context.meta[WRITTEN] = every


def forget_refused() -> None:
    """Forget the refused rows of earlier readings, before a command reads its tables again."""
    meta = click.get_current_context().meta
    if WRITTEN in meta:
        meta[WRITTEN] = []


def _tell_refused(beside: Path, readings: Iterable[Reading], language: str) -> None:
    count = sum(len(reading.refused_rows) for reading in readings)
    tell([say(language, "command.refused", count=count, path=printable(beside))])


def tell(lines: Iterable[str]) -> None:
    """Print on standard error."""
    # A closed standard error is no reason to fail.
    with suppress(OSError):
        for line in lines:
            click.echo(line, err=True)
