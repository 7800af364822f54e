"""A dataset that is too large to draw member by member: as arrays, with what its networks share.

Nothing here goes through memberships one by one in Python, so that time grows with their number and no faster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kuntaverkostot.analysis.pairs import jaccard_index
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.rules import living
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.text.language import NAMES

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# vis-network takes under 100 ms for a turn of the wheel up to 3,000 nodes with their edges; a list of more rows than
# these is no longer there at once in a browser either.
MOST_NODES, MOST_MEMBERSHIPS = 3000, 10_000
STRONGEST = 3  # overlaps of each network that are drawn

Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """Members, networks and memberships as arrays.

    Attributes
    ----------
    members : pandas.DataFrame
        kind ("municipality" or "organisation"), code, name_fi, name_sv, name_en; sorted by kind and code.
    networks : pandas.DataFrame
        The table of networks, sorted by id.
    member, network : numpy.ndarray of int, shape (memberships,)
        Rows of the two frames, sorted by network and then by member; no pair comes twice.
    ground : numpy.ndarray of int, shape (memberships,)
        On what each membership rests: a place in ``grounds``.
    grounds : tuple of (str, str)
        Basis and source ids, as in the tables.
    """

    members: pd.DataFrame
    networks: pd.DataFrame
    member: Positions
    network: Positions
    ground: Positions
    grounds: tuple[tuple[str, str], ...]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many members each network has."""
        return np.bincount(self.network, minlength=len(self.networks))

    @property
    def degrees(self) -> NDArray[np.int64]:
        """In how many networks each member is."""
        return np.bincount(self.member, minlength=len(self.members))


def is_large(dataset: Dataset) -> bool:
    """Return whether there are too many members or memberships to draw and list all of them at once.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> is_large(load_dataset())
    False
    """
    nodes = len(dataset.municipalities) + len(dataset.organisations) + len(dataset.networks)
    return nodes > MOST_NODES or len(dataset.memberships) + len(dataset.organisation_memberships) > MOST_MEMBERSHIPS


def overview(dataset: Dataset) -> Overview:
    """Return a dataset as arrays; memberships that no source names are left out.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.

    Returns
    -------
    Overview
        Every living municipality, every organisation that is a member, every network, every membership.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> found = overview(load_dataset())
    >>> len(found.members), len(found.networks), len(found.member)
    (326, 31, 397)
    """
    networks = dataset.networks.sort_values("network_id", ignore_index=True)
    links = [
        ("municipality", dataset.memberships, "municipality_code", living(dataset.municipalities)),
        ("organisation", dataset.organisation_memberships, "organisation_id", dataset.organisations),
    ]
    frames, rows, columns, bases, sources, before = [], [], [], [], [], 0
    for kind, memberships, key, table in links:
        held = memberships[is_confirmed(memberships["basis"])]
        chosen = table[table[key].isin(held[key])] if kind == "organisation" else table
        ordered = chosen.sort_values(key, ignore_index=True)
        frames.append(ordered[[key, *NAMES]].rename(columns={key: "code"}).assign(kind=kind))
        found = pd.Index(ordered[key]).get_indexer(pd.Index(held[key]))
        rows.append(np.where(found < 0, -1, found + before))
        columns.append(pd.Index(networks["network_id"]).get_indexer(pd.Index(held["network_id"])))
        bases.append(held["basis"])
        sources.append(held["source_ids"])
        before += len(ordered)
    member, network = np.concatenate(rows), np.concatenate(columns)
    known = np.flatnonzero((member >= 0) & (network >= 0))
    pairs, first = np.unique(network[known] * before + member[known], return_index=True)
    grounds, ground = _grounds(pd.concat(bases), pd.concat(sources))
    return Overview(
        members=pd.concat(frames, ignore_index=True)[["kind", "code", *NAMES]],
        networks=networks,
        member=pairs % max(before, 1),
        network=pairs // max(before, 1),
        ground=ground[known[first]],
        grounds=grounds,
    )


def _grounds(basis: pd.Series, sources: pd.Series) -> tuple[tuple[tuple[str, str], ...], Positions]:
    """Return the different pairs of basis and sources, sorted, and the place of each row among them."""
    basis_code, basis_names = pd.factorize(basis, sort=True)
    source_code, source_names = pd.factorize(sources, sort=True)
    width = max(1, len(source_names))
    used, place = np.unique(basis_code * width + source_code, return_inverse=True)
    return tuple((str(basis_names[one // width]), str(source_names[one % width])) for one in used), place


def shared_members(found: Overview) -> csr_array:
    """Return how many members each two networks share, as a sparse symmetric matrix with an empty diagonal.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> found = overview(load_dataset())
    >>> ids = found.networks["network_id"].tolist()
    >>> int(shared_members(found)[ids.index("pienet-kunnat"), ids.index("seutukaupungit")])
    10
    """
    held = _held(found)
    common = held @ held.T
    common.setdiag(0)
    common.eliminate_zeros()
    common.sort_indices()
    return common


def only_links(found: Overview, one: Positions, other: Positions) -> Positions:
    """Return which member it is that two networks share, for pairs that share one.

    Parameters
    ----------
    found : Overview
        The dataset as arrays.
    one, other : numpy.ndarray of int, shape (pairs,)
        Rows of the networks.
    """
    if not len(one):
        return one
    held = _held(found)
    # The sum of the places of all that are shared; of one, its own.
    places = held.multiply(np.arange(len(found.members))).tocsr() @ held.T
    sums: Positions = np.asarray(places[one, other]).ravel().astype(np.intp)
    return sums


def _held(found: Overview) -> csr_array:
    """Return memberships as a sparse matrix of networks by members."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - heavy

    shape = (len(found.networks), len(found.members))
    return csr_array((np.ones(len(found.member), dtype=np.int64), (found.network, found.member)), shape=shape)


def likeness(common: csr_array, sizes: NDArray[np.int64]) -> csr_array:
    """Return the Jaccard index of each two networks that share a member: shared members by members of either.

    Parameters
    ----------
    common : scipy.sparse.csr_array
        From :func:`shared_members`.
    sizes : numpy.ndarray of int, shape (networks,)
        Members of each network.
    """
    pairs = common.tocoo()
    alike = common.astype(float)
    alike.data = jaccard_index(pairs.data, sizes[pairs.row] + sizes[pairs.col] - pairs.data)
    return alike


def strongest_overlaps(common: csr_array, alike: csr_array) -> NDArray[np.int64]:
    """Return the overlaps that are drawn: of each network the few with those most like it, the first of equals.

    Parameters
    ----------
    common, alike : scipy.sparse.csr_array
        From :func:`shared_members` and :func:`likeness`.

    Returns
    -------
    numpy.ndarray of int, shape (overlaps, 3)
        Two networks, the first with the smaller position, and how many members they share; sorted.
    """
    pairs = common.tocoo()
    order = np.lexsort((pairs.col, -alike.data, pairs.row))
    row, column, shared = pairs.row[order], pairs.col[order], pairs.data[order]
    starts = np.searchsorted(row, np.arange(common.shape[0]))
    kept = np.arange(len(row)) - starts[row] < STRONGEST
    first, second = np.minimum(row, column)[kept], np.maximum(row, column)[kept]
    return np.unique(np.column_stack((first, second, shared[kept])).astype(np.int64), axis=0)
