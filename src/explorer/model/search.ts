// Finding nodes by name in any language or by code, forgiving about å ä ö, case and hyphens.

import type { GraphNode } from "./graph.ts";
import { plain } from "./words.ts";

// What has names to be found by.
export type Findable = Pick<GraphNode, "index" | "id" | "name" | "names" | "label">;

export interface Index<Found extends Findable = GraphNode> {
  search(text: string): Found[];
  // Prepares some of the nodes, so that the first search is as quick as the next. Returns where it stopped.
  prepare(from: number, count: number): number;
}

export function createIndex<Found extends Findable>(nodes: readonly Found[]): Index<Found> {
  // What a node is found by. Every word that a search may begin with has a space before it.
  const keys: string[][] = [];

  function keysOf(index: number): string[] {
    const { name, names, label, id } = nodes[index];
    keys[index] ??= [...new Set([name, ...names, label, id.slice(2)])].map((text) => ` ${plain(text)}`);
    return keys[index];
  }

  return {
    search(text) {
      const wanted = plain(text);
      if (!wanted) return [];
      const found: { node: Found; place: number }[] = [];
      nodes.forEach((node, index) => {
        const places = keysOf(index)
          .map((key) => key.indexOf(` ${wanted}`))
          .filter((place) => place >= 0);
        if (places.length) found.push({ node, place: Math.min(...places) });
      });
      // A name that begins with the text comes before one in which a later word does.
      return found
        .sort((one, other) => Math.sign(one.place) - Math.sign(other.place) || one.node.index - other.node.index)
        .map(({ node }) => node);
    },
    prepare(from, count) {
      const to = Math.min(from + count, nodes.length);
      for (let index = from; index < to; index++) keysOf(index);
      return to;
    },
  };
}

// The first node of which the name begins with typed letters: as typed if there is one, else without marks.
export function startingWith(nodes: readonly GraphNode[], text: string): GraphNode | null {
  const wanted = text.toLowerCase();
  const forgiving = plain(text);
  return (
    nodes.find((node) => node.name.toLowerCase().startsWith(wanted)) ??
    nodes.find((node) => plain(node.name).startsWith(forgiving)) ??
    null
  );
}
