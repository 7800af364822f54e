"""Counts in place of members: how many have exactly the same networks, without who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.dataset import Dataset

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CountedDataset:
    """Networks with how many members have each exact set of them; :func:`kuntaverkostot.build_page` shows it.

    Attributes
    ----------
    tables : Dataset
        Each exact set is an organisation, in the order of its size, the largest first.
    counts : numpy.ndarray of int
        How many members each of these has.
    """

    tables: Dataset
    counts: NDArray[np.int64]

    def __repr__(self) -> str:
        counts = {"members": self.counts.sum(), "networks": len(self.tables.networks), "exact sets": len(self.counts)}
        return f"CountedDataset({', '.join(f'{count} {unit}' for unit, count in counts.items())})"
