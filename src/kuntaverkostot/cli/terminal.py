"""What the commands share: reading tables, writing to the terminal, exit codes.

Exit codes: 0 success, 1 the system refused (a file, a folder), 2 the data or the usage is wrong, 130 interrupted
(Ctrl-C).
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from kuntaverkostot.cli.options import quiet, reading_options
from kuntaverkostot.text.language import say

if TYPE_CHECKING:
    from kuntaverkostot.dataset.dataset import DataError, Dataset
    from kuntaverkostot.dataset.reading import Reading

# Where the context keeps the tables whose refused rows were written.
WRITTEN = "kuntaverkostot.refused"
SYSTEM, DATA, STOPPED = 1, 2, 130
# Why a file or a folder cannot be read or written, by error number; other errors keep the system's words.
REASONS = {
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EROFS: "protected",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "no_folder",
    errno.EISDIR: "folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.ENAMETOOLONG: "long",
    errno.EBADF: "closed",
    errno.ETIMEDOUT: "silent",
}
# Rules that are worth a remark although they are no warnings: one municipality was read for another.
REMARKABLE = {"ended"}
# With --partial, errors refuse only their row.
REMARKED = {"warning", "error"}
MOST_REMARKS = 20


class Refusal(click.ClickException):
    """A command ends because of the data or the usage."""

    exit_code = DATA

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message as it is; click would write "Error" before it."""
        with suppress(OSError):
            click.echo(self.message, file=file, err=True)


class Fault(Refusal):
    """A command ends because the system refused."""

    exit_code = SYSTEM


class Stopped(Refusal):
    """A command ends because it was interrupted."""

    exit_code = STOPPED


def stop(message: str, code: int) -> NoReturn:
    """End with a message and an exit code, once any progress bar is gone from the terminal."""
    raise {SYSTEM: Fault, DATA: Refusal, STOPPED: Stopped}[code](message)


def printable(value: object, *, longest: int = 1000) -> str:
    r"""Return a path or another argument so that a message can hold it: on one line, hidden characters named.

    >>> printable("a\udcff\nb")
    'a<U+DCFF><U+000A>b'
    """
    from kuntaverkostot.text.cells import visible  # noqa: PLC0415 - its patterns take a while to compile

    text = str(value)
    # Even where the locale says ASCII, most file names are UTF-8.
    with suppress(UnicodeError):
        text = os.fsencode(text).decode("utf-8", "surrogateescape")
    return visible(text, longest=longest)


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
    from kuntaverkostot.dataset.dataset import DataError  # noqa: PLC0415
    from kuntaverkostot.dataset.describe import describe  # noqa: PLC0415

    dataset = read_or_refuse(path, language)
    if not isinstance(dataset, DataError):
        if remarks and not quiet():
            context = click.get_current_context()
            context.call_on_close(lambda: _remark(dataset, language, context.find_root().info_name or ""))
        return dataset
    lines = [describe(message, language, caller="command") for message in dataset.messages]
    if dataset.account and dataset.account.rows:
        lines.append(say(language, "check.account", **asdict(dataset.account)))
    stop("\n".join([*lines, say(language, "check.problems", count=len(dataset.problems))]), DATA)


def _remark(dataset: Dataset, language: str, program: str) -> None:
    """Print on standard error what was left out and what was assumed, and how many more remarks there are."""
    from kuntaverkostot.dataset.describe import describe  # noqa: PLC0415

    remarks = [item for item in dataset.messages if item.severity in REMARKED or item.rule in REMARKABLE]
    repaired = sum(item.severity == "repaired" and item.rule not in REMARKABLE for item in dataset.messages)
    lines = [describe(remark, language, caller="command") for remark in remarks[:MOST_REMARKS]]
    if more := len(remarks[MOST_REMARKS:]) + repaired:
        lines.append(say(language, "command.remarks", count=more, command=f"{program} check"))
    _tell(lines)


def read_or_refuse(path: Path | None, language: str) -> Dataset | DataError:
    """Return the dataset, or the error with everything that is wrong in its tables; stop if a file cannot be read."""
    from kuntaverkostot.dataset.dataset import DataError, dataset_of, load_dataset  # noqa: PLC0415
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
    every = [*context.meta.get(WRITTEN, ()), *(one for one in readings if len(one.refused_rows))]
    if not every:
        return
    with writing(beside, language, taken="taken_refused"):
        write_refused(beside, every, language=language, caller="command", overwrite=WRITTEN in context.meta)
    if WRITTEN not in context.meta and not quiet():
        context.call_on_close(lambda: _tell_refused(beside, context.meta[WRITTEN], language))
    context.meta[WRITTEN] = every


def _tell_refused(beside: Path, readings: Iterable[Reading], language: str) -> None:
    count = sum(len(one.refused_rows) for one in readings)
    _tell([say(language, "command.refused", count=count, path=printable(beside))])


def _tell(lines: Iterable[str]) -> None:
    # A closed standard error is no reason to fail.
    with suppress(OSError):
        for line in lines:
            click.echo(line, err=True)


@contextmanager
def reading(path: Path | None, language: str) -> Iterator[None]:
    """Stop when a file cannot be read, and say why."""
    try:
        yield
    except OSError as error:
        _stop_for(error, language, "not_read", path=error.filename or path)


@contextmanager
def writing(path: Path | None, language: str, *, taken: str = "") -> Iterator[None]:
    """Stop when a file or a folder cannot be written, and say why.

    Parameters
    ----------
    path : Path or None
        What is written; None means several files, one of which the error names.
    language : {"fi", "sv", "en"}
        Language of the message.
    taken : str
        Key of the message for a name that is taken; "" where that cannot happen.
    """
    try:
        yield
    except OSError as error:
        path = path or Path(error.filename)
        if taken and isinstance(error, FileExistsError):
            stop(say(language, f"command.{taken}", path=printable(path), option="--overwrite"), DATA)
        _stop_for(error, language, "not_written", path=path)


def _stop_for(error: OSError, language: str, key: str, **paths: object) -> NoReturn:
    reason_key = REASONS.get(error.errno or 0)
    reason = say(language, f"command.{reason_key}") if reason_key else error.strerror or str(error)
    shown = {name: printable(path) for name, path in paths.items()}
    stop(say(language, f"command.{key}", reason=reason, **shown), SYSTEM)


def write(content: str | bytes, language: str) -> None:
    """Print a text, or bytes as they are; stop when that fails.

    When the reader of a pipe has gone, click ends silently.
    """
    # This is how Python represents a closed standard output.
    if sys.stdout is None:
        _stop_for(OSError(errno.EBADF, os.strerror(errno.EBADF)), language, "no_output")
    try:
        click.echo(content, nl=isinstance(content, str))
    except BrokenPipeError:
        raise
    except OSError as error:
        # The rest in the buffer would fail again when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _stop_for(error, language, "no_output")


def print_paths(paths: Iterable[Path], language: str) -> None:
    """Print the paths of files, one a line, unless --quiet; names that are not valid text are printed as bytes."""
    if not quiet():
        write(b"".join(os.fsencode(path) + b"\n" for path in paths), language)
