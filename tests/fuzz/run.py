"""Read random files: the only outcome may be a dataset or messages. `make fuzz MINUTES=10` runs this."""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

import kuntaverkostot as kv
from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.text.language import LANGUAGES

HERE = Path(__file__).parent
SMALL = HERE.parent / "small"
# Parts of tables, and edge cases.
PIECES = [
    "kunta", "kommun", "network_id", "municipality_code", "basis", "verkosto", "Espoo", "Esbo", "Esbbo", "020", "20",
    "091 Helsinki", "Honkajoki", "x", "1", "ja", "listed", "null", "NA", "=1+1", "'=1", "''", "#N/A", "1 234,5",
    "31.12.2024", "Ja\u0308msa\u0308", "Helsin\u00adki", "Esp\u200boo", "\u202eoopsE", "\u041delsinki", "\ufffd",
    "\u2028", "\u00a0", "JÃ¤msÃ¤", "\x00", "\x1f", "\r", "\n", "\r\n", ";", ",", "\t", '"', '""', "'", " ",
    "é", "ß", "😀",
    "sep=;\n", "__proto__", "</script>", "a" * 300,
]  # fmt: skip
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman", "cp850", "utf-32"]
NAMES = ["list.csv", "memberships.csv", "networks.csv", "tables.zip", "book.xlsx", "book.ods"]


def seeds() -> list[bytes]:
    """Return whole files, to be damaged."""
    dataset = kv.read_dataset(SMALL)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(SMALL.glob("*.csv")):
            opened.write(path, path.name)
    books = [kv.export_bytes(dataset, form="xlsx"), kv.template_workbook(), archive.getvalue()]
    books += [kv.export_bytes(dataset, form=form) for form in ("graphml", "gexf", "json")]
    return [*books, *(path.read_bytes() for path in sorted(SMALL.glob("*.csv"))), *cases()]


def cases() -> list[bytes]:
    """Return files that once broke something."""
    return [path.read_bytes() for path in sorted((HERE / "cases").iterdir())]


def table(choose: random.Random) -> bytes:
    """Return a text that is almost a table."""
    delimiter = choose.choice(";,\t")
    rows = [
        delimiter.join(
            "".join(choose.choices(PIECES, k=choose.choice([1, 1, 1, 2, 3]))) for _ in range(choose.randint(1, 4))
        )
        for _ in range(choose.randint(0, 8))
    ]
    return "\n".join(rows).encode(choose.choice(ENCODINGS), "replace")


def changed(choose: random.Random, data: bytes) -> bytes:
    """Return bytes with some of them replaced, removed or repeated."""
    made = bytearray(data)
    for _ in range(choose.choice([1, 2, 5, 30])):
        place = choose.randrange(len(made) + 1)
        length = choose.choice([1, 1, 2, 8, 100])
        made[place : place + length] = choose.choice(
            [b"", choose.randbytes(length), bytes(made[place : place + length]) * 2, b"\xff" * length, b"\0" * length]
        )
    return bytes(made)


def read(path: Path) -> None:
    """Read a file in every way; an error is a mistake of the program.

    Raises
    ------
    AssertionError
        When a row is lost.
    """
    check = kv.check_tables(path)
    reading = None
    try:
        reading = kv.read_table(path)
    except ValueError as error:
        if not str(error).startswith("table must be one of"):
            raise
    for account in (check.account, *([reading.account] if reading else [])):
        if account.rows != account.accepted + account.repaired + account.refused:
            raise AssertionError(account)
    for message in check.messages:
        for language in LANGUAGES:
            describe(message, language)
    try:
        kv.read_dataset(path)
    except kv.DataError as error:
        if not error.problems:
            raise AssertionError("refused without a reason") from error


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else time.time_ns() % 1_000_000
    choose = random.Random(seed)
    made_of = seeds()
    makers: list[Callable[[], bytes]] = [
        lambda: choose.randbytes(choose.choice([0, 1, 3, 50, 2000])),
        lambda: table(choose),
        lambda: table(choose),
        lambda: changed(choose, table(choose)),
        lambda: changed(choose, choose.choice(made_of)),
    ]
    end, done, longest, found = time.monotonic() + 60 * options.minutes, 0, 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            data = choose.choice(makers)()
            path = Path(folder) / choose.choice(NAMES)
            path.write_bytes(data)
            start = time.monotonic()
            try:
                read(path)
            except Exception:  # any error is a finding
                found += 1
                traceback.print_exc()
                (HERE / "cases" / f"{seed}-{done}-{path.name}").write_bytes(data)
            longest = max(longest, time.monotonic() - start)
            done += 1
    print(f"seed {seed}: {done} files, {found} errors, the slowest took {longest:.1f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
