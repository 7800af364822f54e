"""The tables of the site as a Data Package: CSV files with their description."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kuntaverkostot.analysis.export import csv_files
from kuntaverkostot.dataset.dataset import Dataset, load_dataset
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
    tables = csv_files(dataset)
    text = json.dumps(_package(tables, title), ensure_ascii=False, indent=2) + "\n"
    return {"datapackage.json": text.encode("utf-8"), **tables}


def _package(tables: Mapping[str, bytes], title: str) -> dict[str, object]:
    """Return the description of the tables; only those of the package have its name, version, licence and sources.

    One changed row makes them tables of somebody else.
    """
    bundled: dict[str, object] = json.loads(bundled_data().joinpath("datapackage.json").read_text(encoding="utf-8"))
    if tables == csv_files(load_dataset()):
        return bundled
    kept = {key: value for key, value in bundled.items() if key not in OWN}
    return {"$schema": kept.pop("$schema"), "name": "tables", "title": title, **kept}


def licence_of(described: bytes) -> str:
    """Return the address of the licence of the tables that a ``datapackage.json`` describes, or "".

    >>> licence_of(b'{"licenses": [{"path": "https://example.org/l"}]}'), licence_of(b"{}")
    ('https://example.org/l', '')
    """
    licences = json.loads(described).get("licenses")
    return str(licences[0]["path"]) if licences else ""
