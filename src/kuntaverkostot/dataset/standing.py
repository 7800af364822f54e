"""How sure a membership is, and whether a network still works: the one place that compares these values.

The functions take a single value or a whole column, and answer in kind; of a column as an array of objects they take a
tenth of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

# Bases of a membership: a source names the member, a published rule makes it one, or nothing confirms it.
BASES = LISTED, RULE, CANDIDATE = ("listed", "rule", "candidate")
# Statuses of a network, in the order of the page.
STATUSES = CURRENT, UNKNOWN, ENDED = ("current", "unknown", "ended")


@overload
def is_confirmed(basis: str) -> bool: ...
@overload
def is_confirmed(basis: pd.Series[str]) -> pd.Series[bool]: ...
@overload
def is_confirmed(basis: NDArray[Any]) -> NDArray[np.bool_]: ...
def is_confirmed(basis: str | pd.Series[str] | NDArray[Any]) -> bool | pd.Series[bool] | NDArray[np.bool_]:
    """Return whether a source or a rule confirms a membership.

    >>> is_confirmed("rule"), is_confirmed("candidate")
    (True, False)
    >>> import pandas as pd
    >>> is_confirmed(pd.Series(["listed", "candidate"])).tolist()
    [True, False]
    """
    return basis != CANDIDATE


def count_confirmed(bases: list[str]) -> int:
    """Return how many of these memberships are confirmed.

    >>> count_confirmed(["rule", "candidate", "listed"])
    2
    """
    return len(bases) - bases.count(CANDIDATE)


def is_listed(basis: str) -> bool:
    """Return whether a source names the member.

    >>> is_listed("listed"), is_listed("rule")
    (True, False)
    """
    return basis == LISTED


@overload
def is_derived(basis: str) -> bool: ...
@overload
def is_derived(basis: pd.Series[str]) -> pd.Series[bool]: ...
def is_derived(basis: str | pd.Series[str]) -> bool | pd.Series[bool]:
    """Return whether a membership follows from a rule.

    >>> is_derived("rule"), is_derived("listed")
    (True, False)
    """
    return basis == RULE


@overload
def is_current(status: str) -> bool: ...
@overload
def is_current(status: pd.Series[str]) -> pd.Series[bool]: ...
@overload
def is_current(status: NDArray[Any]) -> NDArray[np.bool_]: ...
def is_current(status: str | pd.Series[str] | NDArray[Any]) -> bool | pd.Series[bool] | NDArray[np.bool_]:
    """Return whether a network has not ended; one of unknown status may still work, so it counts.

    >>> is_current("current"), is_current("unknown"), is_current("ended")
    (True, True, False)
    """
    return status != ENDED


def is_unknown(status: str) -> bool:
    """Return whether nobody knows if a network still works.

    >>> is_unknown("unknown"), is_unknown("current")
    (True, False)
    """
    return status == UNKNOWN
