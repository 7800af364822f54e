"""The tables of a dataset made from a list of memberships."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kuntaverkostot.dataset.list_parse import ParsedList
from kuntaverkostot.dataset.schema import TableSchema, schemas
from kuntaverkostot.dataset.standing import CURRENT
from kuntaverkostot.dataset.values import SLUG, slug
from kuntaverkostot.tables.columns import Column, coded, constant, different
from kuntaverkostot.tables.grid import Table
from kuntaverkostot.text.language import LANGUAGES, NAMES, say

GROUP = "networks"


def tables_of(parsed: ParsedList, geography: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables of a dataset made from a list of memberships.

    Parameters
    ----------
    parsed : ParsedList
        The list; its shape must be known.
    geography : mapping of str to Table
        Municipalities with their regions, inhabitants and sources; used when the members are municipalities.

    Returns
    -------
    dict of str to Table
        Every table of the dataset. The networks are in one group. Members that are not municipalities become
        organisations.
    """
    shape = parsed.shape
    if shape is None:
        return {}
    # Where nothing tells the language of a name, it is the same in each, and no page marks it as another one.
    columns_of_names = [f"name_{shape.language}"] if shape.language else list(NAMES)
    networks = identified(parsed.networks, "network")
    columns_of: dict[str, Mapping[str, Column]] = {
        "groups": {
            "group_id": constant(GROUP, 1),
            "position": constant("1", 1),
            **{f"name_{language}": constant(say(language, "reading.group"), 1) for language in LANGUAGES},
        },
        "networks": {
            "network_id": different(networks.values()),
            "group_id": constant(GROUP, len(networks)),
            **dict.fromkeys(columns_of_names, different(networks)),
            "member_kind": constant("organisation" if shape.own else "municipality", len(networks)),
            "status": constant(CURRENT, len(networks)),
        },
    }
    memberships = parsed.memberships
    columns = {"network_id": _with_ids(memberships.networks, networks), "basis": parsed.bases}
    if shape.own:
        members = identified(parsed.members, "member")
        columns_of["organisations"] = {
            "organisation_id": different(members.values()),
            "kind": constant(parsed.reading.header[shape.member] or "member", len(members)),
            **dict.fromkeys(columns_of_names, different(members)),
        }
        columns_of["organisation_memberships"] = columns | {"organisation_id": _with_ids(memberships.members, members)}
    else:
        members = {code: code for code in parsed.members}
        columns_of["memberships"] = columns | {"municipality_code": memberships.members}
    columns_of["attributes"] = _attributes(parsed, members, networks)
    tables = {} if shape.own else dict(geography)
    for schema in schemas():
        if schema.name not in tables:
            lines = parsed.lines if schema.name.endswith("memberships") else None
            tables[schema.name] = _filled(schema, columns_of.get(schema.name, {}), lines)
    return {schema.name: tables[schema.name] for schema in schemas()}


def _attributes(parsed: ParsedList, members: Mapping[str, str], networks: Mapping[str, str]) -> Mapping[str, Column]:
    """Return what the list says besides, with the ids of its members and networks."""
    own = parsed.shape is not None and parsed.shape.own
    rows = [row for row in parsed.attributes if row.member in members]
    return {
        "kind": constant("organisation" if own else "municipality", len(rows)),
        "member_id": coded(members[row.member] for row in rows),
        "network_id": coded(networks.get(row.network, "") for row in rows),
        "attribute": coded(row.attribute for row in rows),
        "value": coded(row.value for row in rows),
    }


def _filled(schema: TableSchema, columns: Mapping[str, Column], lines: Sequence[int] | None) -> Table:
    """Return a table of the schema with these columns; the others are empty."""
    count = len(next(iter(columns.values()), ()))
    cells = {name: columns.get(name) or constant("", count) for name in schema.columns}
    return Table(cells, lines if lines is not None and columns else [1] * count)


def _with_ids(column: Column, ids: Mapping[str, str]) -> Column:
    return Column([ids[value] for value in column.distinct], column.codes)


def identified(names: Collection[str], otherwise: str) -> dict[str, str]:
    """Return a unique id for each name.

    >>> identified(["Liiga A", "liiga-a", "…"], "network")
    {'Liiga A': 'liiga-a', 'liiga-a': 'liiga-a-2', '…': 'network'}
    """
    if all(map(SLUG.fullmatch, names)):
        return dict(zip(names, names, strict=True))
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        stem = slug(name) or otherwise
        number, identifier = 1, stem
        while identifier in taken:
            number += 1
            identifier = f"{stem}-{number}"
        taken.add(identifier)
        ids[name] = identifier
    return ids
