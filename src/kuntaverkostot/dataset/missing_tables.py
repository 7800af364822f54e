"""Tables that a dataset lacks: taken from the package, or reported with what is there instead."""

from __future__ import annotations

from dataclasses import replace

from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.registers import GEOGRAPHY, bundled_drafts
from kuntaverkostot.dataset.schema import schemas
from kuntaverkostot.tables.columns import constant
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.sources import Source
from kuntaverkostot.tables.table_files import few


def add_bundled(drafts: dict[str, Draft]) -> dict[str, Problem]:
    """Add tables of the package that a dataset may omit, and return a message for each missing table."""
    organised = "organisation_memberships" in drafts and "memberships" not in drafts
    messages = {}
    for schema in schemas():
        if schema.name in drafts or schema.optional or (organised and schema.name != "networks"):
            continue
        if schema.name == "municipalities" and "memberships" in drafts:
            bundled = bundled_drafts()
            # The package fills only the gaps: own figures and regions stay.
            drafts |= {name: bundled[name] for name in GEOGRAPHY if name in bundled and name not in drafts}
            if "sources" in drafts and "populations" in bundled and drafts["populations"] is bundled["populations"]:
                # Their source is only in the package's table of sources.
                place = bundled["populations"].header.index("source_id")
                bundled["populations"].columns[place] = constant("", len(bundled["populations"].grid.lines))
            drafts.setdefault("sources", bundled["sources"])
            messages[schema.name] = Problem(schema.path, None, None, "", "", "from-package", severity="info")
        else:
            messages[schema.name] = Problem(schema.path, None, None, "", "", "missing-table")
    return messages


def name_what_is_there(absent: dict[str, Problem], source: Source) -> dict[str, Problem]:
    """Return the messages, naming what is there instead: files of a similar name, or else all files."""
    messages = {}
    for name, problem in absent.items():
        near = [other.value for other in source.problems if other.expected in {name, problem.file}]
        present = few(near or source.beside) if problem.rule == "missing-table" else ""
        messages[name] = replace(problem, rule="missing-table-but", expected=present) if present else problem
    return messages
