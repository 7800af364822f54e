// Walking along the edges by keyboard: one tab stop, a real button on the node that has the focus.

import type { Context } from "../context.ts";
import { type GraphNode, isNetwork } from "../model/graph.ts";
import { startingWith } from "../model/search.ts";
import { createTrail, type Move } from "../model/trail.ts";
import { describeShortly, openDetails } from "../panels/details.ts";
import { bringTo, element } from "../panels/dom.ts";
import type { Position } from "./vis.ts";

const PAUSE = 1000; // milliseconds after which typed letters begin a new name
const LEAST_SIDE = 44; // CSS pixels of a button

const KEYS: Record<string, Move | "details"> = {
  ArrowDown: "follow",
  ArrowUp: "back",
  ArrowLeft: "previous",
  ArrowRight: "next",
  Home: "first",
  End: "last",
  Enter: "details",
};

interface Arrival {
  focus?: boolean;
  quiet?: boolean;
  from?: GraphNode | null;
}

export interface EdgeWalk {
  readonly current: GraphNode;
  move(move: Move | "details", options?: { focus: boolean }): void;
  // Puts the button on its node, whatever the zoom; a smaller node gets a button of 44 px all the same.
  place(at: Position & { size: number }): void;
}

export function createEdgeWalk(context: Context): EdgeWalk {
  const { announce, focused, graph, parts, store, words } = context;
  const { say } = words;
  const trail = createTrail(graph);
  let typed = "";
  let lastTyped = 0;
  let button = createButton();
  const layer = element(
    "div",
    {
      class: "layer",
      role: "application",
      "aria-label": say("tool.diagram_name"),
      "aria-roledescription": say("tool.diagram_role"),
      "aria-describedby": parts.idOf("keys"),
    },
    button,
  );
  parts.canvas.append(layer);
  store.onChange((what) => {
    const { chosen } = store.state;
    if (what.has("chosen") && chosen && chosen !== trail.current) goTo(chosen, { quiet: true });
  });

  // Replaced as the focus moves, so that the focus itself makes a screen reader speak.
  function createButton(from: GraphNode | null = trail.origin): HTMLButtonElement {
    return element("button", {
      class: "here",
      "aria-label": labelOfPlace(from),
      onkeydown,
      onclick: () => openDetails(context, trail.current),
      onfocus: () => store.focusOn(trail.current),
      onblur: ({ relatedTarget }: FocusEvent) => {
        const within =
          relatedTarget instanceof Node && (layer.contains(relatedTarget) || parts.moves.contains(relatedTarget));
        if (!within) store.focusOn(null);
      },
    });
  }

  function labelOfPlace(from: GraphNode | null): string {
    const node = trail.current;
    const phrases = [node.name, say(`kind.${node.kind}`)];
    if (node.status === "ended") phrases.push(say("status.ended"));
    phrases.push(words.extent(node));
    const edge =
      from && (isNetwork(from) ? node : from).edges.find(({ network }) => network === node || network === from);
    if (edge?.basis === "candidate") phrases.push(say("basis.candidate"));
    else if (from) phrases.push(say(isNetwork(from) ? "tool.member_of" : "tool.network_of", { name: from.name }));
    phrases.push(`${trail.place + 1} / ${trail.count}`);
    return phrases.join(", ");
  }

  function arrive({ quiet = false, focus = true, from = trail.origin }: Arrival = {}): void {
    const old = button;
    const had = focused() === old;
    button = createButton(from);
    // The focus goes from one to the other, and is at no time lost.
    old.after(button);
    if (had || (focus && !quiet)) {
      button.focus({ preventScroll: true });
      button.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    old.remove();
    if (!had && !focus) {
      store.focusOn(trail.current);
      announce(labelOfPlace(from));
    }
  }

  function goTo(node: GraphNode, options: Arrival = {}): void {
    trail.goTo(node);
    arrive(options);
  }

  function move(move: Move | "details", options: Arrival = {}): void {
    if (move === "details") {
      openDetails(context, trail.current);
      return;
    }
    const step = trail.move(move);
    if (step === "no_edges") announce(describeShortly(context, trail.current));
    else if (step === "at_top") announce(say("tool.at_top"));
    else arrive({ ...options, ...step });
  }

  function onkeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const typing = Date.now() - lastTyped < PAUSE ? typed : "";
    if (KEYS[event.key]) move(KEYS[event.key]);
    else if (event.key === "Escape") leave();
    else if (event.key === " " && !typing) move("details");
    else if ([...event.key].length === 1) typeAhead(typing + event.key);
    else return;
    event.preventDefault();
  }

  function typeAhead(text: string): void {
    [typed, lastTyped] = [text, Date.now()];
    const node = startingWith(trail.everywhere, text);
    if (!node) announce(say("tool.no_hits", { query: text }));
    else if (node !== trail.current) goTo(node);
  }

  function leave(): void {
    const first = parts.legend.querySelector("button");
    // Details may be higher than the window; what is in view then is their beginning.
    bringTo(parts.details.hidden && first ? first : parts.details, "nearest");
  }

  return {
    get current() {
      return trail.current;
    },
    move,
    place({ x, y, size }) {
      const side = Math.max(LEAST_SIDE, 2 * size);
      button.style.width = button.style.height = `${side}px`;
      button.style.transform = `translate(${x - side / 2}px, ${y - side / 2}px)`;
    },
  };
}
