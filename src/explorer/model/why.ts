// Why a membership is one: what the rules of its network say of the member.

import type { Edge, GraphNode } from "./graph.ts";
import type { Payload, Rule } from "./payload.ts";
import type { Words } from "./words.ts";

export interface Reason {
  readonly text: string;
  readonly sources: readonly number[]; // of the rule
}

type Outcome = Reason & { readonly met: boolean };

// The reason in words, with the sources of the rule; null where no rule has one, or a source alone says it.
export function reasonOf(payload: Payload, words: Words, { member, network, basis }: Edge): Reason | null {
  const outcomes = payload.rules
    .filter(([of]) => of === network.index)
    .map((rule) => byRule(payload, words, member, rule))
    .filter((outcome) => outcome !== null);
  const met = outcomes.find((outcome) => outcome.met) ?? null;
  if (basis === "rule") return met;
  if (basis !== "listed" || met || !outcomes.length) return null;
  const [{ text, sources }] = outcomes;
  return { text: words.say("explain.addition", { why: text }), sources };
}

function byRule(payload: Payload, { say }: Words, member: GraphNode, rule: Rule): Outcome | null {
  const [, form, limit, day, sources] = rule;
  if (form === "kind") return { met: member.kind === "organisation", text: say("explain.kind_yes"), sources };
  if (typeof limit !== "number") {
    const { language } = member;
    if (!language) return null;
    const met = limit.includes(language);
    const values = { spoken: say(`municipality_language.${language}`), rule: say("basis.rule_language_any_of") };
    return { met, text: say(met ? "explain.language_yes" : "explain.language_no", values), sources };
  }
  const [date, population] = figureOf(payload, member, day);
  if (population === null) return null;
  const met = form === "over" ? population > limit : population < limit;
  const inhabitants = say("count.inhabitants", { count: population });
  // A limit itself is neither over nor under.
  const values = { inhabitants, date, limit, missing: Math.abs(population - limit) + 1 };
  return { met, text: say(met ? `explain.${form}` : `explain.not_${form}`, values), sources };
}

// The day that a rule compares, and the inhabitants of a member on it.
function figureOf({ date, days, networks }: Payload, member: GraphNode, day: number): [string, number | null] {
  if (day < 0) return [date, member.population];
  const [then, figures] = days[day];
  return [then, figures[member.index - networks.name.length]];
}
