"""A page about films or countries says nothing of municipalities, inhabitants or Finland."""

from __future__ import annotations

import dataclasses
import json
import re
from html import unescape

import pytest
from click.testing import CliRunner

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.dataset.vocabulary import spoken
from kuntaverkostot.text.language import LANGUAGES, say, texts
from kuntaverkostot.text.nouns import OTHERS, Spoken
from tests.pages import parsed
from tests.payloads import payload_of

TABLES = {
    "films": (
        "film,genre\nHeat,Crime\nHeat,Drama\nAlien,Horror\nAlien,Sci-Fi\nBlade Runner,Sci-Fi\nBlade Runner,Crime\n"
    ),
    "countries": "Country;EU;NATO;OECD\nMalta;x;;\nNorway;;x;x\nEstonia;x;x;x\nItaly;x;x;x\nPeru;;;\n",
}
# Stems in all cases; the links to the other languages are not about Finland.
STEMS = {
    "fi": r"kunta|kunna|kuntia|kuntie|kuntii|kaupun|asukas|asukk|asukka|väkil|maakun|suomen(?!k)|suomi",
    "sv": r"kommun|invånar|finland|finsk|\bstäder|landskap",
    "en": r"municipal|inhabitant|finland|finnish|\btown",
}
# What a reader sees and hears, and the data of the scripts. Names of the program and its addresses are not words.
UNSEEN = re.compile(r"<style.*?</style>|<script(?! type=\"application/json\").*?</script>|kuntaverkostot", re.DOTALL)
OTHER_KEYS = re.compile(r'"[a-z_]+(?:\.[a-z_-]+)*":')
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def datasets(tmp_path_factory) -> dict[str, kv.Dataset]:
    folder = tmp_path_factory.mktemp("others")
    found = {}
    for name, text in TABLES.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        found[name] = kv.read_dataset(path)
    return found


@each_language
@pytest.mark.parametrize("name", TABLES)
def test_no_word_of_municipalities_is_on_a_page_about_others(datasets, name, language):
    page = kv.build_page(datasets[name], language=language)
    said = OTHER_KEYS.sub("", UNSEEN.sub("", page.html))
    assert re.findall(STEMS[language], said, flags=re.IGNORECASE) == []
    text = kv.listing(datasets[name], language=language)
    assert re.findall(STEMS[language], text, flags=re.IGNORECASE) == []


def _of_widget(dataset: kv.Dataset, language: str) -> str:
    # The script and the style of the widget are the same for every table.
    state = kv.explore(dataset, language=language).get_state()
    return json.dumps({key: value for key, value in state.items() if not key.startswith("_")}, default=str)


def _of_questions(dataset: kv.Dataset, language: str) -> str:
    member, network = dataset.organisations["name_fi"].iloc[0], dataset.networks["name_fi"].iloc[0]
    told = [kv.explain(dataset, member, network, language=language), *kv.insights(dataset, language=language)]
    return "\n".join([*map(str, told), kv.questions(dataset, language=language).to_string()])


SURFACES = {
    "widget": _of_widget,
    "upset": lambda dataset, language: kv.upset(dataset, language=language)._repr_html_(),
    "matrix": lambda dataset, language: kv.matrix(dataset, language=language)._repr_html_(),
    "diagram": lambda dataset, language: kv.diagram(dataset, language=language).generate_html(),
    "summary": lambda dataset, language: dataset.summary(language=language)._repr_html_(),
    "answers": _of_questions,
    "markdown": lambda dataset, language: kv.listing(dataset, language=language, form="markdown"),
}


@each_language
@pytest.mark.parametrize("surface", SURFACES)
def test_nor_is_one_anywhere_else_where_the_table_is_shown(datasets, surface, language):
    shown = unescape(SURFACES[surface](datasets["films"], language))
    assert len(shown) > 50
    said = OTHER_KEYS.sub("", UNSEEN.sub("", shown))
    assert re.findall(STEMS[language], said, flags=re.IGNORECASE) == []


@each_language
@pytest.mark.parametrize("form", ["text", "json"])
def test_nor_in_what_check_says_of_a_table_with_nouns(tmp_path, form, language):
    path = tmp_path / "films.csv"
    path.write_text(TABLES["films"], encoding="utf-8")
    asked = ["check", str(path), "--members", "film,films", "--networks", "genre,genres", "--lang", language]
    done = CliRunner().invoke(main, [*asked, "--format", form])
    assert done.exit_code == 0
    assert re.findall(STEMS[language], done.output, flags=re.IGNORECASE) == []
    if form == "text":
        assert "3 films" in done.output
        assert "4 genres" in done.output


