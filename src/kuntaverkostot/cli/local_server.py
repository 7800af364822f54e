"""A server for this machine alone: it serves pages from memory and tells browsers when they have changed.

It is the standard library's, which is small and kept well, and needs nothing installed. It is not meant for others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
OWN_NAME = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d+)?")
EVENTS = "/events"
ALIVE = 15.0  # seconds after which a connection without news is tried
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class State:
    """What is served.

    Parameters
    ----------
    number : int
        Number of the build that is shown; 0 before the first that succeeded.
    files : mapping of str to bytes
        Content by path, such as "/index.html".
    start : str
        Path to which the address of the server leads.
    lines : tuple of str
        Messages about the tables.
    heading : str
        What these messages are.
    """

    number: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)
    start: str = "/"
    lines: tuple[str, ...] = ()
    heading: str = ""


class Board:
    """Holds what is served, and wakes those who wait for news."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._version = 0
        self._state = State()
        self._closed = False

    @property
    def state(self) -> State:
        """What is served now."""
        with self._changed:
            return self._state

    def publish(self, state: State) -> None:
        """Serve something else from now on."""
        with self._changed:
            self._version, self._state = self._version + 1, state
            self._changed.notify_all()

    def close(self) -> None:
        """Let go those who wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def news(self, after: int) -> tuple[int, State] | None:
        """Wait for a version after the given one; None when there is none for a while. EOFError when it closes."""
        with self._changed:
            self._changed.wait_for(lambda: self._version > after or self._closed, timeout=ALIVE)
            if self._closed:
                raise EOFError
            return (self._version, self._state) if self._version > after else None


class LocalServer(ThreadingHTTPServer):
    """A server on this machine, which only this machine can reach.

    Parameters
    ----------
    board : Board
        What it serves.
    port : int
        Its port; 0 is any that is free.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, board: Board, port: int) -> None:
        self.board = board
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """Its address."""
        return f"http://{HOST}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LocalServer

    def do_GET(self) -> None:
        """Answer with a file, the way to the start, or news as they come."""
        # A page of the internet whose name leads to this machine has another host.
        if not OWN_NAME.fullmatch(self.headers.get("Host", "")):
            self._answer(HTTPStatus.FORBIDDEN)
            return
        path = unquote(urlsplit(self.path).path)
        state = self.server.board.state
        if path == EVENTS:
            self._tell_news()
        elif path in state.files:
            ending = path[path.rfind(".") :]
            self._answer(HTTPStatus.OK, state.files[path], {"Content-Type": TYPES.get(ending, TYPES[".html"])})
        elif path == "/" and state.start != "/":
            self._answer(HTTPStatus.FOUND, headers={"Location": state.start})
        else:
            self._answer(HTTPStatus.NO_CONTENT if path == "/favicon.ico" else HTTPStatus.NOT_FOUND)

    def _answer(self, status: HTTPStatus, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell_news(self) -> None:
        """Tell a browser what is served, now and whenever it changes: https://html.spec.whatwg.org/#server-sent-events."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        version = 0
        self.close_connection = True
        try:
            while True:
                news = self.server.board.news(version)
                text = ": none\n\n"
                if news:
                    version, state = news
                    event = {"number": state.number, "lines": state.lines, "heading": state.heading}
                    text = f"data: {json.dumps(event)}\n\n"
                self.wfile.write(text.encode())
                self.wfile.flush()
        except (EOFError, OSError):
            # The server closes, or the browser has gone.
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the standard library has it
        """Say nothing of each request."""
