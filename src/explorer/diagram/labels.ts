// Which labels are written: networks always, municipalities when chosen, hovered over or near enough.

import type { Context } from "../context.ts";
import { type GraphNode, isNetwork } from "../model/graph.ts";
import type { Box, HubLabel } from "../model/payload.ts";
import { type LabelAt, type Labeller, labellerOf, shade, type View } from "./labeller.ts";
import { LINE } from "./lettering.ts";
import { drawStrip } from "./strip_labels.ts";

const NAMES_FROM = 1.9; // zoom from which there is room for names of municipalities
const SOWN_NAMES_FROM = 3; // the same for members on demand, which stand closer together
const MOST_NEIGHBOURS = 45;

export function drawLabels(ctx: CanvasRenderingContext2D, context: Context, view: View): void {
  const { graph, store } = context;
  const { state } = store;
  const { frame, scale, strength, isVisible } = view;
  const labeller = labellerOf(ctx, context, view);
  drawStrip(labeller);
  view.added.drawNodes(ctx, view);
  const squares = [
    ...frame.hubs.map(({ networks }) => networks[0]),
    ...frame.blocks.flatMap(({ networks }) => networks),
  ]
    .map((index) => graph.nodes[index])
    .filter(isVisible);
  for (const { index } of squares) labeller.rooms.take(boxAround(index, view));
  drawAddedLabels(labeller);
  const named = new Set<GraphNode>();
  const name = (node: GraphNode, options: { optional: boolean }) => {
    if (drawName(labeller, node, options)) named.add(node);
  };
  for (const node of new Set([state.chosen, state.focused, state.hovered]))
    if (node && isVisible(node)) name(node, { optional: false });
  if (context.payload.detail === "on_demand") {
    drawOnDemand(labeller, named);
    return;
  }
  for (const node of context.host.marks?.nodes() ?? []) if (isVisible(node)) name(node, { optional: true });
  drawHubs(labeller, named);
  if (state.chosen || state.query) {
    const beside = graph.members.filter((node) => isVisible(node) && strength(node) === "strong");
    if (beside.length <= MOST_NEIGHBOURS) for (const node of beside) name(node, { optional: true });
  }
  if (state.layout === "overlap") {
    drawClusters(labeller, named);
    drawCentre(labeller);
  }
  if (scale < NAMES_FROM) return;
  // Only what is in view is measured; there may be thousands of names.
  const inView = inViewOf(view);
  for (const node of graph.members) if (inView(node) && isVisible(node)) drawName(labeller, node, { optional: true });
}

// Names of members while some are drawn; else of the networks with a letter and, from near, of all of them.
function drawOnDemand(labeller: Labeller, named: ReadonlySet<GraphNode>): void {
  const { context, isNear, isVisible, scale, sown } = labeller;
  if (sown.length > 1) {
    if (scale > SOWN_NAMES_FROM) for (const member of sown) drawName(labeller, member, { optional: true });
    return;
  }
  drawHubs(labeller, named);
  if (!isNear) return;
  const largestFirst = [...context.graph.networks].sort((one, other) => other.size - one.size);
  const inView = inViewOf(labeller);
  for (const network of largestFirst)
    if (!network.letter && inView(network) && isVisible(network)) drawName(labeller, network, { optional: true });
}

// Below each node that was added by hand, where there is room.
function drawAddedLabels(labeller: Labeller): void {
  const { added, context, place, rooms } = labeller;
  const { theme } = context;
  for (const [node, { x, y, size }] of added.standing(labeller)) {
    rooms.take([x - size, y - size, x + size, y + size]);
    const lines = node.label.split("\n").filter(Boolean);
    const colour = theme.paint(node.ink || theme.colours.ink);
    if (lines.length) place(lines, { x, y: y + size + 2, colour, optional: true });
  }
}

function drawHubs(labeller: Labeller, named: ReadonlySet<GraphNode>): void {
  const { context, frame, isDense, isVisible, place, scale } = labeller;
  const { nodes } = context.graph;
  // Where the frame had to grow for many members, the labels of the largest networks come first; others have letters.
  const largestFirst = isDense && scale < 1;
  const membersOf = ({ networks }: HubLabel) => nodes[networks[0]].size;
  const hubs = largestFirst ? [...frame.hubs].sort((one, other) => membersOf(other) - membersOf(one)) : frame.hubs;
  for (const hub of hubs) {
    const network = nodes[hub.networks[0]];
    if (!isVisible(network) || named.has(network)) continue;
    const enlargement = context.looks.enlargement(network);
    const look = { weight: 600, colour: shade(labeller, network), enlargement, optional: true };
    place(hub.lines.length ? hub.lines : context.looks.labelOf(network), { ...hubAt(labeller, hub, network), ...look });
  }
}

// The label stands where Python made room for it, or else under its square.
function hubAt({ context, frame, places, scale }: Labeller, hub: HubLabel, network: GraphNode): LabelAt {
  const [, above, , below] = boxAround(network.index, { frame, places });
  if (hub.lines.length && context.store.state.layout === "overlap") return { x: hub.at[0], y: hub.at[1], above };
  return { x: places.x[network.index], y: below + Math.min(4, 4 / scale), above };
}

function drawClusters(labeller: Labeller, named: ReadonlySet<GraphNode>): void {
  const { context, frame, isVisible, place, strength } = labeller;
  const { colours } = context.theme;
  for (const cluster of frame.clusters) {
    const members = context.graph.clusterOf(cluster.networks);
    if (!members.some(isVisible) || members.every((node) => named.has(node))) continue;
    const at: LabelAt = {
      x: cluster.at[0],
      y: cluster.at[1],
      above: Math.min(...members.map(({ index }) => boxAround(index, labeller)[1])),
      colour: members.some((node) => strength(node) !== "faded") ? colours.ink : colours.muted,
      optional: true,
    };
    // Where there is no room for who they are, there may be for how many.
    if (!place(cluster.lines, at)) place(cluster.lines.slice(0, 1), at);
  }
}

function drawCentre({ context, frame, place, size }: Labeller): void {
  const [x, y] = frame.centre;
  place([frame.association], { x, y: y - size / 2, colour: context.theme.colours.muted, optional: true });
}

// Above a node; below a network whose label has no place of its own.
function drawName(labeller: Labeller, node: GraphNode, { optional }: { optional: boolean }): boolean {
  const { context, frame, place, placeOf, scale, size } = labeller;
  const { looks } = context;
  const isBelow = isNetwork(node) && context.payload.detail === "on_demand";
  if (!isBelow && frame.hubs.some((hub) => hub.networks.includes(node.index))) return false;
  const lines = optional ? looks.labelOf(node) : looks.titleOf(node);
  const enlargement = looks.enlargement(node);
  const disc = placeOf(node);
  const above = disc.y - disc.size - 5 / scale - LINE * size * enlargement * lines.length;
  return place(lines, {
    x: disc.x,
    y: isBelow ? disc.y + disc.size + 3 / scale : above,
    weight: optional ? 400 : 600,
    colour: shade(labeller, node),
    enlargement,
    optional,
  });
}

function inViewOf({ places, corners: { from, to } }: View): (node: GraphNode) => boolean {
  return ({ index }) =>
    places.x[index] > from.x && places.x[index] < to.x && places.y[index] > from.y && places.y[index] < to.y;
}

function boxAround(index: number, { frame, places }: Pick<View, "frame" | "places">): Box {
  const [x, y, size] = [places.x[index], places.y[index], frame.size[index]];
  return [x - size, y - size, x + size, y + size];
}
