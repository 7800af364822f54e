"""All tables under a path, read and checked together: references, what is missing, and the account of all rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from os import PathLike
from pathlib import Path

from kuntaverkostot.ledger import Account
from kuntaverkostot.matching import Ended, Register, register
from kuntaverkostot.members import tables_of
from kuntaverkostot.reading import HEADER_FAULTS, Draft, Reading, close, draft, finish
from kuntaverkostot.schema import Problem, TableSchema, bundled_data, schemas, split_list
from kuntaverkostot.shapes import KNOWN, understand
from kuntaverkostot.sources import Source, open_source
from kuntaverkostot.tables import Grid, Table, grid_of_bytes

# Tables about the municipalities of Finland, which come with the package when a dataset has none of its own.
GEOGRAPHY = ("municipalities", "ended_municipalities", "subregions", "regions", "populations")


@dataclass(frozen=True, slots=True)
class Check:
    """What came of reading the tables under a path.

    Parameters
    ----------
    readings : tuple of Reading
        Each table of the path.
    messages : tuple of Problem
        Of all tables, in their order.
    account : Account
        Rows of all tables.
    tables : dict of str to Table
        Every table of the dataset, empty when it is missing; {} when anything is refused.
    """

    readings: tuple[Reading, ...]
    messages: tuple[Problem, ...]
    account: Account
    tables: Mapping[str, Table]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Messages for which something is refused."""
        return tuple(message for message in self.messages if message.severity == "error")


