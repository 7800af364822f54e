// The list of a page with too many members: parts of it are written when they come near, or when somebody goes there.

import { element, linkTo, nameOf } from "./elements.js";
import { hold } from "./hold.js";
import { isNetwork, neighbours, nodeOf, nodes } from "./island.js";
import { pause } from "./pause.js";
import { answer, decoded, state } from "./state.js";
import { say } from "./words.js";

const PART = { network: 200, alphabet: 100 }; // members written at a time
const STRETCH = 20; // parts of the alphabet that are laid out together
const NEAR = "1500px";
const LIKELY = { line: 28, network: 64 }; // CSS pixels that a line and the head of a network are likely to take
const SLICE = 8; // milliseconds of writing between two frames

const PUTS_OFF = CSS.supports("content-visibility: auto");

const waiting = new Map();
const near = new Set();
const watcher = new IntersectionObserver(
  (found) => {
    // What has gone by before it was written is not written.
    for (const { isIntersecting, target } of found) near[isIntersecting ? "add" : "delete"](target);
    soon();
  },
  { rootMargin: NEAR },
);

let writing = 0;

// One slice a frame: what is written has to be laid out, too, which takes longer than writing it.
function soon() {
  if (near.size) writing ||= requestAnimationFrame(writeNear);
}

function writeNear() {
  writing = 0;
  const end = performance.now() + SLICE;
  for (const room of near) {
    fill(room);
    if (performance.now() > end) break;
  }
  soon();
}

function fill(room) {
  const write = waiting.get(room);
  near.delete(room);
  if (!write) return;
  waiting.delete(room);
  watcher.unobserve(room);
  room.style.minHeight = "";
  write(room);
}

function fillLater(room, height, write) {
  // Where the layout can be put off, a least height would have to go later, and scrolling would not be anchored then.
  room.style[PUTS_OFF ? "containIntrinsicBlockSize" : "minHeight"] = `${PUTS_OFF ? "auto " : ""}${height}px`;
  waiting.set(room, write);
  watcher.observe(room);
}

const heightOf = (count, columns) => Math.ceil(count / columns) * LIKELY.line;

function partsOf(members, size, write, { columns }) {
  const made = [];
  for (let from = 0; from < members.length; from += size) {
    const some = members.slice(from, from + size);
    const part = element("ul", { class: "members later" });
    fillLater(part, heightOf(some.length, columns), () => part.append(...some.map(write)));
    made.push(part);
  }
  return made;
}

const COLUMNS = 4; // of the members of a network, on a wide window

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

// The networks stand in stretches, so that few things have to be watched.
function startNetworks() {
  for (const stretch of document.querySelectorAll("#list .stretch")) {
    const networks = [...stretch.children].map((one) => nodeOf(one.id));
    const height = networks.reduce((sum, { size }) => sum + LIKELY.network + heightOf(size, COLUMNS), 0);
    fillLater(stretch, height, () => {
      for (const [place, network] of networks.entries())
        stretch.children[place].append(...partsOf(neighbours(network), PART.network, inNetwork, { columns: COLUMNS }));
    });
  }
}

const stretches = [];
const partOf = new Map(); // by the place of its first member

function startAlphabet() {
  const members = nodes.filter((node) => !isNetwork(node));
  const length = STRETCH * PART.alphabet;
  for (let from = 0; from < members.length; from += length) {
    const some = members.slice(from, from + length);
    const stretch = element("div", { class: "stretch" });
    fillLater(stretch, heightOf(some.length, 1), () => {
      const made = partsOf(some, PART.alphabet, inAlphabet, { columns: 1 });
      made.forEach((part, place) => partOf.set(from + place * PART.alphabet, part));
      stretch.append(...made);
    });
    stretches.push(stretch);
  }
  document.getElementById("by-member").after(...stretches);
}

// The entry of a member, and what stands before a network, is written before somebody goes there.
export function entryOf(id) {
  const node = nodeOf(id);
  if (node && !isNetwork(node)) {
    fill(stretches[Math.floor(node.index / PART.alphabet / STRETCH)]);
    fill(partOf.get(node.index - (node.index % PART.alphabet)));
  } else if (node) fill(document.getElementById(id).parentElement);
  return document.getElementById(id);
}

function follow(hash) {
  hold(entryOf(decoded(hash.slice(1))), () => near.size > 0);
}

function watchWays() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link) follow(link.hash);
  });
  // Somebody who goes back comes where they were, as far as the browser says that they go back.
  let isBack = false;
  window.navigation?.addEventListener("navigate", ({ navigationType }) => { isBack = navigationType === "traverse"; });
  addEventListener("hashchange", () => follow(isBack ? "" : location.hash));
  follow(location.hash);
}

// Three tasks rather than one: nodes are made before, the rest of the page begins after.
await pause();
startNetworks();
startAlphabet();
document.querySelector(".later-note").hidden = false;
watchWays();
await pause();
