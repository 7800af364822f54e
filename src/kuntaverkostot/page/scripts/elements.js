// Making elements; text is only ever set as text.

const SVG = "http://www.w3.org/2000/svg";

export const part = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  // Unless it says so, a button sends no form.
  if (name === "button") made.type = name;
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

// The name of a node, marked when it is in another language than the page.
export function nameOf(node) {
  return node.foreign ? element("span", { lang: node.foreign }, node.name) : node.name;
}

export function linkTo(node) {
  return element("a", { href: `#${node.id}` }, nameOf(node));
}

export function icon(path) {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawn.append(line);
  return drawn;
}

export function iconButton(label, path, onclick) {
  return element("button", { class: "icon", "aria-label": label, title: label, onclick }, icon(path));
}

// Goes to a part of the page: what is seen and where the keyboard is.
export function bringTo(goal, block = "start") {
  if (!goal.matches("a, button, input, [tabindex]")) goal.tabIndex = -1;
  goal.focus({ preventScroll: true });
  goal.scrollIntoView({ block });
}

export function bringToDiagram() {
  bringTo(document.querySelector(".stage"));
}
