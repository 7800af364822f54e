// Networks, members and memberships. Nodes are there from the start; edges are made when somebody asks for them.

import { type Conditions, readConditions } from "./conditions.ts";
import { type Links, readLinks } from "./links.ts";
import type { Basis, MemberKind, Payload, Status, Titles } from "./payload.ts";

export type Kind = MemberKind | "network";

export interface GraphNode {
  // Networks come first, in the order of the list, then members in that of their names.
  readonly index: number;
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly names: readonly string[]; // in other languages
  readonly label: string;
  readonly status: Status;
  readonly language: string;
  readonly region: string;
  readonly population: number | null;
  readonly place: number; // of its colour in the palette; -1 is grey
  readonly letter: string;
  readonly known: string; // how many of its members are known, in words
  readonly foreign: string | null; // language of its name, when it is not that of the page
  readonly size: number; // confirmed memberships; of a network, how many members these are
  readonly count: number; // how many members it stands for: more than one where members are only counted
  readonly edges: readonly Edge[];
}

export interface Edge {
  readonly member: GraphNode;
  readonly network: GraphNode;
  readonly basis: Basis;
  readonly sources: readonly number[];
}

export interface Overlap {
  readonly one: GraphNode;
  readonly other: GraphNode;
  readonly shared: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly networks: readonly GraphNode[];
  readonly members: readonly GraphNode[];
  readonly edges: readonly Edge[]; // drawn where members are
  readonly overlaps: readonly Overlap[]; // drawn where members are not
  readonly hubs: readonly GraphNode[]; // networks with a letter
  readonly isCounted: boolean; // whether each member stands for all in exactly the same networks
  nodeOf(id: string): GraphNode | null;
  neighbours(node: GraphNode): readonly GraphNode[];
  // Working networks that a source or a rule makes it a member of.
  signature(node: GraphNode): readonly GraphNode[];
  // Members of a working network, by a source or a rule.
  holds(network: GraphNode): ReadonlySet<GraphNode>;
  // What a table of one's own says of a member, or of its membership in a network: names and values.
  attributesOf(member: GraphNode, network: GraphNode | null): readonly (readonly [name: string, value: string])[];
  readonly conditions: Conditions;
  // Members in exactly these networks, given by index.
  clusterOf(indices: readonly number[]): readonly GraphNode[];
  // Reads the memberships again, where the payload has got others of the same nodes.
  reread(): void;
}

export const isNetwork = (node: GraphNode): boolean => node.kind === "network";

export const byIndex = (one: GraphNode, other: GraphNode): number => one.index - other.index;

// How many members these are.
export const countOf = (members: readonly GraphNode[]): number => members.reduce((sum, { count }) => sum + count, 0);

export function sameNodes(one: readonly GraphNode[], other: readonly GraphNode[]): boolean {
  return one.length === other.length && one.every((node, place) => node === other[place]);
}

// A, B, … Z, AA, AB, …
export function byLetter(one: GraphNode, other: GraphNode): number {
  return one.letter.length - other.letter.length || (one.letter < other.letter ? -1 : 1);
}

export function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

export function readGraph(payload: Payload): Graph {
  const links = readLinks(payload);
  const networks = readNetworks(payload, links, (row) => links.ofNetwork(row).map(edgeAt));
  const members = readMembers(payload, links, (row) => links.ofMember(row).map(edgeAt));
  const nodes = [...networks, ...members];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = new Map<number, Edge>();
  const near = new Map<GraphNode, GraphNode[]>();
  const signatures = new Map<GraphNode, GraphNode[]>();
  const held = new Map<GraphNode, Set<GraphNode>>();
  const clusters = new Map<string, GraphNode[]>();

  // The same edge each time, so that it can be told apart.
  function edgeAt(link: number): Edge {
    return remembered(edges, link, () => {
      const [basis, sources] = links.groundOf(link);
      return { member: members[links.memberOf(link)], network: networks[links.networkOf(link)], basis, sources };
    });
  }

  // Other ends of the links of a node that pass a test, in the order of their indices.
  function ends(node: GraphNode, passes: (link: number) => boolean): GraphNode[] {
    if (isNetwork(node)) {
      const own = links.ofNetwork(node.index).filter(passes);
      return own.map((link) => members[links.memberOf(link)]);
    }
    const own = links.ofMember(node.index - networks.length).filter(passes);
    return own.map((link) => networks[links.networkOf(link)]);
  }

  const hasCandidates = payload.grounds.some(([basis]) => basis === "candidate");
  const isCandidate = (member: number, network: number) =>
    hasCandidates &&
    links
      .ofMember(member - networks.length)
      .some((link) => links.networkOf(link) === network && !links.isConfirmed(link));

  const attributes = new Map<string, [name: string, value: string][]>();
  for (const [member, network, name, value] of payload.attributes?.rows ?? []) {
    const own = payload.attributes?.names[name] ?? "";
    remembered(attributes, `${member} ${network}`, () => []).push([own, value]);
  }

  const isWorking = (network: GraphNode) => network.status !== "ended";

  const allEdges = () => (payload.detail === "all" ? payload.links.map((_, link) => edgeAt(link)) : []);
  let drawn = allEdges();

  function signature(node: GraphNode): GraphNode[] {
    if (isNetwork(node)) return [];
    return remembered(signatures, node, () => ends(node, links.isConfirmed).filter(isWorking));
  }

  return {
    nodes,
    networks,
    members,
    get edges() {
      return drawn;
    },
    overlaps: payload.overlaps.map(([one, other, shared]) => ({ one: networks[one], other: networks[other], shared })),
    hubs: payload.frames[0].hubs.map((hub) => networks[hub.networks[0]]),
    isCounted: payload.members.count !== null,
    nodeOf: (id) => byId.get(id) ?? null,
    neighbours: (node) => remembered(near, node, () => ends(node, () => true)),
    signature,
    holds: (network) =>
      remembered(held, network, () => new Set(isWorking(network) ? ends(network, links.isConfirmed) : [])),
    conditions: readConditions(payload, isCandidate),
    attributesOf: (member, network) => attributes.get(`${member.index} ${network?.index ?? -1}`) ?? [],
    clusterOf(indices) {
      if (!clusters.size) {
        for (const member of members)
          remembered(clusters, keyOf(signature(member).map(({ index }) => index)), () => []).push(member);
      }
      return clusters.get(keyOf(indices)) ?? [];
    },
    reread() {
      Object.assign(links, readLinks(payload));
      for (const known of [edges, near, signatures, held, clusters]) known.clear();
      for (const [row, network] of networks.entries()) Object.assign(network, countsOf(payload, links, row));
      drawn = allEdges();
    },
  };
}

