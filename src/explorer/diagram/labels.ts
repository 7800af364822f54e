// Which labels are written: networks always, municipalities when chosen, hovered over or near enough.

import type { Context } from "../context.ts";
import { type GraphNode, isNetwork } from "../model/graph.ts";
import type { Box, Frame, HubLabel, Point } from "../model/payload.ts";
import type { Added } from "./added.ts";
import type { Places } from "./layouts.ts";
import { boxOf, createRooms, LINE, type Rooms, type TextLook, typeSize, write } from "./lettering.ts";
import type { Disc, Strength } from "./paint.ts";
import type { Corners } from "./viewport.ts";

const NAMES_FROM = 1.9; // zoom from which there is room for names of municipalities
const SOWN_NAMES_FROM = 3; // the same for members on demand, which stand closer together
const MOST_NEIGHBOURS = 45;
const ASIDE = [0, -0.3, 0.3]; // that a label may be moved, in parts of a little more than its width

export interface View {
  frame: Frame;
  places: Places;
  added: Added;
  sown: readonly GraphNode[]; // members that are drawn on demand
  scale: number;
  isNear: boolean;
  isDense: boolean;
  corners: Corners;
  strength(node: GraphNode): Strength;
  isVisible(node: GraphNode): boolean;
  placeOf(node: GraphNode): Disc;
}

// `above` is the top of what the label is about: the label may stand over it.
interface LabelAt extends TextLook {
  x: number;
  y: number;
  above?: number;
  enlargement?: number; // of the type
  optional?: boolean;
}

interface Labeller extends View {
  context: Context;
  size: number;
  rooms: Rooms;
  // Returns whether there was room.
  place(lines: readonly string[], at: LabelAt): boolean;
}

export function drawLabels(ctx: CanvasRenderingContext2D, context: Context, view: View): void {
  const { graph, store } = context;
  const { state } = store;
  const { frame, scale, strength, isVisible } = view;
  const labeller = labellerOf(ctx, context, view);
  drawStrip(labeller);
  view.added.drawNodes(ctx, view);
  const squares = frame.hubs.map((hub) => graph.nodes[hub.networks[0]]).filter(isVisible);
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

function labellerOf(ctx: CanvasRenderingContext2D, context: Context, view: View): Labeller {
  const { corners, frame, scale } = view;
  const usual = typeSize(frame.type, scale);
  const rooms = createRooms();
  const isCut = ([, top, , bottom]: Box, y: number) =>
    (top < 0 && y >= 0) || (bottom > frame.height && y <= frame.height);
  return {
    ...view,
    context,
    size: usual,
    rooms,
    place(lines, { x, y, above, enlargement = 1, optional = false, ...look }) {
      const size = enlargement * usual;
      const [from, , to, bottom] = boxOf(ctx, lines, { x, y, size, ...look });
      // Where its place is taken, a label may stand a little aside, a little lower, or above what it is about.
      // At the lower edge it first moves up a little.
      const lifted = Math.max(y - 0.8 * size, Math.min(y, frame.height - (bottom - y)));
      const tops = above === undefined ? [y] : [y, lifted, y + 0.8 * size, above + y - bottom - 2];
      for (const top of tops) {
        for (const share of above === undefined ? [0] : ASIDE) {
          const aside = share * (to - from + 3 * size);
          // Where the whole is small, type outgrows the room it was given: it stays in the frame, or in view beside it.
          const [left, right] = [Math.min(0, corners.from.x), Math.max(frame.width, corners.to.x)];
          const inside = x + Math.max(aside, left - from) - Math.max(0, to + aside - right);
          const at = { x: inside, y: top, size, ...look };
          const box = boxOf(ctx, lines, at);
          // What belongs into the frame is not moved out of it, where it would be cut.
          if (optional && (!rooms.isFree(box) || isCut(box, y))) continue;
          rooms.take(box);
          write(ctx, lines, { ...at, theme: context.theme });
          return true;
        }
      }
      return false;
    },
  };
}

function shade({ context: { looks, theme }, strength }: Labeller, node: GraphNode): string {
  if (strength(node) === "faded") return theme.colours.muted;
  return theme.paint(looks.of(node)?.ink || theme.colours.ink);
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

function drawStrip(labeller: Labeller): void {
  const { context, frame, isVisible, place, size } = labeller;
  for (const block of frame.blocks) {
    const [x, y]: Point = block.at;
    place(block.lines, { x, y: y - 0.85 * size, align: "left", weight: 600, colour: context.theme.colours.muted });
    if (!frame.rows) continue;
    block.networks.forEach((index, row) => {
      const node = context.graph.nodes[index];
      if (!isVisible(node)) return;
      place([block.names[row] || context.looks.labelOf(node).join(" ")], {
        x: frame.x[index] + 2.2 * frame.size[index],
        y: frame.y[index] - 0.5 * size,
        align: "left",
        weight: node === context.store.state.chosen ? 600 : 400,
        colour: shade(labeller, node),
      });
    });
  }
}

function inViewOf({ places, corners: { from, to } }: View): (node: GraphNode) => boolean {
  return ({ index }) =>
    places.x[index] > from.x && places.x[index] < to.x && places.y[index] > from.y && places.y[index] < to.y;
}

function boxAround(index: number, { frame, places }: Pick<View, "frame" | "places">): Box {
  const [x, y, size] = [places.x[index], places.y[index], frame.size[index]];
  return [x - size, y - size, x + size, y + size];
}
