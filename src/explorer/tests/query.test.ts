import assert from "node:assert/strict";
import test from "node:test";
import { fragmentOf, selectionFrom } from "../model/address.ts";
import { countOf, readGraph } from "../model/graph.ts";
import { createQuestions, emptyQuery, isEmpty, sameQuery } from "../model/query.ts";
import type { Selection } from "../model/selection.ts";
import { counted, graph, idsOf, onDemand, whole } from "./data.ts";

const questions = createQuestions(graph, whole);
const NOTHING: Selection = { chosen: null, query: null, hidden: [], layout: "overlap" };

test("all, any and none", () => {
  const found = (query: object) => idsOf(questions.answer({ ...emptyQuery(), ...query }));
  assert.deepEqual(found({ all: ["n-west", "n-east"] }), ["m-049", "m-091"]);
  assert.deepEqual(found({ all: ["n-west"], none: ["n-east"] }), ["m-092"]);
  assert.deepEqual(found({ any: ["n-east", "n-north"] }), ["m-049", "m-091", "m-092"]);
  assert.deepEqual(found({ none: ["n-west"] }), ["m-235", "m-020"]);
});

test("only members of the kind in question answer", () => {
  const query = { ...emptyQuery(), all: ["n-north"] };
  assert.deepEqual(idsOf(questions.answer(query)), ["m-092"]);
  const others = createQuestions(graph, { ...whole, asks: "organisation" });
  assert.deepEqual(idsOf(others.answer({ ...query })), ["o-hub", "m-092"]);
  const large = createQuestions(readGraph(onDemand), onDemand);
  assert.deepEqual(idsOf(large.answer({ ...emptyQuery(), all: ["n-one"] })), ["o-a", "o-b", "o-d"]);
});

test("where members are only counted, the answer is how many they are", () => {
  const counts = createQuestions(readGraph(counted), counted);
  const found = (query: object) => countOf(counts.answer({ ...emptyQuery(), ...query }));
  assert.equal(found({ all: ["n-one"] }), 7_000_021);
  assert.equal(found({ all: ["n-one"], none: ["n-two"] }), 7_000_001);
  assert.equal(found({ any: ["n-one", "n-two"] }), 7_000_024);
});

test("no question has no answer", () => {
  assert.deepEqual(questions.answer(null), []);
  assert.ok(isEmpty(emptyQuery()));
});

test("the same question in another order is the same", () => {
  const [one, other] = [
    ["n-west", "n-east"],
    ["n-east", "n-west"],
  ].map((all) => ({ ...emptyQuery(), all }));
  assert.ok(sameQuery(one, other));
  assert.equal(sameQuery(one, { ...emptyQuery(), any: other.all }), false);
  assert.equal(sameQuery(one, null), false);
});

test("exactly these networks means none of the others", () => {
  assert.deepEqual(questions.exactly(["n-west"]), {
    ...emptyQuery(),
    all: ["n-west"],
    none: ["n-east", "n-north"],
  });
  // Few others are named one by one.
  assert.equal(questions.isExact(questions.exactly(["n-west"])), false);
});

test("a selection is read back from its address", () => {
  const selections: Selection[] = [
    { ...NOTHING, chosen: "m-091" },
    { ...NOTHING, query: { ...emptyQuery(), all: ["n-west"], any: ["n-east", "n-north"] } },
    { ...NOTHING, query: { ...emptyQuery(), none: ["n-west"], where: ["founded=1550", "role=chair"] } },
    { chosen: "n-east", query: null, hidden: ["n-west", "n-old"], layout: "force" },
  ];
  for (const selection of selections) {
    const read = selectionFrom(fragmentOf(selection, questions), graph, questions);
    assert.deepEqual({ ...read, query: read.query && isEmpty(read.query) ? null : read.query }, selection);
  }
});

test("one chosen node has the address of its entry, and nothing that of the diagram", () => {
  assert.equal(fragmentOf({ ...NOTHING, chosen: "m-091" }, questions), "m-091");
  assert.equal(fragmentOf(NOTHING, questions), "diagram");
  assert.equal(fragmentOf({ ...NOTHING, chosen: "m-091", layout: "map" }, questions), "layout=map&node=m-091");
});

test("what is no address, or unknown, chooses nothing", () => {
  for (const text of ["%", "m-000", "all=nobody&node=x", "sources"]) {
    const { chosen, query } = selectionFrom(text, graph, questions);
    assert.deepEqual([chosen, query], [null, emptyQuery()]);
  }
});
