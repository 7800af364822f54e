// Edges on the canvas. To hand each of them to vis-network would take longer than to draw it.

import type { Edge } from "../model/graph.ts";
import { remembered } from "../model/graph_whole.ts";

export interface EdgeStyle {
  colour: string;
  opacity: number;
  width: number;
  dashes: number[];
}

export interface Bundle {
  style: EdgeStyle;
  edges: Edge[];
}

interface Columns {
  x: readonly number[];
  y: readonly number[];
}

// Puts edges of the same style together; done when the style changes, not when the view does.
export function bundled(edges: readonly Edge[], styleOf: (edge: Edge) => EdgeStyle | null): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const edge of edges) {
    const style = styleOf(edge);
    if (style) remembered(bundles, Object.values(style).join(" "), () => ({ style, edges: [] })).edges.push(edge);
  }
  return [...bundles.values()];
}

export function drawEdges(
  ctx: CanvasRenderingContext2D,
  bundles: readonly Bundle[],
  { at: { x, y }, share, strongOnly }: { at: Columns; share: number; strongOnly: boolean },
): void {
  ctx.save();
  for (const { style, edges } of bundles) {
    if (strongOnly && style.opacity < 1) continue;
    ctx.strokeStyle = style.colour;
    ctx.globalAlpha = style.opacity * share;
    ctx.lineWidth = style.width;
    ctx.setLineDash(style.dashes);
    for (const { member, network } of edges)
      drawLine(ctx, [x[member.index], y[member.index], x[network.index], y[network.index]]);
  }
  ctx.restore();
}

export function drawLine(ctx: CanvasRenderingContext2D, [x, y, toX, toY]: readonly number[]): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}
