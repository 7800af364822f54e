"""A page with a diagram that an analyst changed in pyvis: what its data, its picture and its lists say."""

from __future__ import annotations

import base64
import re

import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES, say
from tests.pages import Element, by_member, by_network, parsed
from tests.payloads import payload_of

HELSINKI, LARGE = "municipality:091", "network:suuret-kaupungit"
HOSTILE = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def changed(small) -> dict[str, Element]:
    """Return the pages of a changed diagram."""
    network = kv.diagram(small)
    network.get_node(HELSINKI).update(color="#ff00ff", size=21, x=100, y=200, label="Stadi", title=HOSTILE)
    network.get_node(LARGE)["color"] = "gold"
    next(edge for edge in network.edges if edge["from"] == HELSINKI)["width"] = 5
    network.add_node("Ystävä", label=HOSTILE, title=HOSTILE)
    network.add_edge("Ystävä", HELSINKI)
    return {page.language: parsed(page.html) for page in kv.build_pages(small, diagram=network)}


@pytest.fixture(scope="module")
def usual(small) -> dict[str, Element]:
    return {page.language: parsed(page.html) for page in kv.build_pages(small)}


def test_an_unchanged_diagram_gives_the_same_page(small):
    for language in LANGUAGES:
        page = kv.build_page(small, language=language)
        assert kv.build_page(small, language=language, diagram=kv.diagram(small, language=language)).html == page.html
        # The language of the diagram is that of its labels; unchanged, they are those of the page.
        assert kv.build_page(small, language=language, diagram=kv.diagram(small, language="sv")).html == page.html
    assert {"own", "added"}.isdisjoint(payload_of(page.html))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_payload_has_what_was_changed_and_no_more(changed, usual, language):
    data = payload_of(changed[language])
    ids = data["nodes"]["id"]
    helsinki, large = ids.index("m-091"), ids.index("n-suuret-kaupungit")
    own = data.pop("own")
    looks = dict(own["nodes"])
    assert set(looks) == {helsinki, large}
    assert looks[helsinki] == {
        "style": "own1",
        "shape": "dot",
        "corners": None,
        "fill": "#ff00ff",
        "on": "#000000",
        "border": None,
        "width": 0.048,
        "slices": None,
        "font": 4.0,
        "ink": "",
        "hidden": False,
    }
    assert looks[large]["fill"] == "#ffd700"
    ((place, edge),) = own["edges"]
    assert data["edges"][place]["member"] == "m-091"
    assert (edge["width"], edge["dashes"], edge["hidden"]) == (5.0, [], False)
    assert (own["labels"], own["titles"]) == ([[helsinki, "Stadi"]], [[helsinki, HOSTILE]])
    frames = data["frames"]
    assert (frames[0]["x"][helsinki], frames[0]["y"][helsinki], frames[0]["size"][helsinki]) == (100, 200, 21)
    # Facts, and the looks of all others, are those of the tables.
    before = payload_of(usual[language])
    del data["added"], data["frames"], before["frames"]
    assert data == before


def test_the_picture_shows_what_was_changed(changed, usual):
    root = changed["fi"]
    picture, before = (one.one("svg", class_="wide") for one in (root, usual["fi"]))
    own = {path["class"].split()[-1] for path in picture.every("path") if "own" in path["class"]}
    assert len(own) == 5  # a member, a network, an edge; an added node and an added edge
    style = next(root.every("style")).raw
    for rule in ("--tone:#ff00ff", "--tone:#ffd700", "stroke-width:5px"):
        assert rule in style
        assert rule not in next(usual["fi"].every("style")).raw
    spot = next(path for path in picture.every("path") if path["class"].startswith("spot own"))
    assert spot["d"] == "M100 200h0"
    assert spot["stroke-width"] == "42.0"
    assert before.text.count("Stadi") == 0


