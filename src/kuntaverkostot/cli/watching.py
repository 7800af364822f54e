"""The command that builds the pages anew whenever the tables are saved, and shows them in a browser."""

from __future__ import annotations

import html
import re
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from kuntaverkostot.cli.local_server import Board, LocalServer, State
from kuntaverkostot.cli.messages import Command
from kuntaverkostot.cli.options import candidates_option, data_option, language_option, quiet, quiet_option
from kuntaverkostot.cli.reading import forget_refused, read_or_refuse
from kuntaverkostot.cli.terminal import SYSTEM, Fault, printable, stop, write
from kuntaverkostot.diagram.inlining import NOTHING, built
from kuntaverkostot.text.language import LANGUAGES, say
from kuntaverkostot.text.unfit import UnfitError

if TYPE_CHECKING:
    from kuntaverkostot.dataset.data_error import DataError
    from kuntaverkostot.dataset.dataset import Dataset

SCRIPT = "/watch.js"
MOST_LINES = 50
QUIET_TIME = 300  # milliseconds without a change after which the tables have been saved
# What programs write beside a file while it is open or being saved.
BESIDE = re.compile(r"^(?:~\$|\.~lock\.|\.)|(?:\.tmp|~|\.part|\.crdownload)$", re.IGNORECASE)
POLICY = re.compile(r'(?<=http-equiv="Content-Security-Policy" content=")[^"]*')
SCRIPTS = re.compile(r"script-src ([^;]*)")


@click.command(cls=Command)
@data_option
@language_option
@candidates_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="number")
@click.option("--open", "opened", is_flag=True)
@quiet_option
def watch(data: Path | None, *, language: str, candidates: bool, port: int, opened: bool) -> None:
    """Show the pages on this machine, and build them anew whenever the tables are saved."""
    try:
        import watchfiles  # noqa: F401, PLC0415 - an extra that not everybody has
    except ModuleNotFoundError:
        stop(say(language, "command.no_watching", command="pip install 'kuntaverkostot[watch]'"), SYSTEM)
    from kuntaverkostot.dataset.schema import bundled_data  # noqa: PLC0415

    path = data or bundled_data()
    board, before = Board(), times_of(path)
    builder = Builder(lambda: _read_again(data, language), language=language, candidates=candidates)
    # What cannot be read at all ends the command now; later it may be only for a moment.
    board.publish(builder.build())
    with _server(board, port, language) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        write(server.address, language)
        if not quiet():
            click.echo(say(language, "command.watching", path=printable(path)), err=True)
        if opened:
            webbrowser.open(server.address)
        try:
            for _ in saved(path, since=before):
                board.publish(builder.build_if_readable())
        except KeyboardInterrupt:
            # That is how it ends.
            pass
        finally:
            board.close()
            server.shutdown()
            thread.join()


def _read_again(data: Path | None, language: str) -> Dataset | DataError:
    forget_refused()
    return read_or_refuse(data, language)


def times_of(path: Path) -> dict[str, int]:
    """Return when each table under a path was last changed, in nanoseconds."""
    times = {}
    for table in [path] if path.is_file() else path.glob("*"):
        with suppress(OSError):
            if BESIDE.search(table.name):
                continue
            times[table.name] = table.stat().st_mtime_ns
    return times


def _server(board: Board, port: int, language: str) -> LocalServer:
    try:
        return LocalServer(board, port)
    except OSError as error:
        reason = error.strerror or str(error)
        stop(say(language, "command.no_port", port=str(port), reason=reason), SYSTEM)


