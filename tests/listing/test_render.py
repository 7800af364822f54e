from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import mistune
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.vocabulary import spoken
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.listing.render import FORMS, listing, render_listing
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.text.language import LANGUAGES, named, number, say
from kuntaverkostot.text.node_ids import anchor
from kuntaverkostot.text.templates import in_markdown
from tests.pages import (
    Element,
    Pairs,
    by_member,
    by_network,
    none_found,
    of_candidates,
    other_memberships,
    parsed,
    rows,
    stated_in_markdown,
    stated_in_text,
)

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_form = pytest.mark.parametrize("form", FORMS)


@pytest.fixture(scope="module", params=["small", "real"])
def dataset(request) -> kv.Dataset:
    return request.getfixturevalue(request.param)


def _named(dataset: kv.Dataset, pairs: Pairs, language: str) -> Pairs:
    """Return memberships by name where they are given by address."""
    graph = kv.bipartite_graph(dataset, candidates=True)
    names = {anchor(node): named(data, language)[0] for node, data in graph.nodes(data=True)}
    assert len(set(names.values())) == len(names)
    return {(names[network], names[member]) for network, member in pairs}


def _assert_lists_state(dataset: kv.Dataset, language: str, *, candidates: bool) -> None:
    """Compare the three forms of the list with the rows of the tables."""
    confirmed, guessed = rows(dataset), rows(dataset, candidates=True) if candidates else set()
    root = parsed(listing(dataset, language=language, form="html", candidates=candidates))
    assert by_network(root) == by_member(root) == confirmed
    assert of_candidates(root) == guessed
    confirmed, guessed = _named(dataset, confirmed, language), _named(dataset, guessed, language)
    for form, stated_in in (("markdown", stated_in_markdown), ("text", stated_in_text)):
        stated = stated_in(listing(dataset, language=language, form=form, candidates=candidates), language)
        assert stated.by_network == stated.by_member == confirmed
        assert stated.candidates == guessed


@each_language
@pytest.mark.parametrize("candidates", [False, True], ids=["confirmed", "with candidates"])
def test_every_form_states_the_rows_of_the_tables(dataset, language, candidates):
    assert rows(dataset)
    assert rows(dataset, candidates=True)
    _assert_lists_state(dataset, language, candidates=candidates)


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_form_states_the_rows_whatever_they_are(small, data):
    dataset = data.draw(other_memberships(small))
    language, candidates = data.draw(st.sampled_from(LANGUAGES)), data.draw(st.booleans())
    _assert_lists_state(dataset, language, candidates=candidates)


@each_language
@each_form
def test_who_has_no_membership_is_there_and_is_said_to_have_none_confirmed(real, language, form):
    text = listing(real, language=language, form=form)
    content = list_content(real, kv.bipartite_graph(real), language=language)
    none = [entry for entry in content.members if not entry.networks]
    assert len(none) == 21
    assert text.count(none_found(language, "list.none_confirmed")) == len(none)
    for entry in content.members:
        assert entry.name.text in text


@each_language
@each_form
def test_a_network_without_known_members_says_so(dataset, language, form):
    content = list_content(dataset, kv.bipartite_graph(dataset), language=language)
    empty = [entry for entry in content.networks if not entry.members]
    text = render_listing(content, form=form)
    assert text.count(say(language, "list.none_known")) == len(empty) > 0


@each_language
def test_the_count_after_a_network_is_that_of_its_members(dataset, language):
    root = parsed(listing(dataset, language=language, form="html", candidates=True))
    counted = 0
    for section in root.every(class_="network"):
        shown = [count.text for count in section.one("h4").every("span", class_="count")]
        members = sum(1 for items in section.every("ul", class_="members") for _ in items.every("li"))
        if members:
            assert [text.split()[0] for text in shown] == [number(language, members)]
        else:
            assert [text.partition(";")[0] for text in shown] == [say(language, "known.none")]
        counted += bool(members)
    assert counted > 5


@each_language
def test_names_in_another_language_are_marked_and_no_others(real, language):
    graph = kv.bipartite_graph(real, candidates=True)
    names = {anchor(node): named(data, language) for node, data in graph.nodes(data=True)}
    root = parsed(listing(real, language=language, form="html", candidates=True))
    assert {span["lang"] for span in root.every(lang=True)} <= set(LANGUAGES) - {language}
    for section in root.every(class_="network"):
        heading = section.one("h4")
        name, own = names[section["id"]]
        assert [span.text for span in heading.every("span", lang=True)] == [name] * (own != language)
    for link in root.every("a"):
        if link["href"].startswith(("#m-", "#o-")):
            name, own = names[link["href"][1:]]
            assert link.text == name
            assert [span["lang"] for span in link.every(lang=True)] == [own] * (own != language)


