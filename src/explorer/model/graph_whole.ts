// Reads a payload in which every member is drawn.

import { byRank, type Edge, type Graph, type GraphNode, isNetwork, type Kind } from "./graph.ts";
import type { Status, WholePayload } from "./payload.ts";

const KINDS: Record<string, Kind> = { m: "municipality", o: "organisation", n: "network" };

interface Built extends GraphNode {
  label: string;
  rank: number;
  status: Status;
  place: number;
  letter: string;
  known: string;
  foreign: string | null;
  size: number;
  edges: Edge[];
}

export function readWhole(payload: WholePayload): Graph {
  const nodes = readNodes(payload);
  const edges = readEdges(payload, nodes);
  const byId = new Map<string, GraphNode>(nodes.map((node) => [node.id, node]));
  const near = new Map<GraphNode, GraphNode[]>();
  const signatures = new Map<GraphNode, GraphNode[]>();
  const held = new Map<GraphNode, Set<GraphNode>>();
  const clusters = new Map<string, GraphNode[]>();

  function neighbours(node: GraphNode): GraphNode[] {
    return remembered(near, node, () =>
      node.edges.map((edge) => (edge.member === node ? edge.network : edge.member)).sort(byRank),
    );
  }

  function signature(node: GraphNode): GraphNode[] {
    return remembered(signatures, node, () =>
      node.edges
        .filter((edge) => edge.basis !== "candidate" && edge.network.status !== "ended")
        .map((edge) => edge.network)
        .sort((one, other) => one.index - other.index),
    );
  }

  function clusterOf(indices: readonly number[]): GraphNode[] {
    if (!clusters.size) {
      for (const node of nodes) {
        if (!isNetwork(node))
          remembered(clusters, keyOf(signature(node).map(({ index }) => index)), () => []).push(node);
      }
    }
    return clusters.get(keyOf(indices)) ?? [];
  }

  return {
    nodes,
    edges,
    networks: payload.networks.node.map((index) => nodes[index]),
    hubs: payload.frames[0].hubs.map((hub) => nodes[hub.networks[0]]),
    overlaps: [],
    nodeOf: (id) => byId.get(id) ?? null,
    neighbours,
    signature,
    holds: (network) =>
      remembered(held, network, () => new Set(neighbours(network).filter((one) => signature(one).includes(network)))),
    clusterOf,
  };
}

function readNodes({ nodes: columns, languages, regions, foreign, networks }: WholePayload): Built[] {
  const nodes = columns.id.split(" ").map(
    (id, index): Built => ({
      index,
      spot: index,
      id,
      kind: KINDS[id[0]],
      name: columns.name[index],
      names: columns.names[index].split("\n").filter(Boolean),
      label: columns.name[index],
      rank: index,
      status: "",
      language: languages[Number(columns.language[index])],
      region: regions[columns.region[index]] ?? "",
      population: columns.population[index],
      place: -1,
      letter: "",
      known: "",
      foreign: null,
      size: 0,
      edges: [],
    }),
  );
  for (const [index, language] of foreign) nodes[index].foreign = language;
  networks.node.forEach((index, row) => {
    Object.assign(nodes[index], {
      label: networks.label[row],
      status: networks.status[row],
      place: networks.place[row],
      letter: networks.letter[row],
      known: networks.known[row],
      rank: row,
    });
  });
  return nodes;
}

function readEdges({ edges: columns, bases }: WholePayload, nodes: Built[]): Edge[] {
  return columns.member.map((member, index) => {
    const ends = [nodes[member], nodes[columns.network[index]]];
    const edge: Edge = {
      member: ends[0],
      network: ends[1],
      basis: bases[Number(columns.basis[index])],
      sources: columns.sources[index] || [],
    };
    for (const node of ends) {
      node.edges.push(edge);
      if (edge.basis !== "candidate") node.size += 1;
    }
    return edge;
  });
}

const keyOf = (indices: readonly number[]) => [...indices].sort((one, other) => one - other).join();

export function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
