// What is chosen: one state for diagram, list, matrix, query and address. The browser's Back button undoes.

import { data, layouts } from "./data.js";
import { part } from "./elements.js";
import { holds, isNetwork, nodeOf, nodes } from "./island.js";

export const PARTS = ["all", "any", "none"];

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
  const isNew = node !== state.chosen || state.query;
  Object.assign(state, { chosen: node, query: null });
  if (isNew) writeAddress();
  // Who asks again for what is chosen already is shown it again.
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

const isMunicipality = (node) => node.kind === "municipality";
// Networks that one may ask for, as ids: all that have such members, drawn or not.
export const askable = (part("upset")?.dataset.networks || "").split(" ").filter(Boolean);
const MOST_WRITTEN = 24;
const OTHERS = "*";

// Who is in some networks and in no other one at all; where the others are too many to be called by name.
export function isExact({ all, any, none }) {
  if (!all.length || any.length || none.length <= MOST_WRITTEN) return false;
  const named = new Set([...all, ...none]);
  return named.size === all.length + none.length && askable.every((id) => named.has(id));
}

// Whom a question is about: the members of whom the matrix and the exact sets tell.
export const asksMunicipalities = data.asks === "municipality";
let last = { query: null, found: [] };

// Members that a query is about, in the order of their names.
export function answer(query) {
  if (query !== last.query) last = { query, found: query ? membersOf(query) : [] };
  return last.found;
}

function membersOf(query) {
  const [all, any, none] = PARTS.map((part) => query[part].map((id) => holds(nodeOf(id))));
  const asked = all.length ? [...all.sort((one, other) => one.size - other.size)[0]] : nodes;
  return asked
    .filter((node) => (asksMunicipalities ? isMunicipality(node) : !isNetwork(node)))
    .filter((node) => all.every((one) => one.has(node)) && !none.some((one) => one.has(node)))
    .filter((node) => !any.length || any.some((one) => one.has(node)))
    .sort((one, other) => one.rank - other.rank);
}

// One chosen node has the address of its place in the list, which leads there without scripts too.
function fragment() {
  const parameters = new URLSearchParams();
  for (const part of PARTS) if (state.query?.[part].length) parameters.set(part, state.query[part].map(short).join("."));
  if (state.query && isExact(state.query)) parameters.set("none", OTHERS);
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
  if (parameters.get("none") === OTHERS && query.all.length) query.none = askable.filter((id) => !query.all.includes(id));
  const layout = parameters.get("layout");
  Object.assign(state, {
    chosen: nodeOf(parameters.get("node") || text),
    query: PARTS.some((part) => query[part].length) ? query : null,
    hidden: networks("hide"),
    layout: layouts.includes(layout) ? layout : "overlap",
  });
  tell("chosen", "query", "hidden", "layout");
}
