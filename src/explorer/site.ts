// The find box of the start page of a site. All that it finds is also in the list below it.

import { createIndex, type Findable } from "./model/search.ts";
import { element, marked } from "./panels/dom.ts";

const MOST_HITS = 8;

// As the script beside the page has it: where its page is, its name, the language of the name where that is not the
// language of the page, and its other names.
type Row = [page: string, name: string, foreign: string, ...others: string[]];

interface Goal extends Findable {
  readonly foreign: string;
}

declare global {
  // The names of the site, which a script before this one sets.
  var siteNames: Row[] | undefined;
}

const part = <Part extends HTMLElement>(selector: string) => document.querySelector(selector) as Part;

function start(rows: Row[]): void {
  const form = part<HTMLFormElement>("form.find");
  const input = part<HTMLInputElement>("form.find input");
  const hits = part("form.find .hits");
  const status = part("#found");
  const goals = rows.map(([page, name, foreign, ...names], index): Goal => {
    // The id of a node is found without its kind: a code.
    return { index, id: page, name, names, label: "", foreign };
  });
  const index = createIndex(goals);
  const texts = form.dataset;
  const address = ({ id }: Goal) => `${id}.html`;

  function hit(goal: Goal): HTMLElement {
    const others = goal.names.length ? ` (${goal.names.join(", ")})` : "";
    return element("li", {}, element("a", { href: address(goal) }, marked(goal.name, goal.foreign), others));
  }

  function show(): Goal[] {
    const query = input.value.trim();
    const found = index.search(query);
    const count = found.length === 1 ? texts.one : texts.other;
    const message = found.length ? count?.replace("{count}", String(found.length)) : query && texts.none;
    status.textContent = message?.replace("{query}", query) ?? "";
    hits.replaceChildren(...found.slice(0, MOST_HITS).map(hit));
    hits.hidden = !found.length;
    return found;
  }

  function move(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      hits.hidden = true;
      input.focus();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || hits.hidden) return;
    event.preventDefault();
    const stops: HTMLElement[] = [input, ...hits.querySelectorAll("a")];
    const place = stops.indexOf(document.activeElement as HTMLElement);
    stops[(place + step + stops.length) % stops.length].focus();
  }

  input.addEventListener("input", show);
  form.addEventListener("keydown", move);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [first] = show();
    if (first) location.assign(address(first));
  });
  form.hidden = false;
  // What was typed before the script came.
  if (input.value) show();
}

start(globalThis.siteNames ?? []);
