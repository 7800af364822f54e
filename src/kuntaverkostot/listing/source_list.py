"""The numbered sources of the list."""

from __future__ import annotations

from collections import Counter, defaultdict

from kuntaverkostot.dataset.addresses import is_web_address
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.once import once
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.listing.entries import Source
from kuntaverkostot.text.dates import leading_dates
from kuntaverkostot.text.language import Name, alphabetical, join_words, named, say, span

MOST_NAMES = 3  # of members in the substitute title of a source


# Tables on networks: what they cite most is the main source, and others only name members.
CITING = ("networks", "groups", "rules", "figures", "network_facts")


@once
def source_numbers(dataset: Dataset) -> dict[str, int]:
    """Return the number of each source by its id: those that say most of the networks come first.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> list(source_numbers(load_dataset()))[:2]
    ['kl-verkostot', 'kf-natverk']
    """
    cited = Counter(
        source for name in CITING for cell in getattr(dataset, name)["source_ids"] for source in split_list(cell)
    )
    ranked = sorted(dataset.sources["source_id"].tolist(), key=lambda source: -cited[source])
    return {source: number for number, source in enumerate(ranked, start=1)}


def sources_of(dataset: Dataset, language: str) -> tuple[Source, ...]:
    """Return the numbered sources; one without a title is named after the members for whom it is cited.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    language : {"fi", "sv", "en"}
        Language of dates and substitute titles.
    """
    numbers = source_numbers(dataset)
    rows = sorted(records(dataset.sources), key=lambda row: numbers[row["source_id"]])
    untitled = _citing_members(dataset, {row["source_id"] for row in rows if not row["title"]}, language)
    sources = []
    for row in rows:
        date = span(language, leading_dates(row["date"]) or ())
        url = row["url"] if is_web_address(row["url"]) else ""
        title = Name(row["title"], row["title_language"] or language)
        if not row["title"]:
            title = Name(_substitute_title(untitled.get(row["source_id"], []), language), language)
        publisher = Name(row["publisher"], row["publisher_language"] or language)
        sources.append(Source(numbers[row["source_id"]], title, publisher, date, url))
    return tuple(sources)


def named_sources(dataset: Dataset, language: str) -> list[dict[str, str | None]]:
    """Return title and address of each source, in the order of their numbers."""
    return [
        {
            "title": source.title.text,
            "foreign": source.title.language if source.title.language != language else None,
            "url": source.url,
        }
        for source in sources_of(dataset, language)
    ]


def _substitute_title(names: list[str], language: str) -> str:
    count = len(names)
    if not count:
        return say(language, "list.source_untitled")
    few = join_words(language, names) if count <= MOST_NAMES else say(language, "count.municipalities", count=count)
    return say(language, "list.source_page", count=count, names=few)


def _citing_members(dataset: Dataset, sources: set[str], language: str) -> dict[str, list[str]]:
    """Return the municipalities for which each source is cited, in alphabetical order."""
    if not sources:
        return {}
    table = dataset.memberships
    # Half a million memberships have few distinct cells.
    cells = {cell: sources.intersection(split_list(cell)) for cell in set(table["source_ids"].tolist())}
    codes: dict[str, set[str]] = defaultdict(set)
    for code, cell in zip(table["municipality_code"].tolist(), table["source_ids"].tolist(), strict=True):
        for source in cells[cell]:
            codes[source].add(code)
    names = {row["municipality_code"]: named(row, language)[0] for row in records(dataset.municipalities)}
    order = alphabetical(language)
    return {source: sorted((names[code] for code in members), key=order) for source, members in codes.items()}
