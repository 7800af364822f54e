"""The explorer as Python sees it: what is selected, and the same from either side."""

from __future__ import annotations

import json
import sys
import zlib
from types import SimpleNamespace

import anywidget
import networkx as nx
import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.analysis.selection import Selection, find_selection, selected_members, selection_graph


@pytest.fixture
def explorer(small):
    return kv.explore(small)


def _view_chooses(explorer, *, node="", **parts):
    """Change what a view in the browser changes."""
    explorer._choice = {"node": node, "all": [], "any": [], "none": [], **parts}


def test_nothing_is_selected_at_first(explorer):
    assert (explorer.members, explorer.query, explorer.code) == ((), {}, "explorer.select()")
    assert explorer.selection.columns.tolist() == ["name", "id", "kind", "networks"]
    assert len(explorer.selection) == 0


def test_a_member_is_selected_by_name_in_any_language_or_by_code(explorer, small):
    code, fi, sv = small.municipalities.loc[0, ["municipality_code", "name_fi", "name_sv"]]
    for name in (code, fi, sv):
        explorer.select()
        explorer.select(name)
        assert explorer.members == (code,)
        assert explorer.code == f"explorer.select({code!r})"
        assert explorer.selection["name"].tolist() == [fi]


def test_a_network_selects_its_members(explorer, small):
    frame = kv.incidence(small, kind="municipality")
    for network in frame:
        explorer.select(network)
        assert list(explorer.members) == frame.index[frame[network]].tolist()
        assert f"network:{network}" in explorer.subgraph


def test_a_question_has_the_answer_of_sharing(explorer, small):
    frame = kv.incidence(small, kind="municipality")
    first, second = frame.columns[:2]
    for asked in ({"all_of": first}, {"any_of": [first, second]}, {"all_of": first, "none_of": second}):
        explorer.select(**asked)
        assert list(explorer.members) == kv.sharing(frame, **asked).index.tolist()
        lists = {part: [networks] if isinstance(networks, str) else networks for part, networks in asked.items()}
        assert explorer.query == {"all_of": [], "any_of": [], "none_of": []} | lists
        explorer.select()
        assert explorer.query == {}
        explorer.query = lists
        assert list(explorer.members) == kv.sharing(frame, **asked).index.tolist()


def test_the_code_selects_the_same_again(explorer, small):
    network = kv.incidence(small, kind="municipality").columns[0]
    for asked in ([network], []):
        explorer.select(*asked, **({} if asked else {"all_of": network}))
        members, code = explorer.members, explorer.code
        explorer.select()
        eval(code, {"explorer": explorer})  # noqa: S307 - this is what it is for
        assert explorer.members == members


def test_what_the_view_chooses_comes_to_python_once(explorer, small):
    heard, frames = [], []
    explorer.observe(heard.append, "members")
    stop = explorer.on_select(frames.append)
    code = small.municipalities.loc[0, "municipality_code"]
    _view_chooses(explorer, node=f"m-{code}")
    assert [change["new"] for change in heard] == [(code,)]
    assert [frame["id"].tolist() for frame in frames] == [[code]]
    network = kv.incidence(small, kind="municipality").columns[0]
    _view_chooses(explorer, all=[f"n-{network}"])
    assert explorer.query["all_of"] == [network]
    assert (len(heard), len(frames)) == (2, 2)
    explorer.select()
    assert (len(heard), len(frames)) == (3, 3)
    stop()
    explorer.select(network)
    assert len(frames) == 3


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["Sipo"], "Sipoo"),
        (["nobody at all"], "nobody at all"),
        ([""], None),
    ],
)
def test_unknown_names_change_nothing_and_say_what_was_meant(explorer, asked, message):
    before = explorer.select(explorer._dataset.municipalities.loc[0, "municipality_code"]).members
    if message is None:
        assert explorer.select(*asked).members == ()
        return
    with pytest.raises(ValueError, match=message):
        explorer.select(*asked)
    assert explorer.members == before


@pytest.mark.parametrize("asked", [{"name": 91}, {"all_of": 91}, {"any_of": [91]}, {"none_of": [None]}])
def test_what_is_no_text_is_refused_as_by_sharing(explorer, small, asked):
    before = explorer.select(all_of=kv.incidence(small).columns[0]).members
    with pytest.raises(ValueError, match=r"no (member|network) (91|None); names and ids are text, such as '091'"):
        explorer.select(**asked)
    assert explorer.members == before


def test_an_explorer_says_in_one_line_what_it_shows(explorer, small):
    counts = f"{len(small.members)} members, {len(small.networks)} networks"
    assert repr(explorer) == f"Explorer({counts}, language='fi', 0 selected)"
    explorer.language = "sv"
    explorer.select(small.municipalities.loc[0, "municipality_code"])
    assert repr(explorer) == f"Explorer({counts}, language='sv', 1 selected)"


