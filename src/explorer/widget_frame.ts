// A cell of a notebook that shows a document in a frame: a page, or a diagram of pyvis.

import { unpacked } from "./widget_bytes.ts";
import { watchTheme } from "./widget_theme.ts";

// Traits of the Python class, by the names that they have there.
interface Traits {
  _document: DataView;
  _title: string;
  _height: number;
  _sandbox: string;
  _allow: string;
}

interface Context {
  model: { get<Name extends keyof Traits>(name: Name): Traits[Name] };
  el: HTMLElement;
}

const MEANT = 8; // pixels that a pointer moves when somebody means to

// Whoever scrolls through the notebook is not caught by a frame that comes under the pointer: the wheel is the frame's once
// the pointer has moved over it.
function letWheelPass(frame: HTMLElement, el: HTMLElement, signal: AbortSignal): void {
  let from = [0, 0];
  const pass = ({ screenX, screenY }: MouseEvent) => {
    from = [screenX, screenY];
    frame.style.pointerEvents = "none";
  };
  const take = ({ screenX, screenY }: MouseEvent) => {
    if (Math.hypot(screenX - from[0], screenY - from[1]) > MEANT) frame.style.pointerEvents = "";
  };
  document.addEventListener("wheel", pass, { capture: true, passive: true, signal });
  el.addEventListener("pointermove", take, { signal });
  el.addEventListener("pointerdown", () => (frame.style.pointerEvents = ""), { signal });
}

async function render({ model, el }: Context): Promise<() => void> {
  // JupyterLab's own keys would insert and delete cells.
  el.dataset.lmSuppressShortcuts = "true";
  // The static part below looks for it.
  el.classList.add("kuntaverkostot-framed");
  const controller = new AbortController();
  const frame = document.createElement("iframe");
  frame.title = model.get("_title");
  frame.setAttribute("sandbox", model.get("_sandbox"));
  frame.allow = model.get("_allow");
  frame.style.cssText = `display:block;width:100%;border:0;height:${model.get("_height")}px`;
  // What is dark in a frame follows the scheme of the frame itself.
  watchTheme((dark) => frame.style.setProperty("color-scheme", dark ? "dark" : "light"), controller.signal);
  letWheelPass(frame, el, controller.signal);
  frame.srcdoc = await unpacked(model.get("_document")).text();
  if (!controller.signal.aborted) el.append(frame);
  return () => {
    controller.abort();
    frame.remove();
  };
}

export default { render };
