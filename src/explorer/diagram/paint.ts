// How nodes look on the canvas. Sizes are those of the frame, so that nothing overlaps that did not in Python.

import type { Context } from "../context.ts";
import { type GraphNode, isNetwork } from "../model/graph.ts";
import type { Box, Colour, NodeLook, Point } from "../model/payload.ts";
import { LEAST } from "./lettering.ts";

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
  look(ctx: Ctx, look: NodeLook, at: Disc & { faded: boolean }): void;
  ring(ctx: Ctx, node: GraphNode, at: Disc & { scale: number }): void;
  // What a network and its own members stand on.
  ground(ctx: Ctx, box: Box, options: { network: GraphNode; faded: boolean }): void;
  land(ctx: Ctx, outline: readonly (readonly Point[])[]): void;
}

function traceSquare(ctx: Ctx, { x, y, size }: Disc): void {
  ctx.roundRect(x - size, y - size, 2 * size, 2 * size, Math.min(5, size / 3));
}

function traceLook(ctx: Ctx, { shape, corners }: NodeLook, at: Disc): void {
  const { x, y, size } = at;
  ctx.beginPath();
  if (corners) for (const [across, down] of corners) ctx.lineTo(x + size * across, y + size * down);
  else if (shape === "square") traceSquare(ctx, at);
  else ctx.arc(x, y, size, 0, TURN);
  ctx.closePath();
}

// A sector for each colour.
function drawSlices(ctx: Ctx, colours: readonly string[], { x, y, size }: Disc): void {
  colours.forEach((colour, place) => {
    const start = (place / colours.length - 0.25) * TURN;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.arc(x, y, size, start, start + TURN / colours.length);
    ctx.closePath();
    ctx.fillStyle = colour;
    ctx.fill();
  });
}

export function createPainter({ graph, looks, theme }: Pick<Context, "graph" | "looks" | "theme">): Painter {
  const { colours, tone } = theme;

  function drawSquare(ctx: Ctx, node: GraphNode, at: Disc & { faded: boolean; scale: number }): void {
    const { faded } = at;
    ctx.fillStyle = faded ? colours.faded : tone(node);
    ctx.beginPath();
    traceSquare(ctx, at);
    ctx.fill();
    drawLetter(ctx, node, { ...at, colour: faded ? colours.ground : theme.on(node) });
  }

  function drawLetter(ctx: Ctx, node: GraphNode, at: Disc & { scale: number; colour: string; faded: boolean }): void {
    const { x, y, size, scale, colour, faded } = at;
    if (!node.letter) return;
    const type = Math.max(1.15 * size, LEAST / scale);
    ctx.font = `700 ${type}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const baseline = y + 0.06 * size;
    // Where the square is smaller than its letter, the colour of the one says nothing about the legibility of the other.
    const outgrown = Math.max(type, ctx.measureText(node.letter).width) > 2 * size;
    if (outgrown) {
      ctx.lineJoin = "round";
      ctx.lineWidth = type / 4;
      ctx.strokeStyle = colours.ground;
      ctx.strokeText(node.letter, x, baseline);
    }
    ctx.fillStyle = outgrown ? (faded ? colours.muted : colours.ink) : colour;
    ctx.fillText(node.letter, x, baseline);
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
    drawSlices(ctx, graph.signature(node).map(tone), at);
    tracePath(ctx, node, { ...at, size: at.size - 0.4 });
    ctx.lineWidth = 0.8;
    ctx.strokeStyle = colours.ink;
    ctx.stroke();
  }

  function drawLook(ctx: Ctx, look: NodeLook, { faded, ...at }: Disc & { faded: boolean }): void {
    const colourOf = (colour: Colour) => (faded ? colours.faded : theme.paint(colour));
    traceLook(ctx, look, at);
    ctx.fillStyle = colourOf(look.fill);
    ctx.fill();
    if (look.slices && !faded) drawSlices(ctx, look.slices.map(theme.paint), at);
    if (look.border === null || !look.width) return;
    traceLook(ctx, look, at);
    ctx.lineWidth = look.width * at.size;
    ctx.strokeStyle = colourOf(look.border);
    ctx.stroke();
  }

  return {
    look: drawLook,
    node(ctx, node, { strength, scale, ...at }) {
      const faded = strength === "faded";
      ctx.lineWidth = 1;
      const look = looks.of(node);
      if (look) {
        drawLook(ctx, look, { ...at, faded });
        const colour = faded ? colours.ground : theme.onPaint(look.fill, look.on);
        drawLetter(ctx, node, { ...at, scale, colour, faded });
        return;
      }
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
      const look = looks.of(network);
      ctx.fillStyle = look ? theme.paint(look.fill) : tone(network);
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
