// The question "in all of, in any of, in none of" and its answer: a sentence, links, and a line of Python.

import type { Context } from "../context.ts";
import type { Condition } from "../model/conditions.ts";
import { byIndex, countOf, type GraphNode } from "../model/graph.ts";
import { emptyQuery, PARTS, type Part, type Query } from "../model/query.ts";
import { plain } from "../model/words.ts";
import { copyButton } from "./copy.ts";
import { element, linkTo } from "./dom.ts";

const MOST_LINKS = 400;
const MOST_CHOICES = 24; // that are seen at a glance; more are in a list to scroll and to search
const MOST_LISTED = 200; // at once; what is chosen is always there

interface Choice {
  network: GraphNode;
  select: HTMLSelectElement;
  field: HTMLElement;
}

type Asked = Pick<Choice, "select" | "field">;

export function startQuestion(context: Context): void {
  const { parts, questions, store, words } = context;
  const { state } = store;
  const many = questions.askable.length > MOST_CHOICES;
  const networks = many ? [...questions.askable].sort(byIndex) : questions.askable;
  const choices = networks.map((network) => choiceOf(context, network));
  const list = element("div", { class: many ? "choices many" : "choices" }, ...choices.map(({ field }) => field));
  const conditions = conditionsOf(context);
  const answer = element("div", { class: "answer" });
  const fieldset = (key: string, ...fields: HTMLElement[]) =>
    element("fieldset", {}, element("legend", {}, words.say(key)), ...fields);
  parts.query.append(
    fieldset("query.legend", ...(many ? networkFinder(context, choices) : []), list),
    ...(conditions.length
      ? [fieldset("query.where", element("div", { class: "choices" }, ...conditions.map(({ field }) => field)))]
      : []),
    element("button", { onclick: () => store.ask(null) }, words.say("query.reset")),
    answer,
  );
  parts.query.hidden = false;
  for (const { select } of [...choices, ...conditions])
    select.addEventListener("change", () => store.ask(written(choices, conditions)));
  store.onChange((what) => {
    if (!what.has("query")) return;
    for (const { network, select, field } of choices) {
      select.value = PARTS.find((part) => state.query?.[part].includes(network.id)) ?? "";
      if (select.value) field.hidden = false;
    }
    for (const { select } of conditions)
      select.value = [...select.options].find(({ value }) => state.query?.where.includes(value))?.value ?? "";
    const isOpen = answer.querySelector("details")?.open ?? false;
    answer.replaceChildren(...(state.query ? answerOf(context, state.query) : []));
    const code = answer.querySelector("details");
    // Whoever opened the line of Python goes on to read it with the next answer.
    if (code) code.open = isOpen;
  });
}

function choiceOf({ words: { say } }: Context, network: GraphNode): Choice {
  const options = ["", ...PARTS].map((part) =>
    element("option", { value: part }, say(`query.option_${part || "free"}`)),
  );
  const select = element("select", { "data-network": network.id }, ...options);
  return { network, select, field: element("label", {}, element("span", {}, network.label), select) };
}

// One choice for each attribute, of its values and of the least one.
function conditionsOf(context: Context): Asked[] {
  const { graph, words } = context;
  const names = [...new Set(graph.conditions.all.map(({ name }) => name))];
  return names.map((name) => {
    const own = graph.conditions.all.filter((one) => one.name === name);
    const options = own.map((one) =>
      element("option", { value: one.text }, `${shownValue(context, one)} (${words.number(one.count)})`),
    );
    const select = element("select", {}, element("option", { value: "" }, words.say("query.option_free")), ...options);
    return { select, field: element("label", {}, element("span", {}, name), select) };
  });
}

function written(choices: readonly Choice[], conditions: readonly Asked[]): Query {
  const query = { ...emptyQuery(), where: conditions.map(({ select }) => select.value).filter(Boolean) };
  for (const { network, select } of choices) if (select.value) query[select.value as Part].push(network.id);
  return query;
}

// Shows the networks of which a word of the name begins with what is typed, and those that are chosen.
function networkFinder({ host, words: { say } }: Context, choices: readonly Choice[]): HTMLElement[] {
  const id = host.idOf("find-network");
  const input = element("input", { id, type: "search", autocomplete: "off", spellcheck: "false", oninput: show });
  const message = element("p", { class: "meta", role: "status" });
  function show(): void {
    const wanted = ` ${plain(input.value)}`;
    let count = 0;
    for (const { network, select, field } of choices) {
      const texts = [network.name, network.label, ...network.names];
      const matches = count < MOST_LISTED && texts.some((text) => ` ${plain(text)}`.includes(wanted));
      const kept = matches || Boolean(select.value);
      field.hidden = !kept;
      if (kept) count += 1;
    }
    message.textContent = say("query.listed", { count, networks: choices.length });
  }
  show();
  return [element("label", { for: id }, say("query.find")), input, message];
}

