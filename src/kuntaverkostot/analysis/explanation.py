"""Why a member is in a network, why it is not, or why nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kuntaverkostot.analysis.answers import answers_of
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.rules import merged_codes
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.dataset.suggestions import (
    AmbiguousNameError,
    member_named,
    members_near,
    networks_named,
    networks_near,
)
from kuntaverkostot.text.language import UnfitError, check_language, named, one_line, say


def explain(dataset: Dataset, member: str, network: str, *, language: str = "fi") -> str:
    """Return why a member is in a network or not, with the rule, figure, day and sources, or why nobody knows.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    member, network : str
        Each by its code or id, or by its name in any language.
    language : {"fi", "sv", "en"}
        Language of the sentences.

    Returns
    -------
    str
        One or two sentences.

    Raises
    ------
    UnfitError
        A ValueError: when there is no such member or network, or several have the name.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> told = explain(load_dataset(), "Lohja", "Large cities", language="en")
    >>> told[: told.index(". ")].partition(": ")[2]
    '45,687 inhabitants on 31 December 2024, limit over 50,000, so 4,314 too few'
    """
    check_language(language)
    kind, code = find_member(dataset, member)
    row = _row(dataset.networks, "network_id", find_network(dataset, network))
    answer = answers_of(dataset, network=row["network_id"]).answer(kind, code, row, language)
    tables = (dataset.municipalities, dataset.organisations)
    name = named(_row(tables[KINDS.index(kind)], KEYS[kind], code), language)[0]
    form = answer.verdict if is_current(row["status"]) else f"{answer.verdict}_ended"
    told = say(language, f"explain.{form}", name=name, network=named(row, language)[0], why=answer.why)
    cited = split_list(answer.sources)
    titles = [_title(source) for source in records(dataset.sources) if source["source_id"] in cited]
    if titles:
        told += f" {say(language, 'explain.sources', count=len(titles), titles='; '.join(titles))}"
    return told


def find_network(dataset: Dataset, word: str) -> str:
    """Return the id of the network that an id or name means; UnfitError when that is none or several."""
    ids = networks_named(dataset, word)
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise UnfitError("networks", word=one_line(word), near=", ".join(ids))
    near = networks_near(dataset, word)
    raise UnfitError("network_near" if near else "network", word=one_line(word), near=", ".join(near))


def find_member(dataset: Dataset, word: str) -> tuple[Kind, str]:
    """Return the kind of table and the id of the member that a code or name means; UnfitError for none or several."""
    try:
        found = member_named(dataset, word)
    except AmbiguousNameError:
        raise UnfitError("members", word=one_line(word)) from None
    if found:
        return found
    former = dataset.municipalities[["municipality_code", "name_fi", "name_sv"]]
    ended = pd.concat([former, dataset.ended_municipalities[list(former.columns)]])
    merged = merged_codes(dataset.municipalities, dataset.ended_municipalities)
    for code, *names in ended.itertuples(index=False, name=None):
        if word in (code, *names) and code in merged:
            into = named(_row(dataset.municipalities, "municipality_code", merged[code]), "fi")[0]
            raise UnfitError("merged", word=one_line(word), into=f"{merged[code]} {into}")
    near = members_near(dataset, word)
    raise UnfitError("member_near" if near else "member", word=one_line(word), near=", ".join(near))


def _row(table: pd.DataFrame, key: str, code: str) -> dict[str, Any]:
    return records(table[table[key] == code])[0]


def _title(source: Mapping[str, str]) -> str:
    """Return the title of a source with its publisher, as far as these are known."""
    title, publisher = one_line(source["title"]), one_line(source["publisher"])
    return f"{title} ({publisher})" if title and publisher else title or publisher or source["url"]
