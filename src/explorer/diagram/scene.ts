// What the diagram draws: every member, or networks with what they share, and members when somebody asks for them.

import { type Context, onDestroy } from "../context.ts";
import { type GraphNode, isNetwork } from "../model/graph.ts";
import type { Frame } from "../model/payload.ts";
import type { Changes } from "../model/selection.ts";
import { createAdded } from "./added.ts";
import { createDensity, drawPlain } from "./density.ts";
import { type Bundle, bundled, drawEdges, drawLine } from "./edges.ts";
import { drawLabels } from "./labels.ts";
import { membershipLines, overlapLines } from "./line_styles.ts";
import { createOnDemand } from "./on_demand.ts";
import { createPainter, type Disc, type Strength } from "./paint.ts";
import { createStanding } from "./standing.ts";
import type { Corners, Viewport } from "./viewport.ts";
import type { VisDataSet, VisNode } from "./vis.ts";

const THIN = 0.4; // of their usual strength for edges so many that they would hide each other
const PASSING = ["hovered", "focused"] as const; // what changes no line

export interface Scene {
  readonly nodes: VisDataSet;
  readonly frame: Frame;
  // The reader moved the view.
  moved(): void;
  // Begins to draw.
  start(viewport: Viewport): void;
  resize(): void;
  change(what: Changes): void;
  drawBehind(ctx: CanvasRenderingContext2D): void;
  drawAbove(ctx: CanvasRenderingContext2D): void;
  placeOf(node: GraphNode): Disc;
  // Nodes that a pointer can mean, those on top first.
  candidates(): Iterable<readonly GraphNode[]>;
}

export function createScene(context: Context): Scene {
  const { graph, host, looks, parts, payload, questions, store, theme } = context;
  const { state } = store;
  const isOnDemand = payload.detail === "on_demand";
  const nodes = isOnDemand ? graph.networks : graph.nodes;
  const density = createDensity(context);
  const paint = createPainter(context);
  const points = new vis.DataSet(nodes.map((node) => ({ id: node.index, shape: "custom", ctxRenderer })));
  const { isDense } = density;
  const standing = createStanding(context, { nodes, points, isDense, onReady: () => viewport?.network.redraw() });
  const added = createAdded(context, paint);
  const onDemand = isOnDemand ? createOnDemand(context, { frame: () => standing.frame, discOf: placeOf }) : null;
  let viewport: Viewport | null = null;
  let corners: Corners = { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } }; // of what is in view
  let picked: ReadonlySet<GraphNode> = new Set();
  let beside: ReadonlySet<GraphNode> = new Set();
  let bundles: Bundle[] = [];

  onDestroy(context, () => delete parts.figure.dataset.layout);

  const scale = () => viewport?.network.getScale() ?? 1;
  const pointed = () => [state.chosen, state.focused, state.hovered];

  function placeOf(node: GraphNode): Disc {
    const { frame, places } = standing;
    const { index } = node;
    return onDemand && !isNetwork(node)
      ? onDemand.placeOf(node)
      : { x: places.x[index], y: places.y[index], size: frame.size[index] };
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

  const options = { strength, isVisible };
  const styleLines = () => {
    bundles = bundled((isOnDemand ? overlapLines : membershipLines)(context, options));
  };

  function ctxRenderer({ ctx, id, x, y }: VisNode) {
    const node = nodes[id];
    const size = standing.frame.size[id];
    const zoom = scale();
    if (isOutside({ x, y, size: 2 * size + 10 / zoom }, corners)) return { drawNode() {} };
    return {
      drawNode() {
        if (isVisible(node) && !density.isPlain(node, size, zoom))
          paint.node(ctx, node, { x, y, size, strength: strength(node), scale: zoom });
        // The walk also leads to a node that is hidden, and the focus is seen there too.
        if (pointed().includes(node)) paint.ring(ctx, node, { x, y, size, scale: zoom });
      },
    };
  }

  function drawGrounds(ctx: CanvasRenderingContext2D): void {
    for (const { networks, ground } of standing.frame.hubs) {
      const network = nodes[networks[0]];
      if (ground && isVisible(network)) paint.ground(ctx, ground, { network, faded: strength(network) === "faded" });
    }
    ctx.save();
    ctx.strokeStyle = theme.colours.line;
    ctx.lineWidth = 1;
    for (const line of standing.frame.leaders) drawLine(ctx, line);
    ctx.restore();
  }

  // Members on demand stand above what vis-network drew, and what is pointed at above them.
  function drawOnDemand(ctx: CanvasRenderingContext2D): void {
    onDemand?.drawMembers(ctx);
    for (const node of onDemand ? new Set(pointed()) : []) {
      if (!node) continue;
      const at = { ...placeOf(node), scale: scale() };
      if (isNetwork(node)) paint.node(ctx, node, { ...at, strength: "strong" });
      paint.ring(ctx, node, at);
    }
  }

  return {
    nodes: points,
    get frame() {
      return standing.frame;
    },
    moved: () => density.moved(() => viewport?.network.redraw()),
    start(started) {
      viewport = started;
      // vis-network leaves out what it takes to be out of view, and of a node that was moved it keeps the old box. What
      // is selected it draws always; what is out of view is left out here.
      started.network.selectNodes(
        nodes.map(({ index }) => index),
        false,
      );
      styleLines();
    },
    resize() {
      if (standing.pickFrame()) styleLines();
      onDemand?.update();
    },
    change(what) {
      if (what.has("chosen")) beside = new Set(state.chosen ? graph.neighbours(state.chosen) : []);
      if (what.has("query")) picked = new Set(questions.answer(state.query));
      if (what.has("layout")) {
        parts.figure.dataset.layout = state.layout;
        standing.move();
      }
      if (what.has("chosen") || what.has("query") || what.has("focused")) onDemand?.update();
      if (!PASSING.some((aspect) => what.has(aspect))) styleLines();
    },
    drawBehind(ctx) {
      const { frame, places } = standing;
      if (viewport) corners = viewport.corners();
      if (places.outline) paint.land(ctx, places.outline);
      if (state.layout === "overlap") drawGrounds(ctx);
      const isUsual = isDense && !state.chosen && !state.query;
      drawEdges(ctx, bundles, { at: places, share: isUsual ? THIN : 1, strongOnly: density.isMoving() });
      added.drawEdges(ctx, { frame, places });
      onDemand?.drawLines(ctx);
      drawPlain(ctx, context, { ...options, density, ...places, sizes: frame.size, scale: scale() });
    },
    drawAbove(ctx) {
      if (!viewport) return;
      drawOnDemand(ctx);
      host.marks?.draw(ctx, { placeOf, isVisible, scale: scale(), colours: theme.colours });
      const { frame, places } = standing;
      const sown = onDemand?.members() ?? [];
      const isNear = viewport.isNear();
      drawLabels(ctx, context, {
        ...options,
        frame,
        places,
        placeOf,
        added,
        sown,
        scale: scale(),
        isNear,
        isDense,
        corners,
      });
    },
    placeOf,
    candidates: () => [onDemand?.members() ?? [], nodes.filter(isVisible)],
  };
}

function isOutside({ x, y, size }: Disc, { from, to }: Corners): boolean {
  return x + size < from.x || x - size > to.x || y + size < from.y || y - size > to.y;
}
