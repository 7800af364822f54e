// Edges on the canvas. vis-network would take longer to be told of each than to draw it.

import { edges } from "./island.js";

let bundles = new Map();

// Edges of the same look together; asked for when the look changes, not when the view does.
export function bundle(lookOf) {
  bundles = new Map();
  for (const edge of edges) {
    const look = lookOf(edge);
    if (!look) continue;
    const key = Object.values(look).join(" ");
    if (!bundles.has(key)) bundles.set(key, { look, members: [] });
    bundles.get(key).members.push(edge);
  }
}

export function drawEdges(ctx, { x, y }, { share, strongOnly }) {
  ctx.save();
  for (const { look, members } of bundles.values()) {
    if (strongOnly && look.opacity < 1) continue;
    ctx.strokeStyle = look.colour;
    ctx.globalAlpha = look.opacity * share;
    ctx.lineWidth = look.width;
    ctx.setLineDash(look.dashes);
    for (const { member, network } of members) {
      ctx.beginPath();
      ctx.moveTo(x[member.index], y[member.index]);
      ctx.lineTo(x[network.index], y[network.index]);
      ctx.stroke();
    }
  }
  ctx.restore();
}
