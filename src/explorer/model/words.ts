// Texts in the language of the payload, with plurals and number format.

import type { GraphNode } from "./graph.ts";
import type { Payload } from "./payload.ts";

export type Values = Record<string, string | number>;

export interface Words {
  say(key: string, values?: Values): string;
  number(value: number): string;
  // How many members of a network are known, or in how many networks a member is.
  extent(node: GraphNode): string;
  joined(words: readonly string[], link?: "and" | "nor"): string;
  percent(value: number): string;
  // A share between 0 and 1 with two decimals.
  fraction(value: number): string;
}

export function createWords({ texts, grouping, decimal }: Payload): Words {
  const number = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, grouping);

  function say(key: string, values: Values = {}): string {
    const entry = texts[key];
    const text = typeof entry === "string" ? entry : values.count === 1 ? entry.one : entry.other;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === "number" ? number(value) : value;
    });
  }

  return {
    say,
    number,
    extent({ size, kind, known }) {
      if (kind === "network") return known || say("known.none");
      return say(size ? "count.networks" : "diagram.unconfirmed", { count: size });
    },
    joined(words, link = "and") {
      if (words.length < 2) return words.join("");
      return `${words.slice(0, -1).join(", ")} ${say(`words.${link}`)} ${words.at(-1)}`;
    },
    percent: (value) => say("words.percent", { value: Math.round(100 * value) }),
    fraction: (value) => value.toFixed(2).replace(".", decimal),
  };
}

// Letters as people type them: without case, marks and hyphens.
export function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
