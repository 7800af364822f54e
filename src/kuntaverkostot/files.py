"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


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
        beside.chmod(0o666 & ~mask)
        if overwrite:
            beside.replace(path)
        else:
            # A link fails when the name is taken, also by somebody who was faster.
            os.link(beside, path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
    return path
