"""Suggestions at the end of error messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches

from kuntaverkostot.dataset.dataset import Dataset, rows_of
from kuntaverkostot.dataset.kinds import KEYS, KINDS, MEMBER_KEY, Kind, members_of
from kuntaverkostot.dataset.matching import look_up
from kuntaverkostot.dataset.once import once
from kuntaverkostot.dataset.register import Register, build_register, fold
from kuntaverkostot.dataset.rules import living, successors
from kuntaverkostot.text.language import NAMES, SHORT_NAMES, one_line
from kuntaverkostot.text.unfit import UnfitError

TABLE_OF_KIND = {"municipality": "municipalities", "organisation": "organisations"}


class AmbiguousNameError(ValueError):
    """A name that several members have."""


def nearest(word: str, spellings: Mapping[str, str]) -> str:
    """Return the nearest spellings to a word, as the end of an error message.

    Parameters
    ----------
    word : str
        The unknown word.
    spellings : mapping of str to str
        Text of each suggestion by its spelling in lower case.

    Returns
    -------
    str
        Up to three suggestions, nearest first; "" when nothing is near.

    Examples
    --------
    >>> nearest("pinet-kunnat", {"pienet-kunnat": "pienet-kunnat", "kehto": "kehto"})
    '; the nearest are pienet-kunnat'
    """
    names = spelled_like(word, spellings)
    return f"; the nearest are {', '.join(names)}" if names else ""


def spelled_like(word: str, spellings: Mapping[str, str]) -> list[str]:
    """Return up to three suggestions, nearest first.

    >>> spelled_like("pinet-kunnat", {"pienet-kunnat": "pienet-kunnat", "kehto": "kehto"})
    ['pienet-kunnat']
    """
    spellings_near = get_close_matches(str(word).casefold(), spellings, n=3, cutoff=0.51)
    return list(dict.fromkeys(spellings[spelling] for spelling in spellings_near))


def no_member(dataset: Dataset, word: str, kind: str | None = None) -> str:
    """Return the message for an unknown member, with suggestions.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> no_member(load_dataset(), "Lovissa")
    "no member 'Lovissa'; the nearest are 434 Loviisa, 977 Ylivieska"
    >>> no_member(load_dataset(), "council-1", "regional council")
    "no regional council 'council-1'; the nearest are council-19, council-18, council-17"
    """
    message = f"no {'member' if kind is None else kind} {word!r}"
    shown = _codes_and_names(dataset)
    if kind in {None, KINDS[0]} and word in shown:
        into = successors(dataset.municipalities).get(word)
        return f"{message}: it has ended{f', merged into {shown[into]}' if into else ''}"
    near = members_near(dataset, word, kind)
    return message + (f"; the nearest are {', '.join(near)}" if near else "")


def members_near(dataset: Dataset, word: str, kind: str | None = None) -> list[str]:
    """Return the members whose code or name is spelled most like a word.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> members_near(load_dataset(), "Lovissa")
    ['434 Loviisa', '977 Ylivieska']
    """
    shown = _codes_and_names(dataset)
    spelled: dict[str, str] = {}
    for code, *names in rows_of(members_of(dataset, kind)[[MEMBER_KEY, *NAMES]]):
        spelled |= {name.casefold(): shown.get(code, code) for name in (code, *names) if name}
    return spelled_like(word, spelled)


def _codes_and_names(dataset: Dataset) -> dict[str, str]:
    return {code: f"{code} {name}" for code, name in rows_of(dataset.municipalities[["municipality_code", "name_fi"]])}


def member_named(dataset: Dataset, word: str) -> tuple[Kind, str] | None:
    """Return the kind of table and the id of the member that a code or name means, in any language; None for nobody.

    Raises
    ------
    AmbiguousNameError
        When several members have the name.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> member_named(load_dataset(), "Lovisa"), member_named(load_dataset(), "council-01")
    (('municipality', '434'), ('organisation', 'council-01'))
    """
    for kind, register in _registers(dataset).items():
        meant = look_up(register, word, suggest=False)
        if meant.severity != "error":
            return kind, meant.value
        if meant.rule == "ambiguous":
            raise AmbiguousNameError(f"several members are called {word!r}; give the id of one")
    return None


@once
def _registers(dataset: Dataset) -> dict[Kind, Register]:
    registers: dict[Kind, Register] = {}
    for kind, key in KEYS.items():
        table = living(dataset.municipalities) if kind == KINDS[0] else dataset.organisations
        columns = {column: table[column].tolist() for column in (key, *NAMES)}
        registers[kind] = build_register(TABLE_OF_KIND[kind], key, columns, digits=3 * (kind == KINDS[0]))
    return registers


def find_network(dataset: Dataset, word: str) -> str:
    """Return the id of the network that an id or name means; UnfitError when that is none or several."""
    if not word.strip():
        raise UnfitError("no_network")
    ids = networks_named(dataset, word)
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise UnfitError("networks", word=one_line(word), near=", ".join(ids))
    near = networks_near(dataset, word)
    raise UnfitError("network_near" if near else "network", word=one_line(word), near=", ".join(near))


def networks_named(dataset: Dataset, word: str) -> list[str]:
    """Return the ids of the networks with an id, name or short name equal to a word, in any language.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    word : str
        Id or name; case and repeated spaces do not matter.

    Returns
    -------
    list of str
        In the order of the table; several networks may share a name.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> networks_named(load_dataset(), "SDG-VERKOSTO"), networks_named(load_dataset(), "Stora städer")
    (['sdg-verkosto'], ['suuret-kaupungit'])
    """
    ids, by_id, by_name = _network_spellings(dataset)
    if word in ids:
        return [word]
    # An empty word is the name of nothing, although a network may lack a name in some language.
    spelling = fold(word)
    return list(by_id.get(spelling) or by_name.get(spelling) or ()) if spelling else []


@once
def _network_spellings(dataset: Dataset) -> tuple[frozenset[str], dict[str, list[str]], dict[str, list[str]]]:
    """Return the ids of the networks, the ids by folded id, and the ids by folded name."""
    by_id, by_name = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for network, *names in rows_of(dataset.networks[["network_id", *NAMES, *SHORT_NAMES]]):
        by_id[fold(network)].append(network)
        for spelling in dict.fromkeys(map(fold, names)):
            by_name[spelling].append(network)
    return frozenset(dataset.networks["network_id"].tolist()), by_id, by_name


def networks_near(dataset: Dataset, word: str) -> list[str]:
    """Return the ids of networks whose id, or else name, is spelled most like a word.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> networks_near(load_dataset(), "sdg-verkosot")[0]
    'sdg-verkosto'
    """
    ids = dataset.networks["network_id"].tolist()
    columns = (dataset.networks[name].str.casefold() for name in (*NAMES, *SHORT_NAMES))
    names = {name: network for column in columns for name, network in zip(column, ids, strict=True) if name}
    return spelled_like(word, {network.casefold(): network for network in ids}) or spelled_like(word, names)
