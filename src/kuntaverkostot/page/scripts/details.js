// What is known of the chosen node. Its words come from the list, so that both always say the same.

import { date } from "./data.js";
import { bringTo, element, linkTo, nameOf, part } from "./elements.js";
import { holds, isNetwork, neighbours, signature } from "./island.js";
import { entryOf } from "./list.js";
import { classOf } from "./looks.js";
import { tellAnswer } from "./query.js";
import { ask, choose, onChange, state } from "./state.js";
import { extent, number, say } from "./words.js";

const MOST_PEERS = 5;
const MOST_ALIKE = 400;
const MOST_OVERLAPS = 24;

export function startDetails(panel, hint) {
  onChange((what) => {
    if (!what.has("chosen")) return;
    const shown = state.chosen ? describe(state.chosen) : state.query ? describeAnswer(state.query) : [];
    const had = panel.contains(document.activeElement);
    hint.hidden = shown.length > 0;
    panel.hidden = shown.length === 0;
    panel.replaceChildren(...shown);
    panel.scrollTop = 0;
    // The button that had the focus is gone: the focus goes to what stands in its place.
    if (had) bringTo(panel.hidden ? hint : panel, "nearest");
  });
}

// Shows what is known of a node; what is chosen already leads to its place in the list.
export function openDetails(node) {
  if (node && node === state.chosen) bringTo(entryOf(node.id));
  else choose(node);
}

function describe(node) {
  const swatch = isNetwork(node) && node.place >= 0;
  const known = node.known ? element("span", { class: "count" }, ` ${node.known}`) : null;
  const heading = element("h3", {}, swatch ? swatchOf(node) : null, element("span", {}, nameOf(node), known));
  const links = element(
    "p",
    { class: "actions" },
    element("a", { href: `#${node.id}` }, say("tool.to_list")),
    element("button", { onclick: () => choose(null) }, say("tool.reset")),
  );
  return [heading, links, ...(isNetwork(node) ? ofNetwork(node) : ofMember(node))];
}

function describeAnswer(query) {
  const heading = element("h3", {}, say("tool.question"));
  const button = element("button", { onclick: () => ask(null) }, say("tool.reset"));
  return [heading, element("p", { class: "actions" }, button), ...tellAnswer(query)];
}

export function swatchOf(network) {
  return element("span", { class: `swatch ${classOf(network)}`, "aria-hidden": "true" }, network.letter);
}

function ofNetwork(node) {
  const entry = entryOf(node.id);
  const words = [...entry.children].filter((child) => !/^H/.test(child.tagName));
  const copies = words.map((child) => {
    const copy = child.cloneNode(true);
    copy.removeAttribute("id");
    return copy;
  });
  const members = copies.findIndex((copy) => copy.matches(".members"));
  copies.splice(members < 0 ? copies.length : members, 0, ...figuresOf(node), ...overlapsOf(node));
  return copies;
}

// Published figures beside those of the data, as their table has them.
function figuresOf(node) {
  const table = document.querySelector("#reconciliation table");
  if (!table) return [];
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows].filter((row) => row.querySelector("th a").hash === `#${node.id}`);
  const told = rows.flatMap(({ cells }) => [
    element("dt", {}, cells[1].textContent),
    element("dd", {}, [2, 3, 4].map((column) => `${heads[column]}: ${cells[column].firstChild.data.trim()}`).join("; ")),
  ]);
  return rows.length ? [element("h4", {}, table.caption.textContent), element("dl", {}, ...told)] : [];
}

function overlapsOf(node) {
  const counts = new Map();
  for (const member of neighbours(node)) {
    const networks = signature(member);
    if (networks.includes(node)) for (const other of networks) counts.set(other, (counts.get(other) || 0) + 1);
  }
  counts.delete(node);
  const shared = [...counts.keys()]
    .map((other) => ({ other, count: counts.get(other) }))
    .sort((one, other) => other.count - one.count || one.other.rank - other.other.rank)
    .slice(0, MOST_OVERLAPS);
  if (!shared.length) return [];
  const items = shared.map(({ other, count }) =>
    element("li", {}, other.place >= 0 ? swatchOf(other) : null, linkTo(other), element("small", {}, ` ${say("tool.shared", { count })}`)),
  );
  return [element("h4", {}, say("tool.overlaps")), element("ul", { class: "networks" }, ...items), ...partialNote()];
}

