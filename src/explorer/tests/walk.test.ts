import assert from "node:assert/strict";
import test from "node:test";
import { createTrail, type Move, type Trail } from "../model/trail.ts";
import { graph, idsOf, nodeAt } from "./data.ts";

function walked(trail: Trail, moves: Move[]): string[] {
  return moves.map((move) => {
    trail.move(move);
    return trail.current.id;
  });
}

test("the top holds networks in the order of the legend, and what no edge leads to", () => {
  const trail = createTrail(graph);
  const visited = [trail.current.id, ...walked(trail, Array(trail.count).fill("next"))];
  assert.deepEqual(visited, ["n-west", "n-east", "n-north", "n-old", "m-020", "n-west"]);
});

test("down and right visit exactly the neighbours of each node, and up leads back", () => {
  for (const node of graph.nodes) {
    const neighbours = idsOf(graph.neighbours(node));
    if (!neighbours.length) continue;
    const trail = createTrail(graph);
    trail.goTo(node);
    trail.move("follow");
    const visited = [trail.current.id, ...walked(trail, Array(trail.count - 1).fill("next"))];
    assert.deepEqual(visited, neighbours);
    assert.equal(trail.origin, node);
    assert.deepEqual(trail.move("back"), { from: null });
    assert.equal(trail.current, node);
  }
});

test("up from a member that no edge led to goes to its first network", () => {
  const trail = createTrail(graph);
  trail.goTo(nodeAt("m-092"));
  assert.deepEqual(trail.move("back"), { from: nodeAt("m-092") });
  assert.equal(trail.current.id, "n-west");
});

test("the ends of a row, and round it", () => {
  const trail = createTrail(graph);
  assert.deepEqual(walked(trail, ["last", "next", "previous", "first"]), ["m-020", "n-west", "m-020", "n-west"]);
});

test("where no edge leads on, and at the top, one stays", () => {
  const trail = createTrail(graph);
  assert.equal(trail.move("back"), "at_top");
  trail.goTo(nodeAt("m-020"));
  assert.equal(trail.move("follow"), "no_edges");
  assert.equal(trail.move("back"), "at_top");
  assert.equal(trail.current.id, "m-020");
});

test("going to a sibling keeps where one came from", () => {
  const trail = createTrail(graph);
  trail.move("follow");
  trail.goTo(nodeAt("m-092"));
  assert.deepEqual([trail.current.id, trail.origin?.id, trail.place], ["m-092", "n-west", 3]);
  trail.goTo(nodeAt("o-hub"));
  assert.deepEqual([trail.current.id, trail.origin], ["o-hub", null]);
});
