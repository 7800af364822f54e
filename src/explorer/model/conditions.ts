// Conditions of a question about what a table of one's own says: a value of an attribute, or from which value on.

import type { GraphNode } from "./graph.ts";
import type { Payload } from "./payload.ts";

const MOST_VALUES = 12; // of words; figures and years may be more, of which one is the least
const MOST_FIGURES = 60;
const LONGEST = 60; // letters of a value
const FIGURE = /^-?\d+([.,]\d+)?$/;
const DAY = /^\d{4}(-\d\d){1,2}$/;

export interface Condition {
  readonly name: string; // of the attribute
  readonly value: string;
  readonly isLeast: boolean;
  readonly text: string; // as Python and an address have it
  readonly count: number; // members of whom, or of whose memberships, it is told
}

export interface Conditions {
  // By attribute, in the order of the table.
  readonly all: readonly Condition[];
  // The first one of each attribute among these that the table allows for.
  known(texts: readonly string[]): string[];
  // Whether this is told of a membership, or of the member itself, and of that alone where no network is given.
  meets(text: string, member: GraphNode, network: GraphNode | null): boolean;
}

type Place = readonly [member: number, network: number];
// Of whom and of which memberships each value is told.
type Told = Map<string, Place[]>;

type Columns = Pick<Payload, "asks" | "attributes" | "members" | "networks">;

// A membership that is a candidate answers no question, nor does a member of another kind than is asked for.
export function readConditions(
  { asks, attributes, members, networks }: Columns,
  isCandidate: (member: number, network: number) => boolean,
): Conditions {
  // Where members are only counted, what is told of them are their names.
  const names = members.count ? [] : (attributes?.names ?? []);
  const told = names.map((_): Told => new Map());
  const ids = asks === "municipality" ? members.id.split(" ") : [];
  const isAsked = (member: number) => ids[member - networks.name.length]?.startsWith("m") ?? true;
  for (const [member, network, name, text] of names.length ? (attributes?.rows ?? []) : []) {
    const values = told[name];
    if (networks.status[network] === "ended" || !isOpen(values) || isCandidate(member, network) || !isAsked(member))
      continue;
    for (const value of text.split("; ")) {
      const places = values.get(value) ?? [];
      places.push([member, network]);
      values.set(value, places);
    }
  }
  const all = names.flatMap((name, place) => conditionsOf(name, told[place]));
  const keys = new Map<string, Set<string>>();

  // Few of them are ever asked for.
  function keysOf(text: string): Set<string> {
    let held = keys.get(text);
    if (!held) {
      const asked = all.find((one) => one.text === text);
      const values = [...(asked ? told[names.indexOf(asked.name)] : [])];
      held = new Set(
        values.filter(([value]) => asked && meets(value, asked)).flatMap(([, places]) => places.map(String)),
      );
      keys.set(text, held);
    }
    return held;
  }

  return {
    all,
    known(texts) {
      const chosen = all.filter(({ text }) => texts.includes(text));
      return chosen.filter((one, place) => one.name !== chosen[place - 1]?.name).map(({ text }) => text);
    },
    meets(text, { index }, network) {
      const held = keysOf(text);
      return held.has(`${index},-1`) || held.has(`${index},${network?.index}`);
    },
  };
}

// Too many words are no choice; of figures and days, some may be.
function isOpen(values: Told): boolean {
  const [first] = values.keys();
  return values.size <= MOST_VALUES || FIGURE.test(first) || DAY.test(first);
}

function conditionsOf(name: string, told: Told): Condition[] {
  const values = [...told.keys()];
  if (values.some((value) => value.length > LONGEST)) return [];
  const isDated = values.every((value) => DAY.test(value));
  const isOrdered = isDated || values.every((value) => FIGURE.test(value));
  const condition = (value: string, isLeast: boolean, count: number): Condition => {
    return { name, value, isLeast, text: `${name}${isLeast ? ">=" : "="}${value}`, count };
  };
  const ordered = isOrdered ? values.sort(byFigure) : values.sort();
  const each =
    values.length > MOST_VALUES ? [] : ordered.map((value) => condition(value, false, countIn(told, [value])));
  if (!isOrdered) return each;
  const limits = [...new Set(isDated ? ordered.map((day) => day.slice(0, 4)) : ordered)];
  // Everybody reaches the first one.
  if (limits.length > MOST_FIGURES) limits.length = 1;
  const members = new Set<number>();
  const counts = new Map<string, number>();
  for (const value of [...ordered].reverse()) {
    for (const [member] of told.get(value) ?? []) members.add(member);
    counts.set(isDated ? value.slice(0, 4) : value, members.size);
  }
  return [...each, ...limits.slice(1).map((limit) => condition(limit, true, counts.get(limit) ?? 0))];
}

function countIn(told: Told, values: readonly string[]): number {
  return new Set(values.flatMap((value) => told.get(value)?.map(([member]) => member) ?? [])).size;
}

function meets(value: string, { value: limit, isLeast }: Condition): boolean {
  if (!isLeast) return value === limit;
  return FIGURE.test(value) ? figure(value) >= figure(limit) : value >= limit;
}

const figure = (value: string) => Number(value.replace(",", "."));

// Days have no figure: their letters are in the order of time.
function byFigure(one: string, other: string): number {
  return figure(one) - figure(other) || (one < other ? -1 : Number(one > other));
}
