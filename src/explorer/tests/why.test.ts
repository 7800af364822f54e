import assert from "node:assert/strict";
import test from "node:test";
import type { Basis, Payload, Rule } from "../model/payload.ts";
import { type Reason, reasonOf } from "../model/why.ts";
import { createWords } from "../model/words.ts";
import { nodeAt, whole } from "./data.ts";

const texts = {
  "basis.rule_language_any_of": "Swedish or bilingual",
  "count.inhabitants": { one: "{count} inhabitant", other: "{count} inhabitants" },
  "explain.over": "{inhabitants} on {date}, limit over {limit}",
  "explain.not_over": "{inhabitants} on {date}, limit over {limit}, so {missing} too few",
  "explain.under": "{inhabitants} on {date}, limit under {limit}",
  "explain.not_under": "{inhabitants} on {date}, limit under {limit}, so {missing} too many",
  "explain.language_yes": "it is {spoken}",
  "explain.language_no": "it is {spoken}, and the rule is: {rule}",
  "explain.kind_yes": "of that kind",
  "explain.addition": "a named addition ({why})",
  "municipality_language.fi": "Finnish",
};
const NEWEST = -1;
const OLDER: Payload["days"] = [["31 December 2018", [90_000, 650_000, null, 9_000, null, 230_000]]];

function reason(member: string, network: string, basis: Basis, ...rules: Rule[]): Reason | null {
  const shown = { ...whole, rules, days: OLDER, texts };
  return reasonOf(shown, createWords(shown), { member: nodeAt(member), network: nodeAt(network), basis, sources: [] });
}

const said = (...asked: Parameters<typeof reason>) => reason(...asked)?.text.replaceAll("\u00a0", " ") ?? null;
const place = (network: string) => nodeAt(network).index;

test("a member by rule has the figure, its day, the limit and the sources of the rule", () => {
  const rule: Rule = [place("n-east"), "over", 100_000, NEWEST, [3, 7]];
  assert.equal(said("m-049", "n-east", "rule", rule), "320 000 inhabitants on 31 December 2024, limit over 100 000");
  assert.deepEqual(reason("m-049", "n-east", "rule", rule)?.sources, [3, 7]);
  assert.equal(reason("m-049", "n-west", "rule", rule), null);
});

test("a rule that compares an older day has the figure of that day", () => {
  const rules: Rule[] = [[place("n-east"), "under", 100_000, 0, [3]]];
  assert.equal(
    said("m-049", "n-east", "rule", ...rules),
    "90 000 inhabitants on 31 December 2018, limit under 100 000",
  );
  assert.equal(reason("m-020", "n-east", "rule", ...rules), null);
  assert.equal(
    said("m-091", "n-east", "listed", ...rules),
    "a named addition (650 000 inhabitants on 31 December 2018, limit under 100 000, so 550 001 too many)",
  );
});

test("a member that a source names beside the rule is a named addition", () => {
  const rule: Rule = [place("n-old"), "over", 50_000, NEWEST, [3]];
  assert.equal(
    said("m-235", "n-old", "listed", rule),
    "a named addition (10 000 inhabitants on 31 December 2024, limit over 50 000, so 40 001 too few)",
  );
  assert.equal(said("m-049", "n-old", "listed", rule), null);
  assert.equal(said("m-235", "n-west", "listed"), null);
  assert.equal(said("m-235", "n-old", "candidate", rule), null);
});

test("a limit itself is neither over nor under", () => {
  const under: Rule = [place("n-west"), "under", 10_000, NEWEST, []];
  assert.equal(said("m-235", "n-west", "listed", under)?.endsWith("so 1 too many)"), true);
  assert.equal(said("m-020", "n-west", "rule", under), "1 000 inhabitants on 31 December 2024, limit under 10 000");
});

test("kinds and languages are said; what nobody knows is not", () => {
  const north = place("n-north");
  assert.equal(said("o-hub", "n-north", "rule", [north, "kind", 0, NEWEST, []]), "of that kind");
  assert.equal(said("m-092", "n-north", "rule", [north, "over", 1, NEWEST, []])?.startsWith("240"), true);
  assert.equal(said("o-hub", "n-north", "rule", [north, "over", 1, NEWEST, []]), null);
  assert.equal(said("o-hub", "n-north", "rule", [north, "language", ["fi"], NEWEST, []]), null);
  assert.equal(said("m-092", "n-north", "rule", [north, "language", ["fi"], NEWEST, []]), "it is Finnish");
});

test("of several rules, the one that is met is the reason", () => {
  const north = place("n-north");
  const swedish: Rule = [north, "language", ["sv"], NEWEST, [1]];
  assert.equal(
    said("m-092", "n-north", "rule", swedish, [north, "over", 200_000, NEWEST, [2]]),
    "240 000 inhabitants on 31 December 2024, limit over 200 000",
  );
  assert.equal(
    said("m-092", "n-north", "listed", swedish),
    "a named addition (it is Finnish, and the rule is: Swedish or bilingual)",
  );
});
