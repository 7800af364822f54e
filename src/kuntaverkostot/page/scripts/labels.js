// Which labels are written: networks always, municipalities when chosen, hovered over or near enough.

import { colours } from "./colours.js";
import { crowded } from "./crowd.js";
import { gathered, isNetwork, nodes } from "./island.js";
import { boxOf, makeRooms, typeSize, write } from "./lettering.js";
import { drawAddedNodes, fontOf, labelOf, titleOf } from "./looks.js";
import { state } from "./state.js";

const NAMES_FROM = 1.9; // zoom from which there is room for names of municipalities
const MOST_NEIGHBOURS = 45;
const NETWORK_FONT = 13; // size of a label in pyvis that is the usual size here
const MEMBER_FONT = 4;
const ASIDE = [0, -0.3, 0.3]; // that a label may be moved, in parts of a little more than its width

export function drawLabels(ctx, view) {
  const { frame, scale, strength, visible } = view;
  const usual = typeSize(frame.type, scale);
  const rooms = makeRooms();
  // Where its place is taken, a label may stand a little aside, a little lower, or above what it is about.
  const place = (lines, { x, y, above = y }, { share: larger = 1, ...look } = {}) => {
    const size = larger * usual;
    const [from, , to, bottom] = boxOf(ctx, lines, { x, y, size, ...look });
    for (const top of above === y ? [y] : [y, y + 0.8 * size, above + y - bottom - 2]) for (const share of above === y ? [0] : ASIDE) {
      const aside = share * (to - from + 3 * size);
      // Where the whole is small, type is larger than what it was given room for: it stays in the frame all the same.
      const inside = x + Math.max(aside, -from) - Math.max(0, to + aside - frame.width);
      const at = { x: inside, y: top, size, ...look };
      const box = boxOf(ctx, lines, at);
      if (look.optional && !rooms.free(box)) continue;
      rooms.take(box);
      write(ctx, lines, at);
      return true;
    }
    return false;
  };
  drawStrip(frame, place, view, usual);
  const squares = frame.hubs.map((hub) => nodes[hub.networks[0]]).filter(visible);
  for (const { index } of squares) rooms.take(boxAround(index, view));
  drawAddedNodes(ctx, frame, view.places, { size: usual, rooms });
  const told = new Set();
  const pointed = [...new Set([state.chosen, state.focused, state.hovered])];
  for (const node of pointed) if (node && visible(node) && named(node, place, view, usual)) told.add(node);
  // Where the frame had to grow for a crowd, the labels of the largest networks come first, and others have letters.
  const few = crowded && scale < 1;
  const membersOf = ({ networks: [index] }) => nodes[index].size;
  for (const hub of few ? [...frame.hubs].sort((one, other) => membersOf(other) - membersOf(one)) : frame.hubs) {
    const [network] = hub.networks.map((index) => nodes[index]);
    if (!visible(network)) continue;
    const { share, ink } = fontOf(network, NETWORK_FONT);
    const colour = (strength(network) !== "faded" && ink) || shade(strength(network));
    place(hub.lines, hubAt(hub, network, view), { weight: 600, colour, share, optional: true });
  }
  if (state.chosen || state.query) {
    const beside = nodes.filter((node) => visible(node) && !isNetwork(node) && strength(node) === "strong");
    if (beside.length <= MOST_NEIGHBOURS) for (const node of beside) if (named(node, place, view, usual, true)) told.add(node);
  }
  for (const cluster of state.layout === "overlap" ? frame.clusters : []) {
    const members = gathered(cluster.networks);
    if (!members.some(visible) || members.every((node) => told.has(node))) continue;
    const colour = members.some((node) => strength(node) !== "faded") ? colours.ink : colours.muted;
    const at = { x: cluster.at[0], y: cluster.at[1], above: Math.min(...members.map(({ index }) => boxAround(index, view)[1])) };
    const tell = (lines) => place(lines, at, { colour, optional: true });
    // Where there is no room for who they are, there may be for how many.
    if (!tell(cluster.lines)) tell(cluster.lines.slice(0, 1));
  }
  const [x, y] = frame.centre;
  if (state.layout === "overlap") place([frame.association], { x, y: y - usual / 2 }, { colour: colours.muted, optional: true });
  if (scale < NAMES_FROM) return;
  const inView = withinView(view);
  for (const node of nodes) if (!isNetwork(node) && inView(node) && visible(node)) named(node, place, view, usual, true);
}

// Only what is in the window is measured; there may be thousands of names.
function withinView({ places, window }) {
  const [left, top, right, bottom] = window;
  return ({ index }) => places.x[index] > left && places.x[index] < right && places.y[index] > top && places.y[index] < bottom;
}

// The label stands where Python made room for it, or else under its square.
function hubAt(hub, network, { frame, places, scale }) {
  const [, above, , below] = boxAround(network.index, { frame, places });
  if (state.layout === "overlap") return { x: hub.at[0], y: hub.at[1], above };
  return { x: places.x[network.index], y: below + Math.min(4, 4 / scale), above };
}

function boxAround(index, { frame, places }) {
  const [x, y, size] = [places.x[index], places.y[index], frame.size[index]];
  return [x - size, y - size, x + size, y + size];
}

function shade(strength) {
  return strength === "faded" ? colours.muted : colours.ink;
}

function named(node, place, { frame, places, scale, strength }, size, optional = false) {
  if (isNetwork(node) && frame.hubs.some((hub) => hub.networks.includes(node.index))) return false;
  const above = places.y[node.index] - frame.size[node.index] - 5 / scale - 1.2 * size;
  const { share, ink } = fontOf(node, isNetwork(node) ? NETWORK_FONT : MEMBER_FONT);
  const lines = optional ? [labelOf(node)] : titleOf(node);
  return place(
    lines,
    { x: places.x[node.index], y: above - 1.2 * size * (share * lines.length - 1) },
    { weight: optional ? 400 : 600, colour: ink || shade(strength(node)), share, optional },
  );
}

function drawStrip(frame, place, { strength, visible }, size) {
  for (const block of frame.blocks) {
    place(block.lines, { x: block.at[0], y: block.at[1] - 0.85 * size }, { align: "left", weight: 600, colour: colours.muted });
    if (!frame.rows) continue;
    block.networks.forEach((index, row) => {
      const node = nodes[index];
      if (!visible(node)) return;
      const at = { x: frame.x[index] + 2.2 * frame.size[index], y: frame.y[index] - 0.5 * size };
      place([block.names[row] || labelOf(node)], at, { align: "left", weight: node === state.chosen ? 600 : 400, colour: shade(strength(node)) });
    });
  }
}
