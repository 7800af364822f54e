"""Datasets with too many members to draw: nothing is lost, and nothing depends on the order of rows."""

from __future__ import annotations

import dataclasses
from html import unescape
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import kuntaverkostot as kv
from kuntaverkostot.analysis import membership_arrays as arrays
from kuntaverkostot.analysis.graph import bipartite_graph, projection
from kuntaverkostot.analysis.membership_arrays import detail_of, membership_arrays
from kuntaverkostot.analysis.shared_members import jaccard_matrix, shared_members, strongest_overlaps
from kuntaverkostot.cli.commands import main
from kuntaverkostot.diagram.frame import TALL, WIDE
from kuntaverkostot.diagram.network_layout import network_layout
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.page.document import file_name
from kuntaverkostot.page.headers import HEADERS_FILE
from kuntaverkostot.text.language import LANGUAGES, named, say
from tests.large import large
from tests.pages import parsed
from tests.payloads import payload_of

Pairs = set[tuple[str, str]]


@pytest.fixture(scope="module")
def dataset() -> kv.Dataset:
    return large(3200, 60, 9000)


@pytest.fixture(scope="module")
def built(dataset) -> dict[str, kv.Page]:
    return {page.language: page for page in kv.build_pages(dataset)}


def memberships(dataset: kv.Dataset) -> Pairs:
    return set(dataset.organisation_memberships[["network_id", "organisation_id"]].itertuples(index=False, name=None))


def told(page: kv.Page) -> Pairs:
    """Return the memberships that the scripts of a page read from it."""
    edges = payload_of(page.html)["edges"]
    return {(edge["network"].removeprefix("n-"), edge["member"].removeprefix("o-")) for edge in edges}


def test_members_of_the_real_dataset_are_drawn_at_once(real, small, dataset):
    assert (detail_of(real), detail_of(small), detail_of(dataset)) == ("all", "all", "on_demand")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_membership_is_lost(dataset, built, language):
    assert told(built[language]) == memberships(dataset)
    # The whole list, read back by name; names come twice, so each side is counted.
    names = {row["organisation_id"]: named(row, language)[0] for row in dataset.organisations.to_dict("records")}
    titles = {row["network_id"]: named(row, language)[0] for row in dataset.networks.to_dict("records")}
    expected = sorted((titles[network], names[member]) for network, member in memberships(dataset))
    root = parsed(built[language].beside)
    by_network, by_member = [], []
    for section in root.every("section"):
        items = [item.text for item in section.every("li")]
        if section["id"] == "by-member":
            by_member += [(network, item.partition(": ")[0]) for item in items for network in _networks(item, language)]
        elif section["id"].startswith("n-"):
            title = section.one("h2").children[0]
            by_network += [(title.text if not isinstance(title, str) else title.strip(), item) for item in items]
    assert sorted(by_network) == expected
    assert sorted(by_member) == expected


def _networks(item: str, language: str) -> list[str]:
    text = item.partition(": ")[2]
    return [] if text == say(language, "list.none_in_data") else text.split(", ")


def test_the_order_of_rows_changes_nothing(dataset, built):
    random = np.random.default_rng(2)
    shuffled = {
        table: getattr(dataset, table).iloc[random.permutation(len(getattr(dataset, table)))].reset_index(drop=True)
        for table in ("networks", "organisations", "organisation_memberships")
    }
    for again in kv.build_pages(dataclasses.replace(dataset, **shuffled)):
        assert again.html == built[again.language].html
        assert again.beside == built[again.language].beside


def test_shared_members_are_those_of_networkx(dataset):
    found = membership_arrays(dataset)
    common = shared_members(found)
    ids = found.networks["network_id"].tolist()
    edges = projection(bipartite_graph(dataset)).edges(data="weight")
    expected = {frozenset((one.partition(":")[2], other.partition(":")[2])): weight for one, other, weight in edges}
    pairs = common.tocoo()
    held = zip(pairs.row.tolist(), pairs.col.tolist(), pairs.data.tolist(), strict=True)
    assert {frozenset((ids[one], ids[other])): shared for one, other, shared in held} == expected


