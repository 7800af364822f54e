// Room for the type of the strip, which holds the networks without known members. Type has a least size on the screen:
// where the whole is shown so small that type outgrows the room it was given, the strip grows.

import type { Box, Frame, Point } from "../model/payload.ts";
import { BASELINE, BOLD, LEAST, LINE, typeSize } from "./lettering.ts";
import { type Size, wholeScale } from "./viewport.ts";

const NAME_FROM = 2.2; // from the middle of a square to its name, in half sides of the square
const ROW = 17; // height of a row, as Python placed them
const TIGHT = 1.1; // least height of a row in parts of its type
const GAP = 0.5; // between two groups in parts of the type
const UNDER = 3; // between a heading and its first row
const MOST = 1.5; // of its width to which the strip grows for long names; what is longer still is shortened
const STEP = 0.25; // in which type is measured, so that little is computed again while a window is made smaller
const ROUNDS = 8; // a larger strip makes the whole smaller, which makes the type larger

interface Options {
  room: Size;
  widthOf(text: string, size: number, weight: number): number;
  nameOf(network: number): string;
}

// Where the name of a network in the strip begins.
export function nameStart({ x, size }: Pick<Frame, "x" | "size">, network: number): number {
  return x[network] + NAME_FROM * size[network];
}

// The frame with room for its type when the whole of it is in view.
export function withRoomForType(frame: Frame, options: Options): Frame {
  if (!frame.rows) return withHigherStrip(frame, wholeScale(options.room, frame));
  if (!frame.blocks.length) return frame;
  let grown = frame;
  let size = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const scale = wholeScale(options.room, grown);
    const asked = Math.ceil(typeSize(frame.type, scale) / STEP) * STEP;
    if (asked <= size) break;
    size = asked;
    const right = Math.min(frame.width + (MOST - 1) * frame.strip, rightOf(frame, size, options));
    // Beside a frame that is not as wide as the room, there is room too.
    const fits = right <= (frame.width + options.room.clientWidth / scale) / 2;
    if (fits && grown === frame && TIGHT * size <= ROW) break;
    grown = withWiderStrip(frame, { size, wider: Math.max(0, right - frame.width) });
  }
  return grown;
}

function withHigherStrip(frame: Frame, scale: number): Frame {
  const share = Math.floor(LEAST / scale) / frame.type;
  if (share <= 1) return frame;
  const from = frame.height - frame.strip;
  const lower = (y: number) => from + (y - from) * (y > from ? share : 1);
  return {
    ...frame,
    height: lower(frame.height),
    strip: frame.strip * share,
    y: frame.y.map(lower),
    blocks: frame.blocks.map((block) => ({ ...block, at: [block.at[0], lower(block.at[1])] })),
  };
}

// Where the longest line of the strip ends. The name that is chosen is bold.
function rightOf(frame: Frame, size: number, { widthOf, nameOf }: Options): number {
  const ends = frame.blocks.flatMap(({ at, lines, networks, names }) => [
    ...lines.map((line) => at[0] + widthOf(line, size, BOLD)),
    ...networks.map((network, row) => nameStart(frame, network) + widthOf(names[row] || nameOf(network), size, BOLD)),
  ]);
  return Math.ceil(Math.max(...ends));
}

// Wider, and with its rows as far apart as type of this size needs.
function withWiderStrip(frame: Frame, { size, wider }: { size: number; wider: number }): Frame {
  const row = Math.max(ROW, TIGHT * size);
  const heights = frame.blocks.map(({ lines, networks }) => lines.length * LINE * size + UNDER + row * networks.length);
  const all = heights.reduce((sum, one) => sum + one, GAP * size * (heights.length - 1));
  const height = Math.max(frame.height, all);
  const y = [...frame.y];
  let top = (height - all) / 2;
  const blocks = frame.blocks.map((block, place) => {
    const first = top + block.lines.length * LINE * size + UNDER;
    block.networks.forEach((network, rank) => {
      y[network] = first + row * (rank + 0.5);
    });
    const at: Point = [block.at[0], top + BASELINE * size];
    top += heights[place] + GAP * size;
    return { ...block, at };
  });
  // A line leads from a network to the heading of its group, a little above the baseline.
  const leaders = frame.leaders.map(([fromX, fromY, toX, toY]): Box => {
    const place = frame.blocks.filter(({ at }) => at[1] - frame.type / 2 <= toY).length - 1;
    return [fromX, fromY, toX, place < 0 ? toY : toY + blocks[place].at[1] - frame.blocks[place].at[1]];
  });
  return { ...frame, width: frame.width + wider, strip: frame.strip + wider, height, y, blocks, leaders };
}
