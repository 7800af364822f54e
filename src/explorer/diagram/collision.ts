// Moving discs and rectangles apart until none overlaps, each near where it began. A rectangle has half a width
// (across) and half a height (down), and its size is a border around it.

import type { Box } from "../model/payload.ts";

const ROUNDS = 400;
const GAP = 1;
const SLICE = 8; // milliseconds
const MOST_ROWS = 1_000_000; // of cells in a room
const NOBODY: readonly number[] = [];

export interface Body {
  x: number;
  y: number;
  size: number;
  across?: number;
  down?: number;
}

interface Options {
  pull: number; // towards where they began, in the first half of the rounds
  room: Box;
}

export function separate(bodies: readonly Body[], options: Options): void {
  const rounds = separating(bodies, options);
  while (!rounds.next().done);
}

// The same in short tasks, so that the page answers meanwhile.
export async function separateInSlices(bodies: readonly Body[], options: Options, signal: AbortSignal): Promise<void> {
  const rounds = separating(bodies, options);
  let done: boolean | undefined = false;
  while (!done && !signal.aborted) {
    await new Promise((next) => setTimeout(next));
    const end = performance.now() + SLICE;
    while (!done && performance.now() < end) done = rounds.next().done;
  }
}

function* separating(bodies: readonly Body[], { pull, room }: Options): Generator<void, void> {
  const starts = bodies.map(({ x, y }) => [x, y]);
  const wide = bodies.flatMap(({ across }, place) => (across ? [place] : []));
  const cell = 2 * Math.max(...bodies.map(({ across, size }) => (across ? 0 : size))) + GAP;
  for (let round = 0; round < ROUNDS; round += 1) {
    const loose = round < ROUNDS / 2 ? pull : 0;
    const grid: Grid = new Map();
    bodies.forEach((body, place) => {
      body.x += loose * (starts[place][0] - body.x);
      body.y += loose * (starts[place][1] - body.y);
      const key = keyOf(Math.floor(body.x / cell), Math.floor(body.y / cell));
      const there = grid.get(key);
      if (there) there.push(place);
      else grid.set(key, [place]);
    });
    let touched = separateDiscs(bodies, grid, cell);
    for (const one of wide) {
      bodies.forEach((body, other) => {
        if (other > one || (!body.across && other !== one)) touched = separateTwo(bodies, one, other) || touched;
      });
    }
    if (!touched && !loose) return;
    for (const body of bodies) keepIn(body, room);
    yield;
  }
}

export function keepIn(body: Body, [left, top, right, bottom]: Box): void {
  const { across = 0, down = 0, size } = body;
  body.x = Math.min(Math.max(body.x, left + size + across), right - size - across);
  body.y = Math.min(Math.max(body.y, top + size + down), bottom - size - down);
}

// Places of bodies by the cell that they are in.
type Grid = Map<number, number[]>;
const keyOf = (column: number, row: number) => column * MOST_ROWS + row;

function separateDiscs(bodies: readonly Body[], grid: Grid, cell: number): boolean {
  let touched = false;
  bodies.forEach((body, place) => {
    if (body.across) return;
    const [column, row] = [Math.floor(body.x / cell), Math.floor(body.y / cell)];
    for (let across = -1; across <= 1; across += 1) {
      for (let down = -1; down <= 1; down += 1) {
        for (const other of grid.get(keyOf(column + across, row + down)) ?? NOBODY)
          if (other > place && !bodies[other].across) touched = separateTwo(bodies, place, other) || touched;
      }
    }
  });
  return touched;
}

function separateTwo(bodies: readonly Body[], place: number, there: number): boolean {
  const [one, other] = [bodies[place], bodies[there]];
  const across = other.x - one.x || 0.001 * (there - place);
  const down = other.y - one.y || 0.001 * (there - place);
  const beside = Math.abs(across) - (one.across ?? 0) - (other.across ?? 0);
  const below = Math.abs(down) - (one.down ?? 0) - (other.down ?? 0);
  const border = one.size + other.size + GAP;
  // Most are far apart.
  if (beside >= border || below >= border) return false;
  const distance = Math.hypot(Math.max(beside, 0), Math.max(below, 0));
  // Where two rectangles overlap, the shorter way out is along one side.
  const inside = Math.min(Math.max(beside, below), 0);
  const deep = (border - distance - inside) / 2;
  if (deep <= 0.005) return false;
  const aside = Math.sign(across) * deep * (distance ? Math.max(beside, 0) / distance : Number(beside > below));
  const away = Math.sign(down) * deep * (distance ? Math.max(below, 0) / distance : Number(beside <= below));
  one.x -= aside;
  one.y -= away;
  other.x += aside;
  other.y += away;
  return true;
}
