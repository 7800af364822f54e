// Adds to a page that is complete without it: the interactive diagram, its tools and its details.

import { fit, pan, startDiagram, zoomIn, zoomOut } from "./diagram.js";
import { describeShortly, startDetails } from "./details.js";
import { element, iconButton } from "./elements.js";
import { findBox } from "./find.js";
import { startLegend } from "./legend.js";
import { onChange, readAddress, state } from "./state.js";
import { say } from "./words.js";

const ICONS = {
  zoom_in: "M12 5v14M5 12h14",
  zoom_out: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
};

const part = (id) => document.getElementById(id);

function announce(text) {
  part("status").textContent = text;
}

function toolbar() {
  const does = {
    zoom_in: zoomIn,
    zoom_out: zoomOut,
    fit,
    left: () => pan(-1, 0),
    right: () => pan(1, 0),
    up: () => pan(0, -1),
    down: () => pan(0, 1),
  };
  const buttons = Object.entries(does).map(([key, act]) => iconButton(say(`tool.${key}`), ICONS[key], act));
  part("toolbar").append(findBox(announce), element("div", { class: "buttons" }, ...buttons));
  part("toolbar").hidden = false;
}

// Marks the place of the chosen node in the list, and links to it.
function mark() {
  for (const old of document.querySelectorAll("[aria-current='true']")) old.removeAttribute("aria-current");
  if (state.chosen) part(state.chosen.id)?.setAttribute("aria-current", "true");
}

// In a frame without an address of its own, links to parts of the page would lead out of it.
function followLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const goal = link && part(decodeURIComponent(link.hash.slice(1)));
    if (!goal) return;
    event.preventDefault();
    if (!goal.matches("a, button, input, [tabindex]")) goal.tabIndex = -1;
    goal.focus({ preventScroll: true });
    goal.scrollIntoView();
    try {
      history.pushState(null, "", link.hash);
    } catch {
      // No address here; the jump is made all the same.
    }
    readAddress();
  });
}

function start() {
  document.documentElement.classList.add("interactive");
  part("canvas").hidden = false;
  toolbar();
  startDiagram(part("canvas"));
  startDetails(part("details"), part("how"));
  startLegend(part("legend"), part("legend-h"), announce);
  onChange((what) => {
    if (what !== "chosen") return;
    mark();
    announce(state.chosen ? say("tool.chosen", { name: describeShortly(state.chosen) }) : say("tool.cleared"));
  });
  addEventListener("popstate", readAddress);
  addEventListener("hashchange", readAddress);
  followLinks();
  if (location.hash) readAddress();
}

start();
