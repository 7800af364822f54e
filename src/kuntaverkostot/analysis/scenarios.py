"""What if: who would join or leave, how many inhabitants, which overlaps would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kuntaverkostot.analysis.comparison import compare
from kuntaverkostot.analysis.explanation import find_member
from kuntaverkostot.analysis.incidence import incidence
from kuntaverkostot.analysis.pairs import pairs
from kuntaverkostot.analysis.scenario_sentences import Assumption, scenario_sentences
from kuntaverkostot.dataset.completeness import known_members
from kuntaverkostot.dataset.dataset import newest_date
from kuntaverkostot.dataset.display import Summary
from kuntaverkostot.dataset.frames import TEXT, frame_of_rows
from kuntaverkostot.dataset.hypotheses import with_day, with_limit, with_members, with_mergers
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.lookups import facts, rules
from kuntaverkostot.dataset.lookups import members as member_rows
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.dataset.suggestions import find_network
from kuntaverkostot.text.language import LANGUAGES, check_language
from kuntaverkostot.text.unfit import UnfitError

if TYPE_CHECKING:
    import pandas as pd

    from kuntaverkostot.dataset.dataset import Dataset

Member = tuple[Kind, str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WhatIf:
    """What would change.

    Attributes
    ----------
    dataset : Dataset
        The tables as they would be, for ``build_page``, ``explore``, ``compare`` and all else that takes a dataset.
    frame : pandas.DataFrame
        The changes, as :func:`kuntaverkostot.compare` returns them.
    networks : pandas.DataFrame
        The networks whose members change: network_id, members_before, inhabitants_before, members_now,
        inhabitants_now (missing where the population of a member is not known).
    overlaps : pandas.DataFrame
        The pairs of networks that share more or fewer members than before: network, other, before, now.
    sentences : mapping of str to tuple of str
        What is assumed and what would change, by language.
    """

    dataset: Dataset
    frame: pd.DataFrame
    networks: pd.DataFrame
    overlaps: pd.DataFrame
    sentences: Mapping[str, tuple[str, ...]]

    def __repr__(self) -> str:
        return f"WhatIf({len(self.frame)} changes)"

    def summary(self, *, language: str = "fi") -> Summary:
        """Return the sentences in a language; a notebook that shows the answer itself shows them in Finnish."""
        check_language(language)
        return Summary(self.sentences[language], language)

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()


def what_if(  # noqa: PLR0913 - one for each thing that may be otherwise
    dataset: Dataset,
    *,
    network: str | None = None,
    min_population: int | None = None,
    max_population: int | None = None,
    date: str | None = None,
    merge: Mapping[str, str] | None = None,
    join: str | Iterable[str] = (),
    leave: str | Iterable[str] = (),
    language: str = "fi",
) -> WhatIf:
    """Return what would change if limits, days, municipalities or members were others.

    Members and networks are given by their code or id, or by their name in any language. Several changes are made in
    this order: mergers, day, limits, members.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    network : str, optional
        The network whose limit, day or members are others. Without it, ``date`` is that of all rules.
    min_population, max_population : int, optional
        Limit of the rule of the network. As in the rule, members have more inhabitants than the one, and fewer than
        the other.
    date : str, optional
        Day whose populations are compared with the limits, ISO 8601.
    merge : mapping of str to str, optional
        Municipalities, and the ones into which they are merged.
    join, leave : str or iterable of str
        Members that join the network or leave it.
    language : {"fi", "sv", "en"}
        Language of the names and sentences in ``frame``.

    Returns
    -------
    WhatIf
        The changes as frames and as sentences, and the dataset as it would be.

    Raises
    ------
    UnfitError
        A ValueError: when nothing is to be otherwise, a name is not known, the network has no such rule, or there are
        no populations of the day.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> answer = kv.what_if(kv.load_dataset(), network="suuret-kaupungit", min_population=40_000)
    >>> answer.frame["new"].tolist()
    ['Hyvinkää', 'Järvenpää', 'Kirkkonummi', 'Lohja', 'Nurmijärvi', 'Tuusula']
    >>> answer.sentences["en"][0]
    'Assumption: the limit of “Large cities and regional centres” is over 40,000 inhabitants (now over 50,000).'
    """
    check_language(language)
    meant = find_network(dataset, network) if network is not None else None
    into = {_municipality(dataset, gone): _municipality(dataset, end) for gone, end in (merge or {}).items()}
    joining, leaving = (_members(dataset, words) for words in (join, leave))
    limits = {"over": min_population, "under": max_population}
    if not (into or joining or leaving or date or any(limit is not None for limit in limits.values())):
        raise UnfitError("no_change")
    if meant is None and (joining or leaving or any(limit is not None for limit in limits.values())):
        raise UnfitError("whose_change")
    _need_sense(dataset, into, set(joining), set(leaving))
    changed = with_mergers(dataset, into) if into else dataset
    changed = with_day(changed, date, meant) if date else changed
    for operator, limit in limits.items():
        if limit is not None and meant is not None:
            changed = with_limit(changed, meant, operator, limit)
    if meant is not None:
        changed = with_members(changed, meant, join=joining, leave=leaving)
    assumed = _assumptions(dataset, meant, limits, date, into, joining=joining, leaving=leaving)
    return _answer(dataset, changed, assumed, date or newest_date(dataset), language)


def _need_sense(dataset: Dataset, into: Mapping[str, str], joining: set[Member], leaving: set[Member]) -> None:
    """Refuse a member that joins and leaves, and one that was merged before."""
    for kind, code in sorted(joining & leaving):
        raise UnfitError("joins_and_leaves", member=member_rows(dataset)[kind][code]["name_fi"])
    for kind, code in sorted(joining | leaving):
        if kind == KINDS[0] and code in into:
            raise UnfitError("merged_before", member=member_rows(dataset)[kind][code]["name_fi"])


def _municipality(dataset: Dataset, word: str) -> str:
    kind, code = find_member(dataset, word)
    if kind != KINDS[0]:
        raise UnfitError("no_municipality", word=word)
    return code


def _members(dataset: Dataset, words: str | Iterable[str]) -> list[Member]:
    return [find_member(dataset, word) for word in ([words] if isinstance(words, str) else words)]


def _assumptions(
    dataset: Dataset,
    network: str | None,
    limits: Mapping[str, int | None],
    date: str | None,
    into: Mapping[str, str],
    *,
    joining: Iterable[Member],
    leaving: Iterable[Member],
) -> list[Assumption]:
    """Return what is assumed, in the order in which it is done."""
    assumed = [Assumption("merge", gone, end) for gone, end in into.items()]
    if date:
        assumed.append(Assumption("date", network or "", date))
    for operator, limit in limits.items():
        if limit is not None and network is not None:
            own = next(rule for rule in rules(dataset)[network] if rule["operator"] == operator)
            assumed.append(Assumption(operator, network, str(limit), own["value"]))
    for change, members in (("join", joining), ("leave", leaving)):
        assumed += [Assumption(change, network or "", member) for _, member in members]
    return assumed


def _answer(before: Dataset, now: Dataset, assumed: list[Assumption], day: str, language: str) -> WhatIf:
    tables: dict[str, pd.DataFrame] = {spoken: compare(before, now, language=spoken) for spoken in LANGUAGES}
    held, holds = known_members(before), known_members(now)
    ids = sorted({code for code in held if held[code] != holds[code]} | set(tables["fi"]["network_id"]) - {""})
    networks, overlaps = _sizes(before, now, ids, day), _overlaps(before, now)
    sentences: dict[str, tuple[str, ...]] = {
        spoken: tuple(scenario_sentences(before, assumed, table, networks, overlaps, date=day, language=spoken))
        for spoken, table in tables.items()
    }
    return WhatIf(now, tables[language], networks, overlaps, sentences)


def _sizes(before: Dataset, now: Dataset, ids: list[str], day: str) -> pd.DataFrame:
    """Return members and inhabitants of networks before and now, both at one day."""
    rows = [(network, *_size(before, network, day), *_size(now, network, day)) for network in ids]
    types: dict[str, Any] = {"network_id": TEXT}
    for moment in ("before", "now"):
        types |= {f"members_{moment}": "int64", f"inhabitants_{moment}": "Int64"}
    return frame_of_rows(rows, types)


def _size(dataset: Dataset, network: str, day: str) -> tuple[int, int | None]:
    """Return the members of a network and their inhabitants; None where these are not known, or not all have any."""
    persons = facts(dataset).inhabitants.get(day, {})
    codes, others = (_confirmed(dataset, kind, network) for kind in KINDS)
    known = not others and all(code in persons for code in codes)
    return len(codes) + len(others), sum(persons[code] for code in codes) if known else None


def _confirmed(dataset: Dataset, kind: Kind, network: str) -> list[str]:
    table = dataset.memberships if kind == KINDS[0] else dataset.organisation_memberships
    codes: list[str] = table.loc[(table["network_id"] == network) & is_confirmed(table["basis"]), KEYS[kind]].tolist()
    return codes


def _overlaps(before: Dataset, now: Dataset) -> pd.DataFrame:
    """Return the pairs of networks whose number of shared members differs."""
    counts = [
        {(network, other): count for network, other, count in zip(*shared.values(), strict=True)}
        for dataset in (before, now)
        for shared in [pairs(incidence(dataset))[["network", "other", "count"]].to_dict("list")]
    ]
    rows = [(*pair, *(shared.get(pair, 0) for shared in counts)) for pair in sorted({**counts[0], **counts[1]})]
    types = {"network": TEXT, "other": TEXT, "before": "int64", "now": "int64"}
    return frame_of_rows((row for row in rows if row[2] != row[3]), types)
