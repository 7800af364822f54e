// The question "in all of, in any of, in none of, where", and which members answer it.

import { byIndex, type Graph, type GraphNode } from "./graph.ts";
import type { MemberKind, Payload } from "./payload.ts";

export const PARTS = ["all", "any", "none"] as const;
export type Part = (typeof PARTS)[number];
// The networks in each part, as ids; and conditions, at most one for an attribute.
export type Query = Record<Part | "where", string[]>;

const ALL_PARTS = [...PARTS, "where"] as const;

const MOST_WRITTEN = 24;

export interface Questions {
  // Networks that can be asked for: all that have members of the kind in question, drawn or not.
  readonly askable: readonly GraphNode[];
  readonly asks: MemberKind;
  // Members in the order of their names; none without a query.
  answer(query: Query | null): readonly GraphNode[];
  // Whether it asks for members of some networks and of no other one, and the others are too many to name.
  isExact(query: Record<Part, readonly string[]>): boolean;
  // Asks for members of these networks and of no other one.
  exactly(ids: readonly string[]): Query;
}

export const emptyQuery = (): Query => ({ all: [], any: [], none: [], where: [] });

export const isEmpty = (query: Query): boolean => ALL_PARTS.every((part) => !query[part].length);

export function sameQuery(one: Query, other: Query | null): boolean {
  return other !== null && ALL_PARTS.every((part) => [...one[part]].sort().join() === [...other[part]].sort().join());
}

export function copyOf(query: Query): Query {
  return Object.fromEntries(ALL_PARTS.map((part) => [part, [...query[part]]])) as Query;
}

export function createQuestions(graph: Graph, payload: Pick<Payload, "askable" | "asks">): Questions {
  const askable = payload.askable.map((row) => graph.networks[row]);
  const askableIds = askable.map(({ id }) => id);
  let last: { query: Query | null; found: readonly GraphNode[] } = { query: null, found: [] };
  return {
    askable,
    asks: payload.asks,
    answer(query) {
      if (query !== last.query) last = { query, found: query ? membersOf(graph, payload.asks, query) : [] };
      return last.found;
    },
    isExact({ all, any, none }) {
      if (!all.length || any.length || none.length <= MOST_WRITTEN) return false;
      const named = new Set([...all, ...none]);
      return named.size === all.length + none.length && askableIds.every((id) => named.has(id));
    },
    exactly: (ids) => ({ ...emptyQuery(), all: [...ids], none: askableIds.filter((id) => !ids.includes(id)) }),
  };
}

function membersOf(graph: Graph, asks: MemberKind, query: Query): GraphNode[] {
  const meets = (node: GraphNode, network: GraphNode | null) =>
    query.where.every((text) => graph.conditions.meets(text, node, network));
  const holders = (part: Part) =>
    query[part].flatMap((id) => {
      const network = graph.nodeOf(id);
      if (!network) return [];
      const held = graph.holds(network);
      return query.where.length ? new Set([...held].filter((node) => meets(node, network))) : held;
    });
  // What is asked of a membership must be told of one, whatever networks are asked for.
  const fits = (node: GraphNode) => meets(node, null) || graph.signature(node).some((network) => meets(node, network));
  const [all, any, none] = PARTS.map(holders);
  // Whoever is in all of them is in the smallest one.
  const smallest = all.length ? all.reduce((one, other) => (other.size < one.size ? other : one)) : graph.members;
  return [...smallest]
    .filter((node) => (asks !== "municipality" || node.kind === asks) && fits(node))
    .filter((node) => all.every((holders) => holders.has(node)) && !none.some((holders) => holders.has(node)))
    .filter((node) => !any.length || any.some((holders) => holders.has(node)))
    .sort(byIndex);
}
