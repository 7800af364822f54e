"""Published figures compared with the tables."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, newest_date, rows_of
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.names import beside, network_names
from kuntaverkostot.dataset.rules import populations_at
from kuntaverkostot.dataset.standing import is_confirmed

SCOPE_LANGUAGES = {"swedish": ("sv",), "bilingual": ("fi-sv", "sv-fi")}
# No table says which network is the primary one of a municipality.
NOT_HELD = "primary"


def reconcile(dataset: Dataset, *, candidates: bool = False, names: str | None = None) -> pd.DataFrame:
    """Compare each published figure with the tables.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names are counted.
    names : {"fi", "sv", "en"}, optional
        Puts names of the networks in a language beside their ids.

    Returns
    -------
    pandas.DataFrame
        The rows of ``figures`` with ``held`` (members, or persons at the newest date) and ``difference`` (held minus
        published). Both are missing when the tables cannot tell: no member of the network is known, the population
        of one is not, or the figure counts only members whose primary network it is.
        ``considered`` counts all members, as a context for figures that cannot be compared.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> table = kv.reconcile(kv.load_dataset()).set_index("figure_id")
    >>> int(table.at["seutukaupungit-members", "value"]), int(table.at["seutukaupungit-members", "held"])
    (57, 44)
    """
    need_dataset(dataset, "reconcile")
    members = _members(dataset, candidates=candidates)
    languages = dict(zip(dataset.municipalities["municipality_code"], dataset.municipalities["language"], strict=True))
    date = newest_date(dataset)
    counted = populations_at(dataset.municipalities, dataset.populations, date=date) if date else pd.Series(dtype=int)
    inhabitants = {str(code): int(count) for code, count in counted.items()}
    table = dataset.figures.copy()
    considered = [
        _held(measure, _in_scope(members[network], scope, languages), inhabitants) if network in members else None
        for network, measure, scope in rows_of(table, "network_id", "measure", "scope")
    ]
    table["considered"] = pd.array(considered, dtype="Int64")
    table["held"] = table["considered"].mask(table["scope"] == NOT_HELD)
    table["difference"] = table["held"] - table["value"].astype("Int64")
    return table if names is None else beside(table, networks=network_names(dataset, names))


def _members(dataset: Dataset, *, candidates: bool) -> dict[str, list[str]]:
    """Return the members of each network that has a published figure."""
    tables = ((dataset.memberships, "municipality_code"), (dataset.organisation_memberships, "organisation_id"))
    with_figures = set(dataset.figures["network_id"].tolist())
    members: dict[str, list[str]] = defaultdict(list)
    for table, key in tables:
        for network, member, basis in rows_of(table, "network_id", key, "basis"):
            if network in with_figures and (candidates or is_confirmed(basis)):
                members[network].append(member)
    return members


def _in_scope(members: list[str], scope: str, languages: dict[str, str]) -> list[str]:
    if scope not in SCOPE_LANGUAGES:
        return members
    return [member for member in members if languages.get(member) in SCOPE_LANGUAGES[scope]]


def _held(measure: str, members: list[str], inhabitants: dict[str, int]) -> int | None:
    if measure == "members":
        return len(members)
    counts = [inhabitants[member] for member in members if member in inhabitants]
    return sum(counts) if len(counts) == len(members) else None
