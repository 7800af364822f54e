import assert from "node:assert/strict";
import test from "node:test";
import { readGraph } from "../model/graph.ts";
import type { Payload, Step } from "../model/payload.ts";
import { createDays, type SteppedPayload } from "../model/steps.ts";
import { whole } from "./data.ts";

// On the second day Vantaa joins the network West, and Helsinki leaves it.
const rowOf = (id: string) => whole.members.id.split(" ").indexOf(id);
const [espoo, helsinki, kauniainen, vantaa] = ["m-049", "m-091", "m-235", "m-092"].map(rowOf);
const labels = whole.frames.map(({ hubs }): Step["labels"][number] => [hubs.map(() => ["then"]), []]);

function dayOf(date: string, members: number[], moved: Step["moved"]): Step {
  const { rules, days, about } = whole;
  return {
    date,
    said: `${moved.length} changes`,
    moved,
    shown: {
      ...{ date: `in words ${date}`, rules, days, about, grounds: [["rule", []]], ground: null },
      sizes: [members.length, 0, 0, 0],
      links: members.map((row, place) => row - (place ? members[place - 1] : 0)),
    },
    known: [`${members.length} known`, "", "", ""],
    population: whole.members.population?.map((count) => count && count + moved.length) ?? null,
    labels,
  };
}

function stepped(first = 0) {
  const payload: SteppedPayload = {
    ...(structuredClone(whole) as Payload),
    steps: [
      dayOf("2018-12-31", [espoo, helsinki], []),
      dayOf(
        "2019-12-31",
        [espoo, vantaa],
        [
          [0, vantaa, 1, "Vantaa joined"],
          [0, helsinki, -1, "Helsinki left"],
          [0, kauniainen, 0, "nobody knows of Kauniainen"],
        ],
      ),
    ],
    first,
  };
  const graph = readGraph(payload);
  return { payload, graph, days: createDays(payload, graph) };
}

const names = (nodes: Iterable<{ name: string }>) => [...nodes].map(({ name }) => name);

test("graph and payload are those of the day that is shown first", () => {
  const { payload, graph, days } = stepped(1);
  assert.deepEqual([days.place, days.isFirst, days.isLast], [1, false, true]);
  assert.deepEqual(names(graph.holds(graph.networks[0])), ["Espoo", "Vantaa"]);
  assert.equal(payload.date, "in words 2019-12-31");
});

test("a step changes memberships, counts, figures and labels, and no node", () => {
  const { payload, graph, days } = stepped();
  const [west, helsinkiNode] = [graph.networks[0], graph.members[helsinki]];
  assert.deepEqual(names(graph.neighbours(west)), ["Espoo", "Helsinki"]);
  assert.deepEqual(names(graph.signature(helsinkiNode)), ["West"]);
  assert.deepEqual(graph.clusterOf([0]).length, 2);
  days.go(1);
  assert.equal(graph.networks[0], west);
  assert.deepEqual(names(graph.neighbours(west)), ["Espoo", "Vantaa"]);
  assert.deepEqual(names(graph.holds(west)), ["Espoo", "Vantaa"]);
  assert.deepEqual(names(graph.clusterOf([0])), ["Espoo", "Vantaa"]);
  assert.deepEqual([west.size, west.known], [2, "2 known"]);
  assert.deepEqual([helsinkiNode.size, graph.signature(helsinkiNode), helsinkiNode.edges], [0, [], []]);
  assert.deepEqual(names(graph.edges.map(({ member }) => member)), ["Espoo", "Vantaa"]);
  assert.equal(graph.members[espoo].population, 320_003);
  assert.deepEqual(payload.frames[0].hubs[0].lines, ["then"]);
  days.go(0);
  assert.deepEqual(names(graph.neighbours(west)), ["Espoo", "Helsinki"]);
  assert.deepEqual([west.size, graph.members[espoo].population], [2, 320_000]);
});

test("who moved is known of the member and of the network, on that day alone", () => {
  const { graph, days } = stepped();
  assert.deepEqual([days.moves(), days.notesOf(graph.networks[0])], [[], []]);
  days.go(1);
  assert.deepEqual(
    days.moves().map(({ network, member, joined }) => [network.name, member.name, joined]),
    [
      ["West", "Vantaa", true],
      ["West", "Helsinki", false],
    ],
  );
  assert.deepEqual(days.notesOf(graph.networks[0]), ["Vantaa joined", "Helsinki left", "nobody knows of Kauniainen"]);
  assert.deepEqual(days.notesOf(graph.members[helsinki]), ["Helsinki left"]);
  assert.deepEqual(days.notesOf(graph.members[kauniainen]), ["nobody knows of Kauniainen"]);
  assert.deepEqual(days.notesOf(graph.members[espoo]), []);
});

test("a day is found by its date", () => {
  const { days } = stepped();
  assert.deepEqual([days.placeOf("2019-12-31"), days.placeOf("2019"), days.placeOf("")], [1, -1, -1]);
});
