// Members like a given one, and networks that share members.

import { byIndex, type Graph, type GraphNode, isNetwork, sameNodes } from "./graph.ts";

export interface Peer {
  readonly other: GraphNode;
  readonly shared: readonly GraphNode[];
  readonly differing: readonly GraphNode[];
  readonly jaccard: number;
}

// The other members of exactly the same networks.
export function inSameNetworks(graph: Graph, node: GraphNode): GraphNode[] {
  const own = graph.signature(node);
  if (!own.length) return [];
  // Whoever is in exactly the same networks is in the smallest of them, too.
  const smallest = own.map(graph.holds).reduce((one, other) => (other.size < one.size ? other : one));
  return [...smallest].filter((other) => other !== node && sameNodes(graph.signature(other), own)).sort(byIndex);
}

// Municipalities in not quite the same networks, the most alike first, in the order of `kuntaverkostot.peers`.
export function peersOf(graph: Graph, node: GraphNode, most: number): Peer[] {
  if (node.kind !== "municipality") return [];
  const own = graph.signature(node);
  const near = new Set(own.flatMap(graph.neighbours));
  const peers: Peer[] = [];
  for (const other of near) {
    const theirs = graph.signature(other);
    if (other.kind !== "municipality" || sameNodes(theirs, own)) continue;
    const shared = theirs.filter((network) => own.includes(network));
    if (!shared.length) continue;
    const differing = [...new Set([...own, ...theirs])].filter((network) => !shared.includes(network));
    peers.push({ other, shared, differing, jaccard: shared.length / (shared.length + differing.length) });
  }
  const distance = ({ other }: Peer) => populationDistance(node, other);
  return peers
    .sort(
      (one, two) =>
        two.jaccard - one.jaccard ||
        two.shared.length - one.shared.length ||
        difference(distance(one), distance(two)) ||
        (one.other.id < two.other.id ? -1 : 1),
    )
    .slice(0, most);
}

function populationDistance(one: GraphNode, other: GraphNode): number {
  return one.population && other.population ? Math.abs(Math.log(other.population / one.population)) : Infinity;
}

// Infinity less Infinity is not a number.
const difference = (one: number, other: number) => (one === other ? 0 : one - other);

// Networks that share members with a network, the most first.
export function overlapsOf(graph: Graph, network: GraphNode, most: number): { other: GraphNode; count: number }[] {
  const counts = new Map<GraphNode, number>();
  for (const member of graph.neighbours(network)) {
    const networks = graph.signature(member);
    if (!networks.includes(network)) continue;
    for (const other of networks) if (other !== network) counts.set(other, (counts.get(other) ?? 0) + member.count);
  }
  return [...counts]
    .map(([other, count]) => ({ other, count }))
    .sort((one, two) => two.count - one.count || byIndex(one.other, two.other))
    .slice(0, most);
}

// Members that a selection is about: those who answer the question, else the chosen one or its members, else all.
export function selectedMembers(
  graph: Graph,
  { chosen, found }: { chosen: GraphNode | null; found: readonly GraphNode[] | null },
): readonly GraphNode[] {
  if (found) return found;
  if (!chosen) return graph.members;
  return isNetwork(chosen) ? graph.neighbours(chosen) : [chosen];
}