def test_names_and_networks_are_not_given_together(small):
    network = kv.incidence(small, kind="municipality").columns[0]
    with pytest.raises(ValueError, match="not both"):
        find_selection(small, network, all_of=network)


def test_a_query_names_its_parts(explorer):
    with pytest.raises(ValueError, match="all_of, any_of, none_of, where; got 'every'"):
        explorer.query = {"every": []}


def test_a_query_without_an_answer_changes_nothing(explorer, small):
    ended = small.networks.loc[small.networks["status"] == "ended", "network_id"].iloc[0]
    network = kv.incidence(small).columns[0]
    before = explorer.select(all_of=network).members
    for wrong in ({"any_of": [ended]}, {"all_of": [network], "none_of": ["nowhere"]}):
        with pytest.raises(ValueError, match="no network"):
            explorer.query = wrong
        assert (explorer.query["all_of"], explorer.members) == ([network], before)


def test_whoever_hears_of_members_finds_the_query_changed_too(explorer, small):
    first, second = kv.incidence(small, kind="municipality").columns[:2]
    heard = []

    def note(change):
        heard.append((change["name"], explorer.query, explorer.members))

    explorer.observe(note, ["members", "query"])
    explorer.select(all_of=first)
    explorer.select(all_of=second)
    assert [name for name, *_ in heard] == ["members", "query"] * 2
    assert heard[0][1:] == heard[1][1:]
    assert heard[2][1:] == heard[3][1:]


def test_layout_hidden_and_language_are_checked(explorer, small):
    network = small.networks.loc[0, "network_id"]
    explorer.hidden = [small.networks.loc[0, "name_fi"]]
    assert explorer.hidden == [network]
    with pytest.raises(ValueError, match="layout must be one of overlap"):
        explorer.layout = "circle"
    explorer.layout = "force"
    assert (explorer.layout, explorer._layout) == ("force", "force")
    explorer._layout = "overlap"
    assert explorer.layout == "overlap"
    with pytest.raises(ValueError, match="no network"):
        explorer.hidden = ["nowhere"]


def test_the_language_changes_names_and_data(explorer, small):
    explorer.select(small.municipalities.loc[0, "municipality_code"])
    for language in ("sv", "en", "fi"):
        explorer.language = language
        assert json.loads(zlib.decompress(explorer._data))["page"]["language"] == language
        assert explorer.page.language == language
        assert (
            explorer.selection["name"].tolist() == small.municipalities[f"name_{language}"].tolist()[:1]
            or language == "en"
        )


def test_two_explorers_have_nothing_in_common(small):
    first, second = kv.explore(small), kv.explore(small)
    first.select(kv.incidence(small, kind="municipality").columns[0])
    assert second.members == ()
    assert second.layout == "overlap"


def test_the_page_is_written(explorer, tmp_path):
    path = explorer.page.write(tmp_path / "page.html")
    assert path.read_text(encoding="utf-8") == explorer.page.html


def test_the_height_is_a_length(small):
    assert kv.explore(small, height="600px")._height == "600px"
    with pytest.raises(ValueError, match="such as \"600px\"; got 'tall'"):
        kv.explore(small, height="tall")


