// Many members at once: drawn in few strokes, and with edges left out while the view moves, because all of them take
// longer than there is between two turns of the wheel.

import { colours, tone } from "./colours.js";
import { isNetwork, nodes, signature } from "./island.js";
import { ownLook } from "./looks.js";

const PIE_FROM = 3.5; // CSS pixels of a radius from which several colours in a dot can be told apart
const REST = 160; // milliseconds without a move after which everything is drawn again

export const crowded = true;

let stirring = null;

// Called at each move of the view; the last one draws everything once it is over.
export function moved(redraw) {
  clearTimeout(stirring);
  stirring = setTimeout(() => {
    stirring = null;
    redraw();
  }, REST);
}

export const isStirring = () => Boolean(stirring);

// Whether a member is drawn with others of its colour, as a plain dot.
export function isPlain(node, size, scale) {
  return !isNetwork(node) && !ownLook(node) && size > 0 && (isStirring() || size * scale < PIE_FROM);
}

export function drawPlain(ctx, { x, y }, sizes, { scale, strength, visible }) {
  const groups = new Map();
  for (const node of nodes) {
    if (!isPlain(node, sizes[node.index], scale) || !visible(node)) continue;
    const [first] = signature(node);
    const colour = !first ? "" : strength(node) === "faded" ? colours.faded : tone(first);
    if (!groups.has(colour)) groups.set(colour, []);
    groups.get(colour).push(node);
  }
  for (const [colour, members] of groups) {
    ctx.beginPath();
    for (const { index } of members) {
      ctx.moveTo(x[index] + sizes[index], y[index]);
      ctx.arc(x[index], y[index], sizes[index], 0, 2 * Math.PI);
    }
    ctx.fillStyle = colour || colours.ground;
    ctx.fill();
    if (colour) continue;
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = colours.grey;
    ctx.stroke();
  }
}
