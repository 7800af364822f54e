// A small payload: three working networks, one that has ended, five municipalities and one other member.

import { type Graph, type GraphNode, readGraph } from "../model/graph.ts";
import type {
  Basis,
  CompactPayload,
  PanelData,
  SharedData,
  Status,
  WholeFrame,
  WholePayload,
} from "../model/payload.ts";

const SHARED: SharedData = {
  language: "en",
  date: "31 December 2024",
  regions: ["Uusimaa"],
  grouping: "\u00a0",
  decimal: ".",
  texts: {
    "known.none": "members not known",
    "diagram.unconfirmed": "no membership found",
    "count.networks": { one: "in {count} network", other: "in {count} networks" },
    "words.and": "and",
    "words.nor": "nor",
    "words.percent": "{value} %",
  },
  layouts: ["overlap", "force"],
};

const PANELS: PanelData = {
  asks: "municipality",
  askable: [0, 1, 2],
  partial: "",
  figures: [],
  about: [[], [], [], []],
  matrix: null,
  sets: [],
};

// In alphabetical order, as Python writes them.
const NODES: [id: string, name: string, population: number | null][] = [
  ["n-east", "East", null],
  ["m-049", "Espoo", 320000],
  ["m-091", "Helsinki", 680000],
  ["o-hub", "Hub Ltd", null],
  ["m-235", "Kauniainen", 10000],
  ["n-north", "North", null],
  ["n-old", "Old", null],
  ["m-020", "Åland-Äyräpää", 1000],
  ["m-092", "Vantaa", 240000],
  ["n-west", "West", null],
];
const NETWORKS: [id: string, status: Status, letter: string][] = [
  ["n-west", "current", "A"],
  ["n-east", "current", "B"],
  ["n-north", "unknown", "C"],
  ["n-old", "ended", ""],
];
const EDGES: [member: string, network: string, basis: Basis][] = [
  ["m-049", "n-west", "listed"],
  ["m-049", "n-east", "rule"],
  ["m-091", "n-west", "listed"],
  ["m-091", "n-east", "listed"],
  ["m-092", "n-west", "listed"],
  ["m-092", "n-north", "listed"],
  ["m-235", "n-west", "candidate"],
  ["m-235", "n-old", "listed"],
  ["o-hub", "n-north", "listed"],
];

const indexOf = (id: string) => NODES.findIndex(([one]) => one === id);
const BASES: Basis[] = ["listed", "rule", "candidate"];

function frame(name: "wide" | "tall"): WholeFrame {
  const size = NODES.map(([id]) => (id.startsWith("n-") ? 10 : 3));
  const label = { at: [0, 0] as [number, number], lines: [], ground: [0, 0, 1, 1] as [number, number, number, number] };
  return {
    ...{ name, width: 400, height: 300, type: 12, rows: false, strip: 0, clusters: [], blocks: [], leaders: [] },
    x: NODES.map((_, index) => 30 * index + 20),
    y: NODES.map((_, index) => 20 * index + 20),
    size,
    hubs: NETWORKS.filter(([, , letter]) => letter).map(([id]) => ({ ...label, networks: [indexOf(id)] })),
    centre: [0, 0],
    association: "",
  };
}

export const whole: WholePayload = {
  ...SHARED,
  ...PANELS,
  detail: "all",
  languages: ["", "fi"],
  bases: BASES,
  nodes: {
    id: NODES.map(([id]) => id).join(" "),
    name: NODES.map(([, name]) => name),
    names: NODES.map(([id]) => (id === "m-091" ? "Helsingfors" : "")),
    language: NODES.map(([id]) => (id.startsWith("m-") ? "1" : "0")).join(""),
    region: NODES.map(([id]) => (id === "m-091" ? 0 : -1)),
    population: NODES.map(([, , population]) => population),
  },
  foreign: [[indexOf("n-old"), "sv"]],
  networks: {
    node: NETWORKS.map(([id]) => indexOf(id)),
    label: NETWORKS.map(([id]) => id.slice(2)),
    status: NETWORKS.map(([, status]) => status),
    place: NETWORKS.map((_, row) => row),
    known: NETWORKS.map((_, row) => `${row} members`),
    letter: NETWORKS.map(([, , letter]) => letter),
  },
  edges: {
    member: EDGES.map(([member]) => indexOf(member)),
    network: EDGES.map(([, network]) => indexOf(network)),
    basis: EDGES.map(([, , basis]) => BASES.indexOf(basis)).join(""),
    sources: EDGES.map(([, , basis]) => (basis === "listed" ? [1, 2] : 0)),
  },
  geo: null,
  frames: [frame("wide"), frame("tall")],
};

// Members 0 to 3; the first network has members 0, 1 and 3, the second none, the third 1 and 2.
export const compact: CompactPayload = {
  ...SHARED,
  ...PANELS,
  asks: "organisation",
  detail: "on_demand",
  layouts: ["overlap"],
  members: {
    id: ["o-a", "o-b", "m-c", "o-d"],
    name: ["Alpha", "Beta", "Gamma", "Delta"],
    names: [[1, "Bäta"]],
    foreign: { sv: [3] },
    about: [[2, 500, "fi", 0]],
  },
  networks: {
    id: ["n-one", "n-none", "n-two"],
    name: ["One", "None", "Two"],
    label: ["1", "0", "2"],
    names: [],
    foreign: {},
    status: ["current", "unknown", "current"],
    place: [0, -1, 1],
    known: ["3 members", "", "2 members"],
    letter: ["B", "", "A"],
  },
  sizes: [3, 0, 2],
  links: [0, 1, 2, 1, 1],
  grounds: [
    ["listed", [1]],
    ["rule", []],
  ],
  ground: [0, 1, 0, 0, 1],
  shared: [[0, 2, 1]],
  frames: [],
};

export const graph: Graph = readGraph(whole);

export function nodeAt(id: string, among: Graph = graph): GraphNode {
  const node = among.nodeOf(id);
  if (!node) throw new Error(`no node ${id}`);
  return node;
}

export const idsOf = (nodes: Iterable<GraphNode>): string[] => [...nodes].map(({ id }) => id);
