// What a diagram draws. One scene draws every member, the other one networks first.

import type { GraphNode } from "../model/graph.ts";
import type { Frame } from "../model/payload.ts";
import type { Changes } from "../model/selection.ts";
import type { Disc } from "./paint.ts";
import type { Corners, Viewport } from "./viewport.ts";
import type { VisDataSet } from "./vis.ts";

const WIDE_FROM = 640; // CSS pixels from which the wide frame is used

export interface Scene {
  readonly nodes: VisDataSet | object[];
  readonly frame: Frame;
  // The reader moved the view.
  moved(): void;
  // Begins to draw.
  start(viewport: Viewport): void;
  resize(): void;
  change(what: Changes): void;
  drawBehind(ctx: CanvasRenderingContext2D): void;
  drawAbove(ctx: CanvasRenderingContext2D): void;
  placeOf(node: GraphNode): Disc;
  // Nodes that a pointer can mean, those on top first.
  candidates(): Iterable<readonly GraphNode[]>;
}

export function isOutside({ x, y, size }: Disc, { from, to }: Corners): boolean {
  return x + size < from.x || x - size > to.x || y + size < from.y || y - size > to.y;
}

export function frameFor<F extends Frame>(room: HTMLElement, frames: readonly F[]): F {
  const name = room.clientWidth >= WIDE_FROM ? "wide" : "tall";
  return frames.find((frame) => frame.name === name) ?? frames[0];
}
