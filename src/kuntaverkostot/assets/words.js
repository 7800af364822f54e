// Texts in the language of the page, with plural and number format.

import { grouping, texts } from "./island.js";

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

// Letters as one may type them: without case, marks and hyphens.
export function plain(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
