"""Zips and workbooks whose bytes depend only on their content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

# The earliest time a zip can hold.
MOMENT = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files, in their order, without times.

    Nothing is compressed, because compressed bytes differ between versions of zlib.

    >>> packed({"a.csv": b"x"}) == packed({"a.csv": b"x"})
    True
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            # The same on every system.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def workbook_bytes(book: Workbook) -> bytes:
    """Return an .xlsx workbook without the time at which it was written."""
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return packed({name: STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", files[name]) for name in sorted(files)})
