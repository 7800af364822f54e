// What the parts of one explorer share. Each mount has its own; no module keeps a state.

import type { Looks } from "./diagram/looks.ts";
import type { Theme } from "./diagram/theme.ts";
import type { Host } from "./host.ts";
import type { Graph } from "./model/graph.ts";
import type { Payload } from "./model/payload.ts";
import type { Questions } from "./model/query.ts";
import type { Store } from "./model/selection.ts";
import type { Words } from "./model/words.ts";
import type { Parts } from "./panels/parts.ts";

export interface Context {
  readonly payload: Payload;
  readonly host: Host;
  readonly graph: Graph;
  readonly words: Words;
  readonly questions: Questions;
  readonly store: Store;
  readonly parts: Parts;
  readonly looks: Looks;
  readonly theme: Theme;
  // Aborted when the explorer is destroyed; listeners that outlive their element take it.
  readonly signal: AbortSignal;
  announce(text: string): void;
  // The element that has the focus, also inside a shadow root.
  focused(): Element | null;
}

// Runs when the explorer is destroyed, last things first.
export function onDestroy({ signal }: Pick<Context, "signal">, clean: () => void): void {
  signal.addEventListener("abort", clean, { once: true });
}
