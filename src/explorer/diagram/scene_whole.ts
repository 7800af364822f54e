// Every member is drawn, where Python put it or on another layout.

import { type Context, onDestroy } from "../context.ts";
import { type Edge, type GraphNode, isNetwork } from "../model/graph.ts";
import type { WholePayload } from "../model/payload.ts";
import type { Changes } from "../model/selection.ts";
import { createAdded } from "./added.ts";
import { createCrowd, drawPlain } from "./crowd.ts";
import { type Bundle, bundled, drawEdges, drawLine, type EdgeStyle } from "./edges.ts";
import { drawLabels } from "./labels.ts";
import { createLayouts, type Places } from "./layouts.ts";
import { createPainter, type Strength } from "./paint.ts";
import { frameFor, isOutside, type Scene } from "./scene.ts";
import { type Corners, type Viewport, wholeScale } from "./viewport.ts";
import type { VisNode } from "./vis.ts";

const MOVE_TIME = 500; // milliseconds from one layout to another
const THIN = 0.4; // of their usual strength for edges so many that they would hide each other
const PASSING = ["hovered", "focused"] as const; // what changes no edge

export function everyMember(context: Context, payload: WholePayload): Scene {
  const { graph, looks, parts, questions, store, theme } = context;
  const { nodes } = graph;
  const { colours, tone } = theme;
  const { state } = store;
  const room = parts.canvas;
  const layouts = createLayouts(context, { geo: payload.geo, onReady: showReady });
  const crowd = createCrowd(context);
  const paint = createPainter(context);
  const added = createAdded(context, payload, paint);
  const points = new vis.DataSet(nodes.map((node) => ({ id: node.index, shape: "custom", ctxRenderer })));
  let viewport: Viewport | null = null;
  let frame = payload.frames[0];
  let places: Places = { ...frame, outline: null };
  let placed = ""; // name of the frame that the places are of
  let corners: Corners = { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } }; // of what is in view
  let picked: ReadonlySet<GraphNode> = new Set();
  let beside: ReadonlySet<GraphNode> = new Set();
  let bundles: Bundle[] = [];
  let moving = 0;

  onDestroy(context, () => {
    cancelAnimationFrame(moving);
    delete parts.figure.dataset.layout;
    room.removeAttribute("aria-busy");
  });
  pickFrame();

  function pickFrame(): void {
    cancelAnimationFrame(moving);
    const usual = frameFor(room, payload.frames);
    const scale = wholeScale(room, usual);
    frame = layouts.withRoom(usual, scale);
    const asked = layouts.placesOf(frame, state.layout, scale);
    room.setAttribute("aria-busy", String(!asked));
    // Until they are computed, nodes stay where they are, or where they stand by overlap in another frame.
    const now = asked ?? (frame.name === placed ? places : layouts.overlapOf(frame));
    placed = frame.name;
    if (now !== places) stand(now);
  }

  // Places that took time to compute are taken when they are still asked for.
  function showReady(): void {
    moveFrom(places);
    viewport?.network.redraw();
  }

  function stand(at: Places): void {
    places = at;
    points.update(nodes.map(({ index }) => ({ id: index, x: at.x[index], y: at.y[index] })));
  }

  // Nodes go from one layout to another, so that the eye can follow them; at once where motion is not wanted.
  function moveFrom(before: Places): void {
    pickFrame();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (crowd.isCrowded || places === before || still) return;
    const after = places;
    const start = performance.now();
    const step = (now: number) => {
      const share = Math.min(1, Math.max(0, now - start) / MOVE_TIME);
      const eased = share * (2 - share);
      const between = (axis: "x" | "y") =>
        after[axis].map((value, index) => before[axis][index] + (value - before[axis][index]) * eased);
      stand(share < 1 ? { ...after, x: between("x"), y: between("y") } : after);
      if (share < 1) moving = requestAnimationFrame(step);
    };
    step(start);
  }

  function isVisible(node: GraphNode): boolean {
    if (looks.of(node)?.hidden) return false;
    const isShown = ({ id }: GraphNode) => !state.hidden.includes(id);
    if (isNetwork(node)) return isShown(node);
    const networks = graph.signature(node);
    return networks.length === 0 || networks.some(isShown);
  }

  // Chosen, beside the chosen, or an answer: strong; the rest steps back.
  function strength(node: GraphNode): Strength {
    const { chosen, query } = state;
    if (query) {
      const asked = isNetwork(node) && [...query.all, ...query.any].includes(node.id);
      return asked || picked.has(node) ? "strong" : "faded";
    }
    if (!chosen) return "usual";
    return node === chosen || beside.has(node) ? "strong" : "faded";
  }

  function styleOf(edge: Edge): EdgeStyle | null {
    const { member, network, basis } = edge;
    const own = looks.ofEdge(edge);
    const { chosen, query, layout } = state;
    const strong = query
      ? strength(member) === "strong" && strength(network) === "strong"
      : member === chosen || network === chosen;
    const stepsBack = !strong && (chosen || query);
    // Away from its cluster an edge would only cross others: on the map it is drawn when it is asked for.
    const ended = network.status === "ended";
    const onDemand = layout === "map" || (own?.hidden ?? ended);
    // What an analyst hid is not drawn when it is asked for either.
    const isHidden = own?.hidden && !ended;
    if ((onDemand && !strong) || isHidden || !isVisible(network) || !isVisible(member)) return null;
    const opacity = own?.opacity ?? (graph.signature(member).length < 2 ? 0.3 : 0.6);
    return {
      colour: stepsBack ? colours.faded : own ? theme.paint(own.colour) : tone(network),
      opacity: strong ? 1 : stepsBack ? Math.min(0.25, opacity) : opacity,
      width: (own?.width ?? 1) * (strong ? 1.8 : 1),
      dashes: own?.dashes ?? (basis === "candidate" ? [4, 3] : []),
    };
  }

  const styleEdges = () => {
    bundles = bundled(graph.edges, styleOf);
  };

  function ctxRenderer({ ctx, id, x, y }: VisNode) {
    const node = nodes[id];
    const size = frame.size[id];
    const scale = viewport?.network.getScale() ?? 1;
    if (isOutside({ x, y, size: 2 * size + 10 / scale }, corners)) return { drawNode() {} };
    return {
      drawNode() {
        const { chosen, hovered, focused } = state;
        if (isVisible(node) && !crowd.isPlain(node, size, scale))
          paint.node(ctx, node, { x, y, size, strength: strength(node), scale });
        // The walk also leads to a node that is hidden, and the focus is seen there too.
        if ([chosen, hovered, focused].includes(node)) paint.ring(ctx, node, { x, y, size, scale });
      },
    };
  }

  function drawGrounds(ctx: CanvasRenderingContext2D): void {
    for (const { networks, ground } of frame.hubs) {
      const network = nodes[networks[0]];
      if (isVisible(network)) paint.ground(ctx, ground, { network, faded: strength(network) === "faded" });
    }
    ctx.save();
    ctx.strokeStyle = colours.line;
    ctx.lineWidth = 1;
    for (const line of frame.leaders) drawLine(ctx, line);
    ctx.restore();
  }

  function update(what: Changes): void {
    if (what.has("chosen")) beside = new Set(state.chosen ? graph.neighbours(state.chosen) : []);
    if (what.has("query")) picked = new Set(questions.answer(state.query));
    if (what.has("layout")) {
      parts.figure.dataset.layout = state.layout;
      moveFrom(places);
    }
    if (!PASSING.some((aspect) => what.has(aspect))) styleEdges();
  }

  return {
    nodes: points,
    get frame() {
      return frame;
    },
    moved: () => crowd.moved(() => viewport?.network.redraw()),
    start(started) {
      viewport = started;
      // vis-network leaves out what it takes to be out of view, and of a node that was moved it keeps the old box. What
      // is selected it draws always; what is out of view is left out here.
      started.network.selectNodes(
        nodes.map(({ index }) => index),
        false,
      );
      styleEdges();
    },
    resize() {
      const before = frame;
      pickFrame();
      if (frame !== before) styleEdges();
    },
    change: update,
    drawBehind(ctx) {
      if (viewport) corners = viewport.corners();
      if (places.outline) paint.land(ctx, places.outline);
      if (state.layout === "overlap") drawGrounds(ctx);
      const isUsual = crowd.isCrowded && !state.chosen && !state.query;
      drawEdges(ctx, bundles, { at: places, share: isUsual ? THIN : 1, strongOnly: crowd.isMoving() });
      added.drawEdges(ctx, { frame, places });
      const scale = viewport?.network.getScale() ?? 1;
      drawPlain(ctx, context, { crowd, ...places, sizes: frame.size, scale, strength, isVisible });
    },
    drawAbove(ctx) {
      if (!viewport) return;
      const { isCrowded } = crowd;
      const view = { frame, places, added, scale: viewport.network.getScale(), isCrowded, corners };
      drawLabels(ctx, context, { ...view, strength, isVisible });
    },
    placeOf: ({ index }) => ({ x: places.x[index], y: places.y[index], size: frame.size[index] }),
    candidates: () => [nodes.filter(isVisible)],
  };
}
