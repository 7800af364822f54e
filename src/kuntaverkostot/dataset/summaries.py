"""What a dataset says of itself in a notebook."""

from __future__ import annotations

from kuntaverkostot.dataset.completeness import known_members, published_members
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.display import Code, Summary, table
from kuntaverkostot.dataset.rules import living_codes
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.text.language import Name, alphabetical, check_language, named, number, say

STEPS = ("page", "overlaps", "insights", "frames")


def of_dataset(dataset: Dataset, language: str) -> Summary:
    """Return how many members of each network are known, of how many, and what one may do next."""
    check_language(language)
    networks = _networks(dataset, language)
    counts = counted(
        language,
        municipalities=len(living_codes(dataset.municipalities)),
        others=len(dataset.organisations),
        networks=len(dataset.networks),
        memberships=sum(
            int(is_confirmed(held["basis"]).sum()) for held in (dataset.memberships, dataset.organisation_memberships)
        ),
    )
    sentences = [f"{counts}."]
    if dataset.warnings:
        sentences.append(say(language, "notebook.warnings", count=len(dataset.warnings)))
    heads = ["table.network", "notebook.known", "table.published", "notebook.state"]
    rows = table(language, say(language, "notebook.dataset_caption"), heads, networks)
    steps = tuple(Code(_line(step, language), say(language, f"notebook.next_{step}")) for step in STEPS)
    return Summary(tuple(sentences), language, (rows,), steps)


def counted(language: str, *, municipalities: int, others: int, networks: int, memberships: int) -> str:
    """Return how many of each there are, as they stand in a sentence.

    >>> counted("en", municipalities=2, others=1, networks=1, memberships=3)
    '1 network, 2 municipalities, 1 other member, 3 memberships'
    >>> counted("en", municipalities=0, others=2, networks=1, memberships=2)
    '1 network, 2 members, 2 memberships'
    """
    counts = [say(language, "count.networks", count=networks)]
    if municipalities:
        counts.append(say(language, "count.municipalities", count=municipalities))
    if others:
        counts.append(say(language, "notebook.others" if municipalities else "count.members", count=others))
    return ", ".join([*counts, say(language, "count.memberships", count=memberships)])


def _networks(dataset: Dataset, language: str) -> list[tuple[str | int | Name, ...]]:
    """Return a row for each network: those with most known members first, then in alphabetical order."""
    known, published, order = known_members(dataset), published_members(dataset), alphabetical(language)
    rows: list[tuple[str | int | Name, ...]] = []
    for row in records(dataset.networks):
        code = row["network_id"]
        figure = published.get(code)
        written = number(language, figure.members) if figure and figure.members is not None else ""
        if figure and figure.nearly and written:
            written = say(language, "words.nearly", value=written)
        held = known[code] or say(language, "known.none")
        rows.append((Name(*named(row, language)), held, written, say(language, f"status.{row['status']}")))
    return sorted(rows, key=lambda row: (-row[1] if isinstance(row[1], int) else 1, order(str(row[0][0]))))  # type: ignore[index]  # a Name


def _line(step: str, language: str) -> str:
    return {
        "page": f'kv.build_page(dataset, language="{language}")',
        "overlaps": f'kv.upset(dataset, language="{language}")',
        "insights": f'kv.insights(dataset, language="{language}")',
        "frames": f'kv.incidence(dataset, names="{language}")',
    }[step]
