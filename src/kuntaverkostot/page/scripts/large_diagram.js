// The diagram of a page with too many members to draw: networks and what they share first, members when a network
// is chosen. Nothing moves by itself.

import { fit, isNear, reveal, startCamera, watchMouse, watchSize } from "./camera.js";
import { colours, tone, watchColours } from "./colours.js";
import { frames } from "./data.js";
import { openDetails } from "./details.js";
import { drawNode, drawRing } from "./drawing.js";
import { hubs, isNetwork, neighbours, nodes, overlaps, signature } from "./island.js";
import { boxOf, makeRooms, typeSize, write } from "./lettering.js";
import { answer, onChange, PARTS, state } from "./state.js";
import { current, placeButton, startWalk } from "./walk.js";
import { say } from "./words.js";

const WIDE_FROM = 640; // CSS pixels from which the wide frame is used
const MOST_SHOWN = 400; // members around a network
const DOT = 2.6; // radius of a member, in pixels of the frame
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const REACH = { mouse: 12, touch: 24 }; // CSS pixels from a node within which a pointer means it

const squares = nodes.filter(isNetwork);
const bySize = [...squares].sort((one, other) => other.size - one.size);
const mostShared = Math.max(1, ...overlaps.map(({ shared }) => shared));

let network, container, note;
let frame = frames[0];
let drawn = new Map(); // members that are drawn, and where
let meant = new Set();

export function startDiagram(room, speak) {
  container = room;
  note = document.createElement("p");
  note.className = "meta";
  document.getElementById("moves").before(note);
  watchColours(() => network?.redraw());
  pickFrame();
  network = startCamera(container, [], () => frame);
  startWalk(container, speak);
  network.on("beforeDrawing", (ctx) => {
    drawOverlaps(ctx);
    drawBonds(ctx);
    drawSquares(ctx);
  });
  network.on("afterDrawing", drawAbove);
  network.on("click", ({ pointer, event }) => openDetails(nodeAt(pointer.canvas, event.pointerType)));
  listen();
  fit();
}

function listen() {
  watchMouse(nodeAt);
  watchSize(() => {
    pickFrame();
    show();
  });
  onChange((what) => {
    if (what.has("chosen") || what.has("query") || what.has("focused")) show();
    if (what.has("chosen") && state.chosen) reveal(placeOf(state.chosen));
    if (what.has("focused") && state.focused) reveal(placeOf(state.focused));
    network.redraw();
  });
}

function pickFrame() {
  const name = container.clientWidth >= WIDE_FROM ? "wide" : "tall";
  frame = frames.find((one) => one.name === name);
}

// A network stands where Python put it; a member in the seeds of its network, or else in the middle of its networks.
function placeOf(node) {
  if (isNetwork(node)) return { x: frame.x[node.at], y: frame.y[node.at] };
  if (drawn.has(node)) return drawn.get(node);
  const own = signature(node).map(placeOf);
  const mean = (axis) => own.reduce((sum, at) => sum + at[axis], 0) / own.length;
  return own.length ? { x: mean("x"), y: mean("y") } : { x: frame.width / 2, y: frame.height / 2 };
}

// Members like the seeds of a sunflower around a point, kept inside the frame.
function seeds(members, centre, from) {
  const first = (from / (2 * DOT)) ** 2;
  const reach = 2 * DOT * Math.sqrt(first + members.length) + DOT;
  const inside = (value, size) => Math.min(Math.max(value, Math.min(reach, size / 2)), Math.max(size - reach, size / 2));
  const [x, y] = [inside(centre.x, frame.width), inside(centre.y, frame.height)];
  members.forEach((member, place) => {
    const away = 2 * DOT * Math.sqrt(first + place);
    drawn.set(member, { x: x + away * Math.cos(place * GOLDEN), y: y + away * Math.sin(place * GOLDEN) });
  });
}

function show() {
  drawn = new Map();
  meant = new Set();
  const { chosen, query, focused } = state;
  let all = 0;
  if (query) {
    const found = answer(query);
    const asked = squares.filter(({ id }) => PARTS.slice(0, 2).some((part) => query[part].includes(id)));
    for (const one of asked) meant.add(one);
    all = found.length;
    seeds(found.slice(0, MOST_SHOWN), { x: frame.width / 2, y: frame.height / 2 }, 0);
  } else if (chosen && isNetwork(chosen)) {
    const members = neighbours(chosen);
    all = members.length;
    seeds(members.slice(0, MOST_SHOWN), placeOf(chosen), frame.size[chosen.at] + 3 * DOT);
  } else if (chosen) {
    for (const one of signature(chosen)) meant.add(one);
    drawn.set(chosen, placeOf(chosen));
  }
  if (chosen) meant.add(chosen);
  if (focused && !isNetwork(focused) && !drawn.has(focused)) drawn.set(focused, placeOf(focused));
  note.textContent = all ? say("large.showing", { shown: Math.min(all, MOST_SHOWN), all }) : "";
}

const isAsked = () => Boolean(state.chosen || state.query);

function strengthOf(node) {
  if (!isAsked()) return "usual";
  return meant.has(node) || drawn.has(node) ? "strong" : "faded";
}

