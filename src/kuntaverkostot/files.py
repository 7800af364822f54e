"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from glob import escape
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# What a system says where it has no hard links: FAT, some network shares, Windows on either, some mounted folders.
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS}
PART = ".part"
# What Linux calls the time since it was started. Elsewhere nobody knows which temporary files are of the dead.
BOOT = Path("/proc/sys/kernel/random/boot_id")


def write_atomically(path: Path, data: bytes, *, overwrite: bool = False) -> Path:
    """Write a file so that whoever opens it sees the old content or the new, never a part.

    Parameters
    ----------
    path : Path
        Where to; its folder must exist.
    data : bytes
        The whole content.
    overwrite : bool
        Whether what has that name may be replaced. Of a link, that is the file to which it leads; the link stays. A
        device or a pipe cannot be replaced as a whole: it is written into, part by part, as soon as somebody reads.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    FileExistsError
        When there is something of that name, and it may not be replaced.
    OSError
        When it cannot be written; the file that was there before is intact.
    """
    try:
        if not (overwrite and _write_into(path, data)):
            _write_whole(_followed(path) if overwrite else path, data, overwrite=overwrite)
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        # The name of the temporary file would say nothing to anybody.
        raise OSError(error.errno, error.strerror, str(path)) from None
    return path


def taken(path: Path) -> OSError:
    """Return what is raised for a name that is taken, with the remedy; for a folder there is none.

    >>> taken(Path("page.html"))
    FileExistsError(17, 'File exists; to replace it, pass overwrite=True')
    """
    if path.is_dir():
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return FileExistsError(errno.EEXIST, f"{os.strerror(errno.EEXIST)}; to replace it, pass overwrite=True", str(path))


def _write_into(path: Path, data: bytes) -> bool:
    """Write into what is there and is neither a file nor a folder, and tell whether it was so."""
    try:
        if _replaceable(path.stat()):
            return False
    except FileNotFoundError:
        return False
    with open(path, "wb", opener=_as_it_is) as there:
        # A file may have come in its place since, and is not to be seen in parts.
        if _replaceable(os.fstat(there.fileno())):
            return False
        there.write(data)
    return True


def _replaceable(there: os.stat_result) -> bool:
    """Tell a file from devices and pipes; to replace a folder fails, as it should."""
    return stat.S_ISREG(there.st_mode) or stat.S_ISDIR(there.st_mode)


def _as_it_is(path: str, flags: int) -> int:
    """Open what is there, which is neither made nor emptied."""
    return os.open(path, flags & ~(os.O_CREAT | os.O_TRUNC))


def _followed(path: Path) -> Path:
    """Return the file to which a link leads, be it there or not; a path that is no link is its own."""
    if not path.is_symlink():
        return path
    # What the links of /proc say of a file that was deleted, or that never had a name, is not its name.
    return path.resolve(strict=path.exists())


def _write_whole(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write a file of its own, and give it the name once it is on the disk."""
    handle, beside, lock = _beside(path)
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
        if lock is not None:
            os.close(lock)


def _lead(path: Path) -> str:
    """Return how the names of temporary files for a path begin, or "" where nobody knows which are of the dead.

    Locks are seen by whoever runs on the same kernel and has the same file system mounted: the name says both, so that
    a file of another computer on a network share is never touched.
    """
    try:
        return f".{path.name}.{BOOT.read_text(encoding='ascii')[:8]}-{path.parent.stat().st_dev:x}."
    except OSError:
        return ""


def _beside(path: Path) -> tuple[int, Path, int | None]:
    """Return a new temporary file, open to be written, and what holds a lock on it; those of the dead are removed."""
    import tempfile  # noqa: PLC0415 - slow to import, and not every command writes

    lead = _lead(path)
    for left in path.parent.glob(f"{escape(lead)}*{PART}") if lead else ():
        with suppress(OSError), os.fdopen(os.open(left, os.O_RDWR | os.O_NOFOLLOW), "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=lead or f".{path.name}.", suffix=PART)
        if not lead:
            return handle, Path(name), None
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        if Path(name).exists():
            return handle, Path(name), os.dup(handle)
        # Before it was locked, somebody took it for one of the dead.
        os.close(handle)


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
