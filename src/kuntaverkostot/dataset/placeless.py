"""Messages about what has no lines: a table in memory."""

from __future__ import annotations

from dataclasses import replace

from kuntaverkostot.dataset.check import Check
from kuntaverkostot.dataset.frame_cells import JOINT
from kuntaverkostot.tables.problem import Problem

# Stands for the line of the column names, which a frame does not have.
HEADER = -1
# Messages about cells that were split.
SPLIT = {"list-read", "list-whole", "list-split"}


def placed(check: Check, *, kept: frozenset[str] | None = None) -> Check:
    """Return a check without the line of the column names, and with what was left out."""

    def at_its_place(message: Problem) -> Problem:
        if kept is not None and message.rule == "attribute" and message.field not in kept:
            message = replace(message, rule="column-left-out")
        return replace(message, line=None, column=None) if message.line == HEADER else message

    # What is a list already was not split.
    said = (message for message in check.messages if not (message.rule in SPLIT and JOINT in message.value))
    messages = tuple(map(at_its_place, said))
    readings = tuple(replace(reading, messages=messages) for reading in check.readings)
    return replace(check, messages=messages, readings=readings)
