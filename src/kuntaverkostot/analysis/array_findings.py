"""What stands out in the overlaps of networks, from membership arrays: for datasets too large for a frame of cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.findings import Findings
from kuntaverkostot.analysis.membership_arrays import MembershipArrays, Positions
from kuntaverkostot.analysis.pairs import EQUAL
from kuntaverkostot.analysis.shared_members import only_links
from kuntaverkostot.dataset.completeness import NOTHING, Published
from kuntaverkostot.dataset.dataset import records
from kuntaverkostot.dataset.kinds import KEYS, Kind
from kuntaverkostot.dataset.standing import is_current

if TYPE_CHECKING:
    from scipy.sparse import csr_array


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


def overlaps_of(arrays: MembershipArrays, common: csr_array, published: Mapping[str, Published]) -> Overlaps:
    """Return the findings on the overlaps.

    Parameters
    ----------
    arrays : MembershipArrays
        The dataset as arrays.
    common : scipy.sparse.csr_array
        From :func:`kuntaverkostot.analysis.shared_members.shared_members`.
    published : mapping of str to Published
        Published numbers of members.
    """
    pairs = common.tocoo()
    current = is_current(arrays.networks["status"].to_numpy())
    kept = current[pairs.row] & current[pairs.col]
    network, other, shared = pairs.row[kept], pairs.col[kept], pairs.data[kept]
    most, once = int(shared.max(initial=0)), network < other
    ids = arrays.networks["network_id"].tolist()
    network_sizes = zip(ids, arrays.sizes.tolist(), strict=True)
    whole = ~np.array([published.get(code, NOTHING).exceeds(size) for code, size in network_sizes], dtype=bool)
    inner = (shared == arrays.sizes[network]) & whole[network]
    # Who it is that two networks share is not known where members are only counted.
    alone = once & (shared == 1) & whole[network] & whole[other] & (arrays.counts is None)
    return Overlaps(
        most=most,
        largest=np.column_stack((network, other))[once & (shared == most)],
        inside=np.column_stack((network, other))[inner],
        bridges=np.column_stack((network[alone], other[alone], only_links(arrays, network[alone], other[alone]))),
    )


def array_findings(arrays: MembershipArrays, overlaps: Overlaps) -> Findings:
    """Return the findings on overlaps, as :func:`kuntaverkostot.analysis.findings.findings` does for smaller datasets.

    Parameters
    ----------
    arrays : MembershipArrays
        The dataset as arrays.
    overlaps : Overlaps
        From :func:`overlaps_of`.

    Returns
    -------
    Findings
        With the keys "overlap", "inside" and "bridges". Which networks reach everyone takes too long to find out.
    """
    ids = arrays.networks["network_id"].to_numpy()
    kind: Kind = "municipality" if len(arrays.members) and arrays.municipal.all() else "organisation"
    joining = arrays.members.iloc[np.unique(overlaps.bridges[:, 2])]
    frames = {
        "overlap": _pairs(ids, overlaps.largest).assign(count=overlaps.most),
        "inside": _inside(ids, overlaps.inside),
        "bridges": _pairs(ids, overlaps.bridges).assign(
            **{KEYS[kind]: arrays.members["code"].to_numpy()[overlaps.bridges[:, 2]]}
        ),
    }
    return Findings(
        frames={key: rows for key, rows in frames.items() if len(rows)},
        networks={row["network_id"]: row for row in records(arrays.networks)},
        members={row["code"]: row for row in records(joining)},
        key=KEYS[kind],
        municipal=kind == "municipality",
    )


def _pairs(ids: np.typing.NDArray[np.object_], rows: Positions) -> pd.DataFrame:
    return pd.DataFrame({"network": ids[rows[:, 0]], "other": ids[rows[:, 1]]})


def _inside(ids: np.typing.NDArray[np.object_], inside: Positions) -> pd.DataFrame:
    """Return pairs of which one network is inside the other, equal ones once."""
    held = {(inner, outer) for inner, outer in inside.tolist()}
    once = sorted({(min(pair), max(pair)) for pair in held})
    frame = _pairs(ids, np.array(once, dtype=np.intp).reshape(-1, 2))
    within = [(pair in held, pair[::-1] in held) for pair in once]
    contained = [
        EQUAL if both == (True, True) else ids[first if both[0] else second]
        for (first, second), both in zip(once, within, strict=True)
    ]
    return frame.assign(contained=contained)
