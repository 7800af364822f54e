"""What is known of each network, what is not, and who says so, counted from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import kuntaverkostot as kv

BASES = ("listed", "rule", "candidate")


def known_members(_: Path) -> str:
    """Return a table of the networks: known members by basis, and the published number."""
    dataset = kv.load_dataset()
    counts = dataset.links.value_counts(["network_id", "basis"])
    figures = kv.reconcile(dataset).query("measure == 'members' and scope == 'all'")
    published = figures.set_index("network_id")["value"]
    rows = [
        (name, *(counts.get((network, basis), 0) for basis in BASES), published.get(network, "–"))
        for network, name in _names(dataset).items()
    ]
    return _table(("Network", *BASES, "published"), rows)


def gaps(_: Path) -> str:
    """Return the municipalities for which no membership was found, by name."""
    dataset = kv.load_dataset()
    incidence = kv.incidence(dataset, kind="municipality", names="en")
    alone = kv.sharing(incidence, none_of=incidence.columns.get_level_values(0))
    names = sorted(alone.index.get_level_values(1))
    return f"No membership was found for {len(names)} municipalities: {', '.join(names)}."


def open_questions(_: Path) -> str:
    """Return the open questions, and whom to ask."""
    table = kv.questions(kv.load_dataset(), language="en")
    return "\n".join(f"- {row.question}{f' Ask: {row.ask}.' if row.ask else ''}" for row in table.itertuples())


def publishers(_: Path) -> str:
    """Return how many sources there are, and the publishers of most of them."""
    sources = kv.load_dataset().sources
    counts = sources["publisher"].value_counts()
    largest = [(name, int(count)) for name, count in counts.items()][:10]
    lead = f"The table [`sources.csv`](#table-sources) has {len(sources)} sources of {len(counts)} publishers."
    return f"{lead} Those with most of them:\n\n{_table(('Publisher', 'Sources'), largest)}"


def _names(dataset: kv.Dataset) -> dict[str, str]:
    named = kv.with_names(dataset.networks[["network_id"]], dataset, language="en")
    return dict(zip(named["network_id"], named["network_name"], strict=True))


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of names and numbers."""
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
