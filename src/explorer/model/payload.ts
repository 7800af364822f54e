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

export interface SharedData {
  language: string;
  date: string;
  regions: string[];
  grouping: string;
  decimal: string;
  texts: Record<string, Text>;
  layouts: LayoutName[];
}

// Every member is drawn. Nodes are named by their index, in alphabetical order.
export interface WholeData extends SharedData {
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
