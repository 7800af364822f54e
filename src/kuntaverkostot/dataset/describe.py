"""A problem of a table in words."""

from __future__ import annotations

from typing import Literal

from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import visible
from kuntaverkostot.text.language import say, texts

# How somebody at the command line, and in Python, decides what a message is about.
OPTIONS = ("member", "network", "split", "sheet", "marks", "encoding", "delimiter")
WRITTEN = {
    "command": {name: f"--{name}" for name in OPTIONS},
    "python": {name: f"{name}=" for name in OPTIONS},
}
Caller = Literal["command", "python"]


def describe(problem: Problem, language: str, *, caller: Caller = "python") -> str:
    """Return a problem as one line: place, value, and what would be right.

    Parameters
    ----------
    problem : Problem
        The problem.
    language : {"fi", "sv", "en"}
        Language of the words.
    caller : {"command", "python"}
        How options are written in the advice: ``--member`` or ``member=``.

    Examples
    --------
    >>> describe(Problem("networks.csv", 3, 2, "group_id", "x", "foreign-key", "groups"), "en")
    'networks.csv:3:2 group_id "x": there is no such key in the table groups'
    """
    words, place = reason(problem, language, caller=caller), visible(problem.place, longest=400)
    return f"{place} {words}" if _subject(problem) else f"{place}: {words}"


def reason(problem: Problem, language: str, *, caller: Caller = "python") -> str:
    """Return a problem as one line without its place.

    >>> reason(Problem("networks.csv", 3, 2, "group_id", "x", "foreign-key", "groups"), "en")
    'group_id "x": there is no such key in the table groups'
    """
    section = "problems" if f"problems.{problem.rule}" in texts(language) else "reading"
    values = WRITTEN[caller] | {"value": problem.value, "expected": problem.expected}
    explanation = visible(say(language, f"{section}.{problem.rule}", **values), longest=600)
    subject = _subject(problem)
    return f"{subject}: {explanation}" if subject else explanation


def _subject(problem: Problem) -> str:
    """Return the column and the value that a problem is about."""
    shown = f'"{visible(problem.value)}"' if problem.value and problem.line is not None else ""
    return " ".join(filter(None, (visible(problem.field), shown)))
