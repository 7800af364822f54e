import assert from "node:assert/strict";
import test from "node:test";
import type { Basis, Rule } from "../model/payload.ts";
import { reasonOf } from "../model/why.ts";
import { createWords } from "../model/words.ts";
import { nodeAt, whole } from "./data.ts";

const texts = {
  "count.inhabitants": { one: "{count} inhabitant", other: "{count} inhabitants" },
  "explain.over": "{inhabitants} on {date}, limit over {limit}",
  "explain.not_over": "{inhabitants} on {date}, limit over {limit}, so {missing} too few",
  "explain.under": "{inhabitants} on {date}, limit under {limit}",
  "explain.not_under": "{inhabitants} on {date}, limit under {limit}, so {missing} too many",
  "explain.language_yes": "it is {spoken}",
  "explain.kind_yes": "of that kind",
  "explain.addition": "a named addition ({why})",
  "municipality_language.fi": "Finnish",
};

function reason(member: string, network: string, basis: Basis, ...rules: Rule[]): string {
  const shown = { ...whole, rules, texts };
  return reasonOf(shown, createWords(shown), { member: nodeAt(member), network: nodeAt(network), basis, sources: [] });
}

const place = (network: string) => nodeAt(network).index;

test("a member by rule has the figure, its day and the limit", () => {
  const rules: Rule[] = [[place("n-east"), "over", 100_000]];
  assert.equal(
    reason("m-049", "n-east", "rule", ...rules),
    "320\u00a0000 inhabitants on 31 December 2024, limit over 100\u00a0000",
  );
  assert.equal(reason("m-049", "n-west", "rule", ...rules), "");
});

test("a member that a source names beside the rule is a named addition", () => {
  const rules: Rule[] = [[place("n-old"), "over", 50_000]];
  assert.equal(
    reason("m-235", "n-old", "listed", ...rules),
    "a named addition (10\u00a0000 inhabitants on 31 December 2024, limit over 50\u00a0000, so 40\u00a0001 too few)",
  );
  assert.equal(reason("m-049", "n-old", "listed", ...rules), "");
  assert.equal(reason("m-235", "n-west", "listed"), "");
  assert.equal(reason("m-235", "n-old", "candidate", ...rules), "");
});

test("a limit itself is neither over nor under", () => {
  const under: Rule = [place("n-west"), "under", 10_000];
  assert.equal(reason("m-235", "n-west", "listed", under).endsWith("so 1 too many)"), true);
  const small = "1\u00a0000 inhabitants on 31 December 2024, limit under 10\u00a0000";
  assert.equal(reason("m-020", "n-west", "rule", under), small);
});

test("kinds and languages are said; what nobody knows is not", () => {
  assert.equal(reason("o-hub", "n-north", "rule", [place("n-north"), "kind", 0]), "of that kind");
  assert.equal(reason("m-092", "n-north", "rule", [place("n-north"), "over", 1]).startsWith("240"), true);
  assert.equal(reason("o-hub", "n-north", "rule", [place("n-north"), "over", 1]), "");
  assert.equal(reason("o-hub", "n-north", "rule", [place("n-north"), "language", 0]), "");
  assert.equal(reason("m-092", "n-north", "rule", [place("n-north"), "language", 0]), "it is Finnish");
});
