"""Reading a named pipe without waiting for ever."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

# Seconds within which somebody must open the pipe to write; writing may then take any time.
WAIT = 10.0
PAUSE = 0.05
AT_ONCE = 1 << 20


def read_pipe(path: Path, *, most: int) -> bytes:
    """Read a pipe up to its end or to a number of bytes.

    Raises
    ------
    TimeoutError
        When no program opens it to write in time.
    """
    if sys.platform == "win32":
        return path.read_bytes()
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return _read(handle, path, most)
    finally:
        os.close(handle)


def _read(handle: int, path: Path, most: int) -> bytes:
    pieces: list[bytes] = []
    remaining, deadline = most, time.monotonic() + WAIT
    has_writer = False
    while remaining > 0:
        try:
            piece = os.read(handle, min(remaining, AT_ONCE))
        except BlockingIOError:
            # Somebody has opened it and not written yet: from now on, wait for data or the end.
            has_writer = True
            os.set_blocking(handle, True)
            continue
        if piece:
            pieces.append(piece)
            remaining -= len(piece)
            has_writer = True
        elif has_writer:
            break
        elif time.monotonic() >= deadline:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), str(path))
        else:
            time.sleep(PAUSE)
    return b"".join(pieces)
