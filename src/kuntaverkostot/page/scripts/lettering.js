// Text on the canvas: at least 12 CSS px at any zoom, with a halo, and never on top of other text.

import { colours } from "./colours.js";

export const LEAST = 12;
const LINE = 1.2;

export function typeSize(natural, scale) {
  return Math.max(LEAST / scale, natural / Math.max(1, scale ** 0.6));
}

export function write(ctx, lines, { x, y, size, weight = 400, colour = colours.ink, align = "center" }) {
  ctx.font = `${weight} ${size}px system-ui, sans-serif`;
  ctx.textAlign = align;
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  ctx.lineWidth = size / 4;
  ctx.strokeStyle = colours.ground;
  ctx.fillStyle = colour;
  lines.forEach((line, place) => {
    const baseline = y + size * (LINE * place + 0.85);
    ctx.strokeText(line, x, baseline);
    ctx.fillText(line, x, baseline);
  });
}

// Rooms that are taken; a label that would cover another one is left out.
export function makeRooms() {
  const taken = [];
  return {
    take(box) {
      taken.push(box);
    },
    free([left, top, right, bottom]) {
      return taken.every((box) => right < box[0] || left > box[2] || bottom < box[1] || top > box[3]);
    },
  };
}

const pen = document.createElement("canvas").getContext("2d");

// Width and height of the label of a network.
export function roomOf(lines, size) {
  const [from, , to, height] = boxOf(pen, lines, { x: 0, y: 0, size, weight: 600 });
  return [to - from, height];
}

export function boxOf(ctx, lines, { x, y, size, weight = 400, align = "center" }) {
  ctx.font = `${weight} ${size}px system-ui, sans-serif`;
  const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
  const left = align === "center" ? x - width / 2 : x;
  return [left, y, left + width, y + lines.length * size * LINE];
}
