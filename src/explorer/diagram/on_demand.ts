// Members that are drawn only when somebody asks for them: of a chosen network, or those that answer a question.

import { type Context, onDestroy } from "../context.ts";
import { type GraphNode, isNetwork } from "../model/graph.ts";
import type { Frame } from "../model/payload.ts";
import { element } from "../panels/dom.ts";
import { drawLine } from "./edges.ts";
import type { Disc } from "./paint.ts";
import { DOT, seedPlaces } from "./seeds.ts";
import type { Position } from "./vis.ts";

const MOST_SHOWN = 400; // members around a network

export interface OnDemand {
  // Those that are drawn now.
  members(): readonly GraphNode[];
  placeOf(member: GraphNode): Disc;
  // Draws others, where they are asked for now.
  update(): void;
  drawLines(ctx: CanvasRenderingContext2D): void;
  drawMembers(ctx: CanvasRenderingContext2D): void;
}

// Where a network stands.
type DiscOf = (network: GraphNode) => Disc;

export function createOnDemand(context: Context, { frame, discOf }: { frame: () => Frame; discOf: DiscOf }): OnDemand {
  const { graph, parts, questions, store, theme, words } = context;
  const { state } = store;
  const note = element("p", { class: "meta" });
  let drawn = new Map<GraphNode, Position>();

  parts.moves.before(note);
  onDestroy(context, () => note.remove());

  // In the seeds of its network, or else in the middle of its networks.
  function spotOf(member: GraphNode): Position {
    const there = drawn.get(member);
    if (there) return there;
    const own = graph.signature(member).map(discOf);
    const mean = (axis: "x" | "y") => own.reduce((sum, at) => sum + at[axis], 0) / own.length;
    return own.length ? { x: mean("x"), y: mean("y") } : middle();
  }

  const middle = (): Position => ({ x: frame().width / 2, y: frame().height / 2 });

  function sow(members: readonly GraphNode[], centre: Position, clear: number): void {
    const shown = members.slice(0, MOST_SHOWN);
    const places = seedPlaces(shown.length, { centre, clear, frame: frame() });
    drawn = new Map(shown.map((member, place) => [member, places[place]]));
    const all = members.length;
    note.textContent = all ? words.say("on_demand.showing", { shown: shown.length, all }) : "";
  }

  function update(): void {
    const { chosen, query, focused } = state;
    drawn = new Map();
    note.textContent = "";
    if (query) sow(questions.answer(query), middle(), 0);
    else if (chosen && isNetwork(chosen)) sow(graph.neighbours(chosen), discOf(chosen), discOf(chosen).size + 3 * DOT);
    else if (chosen) drawn.set(chosen, spotOf(chosen));
    if (focused && !isNetwork(focused) && !drawn.has(focused)) drawn.set(focused, spotOf(focused));
  }

  function dots(ctx: CanvasRenderingContext2D, colour: string, size: number): void {
    ctx.fillStyle = colour;
    for (const { x, y } of drawn.values()) {
      ctx.beginPath();
      ctx.arc(x, y, size, 0, 2 * Math.PI);
      ctx.fill();
    }
  }

  return {
    members: () => [...drawn.keys()],
    placeOf: (member) => ({ ...spotOf(member), size: DOT }),
    update,
    drawLines(ctx) {
      ctx.lineWidth = 1.8;
      for (const member of new Set([state.chosen, state.focused, state.hovered])) {
        if (!member || isNetwork(member)) continue;
        const { x, y } = spotOf(member);
        for (const network of graph.signature(member)) {
          const to = discOf(network);
          ctx.strokeStyle = theme.tone(network);
          drawLine(ctx, [x, y, to.x, to.y]);
        }
      }
    },
    drawMembers(ctx) {
      const { chosen } = state;
      if (drawn.size > 1) {
        ctx.globalAlpha = 0.85;
        dots(ctx, theme.colours.ground, 2.2 * DOT);
        ctx.globalAlpha = 1;
      }
      dots(ctx, chosen && isNetwork(chosen) ? theme.tone(chosen) : theme.colours.ink, DOT);
    },
  };
}
