"""The site: what its pages say, where their links lead, and what a change in the tables changes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.completeness import partial_note
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.memberships import all_memberships
from kuntaverkostot.text.language import LANGUAGES, NO_BREAK_SPACE, alphabetical, say
from kuntaverkostot.text.node_ids import anchor, node_id
from kuntaverkostot.website.foundation import MEMBERS
from kuntaverkostot.website.parts import Part, divided
from kuntaverkostot.website.tables import package_files
from tests.large import large
from tests.pages import Element, parsed

BASE = "https://example.org/networks/"
Files = dict[str, bytes]
MOST_BYTES = 60_000


def _files(dataset: Dataset, **options: object) -> Files:
    made = list(kv.build_site(dataset, **options).files())
    files = dict(made)
    assert len(files) == len(made)
    return files


@pytest.fixture(scope="module")
def small_files(small) -> Files:
    return _files(small, base=BASE)


@pytest.fixture(scope="module")
def real_files(real) -> Files:
    return _files(real)


def _pages(files: Files) -> dict[str, Element]:
    """Return the pages of the site, without those of the explorer."""
    return {
        name: parsed(content.decode("utf-8"))
        for name, content in files.items()
        if name.endswith(".html") and not name.startswith("explorer/")
    }


@pytest.fixture(scope="module")
def small_pages(small_files) -> dict[str, Element]:
    return _pages(small_files)


@pytest.fixture(scope="module")
def real_pages(real_files) -> dict[str, Element]:
    return _pages(real_files)


def _plain(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


def test_the_site_has_a_page_for_each_network_and_member_in_each_language(real, real_files):
    codes = {
        *(f"n-{code}.html" for code in real.networks["network_id"]),
        *(f"m-{code}.html" for code in real.municipalities.query("ended_on == ''")["municipality_code"]),
        *(f"o-{code}.html" for code in real.organisations["organisation_id"]),
        "index.html",
        "sources.html",
    }
    for language in LANGUAGES:
        own = {name.partition("/")[2] for name in real_files if name.startswith(f"{language}/")}
        assert own == codes


DIGEST = """
import hashlib, sys
import kuntaverkostot as kv
site = kv.build_site(kv.read_dataset(sys.argv[1]), base=sys.argv[2])
for name, content in site.files():
    print(name, hashlib.sha256(content).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_tables_give_the_same_bytes(small_folder, small_files, seed):
    """In processes that put the members of sets in different orders, too."""
    done = subprocess.run(
        [sys.executable, "-c", DIGEST, str(small_folder), BASE],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in small_files.items()}
    assert dict(line.rsplit(" ", 1) for line in done.stdout.splitlines()) == digests


def test_pages_are_small(real_files):
    sizes = {name: len(content) for name, content in real_files.items() if name[:3] in {"fi/", "sv/", "en/"}}
    assert len(sizes) > 1000
    assert max(sizes.values()) <= MOST_BYTES


def test_a_page_waits_for_no_script_and_holds_none(real_pages):
    for name, page in real_pages.items():
        scripts = [script for script in page.every("script") if not script.has("type", "application/ld+json")]
        assert [script for script in scripts if not (script.has("defer", "") and script["src"])] == []
        assert list(page.every("style")) == list(page.every(style=True)) == []
        (policy,) = page.every("meta", http_equiv="Content-Security-Policy")
        assert ("script-src 'self'" in policy["content"]) == bool(scripts)
        assert (len(scripts) == 2) == name.endswith("/index.html")


def test_a_member_page_says_which_networks_it_is_in_and_why(small, small_pages):
    for language in LANGUAGES:
        page = small_pages[f"{language}/m-734.html"]
        held = next(page.every("ul", class_="held"))
        told = {
            link["href"]: _plain(item.text)
            for item in held.every("li")
            for link in item.every("a")
            if link["href"].startswith("n-")
        }
        expected = small.memberships.query("municipality_code == '734' and basis != 'candidate'")["network_id"]
        assert set(told) == {f"n-{code}.html" for code in expected}
        for code in expected:
            explained = _plain(kv.explain(small, "734", code, language=language))
            why = explained.partition(": ")[2].partition(". ")[0].removesuffix(".")
            assert why in told[f"n-{code}.html"]


def test_a_member_page_says_who_else_is_in_a_network(real_pages):
    helsinki, lohja = real_pages["en/m-091.html"].text, real_pages["en/m-444.html"].text
    assert "5 other known members: Espoo, Oulu, Tampere, Turku, Vantaa." in helsinki
    assert "22 other known members. In the same region: Espoo, Porvoo, Vantaa." in helsinki
    assert "43 other known members. In the same region: Loviisa, Raseborg." in lohja
    # Of more than a few, the page of the network has the names.
    assert "48 other known members." in helsinki


@pytest.mark.parametrize("code", ["091", "444", "005"])
def test_a_member_page_names_those_most_like_it_in_their_order(real, real_pages, code):
    aside = real_pages[f"fi/m-{code}.html"].one("aside")
    named = [item.one("a")["href"] for item in aside.one("ul", class_="rows").every("li")]
    assert named == [f"m-{other}.html" for other in kv.peers(real, code, limit=5).iloc[:, 0]]


def test_a_member_page_says_of_which_networks_nobody_knows(real, real_pages):
    """What is said to be open is what ``explain`` says is open, for networks that have not ended."""
    opening = say("en", "explain.open", name="X", network="N", why="w").partition("X")[0]
    names = real.networks.query("status != 'ended'").set_index("network_id")["name_en"]
    for code in ("091", "444", "082", "098"):
        page = real_pages[f"en/m-{code}.html"]
        gaps = next(page.every("ul", class_="gaps"))
        told = {link["href"] for link in gaps.every("a")}
        answers = {network: kv.explain(real, code, network, language="en") for network in names.index}
        open_ones = {network for network, answer in answers.items() if answer.startswith(opening)}
        candidates = set(real.memberships.query("municipality_code == @code and basis == 'candidate'")["network_id"])
        assert told == {f"n-{network}.html" for network in open_ones - candidates}
        assert all(names[network] in gaps.text for network in candidates)


def _listed(page: Element) -> list[str]:
    return [next(item.every("a"))["href"] for part in page.every(class_="list-part") for item in part.every("li")]


def test_a_network_page_lists_its_members(real, real_pages):
    members = all_memberships(real)
    for network in real.networks["network_id"]:
        own = members[members["network_id"] == network]
        nodes = map(node_id, own["kind"], own["member_id"])
        assert sorted(_listed(real_pages[f"sv/n-{network}.html"])) == sorted(f"{anchor(node)}.html" for node in nodes)


def test_members_stand_by_region_and_are_counted_by_size(real_pages):
    sizes = real_pages["sv/n-pienet-kunnat.html"].one("table", class_="sizes")
    counts = [row.one("td", class_="number").text for row in sizes.one("tbody").every("tr")]
    assert counts == ["143", "68", "0", "0", "0", "0"]
    parts = real_pages["sv/n-suuret-kaupungit.html"].every(class_="list-part")
    regions = {part.one("h3").text: [next(item.every("a")).text for item in part.every("li")] for part in parts}
    assert list(regions) == sorted(regions, key=alphabetical("sv"))
    assert regions["Nyland 4"] == ["Borgå", "Esbo", "Helsingfors", "Vanda"]
    councils = real_pages["sv/n-maakuntien-liitot.html"]
    assert list(councils.every("table")) == [] == list(councils.every("h3"))


def test_a_network_page_says_what_it_shares_with_others(real, real_pages):
    shared = kv.shared_counts(kv.incidence(real))["pienet-kunnat"].drop("pienet-kunnat")
    aside = real_pages["en/n-pienet-kunnat.html"].one("aside")
    told = {item.one("a")["href"]: item.one(class_="count").text for item in aside.one("ul").every("li")}
    assert told == {
        f"n-{code}.html": say("en", "tool.shared", count=count) for code, count in shared[shared > 0].items()
    }
    partial = partial_note("en", ["Regional cities", "Adjoining municipalities"])
    assert partial in aside.text


def test_a_page_cites_the_sources_that_it_lists(real_pages):
    cited = 0
    for name, page in real_pages.items():
        if name.rpartition("/")[2][:2] in {"m-", "n-", "o-"}:
            numbers = {link["href"][1:] for link in page.every("a") if link["href"].startswith("#s-")}
            ids = {item["id"] for item in page.every("li", id=True) if item["id"].startswith("s-")}
            assert numbers == ids, name
            cited += len(ids)
    assert cited > 2000


def _goals(name: str, page: Element) -> Iterator[str]:
    """Yield the paths inside the site to which a page refers, with fragments."""
    for element in page.every("a", "link", "img", "script"):
        address = element.attributes.get("href") or element.attributes.get("src") or ""
        parts = urlsplit(address)
        if address.startswith(BASE):
            yield address.removeprefix(BASE)
        elif address and not parts.scheme:
            path = PurePosixPath(name).parent / unquote(parts.path) if parts.path else PurePosixPath(name)
            steps: list[str] = []
            for step in path.parts:
                steps = steps[:-1] if step == ".." else [*steps, step]
            yield "/".join(steps) + (f"#{parts.fragment}" if parts.fragment else "")


@pytest.mark.parametrize("data", ["small", "real"])
def test_no_link_is_dead(request, data):
    files = request.getfixturevalue(f"{data}_files")
    pages = {**request.getfixturevalue(f"{data}_pages")}
    for name, content in files.items():
        if name.startswith("explorer/"):
            pages[name] = parsed(content.decode("utf-8"))
    ids = {name: {element["id"] for element in page.every(id=True)} for name, page in pages.items()}
    followed = 0
    for name, page in pages.items():
        for goal in _goals(name, page):
            path, _, fragment = goal.partition("#")
            path = path if path and not path.endswith("/") else f"{path}index.html"
            assert path in files, (name, goal)
            assert not fragment or unquote(fragment) in ids[path], (name, goal)
            followed += 1
    assert followed > 500


def test_every_file_is_referred_to(real_files, real_pages):
    """Nothing is written that nobody sees, but what servers read."""
    goals = {goal.partition("#")[0] for name, page in real_pages.items() for goal in _goals(name, page)}
    # Empty tables belong to the package, which describes them.
    empty = {"data/attributes.csv", "data/organisation_memberships.csv"}
    assert set(real_files) - goals == {"_headers", "index.html"} | empty


def test_pages_name_their_languages_and_their_address(small_pages):
    page = small_pages["sv/m-091.html"]
    alternates = {link["hreflang"]: link["href"] for link in page.every("link", rel="alternate")}
    assert alternates == {language: f"{BASE}{language}/m-091.html" for language in LANGUAGES}
    assert page.one("link", rel="canonical")["href"] == f"{BASE}sv/m-091.html"


def test_without_an_address_there_are_neither_canonical_addresses_nor_a_sitemap(real_files, real_pages):
    assert [name for name in real_files if "sitemap" in name] == []
    assert [name for name, page in real_pages.items() if list(page.every("link", rel="canonical"))] == []


def test_no_page_says_that_something_stands_on_it_that_stands_on_another(real_pages):
    """The sentence on the sources of the one page says that they are at its end."""
    for name, page in real_pages.items():
        assert "sivun lopussa" not in page.text, name
        assert "i slutet av sidan" not in page.text, name
        assert "at the end of the page" not in page.text, name


def test_the_sitemap_names_every_page(small_files, small_pages):
    root = ET.fromstring(small_files["sitemap.xml"])  # noqa: S314 - our own
    addresses = [element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(addresses) == sorted(f"{BASE}{name}" for name in small_pages if name != "index.html")


def test_a_sitemap_that_is_too_long_is_divided(small, monkeypatch):
    monkeypatch.setattr("kuntaverkostot.website.server_files.MOST_ADDRESSES", 20)
    files = _files(small, base=BASE, languages=["en"])
    parts = sorted(name for name in files if name.startswith("sitemap-"))
    assert len(parts) == 2
    assert all(f"{BASE}{name}" in files["sitemap.xml"].decode() for name in parts)


def test_the_names_of_shared_files_follow_from_their_content(small_files, real_files):
    own = {name for name in small_files if re.fullmatch(r"assets/site\.[0-9a-f]{12}\.(css|js)", name)}
    assert len(own) == 2
    assert own <= set(real_files)
    assert {name for name in small_files if "names.fi" in name}.isdisjoint(real_files)


def test_the_search_finds_every_page_by_every_name(real_files):
    (name,) = (name for name in real_files if name.startswith("assets/names.sv."))
    script = real_files[name].decode("utf-8")
    rows = json.loads(script.removeprefix("siteNames=").removesuffix(";\n"))
    assert {f"sv/{row[0]}.html" for row in rows} == {
        page for page in real_files if page.startswith("sv/") and page[3:5] in {"m-", "n-", "o-"}
    }
    found = {row[0]: row for row in rows}
    assert found["m-091"] == ["m-091", "Helsingfors", "", "Helsinki"]
    assert found["m-005"][2] == ""


def test_structured_data_says_what_the_tables_say(real, real_pages):
    (script,) = real_pages["fi/m-444.html"].every("script", type="application/ld+json")
    thing = json.loads(script.raw)
    assert (thing["@type"], thing["name"], thing["identifier"]) == ("GovernmentOrganization", "Lohja", "444")
    held = real.memberships.query("municipality_code == '444' and basis != 'candidate'")["network_id"]
    assert {network["@id"] for network in thing["memberOf"]} == {f"n-{code}.html" for code in held}
    (script,) = real_pages["fi/index.html"].every("script", type="application/ld+json")
    thing = json.loads(script.raw)
    assert (thing["@type"], thing["license"]) == ("Dataset", "https://creativecommons.org/licenses/by/4.0/")
    for name, page in real_pages.items():
        for script in page.every("script", type="application/ld+json"):
            assert json.loads(script.raw)["@context"] == "https://schema.org", name


def _thing(page: Element) -> dict[str, object]:
    (script,) = page.every("script", type="application/ld+json")
    return json.loads(script.raw)


def test_structured_data_calls_public_what_the_tables_do_and_ended_what_has_ended(small):
    networks, organisations = small.networks.copy(), small.organisations.copy()
    networks.loc[networks["network_id"] == "kehyskunnat", "ended"] = "2030"
    networks.loc[networks["network_id"] == "seutukaupungit", ["ended", "status"]] = ["2020", "ended"]
    organisations.loc[:, "kind"] = ["company", *["regional council"] * (len(organisations) - 1)]
    company, council = organisations["organisation_id"].iloc[:2]
    dataset = dataclasses.replace(small, networks=networks, organisations=organisations)
    pages = _pages(_files(dataset, languages=["fi"]))
    assert "dissolutionDate" not in _thing(pages["fi/n-kehyskunnat.html"])
    assert _thing(pages["fi/n-seutukaupungit.html"])["dissolutionDate"] == "2020"
    kinds = {code: _thing(pages[f"fi/{code}.html"])["@type"] for code in (f"o-{company}", f"o-{council}", "m-734")}
    assert list(kinds.values()) == ["Organization", "GovernmentOrganization", "GovernmentOrganization"]
    references = {
        member["@id"]: member["@type"]
        for name, page in pages.items()
        if name.startswith("fi/n-")
        for member in _thing(page).get("member", [])
    }
    assert references[f"o-{company}.html"] == "Organization"
    assert references[f"o-{council}.html"] == references["m-734.html"] == "GovernmentOrganization"
    # Nor does the line under a result of a search name what has ended.
    held = dataset.memberships.query("network_id == 'seutukaupungit' and basis != 'candidate'")["municipality_code"]
    assert len(held)
    name = networks.set_index("network_id")["short_fi"]["seutukaupungit"]
    for code in held:
        assert all(name not in meta["content"] for meta in pages[f"fi/m-{code}.html"].every("meta", name="description"))


def test_the_tables_can_be_read_again(small, small_files, tmp_path):
    for name, content in small_files.items():
        if name.startswith("data/"):
            (tmp_path / name.partition("/")[2]).write_bytes(content)
    again = kv.read_dataset(tmp_path)
    for name in ("municipalities", "networks", "memberships", "sources"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(small, name))
    described = json.loads(small_files["data/datapackage.json"])
    assert {f"data/{table['path']}" for table in described["resources"]} <= set(small_files)
    # They are not the tables of the package, so neither their name nor their licence is claimed.
    assert (described["name"], "licenses" in described) == ("tables", False)


def _described(dataset: Dataset) -> dict[str, object]:
    return json.loads(package_files(dataset, title="T")["datapackage.json"])


def test_changed_tables_are_not_described_as_those_of_the_package(real):
    own = _described(real)
    assert own["licenses"]
    for name in ("memberships", "sources", "populations"):
        changed = _described(dataclasses.replace(real, **{name: getattr(real, name).iloc[1:]}))
        assert {key for key in ("version", "licenses", "sources") if key in changed} == set(), name
        assert (changed["name"], changed["title"]) == ("tables", "T")


def test_the_diagram_leads_only_to_languages_of_the_site(small):
    for languages in (["sv"], ["fi", "en"]):
        files = _files(small, languages=languages, members="none")
        for name in (name for name in files if name.startswith("explorer/") and name.endswith(".html")):
            page = parsed(files[name].decode("utf-8"))
            assert [goal for goal in _goals(name, page) if goal.partition("#")[0] not in files] == []
            assert len(list(page.every("nav", class_="languages"))) == (len(languages) > 1)


def test_the_headers_are_those_of_the_pages(small_files, small_pages):
    rules: dict[str, dict[str, str]] = {}
    for line in small_files["_headers"].decode("ascii").splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[list(rules)[-1]][name] = value
        elif line:
            rules[line] = {}
    assert rules["/networks/assets/*"] == {"Cache-Control": "public, max-age=31536000, immutable"}
    own = small_pages["fi/index.html"].one("meta", http_equiv="Content-Security-Policy")["content"]
    assert rules["/networks/fi/*"]["Content-Security-Policy"] == f"{own}; frame-ancestors 'self'"
    explorer = parsed(small_files["explorer/kuntaverkostot.fi.html"].decode("utf-8"))
    policy = explorer.one("meta", http_equiv="Content-Security-Policy")["content"]
    stated = rules["/networks/explorer/kuntaverkostot.fi.html"]["Content-Security-Policy"]
    assert stated == f"{policy}; frame-ancestors 'self'"


# What is changed in the small tables, and the pages of a language that show it.
def _fact(dataset: Dataset) -> Dataset:
    table = dataset.network_facts.copy()
    table.loc[table["network_id"] == "seutukaupungit", "text_en"] += " Changed."
    return dataclasses.replace(dataset, network_facts=table)


def _source(dataset: Dataset) -> Dataset:
    table = dataset.sources.copy()
    table.loc[len(table)] = dict.fromkeys(table, "") | {"source_id": "zz-new", "title": "New", "date": "2024"}
    return dataclasses.replace(dataset, sources=table)


def _note(dataset: Dataset) -> Dataset:
    table = dataset.networks.copy()
    table.loc[table["network_id"] == "seutukaupungit", "description_en"] = "Another description."
    return dataclasses.replace(dataset, networks=table)


CHANGES: dict[str, tuple[Callable[[Dataset], Dataset], set[str]]] = {
    "a fact": (_fact, {"n-seutukaupungit.html"}),
    "a description": (_note, {"n-seutukaupungit.html"}),
    "a source": (_source, {"sources.html"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_row_changes_only_the_pages_that_show_it(small, small_files, change):
    apply, expected = CHANGES[change]
    after = _files(apply(small), base=BASE)
    assert set(after) == set(small_files)
    changed = {name for name, content in after.items() if small_files[name] != content}
    assert {name.partition("/")[2] for name in changed if name[:3] in {"fi/", "sv/", "en/"}} == expected
    assert {name for name in changed if name.startswith("pictures/")} == set()


def test_a_changed_name_changes_the_pages_that_show_it(small, small_files):
    table = small.municipalities.copy()
    table.loc[table["municipality_code"] == "734", "name_en"] = "Saloville"
    after = _files(dataclasses.replace(small, municipalities=table), base=BASE)
    pages = {name for name in after if name.startswith("en/")}
    shown = {name for name in pages if b"Saloville" in after[name]}
    assert {name for name in pages if small_files.get(name) != after[name]} == shown
    assert "en/m-734.html" in shown
    assert len(shown) < len(pages)


def test_a_new_membership_changes_the_pages_of_its_network_and_members(small, small_files):
    row = small.memberships.query("network_id == 'kehyskunnat' and basis == 'listed'").iloc[:1]
    others = set(small.memberships.query("network_id == 'kehyskunnat' and basis == 'listed'")["municipality_code"])
    new = next(
        code
        for code in small.municipalities["municipality_code"]
        if code not in set(small.memberships.query("network_id == 'kehyskunnat'")["municipality_code"])
    )
    table = pd.concat([small.memberships, row.assign(municipality_code=new)]).sort_values(
        ["network_id", "municipality_code"], ignore_index=True
    )
    after = _files(dataclasses.replace(small, memberships=table), base=BASE)
    changed = {name[3:] for name in after if name.startswith("fi/") and small_files.get(name) != after[name]}
    assert {"n-kehyskunnat.html", f"m-{new}.html", *(f"m-{code}.html" for code in others)} <= changed


@pytest.mark.parametrize("members", MEMBERS)
def test_members_have_pages_as_asked_for(small, members):
    files = _files(small, languages=["fi"], members=members)
    paged = {name[5:8] for name in files if name.startswith("fi/m-")}
    held = set(small.memberships.query("basis != 'candidate'")["municipality_code"])
    living = set(small.municipalities.query("ended_on == ''")["municipality_code"])
    assert paged == {"none": set(), "listed": held, "all": living}[members]
    pages = _pages(files)
    for name, page in pages.items():
        for goal in _goals(name, page):
            assert goal.partition("#")[0] in files, (name, goal)


def test_of_films_nothing_is_said_that_only_municipalities_have():
    rows = {"film": ["Alien", "Heat", "Heat", "Amélie <b>"], "genre": ["Horror", "Crime", "Drama / x", "Drama / x"]}
    nouns = kv.Nouns(member=("film", "films"), network=("genre", "genres"))
    films = kv.from_frame(pd.DataFrame(rows), member="film", network="genre", nouns=nouns)
    files = _files(films, languages=["en"])
    pages = _pages(files)
    assert len(pages) == 8
    for name, page in pages.items():
        assert "unicipal" not in page.one("main").text.replace("municipalities.csv", ""), name
    heat = pages["en/o-heat.html"].one("main").text
    assert "1 other known member: Amélie <b>." in heat
    assert "in common: 1 genre" in heat
    assert "2 films" in pages["en/n-drama-x.html"].text


def test_a_hostile_name_stays_text_and_stays_in_the_folder():
    name = "</script><img src=x onerror=alert(1)>\u2028{{ 7*7 }}"
    sets = {name: [name, "b"], "..": ["b"], "CON": ["A", "a", "b"]}
    dataset = kv.from_sets(sets)
    ids = dataset.organisations.assign(organisation_id=["../../x", "A", "a", "con"][: len(dataset.organisations)])
    links = dict(zip(dataset.organisations["organisation_id"], ids["organisation_id"], strict=True))
    held = dataset.organisation_memberships
    dataset = dataclasses.replace(
        dataset,
        organisations=ids,
        organisation_memberships=held.assign(organisation_id=held["organisation_id"].map(links)),
    )
    files = _files(dataset, languages=["en"])
    assert len({file.casefold() for file in files}) == len(files)
    assert [file for file in files if not re.fullmatch(r"[a-z0-9_./-]+", file) or ".." in file] == []
    for page in _pages(files).values():
        assert list(page.every("img", src="x")) == []
        assert "49" not in page.one("h1").text


def test_long_lists_continue_on_further_pages():
    files = _files(large(4500, 6, 13000), members="none")
    pages = _pages(files)
    assert max(len(files[name]) for name in pages) <= MOST_BYTES
    for language in LANGUAGES:
        names = [name for name in files if name.startswith(f"{language}/n-n0000.")]
        assert len(names) > 1
        parts = [pages[name] for name in names]
        listed = [item for page in parts for part in page.every(class_="list-part") for item in part.every("li")]
        assert _plain(say(language, "count.members", count=len(listed))) in _plain(parts[0].text)
        own = [name.partition("/")[2] for name in names]
        ways = [[link["href"] for link in page.one(class_="pager").every("a")] for page in parts]
        assert ways == [own[max(place - 1, 0) : place] + own[place + 1 : place + 2] for place in range(len(own))]


def test_a_list_with_more_parts_in_one_language_leads_to_the_first_part_in_another():
    # Names that are not of the language of the page are marked, so that fewer fit on it.
    files = _files(
        kv.from_sets({"Choir": [f"M{place:04}" for place in range(2500)]}), languages=["en", "fi"], base=BASE
    )
    pages = _pages(files)
    parts = {code: [name for name in pages if name.startswith(f"{code}/n-choir")] for code in ("en", "fi")}
    assert 1 < len(parts["en"]) < len(parts["fi"])
    for name, page in pages.items():
        for goal in _goals(name, page):
            assert (goal.partition("#")[0] or "index.html") in files, (name, goal)
    last = pages[parts["fi"][-1]]
    assert [link["href"] for link in last.one("nav", class_="languages").every("a")] == ["../en/n-choir.html"]
    assert list(last.every("link", rel="alternate")) == []
    root = ET.fromstring(files["sitemap.xml"])  # noqa: S314 - our own
    addresses = [element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(addresses) == sorted(f"{BASE}{name}" for name in pages if name != "index.html")


def test_members_are_said_to_be_alike_by_current_networks(small_pages):
    """The page of a member lists ended networks, too, and these are not compared."""
    current = {"fi": "samat toiminnassa olevat", "sv": "exakt samma aktiva", "en": "exactly the same current"}
    for language, words in current.items():
        peers = [_plain(page.one("aside").text) for name, page in small_pages.items() if name[:5] == f"{language}/m-"]
        assert [text for text in peers if words in text], language


def test_counts_say_that_ended_networks_are_left_out(small, small_pages):
    shared = kv.shared_counts(kv.incidence(small, ended=True))
    ended = set(small.networks.query("status == 'ended'")["network_id"])
    left_out = {code: int((shared.loc[code, list(ended)] > 0).sum()) for code in set(shared) - ended}
    assert set(left_out.values()) == {0, 1}
    for code, count in left_out.items():
        text = _plain(small_pages[f"en/n-{code}.html"].one("aside").text)
        assert (say("en", "site.ended_shared", count=1) in text) == bool(count), code
    beside = [_plain(page.one("aside").text) for name, page in small_pages.items() if name.startswith("en/m-")]
    assert any("in common, not counting ended ones: 1 network" in text for text in beside)
    assert not any("in common: " in text for text in beside)


def test_tables_that_lack_nearly_everything_make_a_site(small):
    empty = {name: getattr(small, name).iloc[:0] for name in ("memberships", "organisation_memberships", "rules")}
    lonely = _files(dataclasses.replace(small, **empty), languages=["sv"])
    assert (
        say("sv", "list.none_confirmed", where=say("sv", "known.in_public_sources")) in lonely["sv/m-091.html"].decode()
    )
    more = {name: getattr(small, name).iloc[:0] for name in ("networks", "figures", "network_facts", "populations")}
    bare = _files(dataclasses.replace(small, **empty, **more), languages=["sv"])
    assert "sv/m-091.html" in bare
    assert [name for name in bare if name.startswith("sv/n-")] == []


def test_a_source_without_a_publisher_is_the_same_line_on_every_page(small):
    files = _files(dataclasses.replace(small, sources=small.sources.assign(publisher="")), languages=["en"])
    pages = _pages(files)
    lines = {item.text for item in pages["en/sources.html"].one(class_="all-sources").every("li")}
    cited = [item.text for name, page in pages.items() for item in page.every("li", id=True) if item["id"][:2] == "s-"]
    assert cited
    assert set(cited) <= lines
    assert [line for line in lines if ", ," in line] == []


def test_many_sources_are_divided(small):
    table = pd.concat([small.sources.assign(source_id=small.sources["source_id"] + f"-{place}") for place in range(40)])
    files = _files(dataclasses.replace(small, sources=table.sort_values("source_id")), languages=["fi"])
    pages = [parsed(files[name].decode("utf-8")) for name in sorted(files) if name.startswith("fi/sources")]
    assert len(pages) > 1
    assert max(len(files[name]) for name in files if name.startswith("fi/sources")) <= MOST_BYTES
    assert sum(1 for page in pages for _ in page.one(class_="all-sources").every("li")) == len(table)


def test_parts_that_do_not_fit_are_divided_and_nothing_is_lost():
    parts = [Part(str(size), "", tuple(f"{size}-{place}" * size for place in range(7))) for size in range(5)]
    for most in (1, 60, 200, 10_000):
        pages = divided(parts, first=50, most=most)
        assert all(part.items for page in pages for part in page)
        assert [item for page in pages for part in page for item in part.items] == [
            item for part in parts for item in part.items
        ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"languages": ["de"]}, "language must be one of"),
        ({"members": "some"}, "members must be one of none, listed, all"),
        ({"base": "example.org"}, "base must be an address"),
        ({"base": "https://example.org/?a=b"}, "base must be an address"),
        ({"base": "https://example.org/#a"}, "base must be an address"),
        ({"feedback": "javascript:x"}, "an address is one of"),
        ({"title": "a\u202eb"}, "cannot be shown"),
    ],
)
def test_what_cannot_be_is_refused(small, options, message):
    with pytest.raises(ValueError, match=message):
        kv.build_site(small, **options)


def test_something_else_than_a_dataset_is_refused():
    with pytest.raises(TypeError, match="build_site takes a Dataset"):
        kv.build_site({"Choir": ["Ann"]})
