// Where the nodes stand: by overlap as Python placed them, on the map, or by force. The last two are computed here
// when they are asked for, from the same start each time, so they too are the same picture each time.

import { geo } from "./data.js";
import { hubs, isNetwork, nodes, signature } from "./island.js";
import { settle } from "./settle.js";

const SIDE = 0.27; // of the width of a wide frame that networks take beside the map
const FORCE_ROUNDS = 220;
const TO_MIDDLE = 3; // strong enough that the repulsion of all leaves nobody at the edge

const made = new Map();

export function placesOf(frame, layout) {
  const key = `${frame.name} ${layout}`;
  if (!made.has(key)) made.set(key, { overlap: byOverlap, map: onMap, force: byForce }[layout](frame));
  return made.get(key);
}

const byOverlap = (frame) => ({ x: frame.x, y: frame.y, outline: null });

// Networks in a column beside the map, or in rows under it.
function besideMap(frame, [left, top, right, bottom]) {
  const columns = frame.name === "wide" ? 1 : 3;
  const rows = Math.ceil(hubs.length / columns);
  const spot = (place) => [
    left + (((place % columns) + 0.5) * (right - left)) / columns,
    top + ((Math.floor(place / columns) + 0.4) * (bottom - top)) / rows,
  ];
  return new Map(hubs.map((node, place) => [node, spot(place)]));
}

function onMap(frame) {
  const wide = frame.name === "wide";
  const strip = frame.strip;
  const width = frame.width - (wide ? strip : 0);
  const height = frame.height - (wide ? 0 : strip);
  const hubRoom = wide ? [0, 30, width * SIDE, height - 30] : [0, height - 190, width, height];
  const room = wide ? [width * SIDE, 8, width - 8, height - 8] : [8, 8, width - 8, height - 200];
  const scale = Math.min((room[2] - room[0]) / geo.width, (room[3] - room[1]) / geo.height);
  const left = room[0] + (room[2] - room[0] - geo.width * scale) / 2;
  const top = room[1] + (room[3] - room[1] - geo.height * scale) / 2;
  const hubsAt = besideMap(frame, hubRoom);
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
  const placed = nodes.filter((node) => geo.at[node.index]);
  const starts = placed.map((node) => {
    const [across, down] = geo.at[node.index];
    return { x: left + across * scale, y: top + down * scale, size: frame.size[node.index] };
  });
  settle(starts, { pull: 0.1, room });
  placed.forEach((node, place) => ([x[node.index], y[node.index]] = [starts[place].x, starts[place].y]));
  const outline = geo.outline.map((ring) => ring.map(([across, down]) => [left + across * scale, top + down * scale]));
  return { x, y, outline };
}

// Nodes repel each other, members are drawn to their networks and all to the middle; then all are moved apart.
function byForce(frame) {
  const strip = frame.strip;
  const width = frame.width - (frame.name === "wide" ? strip : 0);
  const height = frame.height - (frame.name === "wide" ? 0 : strip);
  const [x, y] = [[...frame.x], [...frame.y]];
  const free = nodes.filter((node) => frame.inStrip(node) === false);
  // A network has room for its label around it.
  const room = frame.name === "wide" ? 46 : 34;
  const sizeOf = (node) => (isNetwork(node) ? Math.max(room, frame.size[node.index]) : frame.size[node.index] + 1);
  const bodies = free.map((node) => ({ node, x: x[node.index], y: y[node.index], size: sizeOf(node) }));
  const byNode = new Map(bodies.map((body) => [body.node, body]));
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
      body.x = Math.min(Math.max(body.x + (across / far) * Math.min(far, heat), body.size), width - body.size);
      body.y = Math.min(Math.max(body.y + (down / far) * Math.min(far, heat), body.size), height - body.size);
    });
  }
  settle(bodies, { pull: 0, room: [4, 4, width - 4, height - 4] });
  for (const body of bodies) [x[body.node.index], y[body.node.index]] = [body.x, body.y];
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
