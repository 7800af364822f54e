import assert from "node:assert/strict";
import test from "node:test";
import { createIndex, startingWith } from "../model/search.ts";
import { createWords, plain } from "../model/words.ts";
import { graph, idsOf, nodeAt, whole } from "./data.ts";

const index = createIndex(graph.nodes);
const found = (text: string) => idsOf(index.search(text));

test("by name in any language, by code, and by the label of a network", () => {
  assert.deepEqual(found("hels"), ["m-091"]);
  assert.deepEqual(found("HELSINGFORS"), ["m-091"]);
  assert.deepEqual(found("092"), ["m-092"]);
  assert.deepEqual(found("west"), ["n-west"]);
});

test("å, ä and ö, case and hyphens make no difference", () => {
  for (const text of ["aland", "Åland-Ä", "åland äyr", "ayrapaa"]) assert.deepEqual(found(text), ["m-020"]);
});

test("a name that begins with the text comes first, and only beginnings of words are found", () => {
  assert.deepEqual(found("h"), ["m-091", "o-hub"]);
  assert.deepEqual(found("l"), ["o-hub"]);
  assert.deepEqual(found("elsinki"), []);
  assert.deepEqual(found(" - "), []);
});

test("what is prepared is what is found", () => {
  const fresh = createIndex(graph.nodes);
  assert.equal(fresh.prepare(0, 4), 4);
  assert.equal(fresh.prepare(4, 100), graph.nodes.length);
  assert.deepEqual(idsOf(fresh.search("vantaa")), ["m-092"]);
});

test("typed letters find a name as typed before one without marks", () => {
  assert.equal(startingWith(graph.nodes, "å")?.id, "m-020");
  assert.equal(startingWith(graph.nodes, "a")?.id, "m-020");
  assert.equal(startingWith(graph.nodes, "x"), null);
});

test("texts have plurals, grouped numbers and joined names", () => {
  const words = createWords(whole);
  assert.equal(words.number(1234567), "1\u00a0234\u00a0567");
  assert.equal(words.say("count.networks", { count: 1 }), "in 1 network");
  assert.equal(words.extent(nodeAt("m-091")), "in 2 networks");
  assert.equal(words.extent(nodeAt("m-020")), "no membership found");
  assert.equal(words.joined(["A", "B", "C"]), "A, B and C");
  assert.deepEqual([words.percent(0.256), words.fraction(1 / 3)], ["26 %", "0.33"]);
  assert.equal(plain("Ylä-Å"), "yla a");
});
