// The interactive diagram: vis-network shows nodes and edges where Python put them; nothing moves by itself.

import { fit, reveal, startCamera, watchMouse, watchSize, wholeScale } from "./camera.js";
import { colours, paint, tone, watchColours } from "./colours.js";
import { crowded, drawPlain, isPlain, isStirring, moved } from "./crowd.js";
import { openDetails } from "./details.js";
import { drawGround, drawLand, drawNode, drawRing } from "./drawing.js";
import { bundle, drawEdges } from "./edges.js";
import { frames } from "./data.js";
import { isNetwork, neighbours, nodes, signature } from "./island.js";
import { drawLabels } from "./labels.js";
import { drawAddedEdges, isLeftOut, ownEdge, toneOf } from "./looks.js";
import { placesOf, withRoom } from "./places.js";
import { answer, onChange, PARTS, state } from "./state.js";
import { current, placeButton, startWalk } from "./walk.js";

const WIDE_FROM = 640; // CSS pixels from which the wide frame is used
const MOVE_TIME = 500; // milliseconds from one layout to another
const THIN = 0.4; // of their usual strength for edges so many that they would hide each other
const NOTHING = { drawNode() {} };
const REACH = { mouse: 12, touch: 24 }; // CSS pixels from a node within which a pointer means it

let network, points, container;
let frame = frames[0];
let places = frame;
let picked = new Set();
let beside = new Set();
let shown = ""; // name of the frame that places are of
let moving = 0;
let view = [0, 0, 0, 0]; // left, top, right and bottom of what is seen

export function startDiagram(element, speak) {
  container = element;
  watchColours(() => {
    styleEdges();
    network.redraw();
  });
  points = new vis.DataSet(nodes.map((node) => ({ id: node.index, shape: "custom", ctxRenderer })));
  pickFrame();
  network = startCamera(container, points, () => frame, () => moved(() => network.redraw()));
  // vis-network keeps the box of a node that was moved away, and leaves out what it takes to be out of view. What is
  // selected it draws always; what is out of view is left out here.
  network.selectNodes(nodes.map(({ index }) => index), false);
  styleEdges();
  startWalk(container, speak);
  network.on("beforeDrawing", drawBehind);
  network.on("afterDrawing", drawAbove);
  network.on("click", ({ pointer, event }) => openDetails(nodeAt(pointer.canvas, event.pointerType)));
  listen();
  fit();
}

function listen() {
  watchMouse(nodeAt);
  watchSize(() => {
    const before = frame;
    pickFrame();
    if (frame !== before) styleEdges();
  });
  onChange((what) => {
    if (what.has("chosen")) beside = new Set(state.chosen ? neighbours(state.chosen) : []);
    if (what.has("query")) picked = new Set(answer(state.query));
    if (what.has("layout")) {
      container.closest("figure").dataset.layout = state.layout;
      moveFrom(places);
    }
    if (!what.has("hovered") && !what.has("focused")) styleEdges();
    if (what.has("layout")) fit();
    if (what.has("chosen") && state.chosen) revealNode(state.chosen);
    if (what.has("focused") && state.focused) revealNode(state.focused);
    network.redraw();
  });
}

function pickFrame() {
  const name = container.clientWidth >= WIDE_FROM ? "wide" : "tall";
  cancelAnimationFrame(moving);
  const usual = frames.find((one) => one.name === name);
  const scale = wholeScale(container, usual);
  frame = withRoom(usual, scale);
  const asked = placesOf(frame, state.layout, scale, showReady);
  container.setAttribute("aria-busy", String(!asked));
  // Until they are computed, nodes stay where they are, or where they stand in another frame.
  const now = asked || (frame.name === shown ? places : placesOf(frame, "overlap", scale));
  shown = frame.name;
  if (now !== places) stand(now);
}

// Places that took time to compute are taken when they are still asked for.
function showReady() {
  moveFrom(places);
  network.redraw();
}

function stand(at) {
  places = at;
  points.update(nodes.map(({ index }) => ({ id: index, x: at.x[index], y: at.y[index] })));
}

