"""The dataset: tables read, checked, typed, sorted, and completed with memberships derived from rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING, Any, Unpack

from kuntaverkostot.dataset.check import Check
from kuntaverkostot.dataset.data_error import DataError
from kuntaverkostot.dataset.derived import add_derived
from kuntaverkostot.dataset.frames import frame_of
from kuntaverkostot.dataset.reading_options import ReadingKeywords
from kuntaverkostot.dataset.rule_problems import rule_problems
from kuntaverkostot.dataset.rules import living
from kuntaverkostot.dataset.schema import bundled_data, schemas
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.dataset.validation import check_tables
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import Account

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from kuntaverkostot.dataset.display import Summary
    from kuntaverkostot.text.nouns import Nouns


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False, repr=False)
class Dataset:
    """Municipalities, networks and memberships as pandas frames.

    Each frame has the columns of its table in ``datapackage.json`` and is sorted by its primary key. Identifiers and
    dates are text, empty cells "". Treat the frames as read-only: copy one before you change it.

    Attributes
    ----------
    municipalities, ended_municipalities, subregions, regions, populations, outline : pandas.DataFrame
        Municipalities (current and former), their areas, their populations (persons at a year's end), and points of
        the country's outline (degrees), for the map.
    groups, networks, rules, rule_exceptions : pandas.DataFrame
        Networks, their groups, the published rules that determine memberships, and municipalities that a source adds
        to a rule or excepts from it.
    memberships : pandas.DataFrame
        A row for each municipality in a network: basis (listed, rule or candidate), grade, source_ids, note, rule_id.
        Rows with the basis "rule" are derived when the tables are read.
    confirmations : pandas.DataFrame
        Sources that name a municipality that is a member by rule.
    organisations, organisation_memberships : pandas.DataFrame
        Members that are not municipalities; memberships as above.
    attributes : pandas.DataFrame
        What a table of your own says besides, as text: kind and member_id, attribute and value, and network_id where
        the value is about a membership.
    figures, network_facts, sources : pandas.DataFrame
        Published figures, facts in three languages, and the sources of everything.
    page_texts : pandas.DataFrame
        The owner of the networks in the words of the page; without rows the page names nobody.
    warnings, messages : tuple of Problem
        What a reader should check, although it does not prevent reading; and all messages from reading.
    account : Account or None
        Rows in = accepted + repaired + refused; None for a dataset that was not read from files.
    nouns : Nouns or None
        What pages call members that are not municipalities, and their networks; None for neutral words.
    """

    municipalities: pd.DataFrame
    ended_municipalities: pd.DataFrame
    subregions: pd.DataFrame
    regions: pd.DataFrame
    populations: pd.DataFrame
    groups: pd.DataFrame
    networks: pd.DataFrame
    rules: pd.DataFrame
    rule_exceptions: pd.DataFrame
    memberships: pd.DataFrame
    confirmations: pd.DataFrame
    organisations: pd.DataFrame
    organisation_memberships: pd.DataFrame
    attributes: pd.DataFrame
    figures: pd.DataFrame
    network_facts: pd.DataFrame
    page_texts: pd.DataFrame
    sources: pd.DataFrame
    outline: pd.DataFrame
    warnings: tuple[Problem, ...] = ()
    messages: tuple[Problem, ...] = ()
    account: Account | None = None
    nouns: Nouns | None = None

    @property
    def members(self) -> pd.DataFrame:
        """Members of every kind, those in no network too: a new frame, sorted by member_id.

        ``kind`` is "municipality" or what the table of organisations says; ``node_kind`` is the table, "municipality"
        or "organisation". Besides: name_fi, name_sv, name_en, language, region_code.

        Examples
        --------
        >>> import kuntaverkostot as kv
        >>> kv.load_dataset().members["kind"].value_counts().to_dict()
        {'municipality': 308, 'regional council': 18}
        """
        frame: pd.DataFrame = import_module("kuntaverkostot.dataset.kinds").members_of(self)  # It takes datasets.
        return frame

    @property
    def links(self) -> pd.DataFrame:
        """Memberships of members of every kind, candidates too: a new frame, sorted.

        Columns are network_id, node_kind (the table of the member), member_id, basis, source_ids and rule_id.
        """
        frame: pd.DataFrame = import_module("kuntaverkostot.dataset.memberships").all_memberships(self, candidates=True)
        return frame.rename(columns={"kind": "node_kind"})

    def __repr__(self) -> str:
        tables = (self.memberships, self.organisation_memberships)
        municipalities, others = len(living(self.municipalities)), len(self.organisations)
        # Without municipalities, the members may be anybody.
        counts = {"municipalities": municipalities, "other members" if municipalities else "members": others}
        counts = {unit: count for unit, count in counts.items() if count}
        counts["networks"] = len(self.networks)
        counts["memberships"] = sum(int(is_confirmed(table["basis"]).sum()) for table in tables)
        return f"Dataset({', '.join(f'{count} {unit}' for unit, count in counts.items())})"

    def summary(self, *, language: str = "fi") -> Summary:
        """Return how many members of each network are known, of how many, and what one may do next.

        Parameters
        ----------
        language : {"fi", "sv", "en"}
            Language of the summary; a notebook that shows the dataset itself shows it in Finnish.

        Examples
        --------
        >>> import kuntaverkostot as kv
        >>> kv.load_dataset().summary(language="en")
        31 networks, 308 municipalities, 18 other members, 397 memberships.
        """
        found: Summary = import_module("kuntaverkostot.dataset.summaries").of_dataset(self, language)
        return found

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()


def load_dataset() -> Dataset:
    """Return the tables that come with the package.

    Returns
    -------
    Dataset
        The networks of Kuntaliitto. The table ``sources`` and ``data/README.md`` name the sources.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> kv.load_dataset().municipalities.shape[0]
    309
    """
    return read_dataset(bundled_data())


def read_dataset(path: str | PathLike[str], **options: Unpack[ReadingKeywords]) -> Dataset:
    r"""Read and check the tables under a path.

    Parameters
    ----------
    path : path
        A folder of CSV files with the names and columns in ``datapackage.json``, a .zip of one, or a workbook (.xlsx,
        .ods) with a sheet for each table; optional tables may be left out, those about municipalities come with the
        package. Or a single file or sheet of memberships: a row for each, or a column of marks for each network.
    **options
        ``member``, ``network``, ``split``, ``sheet``, ``marks``, ``encoding``, ``delimiter``, ``partial``, ``refused``,
        ``strict`` and ``nouns``, as :class:`kuntaverkostot.dataset.reading_options.ReadingOptions` describes them.

    Returns
    -------
    Dataset
        All tables, with the memberships derived from rules. Its ``messages`` include the repairs.

    Raises
    ------
    DataError
        When the tables have errors; it holds all of them.
    OSError
        When a file cannot be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import kuntaverkostot as kv
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "clubs.csv")
    ...     _ = file.write_text("person,club\nAnn,Choir\nAnn,Chess\nBob,Chess\n", encoding="utf-8")
    ...     kv.read_dataset(file, member="person", network="club")
    Dataset(2 members, 2 networks, 3 memberships)
    """
    import_module("kuntaverkostot.dataset.makers").need_path(path)
    return dataset_of(check_tables(path, **options))


def dataset_of(check: Check) -> Dataset:
    """Return the dataset of tables that were checked; DataError when something is refused."""
    if not check.tables:
        raise DataError(check.errors, messages=check.messages, account=check.account)
    ranked: dict[tuple[str, ...], NDArray[np.intp]] = {}
    frames = {schema.name: frame_of(schema, check.tables[schema.name], ranked=ranked) for schema in schemas()}
    if faults := rule_problems(frames, check.tables["rules"]):
        raise DataError(faults, messages=(*check.messages, *faults), account=check.account)
    messages = (*check.messages, *add_derived(frames, check))
    warnings = tuple(message for message in messages if message.severity in {"warning", "error"})
    return Dataset(**frames, warnings=warnings, messages=messages, account=check.account, nouns=check.nouns)


def newest_date(dataset: Dataset) -> str:
    """Return the newest date of the populations, ISO 8601, or "" when there are none.

    >>> newest_date(load_dataset())
    '2024-12-31'
    """
    return max(dataset.populations["date"].tolist(), default="")


def records(frame: pd.DataFrame, *columns: str) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries, with these columns or all.

    >>> import pandas as pd
    >>> records(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}))
    [{'a': 1, 'b': 'x'}, {'a': 2, 'b': 'y'}]
    """
    names = columns or tuple(map(str, frame.columns))
    return [dict(zip(names, row, strict=True)) for row in rows_of(frame, *columns)]


def rows_of(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a frame as tuples, with these columns or all.

    It is several times as fast as ``itertuples``, or as taking some columns of a small frame first.
    """
    return zip(*(frame[name].tolist() for name in columns or frame.columns), strict=True)


def table_names() -> list[str]:
    """Return the names of the tables of a dataset, in order."""
    return [schema.name for schema in schemas()]
