// Lines on the canvas: memberships, or what networks share. To hand each of them to vis-network would take longer than to
// draw it.

import { type GraphNode, remembered } from "../model/graph.ts";

export interface EdgeStyle {
  colour: string;
  opacity: number;
  width: number;
  dashes: number[];
}

export interface Line {
  from: GraphNode;
  to: GraphNode;
  style: EdgeStyle;
}

export interface Bundle {
  style: EdgeStyle;
  ends: number[]; // indices of nodes, two for each line
}

interface Columns {
  x: readonly number[];
  y: readonly number[];
}

// Puts lines of the same style together; done when the style changes, not when the view does.
export function bundled(lines: Iterable<Line>): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const { from, to, style } of lines)
    remembered(bundles, Object.values(style).join(" "), () => ({ style, ends: [] })).ends.push(from.index, to.index);
  return [...bundles.values()];
}

export function drawEdges(
  ctx: CanvasRenderingContext2D,
  bundles: readonly Bundle[],
  { at: { x, y }, share, strongOnly }: { at: Columns; share: number; strongOnly: boolean },
): void {
  ctx.save();
  for (const { style, ends } of bundles) {
    if (strongOnly && style.opacity < 1) continue;
    ctx.strokeStyle = style.colour;
    ctx.globalAlpha = style.opacity * share;
    ctx.lineWidth = style.width;
    ctx.setLineDash(style.dashes);
    for (let place = 0; place < ends.length; place += 2) {
      const [from, to] = [ends[place], ends[place + 1]];
      drawLine(ctx, [x[from], y[from], x[to], y[to]]);
    }
  }
  ctx.restore();
}

export function drawLine(ctx: CanvasRenderingContext2D, [x, y, toX, toY]: readonly number[]): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}
