"""What the overlaps of networks show, said in plain sentences, each with the frame it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kuntaverkostot.dataset import Dataset, newest_date, records
from kuntaverkostot.labels import short_name
from kuntaverkostot.language import alphabetical, check_language, join_words, named, say
from kuntaverkostot.overlap import incidence, population, sharing
from kuntaverkostot.pairwise import EQUAL, pairs
from kuntaverkostot.reach import Cover, cover
from kuntaverkostot.spelling import NAMES

MOST_NAMES = 6  # in a sentence; more are left to its frame


@dataclass(frozen=True, slots=True, eq=False)
class Insight:
    """A sentence computed from the data.

    Attributes
    ----------
    key : str
        What it is about: candidates, overlap, inside, most, unconfirmed, bridges or reach.
    sentence : str
        One or two short sentences.
    frame : pandas.DataFrame
        The rows that it was computed from.
    """

    key: str
    sentence: str
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What all sentences are computed from, and the language in which they are said.

    Attributes
    ----------
    dataset : Dataset
        The tables.
    incidence, pairs : pandas.DataFrame
        Memberships that count, and the networks that share some.
    candidates : bool
        Whether memberships that no source names count.
    networks, municipalities : dict of str to dict
        Rows of the tables, by id.
    unconfirmed : list of str
        Codes of municipalities without a confirmed membership, sorted.
    cover : Cover
        The fewest networks that reach those with one.
    language : {"fi", "sv", "en"}
        Language of the sentences.
    """

    dataset: Dataset
    incidence: pd.DataFrame
    pairs: pd.DataFrame
    candidates: bool
    networks: Mapping[str, Mapping[str, str]]
    municipalities: Mapping[str, Mapping[str, str]]
    unconfirmed: list[str]
    cover: Cover
    language: str = "fi"

    def named_networks(self, ids: Iterable[str]) -> str:
        """Return short names of networks, with semicolons: some hold an "and" of their own."""
        return "; ".join(short_name(self.networks[one], self.language) for one in ids)

    def both(self, frame: pd.DataFrame) -> dict[str, str]:
        """Return short names of the two networks in the first row of a frame of pairs."""
        return {name: self.named_networks([frame[name].iloc[0]]) for name in ("network", "other")}

    def named_municipalities(self, codes: Iterable[str]) -> str:
        """Return names of municipalities in alphabetical order, joined as in a sentence."""
        names = [named(self.municipalities[code], self.language)[0] for code in codes]
        return join_words(self.language, sorted(names, key=alphabetical(self.language)))


def insights(dataset: Dataset, *, language: str = "fi", candidates: bool = False) -> tuple[Insight, ...]:
    """Return what the overlaps of networks show, in plain sentences.

    Networks that have ended do not count. A *bridge* is a municipality that alone is in both of two networks: without
    it the two would share none, so whatever passes between them passes through it. A network is *inside* another
    when all its municipalities are in the other, too. That no membership of a municipality is confirmed does not say
    that it is in no network: the lists are incomplete.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the sentences.
    candidates : bool
        Whether memberships that no source names count; the first sentence then says so.

    Returns
    -------
    tuple of Insight
        In this order, each only where there is something to say: candidates, overlap (the networks that share
        most municipalities), inside, most (the municipalities in most networks, when that is two or more), unconfirmed,
        bridges, reach (the fewest networks that reach every municipality with a confirmed membership).

    Raises
    ------
    ValueError
        When the language is another one.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset
    >>> print(insights(load_dataset(), language="en")[0].sentence)
    The networks with most in common are “Small municipalities” and “Swedish and bilingual”: 31 municipalities.
    """
    return insights_of(findings(dataset, candidates=candidates), language=language)


def findings(dataset: Dataset, *, candidates: bool = False) -> Findings:
    """Return what the sentences are computed from.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names count.
    """
    frame = incidence(dataset, candidates=candidates)
    known = population(dataset) if newest_date(dataset) else pd.Series(dtype="int64")
    persons = known if frame.index.isin(known.index).all() else None
    # A membership of a network that has ended was confirmed, too.
    confirmed = incidence(dataset, ended=True)
    current = incidence(dataset) if candidates else frame
    target = current.index[np.flatnonzero(current.any(axis=1))].tolist()
    return Findings(
        dataset=dataset,
        incidence=frame,
        pairs=pairs(frame, populations=persons),
        candidates=candidates,
        networks={row["network_id"]: row for row in records(dataset.networks)},
        municipalities={row["municipality_code"]: row for row in records(dataset.municipalities)},
        unconfirmed=sharing(confirmed, none_of=confirmed.columns).index.tolist(),
        cover=cover(dataset, target=target, candidates=candidates),
    )


