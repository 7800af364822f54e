"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

# How a system reports that it has no hard links: FAT, some network shares, Windows on either, some mounted folders.
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS}
LEAD, TAIL = ".kuntaverkostot-", ".part"  # of the name of a temporary file
STALE = 24 * 60 * 60  # seconds; a temporary file lives as long as a disk takes to write it


def write_atomically(path: Path, data: bytes, *, overwrite: bool = False) -> Path:
    """Write a file so that readers see the old content or the new, never a part.

    Parameters
    ----------
    path : Path
        Where to; its folder must exist.
    data : bytes
        The whole content.
    overwrite : bool
        Whether an existing file may be replaced. A link stays, and its target is replaced. The new file has the mode
        of the old one, and its owner where the system allows it. A device or a pipe cannot be replaced: it is written
        into, part by part, as soon as it is read.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    FileExistsError
        When the name is taken and may not be replaced.
    OSError
        When it cannot be written; an existing file stays intact.
    """
    write_together({path: data}, overwrite=overwrite)
    return path


def write_together(contents: Mapping[Path, bytes], *, overwrite: bool = False) -> None:
    """Write several files: each as :func:`write_atomically` does, and all of them or none.

    All are on the disk before the first gets its name, so neither a full disk nor a taken name leaves only some of
    them. A program killed between two names leaves the files that have theirs. One killed while it writes leaves a
    temporary file, which looks like that of a running program; the first write into the folder a day later deletes it.

    Parameters
    ----------
    contents : mapping of Path to bytes
        The whole content of each.
    overwrite : bool
        Whether existing files may be replaced.

    Raises
    ------
    FileExistsError
        When one of the names is taken and may not be replaced.
    OSError
        When one of them cannot be written.
    """
    for path in contents:
        if path.is_dir() or (not overwrite and os.path.lexists(path)):
            raise taken(path)
    streams = [path for path in contents if overwrite and _is_stream(path)]
    named: list[Path] = []
    with _errors_name(next(iter(contents), Path())):
        for folder in {(_target(path) if overwrite else path).parent for path in contents if path not in streams}:
            _delete_stale(folder)
    try:
        with ExitStack() as stack:
            parts = {
                path: stack.enter_context(_temporary_file(path, data, overwrite=overwrite))
                for path, data in contents.items()
                if path not in streams
            }
            for path, part in parts.items():
                with _errors_name(path):
                    if overwrite:
                        part.replace(_target(path))
                    else:
                        _take(path, part)
                named.append(path)
    except BaseException:
        for path in named if not overwrite else ():
            path.unlink(missing_ok=True)
        raise
    for path in streams:
        with _errors_name(path):
            written = _write_into(path, contents[path])
        if not written:
            write_together({path: contents[path]}, overwrite=overwrite)


def taken(path: Path) -> OSError:
    """Return the error for a name that is taken, with the remedy; for a folder there is none.

    >>> taken(Path("page.html"))
    FileExistsError(17, 'File exists; to replace it, pass overwrite=True')
    """
    if path.is_dir():
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return FileExistsError(errno.EEXIST, f"{os.strerror(errno.EEXIST)}; to replace it, pass overwrite=True", str(path))


@contextmanager
def _errors_name(path: Path) -> Iterator[None]:
    """Raise errors with the requested path instead of the name of a temporary file."""
    try:
        yield
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


@contextmanager
def _temporary_file(path: Path, data: bytes, *, overwrite: bool) -> Iterator[Path]:
    """Write a temporary file, on the disk but without its final name; it is deleted unless it gets one."""
    import tempfile  # noqa: PLC0415 - slow to import, and not every command writes

    with _errors_name(path):
        target = _target(path) if overwrite else path
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=LEAD, suffix=TAIL)
    part = Path(name)
    try:
        with _errors_name(path), os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            # FAT gives every file the same mode, and refuses others.
            with suppress(PermissionError):
                part.chmod(_mode_of(target, part) if overwrite and target.exists() else 0o666 & ~_umask())
        yield part
    finally:
        part.unlink(missing_ok=True)


def _delete_stale(folder: Path) -> None:
    """Delete the temporary files that killed programs left in a folder a day ago or earlier."""
    for part in folder.glob(f"{LEAD}*{TAIL}"):
        with suppress(OSError):
            if part.lstat().st_mtime < time.time() - STALE:
                part.unlink()


def _target(path: Path) -> Path:
    """Return the file to which a link leads, whether it exists or not; a path that is no link is its own target."""
    if not path.is_symlink():
        return path
    # For a file that was deleted or never had a name, the links in /proc do not hold its name.
    return path.resolve(strict=path.exists())


def _mode_of(target: Path, part: Path) -> int:
    """Give a file the owner of the file it replaces, as far as the system allows it, and return the mode for it."""
    old = target.stat()
    mode = stat.S_IMODE(old.st_mode)
    if sys.platform != "win32":
        # Only an administrator can change the owner; members of a group can change the group.
        for owner, group in ((old.st_uid, -1), (-1, old.st_gid)):
            with suppress(OSError):
                os.chown(part, owner, group)
    new = part.stat()
    if new.st_uid != old.st_uid or new.st_gid != old.st_gid:
        mode &= ~(stat.S_ISUID | stat.S_ISGID)
    if new.st_gid != old.st_gid:
        # Another group may do what everyone may.
        mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    return mode


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _take(path: Path, part: Path) -> None:
    """Give a file its name unless that is taken, even if another program took it a moment ago."""
    try:
        os.link(part, path)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _claim(path, part)


def _claim(path: Path, part: Path) -> None:
    """Give a file its name without a link: an empty file, which only one program can create, reserves the name.

    For an instant the empty file is visible; a program killed in that instant leaves it. Another program that replaces
    the empty file in that instant is replaced in turn.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        part.replace(path)
    except BaseException:
        # A file with content is not the empty one.
        with suppress(FileNotFoundError):
            if path.stat().st_size == 0:
                path.unlink()
        raise


def _is_stream(path: Path) -> bool:
    """Return whether this is neither a file nor a folder, so that it is written into and not replaced."""
    try:
        with _errors_name(path):
            return not _is_replaceable(path.stat())
    except FileNotFoundError:
        return False


def _is_replaceable(status: os.stat_result) -> bool:
    """Tell a file from devices and pipes; replacing a folder fails, as it should."""
    return stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)


def _write_into(path: Path, data: bytes) -> bool:
    """Write into a device or a pipe, and return whether it is one."""
    # Without O_CREAT and O_TRUNC: it is neither created nor emptied.
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "wb") as stream:
        # A regular file may have taken its place since, and must not be seen in parts.
        if _is_replaceable(os.fstat(handle)):
            return False
        stream.write(data)
    return True
