"""The shape of what the explorer gets, as JSON; a test holds it equal to ``src/explorer/model/payload.ts``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from kuntaverkostot.analysis.membership_arrays import Detail
from kuntaverkostot.page.own_types import OwnData, Point

Paragraph = tuple[Literal["text", "meta", "fact"], str, Sequence[int]]
Figure = tuple[int, str, str, str, str]
RuleData = tuple[int, str, int | Sequence[str], int, Sequence[int]]
Box = Sequence[float]


class GraphData(TypedDict):
    """Networks, members and memberships.

    A node is named by its index: networks come first, in the order of the list, then members in alphabetical order.
    ``links`` are the members of each network, in order and each as its distance from the one before, and ``sizes`` how
    many each network has. ``grounds`` are basis and sources of memberships, and ``ground`` is the place of each of
    these among them, none where all have the same. ``attributes`` are what a table of one's own says besides.
    """

    members: MemberColumns
    networks: NetworkColumns
    regions: list[str]
    languages: list[str]
    sizes: list[int]
    links: list[int]
    grounds: list[tuple[str, Sequence[int]]]
    ground: list[int] | None
    attributes: AttributeData | None


class DiagramData(OwnData):
    """What is drawn: each member, or networks and the members that they share, and members on demand.

    ``overlaps`` are pairs of networks with how many members they share, drawn where members are not.
    """

    detail: Detail
    layouts: Sequence[str]
    frames: list[Frame]
    geo: MapData | None
    overlaps: list[tuple[int, int, int]]


class WordData(TypedDict):
    """Texts, and how numbers are written."""

    language: str
    date: str
    grouping: str
    decimal: str
    texts: Mapping[str, Any]


class RulesData(TypedDict):
    """Rules, and for those that compare the populations of a day other than the newest: the day, and its figures."""

    rules: list[RuleData]
    days: list[tuple[str, list[int | None]]]


class PanelData(RulesData):
    """What stands beside the diagram. Networks are named by their index."""

    asks: str
    askable: list[int]
    partial: str
    figures: list[Figure]
    about: list[list[Paragraph]]
    matrix: MatrixData | None
    sets: list[list[int]]


class Payload(GraphData, DiagramData, WordData, PanelData):
    """What the explorer gets."""


class MatrixData(TypedDict):
    """How many members networks share, each with each."""

    networks: list[int]
    shared: list[list[int]]


class Titles(TypedDict):
    """Ids, separated by spaces, and names; in other languages only of those that have one."""

    id: str
    name: list[str]
    names: list[list[Any]]
    foreign: Mapping[str, list[int] | int]


class AttributeData(TypedDict):
    """Values about members, and about memberships: in each row a member, a network or -1, a name and the value."""

    names: list[str]
    rows: list[tuple[int, int, int, str]]


class MemberColumns(Titles):
    """Members. A column is none where nothing is known of anyone.

    Where members are only counted, each of these stands for all that are in exactly the same networks, and ``count``
    is how many these are.
    """

    language: str | None
    region: list[int] | None
    population: list[int | None] | None
    count: list[int] | None


class NetworkColumns(Titles):
    """Networks, and how they look."""

    label: list[str]
    status: list[str]
    place: list[int]
    known: list[str]
    letter: list[str]


class MapData(TypedDict):
    """Where nodes are on the map, -1 for those that are not, and the outline of the country."""

    width: float
    height: float
    x: list[float]
    y: list[float]
    outline: Sequence[Sequence[Point]]


class Frame(TypedDict):
    """Where nodes stand in a frame of this size, and its labels."""

    name: str
    width: float
    height: float
    type: float
    x: list[float]
    y: list[float]
    size: list[float]
    rows: bool
    strip: float
    hubs: list[HubLabel]
    clusters: list[Label]
    blocks: list[Block]
    leaders: list[list[float]]
    centre: Point
    association: str


class Label(TypedDict):
    """A label of networks, given by index."""

    networks: list[int]
    at: Point
    lines: Sequence[str]


class HubLabel(Label):
    """The label of a network with members, and the ground that it stands on."""

    ground: Box | None


class Block(Label):
    """A heading of the strip, and the names under it."""

    names: list[str]


class ShownThen(RulesData):
    """What the payload of a page that steps through days has on a day, in place of what it had on another one."""

    date: str
    sizes: list[int]
    links: list[int]
    grounds: list[tuple[str, Sequence[int]]]
    ground: list[int] | None
    about: list[list[Paragraph]]


class Step(TypedDict):
    """A day.

    ``said`` is what changed since the day before, in words, and ``moved`` who: network, place among the members, 1 for
    one that joined, -1 for one that left or 0 where nobody knows, and the sentence. ``known`` and ``population`` are
    columns of networks and members. ``labels`` are the lines of labels by frame: of hubs, then of clusters.
    """

    date: str
    said: str
    moved: list[tuple[int, int, int, str]]
    shown: ShownThen
    known: list[str]
    population: list[int | None] | None
    labels: list[tuple[list[Sequence[str]], list[Sequence[str]]]]


class Steps(TypedDict):
    """Days in their order, and the place of the one that is shown first."""

    steps: list[Step]
    first: int
