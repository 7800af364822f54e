// Writes labels where there is room for them, near where they are asked for.

import type { Context } from "../context.ts";
import type { GraphNode } from "../model/graph.ts";
import type { Box, Frame } from "../model/payload.ts";
import type { Added } from "./added.ts";
import type { Places } from "./layouts.ts";
import { boxOf, createRooms, type Rooms, shortened, type TextLook, typeSize, widthOf, write } from "./lettering.ts";
import type { Disc, Strength } from "./paint.ts";
import type { Corners } from "./viewport.ts";

const ASIDE = [0, -0.3, 0.3]; // that a label may be moved, in parts of a little more than its width

export interface View {
  frame: Frame;
  places: Places;
  added: Added;
  sown: readonly GraphNode[]; // members that are drawn on demand
  scale: number;
  isNear: boolean;
  isDense: boolean;
  corners: Corners;
  strength(node: GraphNode): Strength;
  isVisible(node: GraphNode): boolean;
  placeOf(node: GraphNode): Disc;
}

// `above` is the top of what the label is about: the label may stand over it.
export interface LabelAt extends TextLook {
  x: number;
  y: number;
  above?: number;
  enlargement?: number; // of the type
  optional?: boolean;
}

export interface Labeller extends View {
  context: Context;
  ctx: CanvasRenderingContext2D;
  size: number;
  rooms: Rooms;
  // Returns whether there was room.
  place(lines: readonly string[], at: LabelAt): boolean;
}

export function labellerOf(ctx: CanvasRenderingContext2D, context: Context, view: View): Labeller {
  const { corners, frame, scale } = view;
  const usual = typeSize(frame.type, scale);
  const rooms = createRooms();
  // Where the whole is small, type outgrows the room it was given: it stays in the frame, or in view beside it.
  const [left, right] = [Math.min(0, corners.from.x), Math.max(frame.width, corners.to.x)];
  const [highest, lowest] = [Math.min(0, corners.from.y), Math.max(frame.height, corners.to.y)];
  const isCut = ([, top, , bottom]: Box, y: number) =>
    (top < highest && y >= highest) || (bottom > lowest && y <= lowest);
  return {
    ...view,
    context,
    ctx,
    size: usual,
    rooms,
    place(text, { x, y, above, enlargement = 1, optional = false, ...look }) {
      const size = enlargement * usual;
      const lines = text.map((line) => shortened(line, right - left, (part) => widthOf(ctx, part, size, look.weight)));
      const [from, , to, bottom] = boxOf(ctx, lines, { x, y, size, ...look });
      // Where its place is taken, a label may stand a little aside, a little lower, or above what it is about.
      // At the lower edge it first moves up a little.
      const lifted = Math.max(y - 0.8 * size, Math.min(y, lowest - (bottom - y)));
      const tops = above === undefined ? [y] : [y, lifted, y + 0.8 * size, above + y - bottom - 2];
      for (const top of tops) {
        for (const share of above === undefined ? [0] : ASIDE) {
          const aside = share * (to - from + 3 * size);
          const inside = x + Math.max(aside, left - from) - Math.max(0, to + aside - right);
          const at = { x: inside, y: top, size, ...look };
          const box = boxOf(ctx, lines, at);
          // What belongs into the frame is not moved out of it, where it would be cut.
          if (optional && (!rooms.isFree(box) || isCut(box, y))) continue;
          rooms.take(box);
          write(ctx, lines, { ...at, theme: context.theme });
          return true;
        }
      }
      return false;
    },
  };
}

export function shade({ context: { looks, theme }, strength }: Labeller, node: GraphNode): string {
  if (strength(node) === "faded") return theme.colours.muted;
  return theme.paint(looks.of(node)?.ink || theme.colours.ink);
}