def _without_anywidget(monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    for name in ("widget", "widget_view"):
        monkeypatch.delitem(sys.modules, f"kuntaverkostot.{name}", raising=False)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_without_the_widget_there_are_picture_list_and_advice(small, monkeypatch, language):
    _without_anywidget(monkeypatch)
    still = kv.explore(small, language=language)
    shown = still._repr_mimebundle_()
    assert "anywidget" in shown["text/plain"]
    assert "<img alt=" in shown["text/html"]
    assert "<details>" in shown["text/html"]
    assert still.page.language == language
    with pytest.raises(AttributeError, match="pip install"):
        _ = still.selection


def test_a_changed_diagram_is_shown_with_the_widget_and_without_it(small, monkeypatch):
    network = kv.diagram(small)
    node = network.nodes[0]["id"]
    network.node_map[node]["color"] = "#ff00ff"
    assert "#ff00ff" in kv.explore(small, diagram=network).page.payload
    _without_anywidget(monkeypatch)
    assert "#ff00ff" in kv.explore(small, diagram=network).page.payload


def test_an_empty_selection_has_no_members(small):
    assert selected_members(small, Selection()) == []
    assert len(selection_graph(small, Selection())) == 0


@pytest.mark.parametrize("candidates", [False, True])
def test_members_and_subgraph_are_those_of_the_whole_graph(small, candidates):
    graph = kv.bipartite_graph(small, candidates=candidates)
    for network in small.networks["network_id"]:
        selection = Selection(f"network:{network}")
        members = set(graph[f"network:{network}"])
        found = selected_members(small, selection, candidates=candidates)
        assert found == sorted(member.partition(":")[2] for member in members)
        theirs = {f"network:{network}", *members, *(one for member in members for one in graph[member])}
        part = selection_graph(small, selection, candidates=candidates)
        assert nx.utils.graphs_equal(part, graph.subgraph(theirs))
        assert part.graph == graph.graph


def test_candidates_count_only_where_the_view_draws_them(small, monkeypatch):
    graphs = [kv.bipartite_graph(small, candidates=candidates) for candidates in (False, True)]
    network = next(one for one in small.networks["network_id"] if len({len(g[f"network:{one}"]) for g in graphs}) > 1)
    for most, graph in ((len(graphs[1]), graphs[1]), (0, graphs[0])):
        monkeypatch.setattr("kuntaverkostot.analysis.membership_arrays.MOST_NODES", most)
        explorer = kv.explore(small, candidates=True)
        explorer.select(network)
        assert sorted(explorer.members) == sorted(member.partition(":")[2] for member in graph[f"network:{network}"])
        assert set(explorer.subgraph[f"network:{network}"]) == set(graph[f"network:{network}"])


def test_the_subgraph_holds_members_and_their_networks(explorer, small):
    frame = kv.incidence(small, kind="municipality")
    code = frame.index[frame.any(axis=1)][0]
    networks = [f"network:{network}" for network in frame.columns[frame.loc[code]]]
    explorer.select(code)
    assert sorted(explorer.subgraph) == sorted([f"municipality:{code}", *networks])


@pytest.fixture
def colab(monkeypatch):
    """Return how often Colab was asked for its widget manager, in a place that looks like Colab to anywidget."""
    asked = []
    installed = SimpleNamespace(_installed_url="https://ssl.gstatic.com/colab/widgets")
    stub = SimpleNamespace(enable_custom_widget_manager=lambda: asked.append(True), _widgets=installed)
    monkeypatch.setitem(sys.modules, "google.colab.output", stub)
    anywidget._util.enable_custom_widget_manager_once.cache_clear()
    yield asked
    anywidget._util.enable_custom_widget_manager_once.cache_clear()


@pytest.mark.parametrize("name", ["explorer", "page", "diagram"])
def test_in_colab_the_widget_manager_is_turned_on_and_named_in_the_output(small, colab, monkeypatch, name):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **options: shown.append((data, options)))
    make = {"explorer": kv.explore, "page": kv.build_page, "diagram": kv.diagram}[name]
    make(small)._ipython_display_()
    assert colab == [True]
    view, still = shown
    mime = "application/vnd.jupyter.widget-view+json"
    assert view[1]["metadata"][mime]["colab"]["custom_widget_manager"]["url"].startswith("https://ssl.gstatic.com/")
    assert mime in view[0]
    assert "<img alt=" in still[0]["text/html"]


@pytest.fixture
def clubs():
    rows = [("Ann", "Choir", "chair", "1999"), ("Ann", "Chess", "guest", "2020"), ("Bo", "Chess", "chair", "2021")]
    return kv.explore(kv.from_frame(pd.DataFrame(rows, columns=["member", "network", "role", "since"])))


def test_a_question_may_have_conditions_from_either_side(clubs):
    heard = []
    clubs.on_select(lambda frame: heard.append(frame["name"].tolist()))
    clubs.select(all_of="chess", where="role=chair")
    assert (clubs.members, clubs._choice["where"]) == (("bo",), ["role=chair"])
    assert clubs.query == {"all_of": ["chess"], "any_of": [], "none_of": [], "where": ["role=chair"]}
    assert clubs.code == "explorer.select(all_of=['chess'], where=['role=chair'])"
    _view_chooses(clubs, where=["since>=2020"])
    assert clubs.members == ("ann", "bo")
    clubs.query = {"none_of": ["choir"], "where": ["role=chair"]}
    assert heard == [["Bo"], ["Ann", "Bo"], ["Bo"]]
    assert set(clubs.subgraph) == {"organisation:bo", "network:chess"}
    _view_chooses(clubs)
    assert (clubs.members, clubs.query) == ((), {})


def test_a_condition_that_cannot_be_met_is_refused_and_changes_nothing(clubs):
    clubs.select("ann")
    with pytest.raises(ValueError, match="no value queen"):
        clubs.select(where="role=queen")
    with pytest.raises(ValueError, match="by the column rloe"):
        clubs.query = {"where": ["rloe=chair"]}
    assert clubs.members == ("ann",)


def test_a_notebook_that_was_saved_before_there_were_conditions_goes_on(clubs):
    clubs._choice = {"node": "", "all": ["n-chess"], "any": [], "none": []}
    assert clubs.members == ("ann", "bo")
