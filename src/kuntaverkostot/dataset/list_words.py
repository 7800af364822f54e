"""Words in headers and cells that tell what a column or a row holds, in the languages in which tables come."""

from __future__ import annotations

import re

from kuntaverkostot.dataset.register import fold

# Column names, and the language each implies.
MUNICIPALITY = {
    "kunta": "fi", "kunnat": "fi", "kunnan nimi": "fi", "kaupunki": "fi", "kunta tai kaupunki": "fi",
    "kommun": "sv", "kommuner": "sv", "kommunens namn": "sv", "kommunnamn": "sv", "stad": "sv",
    "municipality": "en", "municipalities": "en", "municipality name": "en", "municipality_name": "en", "city": "en",
}  # fmt: skip
CODE = {
    "kuntanumero": "fi", "kuntakoodi": "fi", "kunnan numero": "fi", "kunnan koodi": "fi", "kuntanro": "fi",
    "kommunkod": "sv", "kommunnummer": "sv", "kommunens nummer": "sv",
    "municipality_code": "en", "municipality code": "en", "municipality number": "en", "code": "en",
}  # fmt: skip
NETWORK = {
    "verkosto": "fi", "verkostot": "fi", "verkoston nimi": "fi", "verkoston tunnus": "fi",
    "nätverk": "sv", "nätverket": "sv", "nätverkets namn": "sv",
    "network": "en", "networks": "en", "network name": "en", "network_id": "en",
}  # fmt: skip
MEMBER = {
    "jäsen": "fi", "jäsenet": "fi", "organisaatio": "fi", "jäsenen nimi": "fi",
    "medlem": "sv", "medlemmar": "sv", "medlemmens namn": "sv",
    "member": "en", "members": "en", "organisation": "en", "organization": "en", "member name": "en",
}  # fmt: skip
KNOWN = frozenset([*MUNICIPALITY, *CODE, *NETWORK, *MEMBER])
# Header of the row index in files from pandas and R.
UNNAMED = {
    "",
    "unnamed: 0",
    "unnamed: 0.1",
    "index",
    "level_0",
    "rownames",
    "row.names",
    "row",
    "nr",
    "nro",
    "#",
    "no.",
}

# Nouns of columns that usually hold members, or networks. The stronger of two columns is the one.
_MEMBERS = """
member members jäsen jäsenet medlem medlemmar medlemmer mitglied mitglieder membre membres miembro membro lid
"""
_LIKE_MEMBERS = """
person persons people henkilö henkilöt individual name nimi namn navn country countries maa maat land länder pays actor
participant osallistuja deltagare deltager deltaker teilnehmer student opiskelija gene film movie elokuva title
titel author kirjoittaja user käyttäjä woman women man player pelaaja spieler state source from mistä lähde från fra
von respondent vastaaja surname sukunimi efternamn etternavn nachname firstname etunimi förnamn fornavn vorname
kommune gemeinde stadt town by ort paikka paikkakunta who kuka vem director employee työntekijä anställd delegate
representative edustaja species laji
"""
_NETWORKS = "verkosto verkostot nätverk nettverk netværk netzwerk network networks réseau netwerk"
_LIKE_NETWORKS = """
group groups ryhmä ryhmät grupp grupper gruppe gruppen event events tapahtuma händelse hendelse begivenhed
veranstaltung club kerho seura klubb förening forening verein genre genres league liiga liga team joukkue lag
committee toimikunta valiokunta utskott udvalg ausschuss project projekti hanke projekt prosjekt set pathway term
category kategoria kategori kategorie course kurssi kurs tag topic aihe community association yhdistys alliance
board styre bestyrelse vorstand gremium aufsichtsrat beirat lautakunta hallitus jaosto työryhmä neuvosto nämnd utvalg
nemnd arbetsgrupp arbeidsgruppe arbejdsgruppe arbeitsgruppe commission kommission council panel society
treaty sopimus forum foorumi target to mihin till til nach board programme program ohjelma bloc union liitto
"""
_EITHER = """
organisation organization organisaatio organisasjon org järjestö institution laitos company yritys företag school koulu
selskap selskab firma foretak virksomhed unternehmen gesellschaft
"""
# What is told of a member or of a membership.
_ABOUT = """
year vuosi år jahr date päivä päivämäärä pvm datum dato since alkaen from_date start alku started joined liittynyt end
loppu role rooli roll rolle weight paino vikt gewicht type tyyppi typ status tila note notes huom huomautus huomio
anmärkning merknad bemerkung comment comments kommentti kommentit kommentar kommentarer
remark remarks email sähköposti e-mail epost phone puhelin telefon
url www address osoite adress adresse source lähde källa kilde quelle population asukasluku väkiluku invånare
description kuvaus beskrivning beschreibung timestamp aikaleima tidsstämpel number lukumäärä antal anzahl count
position asema tehtävä uppdrag befattning verv stilling funktion funksjon function share osuus andel region
maakunta landskap basis age ikä ålder alter gender sukupuoli kön language kieli språk
"""
# Parts of a column name that say nothing of what it holds.
_GENERIC = "name names nimi namn navn id code koodi kod the of title label tunnus no nr number key full short"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MEMBERS, LIKE_MEMBERS = _words(_MEMBERS), _words(_LIKE_MEMBERS)
NETWORKS, LIKE_NETWORKS = _words(_NETWORKS), _words(_LIKE_NETWORKS)
PREPOSITIONS = _words("by to from till til fra från von nach mihin mistä mot")
EITHER, ABOUT, GENERIC = _words(_EITHER), _words(_ABOUT), _words(_GENERIC)
CODES = _words("code koodi kod id iso iso2 iso3 iso_a2 iso_a3 isocode tunnus key alpha2 alpha3 kode kürzel")
PERSONS = _words("name nimi namn navn surname sukunimi efternamn etternavn nachname lastname")
TOTALS = _words("total totals yhteensä summa sum kaikki totalt sammanlagt ialt insgesamt gesamt all") | {
    "i alt",
    "grand total",
    "koko maa",
    "hela landet",
    "kaikki yhteensä",
}
NOTE = re.compile(
    r"(?:source|sources|lähde|lähteet|källa|källor|kilde|quelle|note|notes|huom|huomautus|huomautukset|anm|anmärkning"
    r"|updated|päivitetty|uppdaterad|copyright|tietoja|contact|yhteystiedot|latest update|viimeksi päivitetty"
    r"|senast uppdaterad)\b\s*[.:]|[©*†¹²³]|\([0-9*]\)|[0-9]\)",
    flags=re.IGNORECASE,
)
# In a longer column name, the first word says less than the last one.
MOST_WORDS = 3
# Where a word begins inside another: GroupName, OrgID.
CAPITAL = re.compile("(?<=[a-zåäö])(?=[A-ZÅÄÖ])|(?<=[A-ZÅÄÖ])(?=[A-ZÅÄÖ][a-zåäö])")
NUMBERED = re.compile(r"(.*?)[\s_.\-#]*\(?[0-9]*\)?")