def test_each_network_keeps_its_strongest_overlaps(dataset):
    found = membership_arrays(dataset)
    common = shared_members(found)
    alike = jaccard_matrix(common, found.sizes)
    drawn = {(one, other) for one, other, _ in strongest_overlaps(common, alike).tolist()}
    dense = alike.toarray()
    for one in range(len(dense)):
        best = sorted(range(len(dense)), key=lambda other: (-dense[one, other], other))[:3]
        assert {tuple(sorted((one, other))) for other in best if dense[one, other]} <= drawn


@pytest.mark.parametrize("frame", [WIDE, TALL], ids=["wide", "tall"])
@pytest.mark.parametrize("size", [(3200, 60, 9000), (4000, 7, 5000), (3500, 1, 3000)], ids=str)
def test_no_square_covers_another_one(frame, size):
    found = membership_arrays(large(*size))
    common = shared_members(found)
    nodes = [f"network:{code}" for code in found.networks["network_id"]]
    placed = network_layout(nodes, jaccard_matrix(common, found.sizes), found.sizes, frame=frame, lettered=nodes[:3])
    assert list(placed.positions) == list(placed.sizes) == sorted(nodes)
    assert [label.networks for label in placed.hubs] == [(node,) for node in nodes[:3]]
    x, y = np.array(list(placed.positions.values())).T
    half = np.array(list(placed.sizes.values()))
    apart = np.maximum(np.abs(x[:, None] - x), np.abs(y[:, None] - y))
    np.fill_diagonal(apart, np.inf)
    assert (apart >= half[:, None] + half).all()
    assert (x - half >= 0).all()
    assert (y - half >= 0).all()
    assert (x + half <= placed.frame.width).all()
    assert (y + half <= placed.frame.height).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_that_it_shows_networks_first(built, language):
    root = parsed(built[language].html)
    assert root.one("p", id="diagram-description").text == say(language, "on_demand.level")
    links = {link["href"] for link in root.every("a", href=True)}
    assert f"{file_name(language).removesuffix('.html')}.list.html" in links
    for name in ("Kuntaliitto", "Kommunförbundet", "Association of Finnish Municipalities"):
        assert name not in root.one("h1").text
        assert name not in root.one("title").text


def test_grounds_of_memberships_are_kept(dataset):
    table = dataset.organisation_memberships.copy()
    sources = dataset.sources["source_id"].tolist()[:2]
    table["source_ids"] = [sources[place % 2] for place in range(len(table))]
    changed = dataclasses.replace(dataset, organisation_memberships=table)
    data = payload_of(kv.build_page(changed, language="en").html)
    assert [basis for basis, _ in data["grounds"]] == ["listed", "listed"]
    numbers = source_numbers(dataset)
    rows = zip(table["network_id"], table["organisation_id"], table["source_ids"], strict=True)
    assert {(edge["network"], edge["member"]): edge["sources"] for edge in data["edges"]} == {
        (f"n-{network}", f"o-{member}"): [numbers[source]] for network, member, source in rows
    }


def test_hostile_names_stay_text(dataset):
    table = dataset.organisations.copy()
    table.loc[0, "name_fi"] = "</script><img src=x onerror=alert(1)>"
    page = kv.build_page(dataclasses.replace(dataset, organisations=table), language="fi")
    assert "<img" not in page.html
    assert "<img" not in page.beside
    assert unescape("&lt;img src=x onerror=alert(1)&gt;") in parsed(page.beside).text


