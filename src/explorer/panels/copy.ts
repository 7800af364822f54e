// A button that copies a text where the browser lets it, and shows it to be copied by hand where it does not.

import type { Context } from "../context.ts";
import type { Aspect } from "../model/selection.ts";
import { element } from "./dom.ts";

const LASTING: readonly Aspect[] = ["chosen", "query", "hidden", "layout"];

export function copyButton({ announce, store, words }: Context, label: string, text: () => string): HTMLElement {
  const note = element("span");
  const onclick = async () => {
    if (await copied(text())) {
      note.textContent = words.say("share.copied");
      announce(words.say("share.copied"));
      return;
    }
    const field = element("textarea", { readonly: true, rows: 2, "aria-label": label });
    field.value = text();
    note.replaceChildren(words.say("share.by_hand"), field);
    field.focus();
    field.select();
  };
  // What was copied is not what is chosen now.
  const stop = store.onChange((what) => {
    if (LASTING.some((aspect) => what.has(aspect))) note.replaceChildren();
    if (!whole.isConnected) stop();
  });
  const whole = element("span", { class: "copying" }, element("button", { class: "copy", onclick }, label), note);
  return whole;
}

// Returns whether the browser took the text. Asked where a frame may not, it would report an error.
async function copied(text: string): Promise<boolean> {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  const may = featurePolicy?.allowsFeature("clipboard-write") ?? true;
  try {
    if (may) await navigator.clipboard.writeText(text);
    return may;
  } catch {
    return false;
  }
}
