"""What is known of each network, what is not, and who says so, counted from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

import kuntaverkostot as kv
from kuntaverkostot.text.language import alphabetical, named

BASES = ("listed", "rule", "candidate")


def known_members(_: Path) -> str:
    """Return a table of the networks in the order of the page: known members by basis, and the published number."""
    dataset = kv.load_dataset()
    counts = dataset.links.value_counts(["network_id", "basis"])
    figures = kv.reconcile(dataset).query("measure == 'members' and scope == 'all'")
    published = figures.set_index("network_id")["value"]
    grouped = dataset.networks.merge(
        dataset.groups[["group_id", "position"]], on="group_id", suffixes=("", "_of_group")
    )
    rows = [
        (
            _name(row),
            *(counts.get((row["network_id"], basis), 0) for basis in BASES),
            published.get(row["network_id"], "–"),
        )
        for row in grouped.sort_values(["position_of_group", "position", "network_id"]).to_dict("records")
    ]
    return _table(("Network", *BASES, "published"), rows)


def gaps(_: Path) -> str:
    """Return the municipalities for which no membership was found, by name."""
    dataset = kv.load_dataset()
    incidence = kv.incidence(dataset, kind="municipality", names="en")
    alone = kv.sharing(incidence, none_of=incidence.columns.get_level_values(0))
    names = sorted(alone.index.get_level_values(1), key=alphabetical("fi"))
    return f"No membership was found in public sources for {len(names)} municipalities: {', '.join(names)}."


def open_questions(_: Path) -> str:
    """Return the open questions, and whom to ask."""
    table = kv.questions(kv.load_dataset(), language="en")
    return "\n".join(f"- {row.question}{f' Ask: {row.ask}.' if row.ask else ''}" for row in table.itertuples())


def publishers(_: Path) -> str:
    """Return how many sources there are, and who published more than one of them."""
    sources = kv.load_dataset().sources
    counts = sorted(sources["publisher"].value_counts().items(), key=lambda row: (-row[1], row[0]))
    lead = f"The table [`sources.csv`](#table-sources) has {len(sources)} sources of {len(counts)} publishers."
    several = [f"{name} ({count})" for name, count in counts if count > 1]
    return f"{lead} Several are of {', '.join(several)}; each other publisher has one."


def _name(row: Mapping[str, str]) -> str:
    """Return a name of a network, with its language where none is in English."""
    name, language = named(row, "en")
    return escape(name) if language == "en" else f'<span lang="{language}">{escape(name)}</span>'


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of names and numbers."""
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