function ofMember(node) {
  const facts = [
    [say("tool.names"), node.names.join(", ")],
    [say("tool.region"), node.region],
    [say("tool.language"), node.language ? say(`municipality_language.${node.language}`) : ""],
    [say("tool.population", { date }), node.population === null ? "" : number(node.population)],
    [say("tool.code"), node.kind === "municipality" ? node.id.slice(2) : ""],
  ].filter(([, value]) => value);
  const list = element("dl", {}, ...facts.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]));
  const alike = [...sameNetworks(node), ...peersOf(node)];
  return [list, element("h4", {}, say("tool.networks_of")), networksOf(node), ...alike, ...(alike.length ? partialNote() : [])];
}

// That there may be more in common, because lists are incomplete, as it stands over the views.
function partialNote() {
  const told = part("partial");
  return told ? [element("p", { class: "meta" }, told.textContent)] : [];
}

function networksOf(node) {
  if (!node.edges.length) return element("p", {}, say("tool.none_confirmed"));
  const edges = [...node.edges].sort((one, other) => one.network.rank - other.network.rank);
  return element("ul", { class: "networks" }, ...edges.map(membership));
}

function membership({ network, basis, sources }) {
  const cited = sources.flatMap((source) => [
    " ",
    element("a", { href: `#s-${source}` }, element("span", {}, `${say("tool.source")} `), String(source)),
  ]);
  const ended = network.status === "ended" ? ` (${say("status.ended")})` : "";
  return element(
    "li",
    {},
    network.place >= 0 ? swatchOf(network) : null,
    linkTo(network),
    element("small", {}, `${ended} ${say(`basis.${basis}`)}`, ...cited),
  );
}

function sameNetworks(node) {
  const own = signature(node);
  if (!own.length) return [];
  // Whoever is in exactly the same networks is in the smallest of them, too.
  const [smallest] = [...own].sort((one, other) => holds(one).size - holds(other).size);
  const others = [...holds(smallest)]
    .filter((other) => other !== node && sameNetworksAs(signature(other), own))
    .sort((one, other) => one.rank - other.rank);
  if (!others.length) return [];
  return [
    element("h4", {}, say("tool.same_networks", { count: others.length })),
    element("ul", { class: "members" }, ...others.slice(0, MOST_ALIKE).map((other) => element("li", {}, linkTo(other)))),
  ];
}

// The most alike of those in not quite the same networks, in the order of the Python function of that name.
function peersOf(node) {
  const own = signature(node);
  const away = (other) => (other.population && node.population ? Math.abs(Math.log(other.population / node.population)) : Infinity);
  const near = new Set(node.kind === "municipality" ? own.flatMap(neighbours) : []);
  const alike = [...near]
    .filter((other) => other.kind === "municipality" && !sameNetworksAs(signature(other), own))
    .map((other) => {
      const shared = signature(other).filter((network) => own.includes(network));
      const differing = [...new Set([...own, ...signature(other)])].filter((network) => !shared.includes(network));
      return { other, shared, differing, jaccard: shared.length / (shared.length + differing.length), away: away(other) };
    })
    .filter(({ shared }) => shared.length)
    .sort(
      (one, two) =>
        two.jaccard - one.jaccard ||
        two.shared.length - one.shared.length ||
        (one.away === two.away ? 0 : one.away - two.away) ||
        (one.other.id < two.other.id ? -1 : 1),
    )
    .slice(0, MOST_PEERS);
  if (!alike.length) return [];
  const labels = (networks) => networks.map((network) => network.label).join("; ");
  const items = alike.map(({ other, shared, differing }) => {
    const why = say("tool.peer", { shared: labels(shared), differing: labels(differing) });
    return element("li", {}, linkTo(other), element("small", {}, ` ${why}`));
  });
  return [element("h4", {}, say("tool.peers")), element("ul", { class: "peers" }, ...items)];
}

function sameNetworksAs(one, other) {
  return one.length === other.length && one.every((network, place) => network === other[place]);
}

export function describeShortly(node) {
  return `${node.name}, ${extent(node)}`;
}
