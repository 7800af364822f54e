// Links and files to take along: copying where the browser lets us, selectable text where it does not.

import { element, part } from "./elements.js";
import { nodes, isNetwork, neighbours } from "./island.js";
import { answer, onChange, state } from "./state.js";
import { hasAddress } from "./surroundings.js";
import { say } from "./words.js";
import { workbook } from "./workbook.js";

export function copy(label, text) {
  const note = element("span");
  const button = element("button", { class: "copy" }, label);
  button.addEventListener("click", async () => {
    if (await copied(text())) {
      note.textContent = say("share.copied");
      part("status").textContent = say("share.copied");
      return;
    }
    const field = element("textarea", { readonly: true, rows: 2, "aria-label": label });
    field.value = text();
    note.replaceChildren(say("share.by_hand"), field);
    field.focus();
    field.select();
  });
  // What was copied is not what is chosen now.
  onChange((what) => {
    if (["chosen", "query", "hidden", "layout"].some((part) => what.has(part))) note.replaceChildren();
  });
  return element("span", { class: "copying" }, button, note);
}

// Returns whether the browser took the text. Asked where a frame may not, it would report an error.
async function copied(text) {
  const may = document.featurePolicy?.allowsFeature("clipboard-write") ?? true;
  try {
    if (may) await navigator.clipboard.writeText(text);
    return may;
  } catch {
    return false;
  }
}

export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

const textFile = (type, text) => new Blob([text], { type });

// Of each ending: what the file is of, and what makes it.
const FILES = {
  svg: ["picture", () => textFile("image/svg+xml", pictureText())],
  png: ["picture", painted],
  csv: ["selection", () => textFile("text/csv;charset=utf-8", asCsv(table()))],
  xlsx: ["selection", () => workbook(table())],
};

function fileName(part, ending) {
  return `${say(`share.file_${part}`)}.${ending}`;
}

function embedding() {
  const frame = element("iframe", { src: location.href, title: document.title, width: "100%", height: "900", loading: "lazy" });
  return new XMLSerializer().serializeToString(frame).replace(/ xmlns="[^"]*"/, "").replace("/>", "></iframe>");
}

export function startShare(room) {
  if (hasAddress) room.append(copy(say("share.link"), () => location.href), copy(say("share.embed"), embedding));
  for (const [ending, [part, make]] of Object.entries(FILES)) {
    const onclick = async () => save(fileName(part, ending), await make());
    room.append(element("button", { onclick }, say(`share.${ending}`)));
  }
  room.hidden = false;
}

// The still picture with the rules of the style sheet that it needs, so that it can stand alone.
function pictureText() {
  const copyOf = document.querySelector(".picture").cloneNode(true);
  copyOf.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const resolved = getComputedStyle(document.documentElement);
  const names = new Set();
  const rules = [...document.styleSheets[0].cssRules].filter((rule) => {
    const parts = rule.selectorText?.split(",").map((one) => one.trim().replace(/^\.picture /, "")) || [];
    return parts.some((part) => /^(\.[\w.]+|text)$/.test(part) && copyOf.querySelector(part));
  });
  const text = rules.map((rule) => rule.cssText.replaceAll(".picture ", "")).join("\n");
  for (const [, name] of text.matchAll(/var\((--\w+)\)/g)) names.add(name);
  const values = [...names].map((name) => `${name}:${resolved.getPropertyValue(name)}`);
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = `svg{${values.join(";")};background:${resolved.getPropertyValue("--ground")};font-family:system-ui,sans-serif}\n${text}`;
  copyOf.prepend(style);
  return new XMLSerializer().serializeToString(copyOf);
}

function painted() {
  const canvas = document.querySelector("#canvas canvas");
  const whole = element("canvas", { width: canvas.width, height: canvas.height });
  const ctx = whole.getContext("2d");
  ctx.fillStyle = getComputedStyle(document.body).backgroundColor;
  ctx.fillRect(0, 0, whole.width, whole.height);
  ctx.drawImage(canvas, 0, 0);
  return new Promise((resolve) => whole.toBlob(resolve));
}

function chosenMembers() {
  if (state.query) return answer(state.query);
  if (!state.chosen) return nodes.filter((node) => !isNetwork(node));
  return isNetwork(state.chosen) ? neighbours(state.chosen) : [state.chosen];
}

function table() {
  const rows = chosenMembers().flatMap(({ edges: own, name, id }) => {
    const held = own.map(({ network, basis }) => [network.name, name, id.slice(2), say(`csv.by_${basis}`)]);
    // Who is in no network is part of the choice all the same.
    return held.length ? held : [["", name, id.slice(2), say("diagram.unconfirmed")]];
  });
  // So is a network of which no member is known.
  const asked = state.query ? [] : state.chosen ? [state.chosen] : nodes;
  rows.push(...asked.filter((node) => isNetwork(node) && !node.size && !node.edges.length).map(({ name }) => [name, "", "", say("known.none")]));
  const heads = ["network", "member", "code", "basis"].map((key) => say(`csv.${key}`));
  // A cell that a spreadsheet would take for a formula is marked as text.
  return [heads, ...rows].map((row) => row.map((value) => value.replace(/^[=+\-@\t\r]/, "'$&")));
}

function asCsv(rows) {
  const cell = (value) => `"${value.replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}
