// Nodes and edges as objects that know their neighbours. Two readers build them: one for each detail of the payload.

import { readCompact } from "./graph_compact.ts";
import { readWhole } from "./graph_whole.ts";
import type { Basis, MemberKind, Payload, Status } from "./payload.ts";

export type Kind = MemberKind | "network";

export interface GraphNode {
  readonly index: number;
  // Where the columns of a frame hold its place: its index, or the row of a network where members have none.
  readonly spot: number;
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly names: readonly string[]; // in other languages
  readonly label: string;
  readonly rank: number; // networks come in the order of the list, members in that of their names
  readonly status: Status;
  readonly language: string;
  readonly region: string;
  readonly population: number | null;
  readonly place: number; // of its colour in the palette; -1 is grey
  readonly letter: string;
  readonly known: string; // how many of its members are known, in words
  readonly foreign: string | null; // language of its name, when it is not that of the page
  readonly size: number; // confirmed memberships
  readonly edges: readonly Edge[];
}

export interface Edge {
  readonly member: GraphNode;
  readonly network: GraphNode;
  readonly basis: Basis;
  readonly sources: readonly number[];
}

export interface Overlap {
  readonly one: GraphNode;
  readonly other: GraphNode;
  readonly shared: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[]; // empty where members are drawn on demand
  readonly networks: readonly GraphNode[]; // by row of the payload
  readonly hubs: readonly GraphNode[]; // networks with a letter
  readonly overlaps: readonly Overlap[]; // drawn where members are not
  nodeOf(id: string): GraphNode | null;
  neighbours(node: GraphNode): readonly GraphNode[];
  // Working networks that a source or a rule makes it a member of.
  signature(node: GraphNode): readonly GraphNode[];
  // Members of a working network, by a source or a rule.
  holds(network: GraphNode): ReadonlySet<GraphNode>;
  // Members in exactly these networks, given by index.
  clusterOf(indices: readonly number[]): readonly GraphNode[];
}

export const isNetwork = (node: GraphNode): boolean => node.kind === "network";

export const byRank = (one: GraphNode, other: GraphNode): number => one.rank - other.rank;

export function readGraph(payload: Payload): Graph {
  return payload.detail === "all" ? readWhole(payload) : readCompact(payload);
}

export function sameNodes(one: readonly GraphNode[], other: readonly GraphNode[]): boolean {
  return one.length === other.length && one.every((node, place) => node === other[place]);
}

// A, B, … Z, AA, AB, …
export function byLetter(one: GraphNode, other: GraphNode): number {
  return one.letter.length - other.letter.length || (one.letter < other.letter ? -1 : 1);
}
