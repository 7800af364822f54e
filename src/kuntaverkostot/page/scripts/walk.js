// Walking along the edges by keyboard: one tab stop, a real button on the node that has the focus.
//
// Down follows an edge to the first neighbour, Left and Right go through the neighbours of where one came from, Up
// goes back there, or to the first network of a member that one did not come to by an edge. So from any node Down and
// Right visit exactly its neighbours, and Up leads along an edge too.

import { describeShortly, openDetails } from "./details.js";
import { bringTo, element, part } from "./elements.js";
import { hubs, isNetwork, neighbours, nodes } from "./island.js";
import { focusOn, onChange, state } from "./state.js";
import { extent, plain, say } from "./words.js";

const PAUSE = 1000; // milliseconds after which typed letters begin a new name

let layer, button, speak;
let typed = "";
let lastTyped = 0;

// Networks first, those with members in the order of the legend; then what no edge leads to.
const top = [
  ...hubs,
  ...nodes.filter((node) => isNetwork(node) && !hubs.includes(node)).sort((one, other) => one.rank - other.rank),
  ...nodes.filter((node) => !isNetwork(node) && !node.size && !node.edges.length).sort((one, other) => one.rank - other.rank),
];
const members = nodes.filter((node) => !isNetwork(node)).sort((one, other) => one.rank - other.rank);

// Where one is: a node among its siblings; under it, where one came from.
let trail = [{ siblings: top, place: 0 }];

const here = () => trail[trail.length - 1];
export const current = () => here().siblings[here().place];
const origin = () => (trail.length > 1 ? trail[trail.length - 2].siblings[trail[trail.length - 2].place] : null);

export function startWalk(over, speaker) {
  speak = speaker;
  layer = element("div", {
    class: "layer",
    role: "application",
    "aria-label": say("tool.diagram_name"),
    "aria-roledescription": say("tool.diagram_role"),
    "aria-describedby": "keys",
  });
  layer.append(makeButton());
  over.append(layer);
  onChange((what) => {
    if (what.has("chosen") && state.chosen && state.chosen !== current()) goTo(state.chosen, { quiet: true });
  });
}

// Replaced as the focus moves, so that the focus itself makes a screen reader speak.
function makeButton(from) {
  button = element("button", {
    class: "here",
    "aria-label": nameOfPlace(from),
    onkeydown,
    onclick: () => openDetails(current()),
    onfocus: () => focusOn(current()),
    onblur: (event) => {
      if (!event.relatedTarget?.closest?.(".layer, .moves")) focusOn(null);
    },
  });
  return button;
}

function nameOfPlace(from = origin()) {
  const node = current();
  const parts = [node.name, say(`kind.${node.kind}`)];
  if (node.status === "ended") parts.push(say("status.ended"));
  parts.push(extent(node));
  const edge = from && (isNetwork(node) ? from : node).edges.find(({ member, network }) => [from, node].includes(member) && [from, node].includes(network));
  if (edge?.basis === "candidate") parts.push(say("basis.candidate"));
  else if (from) parts.push(say(isNetwork(from) ? "tool.member_of" : "tool.network_of", { name: from.name }));
  parts.push(`${here().place + 1} / ${here().siblings.length}`);
  return parts.join(", ");
}

function arrive({ quiet = false, focus = true, from } = {}) {
  const old = button;
  const had = document.activeElement === old;
  // The focus goes from one to the other, and is at no time lost.
  old.after(makeButton(from));
  if (had || (focus && !quiet)) {
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  old.remove();
  if (!had && !focus) {
    focusOn(current());
    speak(nameOfPlace(from));
  }
}

export function goTo(node, options) {
  const siblings = here().siblings.includes(node) ? here().siblings : isNetwork(node) || top.includes(node) ? top : members;
  if (siblings !== here().siblings) trail = [];
  else trail.pop();
  trail.push({ siblings, place: siblings.indexOf(node) });
  arrive(options);
}

export const MOVES = {
  follow(options) {
    const next = neighbours(current());
    if (!next.length) return speak(describeShortly(current()));
    trail.push({ siblings: next, place: 0 });
    arrive(options);
  },
  back(options) {
    const from = current();
    if (trail.length > 1) {
      trail.pop();
      return arrive(options);
    }
    const [above] = top.includes(from) ? [] : neighbours(from);
    if (!above) return speak(say("tool.at_top"));
    trail = [{ siblings: top, place: top.indexOf(above) }];
    arrive({ ...options, from });
  },
  previous: (options) => step(-1, options),
  next: (options) => step(1, options),
  first: (options) => step(-here().place, options),
  last: (options) => step(here().siblings.length - 1 - here().place, options),
  details: () => openDetails(current()),
};

function step(by, options) {
  const { siblings, place } = here();
  here().place = (place + by + siblings.length) % siblings.length;
  arrive(options);
}

const KEYS = {
  ArrowDown: "follow",
  ArrowUp: "back",
  ArrowLeft: "previous",
  ArrowRight: "next",
  Home: "first",
  End: "last",
  Enter: "details",
};

function onkeydown(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const typing = Date.now() - lastTyped < PAUSE ? typed : "";
  if (KEYS[event.key]) MOVES[KEYS[event.key]]();
  else if (event.key === "Escape") leave();
  else if (event.key === " " && !typing) MOVES.details();
  else if ([...event.key].length === 1) typeAhead(typing + event.key);
  else return;
  event.preventDefault();
}

function typeAhead(text) {
  [typed, lastTyped] = [text, Date.now()];
  const wanted = text.toLowerCase();
  const forgiving = plain(text);
  const found =
    members.concat(top).find((node) => node.name.toLowerCase().startsWith(wanted)) ||
    members.concat(top).find((node) => plain(node.name).startsWith(forgiving));
  if (!found) return speak(say("tool.no_hits", { query: text }));
  if (found !== current()) goTo(found);
}

function leave() {
  const details = part("details");
  // Details may be higher than the window; what is seen then is their beginning.
  bringTo(details.hidden ? document.querySelector("#legend button") : details, "nearest");
}

// The button lies on its node, whatever the zoom; smaller nodes get a button of 44 px all the same.
export function placeButton({ x, y, size }) {
  const side = Math.max(44, 2 * size);
  button.style.width = button.style.height = `${side}px`;
  button.style.transform = `translate(${x - side / 2}px, ${y - side / 2}px)`;
}
