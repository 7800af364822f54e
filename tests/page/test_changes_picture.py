"""The changes as a picture."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.diagram.labels import text_width
from kuntaverkostot.page.changes import Changed, Mark
from kuntaverkostot.page.changes_picture import LINE, WIDTH, changes_picture
from kuntaverkostot.text.language import Name

NAMES = st.text("abcåömW -", min_size=1, max_size=90).map(lambda text: Name(text, "fi"))
MARKS = st.lists(st.builds(Mark, st.sampled_from(["joined", "left"]), NAMES), min_size=1, max_size=4)
NETWORKS = st.lists(st.builds(Changed, NAMES, MARKS.map(tuple)), min_size=1, max_size=4).map(tuple)


def test_each_member_has_a_sign_and_a_line_from_its_network():
    marks = (Mark("joined", Name("Ann", "en")), Mark("left", Name("Bob", "en")))
    picture = changes_picture((Changed(Name("Go", "en"), marks),))
    assert [(words.kind, words.lines) for words in picture.words] == [
        ("network", ("Go",)),
        ("joined", ("Ann",)),
        ("left", ("Bob",)),
    ]
    assert [(sign.change, sign.line) for sign in picture.signs] == [
        ("joined", "M12 36V51H36"),
        ("left", "M12 36V79H36"),
    ]


@given(networks=NETWORKS)
def test_no_line_of_text_is_on_another_and_all_are_inside(networks):
    picture = changes_picture(networks)
    lines = [words.y + place * LINE for words in picture.words for place in range(len(words.lines))]
    assert all(below - above >= LINE for above, below in pairwise(lines))
    assert (picture.width, lines[-1] < picture.height) == (WIDTH, True)
    assert all(words.x + text_width(line, 16) <= WIDTH for words in picture.words for line in words.lines)
    assert len(picture.signs) == sum(len(network.marks) for network in networks)
    assert len(picture.squares) == len(networks)


@given(networks=NETWORKS)
def test_long_names_are_wrapped_and_whole(networks):
    picture = changes_picture(networks)
    words = [[word for line in text.lines for word in line.split()] for text in picture.words]
    names = [name for network in networks for name in (network.name, *(mark.name for mark in network.marks))]
    assert ["".join(parts) for parts in words] == ["".join(name.text.split()) for name in names]
