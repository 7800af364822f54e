"""A comparison as a page."""

from __future__ import annotations

import dataclasses
import re

import pytest

import kuntaverkostot as kv
from kuntaverkostot.page import comparison_page
from kuntaverkostot.page.comparison_page import compare_page
from kuntaverkostot.text.language import LANGUAGES
from kuntaverkostot.text.unfit import UnfitError
from tests.pages import parsed


@pytest.fixture
def changed(small) -> kv.Dataset:
    """Return the small dataset in which one joined, two left, and two merged."""
    return kv.what_if(
        small, network="pienet-kunnat", max_population=5000, join="Salo", merge={"Loviisa": "Sipoo"}
    ).dataset


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_change_is_in_the_picture_and_in_both_lists(small, changed, language):
    table = kv.compare(small, changed, language=language)
    moved = table[table["change"].isin(["joined", "left"])]
    names = sorted(moved["old"] + moved["new"])
    page = compare_page(small, changed, language=language)
    root = parsed(page.html)
    picture = root.one("svg")
    assert sorted(text.text for text in picture.every("text") if not text.has("class", "network")) == names
    by_network = root.one("section", aria_labelledby="by-network-1")
    assert sorted(item.text.split()[1] for item in by_network.every("li")) == names
    by_member = root.one("section", aria_labelledby="by-member-1")
    assert sorted(name.text for name in by_member.every("b")) == names
    assert [item.text for item in root.one("section", aria_labelledby="others-1").every("li")] == [
        sentence for change, sentence in zip(table["change"], table["sentence"], strict=True) if change == "merged"
    ]
    assert page.text.splitlines()[1:] == table["sentence"].tolist()


def test_signs_differ_in_shape_and_word(small, changed):
    root = parsed(compare_page(small, changed, language="en").html)
    picture, items = root.one("svg"), list(root.one("section", aria_labelledby="by-network-1").every("li"))
    drawn = [len(list(picture.every(tag, class_=change))) for tag, change in (("circle", "joined"), ("rect", "left"))]
    assert drawn == [1, 2]
    assert [item.text for item in items] == [
        "+ Salo new member",
        "− Ähtäri no longer a member",
        "− Närpes no longer a member",
    ]
    assert [sign["aria-hidden"] for sign in root.every("span", class_="sign")] == ["true"] * 8
    assert picture["aria-label"] == (
        "Diagram: 1 new membership and 2 ended memberships in 1 network. The list below says the same."
    )


def test_the_page_asks_for_nothing_and_runs_nothing(small, changed):
    page = compare_page(small, changed)
    root = parsed(page.html)
    assert list(root.every("script", "img", "link", "iframe")) == []
    assert not re.search(r"\b(?:src|href|on\w+)=", page.html)
    policy = root.one("meta", http_equiv="Content-Security-Policy")["content"]
    assert "default-src 'none'; script-src 'none'; style-src 'sha256-" in policy
    assert page.headers["Content-Security-Policy"].startswith(policy)


def test_names_stay_text(small):
    hostile = "<img src=x onerror=alert(1)>\"'&</script>"
    new = kv.what_if(small, network="pienet-kunnat", join="Salo").dataset
    old, new = (
        dataclasses.replace(
            dataset,
            networks=dataset.networks.assign(name_fi=hostile),
            municipalities=dataset.municipalities.assign(name_fi=hostile),
        )
        for dataset in (small, new)
    )
    root = parsed(compare_page(old, new, names=(hostile, hostile), lead=[hostile]).html)
    assert list(root.every("img", "script")) == []
    assert hostile in root.text


def test_two_days_are_named(real):
    page = compare_page(real, dates=("2018-12-31", "2024-12-31"), language="sv")
    assert "<p>31.12.2018 → 31.12.2024</p>" in page.html
    assert page.title == "Vad har ändrats i nätverken"


def test_what_was_assumed_has_not_happened(small, changed):
    page = compare_page(small, changed, lead=["Oletus."], language="fi")
    assert page.title == "Mikä muuttuisi verkostoissa"
    assert [item.text for item in parsed(page.html).one("ul", class_="lead").every("li")] == ["Oletus."]


@pytest.mark.parametrize(
    ("language", "said"), [("fi", "ei ole muutoksia"), ("sv", "har inte ändrats"), ("en", "No membership has changed")]
)
def test_without_changes_the_page_says_so(small, language, said):
    root = parsed(compare_page(small, small, language=language).html)
    assert said in root.text
    assert list(root.every("svg", "section")) == []


def test_too_many_changes_are_listed_only(small, changed, monkeypatch):
    monkeypatch.setattr(comparison_page, "MOST_DRAWN", 2)
    monkeypatch.setattr(comparison_page, "MOST_BY_MEMBER", 2)
    root = parsed(compare_page(small, changed, language="en").html)
    assert list(root.every("svg")) == []
    assert "There are so many changes that they are listed only." in root.text
    assert "There are so many changes that they are listed by network only." in root.text


def test_of_more_changes_there_is_no_page(small, changed, monkeypatch):
    monkeypatch.setattr(comparison_page, "MOST_LISTED", 3)
    with pytest.raises(UnfitError, match="There are 4 changes, and a page has room for 3"):
        compare_page(small, changed)


def test_a_notebook_shows_the_page_or_its_sentences(small, changed):
    bundle = compare_page(small, changed, language="en")._repr_mimebundle_()
    assert bundle["text/plain"].startswith("What has changed in the networks: 1 new membership")
    assert "<li>Salo: a new member of “Small municipalities”</li>" in bundle["text/html"]


def test_the_same_datasets_give_the_same_bytes(small, changed):
    assert compare_page(small, changed).html == compare_page(small, changed).html


def test_something_else_than_a_dataset_is_refused():
    with pytest.raises(TypeError, match="compare_page"):
        compare_page("data")
