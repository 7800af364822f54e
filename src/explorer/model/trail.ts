// Walking along the edges, from node to node.
//
// Down follows an edge to the first neighbour, Left and Right go through the neighbours of where one came from, Up
// goes back there, or to the first network of a member that was not reached by an edge. So from any node Down and
// Right visit exactly its neighbours, and Up leads along an edge too.

import { type Graph, type GraphNode, isNetwork } from "./graph.ts";

export type Move = "follow" | "back" | "previous" | "next" | "first" | "last";

// `from` is where the walk came from along an edge. A move may be blocked: at the top, or where no edge leads on.
export type Step = { from: GraphNode | null } | "no_edges" | "at_top";

interface Level {
  siblings: readonly GraphNode[];
  place: number;
}

export interface Trail {
  readonly current: GraphNode;
  readonly origin: GraphNode | null;
  readonly place: number;
  readonly count: number;
  readonly everywhere: readonly GraphNode[]; // members, then what stands at the top
  move(move: Move): Step;
  goTo(node: GraphNode): void;
}

export function createTrail(graph: Graph): Trail {
  const { hubs, members, networks } = graph;
  // Networks first, those with members in the order of the legend; then what no edge leads to.
  const top = [
    ...hubs,
    ...networks.filter((network) => !hubs.includes(network)),
    ...members.filter((member) => !member.size && !member.edges.length),
  ];
  // Where one is among its siblings; under it, where one came from.
  let levels: Level[] = [{ siblings: top, place: 0 }];

  const here = () => levels[levels.length - 1];
  const at = ({ siblings, place }: Level) => siblings[place];
  const origin = () => (levels.length > 1 ? at(levels[levels.length - 2]) : null);

  function step(by: number): Step {
    const level = here();
    level.place = (level.place + by + level.siblings.length) % level.siblings.length;
    return { from: origin() };
  }

  const moves: Record<Move, () => Step> = {
    follow() {
      const next = graph.neighbours(at(here()));
      if (!next.length) return "no_edges";
      levels.push({ siblings: next, place: 0 });
      return { from: origin() };
    },
    back() {
      const from = at(here());
      if (levels.length > 1) {
        levels.pop();
        return { from: origin() };
      }
      const above = top.includes(from) ? undefined : graph.neighbours(from)[0];
      if (!above) return "at_top";
      levels = [{ siblings: top, place: top.indexOf(above) }];
      return { from };
    },
    previous: () => step(-1),
    next: () => step(1),
    first: () => step(-here().place),
    last: () => step(here().siblings.length - 1 - here().place),
  };

  return {
    get current() {
      return at(here());
    },
    get origin() {
      return origin();
    },
    get place() {
      return here().place;
    },
    get count() {
      return here().siblings.length;
    },
    get everywhere() {
      return [...members, ...top];
    },
    move: (move) => moves[move](),
    goTo(node) {
      const { siblings } = here();
      const among = siblings.includes(node) ? siblings : isNetwork(node) || top.includes(node) ? top : members;
      if (among !== siblings) levels = [];
      else levels.pop();
      levels.push({ siblings: among, place: among.indexOf(node) });
    },
  };
}
