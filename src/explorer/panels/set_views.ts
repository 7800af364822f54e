// The overlap matrix and the UpSet view of a page, as ways to ask: each cell and each bar is a question.

import { type Context, onDestroy } from "../context.ts";
import type { GraphNode } from "../model/graph.ts";
import type { MatrixData } from "../model/payload.ts";
import { emptyQuery, type Query, sameQuery } from "../model/query.ts";
import { bringTo, element } from "./dom.ts";

const MEASURES = ["count", "share", "jaccard"] as const;
type Measure = (typeof MEASURES)[number];

interface Cell {
  button: HTMLButtonElement;
  row: GraphNode;
  column: GraphNode;
  query: Query;
  shared: number;
  own: number; // members of the row
  other: number; // members of the column
}

// These views may be far below the diagram.
function askFrom({ parts, store }: Context, query: Query): void {
  store.ask(query);
  bringTo(parts.stage);
}

// The table has the same networks down and across, in the order of the data.
export function startMatrix(context: Context, data: MatrixData): void {
  const { host, parts, store, words } = context;
  const [table, tools] = [parts.optional("matrix"), parts.optional("matrix-tools")];
  if (!table || !tools) return;
  const places = [...table.querySelectorAll("tbody td")];
  const before = places.map((place) => [...place.childNodes]);
  const cells = cellsOf(context, data);
  for (const [at, place] of places.entries()) place.replaceChildren(cells[at].button);
  const id = host.idOf("measure");
  const options = MEASURES.map((key) => element("option", { value: key }, words.say(`query.measure_${key}`)));
  const select = element("select", { id, onchange: show }, ...options);
  const choice = [element("label", { for: id }, words.say("query.measure")), select];

  function show(): void {
    const measure = select.value as Measure;
    for (const cell of cells) {
      const { button, row, column } = cell;
      button.textContent = measured(context, cell, measure);
      const names = row === column ? row.name : `${row.name}, ${column.name}`;
      button.setAttribute("aria-label", `${names}: ${button.textContent}`);
    }
    for (const part of ["caption", "lead"] as const) {
      const text = parts.optional(`matrix-${part}`);
      if (text) text.textContent = words.say(`view.matrix_${part}_${measure}`);
    }
  }

  tools.append(...choice);
  tools.hidden = false;
  show();
  store.onChange((what) => {
    if (!what.has("query")) return;
    for (const { button, query } of cells)
      button.setAttribute("aria-pressed", String(sameQuery(query, store.state.query)));
  });
  onDestroy(context, () => {
    select.value = MEASURES[0];
    show();
    for (const [at, place] of places.entries()) place.replaceChildren(...before[at]);
    for (const part of choice) part.remove();
    tools.hidden = true;
  });
}

function cellsOf(context: Context, { networks: rows, shared: counts }: MatrixData): Cell[] {
  const networks = rows.map((row) => context.graph.networks[row]);
  return networks.flatMap((row, down) =>
    networks.map((column, across) => {
      const query = { ...emptyQuery(), all: row === column ? [row.id] : [row.id, column.id] };
      return {
        button: element("button", { onclick: () => askFrom(context, query) }),
        row,
        column,
        query,
        shared: counts[down][across],
        own: counts[down][down],
        other: counts[across][across],
      };
    }),
  );
}

function measured({ words }: Context, { shared, own, other }: Cell, measure: Measure): string {
  if (measure === "count") return words.number(shared);
  if (measure === "jaccard") return words.fraction(shared / (own + other - shared));
  return own ? words.percent(shared / own) : "";
}

// A bar and a row of the table, in the order of the data, ask for members of all of their networks and of no other one.
export function startSets(context: Context, sets: readonly (readonly number[])[]): void {
  const { graph, parts, questions, store, words } = context;
  const rows = parts.optional("upset")?.querySelectorAll<HTMLTableRowElement>("tbody tr") ?? [];
  const bars = parts.root.querySelectorAll<SVGGElement>("svg.upset > g");
  const asked = [...rows].map((row, place) => {
    const query = questions.exactly(sets[place].map((network) => graph.networks[network].id));
    const onclick = () => askFrom(context, query);
    const head = row.cells[0];
    const label = `${words.say("query.select")}: ${head.textContent}`;
    const button = element("button", { class: "small", "aria-label": label, onclick }, words.say("query.select"));
    const space = document.createTextNode(" ");
    head.append(space, button);
    // The bars are for the mouse; the buttons of the table do the same for everybody.
    bars[place].addEventListener("click", onclick, { signal: context.signal });
    onDestroy(context, () => {
      space.remove();
      button.remove();
    });
    return { marked: [row, bars[place]], button, query };
  });
  store.onChange((what) => {
    if (!what.has("query")) return;
    for (const { marked, button, query } of asked) {
      const chosen = sameQuery(query, store.state.query);
      for (const mark of marked) mark.classList.toggle("chosen", chosen);
      button.setAttribute("aria-pressed", String(chosen));
    }
  });
}
