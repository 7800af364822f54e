// Reads a payload with too many members to draw. Nodes are made once, edges only when somebody asks for them.
// Members come first, then networks, both in alphabetical order, so that an index is a rank too.

import type { Edge, Graph, GraphNode, Kind } from "./graph.ts";
import { remembered } from "./graph_whole.ts";
import type { CompactPayload, Titles } from "./payload.ts";

const KINDS: Record<string, Kind> = { m: "municipality", o: "organisation" };
const NO_NAMES: readonly string[] = [];
const NOTHING_KNOWN: [null, string, number] = [null, "", -1];

export function readCompact(payload: CompactPayload): Graph {
  const { members: titles, sizes } = payload;
  const memberCount = titles.id.length;
  const otherNames = namesByPlace(titles);
  const facts = new Map(titles.about.map(([place, ...rest]) => [place, rest]));
  const factsOf = (index: number) => facts.get(index) ?? NOTHING_KNOWN;
  const { byNetwork, firstOf, byMember, firstOfMember } = readLinks(payload, memberCount);
  const held = new Map<GraphNode, Set<GraphNode>>();

  // Most members are never looked at: what they are is read from the payload when asked for.
  class Member implements GraphNode {
    declare readonly status: "";
    declare readonly place: number;
    declare readonly letter: string;
    declare readonly known: string;
    declare readonly spot: number;
    readonly index: number;

    constructor(index: number) {
      this.index = index;
    }
    get id(): string {
      return titles.id[this.index];
    }
    get name(): string {
      return titles.name[this.index];
    }
    get label(): string {
      return this.name;
    }
    get kind(): Kind {
      return KINDS[this.id[0]];
    }
    get rank(): number {
      return this.index;
    }
    get foreign(): string | null {
      return foreignAt(titles, this.index);
    }
    get names(): readonly string[] {
      return otherNames.get(this.index) ?? NO_NAMES;
    }
    get population(): number | null {
      return factsOf(this.index)[0];
    }
    get language(): string {
      return factsOf(this.index)[1];
    }
    get region(): string {
      return payload.regions[factsOf(this.index)[2]] ?? "";
    }
    get size(): number {
      return firstOfMember[this.index + 1] - firstOfMember[this.index];
    }
    get edges(): Edge[] {
      return signature(this).map((network) => edgeOf(this, network));
    }
  }
  Object.assign(Member.prototype, { status: "", place: -1, letter: "", known: "", spot: -1 });

  const networks = readNetworks(payload, memberCount, networkEdges);
  const nodes: GraphNode[] = [...titles.id.map((_, index) => new Member(index)), ...networks];
  const byId = new Map(nodes.map((node) => [node.id, node]));

  const isMember = (node: GraphNode) => node.index < memberCount;

  function neighbours(node: GraphNode): GraphNode[] {
    if (isMember(node)) return signature(node);
    const links = byNetwork.subarray(firstOf[node.spot], firstOf[node.spot + 1]);
    return Array.from(links, (member) => nodes[member]);
  }

  function signature(node: GraphNode): GraphNode[] {
    if (!isMember(node)) return [];
    const links = byMember.subarray(firstOfMember[node.index], firstOfMember[node.index + 1]);
    return Array.from(links, (link) => networks[rowOf(firstOf, link)]);
  }

  function networkEdges(network: GraphNode): Edge[] {
    return neighbours(network).map((member) => edgeOf(member, network));
  }

  function edgeOf(member: GraphNode, network: GraphNode): Edge {
    const [basis, sources] = payload.grounds[payload.ground ? payload.ground[linkOf(member, network)] : 0];
    return { member, network, basis, sources };
  }

  function linkOf(member: GraphNode, network: GraphNode): number {
    const links = byMember.subarray(firstOfMember[member.index], firstOfMember[member.index + 1]);
    return links.find((link) => link >= firstOf[network.spot] && link < firstOf[network.spot + 1]) ?? -1;
  }

  return {
    nodes,
    edges: [],
    networks,
    hubs: networks.filter(({ letter }) => letter).sort((one, other) => sizes[other.spot] - sizes[one.spot]),
    overlaps: payload.shared.map(([one, other, shared]) => ({ one: networks[one], other: networks[other], shared })),
    nodeOf: (id) => byId.get(id) ?? null,
    neighbours,
    signature,
    holds: (network) => remembered(held, network, () => new Set(neighbours(network))),
    clusterOf: () => [],
  };
}

function readNetworks(
  { networks: titles, sizes }: CompactPayload,
  firstIndex: number,
  edges: (network: GraphNode) => Edge[],
): GraphNode[] {
  const names = namesByPlace(titles);
  return titles.id.map((id, row) => ({
    index: firstIndex + row,
    spot: row,
    id,
    kind: "network",
    name: titles.name[row],
    names: names.get(row) ?? NO_NAMES,
    label: titles.label[row],
    rank: firstIndex + row,
    status: titles.status[row],
    language: "",
    region: "",
    population: null,
    place: titles.place[row],
    letter: titles.letter[row],
    known: titles.known[row],
    foreign: foreignAt(titles, row),
    size: sizes[row],
    get edges(): Edge[] {
      return edges(this);
    },
  }));
}

function namesByPlace({ names }: Titles): Map<number, string[]> {
  return new Map(names.map(([place, ...others]) => [place, others]));
}

function foreignAt({ foreign }: Titles, place: number): string | null {
  for (const [language, places] of Object.entries(foreign)) if (places === 1 || places.includes(place)) return language;
  return null;
}

interface Links {
  byNetwork: Uint32Array; // members, network by network
  firstOf: Uint32Array; // where those of each network begin
  byMember: Uint32Array; // places in byNetwork, member by member
  firstOfMember: Uint32Array;
}

function readLinks({ links, sizes }: CompactPayload, memberCount: number): Links {
  const byNetwork = new Uint32Array(links.length);
  const firstOf = new Uint32Array(sizes.length + 1);
  const firstOfMember = new Uint32Array(memberCount + 1);
  sizes.forEach((size, row) => {
    let member = 0;
    firstOf[row + 1] = firstOf[row] + size;
    for (let at = firstOf[row]; at < firstOf[row + 1]; at++) {
      member += links[at];
      byNetwork[at] = member;
      firstOfMember[member + 1]++;
    }
  });
  for (let place = 0; place < memberCount; place++) firstOfMember[place + 1] += firstOfMember[place];
  const byMember = new Uint32Array(links.length);
  const filled = firstOfMember.slice();
  for (let at = 0; at < byNetwork.length; at++) byMember[filled[byNetwork[at]]++] = at;
  return { byNetwork, firstOf, byMember, firstOfMember };
}

// The network that has a link, by bisection.
function rowOf(firstOf: Uint32Array, link: number): number {
  let [low, high] = [0, firstOf.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (firstOf[middle] <= link) low = middle;
    else high = middle;
  }
  // Networks without members begin at the same link as the next one, and the last of them has it.
  while (firstOf[low + 1] <= link) low++;
  return low;
}
