// What is known of the chosen node, or the answer to the question.

import { type Context, onDestroy } from "../context.ts";
import { byIndex, type GraphNode, isNetwork } from "../model/graph.ts";
import type { Paragraph } from "../model/payload.ts";
import { inSameNetworks, overlapsOf, peersOf } from "../model/peers.ts";
import type { Query } from "../model/query.ts";
import { reasonOf } from "../model/why.ts";
import { bringTo, type Child, citations, element, linkTo, nameOf, swatchOf } from "./dom.ts";
import { answerOf, listClass, memberLink } from "./question.ts";

const MOST_PEERS = 5;
const MOST_LISTED = 400;
const MOST_OVERLAPS = 24;

export function startDetails(context: Context): void {
  const { focused, parts, store } = context;
  const { state } = store;
  const panel = parts.details;
  const hint = parts.optional("intro");
  if (hint) onDestroy(context, () => hint.removeAttribute("hidden"));
  let scrolled = false;
  panel.addEventListener("scroll", () => (scrolled = true), { passive: true, signal: context.signal });
  store.onChange((what) => {
    if (!what.has("chosen")) return;
    const shown = state.chosen
      ? describe(context, state.chosen)
      : state.query
        ? describeAnswer(context, state.query)
        : [];
    const had = panel.contains(focused());
    if (hint) hint.hidden = shown.length > 0;
    panel.hidden = shown.length === 0;
    panel.replaceChildren(...shown);
    // Only where it is needed: it makes the browser lay out everything at once.
    if (scrolled) panel.scrollTop = 0;
    scrolled = false;
    // The button that had the focus is gone: the focus goes to what stands in its place.
    if (had) bringTo(panel.hidden ? (hint ?? parts.stage) : panel, "nearest");
  });
}

// Shows what is known of a node; what is chosen already leads to its place in the list.
export function openDetails({ host, store }: Context, node: GraphNode | null): void {
  if (node && node === store.state.chosen) host.goTo?.(node.id);
  else store.choose(node);
}

export function describeShortly({ words }: Context, node: GraphNode): string {
  return `${node.name}, ${words.extent(node)}`;
}

const filled = (children: Child[]) => children.filter((child) => child !== null);

function describe(context: Context, node: GraphNode): (Node | string)[] {
  const { host, store, words } = context;
  const known = node.known ? element("span", { class: "count" }, ` ${node.known}`) : null;
  const swatch = isNetwork(node) && node.place >= 0 ? swatchOf(context, node) : null;
  const href = host.hrefOf?.(node.id);
  const links = element(
    "p",
    { class: "actions" },
    href ? element("a", { href }, words.say("tool.to_list")) : null,
    element("button", { onclick: () => store.choose(null) }, words.say("tool.reset")),
  );
  return filled([
    element("h3", {}, swatch, element("span", {}, nameOf(node), known)),
    links,
    ...(host.notesOf?.(node) ?? []).map((note) => element("p", {}, note)),
    ...(isNetwork(node) ? ofNetwork(context, node) : ofMember(context, node)),
  ]);
}

function describeAnswer(context: Context, query: Query): (Node | string)[] {
  const { store, words } = context;
  const button = element("button", { onclick: () => store.ask(null) }, words.say("tool.reset"));
  return [
    element("h3", {}, words.say("tool.question")),
    element("p", { class: "actions" }, button),
    ...answerOf(context, query),
  ];
}

function ofNetwork(context: Context, node: GraphNode): Child[] {
  const about = paragraphs(context, context.payload.about[node.index]);
  const figures = figuresOf(context, node.index);
  if (!node.size) return [...about, element("p", { class: "none" }, context.words.say("list.none_known")), ...figures];
  return [...about, ...figures, ...overlaps(context, node), ...membersOf(context, node)];
}

function paragraphs(context: Context, about: readonly Paragraph[]): Child[] {
  const shown: HTMLElement[] = [];
  for (const [form, text, sources] of about) {
    const content = [text, ...citations(context, sources)];
    if (form !== "fact") shown.push(element("p", form === "meta" ? { class: "meta" } : {}, ...content));
    else {
      if (shown.at(-1)?.className !== "facts") shown.push(element("ul", { class: "facts" }));
      shown.at(-1)?.append(element("li", {}, ...content));
    }
  }
  return shown;
}

// Published figures beside those of the data.
function figuresOf({ payload, words: { say } }: Context, index: number): Child[] {
  const heads = ["published", "held", "difference"].map((key) => say(`table.${key}`));
  const figures = payload.figures.filter(([network]) => network === index);
  if (!figures.length) return [];
  const terms = figures.flatMap(([, what, ...values]) => [
    element("dt", {}, what),
    element("dd", {}, heads.map((head, place) => `${head}: ${values[place]}`).join("; ")),
  ]);
  return [element("h4", {}, say("table.reconciliation_caption")), element("dl", {}, ...terms)];
}

