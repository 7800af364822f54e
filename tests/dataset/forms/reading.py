"""Reads a table in a foreign form: its relation, what was said, or what refused it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import kuntaverkostot as kv
from tests.relation import relation


class Read(NamedTuple):
    """What came of a table; the relation is empty when it was refused."""

    relation: set[tuple[str, str]]
    warnings: list[str]
    errors: list[str]
    dataset: kv.Dataset | None = None


def read(folder: Path, content: str | bytes, name: str = "table.csv", **options) -> Read:
    """Write a file and read it; each row of it must be in the account."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        dataset = kv.read_dataset(path, **options)
    except kv.DataError as error:
        warnings = [one.rule for one in error.messages if one.severity == "warning"]
        return Read(set(), warnings, [one.rule for one in error.problems])
    warnings = [one.rule for one in dataset.messages if one.severity == "warning"]
    errors = [one.rule for one in dataset.messages if one.severity == "error"]
    return Read(relation(dataset), warnings, errors, dataset)


def pairs(text: str) -> set[tuple[str, str]]:
    """Return pairs written as ``Ann:Chess,Go Bob:Go``; an underscore is a space.

    >>> sorted(pairs("Ann:Chess,Go Bob_B:Go"))
    [('Ann', 'Chess'), ('Ann', 'Go'), ('Bob B', 'Go')]
    """
    found = set()
    for word in text.split():
        member, _, networks = word.partition(":")
        found |= {(member.replace("_", " "), network.replace("_", " ")) for network in networks.split(",")}
    return found
