// The legend: each network with its colour, letter and size; a button shows or hides it in the diagram.

import { type Context, onDestroy } from "../context.ts";
import { byLetter, type GraphNode } from "../model/graph.ts";
import { element, marked, swatchOf } from "./dom.ts";

export function startLegend(context: Context): void {
  const { announce, graph, parts, store, words } = context;
  const { say } = words;
  const use = [document.createTextNode(" "), element("small", { class: "use" }, say("tool.legend"))];
  parts.optional("legend-h")?.append(...use);
  onDestroy(context, () => {
    for (const row of use) row.remove();
  });

  const isHidden = ({ id }: GraphNode) => store.state.hidden.includes(id);
  const buttons = [...graph.hubs].sort(byLetter).map((network): [GraphNode, HTMLButtonElement, HTMLElement] => {
    const onclick = () => {
      store.toggleHidden(network.id);
      announce(say(isHidden(network) ? "tool.hidden_network" : "tool.shown_network", { name: network.name }));
    };
    const name = element("span", { class: "name" }, marked(network.label, network.foreign));
    const count = element("span", { class: "count" }, network.known);
    return [
      network,
      element("button", { "aria-pressed": "true", onclick }, swatchOf(context, network), " ", name, " ", count),
      count,
    ];
  });
  parts.legend.replaceChildren(
    ...buttons.map(([network, button]) => element("li", { "data-node": network.id }, button)),
  );
  store.onChange((what) => {
    if (!what.has("hidden")) return;
    for (const [network, button, count] of buttons) {
      button.setAttribute("aria-pressed", String(!isHidden(network)));
      count.textContent = network.known;
    }
  });
}
