"""All tables under a path, read and checked together: references, what is missing, and the account of all rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from os import PathLike
from pathlib import Path

from kuntaverkostot.dataset.list_detect import KNOWN
from kuntaverkostot.dataset.list_header import headed
from kuntaverkostot.dataset.list_parse import Understood, understand
from kuntaverkostot.dataset.list_tables import tables_of
from kuntaverkostot.dataset.matching import Register
from kuntaverkostot.dataset.reading import Draft, Reading, close
from kuntaverkostot.dataset.registers import GEOGRAPHY, bundled_drafts, living_register, registers_of
from kuntaverkostot.dataset.repair import draft, finish
from kuntaverkostot.dataset.schema import TableSchema, schemas, split_list
from kuntaverkostot.tables.columns import constant
from kuntaverkostot.tables.grid import Grid, Table
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import Account
from kuntaverkostot.tables.sources import Source, open_source
from kuntaverkostot.tables.table_files import few


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
    >>> from kuntaverkostot.dataset.schema import bundled_data
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
    bundled = bundled_drafts(GEOGRAPHY[:4])
    if schema is None:
        return _understood(grid, bundled).reading
    made = {name: draft(other, by_name[name]) for name, other in source.grids.items() if name in by_name}
    made[schema.name] = draft(grid, schema)
    # A reference can only be checked where its table is: beside this one, or, of geography, in the package.
    known = registers_of({name: bundled[name] for name in GEOGRAPHY if name in bundled} | made)
    return finish(made[schema.name], known)


def check_tables(path: str | PathLike[str], *, encoding: str | None = None, delimiter: str | None = None) -> Check:
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
    >>> from kuntaverkostot.dataset.schema import bundled_data
    >>> check_tables(bundled_data()).errors
    ()
    """
    source = _source(Path(path), encoding, delimiter)
    if source.kind == "file":
        return _check_single(next(iter(source.grids.values())))
    by_name = {schema.name: schema for schema in schemas()}
    made = {
        schema.name: draft(source.grids[schema.name], schema) for schema in schemas() if schema.name in source.grids
    }
    own = set(made)
    absent = _instead(_complete(made), source) if source.kind == "folder" or made else {}
    registers = registers_of(made)
    # What refers to an optional table that is not there refers to nothing.
    registers |= {name: Register(name, frozenset()) for name in by_name if name not in made and by_name[name].optional}
    readings = {name: finish(made[name], registers) for name in by_name if name in made}
    messages = list(source.problems)
    for name in by_name:
        messages += [absent[name]] if name in absent else readings[name].messages if name in own else ()
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
    return open_source(path, names=names, column_names=known, encoding=encoding, delimiter=delimiter)


def _schema_of(name: str, grid: Grid) -> TableSchema | None:
    """Return the schema that the name of a file promises, when the columns keep it."""
    schema = next((schema for schema in schemas() if schema.name == name.casefold()), None)
    if schema is None:
        return None
    header = {"_".join(cell.casefold().split()) for cell in grid.header}
    return schema if len(header & set(schema.columns)) >= min(2, len(schema.columns)) else None


def _complete(made: dict[str, Draft]) -> dict[str, Problem]:
    """Add what a dataset may leave to the package, and return what is to be said of each table that is missing."""
    organised = "organisation_memberships" in made and "memberships" not in made
    said = {}
    for schema in schemas():
        if schema.name in made or schema.optional or (organised and schema.name != "networks"):
            continue
        if schema.name == "municipalities" and "memberships" in made:
            bundled = bundled_drafts()
            # Own figures and regions stay; so do the package's, where there are none.
            made |= {name: bundled[name] for name in GEOGRAPHY if name in bundled and name not in made}
            if "sources" in made and "populations" in bundled and made["populations"] is bundled["populations"]:
                # Their source is in the package's table of sources only.
                place = bundled["populations"].header.index("source_id")
                bundled["populations"].columns[place] = constant("", len(bundled["populations"].grid.lines))
            made.setdefault("sources", bundled["sources"])
            said[schema.name] = Problem(schema.path, None, None, "", "", "from-package", severity="info")
        else:
            said[schema.name] = Problem(schema.path, None, None, "", "", "missing-table")
    return said


def _instead(absent: dict[str, Problem], source: Source) -> dict[str, Problem]:
    """Say of each table that is missing what lies there instead: that of a name near to its own, or all of it."""
    said = {}
    for name, problem in absent.items():
        near = [one.value for one in source.problems if one.expected in {name, problem.file}]
        lying = few(near or source.beside) if problem.rule == "missing-table" else ""
        said[name] = replace(problem, rule="missing-table-but", expected=lying) if lying else problem
    return said


def _table(schema: TableSchema, reading: Reading | None) -> Table:
    if reading is None:
        return Table({name: constant("", 0) for name in schema.columns}, [])
    return Table(dict(zip(reading.header, reading.coded, strict=True)), reading.lines)


def _cited(tables: Mapping[str, Table]) -> Table:
    """Return the sources to which a table refers: of those that come with the package, few are needed."""
    cited = set()
    for table in tables.values():
        for name in {"source_id", "source_ids"} & set(table.columns):
            if table is not tables["sources"]:
                cited |= {item for cell in table.columns[name].distinct for item in split_list(cell)}
    sources = tables["sources"]
    kept = sources.columns["source_id"].which(cited)
    columns = {name: column.at(kept) for name, column in sources.columns.items()}
    return Table(columns, [line for line, keep in zip(sources.lines, kept, strict=True) if keep])


def _understood(grid: Grid, bundled: Mapping[str, Draft]) -> Understood:
    known = living_register(bundled)
    return understand(headed(draft(grid), known), known)


def _check_single(grid: Grid) -> Check:
    bundled = bundled_drafts()
    found = _understood(grid, bundled)
    reading = found.reading
    tables: dict[str, Table] = {}
    if found.shape is not None and not reading.errors:
        geography = {
            name: _table(table.schema, close(table, shape="table")) for name, table in bundled.items() if table.schema
        }
        tables = tables_of(found, geography)
        tables["sources"] = _cited(tables)
    return Check((reading,), reading.messages, reading.account, tables)
