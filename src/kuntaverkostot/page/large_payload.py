"""What the scripts of a page know when there are too many members to draw: names, and who is in what, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from kuntaverkostot.analysis.membership_arrays import Overview
from kuntaverkostot.dataset.dataset import records
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.listing.localized import Localized
from kuntaverkostot.page.payload import texts_of_scripts
from kuntaverkostot.page.payload_types import CompactData
from kuntaverkostot.text.language import DECIMAL, GROUPING, LANGUAGES, Name, short_name
from kuntaverkostot.text.node_ids import network_node

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from kuntaverkostot.diagram.frame import Frame
    from kuntaverkostot.diagram.network_layout import Squares

SECTIONS = ("large.",)


def compact_data(
    found: Overview,
    told: Localized,
    squares: Sequence[tuple[Frame, Squares]],
    strongest: NDArray[np.int64],
    seen: Appearance,
    *,
    numbers: dict[str, int],
    about: dict[str, Any],
) -> CompactData:
    """Return what the explorer draws when there are too many members to draw at once.

    Parameters
    ----------
    found : Overview
        The dataset as arrays.
    told : Localized
        The same in the order of a language.
    squares : sequence of (Frame, Squares)
        Where networks stand.
    strongest : numpy.ndarray of int, shape (overlaps, 3)
        Overlaps that are drawn, as rows of ``found``.
    seen : Appearance
        Colours and letters of networks.
    numbers : dict of str to int
        Numbers of the sources in the list, by id.
    about : dict
        What is told of members, from :func:`kuntaverkostot.listing.large_entries.about_members`.


    Returns
    -------
    CompactData
        Values that JSON knows. The members of each network are places in the list of members, each as its distance
        from the one before.
    """
    language = told.language
    steps = np.diff(told.member, prepend=0)
    starts = told.starts()
    begins = starts[:-1][np.diff(starts) > 0]
    steps[begins] = told.member[begins]
    rows = told.networks_as
    place = np.empty_like(rows)
    place[rows] = np.arange(len(rows))
    rows_of_networks = records(found.networks)
    nodes = [network_node(rows_of_networks[row]["network_id"]) for row in rows.tolist()]
    return {
        "detail": "on_demand",
        "language": language,
        "date": about["date"],
        "layouts": ["overlap"],
        "grouping": GROUPING[language],
        "decimal": DECIMAL[language],
        "texts": texts_of_scripts(language, where=about["where"], more=SECTIONS),
        "regions": about["regions"],
        "members": {
            "about": about["about"],
            "id": told.member_ids,
            "name": [name.text for name in told.members],
            "names": _others(found.members, told.members, told.members_as),
            "foreign": _foreign(told.members, language),
        },
        "networks": {
            "id": told.network_ids,
            "name": [name.text for name in told.networks],
            "label": [short_name(rows_of_networks[row], language) for row in rows.tolist()],
            "names": _others(found.networks, told.networks, told.networks_as),
            "foreign": _foreign(told.networks, language),
            "status": [rows_of_networks[row]["status"] for row in rows.tolist()],
            "place": [seen.places.get(node, -1) for node in nodes],
            "known": about["extents"],
            "letter": [seen.letters.get(node, "") for node in nodes],
        },
        "sizes": np.diff(starts).tolist(),
        "links": steps.tolist(),
        "grounds": [
            (basis, sorted(numbers[source] for source in split_list(sources) if source in numbers))
            for basis, sources in found.grounds
        ],
        "ground": told.ground.tolist() if len(found.grounds) > 1 else None,
        "shared": [
            (*_in_order(int(place[one]), int(place[other])), shared) for one, other, shared in strongest.tolist()
        ],
        "frames": [
            {
                "name": frame.name,
                "width": at.width,
                "height": at.height,
                "type": frame.type_size,
                "x": at.positions[rows, 0].tolist(),
                "y": at.positions[rows, 1].tolist(),
                "size": at.sizes[rows].tolist(),
            }
            for frame, at in squares
        ],
    }


def _in_order(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _others(table: pd.DataFrame, names: list[Name], rows: NDArray[np.intp]) -> list[list[Any]]:
    """Return the names in other languages, of those that have one, each with its place."""
    columns = [table[f"name_{one}"].tolist() for one in LANGUAGES]
    found = []
    for place, row in enumerate(rows.tolist()):
        others = {column[row] for column in columns} - {"", names[place].text}
        if others:
            found.append([place, *sorted(others)])
    return found


def _foreign(names: list[Name], language: str) -> dict[str, list[int] | int]:
    """Return by language the places of names that are not in the language of the page; 1 stands for all of them."""
    found: dict[str, list[int] | int] = {}
    for one in LANGUAGES:
        places = [place for place, name in enumerate(names) if name.language == one] if one != language else []
        if places:
            found[one] = 1 if len(places) == len(names) else places
    return found