def read_table(
    path: str | PathLike[str],
    *,
    table: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Reading:
    """Read one table as it comes: its encoding and delimiter are found, its cells repaired or refused.

    Parameters
    ----------
    path : path
        A CSV file, an .xlsx or .ods workbook; or a folder, a zip or a workbook of several tables, of which ``table``
        names one.
    table : str or None
        Name of a table of the dataset, such as "memberships"; its columns are then checked. None: the name of the
        file decides, and a file of another name is read as a list of memberships, wide or long.
    encoding, delimiter : str or None
        When they are known, such as "cp1252" and ";".

    Returns
    -------
    Reading
        Header, rows, and a message for everything that was repaired or refused.

    Raises
    ------
    ValueError
        When there is no such table under the path.
    OSError
        When the file cannot be read.

    Examples
    --------
    >>> reading = read_table(bundled_data() / "regions.csv")
    >>> reading.rows[0], reading.account
    (('01', 'Uusimaa', 'Nyland', 'Uusimaa'), Account(rows=19, accepted=19, repaired=0, refused=0))
    """
    by_name = {schema.name: schema for schema in schemas()}
    source = _source(Path(path), encoding, delimiter)
    names = list(source.grids)
    if table is not None and table not in by_name:
        raise ValueError(f"table must be one of {', '.join(by_name)}; got {table!r}")
    if source.kind != "file" and source.grids and table not in source.grids:
        raise ValueError(f"table must be one of {', '.join(names)}; got {table!r}")
    if not source.grids:
        return close(draft(Grid(Path(path).name, problems=source.problems)), shape="other")
    grid = source.grids[table] if table in source.grids else source.grids[names[0]]
    schema = by_name.get(table or "") or _schema_of(names[0], grid)
    bundled = _bundled(GEOGRAPHY[:4])
    if schema is None:
        return understand(draft(grid), _living(bundled)).reading
    made = {name: draft(other, by_name[name]) for name, other in source.grids.items() if name in by_name}
    made[schema.name] = draft(grid, schema)
    # A reference can only be checked where its table is: beside this one, or, of geography, in the package.
    known = _registers({name: bundled[name] for name in GEOGRAPHY if name in bundled} | made)
    return finish(made[schema.name], known)


def check_tables(
    path: str | PathLike[str], *, encoding: str | None = None, delimiter: str | None = None
) -> Check:
    """Read and check all tables under a path together.

    Parameters
    ----------
    path : path
        A folder, a .zip of it, an .xlsx or .ods workbook with a sheet for each table, or a single file with the
        memberships.
    encoding, delimiter : str or None
        Of CSV files, when they are known; else they are found.

    Returns
    -------
    Check
        Every problem of all tables; no error is raised for one.

    Raises
    ------
    OSError
        When a file cannot be read.

    Examples
    --------
    >>> check_tables(bundled_data()).errors
    ()
    """
    source = _source(Path(path), encoding, delimiter)
    if source.kind == "file":
        return _check_single(next(iter(source.grids.values())))
    by_name = {schema.name: schema for schema in schemas()}
    made = {
        schema.name: draft(source.grids[schema.name], schema)
        for schema in schemas()
        if schema.name in source.grids
    }
    own = set(made)
    messages = list(source.problems)
    if made:
        messages += _complete(made)
    registers = _registers(made)
    # What refers to a table that is not there refers to nothing.
    registers |= {name: Register(name, frozenset()) for name in by_name if name not in made}
    readings = {name: finish(made[name], registers) for name in by_name if name in made}
    messages += [message for name in readings if name in own for message in readings[name].messages]
    account = reduce(add, (readings[name].account for name in readings if name in own), Account(0, 0, 0, 0))
    tables = {}
    if not any(message.severity == "error" for message in messages):
        tables = {schema.name: _table(schema, readings.get(schema.name)) for schema in schemas()}
        if "sources" not in own and "sources" in made:
            tables["sources"] = _cited(tables)
    return Check(tuple(readings[name] for name in readings if name in own), tuple(messages), account, tables)


def _source(path: Path, encoding: str | None, delimiter: str | None) -> Source:
    names = {schema.name: schema.path for schema in schemas()}
    known = KNOWN | {column for schema in schemas() for column in schema.columns}
    return open_source(path, names=names, known=known, encoding=encoding, delimiter=delimiter)


def _schema_of(name: str, grid: Grid) -> TableSchema | None:
    """Return the schema that the name of a file promises, when the columns keep it."""
    schema = next((schema for schema in schemas() if schema.name == name.casefold()), None)
    if schema is None:
        return None
    header = {"_".join(cell.casefold().split()) for cell in grid.header}
    return schema if len(header & set(schema.columns)) >= min(2, len(schema.columns)) else None


def _bundled(names: Collection[str] = (*GEOGRAPHY, "sources")) -> dict[str, Draft]:
    """Return tables that come with the package."""
    found = {}
    for schema in schemas():
        if schema.name in names:
            data = (bundled_data() / schema.path).read_bytes()
            found[schema.name] = draft(grid_of_bytes(data, file=schema.path, delimiter=","), schema)
    return found


def _complete(made: dict[str, Draft]) -> list[Problem]:
    """Add what a dataset may leave to the package, and name the tables that are missing."""
    by_name = {schema.name: schema for schema in schemas()}
    organised = "organisation_memberships" in made and "memberships" not in made
    messages = []
    for schema in schemas():
        if schema.name in made or schema.optional or (organised and schema.name != "networks"):
            continue
        if schema.name == "municipalities":
            bundled = _bundled()
            # Own figures and regions stay; so do the package's, where there are none.
            made |= {name: bundled[name] for name in GEOGRAPHY if name not in made}
            if (
                "sources" in made
                and "populations" in bundled
                and made["populations"] is bundled["populations"]
            ):
                # Their source is in the package's table of sources only.
                place = bundled["populations"].header.index("source_id")
                bundled["populations"].columns[place] = [""] * len(bundled["populations"].grid.lines)
            made.setdefault("sources", bundled["sources"])
            messages.append(
                Problem(by_name["municipalities"].path, None, None, "", "", "from-package", severity="info")
            )
        else:
            messages.append(Problem(schema.path, None, None, "", "", "missing-table"))
    return messages


def _cells(made: Draft, name: str) -> list[str]:
    return made.columns[made.header.index(name)] if name in made.header else [""] * len(made.grid.lines)


def _registers(made: Mapping[str, Draft]) -> dict[str, Register]:
    found = {}
    for name, table in made.items():
        schema = table.schema
        faulty = any(problem.rule in HEADER_FAULTS for problem in table.ledger.messages)
        if schema is None or faulty or not table.grid.readable:
            continue
        key = schema.primary_key[0]
        columns = {
            column: _cells(table, column)
            for column in (key, *NAMES)
            if column == key or column in table.header
        }
        if name == "municipalities":
            found[name] = _municipalities(made, columns)
        elif len(schema.primary_key) == 1:
            found[name] = register(name, key, columns)
    return found


NAMES = ("name_fi", "name_sv", "name_en", "short_fi", "short_sv", "short_en")


def _municipalities(made: Mapping[str, Draft], columns: dict[str, list[str]]) -> Register:
    """Return the register of municipalities: a name that ended leads to its successor, a code in the table stays."""
    table = made["municipalities"]
    gone = list(zip(*(_cells(table, name) for name in ENDED), strict=True))
    ended = [Ended(*row) for row in gone if row[2]]
    if "ended_municipalities" in made:
        more = zip(*(_cells(made["ended_municipalities"], name) for name in ENDED), strict=True)
        ended += [Ended(*row) for row in more]
    alive = {
        name: [cell if not row[2] else "" for cell, row in zip(cells, gone, strict=True)]
        for name, cells in columns.items()
        if name in NAMES
    }
    return register("municipalities", "municipality_code", columns | alive, ended=ended, digits=3)


ENDED = ("municipality_code", "name_fi", "ended_on", "merged_into")


def _living(made: Mapping[str, Draft]) -> Register:
    """Return the register of today's municipalities only."""
    known = _municipalities(
        made, {name: _cells(made["municipalities"], name) for name in ("municipality_code", *NAMES[:3])}
    )
    codes, days = (_cells(made["municipalities"], name) for name in ("municipality_code", "ended_on"))
    today = frozenset(code for code, day in zip(codes, days, strict=True) if not day)
    return Register(known.table, today, known.names, known.shown, known.ended, known.digits)


def _table(schema: TableSchema, reading: Reading | None) -> Table:
    if reading is None:
        return Table({name: [] for name in schema.columns}, [])
    return Table(dict(zip(reading.header, reading.columns, strict=True)), reading.lines)


def _cited(tables: Mapping[str, Table]) -> Table:
    """Return the sources to which a table refers: of those that come with the package, few are needed."""
    cited = set()
    for table in tables.values():
        for name in {"source_id", "source_ids"} & set(table.columns):
            if table is not tables["sources"]:
                cited |= {item for cell in set(table.columns[name]) for item in split_list(cell)}
    ids = tables["sources"].columns["source_id"]
    kept = [index for index, source in enumerate(ids) if source in cited]
    columns = {name: [cells[index] for index in kept] for name, cells in tables["sources"].columns.items()}
    return Table(columns, [tables["sources"].lines[index] for index in kept])


def _check_single(grid: Grid) -> Check:
    bundled = _bundled()
    known = _living(bundled)
    found = understand(draft(grid), known)
    reading = found.reading
    tables: dict[str, Table] = {}
    if found.shape is not None and not reading.errors:
        geography = {
            name: _table(table.schema, close(table, shape="table"))
            for name, table in bundled.items()
            if table.schema
        }
        tables = tables_of(found, geography)
        tables["sources"] = _cited(tables)
    return Check((reading,), reading.messages, reading.account, tables)
