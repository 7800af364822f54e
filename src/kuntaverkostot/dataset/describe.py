"""A problem of a table in words."""

from __future__ import annotations

from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import visible
from kuntaverkostot.text.language import say, texts


def describe(problem: Problem, language: str) -> str:
    """Return a problem as one line: place, value, and what would be right.

    >>> describe(Problem("networks.csv", 3, 2, "group_id", "x", "foreign-key", "groups"), "en")
    'networks.csv:3:2 group_id "x": there is no such key in the table groups'
    """
    section = "problems" if f"problems.{problem.rule}" in texts(language) else "reading"
    explanation = say(language, f"{section}.{problem.rule}", value=problem.value, expected=problem.expected)
    shown = f' "{visible(problem.value)}"' if problem.value and problem.line is not None else ""
    explanation = visible(explanation, longest=600)
    where = f"{visible(problem.place, longest=400)} {visible(problem.field)}".strip() + shown
    return f"{where}: {explanation}"
