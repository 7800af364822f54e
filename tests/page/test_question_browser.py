"""What a question is called and answered, in sentences; and what the cells of the matrix say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kuntaverkostot.text.language import LANGUAGES, say

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALL, SWEDISH = "pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat"
REGIONAL, LARGE, NEAR = "seutukaupungit", "suuret-kaupungit", "kehyskunnat"
# Names of the networks in short, as the sentences below call them.
NAMES = {
    "fi": {
        "A": "Ruotsinkieliset ja kaksikieliset kunnat",
        "B": "Pienet kunnat",
        "C": "Seutukaupungit",
        "D": "Suuret kaupungit ja maakuntakeskukset",
        "E": "Kehyskunnat",
    },
    "sv": {
        "A": "Svensk- och tvåspråkiga kommuner",
        "B": "Små kommuner",
        "C": "Regionstäder",
        "D": "Stora städer och landskapscentrum",
        "E": "Kranskommuner",
    },
    "en": {
        "A": "Swedish-speaking and bilingual municipalities",
        "B": "Small municipalities",
        "C": "Regional cities",
        "D": "Large cities and regional centres",
        "E": "Adjoining municipalities",
    },
}
# Of each question: its answer in Finnish, Swedish and English.
SENTENCES = {
    f"all={REGIONAL}": (
        "4 kuntaa kuuluu verkostoon ”C”.",
        "4 kommuner hör till nätverket ”C”.",
        "4 municipalities are in the network “C”.",
    ),
    f"all={NEAR}.{SMALL}": (
        "1 kunta kuuluu verkostoihin ”E” ja ”B”.",
        "1 kommun hör till nätverken ”E” och ”B”.",
        "1 municipality is in the networks “E” and “B”.",
    ),
    f"all={SMALL}.{SWEDISH}.{REGIONAL}": (
        "0 kuntaa kuuluu verkostoihin ”B”, ”A” ja ”C”.",
        "0 kommuner hör till nätverken ”B”, ”A” och ”C”.",
        "0 municipalities are in the networks “B”, “A” and “C”.",
    ),
    f"any={REGIONAL}": (
        "4 kuntaa kuuluu verkostoon ”C”.",
        "4 kommuner hör till nätverket ”C”.",
        "4 municipalities are in the network “C”.",
    ),
    f"any={SMALL}.{REGIONAL}": (
        "8 kuntaa kuuluu ainakin yhteen verkostoista ”B” ja ”C”.",
        "8 kommuner hör till minst ett av nätverken ”B” och ”C”.",
        "8 municipalities are in at least one of the networks “B” and “C”.",
    ),
    f"none={SMALL}": (
        "7 kuntaa ei kuulu verkostoon ”B”.",
        "7 kommuner hör inte till nätverket ”B”.",
        "7 municipalities are not in the network “B”.",
    ),
    f"none={SMALL}.{SWEDISH}": (
        "4 kuntaa ei kuulu kumpaankaan näistä verkostoista: ”B” ja ”A”.",
        "4 kommuner hör inte till något av dessa två nätverk: ”B” och ”A”.",
        "4 municipalities are in neither of these networks: “B” and “A”.",
    ),
    f"none={SMALL}.{SWEDISH}.{REGIONAL}": (
        "1 kunta ei kuulu mihinkään näistä verkostoista: ”B”, ”A” ja ”C”.",
        "1 kommun hör inte till något av dessa nätverk: ”B”, ”A” och ”C”.",
        "1 municipality is in none of these networks: “B”, “A” and “C”.",
    ),
    f"all={SWEDISH}&any={SMALL}": (
        "2 kuntaa kuuluu verkostoihin ”A” ja ”B”.",
        "2 kommuner hör till nätverken ”A” och ”B”.",
        "2 municipalities are in the networks “A” and “B”.",
    ),
    f"all={SWEDISH}&any={SMALL}.{REGIONAL}": (
        "3 kuntaa kuuluu verkostoon ”A” ja lisäksi ainakin yhteen verkostoista ”B” ja ”C”.",
        "3 kommuner hör till nätverket ”A” och dessutom till minst ett av nätverken ”B” och ”C”.",
        "3 municipalities are in the network “A” and in at least one of the networks “B” and “C”.",
    ),
    f"all={SWEDISH}&none={SMALL}": (
        "3 kuntaa kuuluu verkostoon ”A” mutta ei verkostoon ”B”.",
        "3 kommuner hör till nätverket ”A” men inte till nätverket ”B”.",
        "3 municipalities are in the network “A” but not in the network “B”.",
    ),
    f"all={SWEDISH}.{REGIONAL}&none={SMALL}": (
        "1 kunta kuuluu verkostoihin ”A” ja ”C” mutta ei verkostoon ”B”.",
        "1 kommun hör till nätverken ”A” och ”C” men inte till nätverket ”B”.",
        "1 municipality is in the networks “A” and “C” but not in the network “B”.",
    ),
    f"all={SWEDISH}&none={SMALL}.{REGIONAL}.{LARGE}": (
        "1 kunta kuuluu verkostoon ”A” mutta ei verkostoihin ”B”, ”C” eikä ”D”.",
        "1 kommun hör till nätverket ”A” men inte till nätverken ”B”, ”C” eller ”D”.",
        "1 municipality is in the network “A” but not in the networks “B”, “C” or “D”.",
    ),
    f"any={SMALL}&none={SWEDISH}": (
        "2 kuntaa kuuluu verkostoon ”B” mutta ei verkostoon ”A”.",
        "2 kommuner hör till nätverket ”B” men inte till nätverket ”A”.",
        "2 municipalities are in the network “B” but not in the network “A”.",
    ),
    f"any={SMALL}.{REGIONAL}&none={SWEDISH}.{LARGE}": (
        "4 kuntaa kuuluu ainakin yhteen verkostoista ”B” ja ”C” mutta ei verkostoihin ”A” eikä ”D”.",
        "4 kommuner hör till minst ett av nätverken ”B” och ”C” men inte till nätverken ”A” eller ”D”.",
        "4 municipalities are in at least one of the networks “B” and “C” but not in the networks “A” or “D”.",
    ),
    f"all={SWEDISH}&any={SMALL}.{REGIONAL}&none={NEAR}": (
        "3 kuntaa kuuluu verkostoon ”A” ja lisäksi ainakin yhteen verkostoista ”B” ja ”C” mutta ei verkostoon ”E”.",
        (
            "3 kommuner hör till nätverket ”A” och dessutom till minst ett av nätverken ”B” och ”C” men inte till "
            "nätverket ”E”."
        ),
        (
            "3 municipalities are in the network “A” and in at least one of the networks “B” and “C” but not in the "
            "network “E”."
        ),
    ),
}
PEOPLE = {
    "fi": "Asukkaita on 4\u00a0961 (31.12.2024).",
    "sv": "Invånarantalet är 4\u00a0961 (31.12.2024).",
    "en": "Total population: 4,961 (31 December 2024).",
}
STATUS = {
    "fi": "Haun tulos: {} kuntaa.",
    "sv": "Sökresultat: {} kommuner.",
    "en": "Search results: {} municipalities.",
}
MEASURED = {
    "fi": {
        "share": (
            "Yhteiset jäsenet osuutena rivin verkostosta",
            "Solu kertoo, kuinka suuri osa rivin verkoston jäsenistä kuuluu myös sarakkeen verkostoon.",
        ),
        "jaccard": (
            (
                "Samankaltaisuus (Jaccardin indeksi) verkostopareittain: yhteiset jäsenet jaettuna kaikilla jäsenillä, "
                "jotka kuuluvat jompaankumpaan verkostoon"
            ),
            "Solussa on 1, kun verkostoilla on samat jäsenet, ja 0, kun yhteisiä jäseniä ei ole.",
        ),
    },
    "sv": {
        "share": (
            "Gemensamma medlemmar som andel av radens nätverk",
            "Cellen visar hur stor del av medlemmarna i radens nätverk som också hör till kolumnens nätverk.",
        ),
        "jaccard": (
            "Jaccards index för varje par av nätverk: gemensamma medlemmar delat med medlemmar i något av nätverken",
            "Cellen visar 1 när nätverken har samma medlemmar och 0 när de inte har några gemensamma medlemmar.",
        ),
    },
    "en": {
        "share": (
            "Members in common as a share of the network of the row",
            "A cell says what share of the row network’s members are also in the network of the column.",
        ),
        "jaccard": (
            "Jaccard index, by pair of networks: members in common divided by those in either",
            "A cell is 1 when the networks have the same members, and 0 when they share none.",
        ),
    },
}


def _ask(page: Page, question: str) -> str:
    """Return what the page answers to a question in its address."""
    page.evaluate("(hash) => { location.hash = hash; dispatchEvent(new PopStateEvent('popstate')); }", question)
    return page.locator("#query .answer p").first.inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_a_sentence_in_the_language_of_the_page(opened, language):
    place, page = LANGUAGES.index(language), opened[language]
    wrong = {}
    for question, answers in SENTENCES.items():
        expected = answers[place].translate({ord(letter): name for letter, name in NAMES[language].items()})
        told = _ask(page, question)
        assert page.locator("#details").inner_text().count(told) == 1
        # What comes after it is how many people that are.
        if not told.startswith(expected):
            wrong[question] = told
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_says_how_many_people_it_is_about(opened, language):
    page = opened[language]
    assert _ask(page, f"all={NEAR}.{SMALL}").endswith(f"”. {PEOPLE[language]}")
    # Of nobody there is nothing to say.
    assert _ask(page, f"all={SMALL}.{SWEDISH}.{REGIONAL}").endswith("”.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_status_says_how_many_they_are(opened, language):
    page = opened[language]
    _ask(page, f"all={REGIONAL}")
    assert page.locator("#status").inner_text() == STATUS[language].format(4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_caption_and_lead_of_the_matrix_say_what_its_cells_are(opened, language):
    page = opened[language]

    def words() -> tuple[str, str]:
        return page.locator("#matrix-caption").inner_text(), page.locator("#matrix-lead").inner_text()

    usual = words()
    assert usual == tuple(say(language, f"view.matrix_{part}_count") for part in ("caption", "lead"))
    for measure, expected in MEASURED[language].items():
        page.locator("#measure").select_option(measure)
        assert words() == expected
    page.locator("#measure").select_option("count")
    assert words() == usual
