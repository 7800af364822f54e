"""The shape of what the explorer gets, as JSON; a test holds it equal to ``src/explorer/model/payload.ts``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from kuntaverkostot.page.own_types import OwnData, Point

Paragraph = tuple[Literal["text", "meta", "fact"], str, Sequence[int]]
Figure = tuple[int, str, str, str, str]
Box = Sequence[float]


class SharedData(TypedDict):
    """Texts, and what there is to choose from."""

    language: str
    date: str
    regions: list[str]
    grouping: str
    decimal: str
    texts: Mapping[str, Any]
    layouts: Sequence[str]


class WholeData(SharedData, OwnData):
    """Every member is drawn. Nodes are named by their index, in alphabetical order."""

    detail: Literal["all"]
    languages: list[str]
    bases: Sequence[str]
    nodes: NodeColumns
    foreign: list[tuple[int, str]]
    networks: NetworkColumns
    edges: EdgeColumns
    geo: MapData | None
    frames: list[WholeFrame]


class CompactData(SharedData):
    """Networks are drawn first, and members on demand."""

    detail: Literal["on_demand"]
    members: MemberTitles
    networks: NetworkTitles
    sizes: list[int]
    links: list[int]
    grounds: list[tuple[str, list[int]]]
    ground: list[int] | None
    shared: list[tuple[int, int, int]]
    frames: list[Frame]


class PanelData(TypedDict):
    """What stands beside the diagram. Networks are named by their row among the columns of ``networks``."""

    asks: str
    askable: list[int]
    partial: str
    figures: list[Figure]
    about: list[list[Paragraph]]
    matrix: MatrixData | None
    sets: list[list[int]]


class WholePayload(WholeData, PanelData):
    """What the explorer gets when every member is drawn."""


class CompactPayload(CompactData, PanelData):
    """What the explorer gets when members are drawn on demand."""


class MatrixData(TypedDict):
    """How many members networks share, each with each."""

    networks: list[int]
    shared: list[list[int]]


class NodeColumns(TypedDict):
    """Networks and members."""

    id: str
    name: list[str]
    names: list[str]
    language: str
    region: list[int]
    population: list[int | None]


class NetworkColumns(TypedDict):
    """What only networks have, in the order of the list."""

    node: list[int]
    label: list[str]
    status: list[str]
    place: list[int]
    known: list[str]
    letter: list[str]


class EdgeColumns(TypedDict):
    """Memberships; sources are those of a list, or else 0."""

    member: list[int]
    network: list[int]
    basis: str
    sources: list[Sequence[int] | int]


class MapData(TypedDict):
    """Where nodes are on the map, -1 for those that are not, and the outline of the country."""

    width: float
    height: float
    x: list[float]
    y: list[float]
    outline: Sequence[Sequence[Point]]


class Frame(TypedDict):
    """Where nodes stand in a frame of this size."""

    name: str
    width: float
    height: float
    type: float
    x: list[float]
    y: list[float]
    size: list[float]


class WholeFrame(Frame):
    """A frame with its labels."""

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

    ground: Box


class Block(Label):
    """A heading of the strip, and the names under it."""

    names: list[str]


class Titles(TypedDict):
    """Names, in other languages only of those that have one."""

    id: Sequence[str]
    name: list[str]
    names: list[list[Any]]
    foreign: Mapping[str, list[int] | int]


class MemberTitles(Titles):
    """Names of members, and what is known of municipalities."""

    about: list[list[Any]]


class NetworkTitles(Titles):
    """Names of networks, and how they look."""

    label: list[str]
    status: list[str]
    place: list[int]
    known: list[str]
    letter: list[str]
