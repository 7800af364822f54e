// Colours of the style sheet as the canvas needs them: resolved, and again when the theme changes.

import type { Host } from "../host.ts";
import type { GraphNode } from "../model/graph.ts";
import { element } from "../panels/dom.ts";

const NAMES = ["ink", "muted", "ground", "panel", "line", "grey", "accent", "faded"] as const;
const PALETTE = 8;
const QUERIES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

export type Colours = Record<(typeof NAMES)[number], string>;

export interface Theme {
  readonly colours: Readonly<Colours>;
  tone(network: GraphNode): string;
  // What can be read on the colour of a network: black or white.
  on(network: GraphNode): string;
  watch(redraw: () => void): void;
}

export function createTheme(root: HTMLElement, host: Host, signal: AbortSignal): Theme {
  const probe = element("span", { hidden: true });
  const colours = {} as Colours;
  let tones: string[] = [];
  let ons: string[] = [];

  function resolved(property: string): string {
    probe.style.color = `var(${property})`;
    return getComputedStyle(probe).color;
  }

  function read(): void {
    for (const name of NAMES) colours[name] = resolved(`--${name}`);
    const palette = (letter: string) => Array.from({ length: PALETTE }, (_, place) => resolved(`--${letter}${place}`));
    [tones, ons] = [palette("n"), palette("o")];
  }

  root.append(probe);
  signal.addEventListener("abort", () => probe.remove());
  read();
  return {
    colours,
    tone: ({ place }) => (place < 0 ? colours.grey : tones[place]),
    on: ({ place }) => (place < 0 ? colours.ground : ons[place]),
    watch(redraw) {
      const changed = () => {
        read();
        redraw();
      };
      host.watchTheme?.(changed);
      for (const query of QUERIES) matchMedia(query).addEventListener("change", changed, { signal });
    },
  };
}
