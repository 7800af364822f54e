// What Python hands to the explorer, as JSON. A Python test holds these interfaces equal to the TypedDicts of payload_types.py.

export type Basis = "listed" | "rule" | "candidate";
export type LayoutName = "overlap" | "map" | "force";
export type MemberKind = "municipality" | "organisation";
export type Status = "current" | "unknown" | "ended" | "";
export type Text = string | { one: string; other: string };
// Form of a paragraph, its text, and the numbers of its sources. Consecutive facts make up one list.
export type Paragraph = [form: "text" | "meta" | "fact", text: string, sources: number[]];
// Row of a network, what was counted, then three figures in words: published, held, and their difference.
export type Figure = [network: number, what: string, published: string, held: string, difference: string];
export type Point = [x: number, y: number];
export type Box = [left: number, top: number, right: number, bottom: number];
// Its place in the palette, -1 for the grey of the theme, -2 for its background, or else itself as "#rrggbb[aa]".
export type Colour = number | string;

export interface SharedData {
  language: string;
  date: string;
  regions: string[];
  grouping: string;
  decimal: string;
  texts: Record<string, Text>;
  layouts: LayoutName[];
}

// What an analyst changed in the pyvis Network; a page of a Network as it was made has neither key.
export interface OwnData {
  own?: OwnLooks;
  added?: AddedItems;
}

// Every member is drawn. Nodes are named by their index, in alphabetical order.
export interface WholeData extends SharedData, OwnData {
  detail: "all";
  languages: string[];
  bases: Basis[];
  nodes: NodeColumns;
  foreign: [node: number, language: string][];
  networks: NetworkColumns;
  edges: EdgeColumns;
  geo: MapData | null;
  frames: WholeFrame[];
}

// Networks are drawn first, and members on demand.
export interface CompactData extends SharedData {
  detail: "on_demand";
  members: MemberTitles;
  networks: NetworkTitles;
  sizes: number[];
  links: number[];
  grounds: [basis: Basis, sources: number[]][];
  ground: number[] | null;
  shared: [one: number, other: number, members: number][];
  frames: Frame[];
}

// What stands beside the diagram. Networks are named by their row among the columns of `networks`.
export interface PanelData {
  asks: MemberKind;
  askable: number[];
  partial: string;
  figures: Figure[];
  about: Paragraph[][];
  matrix: MatrixData | null;
  sets: number[][];
}

export interface WholePayload extends WholeData, PanelData {}

export interface CompactPayload extends CompactData, PanelData {}

export interface MatrixData {
  networks: number[];
  shared: number[][];
}

export interface NodeColumns {
  id: string;
  name: string[];
  names: string[];
  language: string;
  region: number[];
  population: (number | null)[];
}

export interface NetworkColumns {
  node: number[];
  label: string[];
  status: Status[];
  place: number[];
  known: string[];
  letter: string[];
}

export interface EdgeColumns {
  member: number[];
  network: number[];
  basis: string;
  sources: (number[] | 0)[];
}

export interface MapData {
  width: number;
  height: number;
  x: number[];
  y: number[];
  outline: Point[][];
}

export interface Frame {
  name: "wide" | "tall";
  width: number;
  height: number;
  type: number;
  x: number[];
  y: number[];
  size: number[];
}

export interface WholeFrame extends Frame {
  rows: boolean;
  strip: number;
  hubs: HubLabel[];
  clusters: Label[];
  blocks: Block[];
  leaders: Box[];
  centre: Point;
  association: string;
}

export interface Label {
  networks: number[];
  at: Point;
  lines: string[];
}

export interface HubLabel extends Label {
  ground: Box;
}

export interface Block extends Label {
  names: string[];
}

// How a node is drawn that does not look as its kind and its networks imply. `style` is its class in the style sheet,
// `corners` are those of its shape around (0, 0) at size 1, `on` is the colour of a letter on it, and `width` that of
// its border in parts of the size. `slices` are the colours of a pie. `ink` is "" for the colour of the page.
export interface NodeLook {
  style: string;
  shape: string;
  corners: Point[] | null;
  fill: Colour;
  on: string;
  border: Colour | null;
  width: number;
  slices: Colour[] | null;
  font: number;
  ink: string;
  hidden: boolean;
}

// How an edge is drawn that does not look as its networks imply.
export interface EdgeLook {
  colour: Colour;
  opacity: number;
  width: number;
  dashes: number[];
  hidden: boolean;
}

// By the index of a node, or the place of an edge among the memberships.
export interface OwnLooks {
  nodes: [node: number, look: NodeLook][];
  edges: [edge: number, look: EdgeLook][];
  labels: [node: number, label: string][];
  titles: [node: number, title: string][];
}

// A node that is in no table; `at` is where it is in each of the frames.
export interface AddedNode extends NodeLook {
  label: string;
  title: string;
  at: [x: number, y: number, size: number][];
}

// An edge that is in no table. An end is the index of a node, or -1 for the first added node, -2 for the second.
export interface AddedEdge extends EdgeLook {
  ends: number[];
}

export interface AddedItems {
  nodes: AddedNode[];
  edges: AddedEdge[];
}

export interface Titles {
  id: string[];
  name: string[];
  names: [place: number, ...names: string[]][];
  foreign: Record<string, number[] | 1>;
}

export interface MemberTitles extends Titles {
  about: [place: number, population: number | null, language: string, region: number][];
}

export interface NetworkTitles extends Titles {
  label: string[];
  status: Status[];
  place: number[];
  known: string[];
  letter: string[];
}

export type Payload = WholePayload | CompactPayload;
