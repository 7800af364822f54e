"""The summary of a large page: figures, findings and gaps in the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.analysis.membership_arrays import Overview, Positions, only_links
from kuntaverkostot.dataset.completeness import NOTHING, Published
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.listing.large_entries import Entry
from kuntaverkostot.listing.localized import Localized
from kuntaverkostot.page.summary import MOST_NAMES, Figure, only_largest
from kuntaverkostot.text.language import join_words, number, say, short_name

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

MOST_PARTIAL = 40  # networks that a sentence names; the table of figures has all of them


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """Findings on the overlaps of current networks.

    Conclusions that unknown members could overturn are left out.

    Attributes
    ----------
    most : int
        Members in the largest overlap of two networks.
    largest : numpy.ndarray of int, shape (pairs, 2)
        The pairs of networks with that overlap.
    inside : numpy.ndarray of int, shape (pairs, 2)
        A completely known network and another one that has all its members; both ways when they are equal.
    bridges : numpy.ndarray of int, shape (pairs, 3)
        Two completely known networks that share a single member, and this member.
    """

    most: int
    largest: Positions
    inside: Positions
    bridges: Positions


def overlaps_of(arrays: Overview, common: csr_array, published: Mapping[str, Published]) -> Overlaps:
    """Return the findings on the overlaps.

    Parameters
    ----------
    arrays : Overview
        The dataset as arrays.
    common : scipy.sparse.csr_array
        From :func:`kuntaverkostot.analysis.membership_arrays.shared_members`.
    published : mapping of str to Published
        Published numbers of members.
    """
    pairs = common.tocoo()
    current = is_current(arrays.networks["status"]).to_numpy()
    kept = current[pairs.row] & current[pairs.col]
    network, other, shared = pairs.row[kept], pairs.col[kept], pairs.data[kept]
    most, once = int(shared.max(initial=0)), network < other
    ids = arrays.networks["network_id"].tolist()
    network_sizes = zip(ids, arrays.sizes.tolist(), strict=True)
    whole = ~np.array([published.get(code, NOTHING).exceeds(size) for code, size in network_sizes], dtype=bool)
    inner = (shared == arrays.sizes[network]) & whole[network]
    alone = once & (shared == 1) & whole[network] & whole[other]
    return Overlaps(
        most=most,
        largest=np.column_stack((network, other))[once & (shared == most)],
        inside=np.column_stack((network, other))[inner],
        bridges=np.column_stack((network[alone], other[alone], only_links(arrays, network[alone], other[alone]))),
    )


def large_figures(arrays: Overview, language: str) -> Iterator[Figure]:
    """Yield the numbers of networks, members, memberships, and members in several networks."""
    counts = {
        "summary.networks": len(arrays.networks),
        "large.members": len(arrays.members),
        "large.memberships": len(arrays.member),
        "large.several": int((current_degrees(arrays) > 1).sum()),
    }
    for key, count in counts.items():
        yield Figure(number(language, count), say(language, key, count=count))


def current_degrees(arrays: Overview) -> NDArray[np.int64]:
    """Return in how many current networks each member is."""
    current = is_current(arrays.networks["status"]).to_numpy()
    return np.bincount(arrays.member[current[arrays.network]], minlength=len(arrays.members))


def large_sentences(
    arrays: Overview, localized: Localized, entries: Sequence[Entry], *, where: str, unconfirmed: str
) -> Iterator[str]:
    """Yield the findings: largest network, members in several, in most and in no networks.

    Parameters
    ----------
    arrays : Overview
        The dataset as arrays.
    localized : Localized
        The arrays in the order of a language.
    entries : sequence of Entry
        The networks, in the same order.
    where : str
        Where memberships were sought.
    unconfirmed : str
        Sentence added to the count of municipalities without a known membership.
    """
    language, degrees = localized.language, current_degrees(arrays)
    largest = only_largest(entries, lambda entry: entry.size)
    if largest:
        yield say(language, "large.largest", network=largest.name.text, members=largest.extent)
    several = int((degrees > 1).sum())
    if several:
        yield say(language, "large.in_several", members=say(language, "count.members", count=several))
        networks = say(language, "count.networks", count=int(degrees.max()))
        yield say(language, "large.most", networks=networks, count=int((degrees == degrees.max()).sum()))
    none, alone = _in_no_network(arrays)
    if none:
        yield " ".join(filter(None, (say(language, "summary.none_sentence", count=none, where=where), unconfirmed)))
    if alone:
        yield say(language, "summary.none_members", count=alone, where=where)


def _in_no_network(arrays: Overview) -> tuple[int, int]:
    """Return how many municipalities, and how many other members, are in no network."""
    kinds = arrays.members["kind"].to_numpy()[arrays.degrees == 0]
    return int((kinds == "municipality").sum()), int((kinds != "municipality").sum())


def large_insights(overlaps: Overlaps, arrays: Overview, localized: Localized) -> Iterator[str]:
    """Yield the findings on overlaps: the largest, networks inside others, members that alone join two networks."""
    language, rows = localized.language, records(arrays.networks)

    def both(pair: Positions) -> dict[str, str]:
        network, other = pair.tolist()
        return {"network": short_name(rows[network], language), "other": short_name(rows[other], language)}

    if overlaps.most:
        members, count = say(language, "count.members", count=overlaps.most), len(overlaps.largest)
        if count == 1:
            yield say(language, "large_finding.overlap", **both(overlaps.largest[0]), members=members)
        else:
            yield say(language, "large_finding.overlap_many", count=count, members=members)
    # Equal networks are inside each other.
    pairs = np.unique(np.sort(overlaps.inside, axis=1), axis=0)
    if len(pairs) == 1:
        key = "large_finding.inside" if len(overlaps.inside) == 1 else "large_finding.same"
        yield say(language, key, **both(overlaps.inside[0]))
    elif len(pairs):
        yield say(language, "finding.inside_many", count=len(np.unique(overlaps.inside[:, 0])))
    yield from _bridges(overlaps.bridges, localized, both)


def _bridges(bridges: Positions, localized: Localized, both: Callable[[Positions], dict[str, str]]) -> Iterator[str]:
    if not len(bridges):
        return
    who = np.flatnonzero(np.isin(localized.members_as, bridges[:, 2]))
    if len(who) > MOST_NAMES:
        yield say(localized.language, "large_finding.bridges_many", count=len(who))
        return
    names = join_words(localized.language, [localized.members[place].text for place in who.tolist()])
    if len(bridges) == 1:
        yield say(localized.language, "finding.bridge", names=names, **both(bridges[0, :2]))
    else:
        yield say(localized.language, "large_finding.bridges", count=len(who), names=names)


def large_unknown(
    dataset: Dataset, arrays: Overview, entries: Sequence[Entry], language: str, *, where: str
) -> Iterator[str]:
    """Yield the gaps in the data: municipalities without memberships, networks without members, incomplete lists.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    arrays : Overview
        The tables as arrays.
    entries : sequence of Entry
        The networks, in the order of the list.
    language : {"fi", "sv", "en"}
        Language of the page.
    where : str
        Where memberships were sought.
    """
    (none, alone), empty = _in_no_network(arrays), int((arrays.sizes == 0).sum())
    if none:
        sentence = say(language, "summary.none_sentence", count=none, where=where)
        yield f"{sentence} {say(language, 'summary.none_note_short')}"
    if alone:
        sentence = say(language, "summary.none_members", count=alone, where=where)
        yield f"{sentence} {say(language, 'summary.none_members_note')}"
    if empty:
        yield say(language, "unknown.networks", count=empty)
    partial = [entry.name.text for entry in entries if entry.partial]
    if 0 < len(partial) <= MOST_PARTIAL:
        yield say(language, "unknown.partial", networks=join_words(language, partial))
    if (dataset.figures["scope"] == "primary").any():
        yield say(language, "unknown.primary")
    if (arrays.networks[f"name_{language}"] == "").any():
        yield say(language, "unknown.names")
    tables = (dataset.memberships, dataset.organisation_memberships)
    candidates = sum(int((~is_confirmed(table["basis"])).sum()) for table in tables)
    if candidates:
        # A large page never shows them.
        yield say(language, "list.no_candidates", count=candidates)
