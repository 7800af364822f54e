// The interactive diagram: vis-network shows what a scene draws; nothing moves by itself.

import type { Context } from "../context.ts";
import type { GraphNode } from "../model/graph.ts";
import { openDetails } from "../panels/details.ts";
import { createEdgeWalk, type EdgeWalk } from "./edge_walk.ts";
import type { Disc } from "./paint.ts";
import { createScene } from "./scene.ts";
import { createViewport, type Viewport } from "./viewport.ts";
import type { Position } from "./vis.ts";

const REACH: Record<string, number> = { mouse: 12, touch: 24 }; // CSS pixels from a node within which a pointer means it

export function startDiagram(context: Context): { viewport: Viewport; walk: EdgeWalk } {
  const { store, theme } = context;
  const { state } = store;
  const scene = createScene(context);
  const viewport = createViewport(context, { nodes: scene.nodes, frame: () => scene.frame, onMove: scene.moved });
  const { network } = viewport;
  scene.start(viewport);
  const walk = createEdgeWalk(context);

  function nodeAt(point: Position, pointer: string): GraphNode | null {
    const reach = (REACH[pointer] ?? REACH.mouse) / network.getScale();
    for (const layer of scene.candidates()) {
      const node = nearest(layer, { point, reach, placeOf: scene.placeOf });
      if (node) return node;
    }
    return null;
  }

  theme.watch(() => {
    scene.change(new Set());
    network.redraw();
  });
  network.on("beforeDrawing", scene.drawBehind);
  network.on("afterDrawing", (ctx) => {
    scene.drawAbove(ctx);
    const { x, y, size } = scene.placeOf(walk.current);
    walk.place({ ...network.canvasToDOM({ x, y }), size: size * network.getScale() });
  });
  network.on("click", ({ pointer, event }) => openDetails(context, nodeAt(pointer.canvas, event.pointerType)));
  viewport.watchMouse(nodeAt);
  viewport.watchSize(scene.resize);
  store.onChange((what) => {
    scene.change(what);
    if (what.has("layout")) viewport.fit();
    if (what.has("chosen") && state.chosen) viewport.reveal(scene.placeOf(state.chosen));
    if (what.has("focused") && state.focused) viewport.reveal(scene.placeOf(state.focused));
    network.redraw();
  });
  viewport.fit();
  return { viewport, walk };
}

function nearest(
  nodes: readonly GraphNode[],
  { point, reach, placeOf }: { point: Position; reach: number; placeOf: (node: GraphNode) => Disc },
): GraphNode | null {
  let nearest: GraphNode | null = null;
  let least = reach;
  for (const node of nodes) {
    const { x, y, size } = placeOf(node);
    const away = Math.hypot(x - point.x, y - point.y) - size;
    if (away < least) [nearest, least] = [node, away];
  }
  return nearest;
}