class Builder:
    """Builds what is served, and remembers the last pages that could be built.

    Parameters
    ----------
    read : callable
        Reads the tables.
    language : {"fi", "sv", "en"}
        Language of the first page and of messages.
    candidates : bool
        Whether memberships that no source names are shown.
    """

    def __init__(self, read: Callable[[], Dataset | DataError], *, language: str, candidates: bool) -> None:
        self.read, self.language, self.candidates = read, language, candidates
        self.last = State()

    def build_if_readable(self) -> State:
        """Return what is served; while the tables cannot be read, the last pages with a message."""
        try:
            return self.build()
        except Fault as fault:
            return self._refused([fault.message])

    def build(self) -> State:
        """Return what is served: new pages, or the last ones with what is wrong in the tables."""
        from kuntaverkostot.dataset.data_error import DataError  # noqa: PLC0415
        from kuntaverkostot.page.document import file_name  # noqa: PLC0415
        from kuntaverkostot.page.page import build_pages  # noqa: PLC0415

        dataset = self.read()
        if isinstance(dataset, DataError):
            return self._refused(_lines(dataset.messages, {"error"}, self.language))
        try:
            pages = build_pages(dataset, languages=LANGUAGES, candidates=self.candidates)
        except UnfitError as error:
            return self._refused([error.message(self.language)])
        number = self.last.number + 1
        files = {
            f"/{path.name}": content
            for page in pages
            for path, content in page.contents(Path(file_name(page.language))).items()
        }
        lines = _lines(dataset.messages, {"warning", "error"}, self.language)
        self.last = State(
            number=number,
            files=_with_script(files, number),
            start=f"/{file_name(self.language)}",
            lines=tuple(lines),
            heading=say(self.language, "check.warnings", count=len(lines)) if lines else "",
        )
        return self.last

    def _refused(self, lines: Iterable[str]) -> State:
        lines = tuple(lines)
        heading = say(self.language, "check.problems", count=len(lines))
        files = self.last.files or _with_script({"/": _empty(self.language)}, 0)
        return replace(self.last, files=files, lines=lines, heading=heading)


def _lines(messages: Iterable[object], severities: set[str], language: str) -> list[str]:
    """Return the messages of some severities in words, the first of them if there are many."""
    from kuntaverkostot.dataset.describe import describe  # noqa: PLC0415
    from kuntaverkostot.tables.problem import Problem  # noqa: PLC0415

    chosen = [problem for problem in messages if isinstance(problem, Problem) and problem.severity in severities]
    lines = [describe(problem, language, caller="command") for problem in chosen[:MOST_LINES]]
    more = len(chosen) - len(lines)
    return [*lines, *([say(language, "table.more", count=more)] if more else [])]


def _empty(language: str) -> bytes:
    title = say(language, "wording.title")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n</main>\n</body>\n</html>\n"
    ).encode()


def _with_script(files: dict[str, bytes], number: int) -> dict[str, bytes]:
    """Return documents with the script that waits for news, which their policy allows then."""
    tag = f'<script src="{SCRIPT}" data-number="{number}" defer></script>\n</body>'
    shown = {}
    for path, content in files.items():
        text = content.decode("utf-8")
        head, separator, rest = text.partition("</head>")
        head = POLICY.sub(_allowing, head, count=1)
        body, _, end = rest.rpartition("</body>")
        shown[path] = f"{head}{separator}{body}{tag}{end}".encode()
    return {**shown, SCRIPT: built("watch.js").encode()}


def _allowing(policy: re.Match[str]) -> str:
    """Return the policy of a document, as its markup has it, with the script and its news."""

    def own(scripts: re.Match[str]) -> str:
        return f"script-src {'' if scripts[1] == NOTHING else f'{scripts[1]} '}'self'; connect-src 'self'"

    return html.escape(SCRIPTS.sub(own, html.unescape(policy[0])))


def saved(path: Path, *, since: dict[str, int]) -> Iterator[None]:
    """Yield whenever the tables under a path were saved: written in place, or as another file that takes the name.

    Parameters
    ----------
    path : Path
        A file, or a folder of tables.
    since : dict of str to int
        From :func:`times_of`, before the tables were read: nobody watched while that was done.
    """
    from watchfiles import Change, watch  # noqa: PLC0415

    path = path.resolve()
    # A program that saves by another file replaces the one that was there, and with it whoever watched it.
    folder = path if path.is_dir() else path.parent

    def is_table(_: Change, name: str) -> bool:
        changed = Path(name)
        if folder == path:
            return changed.parent == folder and not BESIDE.search(changed.name)
        return changed.name == path.name

    for changes in watch(
        folder,
        watch_filter=is_table,
        debounce=QUIET_TIME * 2,
        step=QUIET_TIME,
        rust_timeout=1000,
        yield_on_timeout=True,
        recursive=False,
    ):
        times = times_of(path)
        if changes or times != since:
            since = times
            yield
