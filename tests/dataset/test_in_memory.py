"""Memberships in memory: dataframes of any library, sets and graphs, read as a file would be."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.describe import describe
from tests.engines import LIBRARIES, table_of
from tests.relation import relation

LONG = {
    "person": ["Ann", "Ann", "Bob", "Eve"],
    "club": ["Choir", "Chess", "Chess", None],
    "since": [2019, 2021, 2021, None],
}
PAIRS = {("Ann", "Choir"), ("Ann", "Chess"), ("Bob", "Chess")}
LISTS = {"person": ["Ann", "Bob", "Eve"], "clubs": [["Choir", "Chess"], ["Chess"], []]}


def _rules(dataset: kv.Dataset, *severities: str) -> list[str]:
    return [one.rule for one in dataset.messages if one.severity in severities]


def _attributes(dataset: kv.Dataset) -> list[tuple[str, ...]]:
    return list(dataset.attributes.drop(columns="kind").itertuples(index=False, name=None))


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_long_frame_of_any_library_is_read(library):
    dataset = kv.from_frame(table_of(library, LONG), member="person", network="club")
    assert relation(dataset) == PAIRS
    assert repr(dataset) == "Dataset(3 members, 2 networks, 3 memberships)"
    assert dataset.account == kv.Account(4, 4, 0, 0)
    assert _attributes(dataset) == [
        ("ann", "chess", "since", "2021"),
        ("ann", "choir", "since", "2019"),
        ("bob", "chess", "since", "2021"),
    ]
    (empty,) = (one for one in dataset.warnings if one.rule == "no-network")
    assert describe(empty, "en") == (
        "frame:4:2 club: the cell names no network, so the member was read without this membership"
    )


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_wide_frame_of_any_library_is_read(library):
    columns = {"person": LISTS["person"], "Choir": [True, False, None], "Chess": [True, True, False]}
    dataset = kv.from_frame(table_of(library, columns))
    assert (relation(dataset), dataset.account) == (PAIRS, kv.Account(3, 3, 0, 0))
    assert kv.incidence(dataset).index.tolist() == ["ann", "bob", "eve"]


@pytest.mark.parametrize("library", LIBRARIES)
def test_lists_in_cells_are_read_and_a_member_without_any_is_kept(library):
    dataset = kv.from_frame(table_of(library, LISTS))
    assert (relation(dataset), dataset.account) == (PAIRS, kv.Account(3, 3, 0, 0))
    assert dataset.members["member_id"].tolist() == ["ann", "bob", "eve"]
    # They were lists, so nothing was split.
    assert {"list-read", "list-split"}.isdisjoint(_rules(dataset, "info", "warning"))


def test_members_may_be_the_lists():
    frame = pd.DataFrame({"club": ["Choir", "Chess", "Film"], "members": [{"Ann"}, ("Ann", "Bob"), np.array([])]})
    dataset = kv.from_frame(frame, member="members", network="club")
    assert relation(dataset) == PAIRS
    assert len(dataset.networks) == 3


def test_names_in_a_cell_of_text_are_split_when_asked():
    frame = pd.DataFrame({"member": ["Ann", "Bob"], "clubs": ["Choir / Chess", "Chess"]})
    assert relation(kv.from_frame(frame, split="/")) == PAIRS
    assert relation(kv.from_frame(frame, split="")) == {("Ann", "Choir / Chess"), ("Bob", "Chess")}
    with pytest.raises(ValueError, match=r"^the cells of clubs are lists already$"):
        kv.from_frame(pd.DataFrame(LISTS), split=";")


def test_the_row_labels_of_pandas_name_the_members():
    wide = pd.DataFrame({"Choir": [1, 0], "Chess": [1, 1]}, index=pd.Index(["Ann", "Bob"], name="person"))
    for index in (wide.index, pd.Index(["Ann", "Bob"])):
        assert relation(kv.from_frame(wide.set_index(index))) == PAIRS
    long = pd.DataFrame(LONG).dropna()
    assert relation(kv.from_frame(pd.crosstab(long["person"], long["club"]))) == PAIRS
    sizes = long.rename(columns={"person": "member", "club": "network"}).groupby(["member", "network"]).size()
    assert relation(kv.from_frame(sizes.to_frame("count"))) == PAIRS
    # Those that only number the rows are no column, even with gaps.
    assert relation(kv.from_frame(long.query("club == 'Chess'"), member="person", network="club")) == {
        ("Ann", "Chess"),
        ("Bob", "Chess"),
    }


def test_numbers_dates_and_categories_are_names_as_they_are_written():
    frame = pd.DataFrame(
        {
            "member": [1.0, 2.0, 2.0],
            "network": pd.Categorical(["B", "A", "B"]),
            "when": [pd.Timestamp("2020-01-02"), pd.NaT, pd.Timestamp("2021-05-06")],
            "share": [0.5, 1.0, None],
            "open": [True, False, pd.NA],
        }
    )
    dataset = kv.from_frame(frame, member="member", network="network")
    assert relation(dataset) == {("1", "B"), ("2", "A"), ("2", "B")}
    assert [row for row in _attributes(dataset) if row[2] == "when"] == [
        ("1", "b", "when", "2020-01-02"),
        ("2", "b", "when", "2021-05-06"),
    ]
    assert [row[3] for row in _attributes(dataset) if row[2] == "share"] == ["0.5", "1"]
    assert [row[3] for row in _attributes(dataset) if row[2] == "open"] == ["true", "false"]


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT, ""])
def test_what_is_missing_is_no_name(missing):
    frame = pd.DataFrame({"member": ["Ann", "Bob", missing], "network": ["Choir", missing, missing]}, dtype=object)
    dataset = kv.from_frame(frame)
    assert relation(dataset) == {("Ann", "Choir")}
    assert dataset.members["member_id"].tolist() == ["ann", "bob"]
    # A row without a value is none.
    assert dataset.account == kv.Account(2, 2, 0, 0)
    with pytest.raises(kv.DataError, match=r"^frame:2:1 member: the cell is empty, but must have a value$"):
        kv.from_frame(pd.DataFrame({"member": ["Ann", missing], "network": ["Choir", "Choir"]}, dtype=object))


def test_the_same_membership_twice_is_merged_and_said():
    dataset = kv.from_frame(pd.DataFrame({"kunta": ["Espoo", "049", "Salo"], "verkosto": ["Kasvu", "Kasvu", "Tuki"]}))
    assert relation(dataset) == {("049", "Kasvu"), ("734", "Tuki")}
    assert [(one.rule, one.place) for one in dataset.warnings] == [("merged-rows", "frame:2:1")]


def test_municipalities_are_recognised_and_a_misspelled_one_is_refused_with_its_place():
    with pytest.raises(
        kv.DataError, match=r'^frame:2:1 kunta "Esbbo": there is no such name; did you mean Espoo'
    ) as info:
        kv.from_frame(pd.DataFrame({"kunta": ["Espoo", "Esbbo"], "verkosto": ["Kasvu", "Kasvu"]}))
    assert info.value.account == kv.Account(2, 1, 0, 1)


def test_other_columns_are_kept_as_asked():
    frame = pd.DataFrame(LONG | {"town": ["Espoo", "Espoo", "Oulu", "Oulu"]})
    names = {"member": "person", "network": "club"}
    every = kv.from_frame(frame, **names)
    assert [row for row in _attributes(every) if row[2] == "town"] == [
        ("ann", "", "town", "Espoo"),
        ("bob", "", "town", "Oulu"),
        ("eve", "", "town", "Oulu"),
    ]
    assert {row[2] for row in _attributes(kv.from_frame(frame, **names, attributes=["since"]))} == {"since"}
    nothing = kv.from_frame(frame, **names, attributes="none")
    assert nothing.attributes.empty
    assert _rules(nothing, "info").count("column-left-out") == 2
    told = r"""attributes is "all", "none" or columns of the frame; got 'sinse'; the nearest are since"""
    with pytest.raises(ValueError, match=f"^{told}$"):
        kv.from_frame(frame, **names, attributes=["sinse"])


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(kv.DataError, match="who"):
        kv.from_frame(pd.DataFrame(LONG), member="who")


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ([1, 2], "a dataframe of pandas, Polars, PyArrow, DuckDB .* is needed; got list"),
        ({"Choir": ["Ann"]}, "a dataframe .* is needed; got dict"),
        (
            pd.DataFrame({"member": [b"Ann"]}),
            r"'member' holds bytes \(b'Ann'\); text, numbers, dates and lists are read",
        ),
        (pd.DataFrame({"member": [{"a": 1}]}), r"'member' holds dict"),
        (pd.DataFrame({"member": [["Ann"], "Bob"]}), "the column 'member' holds both lists and single values"),
        (pd.DataFrame({"member": [float("inf")]}), "'member' holds inf, which names nothing"),
    ],
)
def test_what_is_no_dataframe_of_names_is_refused(held, told):
    with pytest.raises(TypeError, match=told):
        kv.from_frame(held)


def test_the_frame_is_not_changed():
    frame = pd.DataFrame(LONG, index=pd.Index(list("abcd"), name="key"))
    before = frame.copy(deep=True)
    kv.from_frame(frame, member="person", network="club")
    pd.testing.assert_frame_equal(frame, before)


def test_sets_are_read_with_networks_that_have_no_member():
    dataset = kv.from_sets({"Choir": ["Ann"], "Chess": {"Bob", "Ann"}, "Film": (), 7: iter(["Smith; John", 3.0])})
    assert relation(dataset) == PAIRS | {("Smith; John", "7"), ("3", "7")}
    assert len(dataset.networks) == 4
    assert dataset.account == kv.Account(5, 5, 0, 0)
    assert dataset.warnings == ()


def test_sets_of_municipalities_are_recognised():
    dataset = kv.from_sets({"Kasvu": ["Espoo", "Salo"], "Tuki": ["Esbo"]})
    assert relation(dataset) == {("049", "Kasvu"), ("734", "Kasvu"), ("049", "Tuki")}
    assert _rules(dataset, "warning") == ["members-municipal"]


@pytest.mark.parametrize(
    ("sets", "error", "told"),
    [
        ({"Choir": "Ann"}, TypeError, "the members of 'Choir' are an iterable of names, such as a list; got 'Ann'"),
        ({"Choir": 5}, TypeError, "the members of 'Choir' are an iterable of names"),
        ([("Choir", "Ann")], TypeError, "from_sets takes a mapping of networks to members; got list"),
        ({"Choir": []}, ValueError, "^no network has a member$"),
        ({"Choir": ["Ann", None]}, kv.DataError, "^sets:2:1 member: the cell is empty, but must have a value$"),
        ({"Choir": ["A\u202en"]}, kv.DataError, "^sets:1:1 member"),
    ],
)
def test_sets_that_cannot_be_read_are_refused(sets, error, told):
    with pytest.raises(error, match=told):
        kv.from_sets(sets)


def test_a_graph_tells_its_sides_by_the_attribute_bipartite():
    graph = nx.davis_southern_women_graph()
    dataset = kv.from_graph(graph)
    assert repr(dataset) == "Dataset(18 members, 14 networks, 89 memberships)"
    assert relation(dataset) == {(one, other) for one, other in graph.edges() if other in graph.graph["bottom"]}
    assert dataset.account == kv.Account(89, 89, 0, 0)


def test_networks_of_a_graph_can_be_named_and_nodes_without_an_edge_are_kept():
    graph = nx.DiGraph([("Choir", "Ann"), ("Chess", "Ann"), ("Bob", "Chess")])
    graph.add_nodes_from(["Eve", "Film"], since=2020)
    dataset = kv.from_graph(graph, networks=["Choir", "Chess", "Film"])
    assert relation(dataset) == PAIRS
    assert (len(dataset.members), len(dataset.networks)) == (3, 3)
    assert ("eve", "", "since", "2020") in _attributes(dataset)


def test_parallel_edges_are_one_membership_and_said():
    dataset = kv.from_graph(nx.MultiGraph([("Ann", "Choir"), ("Choir", "Ann")]), networks=["Choir"])
    assert relation(dataset) == {("Ann", "Choir")}
    (merged,) = (one for one in dataset.warnings if one.rule == "edges-merged")
    assert describe(merged, "en") == "graph: parallel edges were read as one membership: 1"


@pytest.mark.parametrize(
    ("graph", "networks", "told"),
    [
        (nx.complete_graph(3), None, r"^the graph is not bipartite: [012], [012], [012] are a cycle of 3$"),
        (nx.Graph([(1, 1)]), None, "^the graph is not bipartite: 1 is joined to itself$"),
        (nx.Graph([(1, 2), (3, 2)]), None, r"say so with networks=\[2\] or networks=\[1, 3\]$"),
        (nx.Graph([(1, 2), (3, 4)]), None, r"say so with networks=\[…\], or with the node attribute bipartite"),
        (nx.Graph([(1, 2), (2, 3)]), [1, 2], "^an edge joins a member and a network, but 1 and 2 are both networks$"),
        (nx.Graph([(1, 2), (2, 3)]), [1], "^an edge joins a member and a network, but 2 and 3 are both members$"),
        (nx.Graph([(1, 2)]), ["x"], "^no node 'x' in the graph$"),
        (nx.Graph(), None, "^the graph has no edges"),
    ],
)
def test_a_graph_whose_sides_are_not_clear_is_refused_with_a_way_to_choose(graph, networks, told):
    with pytest.raises(ValueError, match=told):
        kv.from_graph(graph, networks=networks)


def test_no_graph_is_refused():
    with pytest.raises(TypeError, match=r"^from_graph takes a graph of NetworkX; got dict$"):
        kv.from_graph({})


def test_our_own_graph_is_read_back(small):
    back = kv.from_graph(kv.bipartite_graph(small, candidates=True))
    columns = ["network_id", "node_kind", "member_id"]
    pd.testing.assert_frame_equal(back.links[columns], small.links[columns])
    assert back.members["member_id"].isin(small.members["member_id"]).any()


def _peers_of_ann(dataset: kv.Dataset) -> pd.DataFrame:
    return kv.peers(dataset, "Ann")


def _reason_of_ann(dataset: kv.Dataset) -> str:
    return kv.explain(dataset, "Ann", "Choir")


def _as_json(dataset: kv.Dataset) -> bytes:
    return kv.export_bytes(dataset, form="json")


@pytest.mark.parametrize(
    "function",
    [
        kv.build_page,
        kv.diagram,
        kv.upset,
        kv.matrix,
        kv.explore,
        kv.incidence,
        kv.bipartite_graph,
        kv.listing,
        kv.cover,
        kv.insights,
        kv.population,
        kv.within,
        kv.near_limit,
        kv.through_years,
        kv.reconcile,
        kv.questions,
        _peers_of_ann,
        _reason_of_ann,
        _as_json,
    ],
    ids=lambda function: function.__name__,
)
def test_what_takes_a_dataset_names_what_makes_one(function):
    graph, frame = nx.path_graph(2), pd.DataFrame(LONG)
    for held, maker in ((frame, "from_frame"), (graph, "from_graph"), ({"Choir": ["Ann"]}, "from_sets")):
        with pytest.raises(TypeError, match=rf"^[a-z_]+ takes a Dataset; kv\.{maker} makes one of a "):
            function(held)
    with pytest.raises(TypeError, match=r"takes a Dataset; kv\.read_dataset reads one from a file or folder$"):
        function("list.csv")
    with pytest.raises(TypeError, match=r"takes a Dataset; got int; kv\.from_frame, "):
        function(3)


def test_reading_names_what_takes_atable_of():
    with pytest.raises(TypeError, match=r"^read_dataset takes the path .*; kv\.from_frame makes one of a dataframe$"):
        kv.read_dataset(pd.DataFrame(LONG))


PEOPLE = st.sampled_from(["Ann", "Bob", "Eve", "Doe, John", "A; B", "Äiti", "7", "x y", "Nea"])
CLUBS = st.sampled_from(["Choir", "Chess", "Film", "Terveys, Uusimaa", "C; D", "2020", "A/B", "Öljy"])
RELATIONS = st.sets(st.tuples(PEOPLE, CLUBS), min_size=1, max_size=15)


@settings(derandomize=True, max_examples=60)
@given(RELATIONS, st.sampled_from(["long", "lists", "wide", "sets", "graph"]), st.randoms(use_true_random=False))
def test_a_relation_in_any_form_is_the_same_relation(pairs, form, random):
    listed = sorted(pairs)
    random.shuffle(listed)
    members, networks = list(dict.fromkeys(one for one, _ in listed)), list(dict.fromkeys(one for _, one in listed))
    if form == "long":
        frame = pd.DataFrame(listed, columns=["member", "network"])
        dataset = kv.from_frame(frame, member="member", network="network", split="")
    elif form == "lists":
        held = [[other for one, other in listed if one == member] for member in members]
        dataset = kv.from_frame(
            pd.DataFrame({"member": members, "networks": held}), member="member", network="networks"
        )
    elif form == "wide" and len(networks) > 1:
        cells = [[(member, network) in pairs for network in networks] for member in members]
        frame = pd.DataFrame(cells, columns=networks, index=pd.Index(members, name="member"))
        dataset = kv.from_frame(frame, network=networks, split="")
    elif form in {"sets", "wide"}:
        dataset = kv.from_sets({network: {one for one, other in pairs if other == network} for network in networks})
    else:
        graph = nx.Graph([(("member", one), ("network", other)) for one, other in listed])
        for side, name in graph:
            graph.nodes[side, name].update(label=name, bipartite=int(side == "network"))
        dataset = kv.from_graph(graph)
    assert relation(dataset) == pairs
    # … and back: the graph of the dataset is another dataset with the same memberships.
    again = kv.from_graph(kv.bipartite_graph(dataset))
    assert relation(again) == pairs


# Columns that are called as something of ours, or as something that a format keeps for itself.
ODD = {
    "code": ["B7", "B7", "", "C9"],
    "source_ids": ["rule", "x", "", "y"],
    "label": list("abcd"),
    "weight": list("1234"),
    "id": ["01", "02", "03", "04"],
    "own_role": ["[a, b]", "true", "1.0", '<b>&amp;"’\u2028'],
    "bipartite": list("efgh"),
}


def _own(dataset: kv.Dataset) -> pd.DataFrame:
    return dataset.attributes.sort_values(list(dataset.attributes), ignore_index=True)


@pytest.mark.parametrize("form", ["csv", "xlsx", "graphml", "gexf", "json"])
def test_what_was_a_frame_is_written_and_read_back_with_its_attributes(tmp_path, form):
    frame = pd.DataFrame(LONG | {"town": ["Espoo", "Espoo", "Oulu", "Oulu"]} | ODD)
    dataset = kv.from_frame(frame, member="person", network="club")
    assert set(dataset.attributes["attribute"]) >= {"town", "code", "label", "weight", "id", "own_role"}
    path = tmp_path / ("tables.zip" if form == "csv" else f"tables.{form}")
    path.write_bytes(kv.export_bytes(dataset, form=form))
    back = kv.read_dataset(path)
    # A graph holds the order of the networks as numbers, whether or not the table numbered them.
    numbered = {"networks": [] if form in {"csv", "xlsx"} else ["position"]}
    for table in ("organisations", "organisation_memberships", "networks"):
        frames = [getattr(held, table).drop(columns=numbered.get(table, [])) for held in (back, dataset)]
        pd.testing.assert_frame_equal(*frames)
    pd.testing.assert_frame_equal(_own(back), _own(dataset))
    assert kv.export_bytes(back, form=form) == path.read_bytes()


@pytest.mark.parametrize("form", ["csv", "xlsx", "graphml", "gexf", "json"])
def test_values_of_municipalities_are_written_and_read_back_in_every_form(tmp_path, form):
    rows = [("Helsinki", "Kuoro", "pj", "1999"), ("Helsinki", "Shakki", "j", "1999"), ("Espoo", "Kuoro", "pj", "2001")]
    dataset = kv.from_frame(pd.DataFrame(rows, columns=["kunta", "verkosto", "rooli", "vuosi"]))
    path = tmp_path / ("tables.zip" if form == "csv" else f"tables.{form}")
    path.write_bytes(kv.export_bytes(dataset, form=form))
    assert set(dataset.attributes["kind"]) == {"municipality"}
    pd.testing.assert_frame_equal(_own(kv.read_dataset(path)), _own(dataset))


def test_a_frame_comes_back_from_parquet_with_its_attributes(tmp_path):
    frame = pd.DataFrame(LONG | {"town": ["Espoo", "Espoo", "Oulu", "Oulu"]} | ODD)
    frame.to_parquet(tmp_path / "frame.parquet")
    dataset, back = (
        kv.from_frame(source, member="person", network="club")
        for source in (frame, pl.read_parquet(tmp_path / "frame.parquet"))
    )
    for table in ("attributes", "organisations", "organisation_memberships", "networks"):
        pd.testing.assert_frame_equal(getattr(back, table), getattr(dataset, table))


def test_attributes_stand_on_the_members_and_edges_of_the_graph():
    frame = pd.DataFrame(LONG | {"town": ["Espoo", "Espoo", "Oulu", "Oulu"], "code": ["B7", "B8", "C9", "D1"]})
    dataset = kv.from_frame(frame, member="person", network="club")
    graph = kv.bipartite_graph(dataset)
    for row in dataset.attributes.itertuples():
        member = f"organisation:{row.member_id}"
        place = graph.edges[member, f"network:{row.network_id}"] if row.network_id else graph.nodes[member]
        assert place[f"own_{row.attribute}"] == row.value
    assert {data["code"] for _, data in graph.nodes(data=True)}.isdisjoint({"B7", "B8", "C9", "D1"})
    pd.testing.assert_frame_equal(_own(kv.from_graph(graph)), _own(dataset))


def test_nouns_are_those_of_the_page():
    nouns = kv.Nouns(member=("film", "films"), network=("genre", "genres"))
    graph = nx.Graph([("Alien", "Horror")])
    for dataset in (
        kv.from_frame(pd.DataFrame({"film": ["Alien"], "genre": ["Horror"]}), nouns=nouns),
        kv.from_sets({"Horror": ["Alien"]}, nouns=nouns),
        kv.from_graph(graph, networks=["Horror"], nouns=nouns),
    ):
        assert dataset.nouns == nouns
        assert "1 film" in kv.listing(dataset, language="en")