def test_under_another_name_the_two_files_still_lead_to_each_other(built, tmp_path):
    page = built["sv"].write(tmp_path / "nätverk 1.html")
    listed = tmp_path / "nätverk 1.list.html"
    links = [{link["href"] for link in parsed(one.read_text("utf-8")).every("a", href=True)} for one in (page, listed)]
    assert quote(listed.name) in links[0]
    assert quote(page.name) in links[1]
    assert not {"kuntaverkostot.sv.list.html"} & links[0]
    before = listed.read_bytes()
    listed.unlink()
    with pytest.raises(FileExistsError) as caught:
        built["sv"].write(page)
    assert str(caught.value) == f"[Errno 17] File exists; to replace it, pass overwrite=True: '{page}'"
    assert not listed.exists()
    link = tmp_path / "link.html"
    link.symlink_to("none")
    with pytest.raises(FileExistsError):
        built["sv"].write(link)
    assert not (tmp_path / "link.list.html").exists()
    built["sv"].write(page, overwrite=True)
    assert listed.read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_candidates_are_left_out_and_counted(dataset, language):
    held = dataset.organisation_memberships.copy()
    held.loc[held.index[:7], "basis"] = "candidate"
    page = kv.build_page(dataclasses.replace(dataset, organisation_memberships=held), language=language)
    unknown = {one.text for one in parsed(page.html).one("section", id="unknown").every("li")}
    assert say(language, "list.no_candidates", count=7) in unknown


def test_both_files_are_written(built, tmp_path):
    path = built["fi"].write(tmp_path / file_name("fi"))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kuntaverkostot.fi.html", "kuntaverkostot.fi.list.html"]
    assert path.read_text("utf-8") == built["fi"].html
    with pytest.raises(FileExistsError):
        built["fi"].write(tmp_path / file_name("fi"))
    (tmp_path / "kuntaverkostot.fi.html").unlink()
    with pytest.raises(FileExistsError) as caught:
        built["fi"].write(tmp_path / file_name("fi"))
    # What is there already is the list, and no page is written without it.
    assert caught.value.filename == str(tmp_path / "kuntaverkostot.fi.list.html")
    assert not path.exists()


def test_both_files_have_their_headers(built):
    made = built["fi"]
    stated = made.stated(Path("somewhere", file_name("fi")))
    assert list(stated) == ["kuntaverkostot.fi.html", "kuntaverkostot.fi.list.html"]
    for headers, html in zip(stated.values(), (made.html, made.beside), strict=True):
        root = parsed(html)
        own = root.one("meta", http_equiv="Content-Security-Policy")["content"]
        assert headers == {
            "Content-Security-Policy": f"{own}; frame-ancestors 'self'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": root.one("meta", name="referrer")["content"],
        }


def test_export_tells_of_both_files(tmp_path):
    rows = "".join(f"Member {number},Network {number % 60}\n" for number in range(3200))
    (tmp_path / "list.csv").write_text(f"member,network\n{rows}", encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["export", "--data", tmp_path / "list.csv", "--lang", "sv", "--out", out, "--headers"]
    done = CliRunner().invoke(main, [*map(str, arguments)])
    names = ["kuntaverkostot.sv.html", "kuntaverkostot.sv.list.html", HEADERS_FILE]
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [str(out / name) for name in names]
    told = (out / HEADERS_FILE).read_text("utf-8").splitlines()
    assert [line for line in told if line and not line.startswith(("#", " "))] == names[:2]
    for name in names[:1] + names[2:]:
        (out / name).unlink()
    done = CliRunner().invoke(main, [*map(str, arguments)])
    what = say("sv", "command.taken", path=out / names[1], option="--overwrite")
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"{what}\n")
    assert [path.name for path in out.iterdir()] == names[1:2]


def test_the_whole_list_and_the_text_say_what_is_told_of_members_and_memberships(monkeypatch):
    monkeypatch.setattr(arrays, "MOST_NODES", 3)
    rows = [("Ann", "Choir", "chair & <i>", "Peru"), ("Ann", "Chess", "guest", "Peru"), ("Bo", "Chess", None, None)]
    dataset = kv.from_frame(pd.DataFrame(rows, columns=["member", "network", "role", "country"]))
    page = kv.build_page(dataset, language="en")
    items = [item.text for item in parsed(page.beside).every("li")]
    assert {"Ann (role: chair & <i>)", "Ann (role: guest)", "Bo"} <= set(items)
    assert "Ann (country: Peru): Chess (role: guest), Choir (role: chair & <i>)" in items
    assert "Bo: Chess" in items
    assert "&amp;amp;" not in page.beside
    assert page.text.splitlines() == [
        "Chess (2 members)",
        "- Ann (role: guest)",
        "- Bo",
        "Choir (1 member)",
        "- Ann (role: chair & <i>)",
    ]
