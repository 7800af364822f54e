// How nodes look on the canvas. Sizes are those of the frame, so that nothing overlaps that did not in Python.

import { colours, on, tone } from "./colours.js";
import { isNetwork, signature } from "./island.js";
import { LEAST } from "./lettering.js";
import { drawLook, ownLook } from "./looks.js";

const TURN = 2 * Math.PI;

export function drawNode(ctx, node, { x, y, size, strength, scale }) {
  const fade = strength === "faded";
  ctx.lineWidth = 1;
  const look = ownLook(node);
  if (look) {
    drawLook(ctx, look, { x, y, size, fade });
    const letter = typeof look.fill === "number" ? on({ place: look.fill }) : colours.forced ? colours.ground : look.on;
    drawLetter(ctx, node, { x, y, size, scale, colour: fade ? colours.ground : letter });
  } else if (isNetwork(node)) drawSquare(ctx, node, { x, y, size, fade, scale });
  else drawMember(ctx, node, x, y, size, fade);
}

function drawSquare(ctx, node, { x, y, size, fade, scale }) {
  ctx.fillStyle = fade ? colours.faded : tone(node);
  ctx.beginPath();
  ctx.roundRect(x - size, y - size, 2 * size, 2 * size, Math.min(5, size / 3));
  ctx.fill();
  drawLetter(ctx, node, { x, y, size, scale, colour: fade ? colours.ground : on(node) });
}

function drawLetter(ctx, node, { x, y, size, scale, colour }) {
  if (!node.letter) return;
  ctx.fillStyle = colour;
  ctx.font = `700 ${Math.max(1.15 * size, LEAST / scale)}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(node.letter, x, y + 0.06 * size);
}

function outline(ctx, node, x, y, size) {
  ctx.beginPath();
  if (node.kind === "organisation") {
    ctx.moveTo(x, y - size);
    ctx.lineTo(x + size, y);
    ctx.lineTo(x, y + size);
    ctx.lineTo(x - size, y);
    ctx.closePath();
  } else ctx.arc(x, y, size, 0, TURN);
}

function drawMember(ctx, node, x, y, size, fade) {
  const networks = signature(node);
  if (networks.length < 2 || fade) {
    outline(ctx, node, x, y, networks.length ? size : size - 0.75);
    ctx.fillStyle = networks.length ? (fade ? colours.faded : tone(networks[0])) : colours.ground;
    ctx.fill();
    if (networks.length) return;
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = fade ? colours.faded : colours.grey;
    ctx.stroke();
    return;
  }
  networks.forEach((network, place) => {
    const start = (place / networks.length - 0.25) * TURN;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.arc(x, y, size, start, start + TURN / networks.length);
    ctx.closePath();
    ctx.fillStyle = tone(network);
    ctx.fill();
  });
  outline(ctx, node, x, y, size - 0.4);
  ctx.lineWidth = 0.8;
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
}

// A ring in two tones, seen on any colour.
export function drawRing(ctx, node, { x, y, size, scale }) {
  const side = size + 3 / scale;
  for (const [width, colour] of [[7, colours.ground], [3, colours.ink]]) {
    ctx.lineWidth = width / scale;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    if (isNetwork(node)) ctx.roundRect(x - side, y - side, 2 * side, 2 * side, Math.min(6, side / 3));
    else ctx.arc(x, y, side, 0, TURN);
    ctx.stroke();
  }
}

export function drawGround(ctx, { ground, colour, fade }) {
  const [left, top, right, bottom] = ground;
  ctx.save();
  ctx.globalAlpha = fade ? 0.03 : 0.08;
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.roundRect(left, top, right - left, bottom - top, 18);
  ctx.fill();
  ctx.restore();
}

export function drawLand(ctx, outline) {
  ctx.save();
  ctx.fillStyle = colours.panel;
  ctx.strokeStyle = colours.line;
  ctx.lineJoin = "round";
  for (const ring of outline) {
    ctx.beginPath();
    for (const [x, y] of ring) ctx.lineTo(x, y);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}
