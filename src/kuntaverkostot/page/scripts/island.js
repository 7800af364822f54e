// The data of the page: nodes and edges, as objects that know their neighbours.

import { data, frames } from "./data.js";

const KINDS = { m: "municipality", o: "organisation", n: "network" };

export const nodes = data.nodes.id.split(" ").map((id, index) => ({
  index,
  id,
  kind: KINDS[id[0]],
  name: data.nodes.name[index],
  names: data.nodes.names[index].split("\n").filter(Boolean),
  label: data.nodes.name[index],
  rank: index,
  status: "",
  language: data.languages[data.nodes.language[index]],
  region: data.regions[data.nodes.region[index]] || "",
  population: data.nodes.population[index],
  place: -1,
  letter: "",
  known: "",
  foreign: null,
  edges: [],
  size: 0,
}));

for (const [index, foreign] of data.foreign) nodes[index].foreign = foreign;

data.networks.node.forEach((index, row) => {
  for (const key of ["label", "status", "place", "letter", "known"]) nodes[index][key] = data.networks[key][row];
  // Networks come in the order of the list, members in that of their names.
  nodes[index].rank = row;
});

export const edges = data.edges.member.map((member, index) => {
  const edge = {
    index,
    member: nodes[member],
    network: nodes[data.edges.network[index]],
    basis: data.bases[data.edges.basis[index]],
    sources: data.edges.sources[index] || [],
  };
  for (const node of [edge.member, edge.network]) {
    node.edges.push(edge);
    if (edge.basis !== "candidate") node.size++;
  }
  return edge;
});

for (const frame of frames) {
  const inStrip = new Set(frame.blocks.flatMap((block) => block.networks));
  frame.inStrip = (node) => inStrip.has(node.index);
}

// Members with exactly these networks.
export function gathered(indices) {
  const key = [...indices].sort((one, other) => one - other).join();
  if (!clusters.size) {
    for (const node of nodes.filter((one) => !isNetwork(one))) {
      const own = signature(node).map(({ index }) => index).join();
      clusters.set(own, [...(clusters.get(own) || []), node]);
    }
  }
  return clusters.get(key) || [];
}

// Networks with known current members, in the order of their letters.
export const hubs = frames[0].hubs.map((hub) => nodes[hub.networks[0]]);

const byId = new Map(nodes.map((node) => [node.id, node]));

export function nodeOf(id) {
  return byId.get(id) || null;
}

export function isNetwork(node) {
  return node.kind === "network";
}

const near = new Map();
const clusters = new Map();

export function neighbours(node) {
  if (!near.has(node)) {
    const others = node.edges.map((edge) => (edge.member === node ? edge.network : edge.member));
    near.set(node, others.sort((one, other) => one.rank - other.rank));
  }
  return near.get(node);
}

const sets = new Map();

// Working networks that a source or a rule makes it a member of: what gathers it in the diagram.
export function signature(node) {
  if (!sets.has(node)) {
    const working = node.edges.filter((edge) => edge.basis !== "candidate" && edge.network.status !== "ended");
    sets.set(node, working.map((edge) => edge.network).sort((one, other) => one.index - other.index));
  }
  return sets.get(node);
}

const held = new Map();

// Who a working network has as a member, by a source or a rule.
export function holds(network) {
  if (!held.has(network)) held.set(network, new Set(neighbours(network).filter((member) => signature(member).includes(network))));
  return held.get(network);
}
