"""How many members of a network are known, of how many that are published: one account for all that say it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.text.language import join_words, number, say

MOST_NAMES = 6  # of networks in a sentence; more are counted


@dataclass(frozen=True, slots=True)
class Published:
    """What is published of the size of a network.

    Attributes
    ----------
    members : int or None
        How many members it has, in all.
    nearly : bool
        Whether the source rounds that up.
    primary : int or None
        How many have it as their primary network; that says nothing of how many members it has.
    """

    members: int | None = None
    nearly: bool = False
    primary: int | None = None

    def exceeds(self, known: int) -> bool:
        """Return whether there are more members than the known ones."""
        return self.members is not None and self.members > known


NOTHING = Published()


def published_members(dataset: Dataset) -> dict[str, Published]:
    """Return what is published of the members of each network, by its id; of several figures the first counts.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> found = published_members(load_dataset())
    >>> found["seutukaupungit"].members, found["pienet-kunnat"].primary
    (57, 159)
    """
    table = dataset.figures
    figures = {
        (row["network_id"], row["scope"]): row
        for row in reversed(records(table[(table["measure"] == "members") & table["scope"].isin(["all", "primary"])]))
    }
    found = {}
    for network in dict.fromkeys(code for code, _ in figures):
        everyone, primary = figures.get((network, "all")), figures.get((network, "primary"))
        found[network] = Published(
            members=int(everyone["value"]) if everyone else None,
            nearly=everyone is not None and everyone["qualifier"] == "nearly",
            primary=int(primary["value"]) if primary else None,
        )
    return found


def known_members(dataset: Dataset) -> dict[str, int]:
    """Return how many members of each network are known; a candidate is a guess, however many there are."""
    held = dict.fromkeys(dataset.networks["network_id"], 0)
    for table in (dataset.memberships, dataset.organisation_memberships):
        for network, count in table.loc[is_confirmed(table["basis"]), "network_id"].value_counts().items():
            held[str(network)] = held.get(str(network), 0) + int(count)
    return held


def incomplete_networks(dataset: Dataset) -> frozenset[str]:
    """Return the networks that have more members than are known, as far as it is published.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> {"kehyskunnat", "seutukaupungit"} <= incomplete_networks(load_dataset())
    True
    """
    held = known_members(dataset)
    return frozenset(code for code, told in published_members(dataset).items() if told.exceeds(held.get(code, 0)))


def unknown_networks(dataset: Dataset) -> frozenset[str]:
    """Return the working networks that may have municipalities as members, of which none is known."""
    held = known_members(dataset)
    table = dataset.networks
    open_ones = table[is_current(table["status"]) & table["member_kind"].isin(["municipality", "mixed"])]
    return frozenset(code for code in open_ones["network_id"] if not held[code])


def extent(language: str, known: int, published: Published = NOTHING, *, unit: str = "members") -> str:
    """Return how many members are known, and the published number where it is another.

    Parameters
    ----------
    language : {"fi", "sv", "en"}
        Language of the words.
    known : int
        How many members the tables hold.
    published : Published
        What is published.
    unit : {"members", "municipalities"}
        What the members are.

    Returns
    -------
    str
        One number where both agree; that the members are not known where none is.

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
    told = _beside(language, known, published, members, "")
    if not _other_primary(known, published):
        return told or members
    primary = say(language, "known.primary", count=published.primary)
    return f"{told or say(language, 'known.here', members=members)}; {primary}"


def extent_lines(language: str, known: int, published: Published = NOTHING, *, unit: str = "") -> tuple[str, ...]:
    """Return the same for a label, in lines; without a unit as a number alone.

    >>> extent_lines("en", 44, Published(57), unit="municipalities"), extent_lines("en", 49, unit="members")
    (('44 of 57 known',), ('49 members',))
    >>> extent_lines("en", 211, Published(primary=159))
    ('211', 'primary for 159')
    """
    members = say(language, f"count.{unit}", count=known) if unit else number(language, known)
    told = _beside(language, known, published, number(language, known), "_brief") or members
    primary = _other_primary(known, published)
    return (told, say(language, "known.primary_brief", primary=published.primary)) if primary else (told,)


def partial_note(language: str, names: Collection[str]) -> str:
    """Return that the lists of some networks are incomplete, and what that means; "" when there are none.

    >>> partial_note("en", ["Regional cities"])
    'The list of “Regional cities” is incomplete, so there may be more in common.'
    """
    if not names:
        return ""
    if len(names) > MOST_NAMES:
        return say(language, "known.partial_many", count=len(names))
    quoted = [say(language, "words.quoted", name=name) for name in names]
    return say(language, "known.partial", count=len(names), names=join_words(language, quoted))


def where_sought(language: str, *, sourced: bool) -> str:
    """Return where no membership was found: in public sources, or, where the tables name none, in this data."""
    return say(language, "known.in_public_sources" if sourced else "known.in_this_data")


def _other_primary(known: int, published: Published) -> bool:
    return published.primary is not None and published.primary != known


def _beside(language: str, known: int, published: Published, members: str, form: str) -> str:
    """Return the published number beside the known one; "" where they agree or none is published."""
    if published.members is None or published.members == known:
        return ""
    value = number(language, published.members)
    value = say(language, "words.nearly", value=value) if published.nearly else value
    key = "fewer" if published.exceeds(known) else "more"
    return say(language, f"known.{key}{form}", count=known, members=members, published=value)
