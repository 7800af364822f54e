// The explorer as a component: several may live in one document, and nothing of one is left when it is destroyed.

import type { Context } from "./context.ts";
import { startDiagram } from "./diagram/diagram.ts";
import { createLooks } from "./diagram/looks.ts";
import { createTheme } from "./diagram/theme.ts";
import type { Host } from "./host.ts";
import { type Graph, readGraph } from "./model/graph.ts";
import type { Payload } from "./model/payload.ts";
import { createQuestions } from "./model/query.ts";
import { createStore, type Listener, type Selection } from "./model/selection.ts";
import { createWords } from "./model/words.ts";
import { describeShortly, startDetails } from "./panels/details.ts";
import { startLegend } from "./panels/legend.ts";
import { createParts } from "./panels/parts.ts";
import { membersFound, startQuestion } from "./panels/question.ts";
import { startMatrix, startSets } from "./panels/set_views.ts";
import { startShare } from "./panels/share.ts";
import { startMoves, startToolbar } from "./panels/toolbar.ts";

export type { Host, Payload, Selection };

export interface Explorer {
  readonly selection: Selection;
  // Ids of the members that answer the question.
  readonly members: readonly string[];
  // Chooses what a host knows already: it is shown, and not remembered. The reader's own choice is remembered.
  set(selection: Partial<Selection>): void;
  choose(id: string): void;
  // Returns what ends the listening.
  on(event: "change", listener: Listener): () => void;
  destroy(): void;
}

export function mount(root: HTMLElement, payload: Payload, host: Host): Explorer {
  return mountGraph(root, payload, { host, graph: readGraph(payload) });
}

// The same with a graph that was read before.
export function mountGraph(
  root: HTMLElement,
  payload: Payload,
  { host, graph }: { host: Host; graph: Graph },
): Explorer {
  const controller = new AbortController();
  const { signal } = controller;
  const words = createWords(payload);
  const parts = createParts(root, host, words);
  const { status } = parts;
  const questions = createQuestions(graph, payload);
  const store = createStore(graph, {
    layouts: payload.layouts,
    remember: (selection) => host.remember?.(selection),
  });
  const context: Context = {
    payload,
    host,
    graph,
    words,
    questions,
    store,
    parts,
    theme: createTheme(root, host, signal),
    looks: createLooks(graph, payload),
    signal,
    announce: (text) => {
      status.textContent = text;
    },
    focused: () => (root.getRootNode() as Document | ShadowRoot).activeElement,
  };
  start(context);
  return {
    get selection() {
      return store.selection;
    },
    get members() {
      return questions.answer(store.state.query).map(({ id }) => id);
    },
    set: store.set,
    choose: (id) => store.choose(graph.nodeOf(id)),
    on: (_, listener) => store.onChange(listener),
    destroy() {
      controller.abort();
      parts.restore();
    },
  };
}

function start(context: Context): void {
  const { graph, parts, payload, questions } = context;
  parts.canvas.hidden = false;
  const { viewport, walk } = startDiagram(context);
  startToolbar(context, viewport);
  startMoves(context, walk);
  startDetails(context);
  startLegend(context);
  startShare(context);
  if (payload.matrix) startMatrix(context, payload.matrix);
  // Of one network alone there is nothing to ask, unless its members differ in something else.
  if (questions.askable.length > 1 || graph.conditions.all.length) startQuestion(context);
  if (questions.askable.length > 1) startSets(context, payload.sets);
  announceChoices(context);
}

function announceChoices(context: Context): void {
  const { announce, store, words } = context;
  const { state } = store;
  let hadChoice = false;
  store.onChange((what) => {
    if (!what.has("chosen")) return;
    if (state.chosen) announce(words.say("tool.chosen", { name: describeShortly(context, state.chosen) }));
    else if (state.query) announce(`${words.say("tool.question")}: ${membersFound(context, state.query)}.`);
    else if (hadChoice) announce(words.say("tool.cleared"));
    hadChoice = Boolean(state.chosen ?? state.query);
  });
}
