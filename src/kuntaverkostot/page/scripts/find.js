// The find box: by name in any of the languages or by code, forgiving about å ä ö, case and hyphens.

import { asksMunicipalities, choose } from "./state.js";
import { element, nameOf } from "./elements.js";
import { nodes } from "./island.js";
import { plain, say } from "./words.js";

const MOST_HITS = 8;

const keys = [];

// What a node is found by, each with a space before it, as before every word that a search may begin with.
export function keysOf(index) {
  const { name, names, label, id } = nodes[index];
  keys[index] ||= [...new Set([name, ...names, label, id.slice(2)])].map((text) => ` ${plain(text)}`);
  return keys[index];
}

// Written a little at a time before anybody asks, so that the first search is as quick as the next.
function prepare(from = 0) {
  const to = Math.min(from + 2000, nodes.length);
  for (let index = from; index < to; index++) keysOf(index);
  if (to < nodes.length) setTimeout(prepare, 30, to);
}

export function search(query) {
  const wanted = plain(query);
  if (!wanted) return [];
  const found = [];
  nodes.forEach((node, index) => {
    const places = keysOf(index).map((key) => key.indexOf(` ${wanted}`)).filter((place) => place >= 0);
    if (places.length) found.push({ node, place: Math.min(...places) });
  });
  return found
    .sort((one, other) => Math.sign(one.place) - Math.sign(other.place) || one.node.index - other.node.index)
    .map(({ node }) => node);
}

export function findBox(announce) {
  prepare();
  const hits = element("ul", { class: "hits", hidden: true });
  const input = element("input", { id: "find", type: "search", autocomplete: "off", spellcheck: "false" });
  const submit = element("button", { type: "submit" }, say("tool.find_button"));
  const form = element(
    "form",
    { class: "find", role: "search" },
    element("label", { for: "find" }, say(asksMunicipalities ? "tool.find" : "tool.find_members")),
    element("div", { class: "field" }, input, submit),
    hits,
  );

  function close() {
    hits.hidden = true;
    hits.replaceChildren();
  }

  // The focus does not vanish with the list; on a touchscreen, a focus in the field would call the keyboard up.
  function take(node, touched = false) {
    if (hits.contains(document.activeElement)) (touched ? submit : input).focus();
    close();
    input.value = node.name;
    choose(node);
  }

  function show() {
    const found = search(input.value);
    close();
    const asked = input.value.trim();
    const told = found.length ? say("count.hits", { count: found.length }) : asked && say("tool.no_hits", { query: asked });
    announce(told);
    if (!asked) return found;
    for (const node of found.slice(0, MOST_HITS)) {
      const other = node.names.length ? ` (${node.names.join(", ")})` : "";
      const button = element("button", { onclick: (event) => take(node, event.pointerType === "touch") }, nameOf(node), other);
      hits.append(element("li", {}, button));
    }
    // Where not everything is in the list, it says so to those who do not hear it.
    if (!found.length || found.length > MOST_HITS) hits.append(element("li", { class: "told" }, told));
    hits.hidden = false;
    return found;
  }

  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [first] = show();
    if (first) take(first);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      input.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || hits.hidden) return;
    event.preventDefault();
    const stops = [input, ...hits.querySelectorAll("button")];
    const place = stops.indexOf(document.activeElement);
    stops[(place + step + stops.length) % stops.length].focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  return form;
}
