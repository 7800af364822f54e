// The page of a pyvis Network: what pyvis's own page does, and every text stays a text.

import type { VisNetwork } from "./diagram/vis.ts";
import { element } from "./panels/dom.ts";

const FADED = 0.15; // opacity of what is not meant

type Id = string | number;
type Item = Record<string, unknown>;
type GivenNode = Item & { id: Id; label?: unknown; opacity?: number; hidden?: boolean };
type GivenEdge = Item & { from: Id; to: Id };

interface Graph {
  nodes: GivenNode[];
  edges: GivenEdge[];
  options?: object;
}

interface Data extends Graph {
  options: { configure?: object };
  dot: string | null;
  look: Record<string, string>;
  settings: boolean;
  highlight: boolean;
}

type DrawnNode = Item & { id: string; label?: string; opacity?: number; hidden?: boolean };

const part = <E extends HTMLElement>(id: string) => document.getElementById(id) as E | null;

// vis-network keeps nodes under their ids, where 1 is "1", and a few names mean something already.
const own = (id: Id) => `${typeof id} ${id}`;
const asText = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

function withText(item: Item): Item {
  const texts = ["label", "title"].filter((name) => (item[name] ?? null) !== null);
  return { ...item, ...Object.fromEntries(texts.map((name) => [name, String(item[name])])) };
}

function optionsOf(data: Data, given: Graph): object {
  if (data.dot !== null) return { ...given.options, nodes: { shape: "dot" } };
  if (!data.settings) return data.options;
  return { ...data.options, configure: { ...data.options.configure, container: part("config") } };
}

function start(): void {
  // A key of this name would reach what all objects share.
  const skip = (key: string, value: unknown) => (key === "__proto__" ? undefined : value);
  const data = JSON.parse(part("data")?.textContent ?? "", skip) as Data;
  const given = data.dot === null ? data : (vis.network.convertDot(data.dot) as Graph);
  const nodes = given.nodes.map((node): DrawnNode => ({ ...withText(node), id: own(node.id) }));
  const edges = given.edges.map((edge, place) => ({
    ...withText(edge),
    id: `edge ${place}`,
    from: own(edge.from),
    to: own(edge.to),
  }));
  const points = new vis.DataSet(nodes);
  const stage = part("mynetwork") as HTMLElement;
  for (const [name, value] of Object.entries(data.look))
    Object.assign(stage.style, { [name]: /^\d+$/.test(value) ? `${value}px` : value });
  const network = new vis.Network(stage, { nodes: points, edges: new vis.DataSet(edges) }, optionsOf(data, given));

  // Shows a node and its neighbours, and lets the rest fade; without a node, all of them.
  function highlight(id: string | undefined): void {
    const near = id ? new Set([id, ...network.getConnectedNodes(id)]) : null;
    points.update(
      nodes.map((node) => {
        const { id, label, opacity = 1 } = node;
        return !near || near.has(id) ? { id, label, opacity } : { id, label: " ", opacity: opacity * FADED };
      }),
    );
  }

  function show(isShown: (id: string) => boolean): void {
    points.update(nodes.map(({ id, hidden = false }) => ({ id, hidden: hidden || !isShown(id) })));
  }

  if (data.highlight) network.on("click", (event) => highlight(event.nodes[0] as string | undefined));
  startSelectMenu({ given, nodes, network, highlight });
  startFilterMenu(given, show);
}

interface SelectOptions {
  given: Graph;
  nodes: readonly DrawnNode[];
  network: VisNetwork;
  highlight(id: string): void;
}

function startSelectMenu({ given, nodes, network, highlight }: SelectOptions): void {
  const select = part<HTMLSelectElement>("select-node");
  if (!select) return;
  const named = given.nodes.map((node, place): [DrawnNode, string] => [nodes[place], String(node.id)]);
  for (const [node, id] of named.sort(([, one], [, other]) => one.localeCompare(other))) {
    const name = node.label && node.label !== id ? `${node.label} (${id})` : id;
    select.append(element("option", { value: node.id }, name));
  }
  const show = (id: string) => {
    select.value = id;
    network.selectNodes(id ? [id] : []);
    highlight(id);
  };
  select.addEventListener("change", () => show(select.value));
  part("select-reset")?.addEventListener("click", () => show(""));
  network.on("selectNode", (event) => show(event.nodes[0] as string));
}

function startFilterMenu(given: Graph, show: (isShown: (id: string) => boolean) => void): void {
  const item = part<HTMLSelectElement>("select-item");
  const property = part<HTMLSelectElement>("select-property");
  const values = part<HTMLSelectElement>("select-value");
  if (!item || !property || !values) return;
  const items = (): Item[] => (item.value === "nodes" || item.value === "edges" ? given[item.value] : []);
  const holders = () => items().filter((held) => Object.hasOwn(held, property.value));
  const fill = (select: HTMLSelectElement, texts: readonly string[]) =>
    select.replaceChildren(...[...new Set(texts)].map((text) => element("option", { value: text }, text)));
  const fillValues = () =>
    fill(
      values,
      holders()
        .map((holder) => asText(holder[property.value]))
        .sort(),
    );
  const fillProperties = () => {
    fill(
      property,
      items()
        .flatMap((held) => Object.keys(held))
        .sort(),
    );
    fillValues();
  };
  item.addEventListener("change", fillProperties);
  property.addEventListener("change", fillValues);
  part("filter")?.addEventListener("click", () => {
    const wanted = new Set([...values.selectedOptions].map((option) => option.value));
    const meant = holders().filter((holder) => wanted.has(asText(holder[property.value])));
    const ends = (held: Item) => (item.value === "edges" ? [held.from, held.to] : [held.id]);
    const ids = new Set(meant.flatMap((holder) => ends(holder).map((id) => own(id as Id))));
    show((id) => !ids.size || ids.has(id));
  });
  part("filter-reset")?.addEventListener("click", () => {
    item.value = "";
    fillProperties();
    show(() => true);
  });
}

start();
