// The canvas of the diagram as a picture, on the ground of the theme.

import { element } from "../panels/dom.ts";

export function painted(room: HTMLElement, ground: string): Promise<Blob | null> {
  const canvas = room.querySelector("canvas");
  if (!canvas) return Promise.resolve(null);
  const whole = element("canvas", { width: canvas.width, height: canvas.height });
  const ctx = whole.getContext("2d");
  if (!ctx) return Promise.resolve(null);
  ctx.fillStyle = ground;
  ctx.fillRect(0, 0, whole.width, whole.height);
  ctx.drawImage(canvas, 0, 0);
  return new Promise((resolve) => whole.toBlob(resolve));
}