# Column names that hold the word for a member, but name what somebody is a member of.
MEMBER_OF = re.compile(
    r"(?:is )?(?:a )?members? (?:of|in)|memberships?|jäsenenä|jäsenyy(?:s|det)|medlem(?:skap)? (?:i|av)|medlemskap"
    r"|mitglied (?:in|von)|mitgliedschaft(?:en)?|belongs to|kuuluu|tillhör|part of"
)


def _is_member_of(head: str) -> bool:
    return MEMBER_OF.fullmatch(re.sub(r"[\s_\-]+", " ", fold(head))) is not None


def words_of(head: str) -> list[str]:
    """Return the words of a column name in small letters, also where capitals begin them.

    >>> words_of("GroupName"), words_of("org_ID"), words_of("Person 2")
    (['group', 'name'], ['org', 'id'], ['person'])
    """
    words = re.split(r"[\s_\-./:()\[\]]+", fold(CAPITAL.sub(" ", head)))
    return [name for word in words if (name := re.sub("[0-9]+$", "", word))]


def nouns(head: str) -> list[str]:
    """Return the words of a column name that may say what it holds.

    >>> nouns("Network_name"), nouns("Name"), nouns("PersonID")
    (['network'], ['name'], ['person'])
    """
    words = words_of(head)
    return [word for word in words if word not in GENERIC] or words


def member_score(head: str) -> int:
    """Return how surely a column name is one of members, from 0 to 4.

    >>> member_score("jäsen"), member_score("Country"), member_score("organisation"), member_score("year")
    (4, 2, 1, 0)
    """
    words = nouns(head)
    return _score(words, MEMBERS, LIKE_MEMBERS) if words and not _is_member_of(head) else 0


def network_score(head: str) -> int:
    """Return how surely a column name is one of networks, from 0 to 4.

    >>> network_score("network_name"), network_score("Event"), network_score("Country")
    (4, 2, 0)
    """
    words = nouns(head)
    if _is_member_of(head):
        return 4
    return _score(words, NETWORKS, LIKE_NETWORKS) if words else 0


def _score(words: list[str], strong: frozenset[str], usual: frozenset[str]) -> int:
    # "member country": the noun stands last, but a strong word decides wherever it is.
    if any(word in strong for word in words):
        return 4
    # A date from which on holds dates, and "replaced by" is no town, which this word is elsewhere.
    ends = words[-1:] if words[-1] in ABOUT else (words[0], words[-1])
    if any(word in usual and (len(words) == 1 or word not in PREPOSITIONS) for word in ends):
        return 2
    return 1 if words[-1] in EITHER else 0


def is_about(head: str) -> bool:
    """Return whether a column name promises neither members nor networks, but something about them.

    >>> is_about("Joined in year"), is_about("E-mail address"), is_about("network")
    (True, True, False)
    >>> is_about("Date of birth"), is_about("LanguageHaveWorkedWith")
    (True, False)
    """
    words = nouns(head)
    subjects = {*words[-1:], *(words[:1] if len(words) <= MOST_WORDS else ())}
    return not subjects.isdisjoint(ABOUT) and not (member_score(head) or network_score(head))


def is_total(cell: str) -> bool:
    """Return whether a cell is the head of a row of totals.

    >>> is_total("Yhteensä"), is_total("Total energy")
    (True, False)
    """
    return fold(cell).rstrip(":") in TOTALS


def stem(head: str) -> str:
    """Return a column name without a number at its end.

    >>> stem("Member 1"), stem("jäsen2"), stem("")
    ('member', 'jäsen', '')
    """
    match = NUMBERED.fullmatch(fold(head))
    return match[1] if match else fold(head)
