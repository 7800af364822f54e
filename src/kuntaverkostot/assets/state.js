// What is chosen and hidden: one state for diagram, list, details and address.

import { nodeOf } from "./island.js";

export const state = { chosen: null, hovered: null, hidden: new Set() };

const listeners = [];

export function onChange(listener) {
  listeners.push(listener);
}

function tell(what) {
  for (const listener of listeners) listener(what);
}

export function choose(node, { remember = true } = {}) {
  if (node === state.chosen) return;
  state.chosen = node;
  if (remember) writeAddress(node);
  tell("chosen");
}

export function hover(node) {
  if (node === state.hovered) return;
  state.hovered = node;
  tell("hovered");
}

export function toggleHidden(network) {
  if (!state.hidden.delete(network)) state.hidden.add(network);
  tell("hidden");
}

function writeAddress(node) {
  const fragment = node ? `#${node.id}` : "#diagram";
  try {
    history.pushState(null, "", fragment);
  } catch {
    // Inside a frame of a notebook there is no address to write to; the choice holds without it.
  }
}

export function readAddress() {
  choose(nodeOf(decodeURIComponent(location.hash.slice(1))), { remember: false });
}