function overlaps(context: Context, node: GraphNode): Child[] {
  const { say } = context.words;
  const shared = overlapsOf(context.graph, node, MOST_OVERLAPS);
  if (!shared.length) return [];
  const items = shared.map(({ other, count }) =>
    element(
      "li",
      {},
      other.place >= 0 ? swatchOf(context, other) : null,
      linkTo(context, other),
      element("small", {}, ` ${say("tool.shared", { count })}`),
    ),
  );
  return [
    element("h4", {}, say("tool.overlaps")),
    element("ul", { class: "networks" }, ...items),
    partialNote(context),
  ];
}

// As they stand in the list.
function membersOf(context: Context, node: GraphNode): Child[] {
  const edges = node.edges
    .filter(({ basis }) => basis !== "candidate")
    .sort((one, other) => byIndex(one.member, other.member));
  const items = edges.slice(0, MOST_LISTED).map(({ member, basis, sources }) => {
    const cited = basis === "listed" ? citations(context, sources) : [];
    return element("li", {}, ...memberLink(context, member), ...cited);
  });
  const rest = edges.length - items.length;
  return [
    element("ul", { class: listClass(context) }, ...items),
    rest > 0 ? element("p", {}, context.words.say("query.more", { count: rest })) : null,
  ];
}

function ofMember(context: Context, node: GraphNode): Child[] {
  const { payload, words } = context;
  const { say } = words;
  const facts = [
    [say("tool.names"), node.names.join(", ")],
    [say("tool.region"), node.region],
    [say("tool.language"), node.language ? say(`municipality_language.${node.language}`) : ""],
    [say("tool.population", { date: payload.date }), node.population === null ? "" : words.number(node.population)],
    [say("tool.code"), node.kind === "municipality" ? node.id.slice(2) : ""],
    ...context.graph.attributesOf(node, null),
  ].filter(([, value]) => value);
  const terms = facts.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]);
  const alike = [...sameNetworks(context, node), ...peers(context, node)];
  return [
    element("dl", {}, ...terms),
    element("h4", {}, say("tool.networks_of")),
    networksOf(context, node),
    ...alike,
    alike.length ? partialNote(context) : null,
  ];
}

// There may be more in common, because lists are incomplete.
function partialNote({ payload: { partial } }: Context): Child {
  return partial ? element("p", { class: "meta" }, partial) : null;
}

function networksOf(context: Context, node: GraphNode): HTMLElement {
  const { say } = context.words;
  if (!node.edges.length) return element("p", {}, say("tool.none_confirmed"));
  const edges = [...node.edges].sort((one, other) => byIndex(one.network, other.network));
  const items = edges.map((edge) => {
    const { network, basis, sources } = edge;
    const why = reasonOf(context.payload, context.words, edge);
    const ended = network.status === "ended" ? ` (${say("status.ended")})` : "";
    const further = context.graph.attributesOf(node, network).map(([name, value]) => `; ${name}: ${value}`);
    return element(
      "li",
      {},
      network.place >= 0 ? swatchOf(context, network) : null,
      linkTo(context, network),
      element(
        "small",
        {},
        `${ended} ${say(`basis.${basis}`)}${why ? `: ${why.text}` : ""}`,
        ...further,
        ...citations(context, [...new Set([...sources, ...(why?.sources ?? [])])]),
      ),
    );
  });
  return element("ul", { class: "networks" }, ...items);
}

function sameNetworks(context: Context, node: GraphNode): Child[] {
  const others = inSameNetworks(context.graph, node);
  if (!others.length) return [];
  const items = others.slice(0, MOST_LISTED).map((other) => element("li", {}, linkTo(context, other)));
  const hasEnded = context.graph.networks.some((network) => network.status === "ended");
  const but = hasEnded ? context.words.say("summary.but_ended") : "";
  return [
    element("h4", {}, context.words.say("tool.same_networks", { count: others.length, but })),
    element("ul", { class: "members" }, ...items),
  ];
}

function peers(context: Context, node: GraphNode): Child[] {
  const { say } = context.words;
  const alike = peersOf(context.graph, node, MOST_PEERS);
  if (!alike.length) return [];
  const labels = (networks: readonly GraphNode[]) => networks.map((network) => network.label).join("; ");
  const items = alike.map(({ other, shared, differing }) => {
    const why = say("tool.peer", { shared: labels(shared), differing: labels(differing) });
    return element("li", {}, linkTo(context, other), element("small", {}, ` ${why}`));
  });
  return [element("h4", {}, say("tool.peers")), element("ul", { class: "peers" }, ...items)];
}
