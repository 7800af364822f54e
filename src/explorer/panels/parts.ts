// The places of an explorer. A page has them in its HTML, where its static content needs them; elsewhere they are built.

import type { Host } from "../host.ts";
import type { Words } from "../model/words.ts";
import { element } from "./dom.ts";

const BUILT = ["toolbar", "canvas", "status", "moves", "keys", "details", "legend", "share", "query"] as const;
type Built = (typeof BUILT)[number];
// Content of a page that has uses with the explorer; nothing is missing where it is not.
type Optional = "intro" | "legend-h" | "matrix" | "matrix-caption" | "matrix-lead" | "matrix-tools" | "upset";

export interface Parts extends Record<Built, HTMLElement> {
  readonly root: HTMLElement;
  readonly stage: HTMLElement;
  readonly figure: HTMLElement;
  idOf(name: string): string;
  optional(name: Optional): HTMLElement | null;
  // Puts everything back as it was.
  restore(): void;
}

export function createParts(root: HTMLElement, host: Host, words: Words): Parts {
  const find = (name: string) => root.querySelector<HTMLElement>(`#${CSS.escape(host.idOf(name))}`);
  const skeleton = find("canvas") ? null : build(host, words);
  if (skeleton) root.append(skeleton);
  const built = BUILT.map(
    (name) => [name, find(name) ?? element("div", { id: host.idOf(name), hidden: true })] as const,
  );
  const before = built.map(([, part]) => ({ part, children: [...part.childNodes], hidden: part.hidden }));
  const parts = Object.fromEntries(built) as Record<Built, HTMLElement>;
  return {
    ...parts,
    root,
    stage: parts.canvas.closest<HTMLElement>(".stage") ?? parts.canvas,
    figure: parts.canvas.closest("figure") ?? root,
    idOf: host.idOf,
    optional: find,
    restore() {
      skeleton?.remove();
      for (const { part, children, hidden } of before) {
        part.replaceChildren(...children);
        part.hidden = hidden;
      }
    },
  };
}

function build(host: Host, { say }: Words): HTMLElement {
  const part = (name: Built, attributes: Record<string, string | boolean> = {}) =>
    element("div", { id: host.idOf(name), class: name, ...attributes });
  const group = (name: Built, key: string) => part(name, { role: "group", "aria-label": say(key) });
  return element(
    "figure",
    { class: "explorer" },
    part("toolbar"),
    element(
      "div",
      { class: "stage", role: "group", "aria-label": say("tool.diagram_name"), tabindex: -1 },
      part("canvas"),
    ),
    element("p", { id: host.idOf("status"), class: "status", role: "status" }),
    group("moves", "diagram.moves"),
    element("p", { id: host.idOf("keys"), class: "keys", hidden: true }, say("diagram.keys_without_list")),
    element(
      "div",
      { class: "beside" },
      part("details", { role: "region", "aria-label": say("tool.details"), tabindex: "-1", hidden: true }),
      element(
        "div",
        { class: "legend" },
        element("h3", { id: host.idOf("legend-h") }, say("diagram.legend_heading")),
        element("ul", { id: host.idOf("legend"), "aria-labelledby": host.idOf("legend-h") }),
      ),
    ),
    group("share", "share.heading"),
    part("query"),
  );
}
