"""Unpacking a zip within limits."""

from __future__ import annotations

import io
import zipfile

from kuntaverkostot.tables.problem import Problem

MOST_PACKED = 100_000_000
MOST_UNPACKED = 150_000_000
MOST_PARTS = 2_000
# Each entry in the directory of a zip begins with these bytes.
ENTRY = b"PK\x01\x02"


def unpacked(data: bytes, *, file: str) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files in a zip, within limits.

    Parameters
    ----------
    data : bytes
        The zip.
    file : str
        Its name in messages.

    Returns
    -------
    parts : dict of str to bytes
        Contents by name; {} when there is a problem.
    problems : list of Problem
        "zip-damaged", "zip-twice" or "zip-too-large".
    """
    # Entries are counted before the directory is parsed, because each takes a kilobyte of memory.
    if len(data) > MOST_PACKED or data.count(ENTRY) > MOST_PARTS:
        return {}, [_too_large(file)]
    parts: dict[str, bytes] = {}
    remaining = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > remaining:
                return {}, [_too_large(file)]
            for entry in entries:
                # Two files of the same name are ambiguous.
                if entry.filename in parts:
                    return {}, [Problem(file, None, None, "", entry.filename, "zip-twice")]
                with archive.open(entry) as opened:
                    # The size in the directory may be wrong, so reading is limited as well.
                    content = opened.read(remaining + 1)
                remaining -= len(content)
                if remaining < 0:
                    return {}, [_too_large(file)]
                parts[entry.filename] = content
    # The module does not document all it raises on damaged or encrypted archives: errors of zlib and struct, of
    # decoding, of reading beyond the end, of unknown compression methods.
    except Exception as error:  # noqa: BLE001
        return {}, [Problem(file, None, None, "", type(error).__name__, "zip-damaged")]
    return parts, []


def _too_large(file: str) -> Problem:
    return Problem(file, None, None, "", str(MOST_PARTS), "zip-too-large", str(MOST_UNPACKED))
