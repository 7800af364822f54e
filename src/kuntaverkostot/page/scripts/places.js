// Where the nodes stand: by overlap as Python placed them, on the map, or by force. The last two are computed here
// when they are asked for, from the same start each time, so they too are the same picture each time.

import { geo } from "./data.js";
import { hubs, isNetwork, nodes, signature } from "./island.js";
import { LEAST, roomOf } from "./lettering.js";
import { keepIn, settle } from "./settle.js";

const SIDE = 0.27; // of the width of a wide frame that networks take beside the map
const BELOW = 4; // between a network and its label
const APART = 8; // between what two networks take
const FORCE_ROUNDS = 220;
const TO_MIDDLE = 3; // strong enough that the repulsion of all leaves nobody at the edge

const made = new Map();

function once(key, make) {
  if (!made.has(key)) made.set(key, make());
  return made.get(key);
}

export function placesOf(frame, layout, scale) {
  // In whole pixels, so that little is computed anew while a window is made smaller.
  const size = Math.ceil(Math.max(frame.type, LEAST / scale));
  return once([frame.name, frame.height, layout, size].join(), () => ({ overlap: byOverlap, map: onMap, force: byForce })[layout](frame, size));
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

// Nodes repel each other, members are drawn to their networks and all to the middle; then all are moved apart.
function byForce(frame, type) {
  const width = frame.width - (frame.rows ? frame.strip : 0);
  const height = frame.height - (frame.rows ? 0 : frame.strip);
  const [x, y] = [[...frame.x], [...frame.y]];
  const free = nodes.filter((node) => frame.inStrip(node) === false);
  // A network stands in the upper part of a rectangle that has room for its label, too.
  const rooms = new Map(hubRooms(frame, type).map((room) => [room.node, room]));
  const bodies = free.map((node) => {
    const at = { node, x: x[node.index], y: y[node.index], size: isNetwork(node) ? APART / 2 : frame.size[node.index] + 1 };
    const room = rooms.get(node);
    return room ? { ...at, across: room.width / 2, down: room.height / 2, up: room.height / 2 - room.side } : at;
  });
  const byNode = new Map(bodies.map((body) => [body.node, body]));
  const room = [4, 4, width - 4, height - 4];
  const ideal = Math.sqrt((width * height) / bodies.length) * 0.9;
  for (let round = 0; round < FORCE_ROUNDS; round += 1) {
    const heat = ideal * (1 - round / FORCE_ROUNDS);
    const moves = bodies.map(() => [0, 0]);
    repel(bodies, moves, ideal);
    attract(bodies, moves, byNode, ideal);
    bodies.forEach((body, place) => {
      moves[place][0] += TO_MIDDLE * (width / 2 - body.x) * (height / width);
      moves[place][1] += TO_MIDDLE * (height / 2 - body.y) * (width / height);
      const [across, down] = moves[place];
      const far = Math.hypot(across, down) || 1;
      body.x += (across / far) * Math.min(far, heat);
      body.y += (down / far) * Math.min(far, heat);
      keepIn(body, room);
    });
  }
  settle(bodies, { pull: 0, room });
  for (const { node, up = 0, ...at } of bodies) [x[node.index], y[node.index]] = [at.x, at.y - up];
  return { x, y, outline: null };
}

function repel(bodies, moves, ideal) {
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

function attract(bodies, moves, byNode, ideal) {
  const places = new Map(bodies.map((body, place) => [body, place]));
  bodies.forEach((body, place) => {
    if (isNetwork(body.node)) return;
    for (const network of signature(body.node)) {
      const hub = byNode.get(network);
      if (!hub) continue;
      const [across, down] = [hub.x - body.x, hub.y - body.y];
      const share = Math.hypot(across, down) / ideal;
      moves[place][0] += across * share;
      moves[place][1] += down * share;
      const there = places.get(hub);
      moves[there][0] -= (across * share) / 8;
      moves[there][1] -= (down * share) / 8;
    }
  });
}
