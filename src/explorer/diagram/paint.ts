// How nodes look on the canvas. Sizes are those of the frame, so that nothing overlaps that did not in Python.

import { type Graph, type GraphNode, isNetwork } from "../model/graph.ts";
import type { Box, Point } from "../model/payload.ts";
import { LEAST } from "./lettering.ts";
import type { Theme } from "./theme.ts";

export type Strength = "usual" | "strong" | "faded";

export interface Disc {
  x: number;
  y: number;
  size: number;
}

const TURN = 2 * Math.PI;

type Ctx = CanvasRenderingContext2D;

export interface Painter {
  node(ctx: Ctx, node: GraphNode, at: Disc & { strength: Strength; scale: number }): void;
  ring(ctx: Ctx, node: GraphNode, at: Disc & { scale: number }): void;
  // What a network and its own members stand on.
  ground(ctx: Ctx, box: Box, options: { network: GraphNode; faded: boolean }): void;
  land(ctx: Ctx, outline: readonly (readonly Point[])[]): void;
}

export function createPainter({ graph, theme }: { graph: Graph; theme: Theme }): Painter {
  const { colours, tone } = theme;

  function drawSquare(ctx: Ctx, node: GraphNode, at: Disc & { faded: boolean; scale: number }): void {
    const { x, y, size, faded, scale } = at;
    ctx.fillStyle = faded ? colours.faded : tone(node);
    ctx.beginPath();
    ctx.roundRect(x - size, y - size, 2 * size, 2 * size, Math.min(5, size / 3));
    ctx.fill();
    if (!node.letter) return;
    ctx.fillStyle = faded ? colours.ground : theme.on(node);
    ctx.font = `700 ${Math.max(1.15 * size, LEAST / scale)}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(node.letter, x, y + 0.06 * size);
  }

  function tracePath(ctx: Ctx, node: GraphNode, { x, y, size }: Disc): void {
    ctx.beginPath();
    if (node.kind === "organisation") {
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y);
      ctx.lineTo(x, y + size);
      ctx.lineTo(x - size, y);
      ctx.closePath();
    } else ctx.arc(x, y, size, 0, TURN);
  }

  // In one network or faded: a plain dot. In none: an open one.
  function drawDot(
    ctx: Ctx,
    node: GraphNode,
    { at, network, faded }: { at: Disc; network: GraphNode | null; faded: boolean },
  ): void {
    tracePath(ctx, node, network ? at : { ...at, size: at.size - 0.75 });
    ctx.fillStyle = network ? (faded ? colours.faded : tone(network)) : colours.ground;
    ctx.fill();
    if (network) return;
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = faded ? colours.faded : colours.grey;
    ctx.stroke();
  }

  // In several networks: a sector for each.
  function drawPie(ctx: Ctx, node: GraphNode, at: Disc): void {
    const { x, y, size } = at;
    const networks = graph.signature(node);
    networks.forEach((network, place) => {
      const start = (place / networks.length - 0.25) * TURN;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.arc(x, y, size, start, start + TURN / networks.length);
      ctx.closePath();
      ctx.fillStyle = tone(network);
      ctx.fill();
    });
    tracePath(ctx, node, { ...at, size: size - 0.4 });
    ctx.lineWidth = 0.8;
    ctx.strokeStyle = colours.ink;
    ctx.stroke();
  }

  return {
    node(ctx, node, { strength, scale, ...at }) {
      const faded = strength === "faded";
      ctx.lineWidth = 1;
      if (isNetwork(node)) {
        drawSquare(ctx, node, { ...at, faded, scale });
        return;
      }
      const networks = graph.signature(node);
      if (networks.length < 2 || faded) drawDot(ctx, node, { at, network: networks[0] ?? null, faded });
      else drawPie(ctx, node, at);
    },
    // In two tones, seen on any colour.
    ring(ctx, node, { x, y, size, scale }) {
      const side = size + 3 / scale;
      const strokes: [number, string][] = [
        [7, colours.ground],
        [3, colours.ink],
      ];
      for (const [width, colour] of strokes) {
        ctx.lineWidth = width / scale;
        ctx.strokeStyle = colour;
        ctx.beginPath();
        if (isNetwork(node)) ctx.roundRect(x - side, y - side, 2 * side, 2 * side, Math.min(6, side / 3));
        else ctx.arc(x, y, side, 0, TURN);
        ctx.stroke();
      }
    },
    ground(ctx, [left, top, right, bottom], { network, faded }) {
      ctx.save();
      ctx.globalAlpha = faded ? 0.03 : 0.08;
      ctx.fillStyle = tone(network);
      ctx.beginPath();
      ctx.roundRect(left, top, right - left, bottom - top, 18);
      ctx.fill();
      ctx.restore();
    },
    land(ctx, outline) {
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
    },
  };
}
