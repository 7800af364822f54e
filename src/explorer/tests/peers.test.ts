import assert from "node:assert/strict";
import test from "node:test";
import { readGraph } from "../model/graph.ts";
import { inSameNetworks, overlapsOf, peersOf, selectedMembers } from "../model/peers.ts";
import { counted, graph, idsOf, nodeAt } from "./data.ts";

test("those in exactly the same networks", () => {
  assert.deepEqual(idsOf(inSameNetworks(graph, nodeAt("m-049"))), ["m-091"]);
  assert.deepEqual(inSameNetworks(graph, nodeAt("m-020")), []);
});

test("peers share a part of the networks, the most alike first, then the nearest in size", () => {
  const peers = peersOf(graph, nodeAt("m-092"), 5);
  assert.deepEqual(
    peers.map(({ other, shared, differing, jaccard }) => [other.id, idsOf(shared), idsOf(differing), jaccard]),
    [
      ["m-049", ["n-west"], ["n-north", "n-east"], 1 / 3],
      ["m-091", ["n-west"], ["n-north", "n-east"], 1 / 3],
    ],
  );
  assert.deepEqual(idsOf(peersOf(graph, nodeAt("m-092"), 1).map(({ other }) => other)), ["m-049"]);
  assert.deepEqual(peersOf(graph, nodeAt("o-hub"), 5), []);
});

test("networks that share members, the most first", () => {
  const shared = overlapsOf(graph, nodeAt("n-west"), 5).map(({ other, count }) => [other.id, count]);
  assert.deepEqual(shared, [
    ["n-east", 2],
    ["n-north", 1],
  ]);
});

test("where members are only counted, networks share as many as the counts say", () => {
  const counts = readGraph(counted);
  assert.deepEqual(
    counts.networks.map(({ size }) => size),
    [7_000_021, 0, 23],
  );
  const shared = overlapsOf(counts, nodeAt("n-one", counts), 5).map(({ other, count }) => [other.id, count]);
  assert.deepEqual(shared, [["n-two", 20]]);
});

test("a table is about those who answer, the chosen one, its members, or all", () => {
  const all = graph.nodes.filter(({ kind }) => kind !== "network");
  assert.deepEqual(selectedMembers(graph, { chosen: null, found: null }), all);
  assert.deepEqual(idsOf(selectedMembers(graph, { chosen: nodeAt("n-east"), found: null })), ["m-049", "m-091"]);
  assert.deepEqual(idsOf(selectedMembers(graph, { chosen: nodeAt("o-hub"), found: null })), ["o-hub"]);
  assert.deepEqual(selectedMembers(graph, { chosen: nodeAt("o-hub"), found: [] }), []);
});