@each_language
def test_other_names_of_a_municipality_are_marked(real, language):
    root = parsed(listing(real, language=language, form="html"))
    entry = root.one("li", id="m-545")
    others = {span["lang"]: span.text for span in entry.every("span", lang=True)}
    assert others == {"fi": {"sv": "Närpes"}, "sv": {"fi": "Närpiö"}, "en": {"fi": "Närpiö"}}[language]


@each_language
def test_sources_stand_after_members_that_a_source_names(real, language):
    root = parsed(listing(real, language=language, form="html"))
    numbers = {code: f"#s-{number}" for code, number in source_numbers(real).items()}
    listed = real.memberships.query("basis == 'listed'")
    expected = {
        (f"n-{network}", f"m-{code}"): {numbers[source] for source in sources.split(";")}
        for network, code, sources in listed[["network_id", "municipality_code", "source_ids"]].itertuples(index=False)
    }
    found = {}
    for section in root.every(class_="network"):
        for items in section.every("ul", class_="members"):
            for item in items.every("li"):
                goal, *cited = [link["href"] for link in item.every("a")]
                if goal.startswith("#m-") and cited:
                    found[section["id"], goal[1:]] = set(cited)
    assert found == expected


@each_language
def test_a_network_whose_members_follow_from_a_rule_states_the_rule(small, language):
    html = parsed(listing(small, language=language, form="html"))
    text = html.one(id="n-pienet-kunnat").text
    day = {"fi": "31.12.2024", "sv": "31.12.2024", "en": "31 December 2024"}[language]
    rule = say(language, "basis.rule_population_under", value=10000, date=day)
    for form in FORMS:
        assert say(language, "list.rule", rule=rule) in (
            text if form == "html" else listing(small, language=language, form=form)
        )


@each_language
@each_form
def test_every_fact_is_told(real, language, form):
    text = listing(real, language=language, form=form)
    if form == "html":
        text = parsed(text).text
    facts = real.network_facts[real.network_facts["network_id"] != ""]
    missing = [fact for fact in facts[f"text_{language}"] if fact not in text]
    assert missing == []


@each_form
def test_the_list_has_no_trace_of_its_templates(real, form):
    text = listing(real, language="sv", form=form)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not text.startswith("\n")
    assert re.findall(r"\{\{|\{%|\bNone\b|\bnan\b|&amp;amp;|[\t\r]", text) == []


