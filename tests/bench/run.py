"""Measure how long things take, and print it as Markdown.

    python tests/bench/run.py            everything
    python tests/bench/run.py overlaps   one section

A section is a module of this folder with HEADING and comparisons().
"""

from __future__ import annotations

import sys
from importlib import import_module

from harness import report, where

SECTIONS = ["overlaps"]
EXPLANATION = """\
Times are those of the processor, medians of runs in turn. "Times as fast" is the median of the ratios of the runs,
"of runs" the least and the greatest of them. Memory is the most that our way allocates, its result included and
what it is given left out."""


def main(asked: list[str]) -> None:
    """Print the sections that were asked for, or all."""
    if unknown := sorted(set(asked) - set(SECTIONS)):
        sys.exit(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    print(f"{where()}\n\n{EXPLANATION}")
    for section in asked or SECTIONS:
        module = import_module(section)
        print(f"\n{report(module.HEADING, list(module.comparisons()))}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
