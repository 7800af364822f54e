from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.listing.brief import brief
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.text.language import LANGUAGES, Name, alphabetical, say
from tests.pages import other_memberships

INITIALS = {
    "fi": ["A", "H", "K", "L", "N", "P", "S", "Y", "Ä"],
    "sv": ["A", "B", "E", "H", "K", "L", "N", "S", "Y", "Ä"],
    "en": ["A", "H", "K", "L", "N", "P", "S", "Y"],
}
each_language = pytest.mark.parametrize("language", LANGUAGES)


def _outline(dataset: kv.Dataset, language: str = "fi", *, candidates: bool = False) -> ListContent:
    return list_content(dataset, kv.bipartite_graph(dataset, candidates=candidates), language=language)


def _network(content: ListContent, code: str):
    (found,) = [entry for entry in content.networks if entry.node == f"network:{code}"]
    return found


def _member(content: ListContent, code: str):
    (found,) = [entry for entry in content.members if entry.node.partition(":")[2] == code]
    return found


@each_language
def test_municipalities_stand_under_their_letters_in_order(small, language):
    content = _outline(small, language)
    assert [letter.letter for letter in content.letters] == INITIALS[language]
    names = [entry.name.text for letter in content.letters for entry in letter.members]
    assert names == sorted(names, key=alphabetical(language))
    assert len(names) == 11


def test_names_of_the_small_dataset_are_in_the_order_of_each_language(small):
    def names(language: str) -> list[str]:
        return [entry.name.text for letter in _outline(small, language).letters for entry in letter.members]

    assert names("fi")[-3:] == ["Ylöjärvi", "Ähtäri", "Äänekoski"]
    assert names("sv")[-2:] == ["Ylöjärvi", "Äänekoski"]
    assert names("en")[:3] == ["Äänekoski", "Ähtäri", "Akaa"]


@each_language
def test_every_list_of_names_is_in_the_order_of_the_language(real, language):
    content, order = _outline(real, language, candidates=True), alphabetical(language)
    lists = [entry.members for entry in content.networks] + [entry.candidates for entry in content.networks]
    lists += [content.organisations]
    for entries in lists:
        names = [entry.name.text for entry in entries]
        assert names == sorted(names, key=order)


@each_language
def test_networks_stand_in_the_order_of_the_page(real, language):
    content = _outline(real, language)
    position = real.networks.set_index("network_id")["position"]
    for group in content.groups:
        order = [position[entry.node.partition(":")[2]] for entry in group.networks]
        given = [float(place) for place in order if place]
        assert given == sorted(given)
        assert order[len(given) :] == [""] * (len(order) - len(given))
        # Kuntaliitto's page gives no order of the others: working ones first, and then by name.
        names = [entry.name.text for entry in group.networks[len(given) :] if entry.current]
        assert names == sorted(names, key=alphabetical(language))
    assert (position != "").sum() > 5
    places = {entry.node: place for place, entry in enumerate(content.networks)}
    for member in content.members:
        for ended in (False, True):
            listed = [places[link.node] for link in member.networks if link.ended is ended]
            assert listed == sorted(listed)


def test_networks_without_a_place_come_last_by_name(small):
    places = small.networks["position"].where(small.networks["network_id"] == "kehyskunnat")
    left = dataclasses.replace(small, networks=small.networks.assign(position=places))
    content = _outline(left, "fi")
    names = [entry.name.text for entry in content.groups[0].networks]
    assert names == [
        "Kehyskunnat",
        "Pienet kunnat",
        "Ruotsinkieliset ja kaksikieliset kunnat",
        "Seutukaupungit",
        "Suuret kaupungit ja maakuntakeskukset",
    ]


@each_language
def test_every_network_is_there_once_in_the_order_of_the_groups(real, language):
    content = _outline(real, language)
    assert [group.group_id for group in content.groups] == real.groups.sort_values("position")["group_id"].tolist()
    nodes = [entry.node.partition(":")[2] for entry in content.networks]
    assert sorted(nodes) == real.networks["network_id"].tolist()
    statuses = real.networks.set_index("network_id")["status"]
    rank = {"current": 0, "unknown": 1, "ended": 2}
    for group in content.groups:
        places = [rank[statuses[entry.node.partition(":")[2]]] for entry in group.networks]
        assert places == sorted(places)


