"""Temporary files beside those whose place they are to take, and what the killed left of them."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from glob import escape
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PART = ".part"
LONGEST = 100  # bytes of a name to which some forty can be added in any file system
# What Linux calls the time since it was started. Elsewhere nobody knows which temporary files are of the dead.
BOOT = Path("/proc/sys/kernel/random/boot_id")


def temporary(path: Path) -> tuple[int, Path, int | None]:
    """Return a new temporary file, open to be written, and what holds a lock on it; those of the dead are removed."""
    import tempfile  # noqa: PLC0415 - slow to import, and not every command writes

    lead = _lead(path)
    for left in path.parent.glob(f"{escape(lead)}*{PART}") if lead else ():
        with suppress(OSError), os.fdopen(os.open(left, os.O_RDWR | os.O_NOFOLLOW), "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=lead or f".{_short(path)}.", suffix=PART)
        if not lead:
            return handle, Path(name), None
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        if Path(name).exists():
            return handle, Path(name), os.dup(handle)
        # Before it was locked, somebody took it for one of the dead.
        os.close(handle)


def _lead(path: Path) -> str:
    """Return how the names of temporary files for a path begin, or "" where nobody knows which are of the dead.

    Locks are seen by whoever runs on the same kernel and has the same file system mounted: the name says both, so that
    a file of another computer on a network share is never touched.
    """
    try:
        return f".{_short(path)}.{BOOT.read_text(encoding='ascii')[:8]}-{path.parent.stat().st_dev:x}."
    except OSError:
        return ""


def _short(path: Path) -> str:
    """Return the name of a file, or what stands for a long one: a temporary file has more than its name."""
    name = os.fsencode(path.name)
    return path.name if len(name) <= LONGEST else hashlib.sha256(name).hexdigest()[:32]
