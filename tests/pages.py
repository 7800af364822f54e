"""Read pages and lists back: as a tree of elements, and as the memberships that they state."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pandas as pd
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.memberships import all_memberships
from kuntaverkostot.text.language import say
from kuntaverkostot.text.node_ids import anchor, node_id

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What follows the name of a network: how many members it has.
COUNT = re.compile(r" \([\d\u00a0,]+ [^()]*\)$")
Pairs = set[tuple[str, str]]


@dataclasses.dataclass(eq=False)
class Element:
    """An element of a document with its content."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = dataclasses.field(default_factory=list)

    def every(self, *tags: str, **attributes: str | bool) -> Iterator[Element]:
        """Yield the descendants with one of the tags and all of the attributes; True means any value.

        An underscore at the end of a name is dropped, any other stands for a hyphen.
        """
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        for child in self.children:
            if isinstance(child, str):
                continue
            if (not tags or child.tag in tags) and all(child.has(name, value) for name, value in wanted.items()):
                yield child
            yield from child.every(*tags, **attributes)

    def one(self, *tags: str, **attributes: str | bool) -> Element:
        (found,) = self.every(*tags, **attributes)
        return found

    def has(self, name: str, value: str | bool) -> bool:  # noqa: FBT001 - True stands for any value
        if name == "class":
            return value in self.attributes.get("class", "").split()
        return name in self.attributes if value is True else self.attributes.get(name) == value

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def raw(self) -> str:
        """All text in the element, unchanged."""
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        """All text in the element, with white space as a browser shows it."""
        return re.sub(r"[ \t\n]+", " ", self.raw).strip()

    @property
    def lang(self) -> str:
        """Language of the text."""
        own = self.attributes.get("lang")
        return own or (self.parent.lang if self.parent else "")


class _Reader(HTMLParser):
    """Builds the tree; an element that is not closed, or closed twice, is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {}, None)
        self.doctype = ""

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        made = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(made)
        if tag not in VOID:
            self.here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, (self.getpos(), tag, self.here.tag)
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parsed(text: str) -> Element:
    """Parse a document or a fragment into a tree."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.here is reader.root, f"{reader.here.tag} is not closed"
    return reader.root


def by_network(root: Element) -> Pairs:
    """Return the memberships stated by the networks of a list, as ids of network and member."""
    return {
        (section["id"], next(item.every("a"))["href"][1:])
        for section in root.every(class_="network")
        for members in section.every("ul", class_="members")
        for item in members.every("li")
    }


def by_member(root: Element) -> Pairs:
    """Return the memberships stated by the entries of municipalities and organisations."""
    return {
        (link["href"][1:], entry["id"])
        for entry in root.every("li", id=True)
        if entry["id"].startswith(("m-", "o-"))
        for link in entry.every("a")
        if link["href"].startswith("#n-")
    }


def of_candidates(root: Element) -> Pairs:
    """Return the memberships in the section of candidates."""
    return {
        (members["data-candidates"], link["href"][1:])
        for part in root.every(class_="candidates")
        for members in part.every("ul", data_candidates=True)
        for link in members.every("a")
    }


def rows(dataset: kv.Dataset, *, candidates: bool = False) -> Pairs:
    """Return the memberships of the tables, or only the candidates, as ids of network and member."""
    table = all_memberships(dataset, candidates=candidates)
    if candidates:
        table = table[table["basis"] == "candidate"]
    return {
        (anchor(node_id("network", network)), anchor(node_id(kind, member)))
        for network, kind, member in table[["network_id", "kind", "member_id"]].itertuples(index=False, name=None)
    }


def none_found(language: str, key: str, **values: object) -> str:
    """Return the text that no membership was found, for tables that name their sources."""
    return say(language, key, where=say(language, "known.in_public_sources"), **values)


@dataclasses.dataclass(frozen=True)
class Stated:
    """Memberships in a list without links, as names of network and member."""

    by_network: Pairs
    by_member: Pairs
    candidates: Pairs


def stated_in_markdown(text: str, language: str) -> Stated:
    parts = dict(part.partition("\n")[::2] for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:])
    networks = parts[say(language, "page.by_network")]
    ended = f" ({say(language, 'list.ended_suffix')})"
    return Stated(
        by_network=_blocks(networks, "#### ", none=say(language, "list.none_known")),
        by_member={
            (network.removesuffix(ended), entry[1])
            for title in ("page.by_municipality", "page.by_organisation")
            for entry in re.finditer(
                r"^- \*\*(.+?)\*\*(?: \(.+?\))?: (.+)$", parts.get(say(language, title), ""), re.MULTILINE
            )
            if entry[2] != none_found(language, "list.none_confirmed")
            for network in entry[2].split(", ")
        },
        candidates=_blocks(parts.get(say(language, "page.candidates"), ""), "### ", none="\n\n\n"),
    )


def _blocks(text: str, mark: str, *, none: str) -> Pairs:
    """Return the last list under each heading; facts of a network are a list before it."""
    found = set()
    for block in re.split(f"^{mark}", text, flags=re.MULTILINE)[1:]:
        heading, _, rest = re.split(r"^#+ ", block, flags=re.MULTILINE)[0].partition("\n")
        if none not in rest:
            last = rest.strip().split("\n\n")[-1]
            found |= {(COUNT.sub("", heading), line.removeprefix("- ")) for line in last.splitlines()}
    return found


def stated_in_text(text: str, language: str) -> Stated:
    titles = {
        say(language, f"page.{key}").upper(): key
        for key in ("by_network", "by_municipality", "by_organisation", "candidates")
    }
    ended = f" ({say(language, 'list.ended_suffix')})"
    stated = Stated(set(), set(), set())
    part = network = ""
    for line in text.splitlines():
        if line in titles:
            part = titles[line]
        elif part in {"by_network", "candidates"} and line.startswith("    - "):
            into = stated.by_network if part == "by_network" else stated.candidates
            into.add((network, line.removeprefix("    - ")))
        elif part in {"by_network", "candidates"} and re.match(r"  \S", line):
            network = COUNT.sub("", line.strip())
        elif part in {"by_municipality", "by_organisation"} and re.match(r"  \S.*: ", line):
            name, _, networks = line.strip().partition(": ")
            if networks != none_found(language, "list.none_confirmed"):
                pairs = {(one.removesuffix(ended), name.partition(" (")[0]) for one in networks.split("; ")}
                stated.by_member.update(pairs)
    return stated


@st.composite
def other_memberships(draw: st.DrawFn, dataset: kv.Dataset) -> kv.Dataset:
    """Return a dataset with random memberships between its municipalities and networks."""
    pair = st.tuples(
        st.sampled_from(dataset.networks["network_id"].tolist()),
        st.sampled_from(dataset.municipalities["municipality_code"].tolist()),
    )
    bases = draw(st.dictionaries(pair, st.sampled_from(["listed", "rule", "candidate"]), max_size=60))
    sources = {"listed": "kl-verkostot", "rule": "kf-natverk;kl-verkostot", "candidate": ""}
    columns = dataset.memberships.columns
    made = [
        {"network_id": network, "municipality_code": code, "basis": basis, "source_ids": sources[basis]}
        for (network, code), basis in sorted(bases.items())
    ]
    table = pd.DataFrame(made, columns=columns, dtype="str").fillna("")
    return dataclasses.replace(dataset, memberships=table)
