// The list of a page with too many members: parts of it are written when they come near, or when somebody goes there.

import { element, linkTo, nameOf } from "./elements.js";
import { isNetwork, neighbours, nodeOf, nodes } from "./island.js";
import { say } from "./words.js";

const PART = 200; // members written at a time
const NEAR = "1500px";
const LIKELY = 28; // CSS pixels that a line is likely to take

const parts = new Map();
const waiting = new Map();
const watcher = new IntersectionObserver(
  (found) => {
    for (const { isIntersecting, target } of found) if (isIntersecting) fill(target);
  },
  { rootMargin: NEAR },
);

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

function inAlphabet(member) {
  const networks = neighbours(member).flatMap((network, place) => [place ? ", " : ": ", linkTo(network)]);
  return element("li", { id: member.id }, element("b", {}, nameOf(member)), ...(networks.length ? networks : [`: ${say("large.none")}`]));
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
