"""What stands out in the overlaps of networks, as frames, and the words that sentences about it share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.cover import Cover, cover
from kuntaverkostot.analysis.incidence import incidence, membership_codes, population
from kuntaverkostot.analysis.overlap import sharing
from kuntaverkostot.analysis.pairs import EQUAL, pairs
from kuntaverkostot.dataset.completeness import incomplete_networks, is_sourced, unknown_networks
from kuntaverkostot.dataset.dataset import Dataset, newest_date, records
from kuntaverkostot.dataset.kinds import KEYS, KINDS, MEMBER_KEY, members_of, subject
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.text.language import NAMES, alphabetical, join_words, named, say, short_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.intp]

# Sentences that call the members municipalities, and have another form for members that are not.
OF_MEMBERS = {
    *("overlap", "overlap_many", "inside", "same", "bridges", "bridges_many"),
    *("most", "most_many", "reach", "reach_greedy", "unconfirmed", "unconfirmed_many"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What stands out, and the language of the sentences about it.

    Attributes
    ----------
    frames : dict of str to pandas.DataFrame
        The frame each sentence is computed from, by its key; only those with something to say.
    networks, members : dict of str to dict
        Rows of the tables, by id.
    key : str
        What the ids of the members are called.
    municipal : bool
        Whether the members are municipalities.
    most : int
        The number of networks of those in most networks.
    exact : bool
        Whether it is proved that no fewer networks reach those with a known membership.
    sourced : bool
        Whether the tables name any source.
    language : {"fi", "sv", "en"}
        Language of the sentences.
    """

    frames: Mapping[str, pd.DataFrame]
    networks: Mapping[str, Mapping[str, str]]
    members: Mapping[str, Mapping[str, str]]
    key: str
    municipal: bool
    most: int = 0
    exact: bool = True
    sourced: bool = False
    language: str = "fi"

    def named_networks(self, ids: Iterable[str]) -> str:
        """Return short names of networks, separated by semicolons because some hold an "and"."""
        return "; ".join(short_name(self.networks[network], self.language) for network in ids)

    def both(self, frame: pd.DataFrame) -> dict[str, str]:
        """Return short names of the two networks in the first row of a frame of pairs."""
        return {name: self.named_networks([frame[name].iloc[0]]) for name in ("network", "other")}

    def say(self, key: str, **values: object) -> str:
        """Return a sentence, in the words for members that are not municipalities where these are not."""
        section = "finding" if self.municipal or key not in OF_MEMBERS else "member_finding"
        return say(self.language, f"{section}.{key}", **values)

    def counted(self, count: int) -> dict[str, str]:
        """Return the number of members in words, by the placeholders of the sentences."""
        unit = "count.municipalities" if self.municipal else "count.members"
        return dict.fromkeys(("municipalities", "members"), say(self.language, unit, count=count))

    def named_members(self, codes: Iterable[str]) -> str:
        """Return names of members in alphabetical order, joined as in a sentence."""
        names = [named(self.members[code], self.language)[0] for code in codes]
        return join_words(self.language, sorted(names, key=alphabetical(self.language)))


def findings(dataset: Dataset, *, candidates: bool = False, kind: str | None = None) -> Findings:
    """Compute what stands out.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names count.
    kind : str, optional
        Whose memberships; when left out as :func:`kuntaverkostot.dataset.kinds.subject` says.
    """
    kind = subject(dataset, candidates=candidates) if kind is None else kind
    members = members_of(dataset, kind)
    frame = incidence(dataset, candidates=candidates, kind=kind)
    inhabitants = population(dataset) if newest_date(dataset) else pd.Series(dtype="int64")
    persons = inhabitants if frame.index.isin(inhabitants.index).all() else None
    shared = pairs(frame, populations=persons)
    degrees = frame.sum(axis=1)
    most = int(degrees.max()) if len(degrees) else 0
    partial = incomplete_networks(dataset).intersection(frame.columns)
    smallest = None
    # A network with missing members may reach some for whom another network seems to be needed.
    if not (partial or unknown_networks(dataset)):
        current = incidence(dataset, kind=kind) if candidates else frame
        target = current.index[current.any(axis=1)].tolist()
        smallest = cover(dataset, target=target, candidates=candidates, kind=kind)
    municipal = not (members["node_kind"] == KINDS[1]).any()
    rows = members.set_index(MEMBER_KEY).rename_axis(str(frame.index.name))
    rows = rows[[*NAMES, *(("language", "region_code") if municipal else ())]]
    unit = "municipalities" if municipal else "members"
    frames = {
        "candidates": _candidates(dataset, frame) if candidates else pd.DataFrame(),
        "overlap": shared,
        "inside": _inside(shared, partial),
        "most": rows.loc[degrees[degrees == most].index].reset_index() if most > 1 else pd.DataFrame(),
        "unconfirmed": _unconfirmed(dataset, rows, kind),
        "bridges": _bridges(frame, shared, rows, partial),
        "reach": pd.DataFrame() if smallest is None else _reach(dataset, frame, smallest, unit),
    }
    return Findings(
        frames={key: rows for key, rows in frames.items() if len(rows)},
        networks={row["network_id"]: row for row in records(dataset.networks)},
        members={row[MEMBER_KEY]: row for row in records(members)},
        key=str(frame.index.name),
        municipal=municipal,
        most=most,
        exact=smallest is not None and smallest.exact,
        sourced=is_sourced(dataset),
    )