def test_a_membership_says_its_basis_and_the_numbers_of_its_sources(small):
    content = _outline(small)
    titles = {source.number: source for source in content.sources}
    links = {link.name.text: link for link in _network(content, "seutukaupungit").members}
    assert {name: link.basis for name, link in links.items()} == dict.fromkeys(
        ["Akaa", "Loviisa", "Salo", "Äänekoski"], "listed"
    )
    numbers = source_numbers(small)
    assert links["Loviisa"].sources == (numbers["ev-loviisa-s"], numbers["loviisa-2022"])
    assert titles[numbers["loviisa-2022"]].publisher == ("Loviisan kaupunki", "fi")
    by_rule = _network(content, "suuret-kaupungit").members
    assert {link.basis for link in by_rule} == {"rule"}


@each_language
def test_both_sides_of_a_membership_say_the_same(real, language):
    content = _outline(real, language, candidates=True)
    for part in ("members", "candidates"):
        of_networks = {
            (entry.node, link.node, link.basis, link.sources)
            for entry in content.networks
            for link in getattr(entry, part)
        }
        of_members = {
            (link.node, entry.node, link.basis, link.sources)
            for entry in content.members
            for link in (entry.networks if part == "members" else entry.candidates)
        }
        assert of_networks == of_members
        assert of_networks


def test_candidates_are_apart(small):
    content = _outline(small, candidates=True)
    assert [link.name.text for link in _network(content, "kehyskunnat").candidates] == ["Ylöjärvi"]
    assert [link.name.text for link in _network(content, "kehyskunnat").members] == ["Pornainen", "Sipoo"]
    assert _member(content, "980").networks == ()
    assert [link.basis for link in _member(content, "980").candidates] == ["candidate"]
    assert content.has_candidates
    assert not _outline(small).has_candidates


def test_names_say_their_language(small):
    content = _outline(small, "en")
    assert _network(content, "uso4-2017-2018").name == Name("USO4", "fi")
    assert _member(content, "council-02").name == Name("Varsinais-Suomen liitto", "fi")
    assert _member(content, "council-01").name == Name("Helsinki-Uusimaa Regional Council", "en")
    assert _member(content, "545").others == (Name("Närpiö", "fi"),)
    assert _member(_outline(small, "sv"), "545").others == (Name("Närpiö", "fi"),)
    assert _member(_outline(small, "fi"), "545").others == (Name("Närpes", "sv"),)
    assert _member(content, "734").others == ()


@each_language
def test_every_member_has_its_own_names_once(real, language):
    for entry in _outline(real, language).members:
        names = [entry.name.text, *(other.text for other in entry.others)]
        assert len(names) == len(set(names))
        assert all(names)


def test_what_is_known_of_a_municipality(small):
    narpio = _member(_outline(small), "545")
    assert (narpio.region, narpio.language, narpio.population) == (
        "Pohjanmaa",
        "kaksikielinen, enemmistö ruotsinkielisiä",
        9554,
    )
    assert narpio.several
    assert not _member(_outline(small), "020").several
    # A network that has ended does not make two.
    assert [link.ended for link in _member(_outline(small), "734").networks] == [False, False, True]
    assert _member(_outline(small), "434").several


def test_what_is_known_of_a_network(small):
    content = _outline(small, "en")
    large = _network(content, "suuret-kaupungit")
    assert [fact.key for fact in large.facts] == ["large-meetings", "large-since"]
    assert large.facts[0].text == "The working group meets five times a year."
    assert [rule.text for rule in large.rules] == [
        "Membership is determined by a rule: over 50,000 inhabitants (in this data, population on 31 December 2024)."
    ]
    assert large.state == ("Started: 2005.",)
    assert large.ours
    assert large.extent == "2 municipalities"
    assert _network(content, "maakuntien-liitot").extent == "2 members"
    assert _network(content, "ammatillisen-koulutuksen-jarjestajat").extent == "members not known"
    ended = _network(content, "uso4-2017-2018")
    assert ended.state == ("Started: 2017.", "Ended: 2018.")
    assert ended.status == "ended"


@each_language
def test_every_fact_is_there_once_and_in_the_language(real, language):
    content = _outline(real, language)
    facts = [*content.facts, *(fact for entry in content.networks for fact in entry.facts)]
    texts = real.network_facts.set_index("fact_id")[f"text_{language}"].to_dict()
    assert {fact.key: fact.text for fact in facts} == texts
    assert len(facts) == len(texts)
    assert all(fact.sources for fact in facts)


