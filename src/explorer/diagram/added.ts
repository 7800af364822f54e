// Nodes and edges that an analyst added by hand. They are in no table: nobody finds them, and no walk leads to them.

import type { Context } from "../context.ts";
import type { AddedItems, AddedNode, Frame } from "../model/payload.ts";
import { drawLine } from "./edges.ts";
import type { Places } from "./layouts.ts";
import type { Disc, Painter } from "./paint.ts";
import type { Position } from "./vis.ts";

const NONE: AddedItems = { nodes: [], edges: [] };

interface Standing {
  frame: Frame;
  places: Places;
}

export interface Added {
  drawEdges(ctx: CanvasRenderingContext2D, standing: Standing): void;
  drawNodes(ctx: CanvasRenderingContext2D, standing: Standing): void;
  // Those that are seen, and where.
  standing(standing: Standing): [node: AddedNode, at: Disc][];
}

export function createAdded({ graph, looks, payload, theme }: Context, paint: Painter): Added {
  const { nodes, edges } = payload.added ?? NONE;
  // The nodes of tables that each is joined to.
  const joined = nodes.map((_, place) =>
    edges.filter(({ ends }) => ends.includes(-1 - place)).flatMap(({ ends }) => ends.filter((end) => end >= 0)),
  );
  const isSeen = (end: number) => !(end < 0 ? nodes[-1 - end] : looks.of(graph.nodes[end]))?.hidden;
  const seen = edges.filter(({ hidden, ends }) => !hidden && ends.every(isSeen));

  // An added node goes along with those that it is joined to, into whatever layout, as far as the frame reaches.
  function discOf(place: number, { frame, places }: Standing): Disc {
    const [x, y, size] = nodes[place].at[payload.frames.findIndex(({ name }) => name === frame.name)];
    const ends = joined[place];
    const way = (axis: "x" | "y") =>
      ends.reduce((sum, end) => sum + places[axis][end] - frame[axis][end], 0) / (ends.length || 1);
    const inside = (value: number, length: number) => Math.min(Math.max(value, size), length - size);
    // Where it stays, it stands exactly where the analyst put it.
    const moved = (at: number, by: number, length: number) => (by ? inside(at + by, length) : at);
    return { x: moved(x, way("x"), frame.width), y: moved(y, way("y"), frame.height), size };
  }

  const endAt = (end: number, standing: Standing): Position =>
    end < 0 ? discOf(-1 - end, standing) : { x: standing.places.x[end], y: standing.places.y[end] };

  const standing = (at: Standing) =>
    nodes.flatMap((node, place): [AddedNode, Disc][] => (node.hidden ? [] : [[node, discOf(place, at)]]));

  return {
    standing,
    drawEdges(ctx, at) {
      ctx.save();
      for (const { ends, colour, opacity, width, dashes } of seen) {
        const [from, to] = ends.map((end) => endAt(end, at));
        ctx.strokeStyle = theme.paint(colour);
        ctx.globalAlpha = opacity;
        ctx.lineWidth = width;
        ctx.setLineDash(dashes);
        drawLine(ctx, [from.x, from.y, to.x, to.y]);
      }
      ctx.restore();
    },
    drawNodes(ctx, at) {
      for (const [node, disc] of standing(at)) paint.look(ctx, node, { ...disc, faded: false });
    },
  };
}
