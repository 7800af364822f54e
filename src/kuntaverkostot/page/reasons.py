"""What the page says of why: the rules by which the explorer explains memberships, and the open questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, newest_date, rows_of
from kuntaverkostot.dataset.deriving import LANGUAGE, POPULATION
from kuntaverkostot.dataset.kinds import KINDS
from kuntaverkostot.dataset.lookups import facts, networks, rules
from kuntaverkostot.dataset.open_questions import questions
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.listing.network_entries import cited_numbers
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.page.payload_types import RuleData, RulesData
from kuntaverkostot.text.language import Name, alphabetical, day, named, number, say
from kuntaverkostot.text.node_ids import network_node, node_id

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


def rule_data(dataset: Dataset, ids: Sequence[str], members: Sequence[str], *, language: str) -> RulesData:
    """Return the rules of networks, which the explorer compares with what is known of a member.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    ids, members : sequence of str
        Ids of the networks, and ids of the nodes of the members, in the order of the payload.
    language : {"fi", "sv", "en"}
        Language of the days.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> rule_data(load_dataset(), ["kehto", "suuret-kaupungit"], [], language="en")
    {'rules': [(1, 'over', 50000, -1, (1, 2))], 'days': []}
    """
    newest, numbers = newest_date(dataset), source_numbers(dataset)
    held: list[RuleData] = []
    days: dict[str, int] = {}
    for place, network in enumerate(ids):
        for rule in rules(dataset).get(network, ()):
            cited, date = cited_numbers(rule["source_ids"], numbers), rule["date"]
            if rule["field"] != POPULATION:
                languages = split_list(rule["value"]) if rule["field"] == LANGUAGE else 0
                held.append((place, rule["field"], languages, -1, cited))
                continue
            # The populations of the newest day are those that the explorer shows anyway.
            of_day = -1 if date == newest else days.setdefault(date, len(days))
            held.append((place, rule["operator"], int(rule["value"]), of_day, cited))
    return {"rules": held, "days": [(day(language, date), _figures(dataset, date, members)) for date in days]}


def _figures(dataset: Dataset, date: str, members: Sequence[str]) -> list[int | None]:
    inhabitants = facts(dataset).inhabitants.get(date, {})
    by_node = {node_id(KINDS[0], code): persons for code, persons in inhabitants.items()}
    return [by_node.get(node) for node in members]


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