def test_facts_are_told_in_their_order_and_those_without_a_place_last(real):
    small = _network(_outline(real, "fi"), "pienet-kunnat")
    first = ["small-definition", "small-primary", "small-population"]
    assert [fact.key for fact in small.facts][:3] == first
    table = real.network_facts
    table = table.assign(position=table["position"].where(~table["fact_id"].isin(first[:2])))
    moved = _network(_outline(dataclasses.replace(real, network_facts=table), "fi"), "pienet-kunnat")
    assert [fact.key for fact in moved.facts] == [fact.key for fact in small.facts][2:] + first[:2]


@each_language
def test_every_source_is_there_once(real, language):
    content = _outline(real, language)
    assert [source.number for source in content.sources] == list(range(1, len(real.sources) + 1))
    urls = real.sources.set_index("source_id")["url"]
    assert [source.url for source in content.sources] == [
        urls[code] if urls[code].startswith("http") else "" for code in source_numbers(real)
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2022", "2022"),
        ("2022-04-28", "28 April 2022"),
        ("2022-01", "January 2022"),
        ("2023–2024", "2023–2024"),
        ("2024 (presidium 2024)", "2024"),
        ("undated", ""),
        ("", ""),
        ("table updated 2024-04-26", ""),
    ],
)
def test_of_a_date_only_the_date_is_shown(small, written, shown):
    dataset = dataclasses.replace(small, sources=small.sources.head(1).assign(date=written))
    assert [source.date for source in _outline(dataset, "en").sources] == [shown]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org", "data:text/html,x", " https://example.org"]
)
def test_addresses_of_other_kinds_are_not_links(small, url):
    dataset = dataclasses.replace(small, sources=small.sources.head(1).assign(url=url))
    assert [source.url for source in _outline(dataset).sources] == [""]


def test_an_ended_municipality_says_where_it_went(real):
    merged = _outline(real, "en").merged
    assert len(merged) == len(real.ended_municipalities)
    assert "Pertunmaa became part of Mäntyharju on 1 January 2025." in merged


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_every_membership_is_listed_on_both_sides_whatever_they_are(small, data):
    dataset = data.draw(other_memberships(small))
    content = _outline(dataset, data.draw(st.sampled_from(LANGUAGES)), candidates=True)
    for part, wanted in (("members", ["listed", "rule"]), ("candidates", ["candidate"])):
        table = dataset.memberships[dataset.memberships["basis"].isin(wanted)]
        rows = set(table[["network_id", "municipality_code"]].itertuples(index=False, name=None))
        listed = [
            (entry.node.partition(":")[2], link.node.partition(":")[2])
            for entry in content.networks
            for link in getattr(entry, part)
            if link.node.startswith("municipality:")
        ]
        assert len(listed) == len(set(listed))
        assert set(listed) == rows
    together = dataset.memberships.query("basis != 'candidate' and network_id != 'uso4-2017-2018'")[
        "municipality_code"
    ].value_counts()
    several = {entry.node.partition(":")[2] for entry in content.members if entry.several}
    assert several == set(together[together > 1].index)


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("fi", "Teksti, jossa mainitaan Sastamala", "Teksti, jossa mainitaan Akaa ja Äänekoski"),
        ("sv", "Text som nämner Sastamala", "Text som nämner Ackas och Äänekoski"),
        ("en", "Text that mentions Sastamala", "Text that mentions Äänekoski and Akaa"),
    ],
)
def test_a_source_without_a_title_is_called_by_the_municipalities_that_it_mentions(real, language, one, several):
    ids = list(source_numbers(real))
    assert _outline(real, language).sources[ids.index("ev-sastamala-s")].title == (one, language)
    untitled = say(language, "list.source_untitled")
    called = {ids[source.number - 1] for source in _outline(real, language).sources if source.title.text == untitled}
    assert called == {"jamk-ack", "kf-sok-sv", "repo-fi-councils"}
    held = real.memberships
    cited = held["municipality_code"].isin(["020", "992"]) & (held["network_id"] == "seutukaupungit")
    cells = held["source_ids"].where(~cited, "ev-sastamala-s").where(cited, "kl-verkostot")
    changed = dataclasses.replace(real, memberships=held.assign(source_ids=cells))
    titles = [source.title.text for source in _outline(changed, language).sources]
    assert titles[ids.index("ev-sastamala-s")] == several
    # Nobody is named by it any more.
    assert titles[ids.index("ev-keuruu-s")] == untitled
    bare = dataclasses.replace(real, sources=real.sources.assign(title="", title_language=""))
    ten = _outline(bare, language).sources[ids.index("ev-mantsala-k")].title.text
    assert ten == say(language, "list.source_page", count=10, names=say(language, "count.municipalities", count=10))


