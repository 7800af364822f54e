// The still picture with the rules of the style sheet that it needs, so that it can stand alone.

import type { Picture } from "../host.ts";

const SVG = "http://www.w3.org/2000/svg";
const OWN = /^(\.[\w.]+|text)$/;

export function standalone({ svg, style }: Picture): Blob {
  const copy = svg.cloneNode(true) as Element;
  copy.setAttribute("xmlns", SVG);
  const rules = [...style.cssRules]
    .filter((rule) => rule instanceof CSSStyleRule)
    .filter(({ selectorText }) =>
      selectorText
        .split(",")
        .map((selector) => selector.trim().replace(/^\.picture /, ""))
        .some((selector) => OWN.test(selector) && copy.querySelector(selector)),
    )
    .map((rule) => rule.cssText.replaceAll(".picture ", ""))
    .join("\n");
  const values = getComputedStyle(svg);
  const names = new Set([...rules.matchAll(/var\((--\w+)\)/g)].map(([, name]) => name));
  const variables = [...names].map((name) => `${name}:${values.getPropertyValue(name)}`).join(";");
  const sheet = document.createElementNS(SVG, "style");
  sheet.textContent = `svg{${variables};background:${values.getPropertyValue("--ground")};font-family:system-ui,sans-serif}\n${rules}`;
  copy.prepend(sheet);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}
