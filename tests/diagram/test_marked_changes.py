"""Members that joined or left, marked in a diagram."""

from __future__ import annotations

import kuntaverkostot as kv

LARGE = "suuret-kaupungit"


def test_shape_and_sign_say_who_joined_and_who_left(small):
    answer = kv.what_if(small, network=LARGE, join="Loviisa", leave="Salo", language="sv")
    plain = {node["id"]: dict(node) for node in kv.diagram(answer.dataset, language="sv").nodes}
    marked = kv.mark_changes(kv.diagram(answer.dataset, language="sv"), answer.frame)
    changed = {node["id"]: node for node in marked.nodes if node != plain[node["id"]]}
    hub = plain[f"network:{LARGE}"]
    assert {name: (node["shape"], node["label"]) for name, node in changed.items()} == {
        "municipality:434": ("star", "+ Lovisa"),
        "municipality:734": ("triangleDown", "− Salo"),
    }
    assert [node["title"] for node in changed.values()] == [
        "Lovisa: ny medlem i nätverket ”Stora städer och landskapscentrum”",
        "Salo: inte längre medlem i nätverket ”Stora städer och landskapscentrum”",
    ]
    assert [node["color"] for node in changed.values()] == [hub["color"]] * 2
    wide = [edge for edge in marked.edges if edge["width"] == 3.0]
    assert [(edge["from"], edge["to"]) for edge in wide] == [("municipality:434", hub["id"])]


def test_several_changes_of_a_member_are_all_told(small):
    old = kv.what_if(small, network=LARGE, leave="Salo").dataset
    new = kv.what_if(
        kv.what_if(old, network=LARGE, join="Salo").dataset, network="seutukaupungit", leave="Salo"
    ).dataset
    changes = kv.compare(old, new, language="en")
    node = kv.mark_changes(kv.diagram(new, language="en"), changes).get_node("municipality:734")
    assert node["title"].splitlines() == changes["sentence"].tolist()
    assert node["label"].count("Salo") == 1


def test_without_changes_nothing_is_marked(small):
    marked = kv.mark_changes(kv.diagram(small), kv.compare(small, small))
    assert marked.nodes == kv.diagram(small).nodes
    assert marked.edges == kv.diagram(small).edges


def test_members_and_networks_that_are_not_drawn_are_passed_over(small):
    answer = kv.what_if(small, merge={"Loviisa": "Sipoo"}, network=LARGE, join="Akaa")
    networks = kv.diagram(answer.dataset, detail="on_demand")
    assert kv.mark_changes(networks, answer.frame).nodes == kv.diagram(answer.dataset, detail="on_demand").nodes


def test_the_page_draws_and_lists_the_marks(small):
    answer = kv.what_if(small, network=LARGE, min_population=30_000, language="en")
    marked = kv.mark_changes(kv.diagram(answer.dataset, language="en"), answer.frame)
    page = kv.build_page(answer.dataset, language="en", diagram=marked)
    assert "+ Ylöjärvi" in page.html
    assert page.text == kv.build_page(answer.dataset, language="en").text
