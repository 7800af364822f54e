// What is known of the chosen node. Its words come from the list, so that both always say the same.

import { element, nameOf } from "./elements.js";
import { date, isNetwork, neighbours, nodes, signature } from "./island.js";
import { tellAnswer } from "./query.js";
import { ask, choose, onChange, state } from "./state.js";
import { number, say } from "./words.js";

export function startDetails(panel, hint) {
  onChange((what) => {
    if (!what.has("chosen")) return;
    const shown = state.chosen ? describe(state.chosen) : state.query ? describeAnswer(state.query) : [];
    hint.hidden = shown.length > 0;
    panel.hidden = shown.length === 0;
    panel.replaceChildren(...shown);
    panel.scrollTop = 0;
  });
}

function describe(node) {
  const swatch = isNetwork(node) && node.place >= 0;
  const heading = element("h3", { id: "details-h" }, swatch ? swatchOf(node) : null, nameOf(node));
  const links = element(
    "p",
    { class: "actions" },
    element("a", { href: `#${node.id}` }, say("tool.to_list")),
    element("button", { type: "button", onclick: () => choose(null) }, say("tool.reset")),
  );
  return [heading, links, ...(isNetwork(node) ? ofNetwork(node) : ofMember(node))];
}

function describeAnswer(query) {
  const heading = element("h3", { id: "details-h" }, say("tool.question"));
  const button = element("button", { type: "button", onclick: () => ask(null) }, say("tool.reset"));
  return [heading, element("p", { class: "actions" }, button), ...tellAnswer(query)];
}

export function swatchOf(network) {
  return element("span", { class: `swatch n${network.place}`, "aria-hidden": "true" }, network.letter);
}

function ofNetwork(node) {
  const entry = document.getElementById(node.id);
  const words = [...entry.children].filter((child) => !/^H/.test(child.tagName));
  return words.map((child) => {
    const copy = child.cloneNode(true);
    copy.removeAttribute("id");
    return copy;
  });
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
  return [list, element("h4", {}, say("tool.networks_of")), networksOf(node), ...sameNetworks(node)];
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
    element("a", { href: `#${network.id}` }, nameOf(network)),
    element("small", {}, `${ended} ${say(`basis.${basis}`)}`, ...cited),
  );
}

function sameNetworks(node) {
  const own = signature(node);
  if (!own.length) return [];
  const others = nodes
    .filter((other) => other !== node && !isNetwork(other) && sameNetworksAs(signature(other), own))
    .sort((one, other) => one.rank - other.rank);
  if (!others.length) return [];
  return [
    element("h4", {}, say("tool.same_networks", { count: others.length })),
    element("ul", { class: "members" }, ...others.map((other) => element("li", {}, element("a", { href: `#${other.id}` }, other.name)))),
  ];
}

function sameNetworksAs(one, other) {
  return one.length === other.length && one.every((network, place) => network === other[place]);
}

export function describeShortly(node) {
  const count = neighbours(node).length;
  if (!isNetwork(node)) return `${node.name}, ${say("count.networks", { count })}`;
  return `${node.name}, ${say("count.members", { count })}`;
}
