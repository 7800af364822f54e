// The interactive diagram: vis-network draws nodes and edges where Python put them; nothing moves by itself.

import { colours, tone, watchColours } from "./colours.js";
import { drawGround, drawNode, drawRing } from "./drawing.js";
import { edges, frames, isNetwork, neighbours, nodes, signature } from "./island.js";
import { drawLabels } from "./labels.js";
import { choose, hover, onChange, state } from "./state.js";

const WIDE_FROM = 640; // CSS pixels from which the wide frame is used
const MOST_ZOOM = 8;
const STEP = 1.4;
const MARGIN = 6; // CSS pixels around the frame
const REACH = { mouse: 12, touch: 24 }; // CSS pixels from a node within which a pointer means it

let network, points, lines, container;
let frame = frames[0];

export function startDiagram(element) {
  container = element;
  points = new vis.DataSet(nodes.map((node) => ({ id: node.index, shape: "custom", ctxRenderer })));
  lines = new vis.DataSet(edges.map((edge) => ({ id: edge.index, from: edge.member.index, to: edge.network.index })));
  watchColours(() => {
    styleEdges();
    network?.redraw();
  });
  pickFrame();
  network = new vis.Network(container, { nodes: points, edges: lines }, options());
  quiet();
  styleEdges();
  network.on("beforeDrawing", drawBehind);
  network.on("afterDrawing", (ctx) => drawLabels(ctx, { frame, scale: network.getScale(), strength, visible }));
  network.on("click", ({ pointer, event }) => choose(nodeAt(pointer.canvas, event.pointerType)));
  listen();
  fit();
}

function options() {
  return {
    autoResize: false,
    physics: false,
    layout: { improvedLayout: false },
    interaction: { dragNodes: false, hover: false, keyboard: false, selectable: false, zoomView: false },
    edges: { smooth: false, chosen: false, selectionWidth: 0, hoverWidth: 0 },
    nodes: { chosen: false },
  };
}

// The canvas is a picture to assistive technology; the list and the details are what they read.
function quiet() {
  const canvas = container.querySelector("canvas");
  canvas.setAttribute("aria-hidden", "true");
  for (const part of container.querySelectorAll("[tabindex]")) part.removeAttribute("tabindex");
}

function listen() {
  container.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse") return;
    hover(nodeAt(network.DOMtoCanvas(inside(event)), "mouse"));
    container.classList.toggle("over", Boolean(state.hovered));
  });
  container.addEventListener("pointerleave", () => hover(null));
  container.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? STEP ** 0.5 : STEP ** -0.5, network.DOMtoCanvas(inside(event)));
    },
    { passive: false },
  );
  new ResizeObserver(resize).observe(container);
  onChange((what) => {
    if (what !== "hovered") styleEdges();
    if (what === "chosen" && state.chosen) reveal(state.chosen);
    network.redraw();
  });
}

function inside(event) {
  const box = container.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function resize() {
  const before = frame;
  pickFrame();
  network.setSize(`${container.clientWidth}px`, `${container.clientHeight}px`);
  if (frame !== before) styleEdges();
  fit();
}

function pickFrame() {
  const name = container.clientWidth >= WIDE_FROM ? "wide" : "tall";
  frame = frames.find((one) => one.name === name);
  points.update(nodes.map(({ index }) => ({ id: index, x: frame.x[index], y: frame.y[index] })));
}

export function visible(node) {
  if (isNetwork(node)) return !state.hidden.has(node);
  const networks = signature(node);
  return networks.length === 0 || networks.some((one) => !state.hidden.has(one));
}

// Chosen or beside the chosen: strong; the rest steps back.
export function strength(node) {
  if (!state.chosen) return "usual";
  return node === state.chosen || neighbours(state.chosen).includes(node) ? "strong" : "faded";
}

function styleEdges() {
  lines.update(edges.map(styleEdge));
}

function styleEdge(edge) {
  const chosen = edge.member === state.chosen || edge.network === state.chosen;
  const ended = edge.network.status === "ended";
  const near = signature(edge.member).length < 2;
  const usual = { color: tone(edge.network), opacity: near ? 0.3 : 0.6 };
  return {
    id: edge.index,
    hidden: (ended && !chosen) || !visible(edge.network) || !visible(edge.member),
    dashes: edge.basis === "candidate" ? [4, 3] : false,
    width: chosen ? 1.8 : 1,
    color: chosen ? { color: tone(edge.network), opacity: 1 } : state.chosen ? { color: colours.faded, opacity: 0.25 } : usual,
  };
}

function ctxRenderer({ ctx, id, x, y }) {
  const node = nodes[id];
  const size = frame.size[id];
  return {
    drawNode() {
      if (!visible(node)) return;
      drawNode(ctx, node, { x, y, size, strength: strength(node) });
      if (node === state.chosen || node === state.hovered) drawRing(ctx, node, { x, y, size, scale: network.getScale() });
    },
    nodeDimensions: { width: 2 * size, height: 2 * size },
  };
}

function drawBehind(ctx) {
  for (const hub of frame.hubs) {
    const [one] = hub.networks.map((index) => nodes[index]);
    if (visible(one)) drawGround(ctx, { ground: hub.ground, colour: tone(one), fade: strength(one) === "faded" });
  }
  ctx.save();
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
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
    const away = Math.hypot(frame.x[node.index] - x, frame.y[node.index] - y) - frame.size[node.index];
    if (away < least) [found, least] = [node, away];
  }
  return found;
}

function fitScale() {
  return Math.min((container.clientWidth - 2 * MARGIN) / frame.width, (container.clientHeight - 2 * MARGIN) / frame.height);
}

export function fit() {
  network.moveTo({ position: { x: frame.width / 2, y: frame.height / 2 }, scale: fitScale(), animation: false });
}

export function zoom(factor, about = network.getViewPosition()) {
  const before = network.getScale();
  const scale = Math.min(Math.max(before * factor, fitScale()), fitScale() * MOST_ZOOM);
  const view = network.getViewPosition();
  // The point under the pointer stays where it is.
  const share = 1 - before / scale;
  network.moveTo({
    position: { x: view.x + (about.x - view.x) * share, y: view.y + (about.y - view.y) * share },
    scale,
    animation: false,
  });
}

export const zoomIn = () => zoom(STEP);
export const zoomOut = () => zoom(1 / STEP);

export function pan(across, down) {
  const view = network.getViewPosition();
  const way = Math.min(container.clientWidth, container.clientHeight) / 4 / network.getScale();
  network.moveTo({ position: { x: view.x + across * way, y: view.y + down * way }, animation: false });
}

// Moves the view only when the node would be out of it.
export function reveal(node) {
  const at = network.canvasToDOM({ x: frame.x[node.index], y: frame.y[node.index] });
  const edge = 30;
  const outside =
    at.x < edge || at.y < edge || at.x > container.clientWidth - edge || at.y > container.clientHeight - edge;
  if (outside && network.getScale() > fitScale() * 1.01)
    network.moveTo({ position: { x: frame.x[node.index], y: frame.y[node.index] }, animation: false });
}