// Nodes go from one layout to another, so that the eye can follow them; at once where motion is not wanted.
function moveFrom(before) {
  pickFrame();
  if (crowded || places === before || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const after = places;
  const start = performance.now();
  const step = (now) => {
    const share = Math.min(1, Math.max(0, now - start) / MOVE_TIME);
    const eased = share * (2 - share);
    const between = (axis) => after[axis].map((value, index) => before[axis][index] + (value - before[axis][index]) * eased);
    stand(share < 1 ? { ...after, x: between("x"), y: between("y") } : after);
    if (share < 1) moving = requestAnimationFrame(step);
  };
  step(start);
}

export function visible(node) {
  if (isLeftOut(node)) return false;
  if (isNetwork(node)) return !state.hidden.includes(node.id);
  const networks = signature(node);
  return networks.length === 0 || networks.some((one) => !state.hidden.includes(one.id));
}

// Chosen, beside the chosen, or an answer: strong; the rest steps back.
export function strength(node) {
  if (state.query) {
    const asked = isNetwork(node) && PARTS.slice(0, 2).some((part) => state.query[part].includes(node.id));
    return asked || picked.has(node) ? "strong" : "faded";
  }
  if (!state.chosen) return "usual";
  return node === state.chosen || beside.has(node) ? "strong" : "faded";
}

const styleEdges = () => bundle(lookOf);

function lookOf(edge) {
  const { member, network: to, basis } = edge;
  const own = ownEdge(edge);
  const strong = state.query
    ? strength(member) === "strong" && strength(to) === "strong"
    : member === state.chosen || to === state.chosen;
  const stepsBack = !strong && (state.chosen || state.query);
  // Away from its cluster an edge would only cross others: on the map it is drawn when it is asked for.
  const isAside = own ? own.hidden : to.status === "ended";
  const asked = isAside || state.layout === "map";
  // What an analyst hid is not drawn when it is asked for either.
  if ((asked && !strong) || (isAside && to.status !== "ended") || !visible(to) || !visible(member)) return null;
  const usual = own ? own.opacity : signature(member).length < 2 ? 0.3 : 0.6;
  return {
    colour: stepsBack ? colours.faded : own ? paint(own.colour) : tone(to),
    opacity: strong ? 1 : stepsBack ? Math.min(0.25, usual) : usual,
    width: (own ? own.width : 1) * (strong ? 1.8 : 1),
    dashes: own ? own.dashes : basis === "candidate" ? [4, 3] : [],
  };
}

function ctxRenderer({ ctx, id, x, y }) {
  const node = nodes[id];
  const size = frame.size[id];
  const [left, top, right, bottom] = view;
  const reach = size + 10 / network.getScale(); // with a ring around it
  if (x + reach < left || x - reach > right || y + reach < top || y - reach > bottom) return NOTHING;
  return {
    drawNode() {
      const scale = network.getScale();
      if (visible(node) && !isPlain(node, size, scale)) drawNode(ctx, node, { x, y, size, strength: strength(node), scale });
      // The walk also leads to a node that is hidden, and the focus is seen there too.
      const here = [state.chosen, state.hovered, state.focused].includes(node);
      if (here) drawRing(ctx, node, { x, y, size, scale });
    },
  };
}

function drawAbove(ctx) {
  const scale = network.getScale();
  drawLabels(ctx, { frame, places, scale, strength, visible, window: view });
  const node = current();
  const at = network.canvasToDOM({ x: places.x[node.index], y: places.y[node.index] });
  placeButton({ ...at, size: frame.size[node.index] * scale });
}

function drawBehind(ctx) {
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
  view = [from.x, from.y, to.x, to.y];
  if (places.outline) drawLand(ctx, places.outline);
  if (state.layout === "overlap") drawGrounds(ctx);
  const usual = crowded && !state.chosen && !state.query;
  drawEdges(ctx, places, { share: usual ? THIN : 1, strongOnly: isStirring() });
  drawAddedEdges(ctx, frame, places);
  drawPlain(ctx, places, frame.size, { scale: network.getScale(), strength, visible });
}

function drawGrounds(ctx) {
  for (const hub of frame.hubs) {
    const [one] = hub.networks.map((index) => nodes[index]);
    if (visible(one)) drawGround(ctx, { ground: hub.ground, colour: toneOf(one), fade: strength(one) === "faded" });
  }
  ctx.save();
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = 1;
  for (const [x, y, toX, toY] of frame.leaders) {
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(toX, toY);
    ctx.stroke();
  }
  ctx.restore();
}

function nodeAt({ x, y }, pointer) {
  const scale = network.getScale();
  const reach = REACH[pointer] || REACH.mouse;
  let found = null;
  let least = reach / scale;
  for (const node of nodes) {
    if (!visible(node)) continue;
    const away = Math.hypot(places.x[node.index] - x, places.y[node.index] - y) - frame.size[node.index];
    if (away < least) [found, least] = [node, away];
  }
  return found;
}

function revealNode({ index }) {
  reveal({ x: places.x[index], y: places.y[index] });
}
