"""How tables are read when their form does not tell, or tells wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from typing import TypedDict

from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.nouns import Nouns

# Errors on a line that nevertheless refuse every row, because they are in the header.
WHOLE = {
    *("unnamed-column", "repeated-column", "missing-column", "unknown-column", "header-unsure", "max-length"),
    *(
        "shape-unknown",
        "columns-unclear",
        "one-mode",
        "one-mode-marks",
        "sets-unclear",
        "no-such-column",
        "no-rows",
        "empty-file",
    ),
    # What a missing quotation mark swallows is no single row.
    *("csv", "cell-limit", "delimiter", "not-text", "utf-8", "encoding", "encoding-unsure"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """What the caller decides about reading, each as a keyword argument; what is left out is detected.

    Parameters
    ----------
    member : str, optional
        Name of the column that holds the members, or its number from 1.
    network : str or sequence of str, optional
        Name or number of the column that holds the networks; or several, each of them a network with marks.
    split : str, optional
        What stands between several names in a cell, such as ";"; "" keeps each cell whole.
    sheet : str, optional
        Name or number of the sheet of a workbook.
    marks : str, optional
        What marks a member, separated by commas ("x,1"); "*" is any value but those for no, ">0" a number above zero.
    encoding, delimiter : str, optional
        Of CSV files, such as "cp1252" and ";".
    partial : bool
        Whether to go on without the rows that are refused; they are among the ``warnings``.
    strict : bool
        Whether a membership that is listed twice is refused instead of merged.
    nouns : Nouns, optional
        What pages call the members and networks when these are not municipalities.
    refused : path, optional
        A new CSV file for the rows that are refused, as they stand, with their lines and the reasons. It must not be
        there yet, and is written only when there are such rows.

    Examples
    --------
    >>> ReadingOptions(network="genre").networks, ReadingOptions().networks
    (('genre',), ())
    """

    member: str | None = None
    network: str | Sequence[str] | None = None
    split: str | None = None
    sheet: str | None = None
    marks: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    partial: bool = False
    strict: bool = False
    nouns: Nouns | None = None
    refused: str | PathLike[str] | None = None

    @property
    def networks(self) -> tuple[str, ...]:
        """The named columns of networks."""
        if self.network is None:
            return ()
        return (self.network,) if isinstance(self.network, str) else tuple(self.network)


DETECTED = ReadingOptions()


class FrameKeywords(TypedDict, total=False):
    """Options that hold for dataframes too, as keyword arguments."""

    marks: str | None
    partial: bool
    strict: bool
    refused: str | PathLike[str] | None


class ReadingKeywords(FrameKeywords, total=False):
    """All options as keyword arguments."""

    member: str | None
    network: str | Sequence[str] | None
    split: str | None
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    nouns: Nouns | None


def refuses(problem: Problem, *, partial: bool) -> bool:
    """Return whether a problem refuses the whole table.

    >>> refuses(Problem("a.csv", 3, 1, "kunta", "Esbbo", "foreign-key"), partial=True)
    False
    """
    if problem.severity != "error" or not partial:
        return problem.severity == "error"
    # What is only counted, beyond the first of its kind, is about rows as those are.
    counted = problem.rule == "more"
    return (problem.line is None and not counted) or (problem.expected if counted else problem.rule) in WHOLE
