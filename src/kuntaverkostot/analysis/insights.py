"""What the overlaps of networks show, said in plain sentences, each with the frame it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from kuntaverkostot.analysis.cover import Cover, cover
from kuntaverkostot.analysis.insight import Insight, Insights
from kuntaverkostot.analysis.overlap import incidence, population, sharing
from kuntaverkostot.analysis.pairs import EQUAL, pairs
from kuntaverkostot.dataset.completeness import incomplete_networks, unknown_networks, where_sought
from kuntaverkostot.dataset.dataset import Dataset, newest_date, records, rows_of
from kuntaverkostot.dataset.kinds import KEYS, Kind, table_of, usual_kind
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.text.language import NAMES, alphabetical, check_language, join_words, named, say, short_name

MOST_NAMES = 6  # in a sentence; more are left to its frame
# Sentences that would call the members municipalities; the others call them by name.
OF_MEMBERS = {
    *("overlap", "overlap_many", "inside", "same", "bridges", "bridges_many"),
    *("most", "most_many", "reach", "reach_greedy"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What stands out, and the language in which it is said.

    Attributes
    ----------
    frames : dict of str to pandas.DataFrame
        What each sentence is computed from, by its key; only those about which there is something to say.
    networks, members : dict of str to dict
        Rows of the tables, by id.
    kind : {"municipality", "organisation"}
        Whose memberships these are.
    most : int
        In how many networks those are that are in most.
    cover : Cover
        The fewest networks that reach those with a known membership.
    sourced : bool
        Whether the tables name any source.
    language : {"fi", "sv", "en"}
        Language of the sentences.
    """

    frames: Mapping[str, pd.DataFrame]
    networks: Mapping[str, Mapping[str, str]]
    members: Mapping[str, Mapping[str, str]]
    kind: Kind
    most: int
    cover: Cover
    sourced: bool
    language: str = "fi"

    def named_networks(self, ids: Iterable[str]) -> str:
        """Return short names of networks, with semicolons: some hold an "and" of their own."""
        return "; ".join(short_name(self.networks[one], self.language) for one in ids)

    def both(self, frame: pd.DataFrame) -> dict[str, str]:
        """Return short names of the two networks in the first row of a frame of pairs."""
        return {name: self.named_networks([frame[name].iloc[0]]) for name in ("network", "other")}

    def say(self, key: str, **values: object) -> str:
        """Return a sentence, in words for members that are no municipalities where these are such."""
        section = "large_finding" if self.kind == "organisation" and key in OF_MEMBERS else "finding"
        return say(self.language, f"{section}.{key}", **values)

    def counted(self, count: int) -> dict[str, str]:
        """Return how many members these are, by the names that sentences have for it."""
        unit = "count.municipalities" if self.kind == "municipality" else "count.members"
        return dict.fromkeys(("municipalities", "members"), say(self.language, unit, count=count))

    def named_members(self, codes: Iterable[str]) -> str:
        """Return names of members in alphabetical order, joined as in a sentence."""
        names = [named(self.members[code], self.language)[0] for code in codes]
        return join_words(self.language, sorted(names, key=alphabetical(self.language)))


