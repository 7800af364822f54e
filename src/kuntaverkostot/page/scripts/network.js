// A diagram that one goes on with in pyvis: what pyvis's own page does, and every text stays a text.

import { element, part } from "./elements.js";

const FADED = 0.15; // how much is seen of what is not meant
// A key of this name would reach what all objects share.
const data = JSON.parse(part("data").textContent, (key, value) => (key === "__proto__" ? undefined : value));
const given = data.dot === null ? data : vis.network.convertDot(data.dot);
// vis-network keeps nodes under their ids, where 1 is "1", and a few names mean something already.
const own = (id) => `${typeof id} ${id}`;
const nodes = given.nodes.map((node) => ({ ...withText(node), id: own(node.id) }));
const edges = given.edges.map((edge, place) => ({
  ...withText(edge),
  id: `edge ${place}`,
  from: own(edge.from),
  to: own(edge.to),
}));
const points = new vis.DataSet(nodes);

function withText(one) {
  const texts = ["label", "title"].filter((name) => (one[name] ?? null) !== null);
  return { ...one, ...Object.fromEntries(texts.map((name) => [name, String(one[name])])) };
}

function optionsOf() {
  if (data.dot !== null) return { ...given.options, nodes: { shape: "dot" } };
  if (data.settings) return { ...data.options, configure: { ...data.options.configure, container: part("config") } };
  return data.options;
}

function startNetwork() {
  const stage = part("mynetwork");
  for (const [name, value] of Object.entries(data.look)) stage.style[name] = /^\d+$/.test(value) ? `${value}px` : value;
  return new vis.Network(stage, { nodes: points, edges: new vis.DataSet(edges) }, optionsOf());
}

const network = startNetwork();

// Shows a node and its neighbours, and lets the rest fade; without a node, all of them.
function highlight(id) {
  const near = id ? new Set([id, ...network.getConnectedNodes(id)]) : null;
  points.update(
    nodes.map(({ id, label, opacity = 1 }) =>
      !near || near.has(id) ? { id, label, opacity } : { id, label: " ", opacity: opacity * FADED },
    ),
  );
}

function startSelectMenu(select) {
  const named = given.nodes.map((node, place) => [nodes[place], String(node.id)]);
  for (const [node, id] of named.sort(([, one], [, other]) => one.localeCompare(other))) {
    const name = node.label && node.label !== id ? `${node.label} (${id})` : id;
    select.append(element("option", { value: node.id }, name));
  }
  const show = (id) => {
    select.value = id;
    network.selectNodes(id ? [id] : []);
    highlight(id);
  };
  select.addEventListener("change", () => show(select.value));
  part("select-reset").addEventListener("click", () => show(""));
  network.on("selectNode", (event) => show(event.nodes[0]));
}

const asText = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));

function startFilterMenu(item, property, values) {
  const fill = (select, texts) =>
    select.replaceChildren(...[...new Set(texts)].map((text) => element("option", { value: text }, text)));
  const fillValues = () => {
    const held = (given[item.value] || []).filter((one) => Object.hasOwn(one, property.value));
    fill(values, held.map((one) => asText(one[property.value])).sort());
  };
  const fillProperties = () => {
    fill(property, (given[item.value] || []).flatMap(Object.keys).sort());
    fillValues();
  };
  const show = (isShown) => points.update(nodes.map(({ id, hidden = false }) => ({ id, hidden: hidden || !isShown(id) })));
  item.addEventListener("change", fillProperties);
  property.addEventListener("change", fillValues);
  part("filter").addEventListener("click", () => {
    const wanted = new Set([...values.selectedOptions].map((option) => option.value));
    const meant = (given[item.value] || []).filter(
      (one) => Object.hasOwn(one, property.value) && wanted.has(asText(one[property.value])),
    );
    const ids = new Set(meant.flatMap((one) => (item.value === "edges" ? [own(one.from), own(one.to)] : [own(one.id)])));
    show((id) => !ids.size || ids.has(id));
  });
  part("filter-reset").addEventListener("click", () => {
    item.value = "";
    fillProperties();
    show(() => true);
  });
}

if (data.highlight) network.on("click", (event) => highlight(event.nodes[0]));
if (part("select-node")) startSelectMenu(part("select-node"));
if (part("select-item")) startFilterMenu(part("select-item"), part("select-property"), part("select-value"));
