// The list of a page with too many members: parts of it are written when they come near, or when somebody goes there.

import { element, linkTo, nameOf } from "./elements.js";
import { isNetwork, neighbours, nodeOf, nodes } from "./island.js";
import { answer, state } from "./state.js";
import { say } from "./words.js";

const PART = 200; // members written at a time
const NEAR = "1500px";
const LIKELY = 28; // CSS pixels that a line is likely to take
const SLICE = 30; // milliseconds of writing after which the page may answer

const parts = new Map();
const waiting = new Map();
const near = new Set();
const watcher = new IntersectionObserver(
  (found) => {
    // What has gone by before it was written is not written.
    for (const { isIntersecting, target } of found) near[isIntersecting ? "add" : "delete"](target);
    writeNear();
  },
  { rootMargin: NEAR },
);

let writing = 0;

function writeNear() {
  clearTimeout(writing);
  const end = performance.now() + SLICE;
  for (const part of near) {
    near.delete(part);
    fill(part);
    if (performance.now() > end) break;
  }
  if (near.size) writing = setTimeout(writeNear);
}

function fill(part) {
  const write = waiting.get(part);
  if (!write) return;
  waiting.delete(part);
  watcher.unobserve(part);
  part.replaceChildren(...write());
  part.style.minHeight = "";
}

function later(count, membersOf, write, { columns }) {
  const made = [];
  for (let from = 0; from < count; from += PART) {
    const to = Math.min(from + PART, count);
    const part = element("ul", { class: "members later" });
    part.style.minHeight = `${((to - from) * LIKELY) / columns}px`;
    waiting.set(part, () => membersOf().slice(from, to).map(write));
    watcher.observe(part);
    made.push(part);
  }
  return made;
}

const inNetwork = (member) => element("li", {}, linkTo(member));

// Those who answer the question are marked, also in what is written after it was asked.
let picks = { found: null, members: new Set() };

function isPicked(member) {
  const found = answer(state.query);
  if (found !== picks.found) picks = { found, members: new Set(found) };
  return picks.members.has(member);
}

function inAlphabet(member) {
  const networks = neighbours(member).flatMap((network, place) => [place ? ", " : ": ", linkTo(network)]);
  return element("li", { id: member.id, class: isPicked(member) && "picked" }, element("b", {}, nameOf(member)), ...(networks.length ? networks : [`: ${say("large.none")}`]));
}

function startParts() {
  const networks = nodes.filter(isNetwork);
  for (const network of networks) {
    const made = later(network.size, () => neighbours(network), inNetwork, { columns: 4 });
    document.getElementById(network.id).append(...made);
  }
  const all = later(nodes.length - networks.length, () => nodes, inAlphabet, { columns: 1 });
  document.getElementById("by-member").after(...all);
  all.forEach((part, place) => parts.set(place, part));
  document.querySelector(".later-note").hidden = false;
}

// The entry of a member is written before somebody goes there.
export function entryOf(id) {
  const node = nodeOf(id);
  if (node && !isNetwork(node)) fill(parts.get(Math.floor(node.index / PART)));
  return document.getElementById(id);
}

startParts();
