// Who joined and who left, marked above the diagram by shape: a full disc with a plus, an open square with a minus, and a
// full or a broken line to the network.

import type { MarkView } from "../host.ts";
import type { GraphNode } from "../model/graph.ts";
import type { Move } from "../model/steps.ts";

// CSS pixels.
const HALF = 7; // of a sign
const ARM = 4; // of what stands in it
const LINE = 2.5;
const BROKEN = [6, 4];

export function drawMoves(ctx: CanvasRenderingContext2D, moves: readonly Move[], view: MarkView): void {
  const { isVisible, placeOf, scale } = view;
  const seen = moves.filter(({ network, member }) => isVisible(network) && isVisible(member));
  ctx.save();
  ctx.lineWidth = LINE / scale;
  ctx.strokeStyle = view.colours.ink;
  for (const { network, member, joined } of seen) {
    const [{ x, y }, to] = [placeOf(member), placeOf(network)];
    // Up to the square, so that its letter can be read.
    const share = 1 - Math.min(1, to.size / Math.max(Math.abs(to.x - x), Math.abs(to.y - y)));
    ctx.setLineDash(joined ? [] : BROKEN.map((length) => length / scale));
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + (to.x - x) * share, y + (to.y - y) * share);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  // One who moved more than once has signs side by side.
  const signs = new Map<GraphNode, number>();
  for (const { member, joined } of seen) {
    const before = signs.get(member) ?? 0;
    signs.set(member, before + 1);
    const { x, y } = placeOf(member);
    drawSign(ctx, joined, { ...view, x: x + (before * (2 * HALF + 3)) / scale, y });
  }
  ctx.restore();
}

function drawSign(
  ctx: CanvasRenderingContext2D,
  joined: boolean,
  { x, y, scale, colours }: MarkView & { x: number; y: number },
): void {
  const [half, arm] = [HALF / scale, ARM / scale];
  ctx.lineWidth = 2 / scale;
  ctx.fillStyle = joined ? colours.ink : colours.ground;
  ctx.strokeStyle = colours.ink;
  ctx.beginPath();
  if (joined) ctx.arc(x, y, half, 0, 2 * Math.PI);
  else ctx.rect(x - half, y - half, 2 * half, 2 * half);
  ctx.fill();
  ctx.stroke();
  ctx.strokeStyle = joined ? colours.ground : colours.ink;
  ctx.beginPath();
  ctx.moveTo(x - arm, y);
  ctx.lineTo(x + arm, y);
  if (joined) {
    ctx.moveTo(x, y - arm);
    ctx.lineTo(x, y + arm);
  }
  ctx.stroke();
}
