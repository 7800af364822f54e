"""What the page says of why: the rules by which the explorer explains memberships, and the open questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, newest_date, rows_of
from kuntaverkostot.dataset.deriving import POPULATION
from kuntaverkostot.dataset.lookups import networks, rules
from kuntaverkostot.dataset.open_questions import questions
from kuntaverkostot.listing.network_entries import cited_numbers
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.page.payload_types import RuleData
from kuntaverkostot.text.language import Name, alphabetical, named, number, say
from kuntaverkostot.text.node_ids import network_node

# Questions that are the same of many networks, by topic.
ALIKE = {"members": "question.members_all", "status": "question.status_all"}


class NetworkInQuestion(NamedTuple):
    """A network that a question is about, and the published number of its members, "" where there is none."""

    node: str
    name: Name
    published: str


class OpenQuestion(NamedTuple):
    """A question, the numbers of the sources that may answer it, and the networks that it is about, where several."""

    text: str
    sources: tuple[int, ...]
    networks: tuple[NetworkInQuestion, ...] = ()


def rule_data(dataset: Dataset, ids: Sequence[str]) -> Iterator[RuleData]:
    """Yield the rules of networks, which the explorer compares with what it shows of a member.

    It shows populations of the newest day; rules that compare those of another are left out.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    ids : sequence of str
        Ids of the networks, in the order of the payload.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> list(rule_data(load_dataset(), ["kehto", "suuret-kaupungit"]))
    [(1, 'over', 50000)]
    """
    newest = newest_date(dataset)
    for place, network in enumerate(ids):
        for rule in rules(dataset).get(network, ()):
            if rule["field"] != POPULATION:
                yield place, rule["field"], 0
            elif rule["date"] == newest:
                yield place, rule["operator"], int(rule["value"])


def open_questions(dataset: Dataset, language: str) -> tuple[list[OpenQuestion], str]:
    """Return the open questions, and whom to ask; the same question about several networks is one.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    language : {"fi", "sv", "en"}
        Language of the questions.
    """
    numbers, names = source_numbers(dataset), networks(dataset)
    table = questions(dataset, language=language)
    alike: dict[str, list[NetworkInQuestion]] = {topic: [] for topic in ALIKE}
    single = []
    columns = ["topic", "network_id", "count", "question", "source_ids"]
    for topic, network, count, text, sources in rows_of(table[columns]):
        if topic in alike:
            name = Name(*named(names[network], language))
            published = "" if count is pd.NA else number(language, int(count))
            alike[topic].append(NetworkInQuestion(network_node(network), name, published))
        else:
            single.append(OpenQuestion(text, cited_numbers(sources, numbers)))
    order = alphabetical(language)
    several = [
        OpenQuestion(say(language, ALIKE[topic]), (), tuple(sorted(of, key=lambda item: order(item.name.text))))
        for topic, of in alike.items()
        if of
    ]
    ask = dict.fromkeys(publisher for cell in table["ask"] for publisher in cell.split("; ") if publisher)
    return [*single, *several], ", ".join(ask)
