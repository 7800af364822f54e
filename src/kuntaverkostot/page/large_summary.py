"""What a large page says in figures and sentences, in the words of the usual page or in its own."""

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
from kuntaverkostot.listing.localized import Ordered
from kuntaverkostot.page.summary import MOST_NAMES, Figure, only_largest
from kuntaverkostot.text.language import join_words, number, say, short_name

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

MOST_PARTIAL = 40  # networks that a sentence names; the table of figures has all of them


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """What the overlaps of networks show; networks that have ended do not count.

    What would follow from members that are published but not known is not among it.

    Attributes
    ----------
    most : int
        How many members the two share that share most.
    largest : numpy.ndarray of int, shape (pairs, 2)
        The networks that share so many.
    inside : numpy.ndarray of int, shape (pairs, 2)
        Networks, known whole, of which all members are in another one, and that other one; both ways when they are
        the same.
    bridges : numpy.ndarray of int, shape (pairs, 3)
        Two networks, known whole, that share one member, and this member.
    """

    most: int
    largest: Positions
    inside: Positions
    bridges: Positions


def overlaps_of(found: Overview, common: csr_array, published: Mapping[str, Published]) -> Overlaps:
    """Return what the overlaps show.

    Parameters
    ----------
    found : Overview
        The dataset as arrays.
    common : scipy.sparse.csr_array
        From :func:`kuntaverkostot.analysis.membership_arrays.shared_members`.
    published : mapping of str to Published
        What is published of the members of networks.
    """
    pairs = common.tocoo()
    current = is_current(found.networks["status"]).to_numpy()
    kept = current[pairs.row] & current[pairs.col]
    one, other, shared = pairs.row[kept], pairs.col[kept], pairs.data[kept]
    most, once = int(shared.max(initial=0)), one < other
    ids = found.networks["network_id"].tolist()
    told = zip(ids, found.sizes.tolist(), strict=True)
    whole = ~np.array([published.get(code, NOTHING).exceeds(size) for code, size in told], dtype=bool)
    inner = (shared == found.sizes[one]) & whole[one]
    alone = once & (shared == 1) & whole[one] & whole[other]
    return Overlaps(
        most=most,
        largest=np.column_stack((one, other))[once & (shared == most)],
        inside=np.column_stack((one, other))[inner],
        bridges=np.column_stack((one[alone], other[alone], only_links(found, one[alone], other[alone]))),
    )


def large_figures(found: Overview, language: str) -> Iterator[Figure]:
    """Yield how many networks, members and memberships there are, and how many members are in several networks."""
    counts = {
        "summary.networks": len(found.networks),
        "large.members": len(found.members),
        "large.memberships": len(found.member),
        "large.several": int((current_degrees(found) > 1).sum()),
    }
    for key, count in counts.items():
        yield Figure(number(language, count), say(language, key, count=count))


def current_degrees(found: Overview) -> NDArray[np.int64]:
    """Return in how many current networks each member is."""
    current = is_current(found.networks["status"]).to_numpy()
    return np.bincount(found.member[current[found.network]], minlength=len(found.members))


def large_sentences(
    found: Overview, told: Ordered, entries: Sequence[Entry], *, where: str, unconfirmed: str
) -> Iterator[str]:
    """Yield the findings: the largest network, who is in several and in most, and how many are in none.

    Parameters
    ----------
    found : Overview
        The dataset as arrays.
    told : Ordered
        The same in the order of a language.
    entries : sequence of Entry
        The networks, in the same order.
    where : str
        Where no membership was found.
    unconfirmed : str
        What is added to the count of municipalities without a known membership.
    """
    language, degrees = told.language, current_degrees(found)
    largest = only_largest(entries, lambda entry: entry.size)
    if largest:
        yield say(language, "large.largest", network=largest.name.text, members=largest.extent)
    several = int((degrees > 1).sum())
    if several:
        yield say(language, "large.in_several", members=say(language, "count.members", count=several))
        networks = say(language, "count.networks", count=int(degrees.max()))
        yield say(language, "large.most", networks=networks, count=int((degrees == degrees.max()).sum()))
    none = int((found.degrees == 0).sum())
    if none:
        # Only municipalities are listed without a membership.
        yield " ".join(filter(None, (say(language, "summary.none_sentence", count=none, where=where), unconfirmed)))


def large_insights(overlaps: Overlaps, found: Overview, told: Ordered) -> Iterator[str]:
    """Yield what the overlaps show: the largest, networks inside others, members that alone join networks."""
    language, rows = told.language, records(found.networks)

    def both(pair: Positions) -> dict[str, str]:
        one, other = pair.tolist()
        return {"network": short_name(rows[one], language), "other": short_name(rows[other], language)}

    if overlaps.most:
        members, count = say(language, "count.members", count=overlaps.most), len(overlaps.largest)
        if count == 1:
            yield say(language, "large_finding.overlap", **both(overlaps.largest[0]), members=members)
        else:
            yield say(language, "large_finding.overlap_many", count=count, members=members)
    # Two that are the same are inside each other.
    pairs = np.unique(np.sort(overlaps.inside, axis=1), axis=0)
    if len(pairs) == 1:
        key = "large_finding.inside" if len(overlaps.inside) == 1 else "large_finding.same"
        yield say(language, key, **both(overlaps.inside[0]))
    elif len(pairs):
        yield say(language, "finding.inside_many", count=len(np.unique(overlaps.inside[:, 0])))
    yield from _bridges(overlaps.bridges, told, both)


def _bridges(bridges: Positions, told: Ordered, both: Callable[[Positions], dict[str, str]]) -> Iterator[str]:
    if not len(bridges):
        return
    who = np.flatnonzero(np.isin(told.members_as, bridges[:, 2]))
    if len(who) > MOST_NAMES:
        yield say(told.language, "large_finding.bridges_many", count=len(who))
        return
    names = join_words(told.language, [told.members[place].text for place in who.tolist()])
    if len(bridges) == 1:
        yield say(told.language, "finding.bridge", names=names, **both(bridges[0, :2]))
    else:
        yield say(told.language, "large_finding.bridges", count=len(who), names=names)


def large_unknown(
    dataset: Dataset, found: Overview, entries: Sequence[Entry], language: str, *, where: str
) -> Iterator[str]:
    """Yield what is not known: municipalities and networks without members, partial lists, candidates left out.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    found : Overview
        The same as arrays.
    entries : sequence of Entry
        The networks, in the order of the list.
    language : {"fi", "sv", "en"}
        Language of the page.
    where : str
        Where no membership was found.
    """
    none, empty = int((found.degrees == 0).sum()), int((found.sizes == 0).sum())
    if none:
        sentence = say(language, "summary.none_sentence", count=none, where=where)
        yield f"{sentence} {say(language, 'summary.none_note_short')}"
    if empty:
        yield say(language, "unknown.networks", count=empty)
    partial = [entry.name.text for entry in entries if entry.partial]
    if 0 < len(partial) <= MOST_PARTIAL:
        yield say(language, "unknown.partial", networks=join_words(language, partial))
    if (dataset.figures["scope"] == "primary").any():
        yield say(language, "unknown.primary")
    if (found.networks[f"name_{language}"] == "").any():
        yield say(language, "unknown.names")
    tables = (dataset.memberships, dataset.organisation_memberships)
    candidates = sum(int((~is_confirmed(table["basis"])).sum()) for table in tables)
    if candidates:
        # A large page never shows them.
        yield say(language, "list.no_candidates", count=candidates)
