"""The explorer as a notebook widget: what is chosen in the diagram is a pandas frame in Python, and the other way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Unpack

import traitlets

from kuntaverkostot.analysis.incidence import incidence
from kuntaverkostot.analysis.selection import (
    Networks,
    Selection,
    find_selection,
    selected_members,
    selection_frame,
    selection_graph,
)
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.kinds import subject
from kuntaverkostot.text.node_ids import ANCHORS, anchor, network_node, node_id
from kuntaverkostot.widget_view import ExplorerView, Options

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

KIND_OF_ANCHOR = {letter: kind for kind, letter in ANCHORS.items()}
PARTS = {"all_of": "all", "any_of": "any", "none_of": "none", "where": "where"}


class Explorer(ExplorerView):
    """The diagram with its tools in a notebook. Make one with :func:`kuntaverkostot.explore`.

    Several views of one explorer show the same; two explorers have nothing in common.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> explorer = kv.explore(kv.load_dataset(), language="en").select(all_of=["suuret-kaupungit", "sdg-verkosto"])
    >>> explorer
    Explorer(326 members, 31 networks, language='en', 6 selected)
    >>> explorer.selection["name"].tolist()[:3]
    ['Espoo', 'Helsinki', 'Vantaa']
    >>> explorer.code
    "explorer.select(all_of=['suuret-kaupungit', 'sdg-verkosto'])"

    Attributes
    ----------
    members : tuple of str
        Ids of the selected members; observe it to hear of each change.
    query : dict of str to list of str
        Network ids by ``all_of``, ``any_of`` and ``none_of``, and conditions by ``where``; empty unless a question is
        asked. May be set.
    hidden : list of str
        Ids of networks that are not drawn. May be set.
    layout : {"overlap", "map", "force"}
        How the diagram is laid out. May be set.
    language : {"fi", "sv", "en"}
        Language of the view and of the names. May be set.
    """

    members = traitlets.Tuple(read_only=True)
    query = traitlets.Dict()

    def __init__(self, dataset: Dataset, **options: Unpack[Options]) -> None:
        self._frames: dict[str, pd.DataFrame] = {}
        self._found: tuple[Selection, tuple[str, ...]] = Selection(), ()
        super().__init__(dataset, **options)

    def __repr__(self) -> str:
        counts = f"{len(self._dataset.members)} members, {len(self._dataset.networks)} networks"
        return f"Explorer({counts}, language={self.language!r}, {len(self.members)} selected)"

    @property
    def selection(self) -> pd.DataFrame:
        """The selected members: their names first, then ``id``, ``kind`` and the number of ``networks``."""
        rows = self._names.loc[list(self.members)] if self.members else self._names.iloc[:0]
        return rows.reset_index()[["name", "id", "kind", "networks"]]

    @property
    def subgraph(self) -> nx.Graph[str]:
        """The selected members and the networks they are in, as a NetworkX graph."""
        return selection_graph(self._dataset, self._selection(), candidates=self._candidates)

    @property
    def code(self) -> str:
        """The line of Python that selects the same again."""
        return self._selection().code()

    def select(
        self,
        name: str = "",
        *,
        all_of: Networks = (),
        any_of: Networks = (),
        none_of: Networks = (),
        where: Networks = (),
    ) -> Explorer:
        """Select a member or a network, or ask who is in some networks; without arguments, select nothing.

        Parameters
        ----------
        name : str
            A member or a network by its id, or by its name in any language.
        all_of, any_of, none_of : str or iterable of str
            Networks by id or by name, as in :func:`kuntaverkostot.sharing`.
        where : str or iterable of str
            Conditions such as "role=chair" or "since>=2015", as in :func:`kuntaverkostot.incidence`. The view shows
            one for each attribute, where it offers a choice of its values.

        Returns
        -------
        Explorer
            Itself.

        Raises
        ------
        ValueError
            When there is no such member or network; nothing is changed.

        Examples
        --------
        >>> import kuntaverkostot as kv
        >>> kv.explore(kv.load_dataset()).select("Lovisa").members
        ('434',)
        """
        selection = find_selection(self._dataset, name, all_of=all_of, any_of=any_of, none_of=none_of, where=where)
        self._members_of(selection)  # raises before anything is changed
        self._choice = _written(selection)
        return self

    def on_select(self, callback: Callable[[pd.DataFrame], None]) -> Callable[[], None]:
        """Call a function with the selected members after each change of the selection, from either side.

        Returns
        -------
        callable
            Ends it.

        Examples
        --------
        >>> import kuntaverkostot as kv
        >>> explorer = kv.explore(kv.load_dataset())
        >>> stop = explorer.on_select(lambda frame: print(*frame["name"]))
        >>> chosen = explorer.select("Sipoo")
        Sipoo
        >>> stop()
        """

        def changed(_: object) -> None:
            callback(self.selection)

        self.observe(changed, "_choice")
        return lambda: self.unobserve(changed, "_choice")

    @traitlets.validate("query")
    def _valid_query(self, proposal: Mapping[str, Any]) -> dict[str, list[str]]:
        asked = proposal["value"]
        if unknown := set(asked) - set(PARTS):
            raise ValueError(f"a query has the keys {', '.join(PARTS)}; got {', '.join(map(repr, sorted(unknown)))}")
        selection = find_selection(self._dataset, **asked)
        self._members_of(selection)  # raises before anything is changed
        return _query(selection)

    @traitlets.validate("hidden")
    def _valid_hidden(self, proposal: Mapping[str, Any]) -> list[str]:
        return list(find_selection(self._dataset, any_of=proposal["value"]).any_of)

    @traitlets.observe("_choice")
    def _choice_changed(self, _: object) -> None:
        selection = self._selection()
        # Whoever observes one of them finds the other one changed, too.
        with self.hold_trait_notifications():
            self.set_trait("members", self._members_of(selection))
            self.query = _query(selection)

    @traitlets.observe("query")
    def _query_changed(self, change: Mapping[str, Any]) -> None:
        if change["new"] != _query(self._selection()):
            self.select(**change["new"])

    @cached_property
    def _incidence(self) -> pd.DataFrame:
        # Of those whom the question of the view is about.
        return incidence(self._dataset, candidates=self._candidates, kind=subject(self._dataset))

    @property
    def _names(self) -> pd.DataFrame:
        if self.language not in self._frames:
            frame = selection_frame(self._dataset, language=self.language)
            self._frames[self.language] = frame.set_index("id")
        return self._frames[self.language]

    def _selection(self) -> Selection:
        kind, code = KIND_OF_ANCHOR.get(self._choice["node"][:1], ""), self._choice["node"][2:]
        ids = {part: tuple(network[2:] for network in self._choice[part]) for part in ("all", "any", "none")}
        # A notebook that was saved earlier knows of no conditions.
        where = tuple(self._choice.get("where", ()))
        return Selection(node_id(kind, code) if kind else "", ids["all"], ids["any"], ids["none"], where)

    def _members_of(self, selection: Selection) -> tuple[str, ...]:
        if self._found[0] != selection:
            members = selected_members(self._dataset, selection, candidates=self._candidates, frame=self._incidence)
            self._found = selection, tuple(members)
        return self._found[1]


def _query(selection: Selection) -> dict[str, list[str]]:
    # Most tables have nothing that conditions could be about.
    return {
        name: list(asked) for name, asked in selection.parts.items() if selection.asks and (asked or name != "where")
    }


def _written(selection: Selection) -> dict[str, Any]:
    """Return a selection as the view knows it: nodes by their address on the page."""
    networks = {
        part: [anchor(network_node(code)) for code in selection.parts[name]]
        for name, part in PARTS.items()
        if name != "where"
    }
    return {"node": anchor(selection.node) if selection.node else "", **networks, "where": list(selection.where)}
