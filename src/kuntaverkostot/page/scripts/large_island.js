// The data of a page with too many members to draw: nodes are made once, edges only when somebody asks for them.
// Members come first, then networks, both in alphabetical order, so that a place is a rank, too.

import { data } from "./data.js";
import { pause } from "./pause.js";

// The data has been read; making nodes is a task of its own.
await pause();

const { members: told, networks: titles } = data;
const memberCount = told.id.length;

function foreignIn({ foreign }, place) {
  for (const [language, places] of Object.entries(foreign)) if (places === 1 || places.includes(place)) return language;
  return null;
}

const NO_NAMES = [];
const NOTHING_TOLD = [null, "", -1];
const toldOf = new Map(told.about.map(([place, ...rest]) => [place, rest]));
const aboutOf = ({ index }) => toldOf.get(index) || NOTHING_TOLD;
const KINDS = { m: "municipality", o: "organisation" };

class Member {
  constructor(index) {
    this.index = index;
  }
  get id() {
    return told.id[this.index];
  }
  get name() {
    return told.name[this.index];
  }
  get label() {
    return this.name;
  }
  get kind() {
    return KINDS[this.id[0]];
  }
  get rank() {
    return this.index;
  }
  get foreign() {
    return foreignIn(told, this.index);
  }
  get names() {
    return otherNames.get(this.index) || NO_NAMES;
  }
  get population() {
    return aboutOf(this)[0];
  }
  get language() {
    return aboutOf(this)[1];
  }
  get region() {
    return data.regions[aboutOf(this)[2]] || "";
  }
  get size() {
    return degrees[this.index + 1] - degrees[this.index];
  }
  get edges() {
    return signature(this).map((network) => edgeOf(this, network));
  }
}
Object.assign(Member.prototype, { status: "", place: -1, letter: "", known: "" });

class Network {
  constructor(place) {
    Object.assign(this, { index: memberCount + place, rank: memberCount + place, at: place, id: titles.id[place] });
    for (const key of ["name", "label", "status", "place", "letter", "known"]) this[key] = titles[key][place];
    this.foreign = foreignIn(titles, place);
    this.names = NO_NAMES;
  }
  get edges() {
    return neighbours(this).map((member) => edgeOf(member, this));
  }
  get size() {
    return data.sizes[this.at];
  }
}
Object.assign(Network.prototype, { kind: "network", language: "", region: "", population: null });

export const otherNames = new Map(told.names.map(([place, ...names]) => [place, names]));
const networkNodes = titles.id.map((_, place) => new Network(place));
for (const [place, ...names] of titles.names) networkNodes[place].names = names;

export const nodes = [...told.id.map((_, index) => new Member(index)), ...networkNodes];
export const edges = [];
export const overlaps = data.shared.map(([one, other, shared]) => ({ one: networkNodes[one], other: networkNodes[other], shared }));
export const hubs = [...networkNodes].filter(({ letter }) => letter).sort((one, other) => other.size - one.size);

// The members of each network one after the other, and the networks of each member likewise.
const links = new Uint32Array(data.links.length);
const firstLink = new Uint32Array(networkNodes.length + 1);
const degrees = new Uint32Array(memberCount + 1);
data.sizes.forEach((size, place) => {
  let member = 0;
  firstLink[place + 1] = firstLink[place] + size;
  for (let at = firstLink[place]; at < firstLink[place + 1]; at++) {
    member += data.links[at];
    links[at] = member;
    degrees[member + 1]++;
  }
});
for (let place = 0; place < memberCount; place++) degrees[place + 1] += degrees[place];
const ownLinks = new Uint32Array(links.length);
const filled = degrees.slice();
data.sizes.forEach((_, place) => {
  for (let at = firstLink[place]; at < firstLink[place + 1]; at++) ownLinks[filled[links[at]]++] = at;
});

function networkAt(link) {
  let [low, high] = [0, networkNodes.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (firstLink[middle] <= link) low = middle;
    else high = middle;
  }
  // Of networks without members, which begin at the same link, the last one has it.
  while (firstLink[low + 1] <= link) low++;
  return networkNodes[low];
}

function linkOf(member, network) {
  for (let at = degrees[member.index]; at < degrees[member.index + 1]; at++) {
    if (ownLinks[at] >= firstLink[network.at] && ownLinks[at] < firstLink[network.at + 1]) return ownLinks[at];
  }
  return -1;
}

function edgeOf(member, network) {
  const [basis, sources] = data.grounds[data.ground ? data.ground[linkOf(member, network)] : 0];
  return { member, network, basis, sources };
}

export function isNetwork(node) {
  return node.index >= memberCount;
}

const byId = new Map(nodes.map((node) => [node.id, node]));

export function nodeOf(id) {
  return byId.get(id) || null;
}

export function neighbours(node) {
  if (!isNetwork(node)) return signature(node);
  return Array.from(links.subarray(firstLink[node.at], firstLink[node.at + 1]), (member) => nodes[member]);
}

export function signature(node) {
  return isNetwork(node) ? [] : Array.from(ownLinks.subarray(degrees[node.index], degrees[node.index + 1]), networkAt);
}

export function gathered() {
  return [];
}

const held = new Map();

export function holds(network) {
  if (!held.has(network)) held.set(network, new Set(neighbours(network)));
  return held.get(network);
}
