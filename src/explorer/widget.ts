// A cell of a notebook as a host of the explorer: an anywidget, whose model keeps what is chosen in step with Python.

import type { Host, Source } from "./host.ts";
import type { Payload } from "./model/payload.ts";
import { copyOf, emptyQuery, isEmpty } from "./model/query.ts";
import type { Selection } from "./model/selection.ts";
import { type Explorer, mount } from "./mount.ts";
import { element } from "./panels/dom.ts";
import { unpacked } from "./widget_bytes.ts";
import { createStyle, watchTheme } from "./widget_theme.ts";

// Python puts it before this module: the style sheet of the explorer with the colours of the networks.
declare const STYLE: string;

interface Choice {
  node: string;
  all: string[];
  any: string[];
  none: string[];
  where: string[];
}

// Traits of the Python class, by the names that they have there.
interface Traits {
  _data: DataView;
  _choice: Choice;
  _height: string;
  hidden: string[];
  _layout: Selection["layout"];
  language: string;
  _languages: string[];
}

interface Model {
  get<Name extends keyof Traits>(name: Name): Traits[Name];
  set<Name extends keyof Traits>(name: Name, value: Traits[Name]): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

const NETWORK = "n-"; // what the ids of networks begin with on the page

async function render({ model, el }: { model: Model; el: HTMLElement }): Promise<() => void> {
  // JupyterLab's own keys would insert and delete cells.
  el.dataset.lmSuppressShortcuts = "true";
  // The static part below looks for it.
  el.classList.add("kuntaverkostot-explorer");
  const shadow = el.attachShadow({ mode: "open" });
  const controller = new AbortController();
  const style = createStyle(STYLE);
  shadow.adoptedStyleSheets = [style.sheet];
  const root = element("div", { class: "widget" });
  if (model.get("_height") !== "auto") root.style.setProperty("--height", model.get("_height"));
  shadow.append(root);
  let themeChanged = () => {};
  const showTheme = (dark: boolean) => {
    style.setDark(dark);
    themeChanged();
  };
  watchTheme(showTheme, controller.signal);
  const host: Host = {
    // A shadow root keeps its ids to itself.
    idOf: (part) => `kuntaverkostot-${part}`,
    remember: (selection) => write(model, selection),
    languages: {
      codes: model.get("_languages"),
      choose(code) {
        model.set("language", code);
        model.save_changes();
      },
    },
    source: (number) => sources[number - 1],
    watchTheme(changed) {
      themeChanged = changed;
    },
  };
  let explorer: Explorer | null = null;
  let sources: readonly Source[] = [];

  async function open(): Promise<void> {
    const data: { page: Payload; sources: readonly Source[] } = await unpacked(model.get("_data")).json();
    if (controller.signal.aborted) return;
    sources = data.sources;
    const focused = shadow.activeElement?.id;
    explorer?.destroy();
    explorer = mount(root, data.page, host);
    explorer.set(read(model));
    // Whoever has chosen another language goes on where they were.
    if (focused) shadow.getElementById(focused)?.focus({ preventScroll: true });
  }

  function follow(): void {
    if (!explorer) return;
    const changes = differences(explorer.selection, read(model));
    if (Object.keys(changes).length) explorer.set(changes);
  }

  await open();
  const listeners: [string, () => void][] = [
    ["change:_data", open],
    ["change:_choice", follow],
    ["change:hidden", follow],
    ["change:_layout", follow],
  ];
  for (const [event, listener] of listeners) model.on(event, listener);
  return () => {
    for (const [event, listener] of listeners) model.off(event, listener);
    controller.abort();
    explorer?.destroy();
    shadow.replaceChildren();
  };
}

function read(model: Model): Selection {
  const { node, ...parts } = model.get("_choice");
  const query = copyOf({ ...emptyQuery(), ...parts });
  return {
    chosen: node || null,
    query: isEmpty(query) ? null : query,
    hidden: model.get("hidden").map((id) => NETWORK + id),
    layout: model.get("_layout"),
  };
}

// What is the same is not set again: with a thousand networks that takes its time.
function differences(from: Selection, to: Selection): Partial<Selection> {
  const names = Object.keys(to) as (keyof Selection)[];
  const changed = names.filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
  // An answer takes the place of a choice.
  if (changed.includes("query") && !changed.includes("chosen")) changed.push("chosen");
  return Object.fromEntries(changed.map((name) => [name, to[name]]));
}

function write(model: Model, { chosen, query, hidden, layout }: Selection): void {
  model.set("_choice", { node: chosen ?? "", ...(query ?? emptyQuery()) });
  model.set(
    "hidden",
    hidden.map((id) => id.slice(NETWORK.length)),
  );
  model.set("_layout", layout);
  model.save_changes();
}

export default { render };
