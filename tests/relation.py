"""The relation that a dataset holds, as pairs of names."""

from __future__ import annotations

import kuntaverkostot as kv

NAMES = ["name_fi", "name_sv", "name_en"]


def relation(dataset: kv.Dataset) -> set[tuple[str, str]]:
    """Return each membership as member and network: a code for a municipality, otherwise names as they were read."""
    networks = _names(dataset.networks, "network_id")
    others = _names(dataset.organisations, "organisation_id")
    municipal = dataset.memberships[["municipality_code", "network_id"]].itertuples(index=False)
    own = dataset.organisation_memberships[["organisation_id", "network_id"]].itertuples(index=False)
    return {(code, networks[network]) for code, network in municipal} | {
        (others[member], networks[network]) for member, network in own
    }


def _names(frame, key: str) -> dict[str, str]:
    rows = frame[[key, *NAMES]].itertuples(index=False)
    return {row[0]: next(filter(None, row[1:]), "") for row in rows}