def insights(dataset: Dataset, *, language: str = "fi", candidates: bool = False) -> Insights:
    """Return what the overlaps of networks show, in plain sentences.

    They are of municipalities, or where none is a member, of the other members. Networks that have ended do not count.
    A *bridge* is a municipality that alone is in both of two networks: without
    it the two would share none, so whatever passes between them passes through it. A network is *inside* another
    when all its municipalities are in the other, too. Where more members of a network are published than are known,
    what would follow from the missing ones is not said: neither that it is inside another network, nor that anybody
    is alone in it and in another one, nor how few networks reach everyone. That no membership of a municipality was
    found does not say that it is in no network.

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
    Insights
        A tuple of Insight, which a notebook shows as a table. In this order, each only where there is something to
        say: candidates, overlap (the networks that share most municipalities), inside, most (the municipalities in
        most networks, when that is two or more), unconfirmed, bridges, reach (the fewest networks that reach every
        municipality with a known membership).

    Raises
    ------
    ValueError
        When the language is another one.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> print(insights(load_dataset(), language="en")[1].sentence)
    All municipalities in the network “SDG network” are also in “Large cities”.
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
    kind = usual_kind(dataset, candidates=candidates)
    frame = incidence(dataset, candidates=candidates, kind=kind)
    known = population(dataset) if newest_date(dataset) else pd.Series(dtype="int64")
    persons = known if frame.index.isin(known.index).all() else None
    shared = pairs(frame, populations=persons)
    # A membership of a network that has ended was confirmed, too.
    confirmed = incidence(dataset, ended=True, kind=kind)
    current = incidence(dataset, kind=kind) if candidates else frame
    target = current.index[current.any(axis=1)].tolist()
    reached = cover(dataset, target=target, candidates=candidates, kind=kind)
    degrees = frame.sum(axis=1)
    most = int(degrees.max()) if len(degrees) else 0
    partial = incomplete_networks(dataset).intersection(frame.columns)
    table = table_of(dataset, kind).set_index(KEYS[kind])
    rows = table[[*NAMES, *(("language", "region_code") if kind == "municipality" else ())]]
    frames = {
        "candidates": _candidates(dataset, frame, kind) if candidates else pd.DataFrame(),
        "overlap": shared,
        "inside": _inside(shared, partial),
        "most": rows.loc[degrees[degrees == most].index].reset_index() if most > 1 else pd.DataFrame(),
        "unconfirmed": rows.loc[sharing(confirmed, none_of=confirmed.columns).index].reset_index(),
        "bridges": _bridges(frame, shared, rows, partial),
        # A network with missing members may reach whom another one is thought to be needed for.
        "reach": pd.DataFrame() if partial or unknown_networks(dataset) else _reach(dataset, frame, reached, kind),
    }
    return Findings(
        frames={key: found for key, found in frames.items() if len(found)},
        networks={row["network_id"]: row for row in records(dataset.networks)},
        members={row[KEYS[kind]]: row for row in records(table_of(dataset, kind))},
        kind=kind,
        most=most,
        cover=reached,
        sourced=not dataset.sources.empty,
    )


def insights_of(found: Findings, *, language: str) -> Insights:
    """Return the sentences of findings, as :func:`insights` does."""
    check_language(language)
    view = replace(found, language=language)
    sentences = (Insight(key, SENTENCES[key](view, frame), frame) for key, frame in view.frames.items())
    return Insights(sentences, language=language)


def _candidates(dataset: Dataset, frame: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """Return the candidates that count."""
    held = dataset.memberships if kind == "municipality" else dataset.organisation_memberships
    counted = held["network_id"].isin(frame.columns) & held[KEYS[kind]].isin(frame.index)
    return held[counted & ~is_confirmed(held["basis"])].reset_index(drop=True)


def _inside(shared: pd.DataFrame, partial: frozenset[str]) -> pd.DataFrame:
    """Return pairs of which one network is inside the other; where members of it are missing nobody can tell."""
    found = shared[shared["contained"] != ""].reset_index(drop=True)
    contained = found["contained"].mask(found["contained"].isin(partial), "")
    equal = contained == EQUAL
    one, other = found["network"].isin(partial), found["other"].isin(partial)
    # Of two that are the same as far as is known, the one that is known whole is inside the other.
    contained = contained.mask(equal & other, found["network"]).mask(equal & one, found["other"])
    found["contained"] = contained.mask(equal & one & other, "")
    return found[found["contained"] != ""].reset_index(drop=True)


def _bridges(frame: pd.DataFrame, shared: pd.DataFrame, rows: pd.DataFrame, partial: frozenset[str]) -> pd.DataFrame:
    """Return each two networks, known whole, that share a single municipality, with the municipality's row."""
    whole = ~(shared["network"].isin(partial) | shared["other"].isin(partial))
    single = shared.loc[whole & (shared["count"] == 1), ["network", "other"]].reset_index(drop=True)
    joined = [frame.index[(frame[one] & frame[other]).to_numpy()][0] for one, other in rows_of(single)]
    return rows.loc[joined].reset_index().join(single)


def _reach(dataset: Dataset, frame: pd.DataFrame, found: Cover, kind: Kind) -> pd.DataFrame:
    """Return the networks that together reach everyone, and how many each of them reaches."""
    if not found.reached:
        return pd.DataFrame()
    cells = frame.loc[list(found.reached), list(found.networks)]
    names = dataset.networks.set_index("network_id").loc[list(found.networks), NAMES].reset_index()
    # By what the members are called, how many each reaches.
    names["municipalities" if kind == "municipality" else "members"] = cells.sum().to_numpy()
    return names.assign(reached_by_no_other=cells[cells.sum(axis=1) == 1].sum().to_numpy())


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
    names = view.named_members(frame[KEYS[view.kind]])
    return view.say("bridge", names=names, **view.both(frame))


def _say_reach(view: Findings, frame: pd.DataFrame) -> str:
    sentence = view.say("reach" if view.cover.exact else "reach_greedy", count=len(frame))
    if len(frame) <= MOST_NAMES:
        names = view.named_networks(view.cover.networks)
        sentence += " " + view.say("reach_names", count=len(frame), names=names)
    return sentence


def _about(view: Findings, key: str, frame: pd.DataFrame, **values: str) -> str:
    """Return a sentence about some members, with their names when these are few."""
    codes = sorted(set(frame[KEYS[view.kind]]))
    if len(codes) > MOST_NAMES:
        return view.say(f"{key}_many", count=len(codes), names="", **values)
    return view.say(key, count=len(codes), names=view.named_members(codes), **values)


# What says each finding.
SENTENCES: Mapping[str, Callable[[Findings, pd.DataFrame], str]] = {
    "candidates": _say_candidates,
    "overlap": _say_overlap,
    "inside": _say_inside,
    "most": _say_most,
    "unconfirmed": _say_unconfirmed,
    "bridges": _say_bridges,
    "reach": _say_reach,
}