def insights_of(found: Findings, *, language: str) -> tuple[Insight, ...]:
    """Return the sentences of findings, as :func:`insights` does."""
    check_language(language)
    view = replace(found, language=language)
    return (
        *_candidates(view),
        *_overlap(view),
        *_inside(view),
        *_most(view),
        *_unconfirmed(view),
        *_bridges(view),
        *_reach(view),
    )


def _candidates(view: Findings) -> Iterator[Insight]:
    if view.candidates:
        held = view.dataset.memberships
        counted = held["network_id"].isin(view.incidence.columns) & held["municipality_code"].isin(view.incidence.index)
        frame = held[counted & (held["basis"] == "candidate")].reset_index(drop=True)
        if len(frame):
            yield Insight("candidates", say(view.language, "finding.candidates", count=len(frame)), frame)


def _overlap(view: Findings) -> Iterator[Insight]:
    if view.pairs.empty:
        return
    most = view.pairs[view.pairs["count"] == view.pairs["count"].max()]
    municipalities = say(view.language, "count.municipalities", count=int(most["count"].iloc[0]))
    if len(most) == 1:
        sentence = say(view.language, "finding.overlap", **view.both(most), municipalities=municipalities)
    else:
        sentence = say(view.language, "finding.overlap_many", count=len(most), municipalities=municipalities)
    yield Insight("overlap", sentence, view.pairs)


def _inside(view: Findings) -> Iterator[Insight]:
    frame = view.pairs[view.pairs["contained"] != ""].reset_index(drop=True)
    if frame.empty:
        return
    if len(frame) == 1:
        both, contained = view.both(frame), records(frame)[0]["contained"]
        if contained == records(frame)[0]["other"]:
            both = {"network": both["other"], "other": both["network"]}
        sentence = say(view.language, "finding.same" if contained == EQUAL else "finding.inside", **both)
    else:
        equal = frame[frame["contained"] == EQUAL]
        inner = {*frame["contained"], *equal["network"], *equal["other"]} - {EQUAL}
        sentence = say(view.language, "finding.inside_many", count=len(inner))
    yield Insight("inside", sentence, frame)


def _most(view: Findings) -> Iterator[Insight]:
    degrees = view.incidence.sum(axis=1)
    most = int(degrees.max()) if len(degrees) else 0
    if most < 2:
        return
    codes = degrees.index[degrees == most].tolist()
    networks = say(view.language, "count.networks", count=most)
    yield _about(view, "most", codes, networks=networks)


def _unconfirmed(view: Findings) -> Iterator[Insight]:
    if view.unconfirmed:
        yield _about(view, "unconfirmed", view.unconfirmed)


def _bridges(view: Findings) -> Iterator[Insight]:
    single = view.pairs.loc[view.pairs["count"] == 1, ["network", "other"]].reset_index(drop=True)
    if single.empty:
        return
    joined = [sharing(view.incidence, all_of=pair).index[0] for pair in single.itertuples(index=False, name=None)]
    frame = _rows(view, joined).join(single)
    if len(frame) == 1:
        sentence = say(view.language, "finding.bridge", names=view.named_municipalities(joined), **view.both(frame))
        yield Insight("bridges", sentence, frame)
    else:
        yield _about(view, "bridges", sorted(set(joined)), frame=frame)


def _reach(view: Findings) -> Iterator[Insight]:
    found = view.cover
    if not found.reached:
        return
    frame = view.dataset.networks.set_index("network_id").loc[list(found.networks), NAMES].reset_index()
    cells = view.incidence.loc[list(found.reached), list(found.networks)]
    frame["municipalities"] = cells.sum().to_numpy()
    frame["reached_by_no_other"] = cells[cells.sum(axis=1) == 1].sum().to_numpy()
    key = "reach" if found.exact else "reach_greedy"
    sentence = say(view.language, f"finding.{key}", count=len(found.networks))
    if len(found.networks) <= MOST_NAMES:
        names = view.named_networks(found.networks)
        sentence += " " + say(view.language, "finding.reach_names", count=len(found.networks), names=names)
    yield Insight("reach", sentence, frame)


def _about(view: Findings, key: str, codes: list[str], *, frame: pd.DataFrame | None = None, **values: str) -> Insight:
    """Return a sentence about some municipalities, with their names when these are few."""
    named_ones = len(codes) <= MOST_NAMES
    sentence = say(
        view.language,
        f"finding.{key}" if named_ones else f"finding.{key}_many",
        count=len(codes),
        names=view.named_municipalities(codes) if named_ones else "",
        **values,
    )
    return Insight(key, sentence, _rows(view, codes) if frame is None else frame)


def _rows(view: Findings, codes: list[str]) -> pd.DataFrame:
    """Return municipalities with their names, language and region, in the given order."""
    columns = [*NAMES, "language", "region_code"]
    return view.dataset.municipalities.set_index("municipality_code").loc[codes, columns].reset_index()
