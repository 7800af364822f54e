// Looks, labels and titles that an analyst gave in pyvis, and what was added there by hand. Whatever is not here looks
// as its kind and its networks imply.

import { colours, paint, tone } from "./colours.js";
import { data, frames } from "./data.js";
import { boxOf, write } from "./lettering.js";

const given = { nodes: [], edges: [], labels: [], titles: [], ...data.own };
const nodeLooks = new Map(given.nodes);
const edgeLooks = new Map(given.edges);
const ownLabels = new Map(given.labels);
const ownTitles = new Map(given.titles);
const added = { nodes: [], edges: [], ...data.added };

export const ownLook = ({ index }) => nodeLooks.get(index);
export const ownEdge = ({ index }) => edgeLooks.get(index);
export const isLeftOut = (node) => Boolean(ownLook(node)?.hidden);
export const labelOf = (node) => ownLabels.get(node.index) ?? (node.kind === "network" ? node.label : node.name);
// What is written where one points: a title of an analyst stands in place of the label.
export const titleOf = (node) => (ownTitles.get(node.index) ?? labelOf(node)).split("\n");
export const classOf = (network) => ownLook(network)?.class ?? `n${network.place}`;

export function toneOf(network) {
  const look = ownLook(network);
  return look ? paint(look.fill) : tone(network);
}

// How much larger than usual a label is, and its colour.
export function fontOf(node, usual) {
  const look = ownLook(node);
  return { share: look ? look.font / usual : 1, ink: look?.ink || "" };
}

function trace(ctx, { shape, corners }, x, y, size) {
  ctx.beginPath();
  if (shape === "square") ctx.roundRect(x - size, y - size, 2 * size, 2 * size, Math.min(5, size / 3));
  else if (shape === "dot") ctx.arc(x, y, size, 0, 2 * Math.PI);
  else for (const [across, down] of corners) ctx.lineTo(x + size * across, y + size * down);
  ctx.closePath();
}

export function drawLook(ctx, look, { x, y, size, fade }) {
  trace(ctx, look, x, y, size);
  ctx.fillStyle = fade ? colours.faded : paint(look.fill);
  ctx.fill();
  if (look.slices && !fade) drawSlices(ctx, look.slices, x, y, size);
  if (look.border === null || !look.width) return;
  trace(ctx, look, x, y, size);
  ctx.lineWidth = look.width * size;
  ctx.strokeStyle = fade ? colours.faded : paint(look.border);
  ctx.stroke();
}

function drawSlices(ctx, slices, x, y, size) {
  slices.forEach((slice, place) => {
    const [start, turn] = [(place / slices.length - 0.25) * 2 * Math.PI, (2 * Math.PI) / slices.length];
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.arc(x, y, size, start, start + turn);
    ctx.closePath();
    ctx.fillStyle = paint(slice);
    ctx.fill();
  });
}

// An added node goes along with those that it is joined to, into whatever layout.
function addedAt(number, frame, places) {
  const [x, y, size] = added.nodes[number].at[frames.findIndex(({ name }) => name === frame.name)];
  const joined = added.edges.flatMap(({ ends }) => (ends.includes(-1 - number) ? ends.filter((end) => end >= 0) : []));
  const way = (axis) => joined.reduce((sum, end) => sum + places[axis][end] - frame[axis][end], 0) / (joined.length || 1);
  return { x: x + way("x"), y: y + way("y"), size };
}

const endAt = (end, frame, places) => (end < 0 ? addedAt(-1 - end, frame, places) : { x: places.x[end], y: places.y[end] });

const isSeen = (end) => !(end < 0 ? added.nodes[-1 - end] : nodeLooks.get(end))?.hidden;

export function drawAddedEdges(ctx, frame, places) {
  ctx.save();
  for (const edge of added.edges) {
    if (edge.hidden || !edge.ends.every(isSeen)) continue;
    const [from, to] = edge.ends.map((end) => endAt(end, frame, places));
    ctx.strokeStyle = paint(edge.colour);
    ctx.globalAlpha = edge.opacity;
    ctx.lineWidth = edge.width;
    ctx.setLineDash(edge.dashes);
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.stroke();
  }
  ctx.restore();
}

// Nodes that were added, each with its label below it where there is room.
export function drawAddedNodes(ctx, frame, places, { size: type, rooms }) {
  added.nodes.forEach((node, number) => {
    if (node.hidden) return;
    const { x, y, size } = addedAt(number, frame, places);
    drawLook(ctx, node, { x, y, size, fade: false });
    const lines = node.label.split("\n").filter(Boolean);
    if (!lines.length) return;
    const at = { x, y: y + size + 2, size: type, ...(node.ink ? { colour: node.ink } : {}) };
    const box = boxOf(ctx, lines, at);
    if (!rooms.free(box)) return;
    rooms.take(box);
    write(ctx, lines, at);
  });
}
