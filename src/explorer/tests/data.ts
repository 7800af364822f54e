// A small payload: three working networks, one that has ended, five municipalities and one other member.

import { type Graph, type GraphNode, readGraph } from "../model/graph.ts";
import type {
  Basis,
  DiagramData,
  Frame,
  MemberColumns,
  NetworkColumns,
  PanelData,
  Payload,
  Status,
  WordData,
} from "../model/payload.ts";

const WORDS: WordData = {
  language: "en",
  date: "31 December 2024",
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
};

const PANELS: PanelData = {
  asks: "municipality",
  askable: [0, 1, 2],
  partial: "",
  figures: [],
  rules: [],
  days: [],
  about: [[], [], [], []],
  matrix: null,
  sets: [],
};

const NETWORKS: [id: string, name: string, status: Status, letter: string][] = [
  ["n-west", "West", "current", "A"],
  ["n-east", "East", "current", "B"],
  ["n-north", "North", "unknown", "C"],
  ["n-old", "Old", "ended", ""],
];
// In alphabetical order, as Python writes them.
const MEMBERS: [id: string, name: string, population: number | null][] = [
  ["m-049", "Espoo", 320000],
  ["m-091", "Helsinki", 680000],
  ["o-hub", "Hub Ltd", null],
  ["m-235", "Kauniainen", 10000],
  ["m-020", "Åland-Äyräpää", 1000],
  ["m-092", "Vantaa", 240000],
];
// By network, then by member.
const EDGES: [member: string, network: string, basis: Basis][] = [
  ["m-049", "n-west", "listed"],
  ["m-091", "n-west", "listed"],
  ["m-235", "n-west", "candidate"],
  ["m-092", "n-west", "listed"],
  ["m-049", "n-east", "rule"],
  ["m-091", "n-east", "listed"],
  ["o-hub", "n-north", "listed"],
  ["m-092", "n-north", "listed"],
  ["m-235", "n-old", "listed"],
];

const BASES: Basis[] = ["listed", "rule", "candidate"];
const rowOf = (id: string) => MEMBERS.findIndex(([member]) => member === id);

// Members of each network, each as its distance from the one before.
function stepsOf(network: string): number[] {
  const rows = EDGES.filter(([, one]) => one === network).map(([member]) => rowOf(member));
  return rows.map((row, place) => row - (place ? rows[place - 1] : 0));
}

function frame(name: "wide" | "tall"): Frame {
  const nodes = [...NETWORKS, ...MEMBERS];
  const label = { at: [0, 0] as [number, number], lines: [], ground: [0, 0, 1, 1] as [number, number, number, number] };
  return {
    ...{ name, width: 400, height: 300, type: 12, rows: false, strip: 0, clusters: [], blocks: [], leaders: [] },
    x: nodes.map((_, index) => 30 * index + 20),
    y: nodes.map((_, index) => 20 * index + 20),
    size: nodes.map((_, index) => (index < NETWORKS.length ? 10 : 3)),
    hubs: NETWORKS.flatMap(([, , , letter], row) => (letter ? [{ ...label, networks: [row] }] : [])),
    centre: [0, 0],
    association: "",
  };
}

const members: MemberColumns = {
  id: MEMBERS.map(([id]) => id).join(" "),
  name: MEMBERS.map(([, name]) => name),
  names: [[rowOf("m-091"), "Helsingfors"]],
  foreign: {},
  language: MEMBERS.map(([id]) => (id.startsWith("m-") ? "1" : "0")).join(""),
  region: MEMBERS.map(([id]) => (id === "m-091" ? 0 : -1)),
  population: MEMBERS.map(([, , population]) => population),
  count: null,
};

const networks: NetworkColumns = {
  id: NETWORKS.map(([id]) => id).join(" "),
  name: NETWORKS.map(([, name]) => name),
  names: [],
  foreign: { sv: [3] },
  label: NETWORKS.map(([id]) => id.slice(2)),
  status: NETWORKS.map(([, , status]) => status),
  place: NETWORKS.map((_, row) => row),
  known: NETWORKS.map((_, row) => `${row} members`),
  letter: NETWORKS.map(([, , , letter]) => letter),
};

const DIAGRAM: DiagramData = {
  detail: "all",
  layouts: ["overlap", "force"],
  frames: [frame("wide"), frame("tall")],
  geo: null,
  overlaps: [],
};

export const whole: Payload = {
  ...WORDS,
  ...PANELS,
  ...DIAGRAM,
  members,
  networks,
  regions: ["Uusimaa"],
  languages: ["", "fi"],
  sizes: NETWORKS.map(([id]) => stepsOf(id).length),
  links: NETWORKS.flatMap(([id]) => stepsOf(id)),
  grounds: BASES.map((basis) => [basis, basis === "listed" ? [1, 2] : []]),
  ground: EDGES.map(([, , basis]) => BASES.indexOf(basis)),
  attributes: {
    names: ["founded", "role"],
    rows: [
      [NETWORKS.length + rowOf("m-091"), -1, 0, "1550"],
      [NETWORKS.length + rowOf("m-091"), 1, 1, "chair"],
    ],
  },
};

// Members 0 to 3; the first network has members 0, 1 and 3, the second none, the third 1 and 2.
export const onDemand: Payload = {
  ...WORDS,
  ...PANELS,
  ...DIAGRAM,
  asks: "organisation",
  detail: "on_demand",
  layouts: ["overlap"],
  regions: ["Uusimaa"],
  languages: ["", "fi"],
  members: {
    id: "o-a o-b m-c o-d",
    name: ["Alpha", "Beta", "Gamma", "Delta"],
    names: [[1, "Bäta"]],
    foreign: { sv: [3] },
    language: "0010",
    region: [-1, -1, 0, -1],
    population: [null, null, 500, null],
    count: null,
  },
  networks: {
    id: "n-one n-none n-two",
    name: ["One", "None", "Two"],
    names: [],
    foreign: {},
    label: ["1", "0", "2"],
    status: ["current", "unknown", "current"],
    place: [0, -1, 1],
    known: ["3 members", "", "2 members"],
    letter: ["A", "", "B"],
  },
  sizes: [3, 0, 2],
  links: [0, 1, 2, 1, 1],
  grounds: [
    ["listed", [1]],
    ["rule", []],
  ],
  ground: [0, 1, 0, 0, 1],
  attributes: null,
  overlaps: [[0, 2, 1]],
  frames: [frame("wide"), frame("tall")].map((one) => ({
    ...one,
    ...{ x: [10, 20, 30], y: [10, 20, 30], size: [5, 2, 4] },
    hubs: [0, 2].map((row) => ({ networks: [row], at: [0, 0], lines: [], ground: null })),
  })),
};

// The same links with counts in place of members.
export const counted: Payload = {
  ...onDemand,
  members: {
    ...onDemand.members,
    name: ["7000000 members", "20 members", "3 members", "1 member"],
    population: null,
    count: [7_000_000, 20, 3, 1],
  },
};

export const graph: Graph = readGraph(whole);

export function nodeAt(id: string, among: Graph = graph): GraphNode {
  const node = among.nodeOf(id);
  if (!node) throw new Error(`no node ${id}`);
  return node;
}

export const idsOf = (nodes: Iterable<GraphNode>): string[] => [...nodes].map(({ id }) => id);
