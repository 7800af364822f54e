import assert from "node:assert/strict";
import test from "node:test";
import type { Context } from "../context.ts";
import { createAdded } from "../diagram/added.ts";
import { createLooks } from "../diagram/looks.ts";
import type { Painter } from "../diagram/paint.ts";
import { readGraph } from "../model/graph.ts";
import type { AddedNode, EdgeLook, NodeLook, Payload } from "../model/payload.ts";
import { graph, nodeAt, onDemand, whole } from "./data.ts";

const LOOK: NodeLook = {
  style: "own0",
  shape: "star",
  corners: [
    [0, -1],
    [1, 1],
    [-1, 1],
  ],
  fill: "#ff00ff",
  on: "#000000",
  border: 1,
  width: 0.2,
  slices: null,
  font: 26,
  ink: "",
  hidden: false,
};
const LINE: EdgeLook = { colour: "#00ff00", opacity: 0.5, width: 3, dashes: [], hidden: false };
const ADDED: AddedNode = {
  ...LOOK,
  label: "Friend",
  title: "",
  at: [
    [10, 20, 5],
    [1, 2, 3],
  ],
};
const [WEST, HELSINKI] = ["n-west", "m-091"].map((id) => nodeAt(id));

const changed: Payload = {
  ...whole,
  own: {
    nodes: [
      [WEST.index, LOOK],
      [HELSINKI.index, { ...LOOK, hidden: true }],
    ],
    edges: [[2, LINE]],
    labels: [[HELSINKI.index, "Stadi\nHesa"]],
    titles: [[WEST.index, "The <b>west</b>"]],
  },
  added: {
    nodes: [ADDED, { ...ADDED, hidden: true }],
    edges: [
      { ...LINE, ends: [-1, nodeAt("m-049").index] },
      { ...LINE, ends: [-1, -2] },
      { ...LINE, ends: [-1, HELSINKI.index] },
    ],
  },
};

// Of what is drawn, the lines and the discs are written down.
function drawnBy(payload: Payload, move: number) {
  const own = readGraph(payload);
  const lines: number[][] = [];
  const discs: number[][] = [];
  const ctx = {
    moveTo: (...at: number[]) => lines.push(at),
    lineTo: (...at: number[]) => lines[lines.length - 1].push(...at),
  };
  for (const name of ["save", "restore", "setLineDash", "beginPath", "stroke"]) Object.assign(ctx, { [name]() {} });
  const paint = {
    look: (_: unknown, __: NodeLook, { x, y, size }: Record<string, number>) => discs.push([x, y, size]),
  };
  const context = { graph: own, payload, looks: createLooks(own, payload), theme: { paint: String } };
  const added = createAdded(context as unknown as Context, paint as unknown as Painter);
  const [frame] = payload.frames;
  const standing = { frame, places: { x: frame.x.map((x) => x + move), y: frame.y, outline: null } };
  added.drawEdges(ctx as unknown as CanvasRenderingContext2D, standing);
  added.drawNodes(ctx as unknown as CanvasRenderingContext2D, standing);
  return { lines, discs };
}

test("what nobody changed looks as its kind implies", () => {
  for (const looks of [createLooks(graph, whole), createLooks(readGraph(onDemand), onDemand)]) {
    assert.equal(looks.of(WEST), null);
    assert.equal(looks.styleOf(WEST), "n0");
    assert.deepEqual(looks.labelOf(WEST), ["west"]);
    assert.deepEqual(looks.titleOf(HELSINKI), ["Helsinki"]);
    assert.equal(looks.enlargement(WEST), 1);
  }
  assert.deepEqual(drawnBy(whole, 0), { lines: [], discs: [] });
});

test("a node has the look, the label and the title that an analyst gave it", () => {
  const looks = createLooks(graph, changed);
  assert.equal(looks.of(WEST), LOOK);
  assert.equal(looks.styleOf(WEST), "own0");
  assert.equal(looks.enlargement(WEST), 2);
  assert.deepEqual(looks.labelOf(WEST), ["west"]);
  assert.deepEqual(looks.titleOf(WEST), ["The <b>west</b>"]);
  assert.deepEqual(looks.labelOf(HELSINKI), ["Stadi", "Hesa"]);
  assert.deepEqual(looks.titleOf(HELSINKI), ["Stadi", "Hesa"]);
  assert.equal(looks.of(nodeAt("m-049")), null);
});

test("an edge is known by its place among the memberships", () => {
  const looks = createLooks(graph, changed);
  assert.deepEqual(
    graph.edges.map((edge) => looks.ofEdge(edge)),
    graph.edges.map((_, place) => (place === 2 ? LINE : null)),
  );
});

test("what was added is in no graph", () => {
  assert.deepEqual(
    readGraph(changed).nodes.map(({ id }) => id),
    graph.nodes.map(({ id }) => id),
  );
});

test("an added node goes along with those it is joined to, and what is hidden is not drawn", () => {
  const { x, y } = changed.frames[0];
  const espoo = nodeAt("m-049").index;
  assert.deepEqual(drawnBy(changed, 0), { lines: [[10, 20, x[espoo], y[espoo]]], discs: [[10, 20, 5]] });
  assert.deepEqual(drawnBy(changed, 7), { lines: [[17, 20, x[espoo] + 7, y[espoo]]], discs: [[17, 20, 5]] });
  // It stays in the frame.
  assert.deepEqual(drawnBy(changed, 900).discs, [[395, 20, 5]]);
});
