"""What the site has in common in all languages: everything that is computed from the tables alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from kuntaverkostot.analysis.membership_arrays import Positions
from kuntaverkostot.analysis.nearest import Nearest
from kuntaverkostot.analysis.shared_members import shared_members
from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.completeness import is_sourced
from kuntaverkostot.dataset.dataset import Dataset, records, rows_of
from kuntaverkostot.dataset.kinds import KEYS, KINDS
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.page.scene import Scene, scene_of
from kuntaverkostot.text.dates import leading_dates
from kuntaverkostot.text.node_ids import node_id

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

# Which members have a page: none, those in a network, or all.
Members = Literal["none", "listed", "all"]
MEMBERS: tuple[Members, ...] = get_args(Members)
PEERS = 5  # members most alike, named on a page
PUBLIC_KINDS = {"regional council"}  # kinds of organisations that are public bodies


@dataclass(frozen=True, slots=True, eq=False)
class Foundation:
    """What the site has in common in all languages.

    Attributes
    ----------
    scene : Scene
        The tables, and the diagram.
    languages : tuple of str
        Languages of the site.
    base : str
        Address of the site with a slash at its end, or "".
    nodes : list of str
        Node id of each member, in the rows of the arrays.
    has_page : numpy.ndarray of bool, shape (members,)
        Which members have a page.
    region : list of str
        Code of the region of each member, or "".
    row_of : mapping of str to mapping
        Row of each municipality, by code.
    network_rows : mapping of str to mapping
        Row of each network, by id.
    networks_of : tuple of numpy.ndarray of int
        Networks in the order of their members, and where those of each member begin.
    candidates : mapping of str to list of str
        Networks of which a member is a candidate, by node id.
    values : mapping of str to list of (str, str, str)
        What a table of one's own says besides, by node id: network or "", attribute, value.
    public_bodies : set of str
        Node ids of the members that the tables call public bodies: municipalities and regional councils.
    dated : mapping of int to str
        Day, month or year of each source that has one, by its number.
    numbers : mapping of str to int
        Number of each source, by its id.
    sourced : bool
        Whether memberships were sought in sources.
    nearest, shared
        Who is most like a member, and what networks share.
    """

    scene: Scene
    languages: tuple[str, ...]
    base: str
    nodes: list[str]
    has_page: NDArray[np.bool_]
    region: list[str]
    row_of: Mapping[str, Mapping[str, str]]
    network_rows: Mapping[str, Mapping[str, str]]
    networks_of: tuple[Positions, Positions]
    candidates: Mapping[str, list[str]]
    values: Mapping[str, list[tuple[str, str, str]]]
    public_bodies: AbstractSet[str]
    dated: Mapping[int, str]
    numbers: Mapping[str, int]
    sourced: bool
    nearest: Nearest
    shared: csr_array

    @property
    def is_municipal(self) -> bool:
        """Whether the tables are about municipalities."""
        return not self.scene.dataset.municipalities.empty


def foundation_of(dataset: Dataset, *, languages: Sequence[str], members: Members | None, base: str) -> Foundation:
    """Return what the site has in common in all languages.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    languages : sequence of {"fi", "sv", "en"}
        Languages of the site.
    members : {"none", "listed", "all"}, optional
        Which members have a page. When left out: all, or none where there are too many to draw.
    base : str
        Address of the site, or "".
    """
    scene = scene_of(dataset, language=languages[0], candidates=False)
    arrays = scene.arrays
    kinds, codes = arrays.members["kind"].tolist(), arrays.members["code"].tolist()
    row_of = {row["municipality_code"]: row for row in records(dataset.municipalities)}
    wanted = members or ("all" if scene.detail == "all" else "none")
    order = np.argsort(arrays.member, kind="stable")
    starts = np.searchsorted(arrays.member[order], np.arange(len(codes) + 1))
    return Foundation(
        scene=scene,
        languages=tuple(languages),
        base=base and f"{base.rstrip('/')}/",
        nodes=[node_id(kind, code) for kind, code in zip(kinds, codes, strict=True)],
        has_page={
            "none": np.zeros(len(codes), dtype=bool),
            "listed": arrays.degrees > 0,
            "all": np.ones(len(codes), dtype=bool),
        }[wanted],
        region=[
            str(row_of[code]["region_code"]) if kind == KINDS[0] else ""
            for kind, code in zip(kinds, codes, strict=True)
        ],
        row_of=row_of,
        network_rows=lookups.networks(dataset),
        networks_of=(arrays.network[order], starts),
        candidates=_candidates(dataset),
        values=_values(dataset),
        public_bodies=_public_bodies(dataset),
        dated=_dated(dataset),
        numbers=source_numbers(dataset),
        sourced=is_sourced(dataset),
        nearest=Nearest(arrays, scene.inhabitants, limit=PEERS),
        shared=shared_members(arrays),
    )


def _candidates(dataset: Dataset) -> dict[str, list[str]]:
    networks: dict[str, list[str]] = defaultdict(list)
    for kind, table in zip(KINDS, (dataset.memberships, dataset.organisation_memberships), strict=True):
        rows = table[~is_confirmed(table["basis"])]
        for member, network in rows_of(rows[[KEYS[kind], "network_id"]]):
            networks[node_id(kind, member)].append(network)
    return networks


def _values(dataset: Dataset) -> dict[str, list[tuple[str, str, str]]]:
    values: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    columns = ["kind", "member_id", "network_id", "attribute", "value"]
    for kind, member, network, name, value in rows_of(dataset.attributes[columns]):
        values[node_id(kind, member)].append((network, name, value))
    return values


def _public_bodies(dataset: Dataset) -> set[str]:
    councils = dataset.organisations[dataset.organisations["kind"].isin(PUBLIC_KINDS)]
    tables = (dataset.municipalities["municipality_code"], councils["organisation_id"])
    return {node_id(kind, code) for kind, codes in zip(KINDS, tables, strict=True) for code in codes.tolist()}


def _dated(dataset: Dataset) -> dict[int, str]:
    """Return the first date of each source that begins with one."""
    numbers = source_numbers(dataset)
    dated = ((code, leading_dates(text)) for code, text in rows_of(dataset.sources[["source_id", "date"]]))
    return {numbers[code]: dates[0] for code, dates in dated if dates}
