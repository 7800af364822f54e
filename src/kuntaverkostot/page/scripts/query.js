// The question "in all of, in any of, in none of" and its answer: a sentence, links, and a line of Python.

import { element, linkTo, part } from "./elements.js";
import { date } from "./data.js";
import { nodeOf } from "./island.js";
import { answer, ask, askable, asksMunicipalities, emptyQuery, isExact, onChange, PARTS, state } from "./state.js";
import { copy } from "./share.js";
import { joined, plain, say } from "./words.js";

const MOST_LINKS = 400;
const MOST_CHOICES = 24; // that are seen at a glance; more are in a list to scroll and to search
const MOST_LISTED = 200; // at once; what is chosen is always there

export function startQuery(room) {
  const choices = askable.map(nodeOf);
  const many = choices.length > MOST_CHOICES;
  if (many) choices.sort((one, other) => one.rank - other.rank);
  const selects = new Map(choices.map((network) => [network.id, selectOf(network)]));
  const result = element("div", { class: "answer" });
  const fields = choices.map(({ id, label }) => element("label", {}, element("span", {}, label), selects.get(id)));
  const list = element("div", { class: many ? "choices many" : "choices" }, ...fields);
  const finder = many ? findNetworks(choices, fields, selects) : [];
  const reset = element("button", { onclick: () => ask(null) }, say("query.reset"));
  room.append(
    element("fieldset", {}, element("legend", {}, say("query.legend")), ...finder, list),
    reset,
    result,
  );
  room.hidden = false;
  for (const select of selects.values()) select.addEventListener("change", () => ask(readQuery(selects)));
  onChange((what) => {
    if (!what.has("query")) return;
    for (const [id, select] of selects) select.value = PARTS.find((part) => state.query?.[part].includes(id)) || "";
    for (const [place, { id }] of choices.entries()) if (selects.get(id).value) fields[place].hidden = false;
    result.replaceChildren(...(state.query ? tellAnswer(state.query) : []));
    markList();
  });
}

function selectOf(network) {
  const options = ["", ...PARTS].map((part) => element("option", { value: part }, say(`query.option_${part || "free"}`)));
  return element("select", { "data-network": network.id }, ...options);
}

// Shows the networks of which a word of the name begins with what is written, and those that are chosen.
function findNetworks(choices, fields, selects) {
  const input = element("input", { id: "find-network", type: "search", autocomplete: "off", spellcheck: "false", oninput: show });
  const told = element("p", { class: "meta", role: "status" });
  function show() {
    const wanted = plain(input.value);
    let count = 0;
    choices.forEach(({ id, name, names, label }, place) => {
      const found = count < MOST_LISTED && [name, label, ...names].some((text) => ` ${plain(text)}`.includes(` ${wanted}`));
      const kept = found || Boolean(selects.get(id).value);
      fields[place].hidden = !kept;
      if (kept) count += 1;
    });
    told.textContent = say("query.listed", { count, networks: choices.length });
  }
  show();
  return [element("label", { for: "find-network" }, say("query.find")), input, told];
}

function readQuery(selects) {
  const query = emptyQuery();
  for (const [id, select] of selects) if (select.value) query[select.value].push(id);
  return query;
}

export function membersFound(query) {
  return say(asksMunicipalities ? "count.municipalities" : "count.members", { count: answer(query).length });
}

function sentence(query) {
  const found = answer(query);
  const people = found.reduce((sum, node) => sum + (node.population || 0), 0);
  const who = say("query.found", { count: found.length, members: membersFound(query), networks: networksAsked(query) });
  return people ? `${who} ${say("query.people", { people, date })}` : who;
}

// In any of one network is in that network.
function networksAsked({ all, any, none }) {
  if (any.length === 1) [all, any] = [[...all, ...any], []];
  const phrase = (key, ids, link) => {
    const names = joined(ids.map((id) => say("words.quoted", { name: nodeOf(id).name })), link);
    return ids.length ? say(`query.${key}`, { count: ids.length, names }) : "";
  };
  if (isExact({ all, any, none })) return phrase("exactly", all);
  if (!all.length && !any.length) return phrase(none.length === 2 ? "neither" : "none", none);
  return [phrase("all", all), phrase(all.length ? "also" : "any", any), phrase("but", none, "nor")].filter(Boolean).join(" ");
}

function python(query) {
  const kind = asksMunicipalities ? "" : ', kind="organisation"';
  const frame = `kv.incidence(dataset${kind})`;
  const listed = (part) => `[${query[part].map((id) => JSON.stringify(id.slice(2))).join(", ")}]`;
  if (isExact(query)) return `kv.sharing(${frame}, all_of=${listed("all")}, none_of=${frame}.columns.difference(${listed("all")}))`;
  return `kv.sharing(${frame}, ${PARTS.filter((part) => query[part].length).map((part) => `${part}_of=${listed(part)}`).join(", ")})`;
}

export function tellAnswer(query) {
  const found = answer(query);
  const rest = found.length - MOST_LINKS;
  const code = element("code", {}, python(query));
  return [
    element("p", {}, sentence(query)),
    element("ul", { class: "members" }, ...found.slice(0, MOST_LINKS).map((node) => element("li", {}, linkTo(node)))),
    rest > 0 ? element("p", {}, say("query.more", { count: rest })) : "",
    element("h4", {}, say("query.python")),
    element("p", { class: "code" }, code, copy(say("query.copy"), () => code.textContent)),
  ];
}

// The same municipalities are marked in the list; where it is written bit by bit, in what is there already.
function markList() {
  const found = new Set(answer(state.query));
  for (const entry of document.querySelectorAll("#list li[id]")) entry.classList.toggle("picked", found.has(nodeOf(entry.id)));
}
