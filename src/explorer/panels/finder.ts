// The find box: by name in any of the languages or by code.

import type { Context } from "../context.ts";
import type { GraphNode } from "../model/graph.ts";
import { createIndex, type Index } from "../model/search.ts";
import { element, nameOf } from "./dom.ts";

const MOST_HITS = 8;
const PREPARED = 2000; // nodes at a time
const BREAK = 30; // milliseconds between them

export function findBox(context: Context): HTMLElement {
  const { announce, focused, graph, host, questions, store, words } = context;
  const { say } = words;
  // Counts have no names to be found by.
  const index = createIndex(graph.isCounted ? graph.networks : graph.nodes);
  prepare(context, index);
  const id = host.idOf("find");
  const hits = element("ul", { class: "hits", hidden: true });
  const input = element("input", { id, type: "search", autocomplete: "off", spellcheck: "false" });
  const submit = element("button", { type: "submit" }, say("tool.find_button"));
  const label = questions.asks === "municipality" ? "tool.find" : "tool.find_members";
  const form = element(
    "form",
    { class: "find", role: "search" },
    element("label", { for: id }, say(label)),
    element("div", { class: "field" }, input, submit),
    hits,
  );

  function close(): void {
    hits.hidden = true;
    hits.replaceChildren();
  }

  // The focus does not vanish with the list; on a touchscreen, a focus in the field would call the keyboard up.
  function take(node: GraphNode, { touched = false } = {}): void {
    if (hits.contains(focused())) (touched ? submit : input).focus();
    close();
    input.value = node.name;
    store.choose(node);
  }

  function hit(node: GraphNode): HTMLElement {
    const others = node.names.length ? ` (${node.names.join(", ")})` : "";
    const onclick = (event: PointerEvent) => take(node, { touched: event.pointerType === "touch" });
    return element("li", {}, element("button", { onclick }, nameOf(node), others));
  }

  function show(): GraphNode[] {
    const found = index.search(input.value);
    close();
    const query = input.value.trim();
    const message = found.length ? say("count.hits", { count: found.length }) : query && say("tool.no_hits", { query });
    announce(message);
    if (!query) return found;
    hits.append(...found.slice(0, MOST_HITS).map(hit));
    // Where the list does not hold everything, it says so to those who do not hear it.
    if (!found.length || found.length > MOST_HITS) hits.append(element("li", { class: "told" }, message));
    hits.hidden = false;
    return found;
  }

  function takeFirst(event: Event): void {
    event.preventDefault();
    const [first] = show();
    if (first) take(first);
  }

  function onkeydown(event: KeyboardEvent): void {
    // Asked for by itself: in a notebook the key does not submit a form.
    if (event.key === "Enter" && focused() === input) takeFirst(event);
    if (event.key === "Escape") {
      close();
      input.focus();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || hits.hidden) return;
    event.preventDefault();
    const stops: HTMLElement[] = [input, ...hits.querySelectorAll("button")];
    const place = stops.indexOf(focused() as HTMLElement);
    stops[(place + step + stops.length) % stops.length].focus();
  }

  input.addEventListener("input", show);
  form.addEventListener("submit", takeFirst);
  form.addEventListener("keydown", onkeydown);
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) close();
  });
  return form;
}

// A little at a time, before anybody asks.
function prepare({ graph, signal }: Context, index: Index): void {
  const more = (from: number) => {
    const to = index.prepare(from, PREPARED);
    if (to < graph.nodes.length && !signal.aborted) setTimeout(more, BREAK, to);
  };
  more(0);
}
