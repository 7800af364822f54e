// For a page of another site: each frame becomes as high as the page in it, which says so in a message.

import { ASK, HEIGHT, type HeightMessage } from "./page/height.ts";

const MOST = 100_000; // CSS pixels, whatever a page in a frame says

const frames = () => document.querySelectorAll("iframe");

function fit({ source, data }: MessageEvent): void {
  const { type, height } = (data ?? {}) as Partial<HeightMessage>;
  if (type !== HEIGHT || typeof height !== "number" || !(height > 0)) return;
  for (const frame of frames())
    if (frame.contentWindow === source) frame.style.height = `${Math.min(Math.ceil(height), MOST)}px`;
}

// A page that was there first has told its height already.
function ask(): void {
  for (const { contentWindow } of frames()) contentWindow?.postMessage({ type: ASK }, "*");
}

addEventListener("message", fit);
ask();
