// A selection as the fragment of an address, and back. One chosen node has the address of its place in the list, which
// leads there without scripts too.

import type { Graph } from "./graph.ts";
import type { LayoutName } from "./payload.ts";
import { PARTS, type Questions } from "./query.ts";
import type { Selection } from "./selection.ts";

const OTHERS = "*"; // all networks that are not named
const short = (id: string) => id.slice(2);

export function fragmentOf({ chosen, query, hidden, layout }: Selection, questions: Questions): string {
  const parameters = new URLSearchParams();
  for (const part of PARTS) if (query?.[part].length) parameters.set(part, query[part].map(short).join("."));
  if (query && questions.isExact(query)) parameters.set("none", OTHERS);
  for (const condition of query?.where ?? []) parameters.append("where", condition);
  if (hidden.length) parameters.set("hide", hidden.map(short).join("."));
  if (layout !== "overlap") parameters.set("layout", layout);
  if (chosen && parameters.size) parameters.set("node", chosen);
  return parameters.size ? parameters.toString() : (chosen ?? "diagram");
}

export function selectionFrom(fragment: string, graph: Graph, questions: Questions): Selection {
  const text = decoded(fragment);
  const parameters = new URLSearchParams(text.includes("=") ? text : "");
  const networks = (key: string) =>
    (parameters.get(key) ?? "")
      .split(".")
      .map((code) => `n-${code}`)
      .filter((id) => graph.nodeOf(id));
  const where = graph.conditions.known(parameters.getAll("where"));
  const query = { all: networks("all"), any: networks("any"), none: networks("none"), where };
  if (parameters.get("none") === OTHERS && query.all.length) query.none = questions.exactly(query.all).none;
  return {
    chosen: graph.nodeOf(parameters.get("node") || text)?.id ?? null,
    query,
    hidden: networks("hide"),
    // The store knows which ones there are.
    layout: (parameters.get("layout") ?? "overlap") as LayoutName,
  };
}

// What somebody typed into the address bar may be no address at all.
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
