"""A published list of members brought into the tables: candidates become members, those who lack are added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.completeness import known_members, published_members
from kuntaverkostot.dataset.dataset import Dataset, records, rows_of
from kuntaverkostot.dataset.deriving import EXCEPTION, exceptions_of
from kuntaverkostot.dataset.frames import TEXT, frame_of_rows
from kuntaverkostot.dataset.kinds import ORGANISED
from kuntaverkostot.dataset.lookups import networks
from kuntaverkostot.dataset.name_lists import Named, NameList, names_in
from kuntaverkostot.dataset.rederived import with_tables
from kuntaverkostot.dataset.register import Ended, Register, build_register
from kuntaverkostot.dataset.rules import living
from kuntaverkostot.dataset.schema import join_list, split_list
from kuntaverkostot.dataset.standing import LISTED, is_confirmed, is_derived, is_listed
from kuntaverkostot.dataset.suggestions import find_network
from kuntaverkostot.dataset.updates import CHANGED, NEW, Note, RowChange, Update
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.language import NAMES, one_line
from kuntaverkostot.text.unfit import UnfitError

if TYPE_CHECKING:
    import pandas as pd

MEMBERSHIPS, CONFIRMATIONS, RULE_EXCEPTIONS, SOURCES = "memberships", "confirmations", "rule_exceptions", "sources"
KEY = ("network_id", "municipality_code")
ENDED = ("municipality_code", "name_fi", "ended_on", "merged_into")
RULE_KEY = ("rule_id", "municipality_code")
CELLS = ("basis", "grade", "source_ids", "note")


def update_network(  # noqa: PLR0913 - what is told of a source
    dataset: Dataset,
    network: str,
    path: str | PathLike[str],
    *,
    source: str,
    publisher: str = "",
    title: str = "",
    url: str = "",
    published: str = "",
    partial: bool = False,
) -> Update:
    """Return what a published list of members changes.

    Candidates whom the list names become listed members, missing members are added, and members who are listed already
    get the source as well. A member by rule is confirmed; a named addition to a rule gets the source, too. Members and
    candidates whom the list does not name stay as they are; a note names them.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    network : str
        Id or name of the network.
    path : path
        The list: names or codes of municipalities, one a line, in a column of a CSV file or workbook, or in running
        text.
    source : str
        Id of the source in ``sources``, or of a new one.
    publisher, title, url, published : str
        Of a new source; it needs a publisher. ``published`` is its date, "undated" where it has none.
    partial : bool
        Whether to go on without what names no municipality.

    Returns
    -------
    Update
        The difference, sentences about it, and the dataset as it would be.

    Raises
    ------
    UnfitError
        A ValueError: when there is no such network or source, the members of the network are no municipalities, the
        source is there already and is described anew, or the file holds what names no municipality.
    OSError
        When the file cannot be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import kuntaverkostot as kv
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "lista.txt")
    ...     _ = file.write_text("Hattula", encoding="utf-8")
    ...     update = kv.update_network(kv.load_dataset(), "kehyskunnat", file, source="kl-verkostot")
    >>> update.changes[0].key, update.changes[0].old["basis"], update.changes[0].new["basis"]
    (('kehyskunnat', '082'), 'candidate', 'listed')
    """
    code = _network(dataset, network)
    listed = names_in(Path(path), _register(dataset))
    unknown = [entry for entry in listed.named if entry.outcome.severity == "error"]
    if unknown and not partial:
        shown = "; ".join(map(_shown, unknown[:10]))
        raise UnfitError("list_names", file=Path(path).name, names=shown, count=len(unknown))
    codes = list(dict.fromkeys(entry.outcome.value for entry in listed.named if entry.outcome.severity != "error"))
    changes = [
        *_new_source(dataset, source, publisher=publisher, title=title, url=url, date=published),
        *_changes(dataset, code, codes, source),
    ]
    changed = _with(dataset, code, changes)
    counts, beside = _counts(codes, unknown, changes), _beside(dataset, code, codes)
    return Update(changed, tuple(changes), (*counts, *_remarks(listed), *beside, *_published(changed, code)))


def _network(dataset: Dataset, word: str) -> str:
    network = find_network(dataset, word)
    if networks(dataset)[network]["member_kind"] in ORGANISED:
        raise UnfitError("no_municipal_members", network=network)
    return network


def _register(dataset: Dataset) -> Register:
    """Return the current municipalities, and the former ones that lead to them."""
    alive, table = living(dataset.municipalities), dataset.municipalities
    columns = {name: alive[name].tolist() for name in ("municipality_code", *NAMES)}
    gone = table[table["ended_on"] != ""]
    ended = [Ended(*row) for part in (gone, dataset.ended_municipalities) for row in rows_of(part[list(ENDED)])]
    return build_register("municipalities", "municipality_code", columns, ended=ended, digits=3)


def _remarks(listed: NameList) -> Iterator[Note]:
    """Yield what stands above and below the list, and which names are those of former municipalities."""
    for place, lines in (("above", listed.above), ("below", listed.below)):
        if lines:
            yield Note(place, {"names": few([one_line(line).rstrip(" ,.;:!") for line in lines])})
    if ended := [entry.outcome.expected for entry in listed.named if entry.outcome.rule == "ended"]:
        yield Note("ended", {"count": len(ended), "names": "; ".join(ended)})


def _shown(entry: Named) -> str:
    near = f" ({entry.outcome.expected}?)" if entry.outcome.rule == "suggestion" else ""
    return f"{entry.line}: {one_line(entry.text)[:60]}{near}"


def _new_source(dataset: Dataset, source: str, **cells: str) -> Iterator[RowChange]:
    """Yield the row of a source that is not in the tables yet."""
    if source in set(dataset.sources["source_id"]):
        if any(cells.values()):
            raise UnfitError("source_known", source=source)
        return
    if not cells["publisher"]:
        raise UnfitError("source_new", source=source)
    row = dict.fromkeys(dataset.sources.columns, "") | {"source_id": source} | cells
    yield RowChange(SOURCES, NEW, (source,), {}, row)


def _changes(dataset: Dataset, network: str, codes: list[str], source: str) -> Iterator[RowChange]:
    table = dataset.memberships
    held = {row["municipality_code"]: row for row in records(table[table["network_id"] == network])}
    confirmed = {tuple(row[:2]): row[2] for row in rows_of(dataset.confirmations[[*KEY, "source_ids"]])}
    added = _additions(dataset, network)
    for code in sorted(codes):
        row, key = held.get(code), (network, code)
        if code in added and not (row and is_derived(row["basis"])):
            # The rule's own table names the member; a membership beside it would be a second one.
            old = added[code]
            new = old | {"source_ids": join_list([*split_list(old["source_ids"]), source])}
            if new != old:
                yield RowChange(RULE_EXCEPTIONS, CHANGED, tuple(old[name] for name in RULE_KEY), old, new)
        elif row is not None and is_derived(row["basis"]):
            cited = confirmed.get(key, "")
            if source not in split_list(cited):
                cells = {"network_id": network, "municipality_code": code}
                old = cells | {"source_ids": cited} if cited else {}
                new = cells | {"source_ids": join_list([*split_list(cited), source])}
                yield RowChange(CONFIRMATIONS, CHANGED if cited else NEW, key, old, new)
        else:
            old = {name: str(row[name]) for name in (*KEY, *CELLS)} if row else {}
            cells = {**dict(zip(KEY, key, strict=True)), **dict.fromkeys(CELLS, ""), **old}
            # What was noted of a candidate is not true of a member.
            note = "" if not is_listed(cells["basis"]) else cells["note"]
            cited = join_list([*split_list(cells["source_ids"]), source])
            new = cells | {"basis": LISTED, "source_ids": cited, "note": note}
            if new != old:
                yield RowChange(MEMBERSHIPS, CHANGED if old else NEW, key, old, new)


def _additions(dataset: Dataset, network: str) -> dict[str, dict[str, str]]:
    """Return the rows by which sources add municipalities to the rules of a network."""
    rules = dataset.rules.loc[dataset.rules["network_id"] == network, "rule_id"].tolist()
    rows = exceptions_of(dataset.rule_exceptions).items()
    return {code: row for (rule, code), row in rows if rule in rules and row["effect"] != EXCEPTION}


def _counts(codes: list[str], unknown: list[Named], changes: list[RowChange]) -> Iterator[Note]:
    own = [change for change in changes if change.table == MEMBERSHIPS]
    raised = [change.key[1] for change in own if change.old and not is_listed(change.old["basis"])]
    added = [change.key[1] for change in own if not change.old]
    known = len(codes) - len(raised) - len(added)
    yield Note("list", {"count": len(codes), "raised": len(raised), "added": len(added), "known": known})
    if raised:
        yield Note("raised", {"count": len(raised), "municipalities": tuple(raised)})
    if added:
        yield Note("added", {"count": len(added), "municipalities": tuple(added)})
    if unknown:
        yield Note("unknown", {"count": len(unknown), "names": few([one_line(entry.text) for entry in unknown])})


def _beside(dataset: Dataset, network: str, codes: list[str]) -> Iterator[Note]:
    """Yield who is a member or a candidate here and not in the list."""
    table = dataset.memberships
    beside = table[(table["network_id"] == network) & ~table["municipality_code"].isin(codes)]
    members = beside.loc[is_confirmed(beside["basis"]), "municipality_code"].tolist()
    candidates = beside.loc[~is_confirmed(beside["basis"]), "municipality_code"].tolist()
    if members:
        yield Note("not_named", {"count": len(members), "municipalities": tuple(members)})
    if candidates:
        yield Note("candidates", {"count": len(candidates), "municipalities": tuple(candidates)})


def _published(dataset: Dataset, network: str) -> Iterator[Note]:
    published = published_members(dataset).get(network)
    if published and published.members is not None:
        yield Note("published", {"known": known_members(dataset)[network], "published": published.members})


def _with(dataset: Dataset, network: str, changes: list[RowChange]) -> Dataset:
    """Return the dataset with these rows; what confirms a member or adds it to a rule is a source of the membership."""
    tables: dict[str, pd.DataFrame] = {}
    keys = {MEMBERSHIPS: KEY, CONFIRMATIONS: KEY, RULE_EXCEPTIONS: RULE_KEY, SOURCES: ("source_id",)}
    for name, key in keys.items():
        table = getattr(dataset, name)
        columns = list(table.columns)
        rows: dict[tuple[str, ...], Mapping[str, str]] = {
            tuple(row[column] for column in key): row for row in records(table)
        }
        for change in changes:
            if change.table == name:
                before = rows.get(change.key, dict.fromkeys(columns, ""))
                rows[change.key] = {**before, **{cell: change.new.get(cell, before[cell]) for cell in columns}}
            elif change.table in {CONFIRMATIONS, RULE_EXCEPTIONS} and name == MEMBERSHIPS:
                held = (network, change.key[1])
                before = rows[held]
                cited = join_list([*split_list(before["source_ids"]), *split_list(change.new["source_ids"])])
                rows[held] = {**before, "source_ids": cited}
        ordered = (tuple(rows[place][column] for column in columns) for place in sorted(rows))
        tables[name] = frame_of_rows(ordered, dict.fromkeys(columns, TEXT))
    return with_tables(dataset, tables)
