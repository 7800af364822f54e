"""What the commands share: reading the tables, writing to the terminal, and the exit codes.

Exit codes: 0 fine, 1 the system would not let us (a file, a folder), 2 the data or the usage is wrong, 130 somebody
stopped it (Ctrl-C).
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from kuntaverkostot.cli.options import quiet, written
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.text.language import say

if TYPE_CHECKING:
    import pandas as pd

    from kuntaverkostot.dataset.dataset import DataError, Dataset

SYSTEM, DATA, STOPPED = 1, 2, 130
# Why a file or a folder cannot be had, by what the system says; anything else is told in the system's words.
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
# What else than warnings anyone should know of how tables were read: who was read instead of whom.
TOLD = {"ended"}
MOST_TOLD = 20


class Refusal(click.ClickException):
    """The end of a command because of the data or the usage."""

    exit_code = DATA

    def show(self, file: IO[Any] | None = None) -> None:
        """Say what is wrong as it is; click would write "Error" before it."""
        with suppress(OSError):
            click.echo(self.message, file=file, err=True)


class Fault(Refusal):
    """The end of a command because the system would not let it."""

    exit_code = SYSTEM


class Stopped(Refusal):
    """The end of a command because somebody wanted it."""

    exit_code = STOPPED


def stop(message: str, code: int) -> NoReturn:
    """Say what is wrong, once any bar is gone from the terminal, and end with an exit code."""
    raise {SYSTEM: Fault, DATA: Refusal, STOPPED: Stopped}[code](message)


def shown(given: object, *, longest: int = 1000) -> str:
    r"""Return a path or another word of the command as it can stand in a message: on one line, and nothing unseen.

    >>> shown("a\udcff\nb")
    'a<U+DCFF><U+000A>b'
    """
    from kuntaverkostot.text.cells import visible  # noqa: PLC0415 - its patterns take a while to compile

    text = str(given)
    # Where the system takes names for ASCII, most of them are UTF-8 all the same.
    with suppress(UnicodeError):
        text = os.fsencode(text).decode("utf-8", "surrogateescape")
    return visible(text, longest=longest)


def read(path: Path | None, language: str, *, remarks: bool = True) -> Dataset:
    """Return the dataset, or stop with everything that is wrong in its tables.

    Parameters
    ----------
    path : path or None
        Where the tables are; None: those of the package.
    language : {"fi", "sv", "en"}
        Of what is said.
    remarks : bool
        Whether to say, once the command has done its work, what was left out and what was assumed.
    """
    from kuntaverkostot.dataset.dataset import DataError  # noqa: PLC0415
    from kuntaverkostot.dataset.describe import describe  # noqa: PLC0415

    found = read_or_refuse(path, language)
    if not isinstance(found, DataError):
        if remarks and not quiet():
            context = click.get_current_context()
            context.call_on_close(lambda: _remark(found, language, context.find_root().info_name or ""))
        return found
    told = [describe(message, language) for message in found.messages]
    if found.account and found.account.rows:
        told.append(say(language, "check.account", **asdict(found.account)))
    stop("\n".join([*told, say(language, "check.problems", count=len(found.problems))]), DATA)


def _remark(dataset: Dataset, language: str, program: str) -> None:
    """Say on standard error what was left out and what was assumed, and how much else there is to say."""
    from kuntaverkostot.dataset.describe import describe  # noqa: PLC0415

    heard = [one for one in dataset.messages if one.severity == "warning" or one.rule in TOLD]
    repaired = [one for one in dataset.messages if one.severity == "repaired" and one.rule not in TOLD]
    lines = [describe(one, language) for one in heard[:MOST_TOLD]]
    if more := len(heard[MOST_TOLD:]) + len(repaired):
        lines.append(say(language, "command.remarks", count=more, command=f"{program} check"))
    # Where nobody listens, the work is done all the same.
    with suppress(OSError):
        for line in lines:
            click.echo(line, err=True)


def read_or_refuse(path: Path | None, language: str) -> Dataset | DataError:
    """Return the dataset, or everything that is wrong in its tables; stop when a file cannot be read."""
    from kuntaverkostot.dataset.dataset import DataError, load_dataset, read_dataset  # noqa: PLC0415

    told = written()
    for name, value in told.items():
        if path is None and value is not None:
            stop(say(language, "usage.only_with", option=f"--{name}", other="--data"), DATA)
    with reading(path, language):
        try:
            return load_dataset() if path is None else read_dataset(path, **told)
        except DataError as error:
            return error


def networks_meant(asked: Iterable[str], incidence: pd.DataFrame, dataset: Dataset, language: str) -> dict[str, str]:
    """Return the ids of networks that are asked for, by id or by name; stop when one is not in the incidence.

    It is said of each why that is so.
    """
    from kuntaverkostot.dataset.suggestions import networks_named  # noqa: PLC0415 - loads pandas

    kind = "municipality" if incidence.index.name == "municipality_code" else "organisation"
    meant, missing = {}, []
    for word in dict.fromkeys(asked):
        found = networks_named(dataset, word)
        if len(found) == 1 and found[0] in incidence:
            meant[word] = found[0]
        else:
            missing.append(_why_missing(word, found, kind, dataset, language))
    if missing:
        stop("\n".join(dict.fromkeys(missing)), DATA)
    return meant


def _why_missing(asked: str, found: Sequence[str], kind: str, dataset: Dataset, language: str) -> str:
    from kuntaverkostot.dataset.suggestions import networks_near  # noqa: PLC0415 - loads pandas

    held = {"municipality": dataset.memberships, "organisation": dataset.organisation_memberships}
    with_members = {one: set(memberships["network_id"]) for one, memberships in held.items()}
    status = dict(zip(dataset.networks["network_id"], dataset.networks["status"], strict=True))
    network, near = asked, found
    if len(found) > 1:
        key = "network_several"
    elif not found:
        near = networks_near(dataset, asked)
        key = "network_near" if near else "network"
    else:
        (network,) = found
        if not is_current(status[network]):
            key = "network_ended"
        elif network in with_members[kind]:
            key = "network_candidates"
        else:
            key = "network_organisations" if network in with_members["organisation"] else "network_unknown"
    return say(
        language, f"usage.{key}", network=shown(network, longest=300), near=", ".join(near), option="--candidates"
    )


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
        What is written; None: one of several files, of which the error says which.
    language : {"fi", "sv", "en"}
        Language in which it is said.
    taken : str
        The text for a name that is taken; "" where none can be.
    """
    try:
        yield
    except OSError as error:
        path = path or Path(error.filename)
        if taken and isinstance(error, FileExistsError):
            stop(say(language, f"command.{taken}", path=shown(path), option="--overwrite"), DATA)
        _stop_for(error, language, "not_written", path=path)


def _stop_for(error: OSError, language: str, key: str, **paths: object) -> NoReturn:
    known = REASONS.get(error.errno or 0)
    reason = say(language, f"command.{known}") if known else error.strerror or str(error)
    told = {name: shown(path) for name, path in paths.items()}
    stop(say(language, f"command.{key}", reason=reason, **told), SYSTEM)


def write(content: str | bytes, language: str) -> None:
    """Print a text, or bytes as they are, or stop when it cannot be done.

    Where nobody reads on, click ends without a word.
    """
    # So has Python what was closed from the beginning.
    if sys.stdout is None:
        _stop_for(OSError(errno.EBADF, os.strerror(errno.EBADF)), language, "no_output")
    try:
        click.echo(content, nl=isinstance(content, str))
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left of it would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _stop_for(error, language, "no_output")


def tell(paths: Iterable[Path], language: str) -> None:
    """Print where files are, a line for each, unless that is not wanted; a name that is no text is printed as it is."""
    if not quiet():
        write(b"".join(os.fsencode(path) + b"\n" for path in paths), language)
