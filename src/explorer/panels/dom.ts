// Making elements. Text is only ever set as text.

import type { Context } from "../context.ts";
import type { GraphNode } from "../model/graph.ts";

const SVG = "http://www.w3.org/2000/svg";

type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Child = Node | string | null;

// Attributes that are functions are listeners: `onclick` listens to clicks.
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  // Unless it says so, a button sends no form.
  if (created instanceof HTMLButtonElement) created.type = "button";
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") created.addEventListener(key.slice(2), value as EventListener);
    else if (value === true) created.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) created.setAttribute(key, String(value));
  }
  created.append(...children.filter((child) => child !== null));
  return created;
}

// Text in another language than that of the page is marked.
export function marked(text: string, foreign: string | null): Child {
  return foreign ? element("span", { lang: foreign }, text) : text;
}

export const nameOf = (node: GraphNode): Child => marked(node.name, node.foreign);

// Leads to the entry of a node; where there is no list, it chooses the node.
export function linkTo({ host, store }: Context, node: GraphNode): HTMLElement {
  const name = nameOf(node);
  return host.hrefOf
    ? element("a", { href: host.hrefOf(node.id) }, name)
    : element("button", { class: "link", onclick: () => store.choose(node) }, name);
}

// Numbers of sources, each with a space before it. They lead to the list of sources; where there is none, to the source
// itself, of which the title is seen under the pointer and heard.
export function citations({ host, words }: Context, sources: readonly number[]): Child[] {
  const unseen = (...children: Child[]) => element("span", { class: "unseen" }, ...children);
  return sources.flatMap((number) => {
    const source = host.source?.(number);
    const href = source?.url || host.hrefOf?.(`s-${number}`);
    const away = source?.url ? { target: "_blank", rel: "noopener" } : {};
    const title = source ? unseen(" (", marked(source.title, source.foreign), ")") : null;
    const label = unseen(`${words.say("tool.source")} `);
    return [" ", element(href ? "a" : "span", { href, title: source?.title, ...away }, label, String(number), title)];
  });
}

export function swatchOf({ looks }: Context, network: GraphNode): HTMLElement {
  return element("span", { class: `swatch ${looks.styleOf(network)}`, "aria-hidden": "true" }, network.letter);
}

export function iconButton(label: string, path: string, onclick: () => void): HTMLButtonElement {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  icon.append(line);
  return element("button", { class: "icon", "aria-label": label, title: label, onclick }, icon);
}

// Opens what an element is folded into, and itself; a part that is one fold opens with it.
export function unfold(goal: Element): void {
  const own = goal.matches("section") ? goal.querySelector<HTMLDetailsElement>(":scope > details.part") : null;
  if (own) own.open = true;
  for (let fold = goal.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
}

// Goes to an element: what is in view and where the keyboard is.
export function bringTo(goal: HTMLElement, block: ScrollLogicalPosition = "start"): void {
  unfold(goal);
  const focused = goal instanceof HTMLDetailsElement ? (goal.querySelector("summary") ?? goal) : goal;
  if (!focused.matches("a, button, input, summary, [tabindex]")) focused.tabIndex = -1;
  focused.focus({ preventScroll: true });
  goal.scrollIntoView({ block });
}
