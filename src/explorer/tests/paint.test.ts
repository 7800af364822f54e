import assert from "node:assert/strict";
import test from "node:test";
import type { Context } from "../context.ts";
import { createPainter } from "../diagram/paint.ts";
import { graph, nodeAt } from "./data.ts";

const [WEST] = ["n-west"].map((id) => nodeAt(id));
const COLOURS = { ink: "ink", ground: "ground", muted: "muted", faded: "faded" };

// What is written on the canvas, in which colour; a letter is six tenths as wide as its type.
function written(at: { size: number; scale: number; strength?: "usual" | "faded" }): string[] {
  const seen: string[] = [];
  const state = { font: "", fillStyle: "", strokeStyle: "" };
  const known: Record<string, unknown> = {
    measureText: (text: string) => ({ width: 0.6 * Number.parseFloat(state.font.split(" ")[1]) * text.length }),
    fillText: (text: string) => seen.push(`${text} ${state.fillStyle}`),
    strokeText: (text: string) => seen.push(`${text} on ${state.strokeStyle}`),
  };
  const ctx = new Proxy(state, {
    get: (target, name) => known[String(name)] ?? target[name as keyof typeof state] ?? (() => undefined),
  }) as unknown as CanvasRenderingContext2D;
  const theme = { colours: COLOURS, tone: () => "tone", on: () => "white" } as unknown as Context["theme"];
  const looks = { of: () => null } as unknown as Context["looks"];
  createPainter({ graph, looks, theme }).node(ctx, WEST, { x: 0, y: 0, strength: "usual", ...at });
  return seen;
}

test("a letter is written on its square in the colour that is read there", () => {
  assert.deepEqual(written({ size: 20, scale: 1 }), [`${WEST.letter} white`]);
});

test("a letter that has outgrown its square is written in ink on the ground", () => {
  assert.deepEqual(written({ size: 5, scale: 1 }), [`${WEST.letter} on ground`, `${WEST.letter} ink`]);
  assert.deepEqual(written({ size: 5, scale: 1, strength: "faded" }), [
    `${WEST.letter} on ground`,
    `${WEST.letter} muted`,
  ]);
});
