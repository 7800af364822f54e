// What of vis-network is used. Its script stands in the document as the global `vis`, as pyvis brings it along.

export interface Position {
  x: number;
  y: number;
}

export interface VisClick {
  pointer: { canvas: Position };
  event: { pointerType: string };
  nodes: (string | number)[];
}

export interface VisNetwork {
  on(event: "beforeDrawing" | "afterDrawing", listener: (ctx: CanvasRenderingContext2D) => void): void;
  on(event: "click" | "selectNode", listener: (event: VisClick) => void): void;
  on(event: "dragging", listener: () => void): void;
  once(event: "stabilizationIterationsDone", listener: () => void): void;
  redraw(): void;
  destroy(): void;
  setSize(width: string, height: string): void;
  setOptions(options: object): void;
  moveTo(options: { position: Position; scale?: number; animation: false }): void;
  getScale(): number;
  getViewPosition(): Position;
  getPositions(): Record<number, Position>;
  getConnectedNodes(node: string): string[];
  selectNodes(nodes: readonly (string | number)[], highlightEdges?: boolean): void;
  stopSimulation(): void;
  DOMtoCanvas(position: Position): Position;
  canvasToDOM(position: Position): Position;
}

export interface VisDataSet {
  update(items: object[]): void;
}

export interface VisNode {
  ctx: CanvasRenderingContext2D;
  id: number;
  x: number;
  y: number;
}

export interface Vis {
  Network: new (room: HTMLElement, data: object, options: object) => VisNetwork;
  DataSet: new (items: object[]) => VisDataSet;
  network: { convertDot(text: string): { nodes: object[]; edges: object[]; options: object } };
}

declare global {
  var vis: Vis;
}
