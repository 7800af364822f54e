// Networks and what they share first, members when a network is chosen.

import { type Context, onDestroy } from "../context.ts";
import { type GraphNode, isNetwork } from "../model/graph.ts";
import type { Box, CompactPayload } from "../model/payload.ts";
import { element } from "../panels/dom.ts";
import { drawLine } from "./edges.ts";
import { boxOf, createRooms, type TextLook, typeSize, write } from "./lettering.ts";
import { createPainter, type Disc, type Strength } from "./paint.ts";
import { frameFor, isOutside, type Scene } from "./scene.ts";
import { DOT, seedPlaces } from "./seeds.ts";
import type { Viewport } from "./viewport.ts";
import type { Position } from "./vis.ts";

const MOST_SHOWN = 400; // members around a network
const NAMES_FROM = 3; // zoom from which members have names

export function networksFirst(context: Context, payload: CompactPayload): Scene {
  const { graph, parts, questions, store, theme, words } = context;
  const { networks, hubs, overlaps } = graph;
  const { colours, tone } = theme;
  const { state } = store;
  const bySize = [...networks].sort((one, other) => other.size - one.size);
  const mostShared = Math.max(1, ...overlaps.map(({ shared }) => shared));
  const paint = createPainter(context);
  const note = element("p", { class: "meta" });
  let viewport: Viewport;
  let frame = frameFor(parts.canvas, payload.frames);
  let drawn = new Map<GraphNode, Position>(); // members that are drawn, and where
  let meant = new Set<GraphNode>();

  parts.moves.before(note);
  onDestroy(context, () => note.remove());

  const isVisible = ({ id }: GraphNode) => !state.hidden.includes(id);
  const isAsked = () => Boolean(state.chosen ?? state.query);
  const pointed = () => [...new Set([state.chosen, state.focused, state.hovered])].filter((node) => node !== null);

  // A network stands where Python put it; a member in the seeds of its network, or else in the middle of its networks.
  function spotOf(node: GraphNode): Position {
    if (isNetwork(node)) return { x: frame.x[node.spot], y: frame.y[node.spot] };
    const there = drawn.get(node);
    if (there) return there;
    const own = graph.signature(node).map(spotOf);
    const mean = (axis: "x" | "y") => own.reduce((sum, at) => sum + at[axis], 0) / own.length;
    return own.length ? { x: mean("x"), y: mean("y") } : { x: frame.width / 2, y: frame.height / 2 };
  }

  const placeOf = (node: GraphNode): Disc => ({ ...spotOf(node), size: isNetwork(node) ? frame.size[node.spot] : DOT });

  function seed(members: readonly GraphNode[], centre: Position, clear: number): void {
    const places = seedPlaces(members.length, { centre, clear, frame });
    drawn = new Map(members.map((member, place) => [member, places[place]]));
  }

  function show(): void {
    drawn = new Map();
    meant = new Set();
    const { chosen, query, focused } = state;
    let all = 0;
    if (query) {
      const found = questions.answer(query);
      const asked = [...query.all, ...query.any];
      meant = new Set(networks.filter(({ id }) => asked.includes(id)));
      all = found.length;
      seed(found.slice(0, MOST_SHOWN), { x: frame.width / 2, y: frame.height / 2 }, 0);
    } else if (chosen && isNetwork(chosen)) {
      const members = graph.neighbours(chosen);
      all = members.length;
      seed(members.slice(0, MOST_SHOWN), spotOf(chosen), frame.size[chosen.spot] + 3 * DOT);
    } else if (chosen) {
      meant = new Set(graph.signature(chosen));
      drawn.set(chosen, spotOf(chosen));
    }
    if (chosen) meant.add(chosen);
    if (focused && !isNetwork(focused) && !drawn.has(focused)) drawn.set(focused, spotOf(focused));
    note.textContent = all ? words.say("large.showing", { shown: Math.min(all, MOST_SHOWN), all }) : "";
  }

  function strengthOf(node: GraphNode): Strength {
    if (!isAsked()) return "usual";
    return meant.has(node) || drawn.has(node) ? "strong" : "faded";
  }

  function drawBetween(ctx: CanvasRenderingContext2D, one: GraphNode, other: GraphNode): void {
    const [from, to] = [spotOf(one), spotOf(other)];
    drawLine(ctx, [from.x, from.y, to.x, to.y]);
  }

  // What networks share. vis-network takes long over thousands of nodes and edges, so it only moves the view here.
  function drawOverlaps(ctx: CanvasRenderingContext2D): void {
    const faded = isAsked();
    for (const { one, other, shared } of overlaps) {
      if (!isVisible(one) || !isVisible(other)) continue;
      const asked = faded && (one === state.chosen || other === state.chosen);
      ctx.globalAlpha = asked ? 0.8 : faded ? 0.12 : 0.35;
      ctx.strokeStyle = asked ? colours.ink : colours.grey;
      ctx.lineWidth = 0.5 + 3.5 * Math.sqrt(shared / mostShared);
      drawBetween(ctx, one, other);
    }
    ctx.globalAlpha = 1;
  }

  // Lines from a member to its networks.
  function drawBonds(ctx: CanvasRenderingContext2D): void {
    for (const member of pointed()) {
      for (const network of graph.signature(member)) {
        ctx.strokeStyle = tone(network);
        ctx.lineWidth = 1.8;
        drawBetween(ctx, member, network);
      }
    }
  }

  function drawSquares(ctx: CanvasRenderingContext2D): void {
    const scale = viewport.network.getScale();
    const corners = viewport.corners();
    for (const node of networks) {
      const at = placeOf(node);
      if (isVisible(node) && !isOutside(at, corners))
        paint.node(ctx, node, { ...at, strength: strengthOf(node), scale });
    }
  }

  function drawSeeds(ctx: CanvasRenderingContext2D): void {
    const { chosen } = state;
    const disc = ({ x, y }: Position, size: number) => {
      ctx.beginPath();
      ctx.arc(x, y, size, 0, 2 * Math.PI);
      ctx.fill();
    };
    if (drawn.size > 1) {
      ctx.fillStyle = colours.ground;
      ctx.globalAlpha = 0.85;
      for (const at of drawn.values()) disc(at, 2.2 * DOT);
      ctx.globalAlpha = 1;
    }
    ctx.fillStyle = chosen && isNetwork(chosen) ? tone(chosen) : colours.ink;
    for (const at of drawn.values()) disc(at, DOT);
  }

  // Names of what is pointed at, then of networks, the largest first, where there is room.
  function drawNames(ctx: CanvasRenderingContext2D): void {
    const scale = viewport.network.getScale();
    const type = typeSize(frame.type, scale);
    const rooms = createRooms();
    const { from, to } = viewport.corners();
    const isCut = ([left, top, right, bottom]: Box) => left < from.x || right > to.x || top < from.y || bottom > to.y;
    const put = (node: GraphNode, { optional = false, ...look }: TextLook & { optional?: boolean }) => {
      const { x, y, size } = placeOf(node);
      const at = { x, y: y + size + 3 / scale, size: type, ...look };
      const box = boxOf(ctx, [node.label], at);
      if (optional && (!rooms.isFree(box) || isCut(box))) return;
      rooms.take(box);
      write(ctx, [node.label], { ...at, theme });
    };
    for (const node of pointed()) put(node, { weight: 600 });
    if (drawn.size > 1) {
      if (scale > NAMES_FROM) for (const member of drawn.keys()) put(member, { optional: true });
      return;
    }
    for (const { x, y, size } of hubs.filter(isVisible).map(placeOf))
      rooms.take([x - size, y - size, x + size, y + size]);
    for (const network of (viewport.isNear() ? bySize : hubs).filter(isVisible)) {
      const colour = strengthOf(network) === "faded" ? colours.muted : colours.ink;
      put(network, { optional: true, weight: hubs.includes(network) ? 600 : 400, colour });
    }
  }

  return {
    nodes: [],
    get frame() {
      return frame;
    },
    moved() {},
    start(started) {
      viewport = started;
    },
    resize() {
      frame = frameFor(parts.canvas, payload.frames);
      show();
    },
    change(what) {
      if (what.has("chosen") || what.has("query") || what.has("focused")) show();
    },
    drawBehind(ctx) {
      drawOverlaps(ctx);
      drawBonds(ctx);
      drawSquares(ctx);
    },
    drawAbove(ctx) {
      drawSeeds(ctx);
      const scale = viewport.network.getScale();
      for (const node of pointed()) {
        const at = { ...placeOf(node), scale };
        if (isNetwork(node)) paint.node(ctx, node, { ...at, strength: "strong" });
        paint.ring(ctx, node, at);
      }
      drawNames(ctx);
    },
    placeOf,
    candidates: () => [[...drawn.keys()], networks.filter(isVisible)],
  };
}
