// Where the nodes stand: by overlap as Python placed them, on the map, or by force. The last two are computed here
// when they are asked for, from the same start each time, so that they too are the same picture each time.

import type { Context } from "../context.ts";
import { type Graph, type GraphNode, isNetwork, remembered } from "../model/graph.ts";
import type { Box, Frame, LayoutName, MapData, Point } from "../model/payload.ts";
import { type Body, separate, separateInSlices } from "./collision.ts";
import { boxOf, LEAST } from "./lettering.ts";
import { restingPlaces } from "./physics.ts";
import type { Position } from "./vis.ts";

const SIDE = 0.27; // of the width of a wide frame that networks take beside the map
const BELOW = 4; // between a network and its label
const APART = 8; // between what two networks take
const NETWORK_MASS = 6; // in members, of how strongly it repels others by force
const FROM_EDGE = 20; // that places by force keep from the edge, so that they can be moved apart

export interface Places {
  x: readonly number[];
  y: readonly number[];
  outline: Point[][] | null; // of the country
}

export interface Layouts {
  // Null while places by force are computed; `onReady` is called when they are there.
  placesOf(frame: Frame, layout: LayoutName, scale: number): Places | null;
  overlapOf(frame: Frame): Places;
  // The frame with room for type at this scale.
  withRoom(frame: Frame, scale: number): Frame;
}

// A network and the room that it takes together with its label.
interface HubRoom {
  node: GraphNode;
  side: number;
  width: number;
  height: number;
}

interface ForceBody extends Body {
  node: GraphNode;
  up: number;
}

export function createLayouts(
  { graph, signal }: Pick<Context, "graph" | "signal">,
  { geo, onReady }: { geo: MapData | null; onReady: () => void },
): Layouts {
  const places = new Map<string, Places | null>();
  const frames = new Map<string, Frame>();
  const pen = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;

  const overlapOf = ({ x, y }: Frame): Places => ({ x, y, outline: null });

  function compute(layout: LayoutName, { key, frame, size }: { key: string; frame: Frame; size: number }) {
    if (layout === "overlap") return overlapOf(frame);
    const rooms = hubRooms(frame, size);
    if (layout === "map") return geo ? onMap(graph, geo, { frame, rooms }) : overlapOf(frame);
    byForce(graph, { frame, rooms, signal }).then((positions) => {
      places.set(key, positions);
      if (positions) onReady();
    });
    return null;
  }

  function hubRooms(frame: Frame, size: number): HubRoom[] {
    return graph.hubs.map((node, place) => {
      const [from, , to, height] = boxOf(pen, frame.hubs[place].lines, { x: 0, y: 0, size, weight: 600 });
      const side = frame.size[node.index];
      return { node, side, width: Math.max(to - from, 2 * side), height: 2 * side + BELOW + height };
    });
  }

  return {
    overlapOf,
    placesOf(frame, layout, scale) {
      // In whole pixels, so that little is computed again while a window is made smaller.
      const size = Math.ceil(Math.max(frame.type, LEAST / scale));
      const key = [frame.name, frame.height, layout, size].join();
      return remembered(places, key, () => compute(layout, { key, frame, size }));
    },
    // Where the whole is so small that its type outgrows the room it was given, the strip below becomes higher.
    withRoom(frame, scale) {
      const share = Math.floor(LEAST / scale) / frame.type;
      if (frame.rows || share <= 1) return frame;
      return remembered(frames, `${frame.name} ${share}`, () => withHigherStrip(frame, share));
    },
  };
}

function withHigherStrip(frame: Frame, share: number): Frame {
  const from = frame.height - frame.strip;
  const lower = (y: number) => from + (y - from) * (y > from ? share : 1);
  return {
    ...frame,
    height: lower(frame.height),
    strip: frame.strip * share,
    y: frame.y.map(lower),
    blocks: frame.blocks.map((block) => ({ ...block, at: [block.at[0], lower(block.at[1])] })),
  };
}

// What of a frame is not the strip.
function sizeWithoutStrip({ width, height, rows, strip }: Frame): [width: number, height: number] {
  return rows ? [width - strip, height] : [width, height - strip];
}

// Networks in a column beside the map, or in rows under it; and how high that is.
function besideMap(
  rooms: readonly HubRoom[],
  { oneEach, width, height }: { oneEach: boolean; width: number; height: number },
): [Map<GraphNode, Point>, number] {
  const rows: HubRoom[][] = [];
  let free = 0;
  for (const room of rooms) {
    const needed = room.width + APART;
    if (oneEach || free < needed) {
      rows.push([]);
      free = width;
    }
    rows[rows.length - 1].push(room);
    free -= needed;
  }
  const heights = rows.map((row) => Math.max(...row.map((room) => room.height)) + APART);
  const all = heights.reduce((sum, one) => sum + one, 0);
  const high = oneEach ? height - APART : Math.min(all, 0.65 * height);
  const spots = new Map<GraphNode, Point>();
  let y = height - high;
  rows.forEach((row, place) => {
    const gap = (width - row.reduce((sum, room) => sum + room.width, 0)) / row.length;
    let x = gap / 2;
    for (const room of row) {
      spots.set(room.node, [x + room.width / 2, y + room.side]);
      x += room.width + gap;
    }
    y += (heights[place] * high) / all;
  });
  return [spots, high];
}

