"""Files in a zip, unpacked within limits."""

from __future__ import annotations

import io
import zipfile

from kuntaverkostot.tables.problem import Problem

MOST_PACKED = 100_000_000
MOST_UNPACKED = 150_000_000
MOST_PARTS = 2_000
# Each file in the directory of a zip begins with these bytes.
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
    # The directory is counted before it is read, because each file in it takes a kilobyte of memory.
    if len(data) > MOST_PACKED or data.count(ENTRY) > MOST_PARTS:
        return {}, [_too_large(file)]
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in listed) > left:
                return {}, [_too_large(file)]
            for entry in listed:
                # Which of two was meant, nobody knows.
                if entry.filename in parts:
                    return {}, [Problem(file, None, None, "", entry.filename, "zip-twice")]
                with archive.open(entry) as opened:
                    # A size in the directory may lie: no more is read than the limit leaves.
                    content = opened.read(left + 1)
                left -= len(content)
                if left < 0:
                    return {}, [_too_large(file)]
                parts[entry.filename] = content
    # What the module raises on damaged or encrypted archives is not documented in full: errors of zlib, of struct,
    # of decoding, of reading beyond the end, of ways of packing that it does not know.
    except Exception as error:  # noqa: BLE001
        return {}, [Problem(file, None, None, "", type(error).__name__, "zip-damaged")]
    return parts, []


def _too_large(file: str) -> Problem:
    return Problem(file, None, None, "", str(MOST_PARTS), "zip-too-large", str(MOST_UNPACKED))