def test_the_still_picture_of_a_notebook_has_the_colours_of_an_analyst(small):
    network = kv.diagram(small)
    network.get_node(HELSINKI).update(color="#ff00ff")
    network.get_node(LARGE)["color"] = "#c86906"
    shown = kv.build_page(small, diagram=network)._repr_mimebundle_()["text/html"]
    (coded,) = re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", shown)
    svg = base64.b64decode(coded).decode("utf-8")
    rules = dict(re.findall(r"\.(own\d+)\{--tone:([^;]+);--on:(?!Canvas)", svg))
    assert sorted(rules.values()) == ["#ff00ff", "var(--n1)"]
    assert "--n1:#c86906;--o1:#" in svg
    for name in rules:
        assert re.search(rf'class="[a-z ]+ {name}"', svg)


def test_the_legend_has_the_colour_of_the_square(changed, usual):
    swatch = {}
    for name, root in (("changed", changed["sv"]), ("usual", usual["sv"])):
        item = next(root.every("li", data_node="n-suuret-kaupungit"))
        swatch[name] = next(item.every("span", class_="swatch"))["class"].split()[-1]
    assert swatch["usual"].startswith("n")
    assert swatch["changed"].startswith("own")
    assert f".{swatch['changed']}{{--tone:#ffd700;--on:#000000}}" in next(changed["sv"].every("style")).raw


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_added_is_listed_as_added_by_hand_and_is_no_member(changed, usual, language):
    root = changed[language]
    section = root.one("section", id="added")
    assert section.one("h3").text == say(language, "diagram.added_heading")
    assert [item.raw.strip() for item in section.every("li")] == [f"{HOSTILE}: Stadi"]
    assert list(usual[language].every("section", id="added")) == []
    for read in (by_network, by_member):
        assert read(root) == read(usual[language])
    summary, before = (one.one("section", id="summary").text for one in (root, usual[language]))
    assert summary == before


def test_texts_of_an_analyst_stay_texts(changed, usual):
    for language in LANGUAGES:
        root, before = changed[language], usual[language]
        assert [len(list(one.every("script"))) for one in (root, before)] == [3, 3]
        assert list(root.every("img")) == list(before.every("img")) == []
        assert HOSTILE in root.one("svg", class_="wide").raw


def test_where_members_come_on_demand_a_diagram_of_all_of_them_is_refused(small, monkeypatch):
    network = kv.diagram(small)
    monkeypatch.setattr("kuntaverkostot.page.scene.detail_of", lambda _: "on_demand")
    with pytest.raises(ValueError, match=r"start from kuntaverkostot.diagram\(dataset, detail='on_demand'\)"):
        kv.build_page(small, diagram=network)


def test_a_diagram_of_networks_alone_is_drawn_where_members_come_on_demand(small, monkeypatch):
    monkeypatch.setattr("kuntaverkostot.page.scene.detail_of", lambda _: "on_demand")
    network = kv.diagram(small, detail="on_demand", language="fi")
    assert {node["id"].partition(":")[0] for node in network.nodes} == {"network"}
    assert kv.build_page(small, diagram=network).html == kv.build_page(small).html
    network.get_node(LARGE).update(color="gold", label="Isot", x=100, y=200)
    network.edges[0].update(width=7)
    network.add_node("Ystävä", label="Ystävä", x=50, y=60)
    page = kv.build_page(small, diagram=network)
    data, root = payload_of(page.html), parsed(page.html)
    place = data["networks"]["id"].index("n-suuret-kaupungit")
    assert data["networks"]["label"][place] == "Isot"
    assert (data["frames"][0]["x"][place], data["frames"][0]["y"][place]) == (100, 200)
    ((node, look),) = data["own"]["nodes"]
    ((edge, line),) = data["own"]["edges"]
    assert (node, look["fill"], line["width"]) == (place, "#ffd700", 7.0)
    ends = [data["networks"]["id"][end] for end in data["overlaps"][edge][:2]]
    assert sorted(ends) == sorted(f"n-{network.edges[0][end].partition(':')[2]}" for end in ("from", "to"))
    assert [added["label"] for added in data["added"]["nodes"]] == ["Ystävä"]
    assert root.one("section", id="added").every("li")
    style = next(root.every("style")).raw
    assert "--tone:#ffd700" in style
    assert "stroke-width:7px" in style
