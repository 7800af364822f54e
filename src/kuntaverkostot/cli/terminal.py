"""What the commands share: writing to the terminal, and exit codes.

Exit codes: 0 success, 1 the system refused (a file, a folder), 2 the data or the usage is wrong, 130 interrupted
(Ctrl-C).
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from kuntaverkostot.cli.options import quiet
from kuntaverkostot.text.language import say

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
