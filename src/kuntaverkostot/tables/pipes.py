"""Bytes of a pipe, of which nobody knows whether they ever come."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

# Seconds until somebody has to have begun to write. Whoever writes may then take as long as it takes.
WAIT = 10.0
PAUSE = 0.05
AT_ONCE = 1 << 20


def read_pipe(path: Path, *, most: int) -> bytes:
    """Return what is written into a pipe, at most so many bytes.

    Raises
    ------
    TimeoutError
        When nobody writes into it.
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
    left, until = most, time.monotonic() + WAIT
    begun = False
    while left > 0:
        try:
            piece = os.read(handle, min(left, AT_ONCE))
        except BlockingIOError:
            # Somebody has opened it, and has not written yet: the end will be told.
            begun = True
            os.set_blocking(handle, True)
            continue
        if piece:
            pieces.append(piece)
            left -= len(piece)
            begun = True
        elif begun:
            break
        elif time.monotonic() >= until:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), str(path))
        else:
            time.sleep(PAUSE)
    return b"".join(pieces)
