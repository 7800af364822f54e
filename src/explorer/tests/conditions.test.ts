import assert from "node:assert/strict";
import test from "node:test";
import { readGraph } from "../model/graph.ts";
import type { Payload } from "../model/payload.ts";
import { createQuestions, emptyQuery } from "../model/query.ts";
import { counted, idsOf, onDemand, whole } from "./data.ts";

// Members 3 to 6 are Alpha to Delta; Alpha, Beta and Delta are in the first network, Beta and Gamma in the third.
const NAMES = ["role", "since", "country", "note"];
type Row = [member: number, network: number, name: number, value: string];
const ROWS: Row[] = [
  [3, 0, 0, "chair"],
  [4, 0, 0, "guest"],
  [4, 2, 0, "chair; treasurer"],
  [5, 2, 0, "guest"],
  [3, 0, 1, "2019"],
  [4, 0, 1, "2020"],
  [4, 2, 1, "1999"],
  [3, -1, 2, "Peru"],
  [6, -1, 2, "Fiji"],
];

function read(rows: readonly Row[], payload: Payload = onDemand) {
  const told: Payload = { ...payload, attributes: { names: NAMES, rows: [...rows] } };
  const graph = readGraph(told);
  const questions = createQuestions(graph, told);
  return { graph, answer: (query: object) => idsOf(questions.answer({ ...emptyQuery(), ...query })) };
}

const textsOf = (rows: readonly Row[]) => read(rows).graph.conditions.all.map(({ text, count }) => `${text} ${count}`);

test("a choice for each value, with how many members it is told of, and for each least figure", () => {
  assert.deepEqual(textsOf(ROWS), [
    "role=chair 2",
    "role=guest 2",
    "role=treasurer 1",
    "since=1999 1",
    "since=2019 1",
    "since=2020 1",
    "since>=2019 2",
    "since>=2020 1",
    "country=Fiji 1",
    "country=Peru 1",
  ]);
});

test("a condition holds for the membership that is asked for", () => {
  const { answer } = read(ROWS);
  assert.deepEqual(answer({ where: ["role=chair"] }), ["o-a", "o-b"]);
  assert.deepEqual(answer({ all: ["n-one"], where: ["role=chair"] }), ["o-a"]);
  assert.deepEqual(answer({ any: ["n-one", "n-two"], where: ["role=guest"] }), ["o-b", "m-c"]);
  assert.deepEqual(answer({ where: ["role=chair", "since>=2019"] }), ["o-a"]);
  assert.deepEqual(answer({ all: ["n-one", "n-two"], where: ["role=guest"] }), []);
});

test("who is asked to be in none of some networks must meet the condition somewhere", () => {
  assert.deepEqual(read(ROWS).answer({ none: ["n-one"], where: ["role=chair"] }), ["o-b"]);
});

test("what is told of a member holds for all its memberships, and without any", () => {
  const { answer } = read(ROWS);
  assert.deepEqual(answer({ all: ["n-one"], where: ["country=Fiji"] }), ["o-d"]);
  assert.deepEqual(answer({ none: ["n-one", "n-two"], where: ["country=Fiji"] }), []);
  const alone: Payload = { ...whole, asks: "organisation" };
  // Åland is in no network.
  const rows: Row[] = [[8, -1, 2, "Peru"]];
  assert.deepEqual(read(rows, alone).answer({ where: ["country=Peru"] }), ["m-020"]);
  assert.deepEqual(read(rows, alone).answer({ none: ["n-west"], where: ["country=Peru"] }), ["m-020"]);
});

test("many words and long ones are no choice; many figures are one of the least, and days one of the year", () => {
  const many = (value: (place: number) => string, count: number) =>
    textsOf(Array.from({ length: count }, (_, place): Row => [3 + (place % 4), 0, 3, value(place)]));
  assert.deepEqual(
    many((place) => `word ${place}`, 13),
    [],
  );
  assert.deepEqual(
    many((place) => (place ? "x" : "x".repeat(61)), 2),
    [],
  );
  assert.deepEqual(
    many((place) => String(place), 61),
    [],
  );
  assert.equal(many((place) => String(2000 + place), 40).length, 39);
  const days = many((place) => `20${10 + (place % 3)}-0${1 + (place % 9)}-1${place % 10}`, 90);
  assert.deepEqual(days, ["note>=2011 4", "note>=2012 4"]);
});

test("figures are compared as figures", () => {
  const rows: Row[] = [
    [3, 0, 3, "9"],
    [4, 0, 3, "10,5"],
  ];
  assert.deepEqual(read(rows).answer({ where: ["note>=10,5"] }), ["o-b"]);
});

test("ended networks and counts have no conditions", () => {
  const ended = { ...onDemand, networks: { ...onDemand.networks, status: ["ended", "current", "current"] } } as Payload;
  assert.deepEqual(
    read(ROWS.slice(0, 3), ended).graph.conditions.all.map(({ text }) => text),
    ["role=chair", "role=treasurer"],
  );
  assert.deepEqual(read(ROWS, counted).graph.conditions.all, []);
});

test("candidates, and members that are not asked for, are not counted", () => {
  // Kauniainen is a candidate in the first network, and the hub no municipality.
  const rows: Row[] = [
    [4, 0, 0, "chair"],
    [7, 0, 0, "chair"],
    [6, 2, 0, "chair"],
    [5, 0, 0, "guest"],
  ];
  assert.deepEqual(
    read(rows, whole).graph.conditions.all.map(({ text, count }) => `${text} ${count}`),
    ["role=chair 1", "role=guest 1"],
  );
  assert.deepEqual(read(rows, whole).answer({ where: ["role=chair"] }), ["m-049"]);
});

test("of what an address names, one condition of each attribute is known", () => {
  const { conditions } = read(ROWS).graph;
  assert.deepEqual(conditions.known(["country=Peru", "role=guest", "role=chair", "role=queen", "x"]), [
    "role=chair",
    "country=Peru",
  ]);
});
