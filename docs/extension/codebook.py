"""The tables and all their columns, from their machine-readable description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Resource = Mapping[str, Any]


def codebook(project: Path) -> str:
    """Return a section for each table: what it holds, its key, its columns."""
    resources = json.loads((project / "data" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    prose = (project / "data" / "README.md").read_text(encoding="utf-8")
    return "\n\n".join(part for resource in resources for part in _section(resource, about_table(resource, prose)))


def about_table(resource: Resource, prose: str) -> str:
    """Return what the README of the tables says of a table before it names the key."""
    own = prose.partition(f"\n### `{resource['path']}`\n")[2]
    return own.partition("\nKey: ")[0].strip()


def _section(resource: Resource, about: str) -> Iterator[str]:
    schema = resource["schema"]
    yield f"(table-{resource['name']})=\n## `{resource['path']}`"
    yield about
    key = " and ".join(f"`{name}`" for name in schema["primaryKey"])
    needed = "A folder of your own may leave it out." if resource["optional"] else "Every folder needs it."
    yield f"Key: {key}. {needed}"
    links = schema.get("foreignKeys", ())
    goals = {name: link["reference"]["resource"] for link in links for name in link["fields"]}
    rows = [_row(field, goals.get(field["name"], "")) for field in schema["fields"]]
    yield "\n".join(["| Column | Type | Meaning |", "| --- | --- | --- |", *rows])


def _row(field: Resource, goal: str) -> str:
    meaning = " ".join([f"{field['description'].rstrip('.')}.", *_limits(field, goal)])
    return f"| `{field['name']}` | {field['type']} | {meaning.replace('|', chr(92) + '|')} |"


def _limits(field: Resource, goal: str) -> Iterator[str]:
    """Yield sentences on what is allowed in a column."""
    limits = field.get("constraints", {})
    goal = field.get("references", {}).get("resource", goal)
    if goal:
        yield f"Key of [`{goal}.csv`](#table-{goal})."
    if field["type"] == "boolean":
        yield f"`{field['trueValues'][0]}` or `{field['falseValues'][0]}`."
    if "enum" in limits:
        yield f"One of {', '.join(f'`{value}`' for value in limits['enum'])}."
    least, most = limits.get("minimum"), limits.get("maximum")
    if most is not None:
        yield f"From {least} to {most}."
    elif least is not None:
        yield f"{least} or more."
    if "maxLength" in limits:
        yield f"At most {limits['maxLength']} characters."
    if limits.get("unique"):
        yield "No two alike."
    if limits.get("required"):
        yield "Required."
    elif not re.search(r"\bempty\b", field["description"]):
        yield "May be empty."
