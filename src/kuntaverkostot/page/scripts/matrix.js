// The overlap matrix and the UpSet view of the page, as ways to ask: each cell and each bar is a question.

import { bringToDiagram, element, part } from "./elements.js";
import { nodeOf } from "./island.js";
import { ask, askable, emptyQuery, onChange, PARTS, state } from "./state.js";
import { number, percent, say } from "./words.js";

const MEASURES = {
  count: ({ shared }) => number(shared),
  share: ({ shared, own }) => (own ? percent(shared / own) : ""),
  jaccard: ({ shared, own, other }) => percent(shared / (own + other - shared), { plain: true }),
};

// Who asks here is far below the diagram.
function askHere(query) {
  ask(query);
  bringToDiagram();
}

// The networks that a row is about.
const linked = ({ cells: [head] }) => [...head.querySelectorAll("a")].map((link) => link.hash.slice(1));

export function startMatrix(table, room) {
  // The same networks down and across.
  const networks = [...table.tBodies[0].rows].flatMap(linked).map(nodeOf);
  const cells = [...table.tBodies[0].querySelectorAll("td")].map((cell, place) => {
    const [row, column] = [networks[Math.floor(place / networks.length)], networks[place % networks.length]];
    const query = { ...emptyQuery(), all: row === column ? [row.id] : [row.id, column.id] };
    const button = element("button", { onclick: () => askHere(query) });
    // How many they share, as Python counted and wrote it.
    const shared = Number(cell.textContent.replace(/\D/g, ""));
    cell.replaceChildren(button);
    return { button, row, column, query, shared };
  });
  const sizes = new Map(cells.filter(({ row, column }) => row === column).map(({ row, shared }) => [row, shared]));
  const select = element(
    "select",
    { id: "measure", onchange: show },
    ...Object.keys(MEASURES).map((key) => element("option", { value: key }, say(`query.measure_${key}`))),
  );

  function show() {
    for (const { button, row, column, shared } of cells) {
      button.textContent = MEASURES[select.value]({ shared, own: sizes.get(row), other: sizes.get(column) });
      const names = row === column ? row.name : `${row.name}, ${column.name}`;
      button.setAttribute("aria-label", `${names}: ${button.textContent}`);
    }
    part("matrix-caption").textContent = say(`view.matrix_caption_${select.value}`);
    part("matrix-lead").textContent = say(`view.matrix_lead_${select.value}`);
  }

  room.append(element("label", { for: "measure" }, say("query.measure")), select);
  room.hidden = false;
  show();
  onChange((what) => {
    if (!what.has("query")) return;
    for (const { button, query } of cells) button.setAttribute("aria-pressed", sameQuery(query, state.query));
  });
}

// A bar and a row of the table, in the same order, ask for those in all of their networks and in none of the others.
export function startUpset(table) {
  const bars = document.querySelectorAll("svg.upset > g");
  const asked = [...table.tBodies[0].rows].map((row, place) => {
    const all = linked(row);
    const query = { ...emptyQuery(), all, none: askable.filter((id) => !all.includes(id)) };
    const onclick = () => askHere(query);
    const label = `${say("query.select")}: ${row.cells[0].textContent}`;
    const button = element("button", { class: "small", "aria-label": label, onclick }, say("query.select"));
    row.cells[0].append(" ", button);
    // The bars are for the mouse; the buttons of the table do the same for everybody.
    bars[place].addEventListener("click", onclick);
    return { row, bar: bars[place], button, query };
  });
  onChange((what) => {
    if (!what.has("query")) return;
    for (const { row, bar, button, query } of asked) {
      const chosen = sameQuery(query, state.query);
      for (const one of [row, bar]) one.classList.toggle("chosen", chosen);
      button.setAttribute("aria-pressed", chosen);
    }
  });
}

function sameQuery(one, other) {
  return Boolean(other) && PARTS.every((part) => [...one[part]].sort().join() === [...other[part]].sort().join());
}
