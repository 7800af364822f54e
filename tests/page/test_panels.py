"""What the details of the explorer say of a network is what the list says; both come from the same entries."""

from __future__ import annotations

import re

import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES
from tests.pages import Element
from tests.payloads import payload_of

each_language = pytest.mark.parametrize("language", LANGUAGES)


def _paragraph(form: str, element: Element) -> list[object]:
    """Return a paragraph of the list as the payload has it: its form, its text, and the numbers of its sources."""
    links = [one for one in element.every("a") if one["href"].startswith("#s-")]
    text = "".join(one if isinstance(one, str) else "" if one in links else one.raw for one in element.children)
    return [form, re.sub(r"[ \n]+", " ", text).strip(), [int(link["href"][3:]) for link in links]]


def _listed(entry: Element) -> list[list[object]]:
    found = []
    for part in entry.children:
        if isinstance(part, str) or part.tag == "h4" or part.has("class", "members") or part.has("class", "none"):
            continue
        if part.tag == "ul":
            assert part.has("class", "facts")
            found += [_paragraph("fact", item) for item in part.every("li")]
        else:
            found.append(_paragraph("meta" if part.has("class", "meta") else "text", part))
    return found


@each_language
def test_details_of_a_network_say_what_the_list_says(documents, language):
    root = documents[language]
    data = payload_of(root)
    entries = list(root.every("div", class_="network"))
    assert [entry["id"] for entry in entries] == data["networks"]["id"]
    for entry, about in zip(entries, data["about"], strict=True):
        said = [[form, re.sub(r"[ \n]+", " ", text).strip(), sources] for form, text, sources in about]
        assert said == _listed(entry), entry["id"]
    assert len({form for about in data["about"] for form, _, _ in about}) == 3


@each_language
def test_the_legend_that_is_drawn_anew_says_what_stood_there(documents, language):
    root = documents[language]
    data = payload_of(root)
    networks = data["networks"]
    ids = networks["id"]
    foreign = {
        ids[row]: spoken
        for spoken, rows in networks["foreign"].items()
        for row in (range(len(ids)) if rows == 1 else rows)
    }
    legend = {
        ids[row]: (letter, networks["label"][row], networks["known"][row])
        for row, letter in enumerate(networks["letter"])
        if letter
    }
    items = list(root.one("ul", id="legend").every("li"))
    shown = {
        item["data-node"]: tuple(part.text for part in item.every("span") if "class" in part.attributes)
        for item in items
    }
    assert shown == legend
    for item in items:
        languages = {one["lang"] for one in item.every("span", lang=True)}
        assert languages == ({foreign[item["data-node"]]} if item["data-node"] in foreign else set())


def test_figures_and_the_matrix_are_those_of_the_tables(documents, real):
    data = payload_of(documents["en"])
    codes = [network[2:] for network in data["networks"]["id"]]
    table = kv.reconcile(real)
    assert sorted(codes[row] for row, *_ in data["figures"]) == sorted(table["network_id"])
    shared = kv.shared_counts(kv.incidence(real))
    networks = [codes[row] for row in data["matrix"]["networks"]]
    assert data["matrix"]["shared"] == shared.loc[networks, networks].to_numpy().tolist()
    bars = [tuple(codes[row] for row in one) for one in data["sets"]]
    assert bars == [bar.networks for bar in kv.upset(real).bars]


def test_of_one_network_there_is_no_matrix(tmp_path):
    table = tmp_path / "one.csv"
    table.write_text("verkosto,jäsen\nA,Espoo\nA,Vantaa\n", encoding="utf-8")
    data = payload_of(kv.build_page(kv.read_dataset(table)).html)
    assert (data["matrix"], data["askable"], data["sets"]) == (None, [0], [[0]])
