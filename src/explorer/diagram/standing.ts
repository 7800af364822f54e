// Where the drawn nodes stand now: in the frame that fits the room, by the layout that is asked for, or on the way there.

import { type Context, onDestroy } from "../context.ts";
import type { GraphNode } from "../model/graph.ts";
import type { Frame } from "../model/payload.ts";
import { createLayouts, type Places } from "./layouts.ts";
import { wholeScale } from "./viewport.ts";
import type { VisDataSet } from "./vis.ts";

const WIDE_FROM = 640; // CSS pixels from which the wide frame is used
const MOVE_TIME = 500; // milliseconds from one layout to another

export interface Standing {
  readonly frame: Frame;
  readonly places: Places;
  // Takes the frame that fits the room; returns whether it is another one.
  pickFrame(): boolean;
  // Goes to the layout that is asked for.
  move(): void;
}

interface Options {
  nodes: readonly GraphNode[];
  points: VisDataSet;
  isDense: boolean;
  // Places that took time to compute are there.
  onReady(): void;
}

export function createStanding(context: Context, { nodes, points, isDense, onReady }: Options): Standing {
  const { parts, payload, store } = context;
  const room = parts.canvas;
  const layouts = createLayouts(context, { geo: payload.geo, onReady: showReady });
  let frame = payload.frames[0];
  let places: Places = { ...frame, outline: null };
  let placed = ""; // name of the frame that the places are of
  let moving = 0;

  onDestroy(context, () => {
    cancelAnimationFrame(moving);
    room.removeAttribute("aria-busy");
  });
  pickFrame();

  function pickFrame(): boolean {
    cancelAnimationFrame(moving);
    const before = frame;
    frame = layouts.withRoom(frameFor(room, payload.frames), room);
    const asked = layouts.placesOf(frame, store.state.layout, wholeScale(room, frame));
    room.setAttribute("aria-busy", String(!asked));
    // Until they are computed, nodes stay where they are, or where they stand by overlap in another frame.
    const now = asked ?? (frame.name === placed ? places : layouts.overlapOf(frame));
    placed = frame.name;
    if (now !== places) stand(now);
    return frame !== before;
  }

  // Places that took time to compute are taken when they are still asked for.
  function showReady(): void {
    move();
    onReady();
  }

  function stand(at: Places): void {
    places = at;
    points.update(nodes.map(({ index }) => ({ id: index, x: at.x[index], y: at.y[index] })));
  }

  // Nodes go from one layout to another, so that the eye can follow them; at once where motion is not wanted.
  function move(): void {
    const before = places;
    pickFrame();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (isDense || places === before || still) return;
    const after = places;
    const start = performance.now();
    const step = (now: number) => {
      const share = Math.min(1, Math.max(0, now - start) / MOVE_TIME);
      const eased = share * (2 - share);
      const between = (axis: "x" | "y") =>
        after[axis].map((value, index) => before[axis][index] + (value - before[axis][index]) * eased);
      stand(share < 1 ? { ...after, x: between("x"), y: between("y") } : after);
      if (share < 1) moving = requestAnimationFrame(step);
    };
    step(start);
  }

  return {
    get frame() {
      return frame;
    },
    get places() {
      return places;
    },
    pickFrame,
    move,
  };
}

function frameFor(room: HTMLElement, frames: readonly Frame[]): Frame {
  const name = room.clientWidth >= WIDE_FROM ? "wide" : "tall";
  return frames.find((frame) => frame.name === name) ?? frames[0];
}
