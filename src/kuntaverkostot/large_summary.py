"""What a large page says in figures and sentences, in the words of the usual page or in its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.dataset import Dataset, records
from kuntaverkostot.labels import short_name
from kuntaverkostot.language import join_words, number, say
from kuntaverkostot.ordered import Ordered
from kuntaverkostot.overview import Overview, Positions, only_links
from kuntaverkostot.summary import MOST_NAMES, Figure

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from kuntaverkostot.tabular import ReconciliationRow

MOST_PARTIAL = 40  # networks that a sentence names; the table of figures has all of them


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """What the overlaps of networks show; networks that have ended do not count.

    Attributes
    ----------
    most : int
        How many members the two share that share most.
    largest : numpy.ndarray of int, shape (pairs, 2)
        The networks that share so many.
    inside : numpy.ndarray of int, shape (pairs, 2)
        Networks of which all members are in another one, and that other one; both ways when they are the same.
    bridges : numpy.ndarray of int, shape (pairs, 3)
        Two networks that share one member, and this member.
    """

    most: int
    largest: Positions
    inside: Positions
    bridges: Positions


def overlaps_of(found: Overview, common: csr_array) -> Overlaps:
    """Return what the overlaps show.

    Parameters
    ----------
    found : Overview
        The dataset as arrays.
    common : scipy.sparse.csr_array
        From :func:`kuntaverkostot.overview.shared_members`.
    """
    pairs = common.tocoo()
    current = (found.networks["status"] != "ended").to_numpy()
    kept = current[pairs.row] & current[pairs.col]
    one, other, shared = pairs.row[kept], pairs.col[kept], pairs.data[kept]
    most, once = int(shared.max(initial=0)), one < other
    inner = shared == found.sizes[one]
    alone = once & (shared == 1)
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
        "large.several": int((found.degrees > 1).sum()),
    }
    for key, count in counts.items():
        yield Figure(number(language, count), say(language, key, count=count))


def large_sentences(found: Overview, told: Ordered, *, unconfirmed: str) -> Iterator[str]:
    """Yield the findings: the largest network, who is in several and in most, and how many are in none.

    Parameters
    ----------
    found : Overview
        The dataset as arrays.
    told : Ordered
        The same in the order of a language.
    unconfirmed : str
        What is added to the count of municipalities without a confirmed membership.
    """
    language, sizes, degrees = told.language, np.diff(told.starts()), found.degrees
    if len(found.member):
        largest = int(sizes.argmax())
        members = say(language, "count.members", count=int(sizes[largest]))
        yield say(language, "large.largest", network=told.networks[largest].text, members=members)
    several = int((degrees > 1).sum())
    if several:
        yield say(language, "large.in_several", members=say(language, "count.members", count=several))
        networks = say(language, "count.networks", count=int(degrees.max()))
        members = say(language, "count.members", count=int((degrees == degrees.max()).sum()))
        yield say(language, "large.most", networks=networks, members=members)
    none = int((degrees == 0).sum())
    if none:
        # Only municipalities are listed without a membership.
        yield " ".join(filter(None, (say(language, "summary.none_sentence", count=none), unconfirmed)))


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
    dataset: Dataset, found: Overview, reconciled: list[ReconciliationRow], language: str
) -> Iterator[str]:
    """Yield what is not known: municipalities and networks without members, partial lists, candidates left out.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    found : Overview
        The same as arrays.
    reconciled : list of ReconciliationRow
        Published figures beside held ones.
    language : {"fi", "sv", "en"}
        Language of the page.
    """
    none, empty = int((found.degrees == 0).sum()), int((found.sizes == 0).sum())
    if none:
        sentence = say(language, "summary.none_sentence", count=none)
        yield f"{sentence} {say(language, 'summary.none_note_short')}"
    if empty:
        yield say(language, "unknown.networks", count=empty)
    partial = list(dict.fromkeys(row.network.name.text for row in reconciled if row.short))
    if 0 < len(partial) <= MOST_PARTIAL:
        yield say(language, "unknown.partial", networks=join_words(language, partial))
    if (dataset.figures["scope"] == "primary").any():
        yield say(language, "unknown.primary")
    if (found.networks[f"name_{language}"] == "").any():
        yield say(language, "unknown.names")
    tables = (dataset.memberships, dataset.organisation_memberships)
    candidates = sum(int((table["basis"] == "candidate").sum()) for table in tables)
    if candidates:
        # A large page never shows them.
        yield say(language, "list.no_candidates", count=candidates)
