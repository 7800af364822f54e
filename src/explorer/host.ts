// What surrounds an explorer: a page with a list and an address, or a cell of a notebook.

import type { Colours } from "./diagram/theme.ts";
import type { GraphNode } from "./model/graph.ts";
import type { Selection } from "./model/selection.ts";

export interface Host {
  // The id of a part of this explorer, unique in the document. What stands under it already is taken over.
  idOf(part: string): string;
  // The address of a place beside the explorer: the entry of a node in a list, or a source ("s-3").
  hrefOf?(id: string): string;
  // A source by its number, where no list of sources stands beside the explorer.
  source?(number: number): Source | undefined;
  // Takes the reader to the entry of a node.
  goTo?(id: string): void;
  // Called when the reader has chosen something that is worth coming back to.
  remember?(selection: Selection): void;
  // An address that leads to what is shown, and the code of a frame for another site.
  link?(): string;
  embed?(): string;
  // Calls back when the surroundings change between light and dark; the system's choice is watched anyway.
  watchTheme?(changed: () => void): void;
  // The languages of which the reader may choose one.
  languages?: { codes: readonly string[]; choose(code: string): void };
  // What a host has to say of a node, and which nodes it marks in the diagram, with a name where there is room.
  notesOf?(node: GraphNode): string[];
  marks?: { nodes(): Iterable<GraphNode>; draw(ctx: CanvasRenderingContext2D, view: MarkView): void };
  // A still picture of the diagram, and the style sheet that it needs.
  picture?(): Picture | null;
}

export interface MarkView {
  placeOf(node: GraphNode): { x: number; y: number; size: number };
  isVisible(node: GraphNode): boolean;
  scale: number;
  colours: Readonly<Colours>;
}

export interface Source {
  title: string;
  // The language of the title, when it is another one than that of the explorer.
  foreign: string | null;
  url: string; // or ""
}

export interface Picture {
  svg: Element;
  style: CSSStyleSheet;
}
