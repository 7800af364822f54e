"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from kuntaverkostot.tables.temporary_files import temporary

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
        Whether what has that name may be replaced. Of a link, that is the file to which it leads; the link stays. The
        new file has the mode of the old one, and its owner where the system admits that. A device or a pipe cannot be
        replaced as a whole: it is written into, part by part, as soon as somebody reads.

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
    write_together({path: data}, overwrite=overwrite)
    return path


def write_together(contents: Mapping[Path, bytes], *, overwrite: bool = False) -> None:
    """Write several files: each as :func:`write_atomically` does, and all of them or none.

    All are on the disk before the first has its name, so that neither a full disk nor a name that is taken leaves a
    part of them. What remains: a program that is killed between two names leaves the files that have theirs.

    Parameters
    ----------
    contents : mapping of Path to bytes
        The whole content of each.
    overwrite : bool
        Whether what has those names may be replaced.

    Raises
    ------
    FileExistsError
        When there is something of one of the names, and it may not be replaced.
    OSError
        When one of them cannot be written.
    """
    for path in contents:
        if path.is_dir() or (not overwrite and os.path.lexists(path)):
            raise taken(path)
    named: list[Path] = []
    into = [path for path in contents if overwrite and _is_stream(path)]
    try:
        with ExitStack() as stack:
            made = {
                path: stack.enter_context(_prepared(path, data, overwrite=overwrite))
                for path, data in contents.items()
                if path not in into
            }
            for path, beside in made.items():
                with _told(path):
                    _name(path, beside, overwrite=overwrite)
                named.append(path)
    except BaseException:
        for path in named if not overwrite else ():
            path.unlink(missing_ok=True)
        raise
    for path in into:
        with _told(path):
            there = _write_into(path, contents[path])
        if not there:
            write_together({path: contents[path]}, overwrite=overwrite)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say of which file it is that something cannot be done."""
    try:
        yield
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        # The name of the temporary file would say nothing to anybody.
        raise OSError(error.errno, error.strerror, str(path)) from None


def taken(path: Path) -> OSError:
    """Return what is raised for a name that is taken, with the remedy; for a folder there is none.

    >>> taken(Path("page.html"))
    FileExistsError(17, 'File exists; to replace it, pass overwrite=True')
    """
    if path.is_dir():
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return FileExistsError(errno.EEXIST, f"{os.strerror(errno.EEXIST)}; to replace it, pass overwrite=True", str(path))


def _is_stream(path: Path) -> bool:
    """Whether there is something that is neither a file nor a folder, and would be written into."""
    try:
        with _told(path):
            return not _replaceable(path.stat())
    except FileNotFoundError:
        return False


def _write_into(path: Path, data: bytes) -> bool:
    """Write into what is neither a file nor a folder, and tell whether it was so."""
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


@contextmanager
def _prepared(path: Path, data: bytes, *, overwrite: bool) -> Iterator[Path]:
    """Write a file of its own, which is on the disk and has yet to get its name; what has got none is removed."""
    with _told(path):
        target = _followed(path) if overwrite else path
        handle, beside, lock = temporary(target)
    try:
        with _told(path), os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            _make_like(target, beside, overwrite=overwrite)
        yield beside
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
        if lock is not None:
            os.close(lock)


def _make_like(target: Path, beside: Path, *, overwrite: bool) -> None:
    """Give a temporary file the owner and the mode of the file that it replaces, or of a new one.

    A temporary file is for its owner only; a new one is for everyone whom the umask admits.
    """
    # FAT gives every file the same mode, and refuses others.
    with suppress(PermissionError):
        beside.chmod(_mode_of(target, beside) if overwrite and target.exists() else 0o666 & ~_umask())


def _mode_of(target: Path, beside: Path) -> int:
    """Give a file the owner of another that it replaces, as far as the system admits, and return the mode for it."""
    there = target.stat()
    mode = stat.S_IMODE(there.st_mode)
    if sys.platform != "win32":
        # Only an administrator can give a file away; to a group, its members can.
        for owner, group in ((there.st_uid, -1), (-1, there.st_gid)):
            with suppress(OSError):
                os.chown(beside, owner, group)
    now = beside.stat()
    if now.st_uid != there.st_uid or now.st_gid != there.st_gid:
        mode &= ~(stat.S_ISUID | stat.S_ISGID)
    if now.st_gid != there.st_gid:
        # Another group may do what everyone may.
        mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    return mode


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _name(path: Path, beside: Path, *, overwrite: bool) -> None:
    if overwrite:
        beside.replace(_followed(path))
    else:
        _take(path, beside)


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
