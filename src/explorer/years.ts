// A page that steps through days as a host of the explorer: the diagram, the details and the list are those of one day.

import { drawMoves } from "./diagram/moves.ts";
import type { Host, Source } from "./host.ts";
import { decoded, fragmentOf, selectionFrom } from "./model/address.ts";
import { readGraph } from "./model/graph.ts";
import { createQuestions } from "./model/query.ts";
import type { Selection } from "./model/selection.ts";
import { createDays, type SteppedPayload } from "./model/steps.ts";
import { createWords } from "./model/words.ts";
import { mountGraph } from "./mount.ts";
import { openOnPaper } from "./page/folds.ts";
import { createStepper } from "./panels/stepper.ts";

const DATE = "date"; // in the address

const required = (id: string) => document.getElementById(id) as HTMLElement;

function start({ page: payload, sources }: { page: SteppedPayload; sources: readonly Source[] }): void {
  document.documentElement.classList.add("interactive");
  const graph = readGraph(payload);
  const days = createDays(payload, graph);
  const questions = createQuestions(graph, payload);
  const sections = [...document.querySelectorAll<HTMLElement>(".day")];
  const host: Host = {
    idOf: (part) => part,
    source: (number) => sources[number - 1],
    remember: (selection) => write(selection, "pushState"),
    notesOf: days.notesOf,
    marks: {
      nodes: () => new Set(days.moves().map(({ member }) => member)),
      draw: (ctx, view) => drawMoves(ctx, days.moves(), view),
    },
  };
  const explorer = mountGraph(document.body, payload, { graph, host });
  const stepper = createStepper(required("steps"), {
    days,
    count: payload.steps.length,
    words: createWords(payload),
    onStep(place, by) {
      go(place);
      write(explorer.selection, "replaceState");
      if (by === "button") tell();
    },
  });

  function go(place: number): void {
    days.go(place);
    show();
    // Nothing else is chosen, but all of it is said again as it was on this day. What it says of it, `tell` says.
    const { chosen, query, hidden } = explorer.selection;
    explorer.set({ chosen, query, hidden });
    required("status").textContent = "";
  }

  function show(): void {
    stepper.show();
    for (const section of sections) section.classList.toggle("shown", section.dataset.date === days.step.date);
  }

  function tell(): void {
    const { shown, said } = days.step;
    required("status").textContent = `${shown.date}. ${said}`;
  }

  function write(selection: Selection, how: "pushState" | "replaceState"): void {
    const rest = fragmentOf(selection, questions);
    const parameters = new URLSearchParams(rest.includes("=") ? rest : "");
    if (selection.chosen) parameters.set("node", selection.chosen);
    const fragment = `${DATE}=${days.step.date}${parameters.size ? `&${parameters}` : ""}`;
    try {
      history[how](null, "", `#${fragment}`);
    } catch {
      // Inside a frame of a notebook there is no address to write to; the day holds without it.
    }
  }

  function read(): void {
    const fragment = location.hash.slice(1);
    const place = days.placeOf(new URLSearchParams(decoded(fragment)).get(DATE) ?? "");
    if (place >= 0 && place !== days.place) {
      go(place);
      tell();
    }
    explorer.set(selectionFrom(fragment, graph, questions));
  }

  openOnPaper();
  show();
  for (const event of ["popstate", "hashchange"]) addEventListener(event, read);
  if (location.hash.length > 1) read();
}

start(JSON.parse(required("data").textContent));
