// Colours of the style sheet as the canvas needs them: resolved, and again when the theme changes.

import type { Host } from "../host.ts";
import type { GraphNode } from "../model/graph.ts";
import type { Colour } from "../model/payload.ts";
import { element } from "../panels/dom.ts";

const NAMES = ["ink", "muted", "ground", "panel", "line", "grey", "accent", "faded"] as const;
const PALETTE = 8;
const FORCED = "(forced-colors: active)";
const QUERIES = ["(prefers-color-scheme: dark)", FORCED];
const GROUND = -2; // in place of a place in the palette

export type Colours = Record<(typeof NAMES)[number], string>;

export interface Theme {
  readonly colours: Readonly<Colours>;
  tone(network: GraphNode): string;
  // What can be read on the colour of a network: black or white.
  on(network: GraphNode): string;
  // A colour as an analyst chose it; with forced colours that of the reader's system.
  paint(colour: Colour): string;
  // What can be read on that colour, if `on` can on a colour that is not of the theme.
  onPaint(colour: Colour, on: string): string;
  watch(redraw: () => void): void;
}

export function createTheme(root: HTMLElement, host: Host, signal: AbortSignal): Theme {
  const probe = element("span", { hidden: true });
  const colours = {} as Colours;
  let tones: string[] = [];
  let ons: string[] = [];
  let isForced = false;

  function resolved(property: string): string {
    probe.style.color = `var(${property})`;
    return getComputedStyle(probe).color;
  }

  function read(): void {
    isForced = matchMedia(FORCED).matches;
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
    paint(colour) {
      if (typeof colour === "string") return isForced ? colours.ink : colour;
      return colour === GROUND ? colours.ground : colour < 0 ? colours.grey : tones[colour];
    },
    onPaint(colour, on) {
      if (typeof colour === "string") return isForced ? colours.ground : on;
      return colour === GROUND ? colours.ink : colour < 0 ? colours.ground : ons[colour];
    },
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
