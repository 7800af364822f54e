// Adds to a page that is complete without it: the interactive diagram, its tools, its details, and questions.

import { fit, pan, zoomIn, zoomOut } from "./camera.js";
import { startDiagram } from "./diagram.js";
import { describeShortly, startDetails } from "./details.js";
import { bringTo, bringToDiagram, element, iconButton, part } from "./elements.js";
import { findBox } from "./find.js";
import { layouts } from "./data.js";
import { nodeOf } from "./island.js";
import { entryOf } from "./list.js";
import { startLegend } from "./legend.js";
import { startMatrix, startUpset } from "./matrix.js";
import { membersFound, startQuery } from "./query.js";
import { startShare } from "./share.js";
import { startSurroundings } from "./surroundings.js";
import { choose, decoded, onChange, readAddress, reset, setLayout, state } from "./state.js";
import { MOVES } from "./walk.js";
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

const SOON = 50; // milliseconds after the first drawing

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
  const tools = [findBox(announce), layoutChoice(), element("div", { class: "buttons" }, ...buttons)];
  part("toolbar").append(...tools.filter(Boolean));
  part("toolbar").hidden = false;
}

function layoutChoice() {
  if (layouts.length < 2) return null;
  const options = layouts.map((layout) => element("option", { value: layout }, say(`tool.layout_${layout}`)));
  const select = element("select", { id: "layout", onchange: () => setLayout(select.value) }, ...options);
  onChange((what) => {
    if (what.has("layout")) select.value = state.layout;
  });
  return element("div", { class: "layout" }, element("label", { for: "layout" }, say("tool.layout")), select);
}

// The moves of the keyboard as buttons, for those who have none.
function moves() {
  const buttons = ["previous", "next", "follow", "back", "details"].map((move) =>
    element("button", { onclick: () => MOVES[move]({ focus: false }) }, say(`tool.move_${move}`)),
  );
  buttons.push(element("button", { onclick: reset }, say("tool.reset_all")));
  part("moves").append(...buttons);
  part("moves").hidden = false;
}

// Marks the place of the chosen node in the list.
function mark() {
  for (const old of document.querySelectorAll("[aria-current='true']")) old.removeAttribute("aria-current");
  if (state.chosen) entryOf(state.chosen.id)?.setAttribute("aria-current", "true");
}

let hadChoice = false;

function tellChoice() {
  if (state.chosen) announce(say("tool.chosen", { name: describeShortly(state.chosen) }));
  else if (state.query) announce(`${say("tool.question")}: ${membersFound(state.query)}.`);
  else if (hadChoice) announce(say("tool.cleared"));
  hadChoice = Boolean(state.chosen || state.query);
}

// In a frame without an address of its own, links to parts of the page would lead out of it.
function followLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const goal = link && entryOf(decoded(link.hash.slice(1)));
    if (!goal) return;
    event.preventDefault();
    bringTo(goal);
    // Layout and hidden networks stay as they are.
    const node = nodeOf(goal.id);
    if (node) return choose(node);
    try {
      history.pushState(null, "", link.hash);
    } catch {
      // No address here; the jump is made all the same.
    }
  });
}

function start() {
  document.documentElement.classList.add("interactive");
  startSurroundings();
  part("canvas").hidden = false;
  toolbar();
  moves();
  startDiagram(part("canvas"), announce);
  startDetails(part("details"), part("how"));
  startLegend(part("legend"), part("legend-h"), announce);
  startShare(part("share"));
  if (part("query")) startQuery(part("query"));
  if (part("matrix")) startMatrix(part("matrix"), part("matrix-tools"));
  if (part("upset")) startUpset(part("upset"));
  onChange((what) => {
    if (!what.has("chosen")) return;
    mark();
    tellChoice();
  });
  for (const event of ["popstate", "hashchange"]) addEventListener(event, () => readAddress());
  followLinks();
  if (location.hash.length > 1) {
    layOutAll();
    readAddress();
    openAtDiagram();
  } else requestAnimationFrame(() => setTimeout(layOutAll, SOON));
}

// The browser finds an anchor by itself, and where one was on a page that one comes back to.
function openAtDiagram() {
  const [way] = performance.getEntriesByType("navigation");
  if (way?.type !== "navigate" || !decoded(location.hash).includes("=")) return;
  // A frame leaves focus and place of the page around it alone.
  if (parent === self) bringToDiagram();
  else scrollBy(0, document.querySelector(".stage").getBoundingClientRect().top);
}

// Until the diagram is drawn, the style sheet puts off what is far below it.
function layOutAll() {
  document.documentElement.classList.add("whole");
}

start();
