// Texts in the language of the page, with plural and number format.

import { decimal, grouping, texts } from "./data.js";

export function number(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, grouping);
}

export function say(key, values = {}) {
  let text = texts[key];
  if (typeof text !== "string") text = values.count === 1 ? text.one : text.other;
  return text.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : values[name],
  );
}

// How many members of a network are known, as Python says it, or in how many networks a member is.
export function extent({ size, kind, known }) {
  if (kind === "network") return known || say("known.none");
  return say(size ? "count.networks" : "diagram.unconfirmed", { count: size });
}

export function joined(words, link = "and") {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${say(`words.${link}`)} ${words[words.length - 1]}`;
}

// A share in per cent, or as a number between 0 and 1 with two decimals.
export function percent(value, { plain: bare = false } = {}) {
  if (bare) return value.toFixed(2).replace(".", decimal);
  return say("words.percent", { value: Math.round(100 * value) });
}

// Letters as one may type them: without case, marks and hyphens.
export function plain(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
