"""Incidences for tests: Boolean frames of municipality x network, and the sets that they represent."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

MOST_MUNICIPALITIES = 12
MOST_NETWORKS = 7


@st.composite
def incidences(draw: st.DrawFn, *, networks: int = MOST_NETWORKS) -> pd.DataFrame:
    """Return an incidence with rows and columns in any order, some of them empty, in C or Fortran order."""
    codes = draw(st.permutations([f"{3 * number:03}" for number in range(draw(st.integers(0, MOST_MUNICIPALITIES)))]))
    ids = draw(st.permutations([f"n{number}" for number in range(draw(st.integers(0, networks)))]))
    size = len(codes) * len(ids)
    cells = np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)), dtype=bool)
    return pd.DataFrame(
        cells.reshape((len(codes), len(ids)), order=draw(st.sampled_from(["C", "F"]))),
        index=pd.Index(codes, dtype="str", name="municipality_code"),
        columns=pd.Index(ids, dtype="str", name="network_id"),
        copy=False,
    )


def members_of(incidence: pd.DataFrame) -> dict[str, set[str]]:
    """Return the municipalities of each network."""
    return {network: set(incidence.index[incidence[network]]) for network in incidence.columns}


def networks_of(incidence: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the networks of each municipality, in the order of the columns."""
    return {code: tuple(incidence.columns[incidence.loc[code].to_numpy(dtype=bool)]) for code in incidence.index}


def persons_of(incidence: pd.DataFrame) -> pd.Series:
    """Return inhabitants of each municipality, each a different power of two, so that a sum identifies its parts."""
    codes = sorted(incidence.index)
    return pd.Series([1 << number for number in range(len(codes))], index=pd.Index(codes, dtype="str"))
