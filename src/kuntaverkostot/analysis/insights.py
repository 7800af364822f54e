"""What the overlaps of networks show, in plain sentences, each with the frame it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.findings import Findings, findings
from kuntaverkostot.analysis.insight import Insight, Insights
from kuntaverkostot.analysis.pairs import EQUAL
from kuntaverkostot.dataset.completeness import where_sought
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.vocabulary import spoken
from kuntaverkostot.text.language import check_language, say

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMES = 6  # in a sentence; its frame holds all of them


def insights(dataset: Dataset, *, language: str = "fi", candidates: bool = False, kind: str | None = None) -> Insights:
    """Return what the overlaps of networks show, in plain sentences.

    They are about municipalities, if these have networks of their own; about all members, if some network has
    municipalities and others as members, or if none is a municipality. Networks that have ended do not count. A
    *bridge* is the only municipality in both of two networks: without it the two would share none. A network is
    *inside* another when all its municipalities are in the other too. When more members of a network are published than
    are known, nothing is claimed that the missing ones could refute: that it is inside another network, that a
    municipality is a bridge to it, or how few networks reach everyone. A municipality without a known membership may
    still be in a network.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the sentences.
    candidates : bool
        Whether memberships that no source names count; the first sentence then says so.
    kind : str, optional
        Whom the sentences are about, as in :func:`kuntaverkostot.incidence`.

    Returns
    -------
    Insights
        A tuple of Insight, which a notebook shows as a table. In this order, each only where there is something to
        say: candidates, overlap (the networks that share most municipalities), inside, most (the municipalities in
        most networks, when that is two or more), unconfirmed, bridges, reach (the fewest networks that reach every
        municipality with a known membership).

    Raises
    ------
    ValueError
        When the language or the kind is another one.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> print(kv.insights(kv.load_dataset(), language="en")[1].sentence)
    All municipalities in the network “SDG network” are also in “Large cities”.
    """
    need_dataset(dataset, "insights")
    return insights_of(findings(dataset, candidates=candidates, kind=kind), language=spoken(dataset, language))


def insights_of(computed: Findings, *, language: str) -> Insights:
    """Return the sentences of findings, as :func:`insights` does."""
    check_language(language)
    view = replace(computed, language=language)
    sentences = (Insight(key, SENTENCES[key](view, frame), frame) for key, frame in view.frames.items())
    return Insights(sentences, language=language)


def _say_candidates(view: Findings, frame: pd.DataFrame) -> str:
    return view.say("candidates", count=len(frame))


def _say_overlap(view: Findings, frame: pd.DataFrame) -> str:
    largest = frame[frame["count"] == frame["count"].max()]
    counted = view.counted(int(largest["count"].iloc[0]))
    if len(largest) == 1:
        return view.say("overlap", **view.both(largest), **counted)
    return view.say("overlap_many", count=len(largest), **counted)


def _say_inside(view: Findings, frame: pd.DataFrame) -> str:
    if len(frame) == 1:
        both, contained = view.both(frame), frame["contained"].iloc[0]
        if contained == frame["other"].iloc[0]:
            both = {"network": both["other"], "other": both["network"]}
        return view.say("same" if contained == EQUAL else "inside", **both)
    equal = frame[frame["contained"] == EQUAL]
    inner = {*frame["contained"], *equal["network"], *equal["other"]} - {EQUAL}
    return view.say("inside_many", count=len(inner))


def _say_most(view: Findings, frame: pd.DataFrame) -> str:
    return _about(view, "most", frame, networks=say(view.language, "count.networks", count=view.most))


def _say_unconfirmed(view: Findings, frame: pd.DataFrame) -> str:
    return _about(view, "unconfirmed", frame, where=where_sought(view.language, sourced=view.sourced))


def _say_bridges(view: Findings, frame: pd.DataFrame) -> str:
    if len(frame) > 1:
        return _about(view, "bridges", frame)
    names = view.named_members(frame[view.key])
    return view.say("bridge", names=names, **view.both(frame))


def _say_reach(view: Findings, frame: pd.DataFrame) -> str:
    sentence = view.say("reach" if view.exact else "reach_greedy", count=len(frame))
    if len(frame) <= MOST_NAMES:
        names = view.named_networks(frame["network_id"])
        sentence += " " + view.say("reach_names", count=len(frame), names=names)
    return sentence


def _about(view: Findings, key: str, frame: pd.DataFrame, **values: str) -> str:
    """Return a sentence about some members, with their names when these are few."""
    codes = sorted(set(frame[view.key]))
    if len(codes) > MOST_NAMES:
        return view.say(f"{key}_many", count=len(codes), names="", **values)
    return view.say(key, count=len(codes), names=view.named_members(codes), **values)


# The sentence of each finding, by its key.
SENTENCES: Mapping[str, Callable[[Findings, pd.DataFrame], str]] = {
    "candidates": _say_candidates,
    "overlap": _say_overlap,
    "inside": _say_inside,
    "most": _say_most,
    "unconfirmed": _say_unconfirmed,
    "bridges": _say_bridges,
    "reach": _say_reach,
}
