"""Writing the site: what changed is written, what is left of an older site is deleted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path, PureWindowsPath

from kuntaverkostot.tables.atomic_write import write_together

# Names every file of a site, so that the next one knows which files it may delete.
MANIFEST = "site-files.txt"
AT_ONCE = 500  # files


def write_site(folder: Path, files: Callable[[], Iterator[tuple[str, bytes]]]) -> Path:
    """Write the files of a site into a folder.

    Files that already have their content are left alone, so that copying the site to a server copies what changed.

    Parameters
    ----------
    folder : Path
        Where to; created if it does not exist.
    files : callable
        Yields path and content of each file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / MANIFEST
    old = set(manifest.read_text(encoding="utf-8", errors="replace").splitlines()) if manifest.is_file() else set()
    listed, names = set(old), set[str]()
    pending = files()
    while batch := list(islice(pending, AT_ONCE)):
        names |= {name for name, _ in batch}
        if not names <= listed:
            # Before the files, so that the next site knows them even when this one is interrupted.
            listed |= names
            write_together({manifest: _lines(listed)}, overwrite=True)
        for parent in {(folder / name).parent for name, _ in batch}:
            parent.mkdir(parents=True, exist_ok=True)
        contents = {folder / name: content for name, content in batch}
        write_together({path: data for path, data in contents.items() if not _holds(path, data)}, overwrite=True)
    for name in sorted(old - names):
        _delete(folder, name)
    write_together({manifest: _lines(names)}, overwrite=True)
    return folder


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in sorted(names)).encode("utf-8")


def taken_name(folder: Path, names: Iterable[str]) -> Path | None:
    """Return the first thing in a folder that a site would replace, among its topmost names; None when it is free."""
    return next((folder / name for name in [MANIFEST, *names] if os.path.lexists(folder / name)), None)


def _holds(path: Path, content: bytes) -> bool:
    """Return whether a file has this content already."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _delete(folder: Path, name: str) -> None:
    """Delete a file of an older site; a name that leads out of the folder on any system is not one."""
    # It takes slashes and backslashes, and drives.
    pure = PureWindowsPath(name)
    path = folder.joinpath(*pure.parts)
    if pure.anchor or ".." in pure.parts or not path.is_file():
        return
    if path.parent.resolve().is_relative_to(folder.resolve()):
        path.unlink()
