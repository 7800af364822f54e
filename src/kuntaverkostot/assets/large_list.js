// The list of a page with too many members: parts of it are written when they come near, or when somebody goes there.

import { element, nameOf } from "./elements.js";
import { hubs, isNetwork, neighbours, nodeOf, nodes } from "./island.js";
import { say } from "./words.js";

const PART = 200; // members written at a time
const NEAR = "1500px";
const LINE = 28; // CSS pixels that a line is likely to take

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

function later(members, write, { columns }) {
  const made = [];
  for (let from = 0; from < members.length; from += PART) {
    const here = members.slice(from, from + PART);
    const part = element("ul", { class: "members later" });
    part.style.minHeight = `${(here.length * LINE) / columns}px`;
    waiting.set(part, () => here.map(write));
    watcher.observe(part);
    made.push(part);
  }
  return made;
}

const linkTo = (node) => element("a", { href: `#${node.id}` }, nameOf(node));
const inNetwork = (member) => element("li", {}, linkTo(member));

function inAlphabet(member) {
  const networks = neighbours(member).flatMap((network, place) => [place ? ", " : ": ", linkTo(network)]);
  return element("li", { id: member.id }, element("b", {}, nameOf(member)), ...(networks.length ? networks : [`: ${say("large.none")}`]));
}

function start() {
  const networks = nodes.filter(isNetwork);
  for (const network of networks) {
    document.getElementById(network.id).append(...later(neighbours(network), inNetwork, { columns: 4 }));
  }
  const members = nodes.slice(0, nodes.length - networks.length);
  const all = later(members, inAlphabet, { columns: 1 });
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

start();
