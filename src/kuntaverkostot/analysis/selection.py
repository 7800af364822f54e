"""What is selected in the explorer: a member, a network, or the answer to a question about networks."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.analysis.incidence import incidence
from kuntaverkostot.analysis.overlap import sharing
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.kinds import KEYS, table_of
from kuntaverkostot.dataset.memberships import all_memberships
from kuntaverkostot.dataset.names import member_names
from kuntaverkostot.dataset.suggestions import member_named, networks_named, networks_near, no_member
from kuntaverkostot.text.node_ids import network_node, node_code, node_id

if TYPE_CHECKING:
    import networkx as nx

Networks = str | Iterable[str]


@dataclass(frozen=True, slots=True)
class Selection:
    """One node of the diagram, or a question about networks; nothing when all of it is empty.

    Parameters
    ----------
    node : str
        Node id of a member or a network ("municipality:434"), or "".
    all_of, any_of, none_of, where : tuple of str
        Network ids, as :func:`kuntaverkostot.sharing` takes them, and conditions such as "role=chair".
    """

    node: str = ""
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    where: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return any(self.parts.values())

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """What is asked, by the name of the argument."""
        return {name: getattr(self, name) for name in ("all_of", "any_of", "none_of", "where")}

    def code(self, variable: str = "explorer") -> str:
        """Return the line of Python that makes this selection.

        >>> Selection(all_of=("sdg-verkosto",)).code()
        "explorer.select(all_of=['sdg-verkosto'])"
        """
        arguments = [repr(node_code(self.node))] if self.node else []
        arguments += [f"{name}={list(asked)!r}" for name, asked in self.parts.items() if asked]
        return f"{variable}.select({', '.join(arguments)})"


def find_selection(
    dataset: Dataset,
    name: str = "",
    *,
    all_of: Networks = (),
    any_of: Networks = (),
    none_of: Networks = (),
    where: Networks = (),
) -> Selection:
    """Return what names mean: a member or a network, or a question about networks.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    name : str
        A member or a network by its id, or by its name in any language.
    all_of, any_of, none_of, where : str or iterable of str
        Networks by id or by name, of which members are in all, in at least one, and in none; and conditions.

    Returns
    -------
    Selection
        Empty when nothing is asked for.

    Raises
    ------
    ValueError
        When there is no such member or network, or several have the name; the error says what was probably meant.
        When both a name and networks are given.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> find_selection(load_dataset(), all_of="SDG-verkosto").all_of
    ('sdg-verkosto',)
    """
    asked = (all_of, any_of, none_of, where)
    lists = [[words] if isinstance(words, str) or not isinstance(words, Iterable) else words for words in asked]
    parts = [*(tuple(_network(dataset, word) for word in words) for words in lists[:3]), tuple(lists[3])]
    if not name:
        return Selection("", *parts)
    if any(parts):
        raise ValueError("give one name, or networks as all_of, any_of and none_of; not both")
    return Selection(_node(dataset, name))


def selected_members(
    dataset: Dataset, selection: Selection, *, candidates: bool = False, frame: pd.DataFrame | None = None
) -> list[str]:
    """Return the ids of the members that are selected: the member, those of the network, or those in the answer.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    selection : Selection
        From :func:`find_selection`.
    candidates : bool
        Whether memberships that no source names count.
    frame : pandas.DataFrame of bool, optional
        The incidence, for those who have it; else it is computed.

    Returns
    -------
    list of str
        Municipality codes or organisation ids, sorted.

    Raises
    ------
    ValueError
        When a network of a question has no members.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> dataset = load_dataset()
    >>> selected_members(dataset, find_selection(dataset, all_of=["suuret-kaupungit", "sdg-verkosto"]))[:2]
    ['049', '091']
    """
    if selection.asks:
        conditions, networks = selection.where, {name: ids for name, ids in selection.parts.items() if name != "where"}
        if conditions or frame is None:
            whose = incidence(dataset, candidates=candidates, where=conditions or None)
            frame = whose if frame is None else whose.loc[whose.index.isin(frame.index)]
        return sharing(frame, **networks).index.tolist()
    code = node_code(selection.node)
    if not code or selection.node != network_node(code):
        return [code] if code else []
    its_own = _with_memberships(dataset, lambda held, _: held["network_id"] == code)
    return sorted(all_memberships(its_own, candidates=candidates)["member_id"])


def selection_frame(dataset: Dataset, members: Iterable[str] | None = None, *, language: str = "fi") -> pd.DataFrame:
    """Return members with their names first.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    members : iterable of str, optional
        Municipality codes or organisation ids; all members when left out.
    language : {"fi", "sv", "en"}
        Language of the names; where a table gives none, another language stands in.

    Returns
    -------
    pandas.DataFrame
        A row for each member in the order given: ``name``, ``id``, ``kind``, and ``networks``, the number of current
        networks it is known to be in.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> selection_frame(load_dataset(), ["434"], language="sv")["name"].tolist()
    ['Lovisa']
    """
    names, frame = member_names(dataset, language), incidence(dataset)
    kinds = {code: kind for kind, key in KEYS.items() for code in table_of(dataset, kind)[key]}
    counts = dict(zip(frame.index, frame.sum(axis=1).tolist(), strict=True))
    chosen = list(kinds if members is None else members)
    return pd.DataFrame(
        {
            "name": [names.get(code, code) for code in chosen],
            "id": chosen,
            "kind": [kinds.get(code, "") for code in chosen],
            "networks": [counts.get(code, 0) for code in chosen],
        }
    )


def selection_graph(dataset: Dataset, selection: Selection, *, candidates: bool = False) -> nx.Graph[str]:
    """Return the selected members, the selected network, and the networks they are in, as a NetworkX graph.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> dataset = load_dataset()
    >>> sorted(selection_graph(dataset, find_selection(dataset, "Loviisa")))[0]
    'municipality:434'
    """
    wanted = set(selected_members(dataset, selection, candidates=candidates))
    theirs = _with_memberships(dataset, lambda held, key: held[key].isin(wanted))
    graph = bipartite_graph(theirs, candidates=candidates)
    nodes = {node for node in graph if graph.nodes[node]["bipartite"] == 0 and node_code(node) in wanted}
    nodes |= {network for node in nodes for network in graph[node]}
    if selection.node in graph:
        nodes.add(selection.node)
    return graph.subgraph(nodes).copy()


def _with_memberships(dataset: Dataset, wanted: Callable[[pd.DataFrame, str], pd.Series[bool]]) -> Dataset:
    """Return the dataset with the memberships that are wanted, before anything is sorted: there may be many others."""
    tables = (dataset.memberships, KEYS["municipality"]), (dataset.organisation_memberships, KEYS["organisation"])
    municipal, organised = (table[wanted(table, key)] for table, key in tables)
    return dataclasses.replace(dataset, memberships=municipal, organisation_memberships=organised)


def _network(dataset: Dataset, word: str) -> str:
    _need_text(word, "network")
    ids = networks_named(dataset, word)
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise ValueError(f"several networks are called {word!r}: {', '.join(ids)}; give one of these ids")
    near = ", ".join(networks_near(dataset, word))
    raise ValueError(f"no network {word!r}" + (f"; the nearest are {near}" if near else ""))


def _need_text(name: object, what: str) -> None:
    if not isinstance(name, str):
        raise ValueError(f"no {what} {name!r}; names and ids are text, such as '091'")  # noqa: TRY004 - as for any other


def _node(dataset: Dataset, name: str) -> str:
    _need_text(name, "member")
    if len(networks := networks_named(dataset, name)) == 1:
        return network_node(networks[0])
    if meant := member_named(dataset, name):
        return node_id(*meant)
    near = ", ".join(networks_near(dataset, name))
    also = f"; networks with a similar name: {near}" if near else ""
    raise ValueError(f"{no_member(dataset, name)}{also}")
