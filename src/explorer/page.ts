// The page as a host of the explorer: it is complete without it, has a list that leads to places, and an address.

import type { Host } from "./host.ts";
import { decoded, fragmentOf, selectionFrom } from "./model/address.ts";
import { type Graph, readGraph } from "./model/graph.ts";
import type { Payload } from "./model/payload.ts";
import { createQuestions } from "./model/query.ts";
import type { Selection } from "./model/selection.ts";
import { createWords } from "./model/words.ts";
import { type Explorer, mountGraph } from "./mount.ts";
import { anchorOf, followAnchors } from "./page/anchors.ts";
import { openOnPaper, startFolds } from "./page/folds.ts";
import { tellHeight } from "./page/height.ts";
import { createList, type GrowingList } from "./page/list.ts";
import { bringTo, element, unfold } from "./panels/dom.ts";

const SOON = 50; // milliseconds after the first drawing

// A moment in which the page may answer and draw.
const pause = () => new Promise((done) => setTimeout(done));
const byId = (id: string) => document.getElementById(id);
const required = (id: string) => byId(id) as HTMLElement;

async function start(): Promise<void> {
  tellHeight();
  const payload = JSON.parse(required("data").textContent) as Payload;
  if (payload.detail === "all") {
    open(payload, readGraph(payload), null);
    return;
  }
  // Several tasks rather than one: reading, making nodes, starting the list, and the rest.
  await pause();
  const graph = readGraph(payload);
  await pause();
  const none = createWords(payload).say("list.none_in_data");
  const byMember = required("by-member").closest("details") as HTMLElement;
  const list = createList(graph, { list: required("list"), alphabet: byMember, none });
  for (const note of document.querySelectorAll<HTMLElement>(".later-note")) note.hidden = false;
  followAnchors(list);
  await pause();
  open(payload, graph, list);
}

function open(payload: Payload, graph: Graph, list: GrowingList | null): void {
  document.documentElement.classList.add("interactive");
  const questions = createQuestions(graph, payload);
  const entryOf = list?.entryOf ?? byId;
  const hash = (selection: Selection) => `#${fragmentOf(selection, questions)}`;
  leaveNothingElsewhere();
  const { say } = createWords(payload);
  startFolds(required("folds"), required("list"), { open: say("page.open_all"), close: say("page.close_all") });
  openOnPaper();
  const explorer = mountGraph(document.body, payload, {
    graph,
    host: { ...pageHost(entryOf), remember: (selection) => pushAddress(hash(selection)) },
  });
  const read = () => explorer.set(selectionFrom(location.hash.slice(1), graph, questions));
  explorer.on("change", (what) => {
    if (what.has("query")) markMembers(explorer, list);
    if (what.has("chosen")) markEntry(explorer, entryOf);
  });
  for (const event of ["popstate", "hashchange"]) addEventListener(event, read);
  addEventListener("hashchange", () => unfoldGoal(entryOf));
  followLinks(explorer, { graph, entryOf });
  if (location.hash.length > 1) {
    layOutAll();
    unfoldGoal(entryOf);
    read();
    openAtDiagram();
  } else requestAnimationFrame(() => setTimeout(layOutAll, SOON));
}

type EntryOf = (id: string) => HTMLElement | null;

function pageHost(entryOf: EntryOf): Host {
  return {
    idOf: (part) => part,
    hrefOf: (id) => `#${id}`,
    goTo(id) {
      const entry = entryOf(id);
      if (entry) bringTo(entry);
    },
    ...(hasAddress() ? { link: () => location.href, embed: embedding } : {}),
    picture() {
      const svg = document.querySelector(".picture");
      return svg && { svg, style: document.styleSheets[0] };
    },
  };
}

// What is handed over as data, or shut into a frame, has no address that leads to it or to the pages beside it.
function hasAddress(): boolean {
  return location.protocol === "file:" || (/^https?:$/.test(location.protocol) && self.origin !== "null");
}

function leaveNothingElsewhere(): void {
  if (!hasAddress()) for (const part of document.querySelectorAll(".elsewhere")) part.remove();
  if (parent === self) return;
  // Inside a frame another page would have the room of this one, and most will not be shown there.
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="http"], a[href^="mailto:"]')) {
    link.target = "_blank";
    link.rel = "noopener";
  }
}

function embedding(): string {
  const attributes = { src: location.href, title: document.title, width: "100%", height: "900", loading: "lazy" };
  return new XMLSerializer()
    .serializeToString(element("iframe", attributes))
    .replace(/ xmlns="[^"]*"/, "")
    .replace("/>", "></iframe>");
}

function pushAddress(hash: string): void {
  try {
    history.pushState(null, "", hash);
  } catch {
    // Inside a frame of a notebook there is no address to write to; the choice holds without it.
  }
}

// Marks the place of the chosen node in the list.
function markEntry(explorer: Explorer, entryOf: EntryOf): void {
  for (const old of document.querySelectorAll("[aria-current='true']")) old.removeAttribute("aria-current");
  const { chosen } = explorer.selection;
  if (chosen !== null) entryOf(chosen)?.setAttribute("aria-current", "true");
}

// Members that answer the question are marked in the list, too.
function markMembers(explorer: Explorer, list: GrowingList | null): void {
  const members = new Set(explorer.members);
  list?.mark(members);
  for (const entry of document.querySelectorAll("#list li[id]"))
    entry.classList.toggle("picked", members.has(entry.id));
}

// In a frame without an address of its own, links to parts of the page would lead out of it.
function followLinks(explorer: Explorer, { graph, entryOf }: { graph: Graph; entryOf: EntryOf }): void {
  document.addEventListener("click", (event) => {
    const link = anchorOf(event);
    const goal = link && entryOf(decoded(link.hash.slice(1)));
    if (!goal) return;
    event.preventDefault();
    bringTo(goal);
    // Layout and hidden networks stay as they are.
    if (graph.nodeOf(goal.id)) explorer.choose(goal.id);
    else pushAddress(link.hash);
  });
}

// Not every browser opens what an address leads into.
function unfoldGoal(entryOf: EntryOf): void {
  const goal = entryOf(decoded(location.hash.slice(1)));
  if (goal) unfold(goal);
}

// The browser finds an anchor by itself, and where one was on a page that one comes back to.
function openAtDiagram(): void {
  const [way] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const stage = document.querySelector<HTMLElement>(".stage");
  if (!stage || way?.type !== "navigate" || !decoded(location.hash).includes("=")) return;
  // A frame leaves focus and place of the page around it alone.
  if (parent === self) bringTo(stage);
  else scrollBy(0, stage.getBoundingClientRect().top);
}

// Until the diagram is drawn, the style sheet puts off what is far below it.
function layOutAll(): void {
  document.documentElement.classList.add("whole");
}

start();
