// The headings and the names in the strip, which holds the networks without known members.

import type { Point } from "../model/payload.ts";
import { type Labeller, shade } from "./labeller.ts";
import { BASELINE, BOLD, shortened, widthOf } from "./lettering.ts";
import { nameStart } from "./strip.ts";

// What is wider than its room is shortened: moved aside, it would stand on its square.
export function drawStrip(labeller: Labeller): void {
  const { context, corners, ctx, frame, isVisible, size } = labeller;
  const right = Math.max(frame.width, corners.to.x);
  const write = (lines: readonly string[], at: { x: number; y: number; weight: number; colour: string }) => {
    const cut = lines.map((line) => shortened(line, right - at.x, (text) => widthOf(ctx, text, size, at.weight)));
    labeller.place(cut, { ...at, align: "left" });
  };
  for (const block of frame.blocks) {
    const [x, y]: Point = block.at;
    write(block.lines, { x, y: y - BASELINE * size, weight: BOLD, colour: context.theme.colours.muted });
    if (!frame.rows) continue;
    block.networks.forEach((index, row) => {
      const node = context.graph.nodes[index];
      if (!isVisible(node)) return;
      write([block.names[row] || context.looks.labelOf(node).join(" ")], {
        x: nameStart(frame, index),
        y: frame.y[index] - 0.5 * size,
        weight: node === context.store.state.chosen ? BOLD : 400,
        colour: shade(labeller, node),
      });
    });
  }
}
