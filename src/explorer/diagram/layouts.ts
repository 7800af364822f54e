// Where the nodes stand: by overlap as Python placed them, on the map, or by force. The last two are computed here
// when they are asked for, from the same start each time, so that they too are the same picture each time.

import type { Graph, GraphNode } from "../model/graph.ts";
import { isNetwork } from "../model/graph.ts";
import { remembered } from "../model/graph_whole.ts";
import type { Box, LayoutName, MapData, Point, WholeFrame } from "../model/payload.ts";
import { type Body, keepIn, separate } from "./collision.ts";
import { boxOf, LEAST } from "./lettering.ts";

const SIDE = 0.27; // of the width of a wide frame that networks take beside the map
const BELOW = 4; // between a network and its label
const APART = 8; // between what two networks take
const FORCE_ROUNDS = 220;
const TO_MIDDLE = 3; // strong enough that the repulsion of all leaves nobody at the edge

export interface Places {
  x: readonly number[];
  y: readonly number[];
  outline: Point[][] | null; // of the country
}

export interface Layouts {
  placesOf(frame: WholeFrame, layout: LayoutName, scale: number): Places;
  // The frame with room for type at this scale.
  withRoom(frame: WholeFrame, scale: number): WholeFrame;
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

export function createLayouts(graph: Graph, geo: MapData | null): Layouts {
  const places = new Map<string, Places>();
  const frames = new Map<string, WholeFrame>();
  const pen = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;

  const compute: Record<LayoutName, (frame: WholeFrame, size: number) => Places> = {
    overlap: ({ x, y }) => ({ x, y, outline: null }),
    map: (frame, size) =>
      geo ? onMap(graph, geo, { frame, rooms: hubRooms(frame, size) }) : compute.overlap(frame, size),
    force: (frame, size) => byForce(graph, frame, hubRooms(frame, size)),
  };

  function hubRooms(frame: WholeFrame, size: number): HubRoom[] {
    return graph.hubs.map((node, place) => {
      const [from, , to, height] = boxOf(pen, frame.hubs[place].lines, { x: 0, y: 0, size, weight: 600 });
      const side = frame.size[node.index];
      return { node, side, width: Math.max(to - from, 2 * side), height: 2 * side + BELOW + height };
    });
  }

  return {
    placesOf(frame, layout, scale) {
      // In whole pixels, so that little is computed again while a window is made smaller.
      const size = Math.ceil(Math.max(frame.type, LEAST / scale));
      return remembered(places, [frame.name, frame.height, layout, size].join(), () => compute[layout](frame, size));
    },
    // Where the whole is so small that its type outgrows the room it was given, the strip below becomes higher.
    withRoom(frame, scale) {
      const share = Math.floor(LEAST / scale) / frame.type;
      if (frame.rows || share <= 1) return frame;
      return remembered(frames, `${frame.name} ${share}`, () => withHigherStrip(frame, share));
    },
  };
}

function withHigherStrip(frame: WholeFrame, share: number): WholeFrame {
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
function sizeWithoutStrip({ width, height, rows, strip }: WholeFrame): [width: number, height: number] {
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

function onMap(graph: Graph, geo: MapData, { frame, rooms }: { frame: WholeFrame; rooms: readonly HubRoom[] }): Places {
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
  { frame, hubsAt, x, y }: { frame: WholeFrame; hubsAt: Map<GraphNode, Point>; x: number[]; y: number[] },
): void {
  const organisations = graph.nodes.filter((node) => node.kind === "organisation");
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

// Nodes repel each other, members are drawn to their networks and all to the middle; then all are moved apart.
function byForce(graph: Graph, frame: WholeFrame, hubRooms: readonly HubRoom[]): Places {
  const [width, height] = sizeWithoutStrip(frame);
  const [x, y] = [[...frame.x], [...frame.y]];
  const bodies = forceBodies(graph, frame, hubRooms);
  const byNode = new Map(bodies.map((body, place) => [body.node, place]));
  const room: Box = [4, 4, width - 4, height - 4];
  const ideal = Math.sqrt((width * height) / bodies.length) * 0.9;
  for (let round = 0; round < FORCE_ROUNDS; round += 1) {
    const heat = ideal * (1 - round / FORCE_ROUNDS);
    const moves = bodies.map((): Point => [0, 0]);
    repel(bodies, moves, ideal);
    attract(graph, { bodies, moves, byNode, ideal });
    bodies.forEach((body, place) => {
      const move = moves[place];
      move[0] += TO_MIDDLE * (width / 2 - body.x) * (height / width);
      move[1] += TO_MIDDLE * (height / 2 - body.y) * (width / height);
      const far = Math.hypot(move[0], move[1]) || 1;
      body.x += (move[0] / far) * Math.min(far, heat);
      body.y += (move[1] / far) * Math.min(far, heat);
      keepIn(body, room);
    });
  }
  separate(bodies, { pull: 0, room });
  for (const { node, up, ...at } of bodies) [x[node.index], y[node.index]] = [at.x, at.y - up];
  return { x, y, outline: null };
}

// All nodes but those in the strip. A network stands in the upper part of a rectangle that has room for its label, too.
function forceBodies(graph: Graph, frame: WholeFrame, hubRooms: readonly HubRoom[]): ForceBody[] {
  const rooms = new Map(hubRooms.map((room) => [room.node, room]));
  const inStrip = new Set(frame.blocks.flatMap((block) => block.networks));
  return graph.nodes
    .filter(({ index }) => !inStrip.has(index))
    .map((node) => {
      const size = isNetwork(node) ? APART / 2 : frame.size[node.index] + 1;
      const body = { node, x: frame.x[node.index], y: frame.y[node.index], size, up: 0 };
      const room = rooms.get(node);
      return room ? { ...body, across: room.width / 2, down: room.height / 2, up: room.height / 2 - room.side } : body;
    });
}

function repel(bodies: readonly ForceBody[], moves: Point[], ideal: number): void {
  for (let one = 0; one < bodies.length; one += 1) {
    for (let other = one + 1; other < bodies.length; other += 1) {
      const across = bodies[one].x - bodies[other].x || 0.01 * (one - other);
      const down = bodies[one].y - bodies[other].y || 0.01;
      const share = (ideal * ideal) / (across * across + down * down);
      const strong = isNetwork(bodies[one].node) && isNetwork(bodies[other].node) ? 12 : 1;
      moves[one][0] += across * share * strong;
      moves[one][1] += down * share * strong;
      moves[other][0] -= across * share * strong;
      moves[other][1] -= down * share * strong;
    }
  }
}

interface Attraction {
  bodies: readonly ForceBody[];
  moves: Point[];
  byNode: Map<GraphNode, number>;
  ideal: number;
}

function attract(graph: Graph, { bodies, moves, byNode, ideal }: Attraction): void {
  bodies.forEach((body, place) => {
    for (const network of graph.signature(body.node)) {
      const there = byNode.get(network);
      if (there === undefined) continue;
      const hub = bodies[there];
      const [across, down] = [hub.x - body.x, hub.y - body.y];
      const share = Math.hypot(across, down) / ideal;
      moves[place][0] += across * share;
      moves[place][1] += down * share;
      moves[there][0] -= (across * share) / 8;
      moves[there][1] -= (down * share) / 8;
    }
  });
}
