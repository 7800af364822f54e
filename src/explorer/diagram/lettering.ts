// Text on the canvas: at least 12 CSS px at any zoom, with a halo, and never on top of other text.

import type { Box } from "../model/payload.ts";
import type { Theme } from "./theme.ts";

export const LEAST = 12;
export const LINE = 1.2; // height of a line in parts of the type

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
    const baseline = y + size * (LINE * place + 0.85);
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

export function boxOf(
  ctx: CanvasRenderingContext2D,
  lines: readonly string[],
  { x, y, size, weight = 400, align = "center" }: TextAt,
): Box {
  ctx.font = fontOf(weight, size);
  const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
  const left = align === "center" ? x - width / 2 : x;
  return [left, y, left + width, y + lines.length * size * LINE];
}
