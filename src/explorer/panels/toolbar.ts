// The tools over the diagram, and the moves of the keyboard as buttons.

import type { Context } from "../context.ts";
import type { EdgeWalk } from "../diagram/edge_walk.ts";
import type { Viewport } from "../diagram/viewport.ts";
import type { LayoutName } from "../model/payload.ts";
import type { Move } from "../model/trail.ts";
import { element, iconButton } from "./dom.ts";
import { findBox } from "./finder.ts";

const ICONS = {
  zoom_in: "M12 5v14M5 12h14",
  zoom_out: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
};
const MOVES: readonly (Move | "details")[] = ["previous", "next", "follow", "back", "details"];

export function startToolbar(context: Context, viewport: Viewport): void {
  const { say } = context.words;
  const { toolbar } = context.parts;
  const actions: Record<keyof typeof ICONS, () => void> = {
    zoom_in: viewport.zoomIn,
    zoom_out: viewport.zoomOut,
    fit: viewport.fit,
    left: () => viewport.pan(-1, 0),
    right: () => viewport.pan(1, 0),
    up: () => viewport.pan(0, -1),
    down: () => viewport.pan(0, 1),
  };
  const keys = Object.keys(actions) as (keyof typeof ICONS)[];
  const buttons = keys.map((key) => iconButton(say(`tool.${key}`), ICONS[key], actions[key]));
  toolbar.append(findBox(context), ...layoutChoice(context), buttonBar(say("tool.view"), buttons));
  toolbar.hidden = false;
}

// One stop of the Tab key; arrow keys lead from button to button.
function buttonBar(label: string, buttons: readonly HTMLButtonElement[]): HTMLElement {
  const last = buttons.length - 1;
  const goals: Record<string, (place: number) => number> = {
    ArrowRight: (place) => (place < last ? place + 1 : 0),
    ArrowLeft: (place) => (place > 0 ? place - 1 : last),
    Home: () => 0,
    End: () => last,
  };
  const stopAt = (goal: number) => {
    for (const [place, button] of buttons.entries()) button.tabIndex = place === goal ? 0 : -1;
  };
  const onkeydown = (event: KeyboardEvent) => {
    const place = buttons.indexOf(event.target as HTMLButtonElement);
    const goal = goals[event.key]?.(place);
    if (goal === undefined || place < 0) return;
    event.preventDefault();
    stopAt(goal);
    buttons[goal].focus();
  };
  stopAt(0);
  const bar = element("div", { class: "buttons", role: "toolbar", "aria-label": label, onkeydown }, ...buttons);
  for (const [place, button] of buttons.entries()) button.addEventListener("focus", () => stopAt(place));
  return bar;
}

function layoutChoice({ host, payload: { layouts }, store, words: { say } }: Context): HTMLElement[] {
  if (layouts.length < 2) return [];
  const id = host.idOf("layout");
  const options = layouts.map((layout) => element("option", { value: layout }, say(`tool.layout_${layout}`)));
  const onchange = () => store.setLayout(select.value as LayoutName);
  const select: HTMLSelectElement = element("select", { id, onchange }, ...options);
  store.onChange((what) => {
    if (what.has("layout")) select.value = store.state.layout;
  });
  return [element("div", { class: "layout" }, element("label", { for: id }, say("tool.layout")), select)];
}

// For those who have no keyboard.
export function startMoves({ parts: { moves }, store, words: { say } }: Context, walk: EdgeWalk): void {
  const buttons = MOVES.map((move) =>
    element("button", { onclick: () => walk.move(move, { focus: false }) }, say(`tool.move_${move}`)),
  );
  buttons.push(element("button", { onclick: () => store.reset() }, say("tool.reset_all")));
  moves.append(...buttons);
  moves.hidden = false;
}
