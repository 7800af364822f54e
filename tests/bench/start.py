"""The command line against importing what it is made of."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.harness import Line, Reading, Target, in_child, share

HEADING = "The command line"
IMPORTS = "`import pandas, networkx, pyvis`"
RUN = "import sys; from kuntaverkostot.cli.commands import main; sys.exit(main())"


def lines() -> Iterator[Line]:
    """Yield what is measured."""
    for option in ("--help", "--version"):
        yield Line(
            f"`kuntaverkostot {option}`", IMPORTS, lambda option=option: _share(option), Target(1 / 8, at_most=True)
        )
    yield Line("`kuntaverkostot export --lang all`, our data", IMPORTS, _export, Target(1.5, at_most=True))


def _share(*arguments: str) -> Reading:
    imports = in_child([sys.executable, "-c", "import pandas, networkx, pyvis"])
    return share(in_child([sys.executable, "-c", RUN, *arguments]), imports, runs=9)


def _export() -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        return _share("export", "--lang", "all", "--out", str(Path(folder, "pages")), "--overwrite")
