// What is chosen: one state for the diagram, the panels and the host.

import type { Graph, GraphNode } from "./graph.ts";
import type { LayoutName } from "./payload.ts";
import { copyOf, emptyQuery, isEmpty, PARTS, type Query } from "./query.ts";

export interface State {
  chosen: GraphNode | null;
  hovered: GraphNode | null;
  focused: GraphNode | null;
  query: Query | null;
  hidden: readonly string[];
  layout: LayoutName;
}

export type Aspect = keyof State;
export type Changes = ReadonlySet<Aspect>;
export type Listener = (what: Changes) => void;

// What of the state lasts, as plain data.
export interface Selection {
  chosen: string | null;
  query: Query | null;
  hidden: string[];
  layout: LayoutName;
}

export interface Store {
  readonly state: Readonly<State>;
  readonly selection: Selection;
  // Returns what ends the listening.
  onChange(listener: Listener): () => void;
  choose(node: GraphNode | null): void;
  ask(query: Query | null): void;
  setLayout(layout: LayoutName): void;
  toggleHidden(id: string): void;
  reset(): void;
  hover(node: GraphNode | null): void;
  focusOn(node: GraphNode | null): void;
  // What a host sets is not remembered: the host knows it already.
  set(selection: Partial<Selection>): void;
}

const AT_FIRST: Omit<State, "hovered" | "focused"> = { chosen: null, query: null, hidden: [], layout: "overlap" };

export function createStore(
  graph: Graph,
  { layouts, remember }: { layouts: readonly LayoutName[]; remember: (selection: Selection) => void },
): Store {
  const state: State = { ...AT_FIRST, hovered: null, focused: null };
  const listeners = new Set<Listener>();

  const selected = (): Selection => ({
    chosen: state.chosen?.id ?? null,
    query: state.query && copyOf(state.query),
    hidden: [...state.hidden],
    layout: state.layout,
  });

  function change(changes: Partial<State>, { remembered = true } = {}): void {
    Object.assign(state, changes);
    if (remembered) remember(selected());
    const what = new Set(Object.keys(changes) as Aspect[]);
    for (const listener of listeners) listener(what);
  }

  return {
    state,
    get selection() {
      return selected();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    choose(node) {
      // Whoever chooses the same again is shown it again.
      const isNew = node !== state.chosen || state.query !== null;
      change({ chosen: node, query: null }, { remembered: isNew });
    },
    ask: (query) => change({ chosen: null, query: query && !isEmpty(query) ? query : null }),
    setLayout(layout) {
      if (layout !== state.layout) change({ layout });
    },
    toggleHidden(id) {
      const { hidden } = state;
      change({ hidden: hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id] });
    },
    reset: () => change({ ...AT_FIRST }),
    hover(node) {
      if (node !== state.hovered) change({ hovered: node }, { remembered: false });
    },
    focusOn: (node) => change({ focused: node }, { remembered: false }),
    set(selection) {
      change(checked(graph, layouts, selection), { remembered: false });
    },
  };
}

// Leaves out what this graph does not know.
function checked(graph: Graph, layouts: readonly LayoutName[], selection: Partial<Selection>): Partial<State> {
  const known = (ids: readonly string[]) => ids.filter((id) => graph.nodeOf(id));
  const changes: Partial<State> = {};
  if (selection.chosen !== undefined)
    changes.chosen = selection.chosen === null ? null : graph.nodeOf(selection.chosen);
  if (selection.query !== undefined) {
    const query = emptyQuery();
    for (const part of PARTS) query[part] = known(selection.query?.[part] ?? []);
    query.where = graph.conditions.known(selection.query?.where ?? []);
    changes.query = isEmpty(query) ? null : query;
  }
  if (selection.hidden) changes.hidden = known(selection.hidden);
  if (selection.layout) changes.layout = layouts.includes(selection.layout) ? selection.layout : "overlap";
  return changes;
}