const keyOf = (indices: readonly number[]) => [...indices].sort((one, other) => one - other).join();

const KINDS: Record<string, MemberKind> = { m: "municipality", o: "organisation" };
const NO_NAMES: readonly string[] = [];

// How many members of a network are known, as a number and in words.
function countsOf(
  { networks, members: { count } }: Payload,
  links: Links,
  row: number,
): { known: string; size: number } {
  return {
    known: networks.known[row],
    size: count
      ? links.ofNetwork(row).reduce((sum, link) => sum + count[links.memberOf(link)], 0)
      : links.sizeOfNetwork(row),
  };
}

function readNetworks(payload: Payload, links: Links, edgesOf: (row: number) => Edge[]): GraphNode[] {
  const { networks: columns } = payload;
  const names = namesByPlace(columns);
  return columns.id
    .split(" ")
    .filter(Boolean)
    .map((id, row) => ({
      index: row,
      id,
      kind: "network",
      name: columns.name[row],
      names: names.get(row) ?? NO_NAMES,
      label: columns.label[row],
      status: columns.status[row],
      language: "",
      region: "",
      population: null,
      place: columns.place[row],
      letter: columns.letter[row],
      foreign: foreignAt(columns, row),
      count: 0,
      ...countsOf(payload, links, row),
      get edges() {
        return edgesOf(row);
      },
    }));
}

function readMembers(payload: Payload, links: Links, edgesOf: (row: number) => Edge[]): GraphNode[] {
  const { members: columns, networks, regions, languages } = payload;
  const first = networks.name.length;
  const names = namesByPlace(columns);

  // Most members are never looked at: what they are is read from the payload when asked for.
  class Member implements GraphNode {
    declare readonly status: "";
    declare readonly place: number;
    declare readonly letter: string;
    declare readonly known: string;
    readonly id: string;
    readonly index: number;

    constructor(id: string, row: number) {
      this.id = id;
      this.index = first + row;
    }
    get name(): string {
      return columns.name[this.index - first];
    }
    get label(): string {
      return this.name;
    }
    get kind(): Kind {
      return KINDS[this.id[0]];
    }
    get foreign(): string | null {
      return foreignAt(columns, this.index - first);
    }
    get names(): readonly string[] {
      return names.get(this.index - first) ?? NO_NAMES;
    }
    get population(): number | null {
      return columns.population?.[this.index - first] ?? null;
    }
    get language(): string {
      return columns.language ? languages[Number(columns.language[this.index - first])] : "";
    }
    get region(): string {
      return regions[columns.region?.[this.index - first] ?? -1] ?? "";
    }
    get size(): number {
      return links.sizeOfMember(this.index - first);
    }
    get count(): number {
      return columns.count?.[this.index - first] ?? 1;
    }
    get edges(): Edge[] {
      return edgesOf(this.index - first);
    }
  }
  Object.assign(Member.prototype, { status: "", place: -1, letter: "", known: "" });
  return columns.id
    .split(" ")
    .filter(Boolean)
    .map((id, row) => new Member(id, row));
}

function namesByPlace({ names }: Titles): Map<number, string[]> {
  return new Map(names.map(([place, ...others]) => [place, others]));
}

function foreignAt({ foreign }: Titles, place: number): string | null {
  for (const [language, places] of Object.entries(foreign)) if (places === 1 || places.includes(place)) return language;
  return null;
}