@each_language
def test_nor_in_the_members_that_are_listed(tmp_path, language):
    path = tmp_path / "films.csv"
    path.write_text(TABLES["films"], encoding="utf-8")
    asked = ["overlap", str(path), "--any-of", "crime", "--members", "film,films", "--lang", language, "--quiet"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "2 films"
    assert re.findall(STEMS[language], done.output, flags=re.IGNORECASE) == []


@each_language
def test_names_of_an_unknown_language_are_marked_with_none(datasets, language):
    page = kv.build_page(datasets["films"], language=language)
    assert re.search(r'<span lang="\w+">(?:Heat|Alien|Crime)', page.html) is None


def test_the_nouns_of_the_table_are_counted_in_each_language():
    nouns = kv.Nouns(member={"en": ("film", "films"), "fi": ("elokuva", "elokuvaa")}, network=("genre", "genres"))
    assert say(Spoken("en", nouns), "count.members", count=3) == "3 films"
    assert say(Spoken("fi", nouns), "count.municipalities", count=1) == "1 elokuva"
    # Swedish has no noun of its own for films here.
    assert say(Spoken("sv", nouns), "count.members", count=2) == "2 medlemmar"
    assert say(Spoken("sv", nouns), "count.networks", count=2) == "2 genres"


def test_nouns_given_when_reading_are_on_the_page(tmp_path):
    path = tmp_path / "films.csv"
    path.write_text(TABLES["films"], encoding="utf-8")
    dataset = kv.read_dataset(path, nouns=kv.Nouns(member=("film", "films"), network=("genre", "genres")))
    page = kv.build_page(dataset, language="en")
    assert "2 films" in page.html
    assert "4 genres" in page.html


@pytest.mark.parametrize("wrong", ["films", ("films",), {"en": "films"}, {"de": ("Film", "Filme")}])
def test_a_noun_has_two_forms(wrong):
    with pytest.raises(ValueError, match=r"film|language"):
        kv.Nouns(member=wrong)


NOUNS = kv.Nouns(
    member={"en": ("film", "films"), "sv": ("film", "filmer"), "fi": ("elokuva", "elokuvaa")},
    network={"en": ("genre", "genres"), "sv": ("genre", "genrer"), "fi": ("lajityyppi", "lajityyppiä")},
)
# Neutral words in headings and on buttons; in Finnish they stand wherever the noun would have to be inflected.
NEUTRAL = {"sv": r"medlem|nätverk", "en": r"\bmembers?\b|network"}
NOUNED = {
    "fi": ["Hae: elokuva, lajityyppi", "Etsi: lajityyppi"],
    "sv": [
        "Sök: film, genre",
        "Genrer som lista",
        "Genrer parvis",
        "Filmer i flera genrer",
    ],
    "en": ["Find: film, genre", "Films", "Genres as a list", "Genres in pairs", "Which genres is the film in?"],
}


@pytest.fixture(scope="module")
def nouned(datasets) -> dict[str, kv.Page]:
    return {page.language: page for page in kv.build_pages(dataclasses.replace(datasets["films"], nouns=NOUNS))}


@each_language
def test_headings_and_buttons_have_the_nouns_of_the_table(nouned, language):
    root = parsed(nouned[language].html)
    shown = [item.text for item in root.every("h1", "h2", "h3", "h4", "th", "caption")]
    scripted = payload_of(root)["texts"]
    buttons = [str(text) for key, text in scripted.items() if key.startswith(("query.", "tool.find", "csv.", "kind."))]
    for phrase in NOUNED[language]:
        assert phrase in [*shown, *buttons], phrase
    if language in NEUTRAL:
        assert [text for text in shown if re.search(NEUTRAL[language], text, flags=re.IGNORECASE)] == []


@each_language
def test_a_page_of_nouns_says_nothing_of_municipalities_either(nouned, language):
    said = OTHER_KEYS.sub("", UNSEEN.sub("", nouned[language].html))
    assert re.findall(STEMS[language], said, flags=re.IGNORECASE) == []
    assert "<member" not in said
    assert "<network" not in said
    assert "<Member" not in said


def test_a_noun_that_is_missing_is_the_neutral_word():
    films = Spoken("en", kv.Nouns(member=("film", "films")))
    assert say(films, "tool.find") == "Find: film, network"
    assert say(films, "tool.networks_of") == "Networks"
    assert say(films, "kind.network") == "network"
    # Braces in a noun are no place for a value.
    odd = Spoken("en", kv.Nouns(member=("{x}", "{x}s")))
    assert say(odd, "page.by_organisation") == "{x}s"


@each_language
def test_texts_with_nouns_stand_in_place_of_texts_with_the_same_values(language):
    headings = dict(texts(language, part="nouns"))
    usual = {**texts(language), **texts(language, part=OTHERS)}
    for key, text in headings.items():
        if key.startswith("noun."):
            continue
        assert type(text) is type(usual[key]), key
        values = [set(re.findall(r"\{(\w+)\}", str(one))) for one in (text, usual[key])]
        assert values[0] == values[1], key
        assert re.findall(r"<(?!/?[Mm]embers?>|[Nn]etworks?>)", str(text)) == [], key


@each_language
def test_texts_of_others_stand_in_place_of_texts_with_the_same_values(language):
    others, usual = texts(language, part=OTHERS), texts(language)
    for key, text in others.items():
        assert type(text) is type(usual[key]), key
        words = re.sub(r"\{\w*\}", "", str(text))
        assert not re.findall(STEMS[language], words, flags=re.IGNORECASE), key
    assert list(others) == list(texts("en", part=OTHERS))


def test_a_dataset_of_municipalities_is_spoken_of_as_before(small):
    for language in LANGUAGES:
        assert spoken(small, language) is language
