// The legend: each network with its colour, letter and size; a button shows or hides it in the diagram.

import { element } from "./elements.js";
import { nodeOf } from "./island.js";
import { onChange, state, toggleHidden } from "./state.js";
import { say } from "./words.js";

export function startLegend(list, heading, announce) {
  heading.append(" ", element("small", { class: "use" }, say("tool.legend")));
  const buttons = [...list.querySelectorAll("li")].map((item) => {
    const network = nodeOf(item.dataset.node);
    const toggle = element("button", {
      "aria-pressed": "true",
      onclick() {
        toggleHidden(network.id);
        announce(say(state.hidden.includes(network.id) ? "tool.hidden_network" : "tool.shown_network", { name: network.name }));
      },
    });
    toggle.append(...item.childNodes);
    item.append(toggle);
    return [network, toggle];
  });
  onChange((what) => {
    if (!what.has("hidden")) return;
    for (const [network, toggle] of buttons) toggle.setAttribute("aria-pressed", !state.hidden.includes(network.id));
  });
}
