import assert from "node:assert/strict";
import test from "node:test";
import { emptyQuery } from "../model/query.ts";
import { createStore, type Selection, type Store } from "../model/selection.ts";
import { graph, nodeAt } from "./data.ts";

function storeAndLog(): { store: Store; changes: string[]; remembered: Selection[] } {
  const remembered: Selection[] = [];
  const store = createStore(graph, { layouts: ["overlap", "force"], remember: (one) => remembered.push(one) });
  const changes: string[] = [];
  store.onChange((what) => changes.push([...what].join()));
  return { store, changes, remembered };
}

test("choosing ends a question, and asking ends a choice", () => {
  const { store, changes } = storeAndLog();
  store.ask({ ...emptyQuery(), all: ["n-west"] });
  store.choose(nodeAt("m-091"));
  assert.deepEqual(store.selection, { chosen: "m-091", query: null, hidden: [], layout: "overlap" });
  store.ask({ ...emptyQuery(), any: ["n-east"] });
  assert.equal(store.state.chosen, null);
  assert.deepEqual(changes, ["chosen,query", "chosen,query", "chosen,query"]);
});

test("an empty question is none", () => {
  const { store } = storeAndLog();
  store.ask(emptyQuery());
  assert.equal(store.state.query, null);
});

test("whoever chooses the same again is shown it again, and it is remembered once", () => {
  const { store, changes, remembered } = storeAndLog();
  store.choose(nodeAt("m-091"));
  store.choose(nodeAt("m-091"));
  assert.deepEqual([changes.length, remembered.length], [2, 1]);
});

test("passing states and what a host sets are not remembered", () => {
  const { store, changes, remembered } = storeAndLog();
  store.hover(nodeAt("m-091"));
  store.hover(nodeAt("m-091"));
  store.focusOn(nodeAt("m-049"));
  store.set({ chosen: "m-092", hidden: ["n-west"] });
  assert.deepEqual(changes, ["hovered", "focused", "chosen,hidden"]);
  assert.deepEqual(remembered, []);
  assert.equal(store.state.layout, "overlap");
});

test("what a host sets is checked", () => {
  const { store } = storeAndLog();
  store.set({ chosen: "m-000", query: { ...emptyQuery(), all: ["n-x"] }, hidden: ["n-x", "n-old"], layout: "map" });
  assert.deepEqual(store.selection, { chosen: null, query: null, hidden: ["n-old"], layout: "overlap" });
});

test("a network is hidden and shown again", () => {
  const { store } = storeAndLog();
  store.toggleHidden("n-west");
  store.toggleHidden("n-east");
  store.toggleHidden("n-west");
  assert.deepEqual(store.selection.hidden, ["n-east"]);
});

test("reset forgets everything", () => {
  const { store, changes, remembered } = storeAndLog();
  store.setLayout("force");
  store.toggleHidden("n-west");
  store.reset();
  assert.deepEqual(store.selection, { chosen: null, query: null, hidden: [], layout: "overlap" });
  assert.deepEqual([changes.at(-1), remembered.length], ["chosen,query,hidden,layout", 3]);
});

test("a selection that was handed out does not change what is chosen", () => {
  const { store } = storeAndLog();
  store.ask({ ...emptyQuery(), all: ["n-west"] });
  store.selection.query?.all.push("n-east");
  assert.deepEqual(store.selection.query, { ...emptyQuery(), all: ["n-west"] });
});

test("who stops listening hears nothing, and two stores know nothing of each other", () => {
  const { store, changes } = storeAndLog();
  const other = storeAndLog();
  const heard: unknown[] = [];
  const stop = store.onChange((what) => heard.push(what));
  stop();
  store.choose(nodeAt("m-091"));
  assert.deepEqual([heard.length, changes.length, other.changes.length], [0, 1, 0]);
  assert.equal(other.store.state.chosen, null);
});