def test_headings_begin_at_level_three_and_have_no_gap(real):
    root = parsed(listing(real, form="html", candidates=True))
    levels = [int(heading.tag[1]) for heading in root.every("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == min(levels) == 3
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_is_in_a_table_is_text(small):
    hostile = "<img src=x onerror=alert(1)>\"'&</script>"
    networks = small.networks.assign(name_fi=hostile, description_fi=hostile)
    municipalities = small.municipalities.assign(name_fi=[f"{hostile} {place}" for place in range(11)])
    dataset = dataclasses.replace(small, networks=networks, municipalities=municipalities)
    root = parsed(listing(dataset, form="html"))
    assert list(root.every("img", "script")) == []
    assert by_network(root) == rows(small)
    assert root.one(id="n-kehyskunnat").one("h4").text.startswith(hostile)


@pytest.mark.parametrize("wrong", [{"language": "de"}, {"form": "pdf"}])
def test_what_is_not_ours_is_refused(small, wrong):
    ours = {"language": "language must be one of fi, sv, en", "form": "form must be one of html, markdown, text"}
    with pytest.raises(ValueError, match=ours[next(iter(wrong))]):
        listing(small, **wrong)


def test_addresses_keep_kinds_apart():
    assert [anchor(f"{kind}:091") for kind in ("municipality", "organisation", "network")] == [
        "m-091",
        "o-091",
        "n-091",
    ]


@each_language
@each_form
def test_there_is_no_part_on_municipalities_where_there_are_none(form, language):
    leagues = kv.read_dataset(Path(__file__).parents[2] / "notebooks" / "examples" / "leagues.xlsx")
    text = listing(leagues, language=language, form=form).casefold()
    assert say(spoken(leagues, language), "page.by_organisation").casefold() in text
    assert say(language, "page.by_municipality").casefold() not in text


# Whatever means something in Markdown, its extensions or HTML, and what it may stand beside.
SIGNS = st.text("\\`*_[]()<>#+-=.!|&~:;\"'/ a1é$^@{}%?", max_size=12)
PIECES = st.sampled_from(
    [
        *["$x$", "$$", "^a^", "^^a^^", "==a==", "~a~", "~~a~~", "[^1]", "[^1]: a", "^[a]", "[ ] ", "[x] ", "| a | b |"],
        *["|---|---|", "===", "---", "https://kunta.fi", "www.kunta.fi", "kunta.fi", "a@kunta.fi", "mailto:a@kunta.fi"],
        *[
            "HTTP://x.fi/a_b",
            ":smile:",
            ": a",
            "{#a .b}",
            "{{ a }}",
            ">! a !<",
            "*[a]: b",
            "[a(b)]",
            "!!! note",
            "S:t ",
        ],
        *["[a]: https://x.fi", "31.12.2024", "~~~", "```", "  ", "a", "<https://x.fi>", "&#36;", "\\$"],
    ]
)
PLUGINS = [
    *["strikethrough", "footnotes", "table", "url", "task_lists", "def_list", "abbr", "mark", "insert", "superscript"],
    *["subscript", "math", "ruby", "spoiler"],
]


def _rendered(text: str, plugins: Sequence[str] = ()) -> Element:
    return parsed(str(mistune.create_markdown(escape=False, plugins=[*plugins])(text)))


def _as_shown(text: str) -> str:
    return re.sub(r" +", " ", text).strip()


@pytest.mark.parametrize("plugins", [[], PLUGINS, *([one] for one in PLUGINS)], ids=lambda some: "-".join(some[:2]))
@settings(max_examples=60)
@given(name=SIGNS | st.lists(PIECES, max_size=4).map("".join))
def test_markdown_shows_any_name_as_it_is(plugins, name):
    written = in_markdown(name)
    text = f"### {written} y\n\n- {written} y\n- **x**: {written}\n\n{written} y\n{written} y\n"
    shown = _rendered(text, plugins)
    parts = [*shown.every("h3"), *shown.every("li"), *shown.every("p")]
    once = _as_shown(f"{name} y")
    assert [_as_shown(one.text.replace("\n", " ")) for one in parts] == [
        once,
        once,
        _as_shown(f"x: {name}"),
        _as_shown(f"{name} y {name} y"),
    ]
    assert {one.tag for one in shown.every()} == {"h3", "ul", "li", "p", "strong"}


def test_a_hostile_name_stays_text_in_markdown(small):
    hostile = (
        "<script>alert(1)</script> [a](javascript:alert(1))\n# *b* & _c_ $d$ ==e== ^f^ ~g~ [^1] | www.kunta.fi "
        "https://kunta.fi@evil.example/ a@kunta.fi :smile: {#h}"
    )
    named_so = {"name_fi": hostile}
    told = dataclasses.replace(
        small,
        networks=small.networks.assign(**named_so, description_fi=hostile),
        groups=small.groups.assign(**named_so),
        municipalities=small.municipalities.assign(**named_so),
        network_facts=small.network_facts.assign(text_fi=hostile),
    )
    shown = _rendered(listing(told, form="markdown", candidates=True), PLUGINS)
    assert {one.tag for one in shown.every()} == {"h2", "h3", "h4", "p", "ul", "li", "strong"}
    once = hostile.replace("\n", " ")
    assert {one.text.count(once) for one in shown.every("h4")} == {1}
    assert once in {one.text for one in shown.every("li")}


FORGED = "Kasvu\n    - Helsinki\r\n### Vantaa\u2028- Espoo"


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("networks", "name_fi"),
        ("networks", "short_fi"),
        ("networks", "description_fi"),
        ("networks", "members_fi"),
        ("groups", "name_fi"),
        ("municipalities", "name_fi"),
        ("municipalities", "name_sv"),
        ("organisations", "name_fi"),
        ("regions", "name_fi"),
        ("network_facts", "text_fi"),
    ],
)
def test_no_cell_writes_a_line_of_its_own(small, form, table, column):
    def lines(text: str) -> int:
        frame = getattr(small, table).assign(**{column: text})
        return len(kv.listing(dataclasses.replace(small, **{table: frame}), form=form).splitlines())

    assert lines(FORGED) == lines("Kasvu")


def test_a_line_break_in_a_name_is_repaired_with_its_place(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text('kunta,"Kasvu\n- verkosto"\n"Espoo\r\n",x\n"Koski\nTl",x\n', encoding="utf-8", newline="")
    dataset = kv.read_dataset(path)
    assert [(message.line, message.column, message.rule) for message in dataset.messages if message.line] == [
        (1, 2, "two-lines"),
        (3, 1, "outer-space"),
        (5, 1, "two-lines"),
    ]
    assert dataset.networks["name_fi"].tolist() == ["Kasvu - verkosto"]
    assert dataset.memberships["municipality_code"].tolist() == ["049", "284"]