def _candidates(dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the candidates that count."""
    parts = []
    for kind, held in zip(KINDS, (dataset.memberships, dataset.organisation_memberships), strict=True):
        counted = held["network_id"].isin(frame.columns) & held[KEYS[kind]].isin(frame.index)
        parts.append(held[counted & ~is_confirmed(held["basis"])].rename(columns={KEYS[kind]: str(frame.index.name)}))
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else parts[0].iloc[:0]


def _unconfirmed(dataset: Dataset, rows: pd.DataFrame, kind: str | None) -> pd.DataFrame:
    """Return the members without a known membership; memberships of networks that have ended are known too."""
    confirmed = incidence(dataset, ended=True, kind=kind)
    return rows.loc[sharing(confirmed, none_of=confirmed.columns).index].reset_index()


def _inside(shared: pd.DataFrame, partial: frozenset[str]) -> pd.DataFrame:
    """Return pairs of which one network is inside the other; unknown where members of it are missing."""
    inside = shared[shared["contained"] != ""].reset_index(drop=True)
    contained = inside["contained"].mask(inside["contained"].isin(partial), "")
    equal = contained == EQUAL
    first, other = inside["network"].isin(partial), inside["other"].isin(partial)
    # Of two that are equal as far as is known, the one whose members are all known is inside the other.
    contained = contained.mask(equal & other, inside["network"]).mask(equal & first, inside["other"])
    inside["contained"] = contained.mask(equal & first & other, "")
    return inside[inside["contained"] != ""].reset_index(drop=True)


def _bridges(frame: pd.DataFrame, shared: pd.DataFrame, rows: pd.DataFrame, partial: frozenset[str]) -> pd.DataFrame:
    """Return pairs of networks without missing members that share a single municipality, with its row."""
    complete = ~(shared["network"].isin(partial) | shared["other"].isin(partial))
    single = shared.loc[complete & (shared["count"] == 1), ["network", "other"]].reset_index(drop=True)
    return rows.loc[frame.index[_common_rows(frame, single)]].reset_index().join(single)


def _common_rows(frame: pd.DataFrame, single: pd.DataFrame) -> Positions:
    """Return the row of the only member that the two networks of each pair share."""
    if single.empty:
        return np.empty(0, dtype=np.intp)
    from scipy.sparse import csr_array  # noqa: PLC0415 - heavy

    members, networks = membership_codes(frame)
    shape = (frame.shape[1], frame.shape[0])
    held = csr_array((np.ones(len(members), dtype=np.int64), (networks, members)), shape=shape)
    # The sum of the positions of all shared members; of a single one, its own.
    sums = held.multiply(np.arange(frame.shape[0])).tocsr() @ held.T
    first, other = (frame.columns.get_indexer(pd.Index(single[name])) for name in ("network", "other"))
    rows: Positions = np.asarray(sums[first, other]).ravel().astype(np.intp)
    return rows


def _reach(dataset: Dataset, frame: pd.DataFrame, smallest: Cover, column: str) -> pd.DataFrame:
    """Return the networks that together reach everyone, and how many each of them reaches, in the column so named."""
    if not smallest.reached:
        return pd.DataFrame()
    cells = frame.loc[list(smallest.reached), list(smallest.networks)]
    names = dataset.networks.set_index("network_id").loc[list(smallest.networks), NAMES].reset_index()
    names[column] = cells.sum().to_numpy()
    return names.assign(reached_by_no_other=cells[cells.sum(axis=1) == 1].sum().to_numpy())