def test_the_main_sources_come_first_whatever_their_place_in_the_table(real):
    """What says most of networks comes first; what is cited as often stays in the order of the table."""
    numbers = source_numbers(real)
    assert sorted(numbers.values()) == list(range(1, len(real.sources) + 1))
    tables = (real.networks, real.groups, real.rules, real.figures, real.network_facts)
    cells = [cell.split(";") for table in tables for cell in table["source_ids"]]
    counts = [sum(cell.count(code) for cell in cells) for code in numbers]
    assert counts == sorted(counts, reverse=True)
    assert next(iter(numbers)) == "kl-verkostot"
    rest = [code for code, count in zip(numbers, counts, strict=True) if not count]
    assert rest == [code for code in real.sources["source_id"] if code in set(rest)]


ROLES = [
    ("Ann", "Choir", "chair", "2019", "Peru"),
    ("Ann", "Chess", "guest", "2020", "Peru"),
    ("Bo", "Chess", "*chair*\n<b>", "2021", "Fiji"),
    ("Bo", "Chess", "host", "2021", "Fiji"),
]


def _clubs() -> kv.Dataset:
    return kv.from_frame(pd.DataFrame(ROLES, columns=["member", "network", "role", "since", "country"]))


def test_what_a_table_says_of_members_and_memberships_stands_beside_their_names():
    content = _outline(_clubs(), "en")
    ann, bo = _member(content, "ann"), _member(content, "bo")
    assert (ann.attributes, bo.attributes) == ("country: Peru", "country: Fiji")
    assert [(link.name.text, link.attributes) for link in ann.networks] == [
        ("Chess", "role: guest; since: 2020"),
        ("Choir", "role: chair; since: 2019"),
    ]
    # Several values of one membership are told apart from those of the next attribute.
    assert [(link.name.text, link.attributes) for link in _network(content, "chess").members] == [
        ("Ann", "role: guest; since: 2020"),
        ("Bo", "role: *chair* <b>, host; since: 2021"),
    ]


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        (
            "text",
            [
                "    - Ann (role: chair; since: 2019)",
                "  Ann (country: Peru): Chess (role: guest; since: 2020); Choir (role: chair; since: 2019)",
                "  Bo (country: Fiji): Chess (role: *chair* <b>, host; since: 2021)",
            ],
        ),
        (
            "markdown",
            [
                "- Ann (role: chair; since: 2019)",
                "- **Ann** (country: Peru): Chess (role: guest; since: 2020), Choir (role: chair; since: 2019)",
                r"- **Bo** (country: Fiji): Chess (role: \*chair\* &lt;b>, host; since: 2021)",
            ],
        ),
        (
            "html",
            [
                '<li><a href="#o-ann">Ann</a> (role: chair; since: 2019)</li></ul>',
                '<li id="o-ann"><b>Ann</b> (country: Peru):',
                '<a href="#n-chess">Chess</a> (role: guest; since: 2020),',
                '<a href="#n-choir">Choir</a> (role: chair; since: 2019)</li>',
                '<a href="#n-chess">Chess</a> (role: *chair* &lt;b&gt;, host; since: 2021)</li></ul>',
            ],
        ),
    ],
)
def test_attributes_are_in_every_form_of_the_list(form, lines):
    written = kv.listing(_clubs(), language="en", form=form)
    # In HTML, entries and links stand on one line.
    there = written.replace("</li><li", "</li>\n<li").replace(" <a", "\n<a").splitlines()
    assert [line for line in lines if line not in there] == []


def test_the_list_of_a_notebook_says_them_too():
    text = brief(_outline(_clubs(), "en"))
    assert "Ann (role: chair; since: 2019)" in text
    assert (
        "<li><b>Ann</b> (country: Peru): Chess (role: guest; since: 2020); Choir (role: chair; since: 2019)</li>"
        in text
    )


def test_a_list_without_attributes_has_no_brackets_for_them(small):
    assert {member.attributes for member in _outline(small).members} == {""}
