// Why a membership is one: what the rules of its network say of the member.

import type { Edge, GraphNode } from "./graph.ts";
import type { Payload, Rule } from "./payload.ts";
import type { Words } from "./words.ts";

interface Reason {
  met: boolean;
  text: string;
}

// The reason in words; "" where no rule has one, or a source alone says it.
export function reasonOf(payload: Payload, words: Words, { member, network, basis }: Edge): string {
  const reasons = payload.rules
    .filter(([of]) => of === network.index)
    .map((rule) => byRule(payload, words, member, rule))
    .filter((reason) => reason !== null);
  const met = reasons.find((reason) => reason.met);
  if (basis === "rule") return met?.text ?? "";
  const named = basis === "listed" && !met && reasons.length > 0;
  return named ? words.say("explain.addition", { why: reasons[0].text }) : "";
}

function byRule({ date }: Payload, { say }: Words, member: GraphNode, [, form, limit]: Rule): Reason | null {
  if (form === "kind") return { met: member.kind === "organisation", text: say("explain.kind_yes") };
  if (form === "language") {
    if (!member.language) return null;
    // Only whoever meets it is a member by this rule; which languages it names, its text says.
    return {
      met: true,
      text: say("explain.language_yes", { spoken: say(`municipality_language.${member.language}`) }),
    };
  }
  const { population } = member;
  if (population === null) return null;
  const met = form === "over" ? population > limit : population < limit;
  const inhabitants = say("count.inhabitants", { count: population });
  // A limit itself is neither over nor under.
  const values = { inhabitants, date, limit, missing: Math.abs(population - limit) + 1 };
  return { met, text: say(met ? `explain.${form}` : `explain.not_${form}`, values) };
}
