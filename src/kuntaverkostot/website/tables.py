"""The tables of the site as a Data Package: CSV files with their description."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kuntaverkostot.analysis.export import csv_files
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.licences import holds
from kuntaverkostot.dataset.schema import bundled_data

# What describes the package itself, and not any tables of the same form.
OWN = ("name", "title", "description", "version", "licenses", "sources")


def package_files(dataset: Dataset, *, title: str) -> dict[str, bytes]:
    """Return the description of the tables and the tables, by file name.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    title : str
        What they are about.

    Returns
    -------
    dict of str to bytes
        ``datapackage.json`` first. Source: https://datapackage.org
    """
    described = package(dataset, title=title)
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    return {"datapackage.json": text.encode("utf-8"), **csv_files(dataset)}


def package(dataset: Dataset, *, title: str) -> dict[str, object]:
    """Return the description of the tables; only those of the package have its name, licence and sources."""
    bundled: dict[str, object] = json.loads(bundled_data().joinpath("datapackage.json").read_text(encoding="utf-8"))
    if is_bundled(dataset):
        return bundled
    kept = {key: value for key, value in bundled.items() if key not in OWN}
    return {"$schema": kept.pop("$schema"), "name": "tables", "title": title, **kept}


def is_bundled(dataset: Dataset) -> bool:
    """Return whether the networks are those that come with the package, so that its licence is that of the tables."""
    path = bundled_data() / "networks.csv"
    return holds(dataset, "areas") and csv_files(dataset)["networks.csv"] == path.read_bytes()


def licence_of(described: Mapping[str, object]) -> str:
    """Return the address of the licence of the tables, or ""."""
    licences = described.get("licenses")
    return str(licences[0]["path"]) if isinstance(licences, list) else ""
