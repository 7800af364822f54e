// Keeps in view where somebody went, while what stands before it is still being written and laid out.

import { decoded } from "../model/address.ts";
import type { GrowingList } from "./list.ts";

const QUIET = 5; // frames without writing after which everything has its place

export function anchorOf({ target }: Event): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
}

export function followAnchors(list: GrowingList): void {
  let aim: HTMLElement | null = null;

  async function hold(goal: HTMLElement | null): Promise<void> {
    aim = goal;
    for (let quiet = 0; goal && quiet < QUIET; quiet++) {
      await new Promise(requestAnimationFrame);
      if (aim !== goal) return;
      goal.scrollIntoView();
      if (list.isWriting()) quiet = 0;
    }
    aim = null;
  }

  const follow = (hash: string) => hold(list.entryOf(decoded(hash.slice(1))));

  // Whoever moves on is not held.
  for (const event of ["keydown", "pointerdown", "touchstart", "wheel"]) {
    const letGo = () => {
      aim = null;
    };
    addEventListener(event, letGo, { capture: true, passive: true });
  }
  document.addEventListener("click", (event) => {
    const link = anchorOf(event);
    if (link) follow(link.hash);
  });
  // Somebody who goes back comes where they were, as far as the browser says that they go back.
  let isBack = false;
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener("navigate", (event) => {
    isBack = (event as Event & { navigationType: string }).navigationType === "traverse";
  });
  addEventListener("hashchange", () => follow(isBack ? "" : location.hash));
  follow(location.hash);
}
