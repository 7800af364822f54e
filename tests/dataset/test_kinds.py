"""Members of every kind are treated alike: municipalities, and others of whatever kind the tables say."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.kinds import key_of, members_of, subject, usual_kind

# A network of both kinds: the councils join the large cities, and a third council is in no network.
LARGE = "suuret-kaupungit"


@pytest.fixture
def mixed(small: kv.Dataset) -> kv.Dataset:
    joined = small.organisation_memberships.head(1).assign(network_id=LARGE)
    alone = small.organisations.head(1).assign(organisation_id="alone", kind="club", name_fi="Yksin")
    alone = alone.assign(name_en="", region_code="")
    return dataclasses.replace(
        small,
        organisations=pd.concat([alone, small.organisations], ignore_index=True),
        organisation_memberships=pd.concat([small.organisation_memberships, joined], ignore_index=True),
    )


def test_members_of_every_kind_are_in_one_frame(small):
    members = small.members
    assert members.columns.tolist() == [
        *("member_id", "kind", "node_kind", "name_fi", "name_sv", "name_en", "language", "region_code")
    ]
    assert members["kind"].tolist() == ["municipality"] * 11 + ["regional council"] * 2
    assert members["member_id"].tolist()[-3:] == ["992", "council-01", "council-02"]
    assert members.iloc[-1].tolist()[1:4] == ["regional council", "organisation", "Varsinais-Suomen liitto"]
    assert members.iloc[-1].tolist()[-2:] == ["", "02"]


def test_links_are_the_memberships_of_every_kind(small):
    assert small.links.columns.tolist() == ["network_id", "node_kind", "member_id", "basis", "source_ids", "rule_id"]
    assert len(small.links) == len(small.memberships) + len(small.organisation_memberships)
    assert small.links["node_kind"].value_counts().to_dict() == {
        "municipality": len(small.memberships),
        "organisation": 2,
    }


def test_a_kind_narrows(mixed):
    assert [len(members_of(mixed, kind)) for kind in (None, "municipality", "organisation")] == [14, 11, 3]
    assert members_of(mixed, "club")["member_id"].tolist() == ["alone"]
    assert [key_of(members_of(mixed, kind)) for kind in (None, "municipality", "club")] == [
        *("member_id", "municipality_code", "organisation_id")
    ]
    told = "kind must be one of municipality, organisation, club, regional council; got 'person'"
    for function in (kv.incidence, kv.within, kv.cover, kv.insights):
        with pytest.raises(ValueError, match=f"^{told}$"):
            function(mixed, kind="person")


def test_an_incidence_has_a_row_for_each_member_and_a_network_for_each_that_has_one(mixed):
    frame = kv.incidence(mixed)
    assert (frame.index.name, len(frame)) == ("member_id", 14)
    assert frame.index[frame[LARGE]].tolist() == ["091", "734", "council-01"]
    assert kv.incidence(mixed, kind="regional council").sum().to_dict() == {"maakuntien-liitot": 2, LARGE: 1}
    assert kv.incidence(mixed, names="fi").index[-1] == ("council-02", "Varsinais-Suomen liitto")
    assert kv.incidence(mixed, names="fi").index.names == ["member_id", "member_name"]


def test_members_of_both_kinds_share_a_network(mixed):
    frame = kv.incidence(mixed)
    assert kv.sharing(frame, all_of=[LARGE, "maakuntien-liitot"]).index.tolist() == ["council-01"]
    shared = kv.pairs(frame).set_index(["network", "other"])["count"]
    assert int(shared["maakuntien-liitot", LARGE]) == 1


def test_members_in_no_network_are_found(mixed):
    frame = kv.incidence(mixed)
    assert kv.sharing(frame, none_of=frame.columns).index.tolist() == ["980", "alone"]
    graph = kv.bipartite_graph(mixed)
    assert graph.degree["organisation:alone"] == 0
    assert kv.cover(mixed).unreached == ("980", "alone")


def test_peers_may_be_of_another_kind(mixed):
    found = kv.peers(mixed, "council-01", names="fi")
    assert found["member_id"].tolist() == ["council-02", "091", "734"]
    assert found["shared"].tolist() == [("maakuntien-liitot",), (LARGE,), (LARGE,)]
    assert kv.peers(mixed, "council-01", kind="organisation")["organisation_id"].tolist() == ["council-02"]
    assert kv.peers(mixed, "alone").empty


def test_a_member_that_is_not_there_is_named_with_those_near(mixed):
    with pytest.raises(ValueError, match=r"^no member 'alon'; the nearest are alone, 734 Salo$"):
        kv.peers(mixed, "alon")
    with pytest.raises(ValueError, match=r"^no club 'council-01'$"):
        kv.peers(mixed, "council-01", kind="club")


def test_within_a_region_are_members_of_every_kind(mixed):
    assert kv.within(mixed, region="02") == ["734", "council-02"]
    assert kv.within(mixed, region="02", kind="municipality") == ["734"]
    with pytest.raises(ValueError, match=r"^the language of these members is not in the tables$"):
        kv.within(mixed, language="fi", kind="organisation")


def test_a_cover_reaches_members_of_every_kind(mixed):
    assert kv.cover(mixed, region="02").networks == ("maakuntien-liitot", "seutukaupungit")
    assert str(kv.cover(mixed, region="02").summary(language="en")).startswith("2 networks reach 2 members")


def test_inhabitants_of_other_members_are_not_known(mixed):
    frame, persons = kv.incidence(mixed), kv.population(mixed)
    told = 'inhabitants are not known of 3 members: alone, council-01, council-02; kind="municipality" narrows'
    with pytest.raises(ValueError, match=f"^{told}"):
        kv.exclusive_intersections(frame, populations=persons)
    assert len(kv.exclusive_intersections(kv.incidence(mixed, kind="municipality"), populations=persons)) > 0


def test_sentences_are_about_all_members_where_a_network_mixes_them(small, mixed):
    assert (subject(small), usual_kind(small), subject(mixed), usual_kind(mixed)) == (
        *("municipality", "municipality"),
        *(None, "municipality"),
    )
    said = {one.key: one.sentence for one in kv.insights(mixed, language="en")}
    assert said["unconfirmed"] == "For 2 members, no network was found in public sources. They are Yksin and Ylöjärvi."
    said = {one.key: one.sentence for one in kv.insights(mixed, language="en", kind="municipality")}
    assert said["unconfirmed"] == "For Ylöjärvi, no membership was found in public sources."


def test_repr_counts_members_of_every_kind(mixed):
    assert repr(mixed) == "Dataset(11 municipalities, 3 other members, 8 networks, 22 memberships)"


def test_the_views_of_sets_show_members_of_both_kinds(mixed):
    bars = {bar.networks: [node for node, _ in bar.members] for bar in kv.upset(mixed).bars}
    assert bars[LARGE, "maakuntien-liitot"] == ["organisation:council-01"]
    assert bars[LARGE, "seutukaupungit"] == ["municipality:734"]
    assert int(kv.matrix(mixed).frame.loc["maakuntien-liitot", LARGE]) == 1


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_member_in_no_network_is_listed_with_that(mixed, form):
    (line,) = (line for line in kv.listing(mixed, language="en", form=form).splitlines() if "Yksin" in line)
    text = kv.listing(mixed, language="en", form=form).partition("Yksin")[2]
    assert line
    assert "No membership found in public sources." in text
