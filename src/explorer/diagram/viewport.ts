// What of the diagram is in view: all of it, a part near by, or somewhere else. Nothing is reached by dragging or by
// the wheel alone.

import { type Context, onDestroy } from "../context.ts";
import type { GraphNode } from "../model/graph.ts";
import type { Frame } from "../model/payload.ts";
import type { Position, VisDataSet, VisNetwork } from "./vis.ts";

const MOST_ZOOM = 8;
const STEP = 1.4;
const MARGIN = 6; // CSS pixels around the frame
const EDGE = 30; // CSS pixels from the border within which a point counts as out of view

// Of what is in view, as places in the frame.
export interface Corners {
  from: Position;
  to: Position;
}

export interface Viewport {
  readonly network: VisNetwork;
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
  pan(across: number, down: number): void;
  // Moves only when the point would be out of view.
  reveal(point: Position): void;
  // Whether less than half of the width is in view.
  isNear(): boolean;
  corners(): Corners;
  watchMouse(nodeAt: (point: Position, pointer: string) => GraphNode | null): void;
  // Tells when the room has become another size.
  watchSize(onSize: () => void): void;
}

export interface Size {
  clientWidth: number;
  clientHeight: number;
}

// The scale at which a frame is in view as a whole.
export function wholeScale({ clientWidth, clientHeight }: Size, frame: { width: number; height: number }): number {
  return Math.min((clientWidth - 2 * MARGIN) / frame.width, (clientHeight - 2 * MARGIN) / frame.height);
}

// Where the middle of the view and the scale are after zooming: the point `about` stays where it is on the screen.
export function zoomed(
  view: { middle: Position; scale: number },
  { factor, about, whole }: { factor: number; about: Position; whole: number },
): { middle: Position; scale: number } {
  const scale = Math.min(Math.max(view.scale * factor, whole), whole * MOST_ZOOM);
  const share = 1 - view.scale / scale;
  const toward = (from: number, to: number) => from + (to - from) * share;
  return { middle: { x: toward(view.middle.x, about.x), y: toward(view.middle.y, about.y) }, scale };
}

export function createViewport(
  context: Context,
  { nodes, frame, onMove }: { nodes: VisDataSet; frame: () => Frame; onMove: () => void },
): Viewport {
  const { parts, signal, store } = context;
  const room = parts.canvas;
  const network = createNetwork(room, nodes);
  onDestroy(context, () => network.destroy());
  network.on("dragging", onMove);

  const whole = () => wholeScale(room, frame());

  // Where an event of the pointer is in the diagram.
  function pointOf({ clientX, clientY }: MouseEvent): Position {
    const box = room.getBoundingClientRect();
    return network.DOMtoCanvas({ x: clientX - box.left, y: clientY - box.top });
  }

  // In whole pixels: a canvas with a fraction of a pixel would be blurred.
  function fillRoom(): [number, number] {
    const { clientWidth, clientHeight } = room;
    network.setSize(`${clientWidth}px`, `${clientHeight}px`);
    return [clientWidth, clientHeight];
  }

  function fit(): void {
    // What is folded has no size yet; it is fitted when it gets one.
    if (!room.clientWidth) return;
    const { width, height } = frame();
    network.moveTo({ position: { x: width / 2, y: height / 2 }, scale: whole(), animation: false });
  }

  function zoom(factor: number, about?: Position): void {
    const view = { middle: network.getViewPosition(), scale: network.getScale() };
    const { middle, scale } = zoomed(view, { factor, about: about ?? view.middle, whole: whole() });
    onMove();
    network.moveTo({ position: middle, scale, animation: false });
  }

  function onwheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? STEP ** 0.5 : STEP ** -0.5, pointOf(event));
  }

  // A finger scrolls the page; until the browser has made that out, it does not move the diagram either.
  function onpointerdown({ pointerType }: PointerEvent): void {
    network.setOptions({ interaction: { dragView: pointerType === "mouse" } });
  }

  room.addEventListener("wheel", onwheel, { passive: false, signal });
  room.addEventListener("pointerdown", onpointerdown, { capture: true, signal });

  return {
    network,
    fit,
    zoomIn: () => zoom(STEP),
    zoomOut: () => zoom(1 / STEP),
    pan(across, down) {
      onMove();
      const { x, y } = network.getViewPosition();
      const way = Math.min(room.clientWidth, room.clientHeight) / 4 / network.getScale();
      network.moveTo({ position: { x: x + across * way, y: y + down * way }, animation: false });
    },
    reveal(point) {
      const { x, y } = network.canvasToDOM(point);
      const outside = x < EDGE || y < EDGE || x > room.clientWidth - EDGE || y > room.clientHeight - EDGE;
      if (outside && network.getScale() > whole() * 1.01) network.moveTo({ position: point, animation: false });
    },
    isNear: () => network.getScale() > 2 * whole(),
    corners: () => ({
      from: network.DOMtoCanvas({ x: 0, y: 0 }),
      to: network.DOMtoCanvas({ x: room.clientWidth, y: room.clientHeight }),
    }),
    watchMouse(nodeAt) {
      const onpointermove = (event: PointerEvent) => {
        if (event.pointerType !== "mouse") return;
        store.hover(nodeAt(pointOf(event), "mouse"));
        room.classList.toggle("over", store.state.hovered !== null);
      };
      room.addEventListener("pointermove", onpointermove, { signal });
      room.addEventListener("pointerleave", () => store.hover(null), { signal });
      onDestroy(context, () => room.classList.remove("over"));
    },
    watchSize(onSize) {
      let before = fillRoom();
      const observer = new ResizeObserver(() => {
        const { clientWidth: width, clientHeight: height } = room;
        // A room that is not shown, as on paper, has no size.
        if (!width || (width === before[0] && height === before[1])) return;
        before = fillRoom();
        onSize();
        fit();
      });
      observer.observe(room);
      onDestroy(context, () => observer.disconnect());
    },
  };
}

// vis-network only shows; nothing moves by itself, and keys and clicks are ours.
function createNetwork(room: HTMLElement, nodes: VisDataSet): VisNetwork {
  const options = {
    autoResize: false,
    physics: false,
    layout: { improvedLayout: false },
    interaction: { dragNodes: false, hover: false, keyboard: false, selectable: false, zoomView: false },
    nodes: { chosen: false },
  };
  const network = new vis.Network(room, { nodes, edges: [] }, options);
  // The canvas is a picture to assistive technology, which reads the list and the details instead.
  room.querySelector("canvas")?.setAttribute("aria-hidden", "true");
  for (const part of room.querySelectorAll("[tabindex]")) part.removeAttribute("tabindex");
  return network;
}
