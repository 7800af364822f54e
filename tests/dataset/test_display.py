"""What objects say of themselves: one line as text, short tables in a notebook."""

from __future__ import annotations

import pickle

import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.display import MOST_ROWS
from kuntaverkostot.dataset.schema import bundled_data
from kuntaverkostot.text.language import LANGUAGES, say
from tests.pages import Element, parsed

each_language = pytest.mark.parametrize("language", LANGUAGES)
HOSTILE = "<img src=x onerror=alert(1)>"
WIDE = f"Kunta,A,{HOSTILE}\nHelsinki,x,\nLoviisa ,x,x\nNowhere,,x\n"


@pytest.fixture(scope="module")
def shown(small, real, tmp_path_factory) -> dict[str, object]:
    """Return what is shown, by name."""
    path = tmp_path_factory.mktemp("wide") / "own.csv"
    path.write_text(WIDE, "utf-8")
    return {
        "dataset": small,
        "real": real,
        "cover": kv.cover(small),
        "cover of part": kv.cover(real, region="05"),
        "check": kv.check_tables(bundled_data()),
        "check of own": kv.check_tables(path),
        "reading": kv.read_table(path),
        "reading of a table": kv.read_table(bundled_data() / "populations.csv"),
    }


NAMES = ["dataset", "real", "cover", "cover of part", "check", "check of own", "reading", "reading of a table"]
each_name = pytest.mark.parametrize("name", NAMES)


def _tables(root: Element) -> list[Element]:
    return list(root.every("table"))


@each_name
def test_its_text_is_one_line(shown, name):
    text = repr(shown[name])
    assert "\n" not in text
    assert len(text) < 200


@each_name
@each_language
def test_a_notebook_shows_tables_with_captions_and_headers(shown, name, language):
    markup = shown[name].summary(language=language)._repr_html_()
    assert len(markup) < 20_000
    root = parsed(markup)
    assert root.one("div", class_="kuntaverkostot-summary")["lang"] == language
    for table in _tables(root):
        assert table.one("caption").text
        assert all(head["scope"] == "col" for head in table.one("thead").every("th"))
        rows = list(table.one("tbody").every("tr"))
        assert 0 < len(rows) <= MOST_ROWS
        assert all(next(row.every("th", "td"))["scope"] == "row" for row in rows)
    assert not list(root.every("img", "script", "style"))


@each_name
def test_without_a_choice_it_speaks_finnish(shown, name):
    assert shown[name]._repr_html_() == shown[name].summary(language="fi")._repr_html_()


@each_name
def test_another_language_is_refused(shown, name):
    with pytest.raises(ValueError, match="language must be one of fi, sv, en; got 'de'"):
        shown[name].summary(language="de")


@each_language
def test_a_dataset_counts_the_known_and_the_published_members_of_each_network(small, language):
    (table,) = _tables(parsed(small.summary(language=language)._repr_html_()))
    rows = [[cell.text for cell in row.every("th", "td")] for row in table.one("tbody").every("tr")]
    assert len(rows) == len(small.networks) == 8
    known = {row[0]: row[1] for row in rows}
    published = {row[0]: row[2:] for row in rows}
    assert known[{"fi": "Pienet kunnat", "sv": "Små kommuner", "en": "Small municipalities"}[language]] == "4"
    regional = {"fi": "Seutukaupungit", "sv": "Regionstäder", "en": "Regional cities"}[language]
    assert published[regional] == ["57", say(language, "status.current")]
    assert say(language, "known.none") in known.values()


def test_a_dataset_says_what_one_may_do_next_and_that_works(small):
    steps = small.summary(language="en").steps
    assert len(steps) == 4
    for step in steps:
        assert eval(step.line, {"kv": kv, "dataset": small}) is not None  # noqa: S307 - it is ours


def test_a_cover_names_its_networks_and_whom_none_reaches(real):
    found = kv.cover(real, region="05", kind="municipality")
    summary = found.summary(language="en")
    assert list(summary.tables[0].rows) == [("Small municipalities", 7), ("Regional cities", 2), ("Large cities", 1)]
    assert summary.sentences == (
        "3 networks reach 10 municipalities; no smaller choice does.",
        "No network of this data reaches Janakkala.",
    )
    assert repr(found) == "Cover(3 networks, 10 reached, 1 unreached, exact=True)"


def test_of_many_messages_the_errors_come_first_and_the_rest_is_counted(tmp_path):
    path = tmp_path / "own.csv"
    rows = "".join(f"x{place} ,x\n" for place in range(60)) + "Helsinki,maybe\n"
    path.write_text(f"Kunta,Verkosto A\n{rows}", "utf-8")
    check = kv.check_tables(path)
    table = check.summary(language="en").tables[-1]
    assert len(table.rows) == MOST_ROWS
    assert table.more == len(check.messages) - MOST_ROWS > 0
    kinds = [kind for kind, _ in table.rows]
    assert kinds == sorted(kinds, key=["error", "remark", "repaired", "how it was read"].index)
    assert len(check._repr_html_()) < 10_000
    assert say("fi", "notebook.more_rows", count=table.more) in check._repr_html_()


def test_what_a_table_holds_is_text(shown):
    markup = shown["reading"]._repr_html_()
    assert "<img" not in markup
    assert HOSTILE in parsed(markup).text


def test_a_reading_shows_the_first_rows_that_will_be_used():
    reading = kv.read_table(bundled_data() / "populations.csv")
    table = reading.summary(language="en").tables[-1]
    assert table.heads == reading.header
    assert [tuple(row) for row in table.rows] == reading.rows[:MOST_ROWS]
    assert table.more == len(reading.rows) - MOST_ROWS


@each_language
def test_insights_are_a_tuple_that_shows_itself(real, language):
    found = kv.insights(real, language=language)
    assert isinstance(found, tuple)
    assert repr(found) == "Insights(overlap, inside, most, unconfirmed)"
    (table,) = _tables(parsed(found._repr_html_()))
    assert [row.one("th").text for row in table.one("tbody").every("tr")] == [one.sentence for one in found]
    assert found[0] in found
    assert list(found) == [*found]
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - it is ours
    assert ([one.sentence for one in again], again.language) == ([one.sentence for one in found], language)


def test_a_finding_shows_its_sentence_and_its_rows(real):
    one = kv.insights(real, language="en")[1]
    root = parsed(one._repr_html_())
    assert root.one("p").text == one.sentence
    assert len(list(root.one("tbody").every("tr"))) == len(one.frame)
    assert repr(one) == f"Insight('inside', {one.sentence!r})"


def test_the_version_is_there():
    assert kv.__version__.count(".") == 2
