// The view of the diagram: whole, near, or somewhere else. Nothing is reached by dragging or by the wheel alone.

import { hover, state } from "./state.js";

const MOST_ZOOM = 8;
const STEP = 1.4;
const MARGIN = 6; // CSS pixels around the frame

let camera, room, frameNow, tellMove;

// A network of vis that only shows: what is where, and when it moves, is ours.
export function startCamera(container, nodes, frame, onMove = () => {}) {
  [room, frameNow, tellMove] = [container, frame, onMove];
  camera = new vis.Network(container, { nodes, edges: [] }, {
    autoResize: false,
    physics: false,
    layout: { improvedLayout: false },
    interaction: {
      dragNodes: false,
      hover: false,
      keyboard: false,
      selectable: false,
      zoomView: false,
    },
    nodes: { chosen: false },
  });
  quiet();
  camera.on("dragging", tellMove);
  container.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? STEP ** 0.5 : STEP ** -0.5, pointOf(event));
    },
    { passive: false },
  );
  // A finger scrolls the page; until the browser has made that out, it does not move the diagram either.
  container.addEventListener(
    "pointerdown",
    (event) => camera.setOptions({ interaction: { dragView: event.pointerType === "mouse" } }),
    true,
  );
  return camera;
}

// Tells which node a mouse is over.
export function watchMouse(nodeAt) {
  room.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse") return;
    hover(nodeAt(pointOf(event), "mouse"));
    room.classList.toggle("over", Boolean(state.hovered));
  });
  room.addEventListener("pointerleave", () => hover(null));
}

// The canvas is a picture to assistive technology; the list and the details are what they read.
function quiet() {
  const canvas = room.querySelector("canvas");
  canvas.setAttribute("aria-hidden", "true");
  for (const part of room.querySelectorAll("[tabindex]")) part.removeAttribute("tabindex");
}

// Where an event of the pointer is in the diagram.
function pointOf(event) {
  const box = room.getBoundingClientRect();
  return camera.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
}

// The scale at which a frame is seen as a whole.
export function wholeScale({ clientWidth, clientHeight }, frame) {
  return Math.min((clientWidth - 2 * MARGIN) / frame.width, (clientHeight - 2 * MARGIN) / frame.height);
}

const fitScale = () => wholeScale(room, frameNow());

// Tells when the room has become another size. One that is not shown, as on paper, has none.
export function watchSize(onSize) {
  let before = fillRoom();
  new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = room;
    if (!width || (width === before[0] && height === before[1])) return;
    before = fillRoom();
    onSize();
    fit();
  }).observe(room);
}

// In whole pixels: a canvas as high as a room of a part of one would be blurred.
function fillRoom() {
  const size = [room.clientWidth, room.clientHeight];
  camera.setSize(...size.map((side) => `${side}px`));
  return size;
}

export function fit() {
  const frame = frameNow();
  camera.moveTo({ position: { x: frame.width / 2, y: frame.height / 2 }, scale: fitScale(), animation: false });
}

export function zoom(factor, about = camera.getViewPosition()) {
  const before = camera.getScale();
  const scale = Math.min(Math.max(before * factor, fitScale()), fitScale() * MOST_ZOOM);
  const view = camera.getViewPosition();
  tellMove();
  // The point under the pointer stays where it is.
  const share = 1 - before / scale;
  camera.moveTo({
    position: { x: view.x + (about.x - view.x) * share, y: view.y + (about.y - view.y) * share },
    scale,
    animation: false,
  });
}

// Whether less than half of the width is seen.
export const isNear = () => camera.getScale() > 2 * fitScale();

export const zoomIn = () => zoom(STEP);
export const zoomOut = () => zoom(1 / STEP);

export function pan(across, down) {
  tellMove();
  const view = camera.getViewPosition();
  const way = Math.min(room.clientWidth, room.clientHeight) / 4 / camera.getScale();
  camera.moveTo({ position: { x: view.x + across * way, y: view.y + down * way }, animation: false });
}

// Moves the view only when the point would be out of it.
export function reveal(point) {
  const at = camera.canvasToDOM(point);
  const edge = 30;
  const outside =
    at.x < edge || at.y < edge || at.x > room.clientWidth - edge || at.y > room.clientHeight - edge;
  if (outside && camera.getScale() > fitScale() * 1.01)
    camera.moveTo({ position: point, animation: false });
}
