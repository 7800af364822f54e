"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

# What a system says where it has no hard links: FAT, some network shares, Windows on either, some mounted folders.
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS}


def write_atomically(path: Path, data: bytes, *, overwrite: bool = False) -> Path:
    """Write a file so that whoever opens it sees the old content or the new, never a part.

    Parameters
    ----------
    path : Path
        Where to; its folder must exist.
    data : bytes
        The whole content.
    overwrite : bool
        Whether a file of that name may be replaced.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    FileExistsError
        When there is a file of that name, and it may not be replaced.
    OSError
        When it cannot be written; what was there before is intact.
    """
    import tempfile  # noqa: PLC0415 - slow to import, and not every command writes

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is for its owner only; a page is for everyone whom the umask admits.
        mask = os.umask(0)
        os.umask(mask)
        # FAT gives every file the same mode, and refuses others.
        with suppress(PermissionError):
            beside.chmod(0o666 & ~mask)
        if overwrite:
            beside.replace(path)
        else:
            _take(path, beside)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
    return path


def _take(path: Path, beside: Path) -> None:
    """Give a file its name, unless that is taken, also by somebody who was faster."""
    try:
        os.link(beside, path)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _claim(path, beside)


def _claim(path: Path, beside: Path) -> None:
    """Give a file its name without a link: an empty file, which only one can make, keeps the name free for it.

    What remains: for an instant the empty file is seen, and a program that is killed in that instant leaves it. Who
    replaces the empty file in that instant, because that was wanted there, is replaced in turn.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        beside.replace(path)
    except BaseException:
        # A file with a content is no longer the empty one.
        with suppress(FileNotFoundError):
            if path.stat().st_size == 0:
                path.unlink()
        raise
