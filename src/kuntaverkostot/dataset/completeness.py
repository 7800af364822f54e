"""Completeness of member lists: members known of a network against the published number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import compress

from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.text.language import join_words, number, say

MOST_NAMES = 6  # of networks in a sentence; more are counted


@dataclass(frozen=True, slots=True)
class Published:
    """Published numbers of members of a network.

    Attributes
    ----------
    members : int or None
        All members.
    nearly : bool
        Whether the source rounds the number up.
    primary : int or None
        Members whose primary network it is; not a count of all members.
    """

    members: int | None = None
    nearly: bool = False
    primary: int | None = None

    def exceeds(self, known: int) -> bool:
        """Return whether more members are published than known."""
        return self.members is not None and self.members > known


NOTHING = Published()


def published_members(dataset: Dataset) -> dict[str, Published]:
    """Return the published numbers of members by network id; the first of several figures counts.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> published = published_members(load_dataset())
    >>> published["seutukaupungit"].members, published["pienet-kunnat"].primary
    (57, 159)
    """
    figures = {
        (row["network_id"], row["scope"]): row
        for row in reversed(records(dataset.figures, "network_id", "measure", "scope", "value", "qualifier"))
        if row["measure"] == "members" and row["scope"] in {"all", "primary"}
    }
    published = {}
    for network in dict.fromkeys(code for code, _ in figures):
        everyone, primary = figures.get((network, "all")), figures.get((network, "primary"))
        published[network] = Published(
            members=int(everyone["value"]) if everyone else None,
            nearly=everyone is not None and everyone["qualifier"] == "nearly",
            primary=int(primary["value"]) if primary else None,
        )
    return published


def known_members(dataset: Dataset) -> dict[str, int]:
    """Return the number of known members by network id, without candidates."""
    counts = dict.fromkeys(dataset.networks["network_id"], 0)
    for table in (dataset.memberships, dataset.organisation_memberships):
        confirmed = is_confirmed(table["basis"].to_numpy())
        for network, count in Counter(compress(table["network_id"].tolist(), confirmed.tolist())).items():
            counts[network] = counts.get(network, 0) + count
    return counts


def incomplete_networks(dataset: Dataset) -> frozenset[str]:
    """Return the networks with fewer known members than published.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> {"kehyskunnat", "seutukaupungit"} <= incomplete_networks(load_dataset())
    True
    """
    counts = known_members(dataset)
    return frozenset(
        code for code, published in published_members(dataset).items() if published.exceeds(counts.get(code, 0))
    )


def unknown_networks(dataset: Dataset) -> frozenset[str]:
    """Return the current networks of municipalities without a single known member."""
    counts = known_members(dataset)
    table = dataset.networks
    for_municipalities = table[is_current(table["status"]) & table["member_kind"].isin(["municipality", "mixed"])]
    return frozenset(code for code in for_municipalities["network_id"] if not counts[code])


def extent(language: str, known: int, published: Published = NOTHING, *, unit: str = "members") -> str:
    """Return the number of known members, with the published number when it differs.

    Parameters
    ----------
    language : {"fi", "sv", "en"}
        Language of the words.
    known : int
        Members in the tables.
    published : Published
        The published numbers.
    unit : {"members", "municipalities"}
        What to call the members.

    Returns
    -------
    str
        One number when both agree; without known members, a note that they are unknown.

    Examples
    --------
    >>> extent("en", 44, Published(57), unit="municipalities")
    '44 municipalities known, 57 in all'
    >>> extent("en", 49, Published(49)), extent("en", 0, Published(21))
    ('49 members', 'members not known')
    """
    if not known:
        return say(language, "known.none")
    members = say(language, f"count.{unit}", count=known)
    compared = _known_and_published(language, known, published, members, "")
    if not _primary_differs(known, published):
        return compared or members
    primary = say(language, "known.primary", count=published.primary)
    return f"{compared or say(language, 'known.here', members=members)}; {primary}"


def extent_lines(language: str, known: int, published: Published = NOTHING, *, unit: str = "") -> tuple[str, ...]:
    """Return the extent as lines of a label; without a unit, the number alone.

    >>> extent_lines("en", 44, Published(57), unit="municipalities"), extent_lines("en", 49, unit="members")
    (('44 of 57 known',), ('49 members',))
    >>> extent_lines("en", 211, Published(primary=159))
    ('211', 'primary for 159')
    """
    members = say(language, f"count.{unit}", count=known) if unit else number(language, known)
    compared = _known_and_published(language, known, published, number(language, known), "_brief") or members
    primary = _primary_differs(known, published)
    return (compared, say(language, "known.primary_brief", primary=published.primary)) if primary else (compared,)


def partial_note(language: str, names: Collection[str]) -> str:
    """Return a note that the lists of these networks are incomplete, or "" when there are none.

    >>> partial_note("en", ["Regional cities"])
    'The list of “Regional cities” is incomplete, so there may be more in common.'
    """
    if not names:
        return ""
    if len(names) > MOST_NAMES:
        return say(language, "known.partial_many", count=len(names))
    quoted = [say(language, "words.quoted", name=name) for name in names]
    return say(language, "known.partial", count=len(names), names=join_words(language, quoted))


def is_sourced(dataset: Dataset) -> bool:
    """Return whether memberships were sought in sources: a list of one's own cites none of the bundled ones.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> is_sourced(load_dataset())
    True
    """
    tables = (dataset.memberships, dataset.organisation_memberships)
    held = sum(map(len, tables))
    return not dataset.sources.empty and (not held or any((table["source_ids"] != "").any() for table in tables))


def where_sought(language: str, *, sourced: bool) -> str:
    """Return where memberships were sought: in public sources or, if the tables name none, in this data."""
    return say(language, "known.in_public_sources" if sourced else "known.in_this_data")


def _primary_differs(known: int, published: Published) -> bool:
    return published.primary is not None and published.primary != known


def _known_and_published(language: str, known: int, published: Published, members: str, form: str) -> str:
    """Return the known number with the published one; "" when they agree or none is published."""
    if published.members is None or published.members == known:
        return ""
    value = number(language, published.members)
    value = say(language, "words.nearly", value=value) if published.nearly else value
    key = "fewer" if published.exceeds(known) else "more"
    return say(language, f"known.{key}{form}", count=known, members=members, published=value)
