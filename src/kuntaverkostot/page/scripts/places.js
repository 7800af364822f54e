// Where the nodes stand: by overlap as Python placed them, on the map, or by force. The last two are computed here
// when they are asked for, from the same start each time, so they too are the same picture each time.

import { geo } from "./data.js";
import { hubs, isNetwork, nodes, signature } from "./island.js";
import { LEAST, roomOf } from "./lettering.js";
import { restingPlaces } from "./physics.js";
import { settle } from "./settle.js";

const SIDE = 0.27; // of the width of a wide frame that networks take beside the map
const BELOW = 4; // between a network and its label
const APART = 8; // between what two networks take
const NETWORK_MASS = 6; // in members, of how strongly it repels others by force
const FROM_EDGE = 20; // that places by force keep from the edge, so that they can be moved apart

const made = new Map();

function once(key, make) {
  if (!made.has(key)) made.set(key, make());
  return made.get(key);
}

// Returns null while places by force are being computed; whenReady is called once they are there.
export function placesOf(frame, layout, scale, whenReady) {
  // In whole pixels, so that little is computed anew while a window is made smaller.
  const size = Math.ceil(Math.max(frame.type, LEAST / scale));
  const key = [frame.name, frame.height, layout, size].join();
  if (layout !== "force") return once(key, () => ({ overlap: byOverlap, map: onMap })[layout](frame, size));
  return once(key, () => {
    byForce(frame, size).then((places) => {
      made.set(key, places);
      whenReady();
    });
    return null;
  });
}

// Where the whole is so small that its type is larger than what it was given room for, the strip below becomes higher.
export function withRoom(frame, scale) {
  const share = Math.floor(LEAST / scale) / frame.type;
  if (frame.rows || share <= 1) return frame;
  const from = frame.height - frame.strip;
  const lower = (y) => from + (y - from) * (y > from ? share : 1);
  return once(share, () => ({
    ...frame,
    height: lower(frame.height),
    strip: frame.strip * share,
    y: frame.y.map(lower),
    blocks: frame.blocks.map((block) => ({ ...block, at: [block.at[0], lower(block.at[1])] })),
  }));
}

const byOverlap = (frame) => ({ x: frame.x, y: frame.y, outline: null });

// Each network with the room that it takes together with its label.
function hubRooms(frame, size) {
  return hubs.map((node, place) => {
    const [width, height] = roomOf(frame.hubs[place].lines, size);
    const side = frame.size[node.index];
    return { node, side, width: Math.max(width, 2 * side), height: 2 * side + BELOW + height };
  });
}

// Networks in a column beside the map, or in rows under it.
function besideMap(frame, rooms, [width, height]) {
  const rows = [];
  let free = 0;
  for (const room of rooms) {
    const needed = room.width + APART;
    if (frame.rows || free < needed) {
      rows.push([]);
      free = width;
    }
    rows.at(-1).push(room);
    free -= needed;
  }
  const heights = rows.map((row) => Math.max(...row.map((room) => room.height)) + APART);
  const all = heights.reduce((sum, one) => sum + one, 0);
  const high = frame.rows ? height - APART : Math.min(all, 0.65 * height);
  const spots = new Map();
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

function onMap(frame, size) {
  const wide = frame.rows;
  const width = frame.width - (wide ? frame.strip : 0);
  const height = frame.height - (wide ? 0 : frame.strip);
  const [hubsAt, below] = besideMap(frame, hubRooms(frame, size), [wide ? width * SIDE : width, height]);
  const room = wide ? [width * SIDE, 8, width - 8, height - 8] : [8, 8, width - 8, height - below - 8];
  const scale = Math.min((room[2] - room[0]) / geo.width, (room[3] - room[1]) / geo.height);
  const left = room[0] + (room[2] - room[0] - geo.width * scale) / 2;
  const top = room[1] + (room[3] - room[1] - geo.height * scale) / 2;
  const [x, y] = [[...frame.x], [...frame.y]];
  for (const [node, spot] of hubsAt) [x[node.index], y[node.index]] = spot;
  const councils = nodes.filter((node) => node.kind === "organisation");
  const high = Math.ceil(Math.sqrt(councils.length / 2));
  councils.forEach((node, place) => {
    const [hub] = signature(node);
    const spot = hubsAt.get(hub);
    if (!spot) return;
    // On both sides of their network and no lower, so that its label and the one above stay free.
    const [size, step] = [frame.size[hub.index], 2.5 * frame.size[node.index]];
    const rank = Math.floor(place / 2);
    x[node.index] = spot[0] + (place % 2 ? 1 : -1) * (size + step * (1 + Math.floor(rank / high)));
    y[node.index] = spot[1] + size - step * (0.5 + (rank % high));
  });
  const placed = nodes.filter(({ index }) => geo.x[index] >= 0);
  const starts = placed.map(({ index }) => ({ x: left + geo.x[index] * scale, y: top + geo.y[index] * scale, size: frame.size[index] }));
  settle(starts, { pull: 0.1, room });
  placed.forEach((node, place) => ([x[node.index], y[node.index]] = [starts[place].x, starts[place].y]));
  const outline = geo.outline.map((ring) => ring.map(([across, down]) => [left + across * scale, top + down * scale]));
  return { x, y, outline };
}

// As vis-network's physics draws them, spread over the room; then all are moved apart.
async function byForce(frame, type) {
  const width = frame.width - (frame.rows ? frame.strip : 0);
  const height = frame.height - (frame.rows ? 0 : frame.strip);
  const [x, y] = [[...frame.x], [...frame.y]];
  const free = nodes.filter((node) => frame.inStrip(node) === false);
  // A network stands in the upper part of a rectangle that has room for its label, too.
  const rooms = new Map(hubRooms(frame, type).map((room) => [room.node, room]));
  const points = free.map((node) => ({ id: node.index, x: x[node.index], y: y[node.index], mass: isNetwork(node) ? NETWORK_MASS : 1 }));
  const springs = free.filter((node) => !isNetwork(node)).flatMap((node) => signature(node).map((network) => ({ from: node.index, to: network.index })));
  const at = await restingPlaces(points, springs);
  const room = [4, 4, width - 4, height - 4];
  const spread = ["x", "y"].map((axis, side) => {
    const values = free.map(({ index }) => at[index][axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const [from, to] = [room[side] + FROM_EDGE, room[side + 2] - FROM_EDGE];
    return (value) => (high > low ? from + ((value - low) / (high - low)) * (to - from) : (from + to) / 2);
  });
  const bodies = free.map((node) => {
    const body = { node, x: spread[0](at[node.index].x), y: spread[1](at[node.index].y), size: isNetwork(node) ? APART / 2 : frame.size[node.index] + 1 };
    const taken = rooms.get(node);
    return taken ? { ...body, across: taken.width / 2, down: taken.height / 2, up: taken.height / 2 - taken.side } : body;
  });
  settle(bodies, { pull: 0, room });
  for (const { node, up = 0, ...body } of bodies) [x[node.index], y[node.index]] = [body.x, body.y - up];
  return { x, y, outline: null };
}