// A link to a member; to a count of members, with the networks that these are in.
export function memberLink(context: Context, node: GraphNode): (Node | string)[] {
  if (!context.graph.isCounted) return [linkTo(context, node)];
  const networks = context.graph.neighbours(node).map(({ label }) => label);
  return [linkTo(context, node), element("small", {}, ` ${networks.join(" + ")}`)];
}

// Counts have a line of their own, because their networks follow.
export const listClass = ({ graph }: Context): string => (graph.isCounted ? "networks" : "members");

export function membersFound({ questions, words: { say } }: Context, query: Query): string {
  const key = questions.asks === "municipality" ? "count.municipalities" : "count.members";
  return say(key, { count: countOf(questions.answer(query)) });
}

export function answerOf(context: Context, query: Query): HTMLElement[] {
  const { questions, words } = context;
  const members = questions.answer(query);
  const items = members.slice(0, MOST_LINKS).map((node) => element("li", {}, ...memberLink(context, node)));
  const rest = members.length - items.length;
  const answer = [
    element("p", {}, sentenceOf(context, query)),
    element("ul", { class: listClass(context) }, ...items),
    ...(rest > 0 ? [element("p", {}, words.say("query.more", { count: rest }))] : []),
  ];
  // Counts are no dataset of which Python could ask the same.
  if (context.graph.isCounted) return answer;
  const code = pythonOf(context, query);
  return [
    ...answer,
    element(
      "details",
      {},
      element("summary", {}, words.say("query.python")),
      element(
        "p",
        { class: "code" },
        element("code", {}, code),
        copyButton(context, words.say("query.copy"), () => code),
      ),
    ),
  ];
}

function sentenceOf(context: Context, query: Query): string {
  const { graph, payload, questions, words } = context;
  const found = questions.answer(query);
  const people = found.reduce((sum, { population }) => sum + (population ?? 0), 0);
  const members = membersFound(context, query);
  const networks = networksAsked(context, query);
  const asked = graph.conditions.all.filter(({ text }) => query.where.includes(text));
  const conditions = asked.map((one) => `${one.name}: ${shownValue(context, one)}`).join("; ");
  const sentences = [networks ? words.say("query.found", { count: countOf(found), members, networks }) : `${members}.`];
  if (conditions) sentences.push(words.say("query.condition", { count: asked.length, conditions }));
  if (people) sentences.push(words.say("query.people", { people, date: payload.date }));
  return sentences.join(" ");
}

const shownValue = ({ words }: Context, { value, isLeast }: Condition) =>
  isLeast ? words.say("query.from", { value }) : value;

function networksAsked({ graph, questions, words }: Context, query: Query): string {
  const { none } = query;
  // In any of one network is in that network.
  const alone = query.any.length === 1;
  const all = alone ? [...query.all, ...query.any] : query.all;
  const any = alone ? [] : query.any;
  const phrase = (key: string, ids: readonly string[], link: "and" | "nor" = "and") => {
    const names = ids.map((id) => words.say("words.quoted", { name: graph.nodeOf(id)?.name ?? "" }));
    return ids.length ? words.say(`query.${key}`, { count: ids.length, names: words.joined(names, link) }) : "";
  };
  if (questions.isExact({ all, any, none })) return phrase("exactly", all);
  if (!all.length && !any.length) return phrase(none.length === 2 ? "neither" : "none", none);
  const phrases = [phrase("all", all), phrase(all.length ? "also" : "any", any), phrase("but", none, "nor")];
  return phrases.filter(Boolean).join(" ");
}

function pythonOf({ questions }: Context, query: Query): string {
  const kind = questions.asks === "municipality" ? ', kind="municipality"' : "";
  const where = query.where.length ? `, where=[${query.where.map((text) => JSON.stringify(text)).join(", ")}]` : "";
  const frame = `kv.incidence(dataset${kind}${where})`;
  const listed = (part: Part) => `[${query[part].map((id) => JSON.stringify(id.slice(2))).join(", ")}]`;
  const named = PARTS.filter((part) => query[part].length).map((part) => `${part}_of=${listed(part)}`);
  const exact = [`all_of=${listed("all")}`, `none_of=${frame}.columns.difference(${listed("all")})`];
  return `kv.sharing(${[frame, ...(questions.isExact(query) ? exact : named)].join(", ")})`;
}
