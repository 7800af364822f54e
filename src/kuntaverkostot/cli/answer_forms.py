"""Answers in the forms in which commands print them: text, Markdown, CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, records, rows_of
from kuntaverkostot.dataset.open_questions import questions
from kuntaverkostot.tables.csv_writer import csv_bytes
from kuntaverkostot.text.language import day, say, speaker
from kuntaverkostot.text.templates import in_markdown

if TYPE_CHECKING:
    from kuntaverkostot.analysis.scenarios import WhatIf

# Columns that are written, and the keys of their heads.
CHANGE = {
    "change": "change.head_change",
    "network_id": "change.head_network",
    "member_id": "change.head_member",
    "old": "change.head_old",
    "new": "change.head_new",
    "sentence": "change.head_sentence",
}
QUESTION = {
    "network_id": "question.head_network",
    "question": "question.head_question",
    "where": "question.head_where",
    "ask": "question.head_ask",
}
NEAR = {
    "network_id": "near_limit.head_network",
    "municipality_code": "near_limit.head_member",
    "figure": "near_limit.head_inhabitants",
    "limit": "near_limit.head_limit",
    "trend": "near_limit.head_trend",
    "year": "near_limit.head_year",
    "sentence": "near_limit.head_sentence",
}


def listed_questions(dataset: Dataset, *, language: str, form: str) -> str:
    """Return the open questions as text, as CSV or as JSON.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    language : {"fi", "sv", "en"}
        Language of the questions.
    form : {"text", "csv", "json"}
        Format.
    """
    say, table = speaker(language), questions(dataset, language=language)
    if form == "json":
        return _json(_plain(table))
    if form == "csv":
        return _csv(table, QUESTION, language)
    blocks = []
    for question, where, ask in rows_of(table[["question", "where", "ask"]]):
        lines = [question, where and say("question.where", where=where), ask and say("question.ask", ask=ask)]
        blocks.append("\n".join(filter(None, lines)))
    return "\n\n".join(blocks) or say("question.none")


def listed_changes(table: pd.DataFrame, *, language: str, form: str) -> str:
    """Return what changed as a Markdown list, as CSV or as JSON.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`kuntaverkostot.compare`.
    language : {"fi", "sv", "en"}
        Language of the heads.
    form : {"markdown", "csv", "json"}
        Format.
    """
    if form == "json":
        return _json(_plain(table))
    if form == "csv":
        return _csv(table, CHANGE, language)
    return "\n".join(f"- {in_markdown(sentence)}" for sentence in table["sentence"]) or say(language, "change.none")


def listed_scenario(answer: WhatIf, *, language: str, form: str) -> str:
    """Return what would change as sentences, as CSV or as JSON.

    Parameters
    ----------
    answer : WhatIf
        From :func:`kuntaverkostot.what_if`.
    language : {"fi", "sv", "en"}
        Language of the sentences.
    form : {"text", "csv", "json"}
        Format.
    """
    if form == "csv":
        return _csv(answer.frame, CHANGE, language)
    sentences = answer.sentences[language]
    if form == "text":
        return "\n".join(sentences)
    tables = {"changes": answer.frame, "networks": answer.networks, "overlaps": answer.overlaps}
    return _json({"sentences": sentences} | {name: _plain(table) for name, table in tables.items()})


def listed_near(table: pd.DataFrame, *, language: str, form: str) -> str:
    """Return the municipalities near a limit as sentences, as CSV or as JSON.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`kuntaverkostot.near_limit`.
    language : {"fi", "sv", "en"}
        Language of the heads.
    form : {"text", "csv", "json"}
        Format.
    """
    if form == "json":
        return _json(_plain(table))
    if form == "csv":
        return _csv(table.assign(trend=table["trend"].round(1)), NEAR, language)
    return "\n".join(table["sentence"])


def listed_years(table: pd.DataFrame, *, language: str, form: str) -> str:
    """Return who moved when as lines, as CSV or as JSON.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`kuntaverkostot.through_years`.
    language : {"fi", "sv", "en"}
        Language of the days and heads.
    form : {"text", "csv", "json"}
        Format.
    """
    if form == "json":
        return _json(_plain(table))
    if form == "csv":
        return _csv(table, {"date": "change.head_date", **CHANGE}, language)
    rows = rows_of(table[["date", "sentence"]])
    return "\n".join(f"{day(language, date)}: {sentence}" for date, sentence in rows) or say(language, "changes.none")


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows of values that JSON knows; what is missing is null."""
    return [{name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in records(table)]


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def _csv(table: pd.DataFrame, heads: Mapping[str, str], language: str) -> str:
    cells = [tuple("" if pd.isna(cell) else str(cell) for cell in row) for row in rows_of(table[list(heads)])]
    written = tuple(say(language, key) for key in heads.values())
    return csv_bytes(written, cells).decode("utf-8").rstrip("\n")
