// The days of a page that steps through them: the payload and the graph are those of one day at a time.

import type { Graph, GraphNode } from "./graph.ts";
import type { Payload, Step, Steps } from "./payload.ts";

export type SteppedPayload = Payload & Steps;

export interface Days {
  readonly place: number;
  readonly step: Step;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  // The place of a day, ISO 8601; -1 where it is none of them.
  placeOf(date: string): number;
  // Makes payload and graph those of a day.
  go(place: number): void;
  // Who joined and left on the day that is shown, network after network.
  moves(): readonly Move[];
  // What is told of a network or a member that is one of these.
  notesOf(node: GraphNode): string[];
}

export interface Move {
  readonly network: GraphNode;
  readonly member: GraphNode;
  readonly joined: boolean;
}

export function createDays(payload: SteppedPayload, graph: Graph): Days {
  const { steps } = payload;
  let place = payload.first;
  let told: { network: GraphNode; member: GraphNode; change: number; sentence: string }[] = [];

  function go(to: number): void {
    place = to;
    const { shown, known, population, labels, moved } = steps[place];
    Object.assign(payload, shown);
    payload.networks.known = known;
    payload.members.population = population;
    for (const [row, { hubs, clusters }] of payload.frames.entries()) {
      const [ofHubs, ofClusters] = labels[row];
      hubs.forEach((hub, at) => {
        hub.lines = ofHubs[at];
      });
      clusters.forEach((cluster, at) => {
        cluster.lines = ofClusters[at];
      });
    }
    graph.reread();
    told = moved.map(([network, member, change, sentence]) => ({
      network: graph.networks[network],
      member: graph.members[member],
      change,
      sentence,
    }));
  }

  go(place);
  return {
    get place() {
      return place;
    },
    get step() {
      return steps[place];
    },
    get isFirst() {
      return place === 0;
    },
    get isLast() {
      return place === steps.length - 1;
    },
    placeOf: (date) => steps.findIndex((step) => step.date === date),
    go,
    moves: () => told.filter(({ change }) => change).map((move) => ({ ...move, joined: move.change > 0 })),
    notesOf: (node) =>
      told.filter(({ network, member }) => node === network || node === member).map(({ sentence }) => sentence),
  };
}
