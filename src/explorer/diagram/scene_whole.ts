// Every member is drawn, where Python put it or on another layout.

import { type Context, onDestroy } from "../context.ts";
import { type Edge, type GraphNode, isNetwork } from "../model/graph.ts";
import type { WholePayload } from "../model/payload.ts";
import type { Changes } from "../model/selection.ts";
import { createCrowd, drawPlain } from "./crowd.ts";
import { type Bundle, bundled, drawEdges, drawLine, type EdgeStyle } from "./edges.ts";
import { drawLabels } from "./labels.ts";
import { createLayouts, type Places } from "./layouts.ts";
import { createPainter, type Strength } from "./paint.ts";
import { frameFor, type Scene } from "./scene.ts";
import { type Viewport, wholeScale } from "./viewport.ts";
import type { VisNode } from "./vis.ts";

const MOVE_TIME = 500; // milliseconds from one layout to another
const THIN = 0.4; // of their usual strength for edges so many that they would hide each other
const PASSING = ["hovered", "focused"] as const; // what changes no edge

export function everyMember(context: Context, payload: WholePayload): Scene {
  const { graph, parts, questions, store, theme } = context;
  const { nodes } = graph;
  const { colours, tone } = theme;
  const { state } = store;
  const room = parts.canvas;
  const layouts = createLayouts(graph, payload.geo);
  const crowd = createCrowd(context);
  const paint = createPainter(context);
  const points = new vis.DataSet(nodes.map((node) => ({ id: node.index, shape: "custom", ctxRenderer })));
  let viewport: Viewport | null = null;
  let frame = payload.frames[0];
  let places: Places = { ...frame, outline: null };
  let picked: ReadonlySet<GraphNode> = new Set();
  let beside: ReadonlySet<GraphNode> = new Set();
  let bundles: Bundle[] = [];
  let moving = 0;

  onDestroy(context, () => {
    cancelAnimationFrame(moving);
    delete parts.figure.dataset.layout;
  });
  pickFrame();

  function pickFrame(): void {
    cancelAnimationFrame(moving);
    const usual = frameFor(room, payload.frames);
    const scale = wholeScale(room, usual);
    frame = layouts.withRoom(usual, scale);
    const wanted = layouts.placesOf(frame, state.layout, scale);
    if (wanted !== places) stand(wanted);
  }

  function stand(at: Places): void {
    places = at;
    points.update(nodes.map(({ index }) => ({ id: index, x: at.x[index], y: at.y[index] })));
    updateBoxes();
  }

  // vis-network draws what it takes to be in view, and of a node that was in view it would keep the old place.
  function updateBoxes(): void {
    if (!viewport) return;
    for (const { index } of nodes) {
      const [x, y, size] = [places.x[index], places.y[index], frame.size[index]];
      const box = { left: x - size, right: x + size, top: y - size, bottom: y + size };
      Object.assign(viewport.network.getBoundingBox(index), box);
    }
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

  function styleOf({ member, network, basis }: Edge): EdgeStyle | null {
    const { chosen, query, layout } = state;
    const strong = query
      ? strength(member) === "strong" && strength(network) === "strong"
      : member === chosen || network === chosen;
    const stepsBack = !strong && (chosen || query);
    // Away from its cluster an edge would only cross others: on the map it is drawn when it is asked for.
    const onDemand = network.status === "ended" || layout === "map";
    if ((onDemand && !strong) || !isVisible(network) || !isVisible(member)) return null;
    return {
      colour: stepsBack ? colours.faded : tone(network),
      opacity: strong ? 1 : stepsBack ? 0.25 : graph.signature(member).length < 2 ? 0.3 : 0.6,
      width: strong ? 1.8 : 1,
      dashes: basis === "candidate" ? [4, 3] : [],
    };
  }

  const styleEdges = () => {
    bundles = bundled(graph.edges, styleOf);
  };

  function ctxRenderer({ ctx, id, x, y }: VisNode) {
    const node = nodes[id];
    const size = frame.size[id];
    return {
      drawNode() {
        const scale = viewport?.network.getScale() ?? 1;
        const { chosen, hovered, focused } = state;
        if (isVisible(node) && !crowd.isPlain(node, size, scale))
          paint.node(ctx, node, { x, y, size, strength: strength(node), scale });
        // The walk also leads to a node that is hidden, and the focus is seen there too.
        if ([chosen, hovered, focused].includes(node)) paint.ring(ctx, node, { x, y, size, scale });
      },
      nodeDimensions: { width: 2 * size, height: 2 * size },
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
      updateBoxes();
      styleEdges();
    },
    resize() {
      const before = frame;
      pickFrame();
      if (frame !== before) styleEdges();
    },
    change: update,
    drawBehind(ctx) {
      if (places.outline) paint.land(ctx, places.outline);
      if (state.layout === "overlap") drawGrounds(ctx);
      const isUsual = crowd.isCrowded && !state.chosen && !state.query;
      drawEdges(ctx, bundles, { at: places, share: isUsual ? THIN : 1, strongOnly: crowd.isMoving() });
      const scale = viewport?.network.getScale() ?? 1;
      drawPlain(ctx, context, { crowd, ...places, sizes: frame.size, scale, strength, isVisible });
    },
    drawAbove(ctx) {
      if (!viewport) return;
      const { isCrowded } = crowd;
      const view = { frame, places, scale: viewport.network.getScale(), isCrowded, corners: viewport.corners() };
      drawLabels(ctx, context, { ...view, strength, isVisible });
    },
    placeOf: ({ index }) => ({ x: places.x[index], y: places.y[index], size: frame.size[index] }),
    candidates: () => [nodes.filter(isVisible)],
  };
}
