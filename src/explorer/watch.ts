// Beside a page that is being worked on: it loads the page anew when it was built anew, and shows what was said of the
// tables.

import { element } from "./panels/dom.ts";

interface News {
  number: number; // of the build
  lines: string[];
  heading: string;
}

// The policy of the page allows no styles but its own; what a script sets one by one is none of these.
const LOOK = {
  padding: "12px 24px",
  border: "2px solid",
  margin: "12px",
  borderRadius: "8px",
  overflowWrap: "anywhere",
};

function start(script: HTMLScriptElement): void {
  const own = Number(script.dataset.number);
  const panel = element("section", { id: "watch", role: "status", hidden: true });
  Object.assign(panel.style, LOOK);
  (document.querySelector("main") ?? document.body).prepend(panel);

  new EventSource("/events").addEventListener("message", ({ data }) => {
    const { number, lines, heading } = JSON.parse(data) as News;
    if (number !== own) {
      location.reload();
      return;
    }
    panel.replaceChildren(
      element("p", {}, heading),
      element("ul", {}, ...lines.map((line) => element("li", {}, line))),
    );
    panel.hidden = !lines.length;
  });
}

if (document.currentScript instanceof HTMLScriptElement) start(document.currentScript);
