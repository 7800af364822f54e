import assert from "node:assert/strict";
import test from "node:test";
import { byLetter, readGraph } from "../model/graph.ts";
import { graph, idsOf, nodeAt, onDemand } from "./data.ts";

test("candidates and networks that have ended gather nobody", () => {
  assert.deepEqual(idsOf(graph.signature(nodeAt("m-235"))), []);
  assert.deepEqual(idsOf(graph.neighbours(nodeAt("m-235"))), ["n-west", "n-old"]);
  assert.deepEqual(idsOf(graph.holds(nodeAt("n-west"))), ["m-049", "m-091", "m-092"]);
});

test("sizes count confirmed memberships", () => {
  const sizes = ["m-235", "n-west", "n-old"].map((id) => nodeAt(id).size);
  assert.deepEqual(sizes, [1, 3, 1]);
});

test("members of exactly the same networks are a cluster, in whatever order", () => {
  const [east, west] = [nodeAt("n-east").index, nodeAt("n-west").index];
  assert.deepEqual(idsOf(graph.clusterOf([west, east])), ["m-049", "m-091"]);
  assert.deepEqual(graph.clusterOf([east]), []);
});

test("a payload by columns becomes nodes with what they are", () => {
  const helsinki = nodeAt("m-091");
  assert.deepEqual([helsinki.kind, helsinki.names, helsinki.region], ["municipality", ["Helsingfors"], "Uusimaa"]);
  assert.deepEqual([nodeAt("n-old").foreign, nodeAt("n-west").label, nodeAt("n-west").index], ["sv", "west", 0]);
  assert.equal(graph.nodeOf("m-000"), null);
});

test("links as differences become members and networks", () => {
  const large = readGraph(onDemand);
  assert.deepEqual(
    large.networks.map((network) => idsOf(large.neighbours(network))),
    [["o-a", "o-b", "o-d"], [], ["o-b", "m-c"]],
  );
  assert.deepEqual(idsOf(large.signature(nodeAt("o-b", large))), ["n-one", "n-two"]);
  assert.deepEqual(idsOf(large.signature(nodeAt("m-c", large))), ["n-two"]);
  assert.deepEqual(idsOf(large.hubs), ["n-one", "n-two"]);
});

test("edges are made on demand with their own basis", () => {
  const large = readGraph(onDemand);
  const edges = nodeAt("n-one", large).edges.map(({ member, basis, sources }) => [member.id, basis, sources]);
  assert.deepEqual(edges, [
    ["o-a", "listed", [1]],
    ["o-b", "rule", []],
    ["o-d", "listed", [1]],
  ]);
  assert.deepEqual(
    nodeAt("m-c", large).edges.map(({ basis }) => basis),
    ["rule"],
  );
});

test("members on demand say what they are", () => {
  const large = readGraph(onDemand);
  const gamma = nodeAt("m-c", large);
  assert.deepEqual([gamma.kind, gamma.population, gamma.region, gamma.size], ["municipality", 500, "Uusimaa", 1]);
  const [beta, delta] = [nodeAt("o-b", large), nodeAt("o-d", large)];
  assert.deepEqual([beta.names, beta.foreign, delta.foreign, delta.status], [["Bäta"], null, "sv", ""]);
});

test("what a table says besides is known of a member and of its membership", () => {
  const helsinki = nodeAt("m-091");
  assert.deepEqual(graph.attributesOf(helsinki, null), [["founded", "1550"]]);
  assert.deepEqual(graph.attributesOf(helsinki, nodeAt("n-east")), [["role", "chair"]]);
  assert.deepEqual(graph.attributesOf(helsinki, nodeAt("n-west")), []);
  assert.deepEqual(readGraph(onDemand).attributesOf(nodeAt("o-a", readGraph(onDemand)), null), []);
});

test("letters go from A to Z and then on to AA", () => {
  const [west] = graph.networks;
  const lettered = ["AB", "B", "AA", "A"].map((letter) => ({ ...west, letter }));
  assert.deepEqual(
    lettered.sort(byLetter).map(({ letter }) => letter),
    ["A", "B", "AA", "AB"],
  );
});
