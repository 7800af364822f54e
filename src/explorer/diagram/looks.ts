// Looks, labels and titles that an analyst gave in pyvis. Whatever is not here looks as its kind and its networks imply.

import { type Edge, type Graph, type GraphNode, isNetwork, type Overlap } from "../model/graph.ts";
import type { EdgeLook, NodeLook, OwnLooks, Payload } from "../model/payload.ts";

const NETWORK_FONT = 13; // size of a label in pyvis that is the usual size here
const MEMBER_FONT = 4;
const NONE: OwnLooks = { nodes: [], edges: [], labels: [], titles: [] };

export interface Looks {
  of(node: GraphNode): NodeLook | null;
  ofEdge(edge: Edge | Overlap): EdgeLook | null;
  // The class of a network's colour in the style sheet.
  styleOf(network: GraphNode): string;
  labelOf(node: GraphNode): string[];
  // What is written where one points: a title stands in place of the label.
  titleOf(node: GraphNode): string[];
  // How much larger than usual a label is.
  enlargement(node: GraphNode): number;
}

export function createLooks(graph: Pick<Graph, "edges" | "overlaps">, payload: Payload): Looks {
  const own = payload.own ?? NONE;
  const edges: readonly (Edge | Overlap)[] = payload.detail === "all" ? graph.edges : graph.overlaps;
  const ofNodes = new Map(own.nodes);
  const ofEdges = new Map(own.edges.map(([place, look]) => [edges[place], look]));
  const labels = new Map(own.labels);
  const titles = new Map(own.titles);

  const labelOf = (node: GraphNode) => labels.get(node.index) ?? node.label;
  const of = ({ index }: GraphNode) => ofNodes.get(index) ?? null;
  return {
    of,
    ofEdge: (edge) => ofEdges.get(edge) ?? null,
    styleOf: (network) => of(network)?.style ?? `n${network.place}`,
    labelOf: (node) => labelOf(node).split("\n"),
    titleOf: (node) => (titles.get(node.index) ?? labelOf(node)).split("\n"),
    enlargement(node) {
      const look = of(node);
      return look ? look.font / (isNetwork(node) ? NETWORK_FONT : MEMBER_FONT) : 1;
    },
  };
}
