"""From a single list of memberships to all tables of a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kuntaverkostot.language import LANGUAGES, say
from kuntaverkostot.schema import schemas
from kuntaverkostot.shapes import Understood
from kuntaverkostot.tables import Table
from kuntaverkostot.values import slug

GROUP = "networks"
BASES = {"listed", "candidate"}


def tables_of(found: Understood, geography: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables that a single list of memberships makes.

    Parameters
    ----------
    found : Understood
        The list; its shape is known.
    geography : mapping of str to Table
        Municipalities, their regions and inhabitants, and the sources of these; used when the members are
        municipalities.

    Returns
    -------
    dict of str to Table
        Every table of the dataset. Networks are made from their names and stand in one group; members that are
        not municipalities become organisations.
    """
    shape = found.shape
    if shape is None:
        return {}
    name = f"name_{shape.language}"
    networks = identified(found.networks, "network")
    made: dict[str, Mapping[str, Sequence[str]]] = {
        "groups": {
            "group_id": [GROUP],
            "position": ["1"],
            **{f"name_{language}": [say(language, "reading.group")] for language in LANGUAGES},
        },
        "networks": {
            "network_id": [networks[network] for network in found.networks],
            "group_id": [GROUP] * len(networks),
            name: list(found.networks),
            "member_kind": ["organisation" if shape.own else "municipality"] * len(networks),
            "status": ["current"] * len(networks),
        },
    }
    told = found.links
    basis = _basis(found)
    links = {
        "network_id": list(map(networks.__getitem__, told.networks)),
        "basis": [basis.get(line, "listed") for line in told.lines] if basis else ["listed"] * len(told.lines),
    }
    if shape.own:
        members = identified(found.members, "member")
        made["organisations"] = {
            "organisation_id": [members[member] for member in found.members],
            "kind": [found.reading.header[shape.member] or "member"] * len(members),
            name: list(found.members),
        }
        made["organisation_memberships"] = links | {"organisation_id": list(map(members.__getitem__, told.members))}
    else:
        made["memberships"] = links | {"municipality_code": list(told.members)}
    tables = {} if shape.own else dict(geography)
    for schema in schemas():
        cells = made.get(schema.name, {})
        count = len(next(iter(cells.values()), ()))
        if schema.name not in tables:
            columns = {column: list(cells.get(column, [""] * count)) for column in schema.columns}
            tables[schema.name] = Table(
                columns, told.lines if schema.name.endswith("memberships") and cells else [1] * count
            )
    return {schema.name: tables[schema.name] for schema in schemas()}


def _basis(found: Understood) -> dict[int, str]:
    if "basis" not in found.reading.header:
        return {}
    cells = found.reading.column("basis")
    return {line: cell for line, cell in zip(found.reading.lines, cells, strict=True) if cell in BASES}


def identified(names: Iterable[str], otherwise: str) -> dict[str, str]:
    """Return an id for each name, different ones for different names.

    >>> identified(["Liiga A", "liiga-a", "…"], "network")
    {'Liiga A': 'liiga-a', 'liiga-a': 'liiga-a-2', '…': 'network'}
    """
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        stem = slug(name) or otherwise
        number, made = 1, stem
        while made in taken:
            number += 1
            made = f"{stem}-{number}"
        taken.add(made)
        ids[name] = made
    return ids
