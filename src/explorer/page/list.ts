// The list of a page with too many members: parts of it are written when they come near, or when somebody goes there.

import { type Graph, type GraphNode, isNetwork } from "../model/graph.ts";
import { element, marked, nameOf } from "../panels/dom.ts";

const PART = { network: 200, alphabet: 100 }; // members written at a time
const STRETCH = 20; // parts of the alphabet that are laid out together
const NEAR = "1500px";
const LIKELY = { line: 28, network: 64 }; // CSS pixels that a line and the head of a network are likely to take
const SLICE = 8; // milliseconds of writing between two frames
const COLUMNS = 4; // of the members of a network, on a wide window

export interface GrowingList {
  // The entry of a node. It and what stands before it are written before somebody goes there.
  entryOf(id: string): HTMLElement | null;
  isWriting(): boolean;
  // Marks members, also in what is written later.
  mark(ids: ReadonlySet<string>): void;
}

interface Options {
  list: HTMLElement;
  alphabet: HTMLElement; // where the members in alphabetical order go
  none: string; // what is said of members without a network
}

interface Writer {
  later(room: HTMLElement, height: number, write: () => void): void;
  fill(room: HTMLElement | undefined): void;
  isWriting(): boolean;
}

export function createList(graph: Graph, { list, alphabet, none }: Options): GrowingList {
  const writer = createWriter();
  const { members, networks } = graph;
  const stretches: HTMLElement[] = [];
  const partOf = new Map<number, HTMLElement>(); // by the index of its first member
  let picked: ReadonlySet<string> = new Set();

  const link = (node: GraphNode) => element("a", { href: `#${node.id}` }, marked(node.name, node.foreign));
  // A count says whom it counts by the networks that they are in.
  const inNetwork = (member: GraphNode, network: GraphNode) =>
    element("li", {}, link(member), ...(graph.isCounted ? networksOf(member) : [toldOf(member, network)]));

  function networksOf(member: GraphNode): (Node | string)[] {
    return graph
      .neighbours(member)
      .flatMap((network, place) => [place ? ", " : ": ", link(network), toldOf(member, network)]);
  }

  // What a table of one's own says, in brackets. Of whom a count counts, it is said only to who asks.
  function toldOf(member: GraphNode, network: GraphNode | null): string {
    const told = graph.isCounted ? [] : graph.attributesOf(member, network);
    const words = told.map(([name, value]) => `${name}: ${value.replaceAll("; ", ", ")}`).join("; ");
    return words && ` (${words})`;
  }

  function inAlphabet(member: GraphNode): HTMLElement {
    const networks = networksOf(member);
    const picks = picked.has(member.id) ? "picked" : null;
    const links = networks.length ? networks : [`: ${none}`];
    const name = element("b", {}, nameOf(member));
    return element("li", { id: member.id, class: picks }, name, toldOf(member, null), ...links);
  }

  function partsOf(
    nodes: readonly GraphNode[],
    { size, columns, write }: { size: number; columns: number; write: (node: GraphNode) => HTMLElement },
  ): HTMLElement[] {
    const parts: HTMLElement[] = [];
    for (let from = 0; from < nodes.length; from += size) {
      const some = nodes.slice(from, from + size);
      const part = element("ul", { class: graph.isCounted ? "counts later" : "members later" });
      writer.later(part, heightOf(some.length, columns), () => part.append(...some.map(write)));
      parts.push(part);
    }
    return parts;
  }

  // The networks stand in stretches, so that few things have to be watched.
  function startNetworks(): void {
    for (const stretch of list.querySelectorAll<HTMLElement>(".stretch")) {
      const entries = [...stretch.children].flatMap((entry) => {
        const network = graph.nodeOf(entry.id);
        return network ? [{ entry, network }] : [];
      });
      const heights = entries.map(() => LIKELY.network);
      const columns = graph.isCounted ? 1 : COLUMNS;
      writer.later(stretch, sum(heights), () => {
        for (const { entry, network } of entries) {
          const write = (member: GraphNode) => inNetwork(member, network);
          entry.append(...partsOf(graph.neighbours(network), { size: PART.network, columns, write }));
        }
      });
    }
  }

  function startAlphabet(): void {
    const length = STRETCH * PART.alphabet;
    for (let from = 0; from < members.length; from += length) {
      const some = members.slice(from, from + length);
      const stretch = element("div", { class: "stretch" });
      writer.later(stretch, heightOf(some.length, 1), () => {
        const parts = partsOf(some, { size: PART.alphabet, columns: 1, write: inAlphabet });
        for (const [place, part] of parts.entries()) partOf.set(from + place * PART.alphabet, part);
        stretch.append(...parts);
      });
      stretches.push(stretch);
    }
    alphabet.append(...stretches);
  }

  startNetworks();
  startAlphabet();
  return {
    entryOf(id) {
      const node = graph.nodeOf(id);
      if (node && isNetwork(node)) writer.fill(document.getElementById(id)?.parentElement ?? undefined);
      else if (node) {
        const place = node.index - networks.length;
        writer.fill(stretches[Math.floor(place / PART.alphabet / STRETCH)]);
        writer.fill(partOf.get(place - (place % PART.alphabet)));
      }
      return document.getElementById(id);
    },
    isWriting: writer.isWriting,
    mark(ids) {
      picked = ids;
    },
  };
}

// Writes what has come near, one slice a frame: what is written has to be laid out, too, which takes longer.
function createWriter(): Writer {
  const putsOff = CSS.supports("content-visibility: auto");
  const waiting = new Map<Element, () => void>();
  const near = new Set<HTMLElement>();
  let writing = 0;
  const watcher = new IntersectionObserver(
    (entries) => {
      // What has gone by before it was written is not written.
      for (const { isIntersecting, target } of entries) near[isIntersecting ? "add" : "delete"](target as HTMLElement);
      soon();
    },
    { rootMargin: NEAR },
  );

  function soon(): void {
    if (near.size && !writing) writing = requestAnimationFrame(writeNear);
  }

  function writeNear(): void {
    writing = 0;
    const end = performance.now() + SLICE;
    for (const room of near) {
      fill(room);
      if (performance.now() > end) break;
    }
    soon();
  }

  function fill(room: HTMLElement | undefined): void {
    const write = room && waiting.get(room);
    if (room) near.delete(room);
    if (!write) return;
    waiting.delete(room);
    watcher.unobserve(room);
    room.style.minHeight = "";
    write();
  }

  return {
    later(room, height, write) {
      // Where the layout can be put off, a least height would have to go later, and scrolling would not be anchored.
      if (putsOff) room.style.containIntrinsicBlockSize = `auto ${height}px`;
      else room.style.minHeight = `${height}px`;
      waiting.set(room, write);
      watcher.observe(room);
    },
    fill,
    isWriting: () => near.size > 0,
  };
}

const heightOf = (count: number, columns: number) => Math.ceil(count / columns) * LIKELY.line;

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
