// Many members at once: drawn in few strokes, and with edges left out while the view moves, because all of them take
// longer than there is between two turns of the wheel.

import { type Context, onDestroy } from "../context.ts";
import { type GraphNode, isNetwork, remembered } from "../model/graph.ts";
import type { Strength } from "./paint.ts";

const MOST_EDGES = 1500; // that are restyled and drawn at ease
const PIE_FROM = 3.5; // CSS pixels of a radius from which several colours in a dot can be told apart
const REST = 160; // milliseconds without a move after which everything is drawn again

export interface Density {
  readonly isDense: boolean;
  isMoving(): boolean;
  // Called at each move of the view; everything is drawn again after the last one.
  moved(redraw: () => void): void;
  // Whether a member is drawn with others of its colour, as a plain dot.
  isPlain(node: GraphNode, size: number, scale: number): boolean;
}

export function createDensity(context: Context): Density {
  const isDense = context.graph.edges.length > MOST_EDGES;
  let resting = 0;
  const isMoving = () => resting > 0;
  onDestroy(context, () => clearTimeout(resting));
  return {
    isDense,
    isMoving,
    moved(redraw) {
      if (!isDense) return;
      clearTimeout(resting);
      resting = window.setTimeout(() => {
        resting = 0;
        redraw();
      }, REST);
    },
    isPlain: (node, size, scale) =>
      isDense && !isNetwork(node) && !context.looks.of(node) && size > 0 && (isMoving() || size * scale < PIE_FROM),
  };
}

interface PlainOptions {
  density: Density;
  x: readonly number[];
  y: readonly number[];
  sizes: readonly number[];
  scale: number;
  strength(node: GraphNode): Strength;
  isVisible(node: GraphNode): boolean;
}

export function drawPlain(ctx: CanvasRenderingContext2D, { graph, theme }: Context, options: PlainOptions): void {
  const { density, x, y, sizes, scale, strength, isVisible } = options;
  const { colours } = theme;
  if (!density.isDense) return;
  const groups = new Map<string, GraphNode[]>();
  for (const node of graph.members) {
    if (!density.isPlain(node, sizes[node.index], scale) || !isVisible(node)) continue;
    const [first] = graph.signature(node);
    const colour = !first ? "" : strength(node) === "faded" ? colours.faded : theme.tone(first);
    remembered(groups, colour, () => []).push(node);
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
