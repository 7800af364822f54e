// What folds: it opens where somebody goes into it, and all of it on paper.

import { element } from "../panels/dom.ts";

export interface FoldTexts {
  open: string;
  close: string;
}

// Two buttons open and close every fold of a part of the page.
export function startFolds(room: HTMLElement, part: HTMLElement, texts: FoldTexts): void {
  const set = (open: boolean) => {
    for (const fold of part.querySelectorAll("details")) fold.open = open;
  };
  room.append(
    element("button", { onclick: () => set(true) }, texts.open),
    element("button", { onclick: () => set(false) }, texts.close),
  );
  room.hidden = false;
}

export function openOnPaper(): void {
  let closed: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
}
