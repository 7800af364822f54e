// The overlap matrix and the UpSet view of the page, as ways to ask: each cell and each bar is a question.

import { element } from "./elements.js";
import { nodeOf } from "./island.js";
import { answer, ask, emptyQuery, onChange, state } from "./state.js";
import { percent, say } from "./words.js";

const MEASURES = {
  count: ({ shared }) => String(shared),
  share: ({ shared, own }) => (own ? percent(shared / own) : ""),
  jaccard: ({ shared, own, other }) => percent(shared / (own + other - shared), { plain: true }),
};

export function startMatrix(table, room) {
  const cells = [...table.querySelectorAll("td[data-row]")].map((cell) => {
    const [row, column] = [nodeOf(cell.dataset.row), nodeOf(cell.dataset.column)];
    const query = { ...emptyQuery(), all: row === column ? [row.id] : [row.id, column.id] };
    const button = element("button", { type: "button", onclick: () => ask(query) });
    cell.replaceChildren(button);
    return { cell, button, row, column, query };
  });
  const sizes = new Map(cells.filter(({ row, column }) => row === column).map(({ row, query }) => [row, answer(query).length]));
  const select = element(
    "select",
    { id: "measure", onchange: show },
    ...Object.keys(MEASURES).map((key) => element("option", { value: key }, say(`query.measure_${key}`))),
  );

  function show() {
    for (const { button, row, column, query } of cells) {
      const shared = answer(query).length;
      button.textContent = MEASURES[select.value]({ shared, own: sizes.get(row), other: sizes.get(column) });
      const names = row === column ? row.name : `${row.name}, ${column.name}`;
      button.setAttribute("aria-label", `${names}: ${button.textContent}`);
    }
  }

  room.append(element("label", { for: "measure" }, say("query.measure")), select);
  room.hidden = false;
  show();
  onChange((what) => {
    if (!what.has("query")) return;
    for (const { button, query } of cells) button.setAttribute("aria-pressed", String(sameQuery(query, state.query)));
  });
}

export function startUpset(table) {
  const places = [...document.querySelectorAll("[data-all]")].map((place) => {
    const list = (part) => (place.dataset[part] || "").split(" ").filter(Boolean);
    return { place, query: { ...emptyQuery(), all: list("all"), none: list("none") } };
  });
  const buttons = places.filter(({ place }) => table.contains(place)).map(({ place, query }) => {
    const button = element("button", { type: "button", class: "small", onclick: () => ask(query) }, say("query.select"));
    place.querySelector("th").append(" ", button);
    return { button, query };
  });
  // The bars are for the mouse; the buttons of the table do the same for everybody.
  for (const { place, query } of places) if (!table.contains(place)) place.addEventListener("click", () => ask(query));
  onChange((what) => {
    if (!what.has("query")) return;
    for (const { place, query } of places) place.classList.toggle("chosen", sameQuery(query, state.query));
    for (const { button, query } of buttons) button.setAttribute("aria-pressed", String(sameQuery(query, state.query)));
  });
}

function sameQuery(one, other) {
  return Boolean(other) && ["all", "any", "none"].every((part) => [...one[part]].sort().join() === [...other[part]].sort().join());
}
