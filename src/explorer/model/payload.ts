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
// A rule of a network: what it compares, the limit of a population or the languages, the place of the day in `days` where
// it is not the newest (or else -1), and the numbers of its sources.
export type Rule = [
  network: number,
  form: "over" | "under" | "language" | "kind",
  limit: number | string[],
  day: number,
  sources: number[],
];
export type Point = [x: number, y: number];
export type Box = [left: number, top: number, right: number, bottom: number];
// Its place in the palette, -1 for the grey of the theme, -2 for its background, or else itself as "#rrggbb[aa]".
export type Colour = number | string;

// Networks, members and memberships. A node is named by its index: networks come first, in the order of the list, then
// members in alphabetical order. `links` are the members of each network, in order and each as its distance from the
// one before, and `sizes` how many each network has. `grounds` are basis and sources of memberships, and `ground` is
// the place of each of these among them, null where all have the same. `attributes` are what a table of one's own says
// besides.
export interface GraphData {
  members: MemberColumns;
  networks: NetworkColumns;
  regions: string[];
  languages: string[];
  sizes: number[];
  links: number[];
  grounds: [basis: Basis, sources: number[]][];
  ground: number[] | null;
  attributes: AttributeData | null;
}

// What an analyst changed in the pyvis Network; a page of a Network as it was made has neither key.
export interface OwnData {
  own?: OwnLooks;
  added?: AddedItems;
}

// What is drawn: each member, or networks and the members that they share, and members on demand. `overlaps` are pairs of
// networks with how many members they share, drawn where members are not.
export interface DiagramData extends OwnData {
  detail: "all" | "on_demand";
  layouts: LayoutName[];
  frames: Frame[];
  geo: MapData | null;
  overlaps: [one: number, other: number, shared: number][];
}

export interface WordData {
  language: string;
  date: string;
  grouping: string;
  decimal: string;
  texts: Record<string, Text>;
}

// Rules, and for those that compare the populations of a day other than the newest: the day, and its figures by member.
export interface RulesData {
  rules: Rule[];
  days: [day: string, figures: (number | null)[]][];
}

// What stands beside the diagram. Networks are named by their index.
export interface PanelData extends RulesData {
  asks: MemberKind;
  askable: number[];
  partial: string;
  figures: Figure[];
  about: Paragraph[][];
  matrix: MatrixData | null;
  sets: number[][];
}

export interface Payload extends GraphData, DiagramData, WordData, PanelData {}

export interface MatrixData {
  networks: number[];
  shared: number[][];
}

// Ids, separated by spaces, and names; in other languages only of those that have one.
export interface Titles {
  id: string;
  name: string[];
  names: [place: number, ...names: string[]][];
  foreign: Record<string, number[] | 1>;
}

// Values about members, and about memberships.
export interface AttributeData {
  names: string[];
  rows: [member: number, network: number, name: number, value: string][];
}

// Members. A column is null where nothing is known of anyone. Where members are only counted, each of these stands for
// all that are in exactly the same networks, and `count` is how many these are.
export interface MemberColumns extends Titles {
  language: string | null;
  region: number[] | null;
  population: (number | null)[] | null;
  count: number[] | null;
}

export interface NetworkColumns extends Titles {
  label: string[];
  status: Status[];
  place: number[];
  known: string[];
  letter: string[];
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
  ground: Box | null;
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

// What the payload of a page that steps through days has on a day, in place of what it had on another one.
export interface ShownThen {
  date: string;
  sizes: number[];
  links: number[];
  grounds: [basis: Basis, sources: number[]][];
  ground: number[] | null;
  rules: Rule[];
  days: [day: string, figures: (number | null)[]][];
  about: Paragraph[][];
}

// A day. `said` is what changed since the day before, in words, and `moved` who: network, place among the members,
// whether it joined (1), left (-1) or nobody knows (0), and the sentence. `known` and `population` are columns of
// networks and members. `labels` are the lines of labels by frame: of hubs, then of clusters.
export interface Step {
  date: string;
  said: string;
  moved: [network: number, member: number, change: 1 | -1 | 0, sentence: string][];
  shown: ShownThen;
  known: string[];
  population: (number | null)[] | null;
  labels: [hubs: string[][], clusters: string[][]][];
}

// Days in their order, and the place of the one that is shown first.
export interface Steps {
  steps: Step[];
  first: number;
}
