"""The pages that pyvis's own methods make of the diagram."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import webbrowser
from pathlib import Path

import numpy as np
import pytest
from IPython.display import IFrame

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES, say
from tests.pages import parsed

WAYS = {
    "show": lambda drawn, name: drawn.show(name),
    "save_graph": lambda drawn, name: drawn.save_graph(name),
    "write_html": lambda drawn, name: drawn.write_html(name),
    "write_html in a notebook": lambda drawn, name: drawn.write_html(name, notebook=True),
}
each_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
HOSTILE = '<img src=x onerror=alert(1)></script><a href="javascript:alert(2)">'


@pytest.fixture
def drawn(small):
    return kv.diagram(small, language="sv")


def _data(document: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', document)
    assert found
    return json.loads(found[1])


@each_way
def test_each_way_of_pyvis_writes_the_same_page_and_nothing_beside_it(drawn, way, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    way(drawn, "kaavio.html")
    assert [path.name for path in tmp_path.iterdir()] == ["kaavio.html"]
    assert Path("kaavio.html").read_text("utf-8") == drawn.generate_html() == drawn.html
    assert capsys.readouterr() == ("", "")


def test_the_page_holds_each_node_and_each_edge(drawn):
    data = _data(drawn.generate_html())
    assert data["nodes"] == drawn.nodes
    assert data["edges"] == drawn.edges
    assert data["options"] == json.loads(drawn.options.to_json())
    assert drawn.generate_html(notebook=True) == drawn.generate_html(local=False)


@pytest.mark.parametrize("resources", ["local", "in_line", "remote"])
def test_the_page_names_no_file_and_no_server(drawn, resources):
    drawn.cdn_resources = resources
    root = parsed(drawn.generate_html())
    assert list(root.every(src=True)) == list(root.every(href=True)) == []
    assert list(root.every("link", "img", "iframe", "object", "base")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_a_language_and_a_title(small, language):
    drawn = kv.diagram(small, language=language)
    document = drawn.generate_html()
    assert document.startswith("<!DOCTYPE html>")
    assert f'<html lang="{language}">' in document
    assert f"<title>{say(language, 'pyvis.title')}</title>" in document
    drawn.heading = "Oma & muu"
    assert "<title>Oma &amp; muu</title>" in drawn.generate_html()


def test_what_an_analyst_adds_is_data_and_not_markup(drawn):
    clean = drawn.generate_html()
    drawn.add_node(HOSTILE, label=HOSTILE, title=HOSTILE)
    drawn.add_edge(HOSTILE, "municipality:091", title=HOSTILE)
    drawn.heading = drawn.bgcolor = drawn.height = drawn.width = HOSTILE
    drawn.set_options(json.dumps({"nodes": {"font": {"face": HOSTILE}}}))
    drawn.select_menu = drawn.filter_menu = drawn.neighborhood_highlight = True
    document = drawn.generate_html()
    assert "<img" not in document
    assert document.count("<script") == clean.count("<script")
    data = _data(document)
    assert data["nodes"][-1]["title"] == data["edges"][-1]["title"] == data["look"]["height"] == HOSTILE


def test_numbers_of_pandas_are_numbers_and_dates_are_text(drawn, real):
    people = real.populations["population"].iloc[0]
    drawn.add_node(1, value=people, size=np.float64(2.5), since=np.datetime64("2024-12-31"), tags={"a"})
    node = _data(drawn.generate_html())["nodes"][-1]
    assert (node["value"], node["size"], node["tags"]) == (people, 2.5, "{'a'}")


def test_a_number_that_is_none_is_refused(drawn):
    drawn.add_node("x", value=float("nan"))
    with pytest.raises(ValueError, match="not JSON compliant"):
        drawn.generate_html()


@pytest.mark.parametrize("name", ["kaavio", "kaavio.htm", "kaavio.png", ""])
def test_another_ending_than_html_is_refused_and_nothing_is_written(drawn, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for way in WAYS.values():
        with pytest.raises(ValueError, match=r"the name of a page ends in \.html"):
            way(drawn, name)
    assert list(tmp_path.iterdir()) == []


def test_show_returns_the_page_in_a_frame(drawn, tmp_path):
    drawn.heading = 'A "frame"'
    shown = drawn.show(str(tmp_path / "kaavio.html"))
    assert isinstance(shown, IFrame)
    assert Path(shown.src) == tmp_path / "kaavio.html"
    assert shown._repr_html_() == drawn._repr_html_()


def test_a_notebook_shows_the_diagram_in_a_frame_that_may_only_run_scripts(drawn):
    frame = parsed(drawn._repr_html_()).one("iframe")
    assert frame.attributes == {
        "title": say("sv", "pyvis.title"),
        "sandbox": "allow-scripts",
        "width": "100%",
        "height": drawn.height.removesuffix("px"),
        "srcdoc": drawn.generate_html(),
    }
    assert repr(drawn) == "Network(21 nodes, 21 edges)"


@pytest.mark.parametrize(("height", "taken"), [("480px", "480"), (480, "480"), ("480", "480"), ("50%", "600")])
def test_the_frame_is_as_high_as_the_diagram(drawn, height, taken):
    drawn.height = height
    frame = parsed(drawn._repr_html_()).one("iframe")
    assert frame.attributes["height"] == taken


def test_outside_a_notebook_show_opens_the_browser(drawn, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.chdir(tmp_path)
    assert drawn.show("oma kaavio.html", notebook=False) is None
    assert opened == [(tmp_path / "oma kaavio.html").as_uri()]


def test_a_file_that_cannot_be_written_leaves_the_old_one(drawn, tmp_path):
    old = tmp_path / "kaavio.html"
    old.write_text("old", "utf-8")
    drawn.add_node("x", value=float("inf"))
    with pytest.raises(ValueError, match="not JSON compliant"):
        drawn.save_graph(str(old))
    assert old.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]


@each_way
def test_a_template_of_ones_own_is_used_as_in_pyvis(drawn, way, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("own.html").write_text("{{ nodes|length }} {{ heading }}", "utf-8")
    drawn.set_template(str(tmp_path / "own.html"))
    way(drawn, "kaavio.html")
    assert Path("kaavio.html").read_text("utf-8") == "21 "


def test_in_the_plainest_environment_the_file_is_utf_8(small_folder, tmp_path):
    code = (
        "import sys, kuntaverkostot as kv\n"
        "drawn = kv.diagram(kv.read_dataset(sys.argv[1]), language='sv')\n"
        "drawn.heading = '\\xc5bo \\u2013 N\\xe4rpes'\n"
        "drawn.show('kaavio.html')\n"
    )
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-c", code, str(small_folder)]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **plain}, check=True)
    document = (tmp_path / "kaavio.html").read_text("utf-8")
    assert "<h1>Åbo – Närpes</h1>" in document
    assert "Närpes" in {node["label"] for node in _data(document)["nodes"]}