function onMap(graph: Graph, geo: MapData, { frame, rooms }: { frame: Frame; rooms: readonly HubRoom[] }): Places {
  const [width, height] = sizeWithoutStrip(frame);
  const oneEach = frame.rows;
  const [hubsAt, below] = besideMap(rooms, { oneEach, width: oneEach ? width * SIDE : width, height });
  const room: Box = oneEach ? [width * SIDE, 8, width - 8, height - 8] : [8, 8, width - 8, height - below - 8];
  const scale = Math.min((room[2] - room[0]) / geo.width, (room[3] - room[1]) / geo.height);
  const left = room[0] + (room[2] - room[0] - geo.width * scale) / 2;
  const top = room[1] + (room[3] - room[1] - geo.height * scale) / 2;
  const [x, y] = [[...frame.x], [...frame.y]];
  for (const [node, spot] of hubsAt) [x[node.index], y[node.index]] = spot;
  organisationsBesideHubs(graph, { frame, hubsAt, x, y });
  const placed = graph.nodes.filter(({ index }) => geo.x[index] >= 0);
  const bodies = placed.map(({ index }) => ({
    x: left + geo.x[index] * scale,
    y: top + geo.y[index] * scale,
    size: frame.size[index],
  }));
  separate(bodies, { pull: 0.1, room });
  placed.forEach((node, place) => {
    [x[node.index], y[node.index]] = [bodies[place].x, bodies[place].y];
  });
  const outline = geo.outline.map((ring) =>
    ring.map(([across, down]): Point => [left + across * scale, top + down * scale]),
  );
  return { x, y, outline };
}

// On both sides of their network and no lower, so that its label and the one above stay free.
function organisationsBesideHubs(
  graph: Graph,
  { frame, hubsAt, x, y }: { frame: Frame; hubsAt: Map<GraphNode, Point>; x: number[]; y: number[] },
): void {
  const organisations = graph.members.filter(({ kind }) => kind === "organisation");
  const high = Math.ceil(Math.sqrt(organisations.length / 2));
  organisations.forEach((node, place) => {
    const hub = graph.signature(node)[0];
    const spot = hubsAt.get(hub);
    if (!spot) return;
    const [size, step] = [frame.size[hub.index], 2.5 * frame.size[node.index]];
    const rank = Math.floor(place / 2);
    x[node.index] = spot[0] + (place % 2 ? 1 : -1) * (size + step * (1 + Math.floor(rank / high)));
    y[node.index] = spot[1] + size - step * (0.5 + (rank % high));
  });
}

// As vis-network's physics draws them, spread over the room; then all are moved apart.
async function byForce(
  graph: Graph,
  { frame, rooms, signal }: { frame: Frame; rooms: readonly HubRoom[]; signal: AbortSignal },
): Promise<Places | null> {
  const inStrip = new Set(frame.blocks.flatMap((block) => block.networks));
  const free = graph.nodes.filter(({ index }) => !inStrip.has(index));
  const masses = free.map((node) => ({
    id: node.index,
    x: frame.x[node.index],
    y: frame.y[node.index],
    mass: isNetwork(node) ? NETWORK_MASS : 1,
  }));
  const springs = free
    .filter((node) => !isNetwork(node))
    .flatMap((node) => graph.signature(node).map(({ index }) => ({ from: node.index, to: index })));
  const rest = await restingPlaces(masses, springs, signal);
  if (!rest) return null;
  const [width, height] = sizeWithoutStrip(frame);
  const room: Box = [4, 4, width - 4, height - 4];
  const bodies = forceBodies(free, { frame, hubRooms: rooms, at: spread(rest, room) });
  await separateInSlices(bodies, { pull: 0, room }, signal);
  if (signal.aborted) return null;
  const [x, y] = [[...frame.x], [...frame.y]];
  for (const { node, up, ...at } of bodies) [x[node.index], y[node.index]] = [at.x, at.y - up];
  return { x, y, outline: null };
}

// Stretches places over a room, less a margin.
function spread(places: Record<number, Position>, [left, top, right, bottom]: Box): (index: number) => Position {
  const along = (axis: "x" | "y", start: number, end: number) => {
    const values = Object.values(places).map((at) => at[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const [from, to] = [start + FROM_EDGE, end - FROM_EDGE];
    return (value: number) => (high > low ? from + ((value - low) / (high - low)) * (to - from) : (from + to) / 2);
  };
  const [across, down] = [along("x", left, right), along("y", top, bottom)];
  return (index) => ({ x: across(places[index].x), y: down(places[index].y) });
}

// A network stands in the upper part of a rectangle that has room for its label, too.
function forceBodies(
  nodes: readonly GraphNode[],
  options: { frame: Frame; hubRooms: readonly HubRoom[]; at: (index: number) => Position },
): ForceBody[] {
  const { frame, hubRooms, at } = options;
  const rooms = new Map(hubRooms.map((room) => [room.node, room]));
  return nodes.map((node) => {
    const size = isNetwork(node) ? APART / 2 : frame.size[node.index] + 1;
    const body = { ...at(node.index), node, size, up: 0 };
    const room = rooms.get(node);
    return room ? { ...body, across: room.width / 2, down: room.height / 2, up: room.height / 2 - room.side } : body;
  });
}