// What networks share. vis-network takes long over thousands of nodes and edges, so it only moves the view here.
function drawOverlaps(ctx) {
  const faded = isAsked();
  for (const { one, other, shared } of overlaps) {
    if (state.hidden.includes(one.id) || state.hidden.includes(other.id)) continue;
    const asked = faded && (one === state.chosen || other === state.chosen);
    const [from, to] = [placeOf(one), placeOf(other)];
    ctx.globalAlpha = asked ? 0.8 : faded ? 0.12 : 0.35;
    ctx.strokeStyle = asked ? colours.ink : colours.grey;
    ctx.lineWidth = 0.5 + 3.5 * Math.sqrt(shared / mostShared);
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function drawSquares(ctx) {
  const scale = network.getScale();
  const [from, to] = seen();
  for (const node of squares) {
    const [{ x, y }, size] = [placeOf(node), frame.size[node.at]];
    if (x + size < from.x || x - size > to.x || y + size < from.y || y - size > to.y) continue;
    if (!state.hidden.includes(node.id)) drawNode(ctx, node, { x, y, size, strength: strengthOf(node), scale });
  }
}

// Lines from a member to its networks.
function drawBonds(ctx) {
  for (const member of new Set([state.chosen, state.focused, state.hovered])) {
    if (!member || isNetwork(member)) continue;
    const from = placeOf(member);
    for (const one of signature(member)) {
      const to = placeOf(one);
      ctx.strokeStyle = tone(one);
      ctx.lineWidth = 1.8;
      ctx.beginPath();
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
      ctx.stroke();
    }
  }
}

function drawAbove(ctx) {
  const scale = network.getScale();
  if (drawn.size > 1) {
    ctx.fillStyle = colours.ground;
    ctx.globalAlpha = 0.85;
    for (const { x, y } of drawn.values()) {
      ctx.beginPath();
      ctx.arc(x, y, 2.2 * DOT, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
  }
  for (const [member, { x, y }] of drawn) drawSeed(ctx, member, x, y);
  const pointed = [...new Set([state.chosen, state.focused, state.hovered])].filter(Boolean);
  for (const node of pointed) {
    const at = placeOf(node);
    const size = isNetwork(node) ? frame.size[node.at] : DOT;
    if (isNetwork(node)) drawNode(ctx, node, { ...at, size, strength: "strong", scale });
    drawRing(ctx, node, { ...at, size, scale });
  }
  drawNames(ctx, pointed, scale);
  const node = current();
  const at = network.canvasToDOM(placeOf(node));
  placeButton({ ...at, size: (isNetwork(node) ? frame.size[node.at] : DOT) * scale });
}

function drawSeed(ctx, member, x, y) {
  ctx.beginPath();
  ctx.arc(x, y, DOT, 0, 2 * Math.PI);
  ctx.fillStyle = isNetwork(state.chosen || member) ? tone(state.chosen) : colours.ink;
  ctx.fill();
}

// The corners of what is seen of the frame.
const seen = () => [[0, 0], [container.clientWidth, container.clientHeight]].map(([x, y]) => network.DOMtoCanvas({ x, y }));

// Names of what is pointed at, then of networks, the largest first, where there is room.
function drawNames(ctx, pointed, scale) {
  const size = typeSize(frame.type, scale);
  const rooms = makeRooms();
  const put = (node, radius, look) => {
    const at = placeOf(node);
    const spot = { x: at.x, y: at.y + radius + 3 / scale, size, ...look };
    const box = boxOf(ctx, [node.label], spot);
    if (look.optional && (!rooms.free(box) || outside(box))) return;
    rooms.take(box);
    write(ctx, [node.label], spot);
  };
  for (const node of pointed) put(node, isNetwork(node) ? frame.size[node.at] : DOT, { weight: 600 });
  const [from, to] = seen();
  const outside = ([left, top, right, bottom]) => left < from.x || right > to.x || top < from.y || bottom > to.y;
  if (drawn.size > 1) {
    if (scale > 3) for (const member of drawn.keys()) put(member, DOT, { optional: true });
    return;
  }
  for (const one of hubs) {
    const [{ x, y }, half] = [placeOf(one), frame.size[one.at]];
    if (!state.hidden.includes(one.id)) rooms.take([x - half, y - half, x + half, y + half]);
  }
  for (const one of isNear() ? bySize : hubs) {
    if (state.hidden.includes(one.id)) continue;
    const faded = strengthOf(one) === "faded";
    put(one, frame.size[one.at], { optional: true, weight: hubs.includes(one) ? 600 : 400, colour: faded ? colours.muted : colours.ink });
  }
}

function nodeAt({ x, y }, pointer) {
  let found = null;
  let least = (REACH[pointer] || REACH.mouse) / network.getScale();
  const consider = (node, at, size) => {
    const away = Math.hypot(at.x - x, at.y - y) - size;
    if (away < least) [found, least] = [node, away];
  };
  for (const [member, at] of drawn) consider(member, at, DOT);
  if (found) return found;
  for (const node of squares) if (!state.hidden.includes(node.id)) consider(node, placeOf(node), frame.size[node.at]);
  return found;
}
