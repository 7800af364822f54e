"""Measure this project and others side by side, and print a table in Markdown.

    python -m tests.bench.run                        everything, about twenty minutes
    python -m tests.bench.run overlaps pages         some parts
    python -m tests.bench.run --out FILE             the same, and write it

A part is a module of this folder with HEADING and lines().
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.bench.harness import ALIGNED, HEADER, markdown, row, where

PARTS = ["start", "reading", "overlaps", "pages", "growth", "drawing", "notebook", "engines"]
EXPLANATION = """\
Times are those of the processor, both ways run in turn; the figure is the median of the runs, each of a fifth of a
second at least. "× as fast": how many times as long the other way takes as ours. "× the time": how many times as long
ours takes."""


def main() -> None:
    """Print the parts that were asked for, or all, line by line as they come."""
    parser = argparse.ArgumentParser(description="Measure this project and others side by side.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all when left out")
    parser.add_argument("--out", type=Path, help="file to write the table to as well")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.parts) - set(PARTS)):
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    said = []
    for text in report(asked.parts or PARTS):
        print(text, flush=True)
        said.append(text)
    if asked.out:
        asked.out.write_text("\n".join(said) + "\n", encoding="utf-8")


def report(parts: list[str]) -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"{where()}\n\n{EXPLANATION}"
    for part in parts:
        module = import_module(f"tests.bench.{part}")
        yield f"\n### {module.HEADING}\n\n{markdown(HEADER)}\n{markdown(ALIGNED)}"
        for line in module.lines():
            yield markdown(row(line))


if __name__ == "__main__":
    main()
