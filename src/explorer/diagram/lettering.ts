// Text on the canvas: at least 12 CSS px at any zoom, with a halo, and never on top of other text.

import type { Box } from "../model/payload.ts";
import type { Theme } from "./theme.ts";

export const LEAST = 12;
export const BOLD = 600;
export const LINE = 1.2; // height of a line in parts of the type
export const BASELINE = 0.85; // from the top of a line, in parts of the type

export interface TextLook {
  weight?: number;
  colour?: string;
  align?: "center" | "left";
}

export interface TextAt extends TextLook {
  x: number;
  y: number;
  size: number;
}

const fontOf = (weight: number, size: number) => `${weight} ${size}px system-ui, sans-serif`;

export function typeSize(natural: number, scale: number): number {
  return Math.max(LEAST / scale, natural / Math.max(1, scale ** 0.6));
}

export function write(
  ctx: CanvasRenderingContext2D,
  lines: readonly string[],
  { x, y, size, weight = 400, colour, align = "center", theme: { colours } }: TextAt & { theme: Theme },
): void {
  ctx.font = fontOf(weight, size);
  ctx.textAlign = align;
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  ctx.lineWidth = size / 4;
  ctx.strokeStyle = colours.ground;
  ctx.fillStyle = colour ?? colours.ink;
  lines.forEach((line, place) => {
    const baseline = y + size * (LINE * place + BASELINE);
    ctx.strokeText(line, x, baseline);
    ctx.fillText(line, x, baseline);
  });
}

export interface Rooms {
  take(box: Box): void;
  isFree(box: Box): boolean;
}

// Rooms that are taken; a label that would cover another one is left out.
export function createRooms(): Rooms {
  const taken: Box[] = [];
  return {
    take(box) {
      taken.push(box);
    },
    isFree([left, top, right, bottom]) {
      return taken.every((box) => right < box[0] || left > box[2] || bottom < box[1] || top > box[3]);
    },
  };
}

export function widthOf(ctx: CanvasRenderingContext2D, text: string, size: number, weight = 400): number {
  ctx.font = fontOf(weight, size);
  return ctx.measureText(text).width;
}

// As much of a text as is not wider than this, with dots where the rest was.
export function shortened(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  const letters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  let [fits, over] = [0, letters.length];
  const cut = (count: number) => `${letters.slice(0, count).join("").trimEnd()}…`;
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (measure(cut(middle)) <= width) fits = middle;
    else over = middle;
  }
  return cut(fits);
}

export function boxOf(
  ctx: CanvasRenderingContext2D,
  lines: readonly string[],
  { x, y, size, weight = 400, align = "center" }: TextAt,
): Box {
  const width = Math.max(...lines.map((line) => widthOf(ctx, line, size, weight)));
  const left = align === "center" ? x - width / 2 : x;
  return [left, y, left + width, y + lines.length * size * LINE];
}
