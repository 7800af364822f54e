// What is chosen: one state for diagram, list, matrix, query and address. The browser's Back button undoes.

import { nodeOf, nodes, signature } from "./island.js";

export const PARTS = ["all", "any", "none"];
export const LAYOUTS = ["overlap", "map", "force"];

// A query is null, or for each part the networks in it, as ids.
export const state = { chosen: null, hovered: null, focused: null, query: null, hidden: [], layout: "overlap" };

const listeners = [];

export function onChange(listener) {
  listeners.push(listener);
}

function tell(...what) {
  for (const listener of listeners) listener(new Set(what));
}

export function choose(node) {
  if (node === state.chosen && !state.query) return;
  state.chosen = node;
  state.query = null;
  writeAddress();
  tell("chosen", "query");
}

export function ask(query) {
  state.query = query && PARTS.some((part) => query[part].length) ? query : null;
  state.chosen = null;
  writeAddress();
  tell("chosen", "query");
}

export function setLayout(layout) {
  if (layout === state.layout) return;
  state.layout = layout;
  writeAddress();
  tell("layout");
}

export function toggleHidden(id) {
  state.hidden = state.hidden.includes(id) ? state.hidden.filter((one) => one !== id) : [...state.hidden, id];
  writeAddress();
  tell("hidden");
}

export function reset() {
  Object.assign(state, { chosen: null, query: null, hidden: [], layout: "overlap" });
  writeAddress();
  tell("chosen", "query", "hidden", "layout");
}

// Passing states are not remembered.
export function hover(node) {
  if (node === state.hovered) return;
  state.hovered = node;
  tell("hovered");
}

export function focusOn(node) {
  state.focused = node;
  tell("focused");
}

export function emptyQuery() {
  return { all: [], any: [], none: [] };
}

// Municipalities that a query is about, in the order of their names.
export function answer(query) {
  if (!query) return [];
  return nodes
    .filter((node) => node.kind === "municipality" && matches(node, query))
    .sort((one, other) => one.rank - other.rank);
}

function matches(node, { all, any, none }) {
  const own = signature(node).map((network) => network.id);
  const has = (id) => own.includes(id);
  return all.every(has) && (!any.length || any.some(has)) && !none.some(has);
}

// One chosen node has the address of its place in the list, which leads there without scripts too.
function fragment() {
  const parameters = new URLSearchParams();
  for (const part of PARTS) if (state.query?.[part].length) parameters.set(part, state.query[part].map(short).join("."));
  if (state.hidden.length) parameters.set("hide", state.hidden.map(short).join("."));
  if (state.layout !== "overlap") parameters.set("layout", state.layout);
  if (state.chosen && parameters.size) parameters.set("node", state.chosen.id);
  return parameters.size ? parameters.toString() : state.chosen?.id || "diagram";
}

const short = (id) => id.slice(2);

function writeAddress() {
  try {
    history.pushState(null, "", `#${fragment()}`);
  } catch {
    // Inside a frame of a notebook there is no address to write to; the choice holds without it.
  }
}

// What somebody wrote into the address may be no address at all.
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

export function readAddress(hash = location.hash) {
  const text = decoded(hash.slice(1));
  const parameters = new URLSearchParams(text.includes("=") ? text : "");
  const networks = (key) =>
    (parameters.get(key) || "").split(".").map((one) => `n-${one}`).filter((id) => nodeOf(id));
  const query = { all: networks("all"), any: networks("any"), none: networks("none") };
  const layout = parameters.get("layout");
  Object.assign(state, {
    chosen: nodeOf(parameters.get("node") || text),
    query: PARTS.some((part) => query[part].length) ? query : null,
    hidden: networks("hide"),
    layout: LAYOUTS.includes(layout) ? layout : "overlap",
  });
  tell("chosen", "query", "hidden", "layout");
}
