// The memberships of what is chosen, as a table of texts.

import type { Context } from "../context.ts";
import { type Edge, type GraphNode, isNetwork } from "../model/graph.ts";
import { selectedMembers } from "../model/peers.ts";

const FORMULA = /^'*[=+\-@\t\r]/;
const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;

export function membershipTable({ graph, payload, questions, store, words: { say } }: Context): string[][] {
  const { chosen, query } = store.state;
  const members = selectedMembers(graph, { chosen, found: query && questions.answer(query) });
  if (graph.isCounted) return countTable(members, say);
  const names = payload.attributes?.names ?? [];
  const own = (member: GraphNode, network: GraphNode | null) => {
    const values = new Map([...graph.attributesOf(member, null), ...graph.attributesOf(member, network)]);
    return names.map((name) => values.get(name) ?? "");
  };
  const rows = members.flatMap((member) => {
    const { edges, name, id } = member;
    const code = id.slice(2);
    // Who is in no network is part of the choice all the same.
    if (!edges.length) return [["", name, code, say("diagram.unconfirmed"), "", ...own(member, null)]];
    return edges.map((edge) => {
      const { basis, network } = edge;
      return [network.label, name, code, say(`csv.by_${basis}`), sourcesOf(edge), ...own(member, network)];
    });
  });
  // So is a network of which no member is known.
  const networks = (query ? [] : chosen ? [chosen] : graph.nodes).filter(
    (node) => isNetwork(node) && !node.size && !node.edges.length,
  );
  rows.push(...networks.map(({ label }) => [label, "", "", say("known.none"), "", ...names.map(() => "")]));
  const heads = ["network", "member", "code", "basis", "sources"].map((key) => say(`csv.${key}`));
  return [[...heads, ...names], ...rows].map((row) => row.map(guarded));
}

// How many members are in exactly the same networks.
function countTable(members: readonly GraphNode[], say: (key: string) => string): string[][] {
  const rows = members.map(({ edges, count }) => [
    edges.map(({ network }) => network.label).join(" + "),
    String(count),
  ]);
  return [[say("csv.network"), say("csv.member")], ...rows].map((row) => row.map(guarded));
}

// A cell that a spreadsheet would take for a formula is marked as text, and a mark that is there already is kept.
export function guarded(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

// A rule has its sources in the list; to repeat them for each member would say nothing more.
function sourcesOf({ basis, sources }: Edge): string {
  return basis === "listed" ? sources.join(";") : "";
}
