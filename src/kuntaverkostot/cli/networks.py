"""Networks that somebody names on the command line, by id or by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kuntaverkostot.cli.terminal import DATA, printable, stop
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.text.language import say

if TYPE_CHECKING:
    import pandas as pd

    from kuntaverkostot.dataset.dataset import Dataset


def network_ids(words: Iterable[str], incidence: pd.DataFrame, dataset: Dataset, language: str) -> dict[str, str]:
    """Return the id of each network that is named; stop when one is not in the incidence, and say why."""
    from kuntaverkostot.dataset.suggestions import networks_named  # noqa: PLC0415 - loads pandas

    kind = "municipality" if incidence.index.name == "municipality_code" else "organisation"
    ids, reasons = {}, []
    for word in dict.fromkeys(words):
        matches = networks_named(dataset, word)
        if len(matches) == 1 and matches[0] in incidence:
            ids[word] = matches[0]
        else:
            reasons.append(_why_missing(word, matches, kind, dataset, language))
    if reasons:
        stop("\n".join(dict.fromkeys(reasons)), DATA)
    return ids


def _why_missing(word: str, matches: Sequence[str], kind: str, dataset: Dataset, language: str) -> str:
    from kuntaverkostot.dataset.suggestions import networks_near  # noqa: PLC0415 - loads pandas

    tables = {"municipality": dataset.memberships, "organisation": dataset.organisation_memberships}
    with_members = {name: set(memberships["network_id"].unique()) for name, memberships in tables.items()}
    status = dict(zip(dataset.networks["network_id"], dataset.networks["status"], strict=True))
    network, near = word, matches
    if not word.strip():
        return say(language, "unfit.no_network")
    if len(matches) > 1:
        key = "network_several"
    elif not matches:
        near = networks_near(dataset, word)
        key = "network_near" if near else "network"
    else:
        (network,) = matches
        if not is_current(status[network]):
            key = "network_ended"
        elif network in with_members[kind]:
            key = "network_candidates"
        else:
            key = "network_organisations" if network in with_members["organisation"] else "network_unknown"
    return say(
        language, f"usage.{key}", network=printable(network, longest=300), near=", ".join(near), option="--candidates"
    )
