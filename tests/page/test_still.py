"""What a notebook shows where no script, no frame and no style may run."""

from __future__ import annotations

import base64
import re
from xml.etree import ElementTree as ET

import bleach
import nbformat
import pytest
from nbconvert import HTMLExporter

import kuntaverkostot as kv
from kuntaverkostot.diagram.labels import text_width
from kuntaverkostot.diagram.pyvis_still import pyvis_still
from kuntaverkostot.listing.source_list import source_numbers, sources_of
from kuntaverkostot.text.language import LANGUAGES, say
from tests.large import large
from tests.pages import Element, parsed

# What a strict site leaves of HTML: neither frame, style, script nor drawing, and nothing of how it looks.
STRICT = {
    "tags": {
        *("a", "b", "br", "caption", "details", "div", "figure", "h3", "h4", "img", "li", "p", "pre", "small", "span"),
        *("summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    },
    "attributes": {"*": ["lang", "scope"], "img": ["alt", "src", "width"]},
    "protocols": {"data", "https"},
    "strip": True,
}
SHOWN = {
    "page": lambda dataset, language: kv.build_page(dataset, language=language),
    "matrix": lambda dataset, language: kv.matrix(dataset, language=language),
    "upset": lambda dataset, language: kv.upset(dataset, language=language),
    "diagram": lambda dataset, language: kv.diagram(dataset, language=language),
}
each_shown = pytest.mark.parametrize("name", SHOWN)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def notebook_with(shown: dict[str, str]) -> nbformat.NotebookNode:
    """Return a notebook of which one cell has shown something."""
    cell = nbformat.v4.new_code_cell("shown", execution_count=1)
    cell.outputs = [nbformat.v4.new_output("execute_result", data=shown, execution_count=1)]
    return nbformat.v4.new_notebook(cells=[cell])


def picture_of(root: Element) -> tuple[str, ET.Element]:
    """Return the alternative text and the picture that stand in a document."""
    (image,) = (one for one in root.every("img") if one["src"].startswith("data:image/svg+xml;base64,"))
    return image["alt"], ET.fromstring(base64.b64decode(image["src"].partition(",")[2]).decode("utf-8"))  # noqa: S314 - it is ours


def texts_of(picture: ET.Element) -> set[str]:
    return {"".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text")}


def _assert_says_everything(root: Element, language: str) -> None:
    alt, picture = picture_of(root)
    assert re.search(r"\d", alt)
    assert alt.endswith(".")
    assert any(
        re.match("Helsinki|Helsingfors|Suuret kaupungit|Stora städer|Large cities", one) for one in texts_of(picture)
    )
    listed = root.one("details")
    assert listed.one("summary").text in {say(language, "notebook.as_list"), say(language, "notebook.as_table")}
    assert {"fi": "Seutukaupungit", "sv": "Regionstäder", "en": "Regional cities"}[language] in listed.text


@each_shown
@each_language
def test_without_frame_style_and_script_a_picture_and_the_list_are_left(small, name, language):
    shown = SHOWN[name](small, language)._repr_mimebundle_()
    left = parsed(bleach.clean(shown["text/html"], **STRICT))
    assert not list(left.every("iframe", "style", "script", "svg"))
    _assert_says_everything(left, language)


@each_shown
@each_language
def test_where_no_html_is_shown_it_is_one_sentence(small, name, language):
    text = SHOWN[name](small, language)._repr_mimebundle_()["text/plain"]
    assert text.endswith(".")
    assert "\n" not in text
    assert len(text) < 200


@each_shown
def test_nbconvert_keeps_picture_and_list(small, name):
    shown = SHOWN[name](small, "en")._repr_mimebundle_()
    document, _ = HTMLExporter().from_notebook_node(notebook_with(shown))
    output = parsed(document).one("div", class_="kuntaverkostot-still")
    _assert_says_everything(output, "en")


@each_shown
def test_sanitised_nbconvert_keeps_the_list_and_hides_what_it_writes_out_as_text(small, name):
    shown = SHOWN[name](small, "en")._repr_mimebundle_()
    document, _ = HTMLExporter(sanitize_html=True).from_notebook_node(notebook_with(shown))
    assert ".lm-Widget.lm-mod-hidden {\n  display: none !important;\n}" in document
    main = parsed(document).one("main")
    hidden = [one for one in main.every("div", class_="lm-mod-hidden") if one.has("class", "lm-Widget")]
    assert len(hidden) == 2
    for one in hidden:
        one.parent.children.remove(one)
    assert [sign for sign in ("iframe", "base64,", "@media") if sign in main.text] == []
    assert shown["text/plain"] in main.text
    assert "Regional cities" in main.text


def test_what_is_left_of_a_page_lists_every_membership(small):
    page = kv.build_page(small, language="sv")
    listed = parsed(page._repr_mimebundle_()["text/html"]).one("details")
    items = {item.one("b").text: item.text for items in listed.every("ul") for item in items.every("li")}
    graph = kv.bipartite_graph(small)
    names = {node: data["name_sv"] or data["name_fi"] for node, data in graph.nodes(data=True)}
    for one, other in graph.edges:
        member, network = sorted([one, other], key=lambda node: graph.nodes[node]["bipartite"])
        assert names[member] in items[names[network]]
        short = graph.nodes[network]["short_sv"] or graph.nodes[network]["short_fi"] or names[network]
        assert short in items[names[member]]


@each_language
def test_numbers_of_sources_lead_to_the_sources_at_the_end(real, pages, language):
    linking = {"attributes": {**STRICT["attributes"], "a": ["href"]}, "protocols": {"http", "https"}}
    listed = parsed(bleach.clean(pages[language]._repr_mimebundle_()["text/html"], **STRICT | linking)).one("details")
    lines = [(one.text, [link["href"] for link in one.every("a")]) for one in listed.every("div")]
    ends = [line for line in lines if re.match(r"\d+\. ", line[0])]
    sources = sources_of(real, language)
    assert [links for _, links in ends] == [[source.url] if source.url else [] for source in sources]
    for (text, _), source in zip(ends, sources, strict=True):
        assert text.startswith(f"{source.number}. {source.title.text}, {source.publisher.text}")
    numbers = source_numbers(real)
    rows = real.memberships.query("network_id == 'seutukaupungit' and municipality_code == '434' and basis == 'listed'")
    (cited,) = rows["source_ids"]
    name = real.municipalities.set_index("municipality_code").loc["434", f"name_{'sv' if language == 'sv' else 'fi'}"]
    assert f"{name} [{', '.join(str(numbers[code]) for code in cited.split(';'))}]" in listed.text


def test_candidates_are_told_apart(small):
    without, with_them = (
        parsed(kv.build_page(small, language="en", candidates=some)._repr_mimebundle_()["text/html"])
        .one("details")
        .text
        for some in (False, True)
    )
    assert say("en", "page.candidates") not in without
    assert say("en", "page.candidates") in with_them


def test_a_large_page_leaves_its_networks_and_says_where_the_members_are():
    page = kv.build_page(large(5000, 40, 9000), language="en")
    shown = page._repr_mimebundle_()
    left = parsed(bleach.clean(shown["text/html"], **STRICT))
    assert picture_of(left)[0].startswith("Diagram: ")
    assert say("en", "notebook.members_left_out") in left.one("details").text
    assert len(bleach.clean(shown["text/html"], **STRICT)) < 200_000


@each_language
def test_two_pages_of_the_real_data_leave_less_than_200_kb(pages, language):
    html = pages[language]._repr_mimebundle_()["text/html"]
    assert 2 * len(html[html.index('<div class="kuntaverkostot-still">') :].encode("utf-8")) < 200_000


def test_what_pyvis_changed_is_in_the_picture_and_in_the_list(small):
    network = kv.diagram(small, language="en")
    network.get_node("municipality:091").update(shape="star", size=24, label="<b>Capital</b>", font={"size": 20})
    network.add_node("own", label="Own node", x="nowhere")
    network.add_edge("own", "municipality:091")
    left = parsed(bleach.clean(network._repr_html_(), **STRICT))
    alt, picture = picture_of(left)
    assert alt.startswith("Diagram: 22 nodes, 22 edges.")
    assert {"<b>Capital</b>", "Own node"} <= texts_of(picture)
    assert "Own node: <b>Capital</b>" in [item.text for item in left.one("details").every("li")]


@pytest.mark.parametrize(
    "value",
    [{"x": None}, {"x": float("inf"), "y": 0}, {"size": "large"}, {"color": 7}, {"font": "14px arial"}, {"shape": []}],
)
def test_what_a_picture_cannot_use_does_not_stop_it(small, value):
    network = kv.diagram(small, language="en")
    network.get_node("municipality:091").update(value)
    still = pyvis_still(network.nodes, network.edges, title="T", language="en")
    assert "Helsinki" in still.listing
    assert "nan" not in still.picture


def test_no_label_leaves_the_picture(real):
    network = kv.diagram(real, language="fi")
    network.add_node("far", label="A node with a long name of its own", shape="dot", x=900.0, y=-60.0)
    picture = parsed(pyvis_still(network.nodes, network.edges, title="T", language="fi").picture).one("svg")
    left, _, width, _ = map(float, picture["viewbox"].split())
    labels = list(picture.every("text"))
    assert len(labels) > 20
    for label in labels:
        half = text_width(label.text, 13) / 2
        assert left < float(label["x"]) - half, label.text
        assert float(label["x"]) + half < left + width, label.text


def test_a_diagram_of_dot_leaves_its_text(small, tmp_path):
    path = tmp_path / "own.dot"
    path.write_text('graph { a -- "<b>" }', "utf-8")
    network = kv.diagram(small, language="en")
    network.from_DOT(path)
    left = parsed(bleach.clean(network._repr_html_(), **STRICT))
    assert left.one("pre").text == 'graph { a -- "<b>" }'


def test_an_empty_diagram_is_drawn_and_told(small):
    network = kv.diagram(small, language="en")
    network.nodes, network.edges, network.node_map = [], [], {}
    assert picture_of(parsed(network._repr_html_()))[0].startswith("Diagram: 0 nodes, 0 edges.")
