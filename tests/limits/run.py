"""Read and write tables at the limits, each in its own process. `make limits` prints the results.

A case must be handled or refused within two gigabytes and a minute of processor time, which is the same on a busy
machine. A refusal says where the problem is.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

SECONDS = 60
BYTES = 2_000_000_000
WAIT = 10  # times as long on the clock, until a case is stopped
OUT = "written"
COMMAND = [sys.executable, "-m", "kuntaverkostot"]
# The start of a refusal: the file, then sheet, line and column if there are any.
PLACE = re.compile(r"\S+\.(?:csv|xlsx|ods)(?:\[\w+\])?(?::\d+(?::\d+)?)?(?: [^:]*)?: \S")

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
WORKBOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="r1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{RELATION}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r3" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": f"<styleSheet {MAIN}/>",
    "xl/sharedStrings.xml": f"<sst {MAIN}/>",
}
SHEET, STYLES, TEXTS, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
CONTENT = "content.xml"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT_HEAD = (
    f'<office:document-content xmlns:office="{OPEN}:office:1.0" xmlns:table="{OPEN}:table:1.0" '
    f'xmlns:text="{OPEN}:text:1.0"><office:body><office:spreadsheet><table:table table:name="a">'
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the cases; the defaults are those of the limits."""

    cell: int = 5_000_000
    rows: int = 1_000_000
    columns: int = 10_000
    elements: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a workbook: its beginning, and a piece so many times as there are elements, times a number."""

    name: str
    head: str
    piece: str
    times: int
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A table, what to do with it, and what may come of that: "handled", "refused" with a place, or "told".

    A workbook may hold a part in the place of the usual one.
    """

    name: str
    ending: str
    rows: Callable[[Sizes], Iterator[list[str]]]
    outcome: str
    command: tuple[str, ...] = ("check",)
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case: outcome, seconds, bytes, and the first line that was said about it."""

    outcome: str
    seconds: float
    peak: int
    said: str


def rows_of(head: list[str], row: Callable[[int], list[str]], count: int) -> Iterator[list[str]]:
    """Yield a header and a number of rows."""
    yield head
    yield from map(row, range(count))


def _long(sizes: Sizes, *, space: str = "") -> Iterator[list[str]]:
    """Yield members in networks of their own."""
    row = lambda place: [f"{space}member {place // 5}", f"network {place % 1000}"]  # noqa: E731
    return rows_of(["member", "network"], row, sizes.rows)


def _wide(columns: int, rows: int) -> Iterator[list[str]]:
    head = ["member", *(f"network {place}" for place in range(columns))]
    cells = ["x", *[""] * 99] * (columns // 100 + 2)
    return rows_of(head, lambda place: [f"member {place}", *cells[place % 100 : place % 100 + columns]], rows)


def _quoted(sizes: Sizes) -> Iterator[list[str]]:
    yield from (["member", "network"], ["a", "N"], ["b", "line\n" * (sizes.cell // 5)], ["c", "N"])


def _little(_: Sizes) -> Iterator[list[str]]:
    yield from (["kunta", "verkosto"], ["Espoo", "A"])


def _short(sizes: Sizes) -> Iterator[list[str]]:
    """Yield a long header, and rows of one cell."""
    head = ["member", *(f"network {place}" for place in range(sizes.columns))]
    return rows_of(head, lambda place: [f"member {place}"], sizes.elements // 10)


def _styles(piece: str, times: int) -> Part:
    return Part(STYLES, f"<styleSheet {MAIN}><cellXfs>", piece, times, "</cellXfs></styleSheet>")


def _more_of(name: str, piece: str) -> Part:
    return Part(name, re.sub("(?:</sheets>)?</[^/]*>$", "", WORKBOOK[name]), piece, 3)


# Names of cases, what comes of them, and the part of the workbook that makes them.
PARTS = [
    ("formats of cells, 3", "handled", _styles("<xf/>", 3)),
    ("formats of cells", "handled", _styles("<xf/>", 10)),
    ("shared texts", "handled", Part(TEXTS, f"<sst {MAIN}>", "<si/>", 5, "</sst>")),
    ("shared texts of one letter", "refused", Part(TEXTS, f"<sst {MAIN}>", "<si><t>a</t></si>", 5, "</sst>")),
    ("pieces of a shared text", "refused", Part(TEXTS, f"<sst {MAIN}><si>", "<r><t>a</t></r>", 5, "</si></sst>")),
    ("rows", "refused", Part(SHEET, SHEET_HEAD, "<row/>", 20, "</sheetData></worksheet>")),
    ("cells", "refused", Part(SHEET, SHEET_HEAD + "<row>", "<c/>", 15, "</row></sheetData></worksheet>")),
    ("elements in each other", "refused", Part(SHEET, SHEET_HEAD, "<a>", 10)),
    ("comments", "refused", Part(SHEET, SHEET_HEAD, "<!---->", 20, "</sheetData></worksheet>")),
    ("merged cells", "refused", Part(SHEET, SHEET_HEAD + "</sheetData><mergeCells>", '<mergeCell ref="A1"/>', 5)),
    ("a long attribute", "refused", Part(STYLES, f'<styleSheet {MAIN}><a a="', "1234567890", 10, '"/></styleSheet>')),
    ("a long comment", "refused", Part(STYLES, f"<styleSheet {MAIN}><!--", "1234567890", 10, "--></styleSheet>")),
    ("sheets", "refused", _more_of(BOOK, '<sheet name="a" r:id="r1"/>')),
    ("relations", "refused", _more_of(RELATIONS, '<Relationship Id="a" Type="b" Target="c"/>')),
    ("foreign elements", "refused", Part(CONTENT, CONTENT_HEAD, "<x/>", 23)),
    ("empty rows of LibreOffice", "refused", Part(CONTENT, CONTENT_HEAD, "<table:table-row/>", 7)),
]  # fmt: skip
CASES = [
    Case("cell: member", "csv", lambda to: iter([["member", "network"], ["m" * to.cell, "N"]]), "refused"),
    Case("cell: of many lines", "csv", _quoted, "refused"),
    Case("cell: head of a column", "csv", lambda to: iter([["member", "n" * to.cell], ["a", "x"]]), "refused"),
    Case("cell: one and nothing else", "csv", lambda to: iter([["n" * to.cell]]), "refused"),
    Case("cell: member", "xlsx", lambda to: iter([["member", "network"], ["m" * to.cell, "N"]]), "refused"),
    Case("cell: head of a column", "xlsx", lambda to: iter([["member", "n" * to.cell], ["a", "x"]]), "refused"),
    Case("rows: long", "csv", _long, "handled"),
    Case("rows: long, as pages", "csv", _long, "handled", ("export", "--lang", "all")),
    Case("rows: long, as CSV", "csv", _long, "handled", ("convert", "--to", "csv")),
    Case("rows: long, as JSON", "csv", _long, "handled", ("convert", "--to", "json")),
    Case("rows: long, as GraphML", "csv", _long, "told", ("convert", "--to", "graphml")),
    Case("rows: long, as XLSX", "csv", _long, "told", ("convert", "--to", "xlsx")),
    Case("rows: each repaired", "csv", lambda to: _long(to, space=" "), "handled"),
    Case("rows: each repaired, and written", "csv", lambda to: _long(to, space=" "), "handled", ("check", "--fix")),
    Case(
        "rows: none is a municipality",
        "csv",
        lambda to: rows_of(["kunta", "verkosto"], lambda place: [f"Esbbo{place}", "A"], to.rows),
        "refused",
    ),
    Case(
        "rows: all the same",
        "csv",
        lambda to: rows_of(["kunta", "verkosto"], lambda _: ["Espoo", "A"], to.rows),
        "handled",
    ),
    Case(
        "rows: each too long",
        "csv",
        lambda to: rows_of(["kunta", "verkosto"], lambda _: ["Espoo", "A", "B"], to.rows),
        "handled",
    ),
    Case("rows: blank", "csv", lambda to: rows_of(["kunta", "A"], lambda _: [""], to.rows), "refused"),
    Case("rows: wide", "csv", lambda to: _wide(5, to.rows), "handled"),
    Case("rows: long", "xlsx", _long, "refused"),
    Case("columns: wide", "csv", lambda to: _wide(to.columns, 300), "handled"),
    Case("columns: wide, many rows", "csv", lambda to: _wide(to.columns, 1_000), "handled"),
    Case("columns: wide, as pages", "csv", lambda to: _wide(to.columns, 300), "handled", ("export", "--lang", "all")),
    Case("columns: one row", "csv", lambda to: _wide(to.columns, 1), "handled"),
    Case(
        "columns: no head is a name",
        "csv",
        lambda to: iter([["member", *["N"] * to.columns], ["a", *["x"] * to.columns]]),
        "refused",
    ),
    Case("columns: wide", "xlsx", lambda to: _wide(to.columns, 90), "handled"),
    Case("columns: wide, many rows", "xlsx", lambda to: _wide(to.columns, 300), "refused"),
    Case("columns: twice the most", "csv", lambda to: _wide(20_000, to.columns // 1000 + 2), "refused"),
    Case("columns: short rows", "xlsx", _short, "refused"),
    *(
        Case(f"part: {name}", "ods" if part.name == CONTENT else "xlsx", _little, outcome, part=part)
        for name, outcome, part in PARTS
    ),
]


def write(path: Path, rows: Iterator[list[str]], *, part: Part | None = None, elements: int = 0) -> None:
    """Write a table as a CSV file, or as a workbook whose cells hold their text themselves; a part may be another."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for row in rows:
                file.write(",".join(f'"{cell}"' if "\n" in cell else cell for cell in row) + "\n")
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in WORKBOOK.items() if path.suffix == ".xlsx" else ():
            if part is None or name != part.name:
                archive.writestr(name, content)
        if part:
            with archive.open(part.name, "w") as opened:
                opened.write(part.head.encode())
                for _ in range(part.times * 10):
                    opened.write(part.piece.encode() * (elements // 10))
                opened.write(part.tail.encode())
        if part and part.name in {SHEET, CONTENT}:
            return
        with archive.open(SHEET, "w") as sheet:
            sheet.write(SHEET_HEAD.encode())
            for row in rows:
                cells = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' if cell else "<c/>" for cell in row)
                sheet.write(f"<row>{cells}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")


def run(arguments: list[str], folder: Path, *, seconds: int = SECONDS, most: int = BYTES) -> Result:
    """Run a command within the limits and return the result."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    with (folder / "said.txt").open("w+b") as said:
        child = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=said,
            preexec_fn=limited,  # noqa: PLW1509 - no thread of ours is there that it could harm
        )
        # A program that waits without working would wait for ever.
        late = Timer(WAIT * seconds, child.kill)
        late.start()
        _, status, usage = os.wait4(child.pid, 0)
        late.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        first = said.readline(300).decode("utf-8", "replace").strip()
        rest = said.read()
    # Linux counts it in kibibytes, macOS in bytes.
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    ended = outcome(child.returncode, first, crashed=b"Traceback" in rest)
    return Result(ended, usage.ru_utime + usage.ru_stime, peak, first)


def outcome(code: int, said: str, *, crashed: bool) -> str:
    """Return the outcome that follows from an exit code and the first line of errors."""
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "too slow"
    if crashed or code not in {0, 2}:
        return "broken"
    return "handled" if code == 0 else "refused" if PLACE.match(said) else "told"


def tried(case: Case, folder: Path, sizes: Sizes) -> Result:
    """Write the table of a case, run its command and return the result."""
    path = folder / f"table.{case.ending}"
    write(path, case.rows(sizes), part=case.part, elements=sizes.elements)
    return run(arguments(case, path), folder)


def arguments(case: Case, path: Path) -> list[str]:
    """Return the command of a case; its output is called OUT."""
    name, *options = case.command
    into = [] if case.command == ("check",) else [OUT] if "--fix" in options else ["--out", OUT]
    return [name, "--data", path.name, *options, *into]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", help="words that the names of cases begin with")
    options = parser.parse_args()
    passed = True
    print(f"{'what':34} {'file':5} {'outcome':9} {'s':>5} {'MB':>5}")
    for case in CASES:
        if options.cases and not case.name.startswith(tuple(options.cases)):
            continue
        with tempfile.TemporaryDirectory() as folder:
            result = tried(case, Path(folder), Sizes())
        fine = result.outcome == case.outcome and result.peak <= BYTES
        passed &= fine
        row = f"{case.name:34} {case.ending:5} {result.outcome:9} {result.seconds:5.1f} {result.peak / 1e6:5.0f}"
        print(row if fine else f"{row}  WRONG: {result.said}", flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
