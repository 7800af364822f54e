// How lines look: memberships where members are drawn, or else what networks share.

import type { Context } from "../context.ts";
import type { Edge, GraphNode, Overlap } from "../model/graph.ts";
import type { EdgeStyle, Line } from "./edges.ts";
import type { Strength } from "./paint.ts";

const STRONGER = 1.8; // times the width of what is chosen or asked for
const OVERLAP = { usual: 0.35, strong: 0.8, faded: 0.12 }; // opacity
const [THINNEST, THICKEST] = [0.5, 4];

interface Options {
  strength(node: GraphNode): Strength;
  isVisible(node: GraphNode): boolean;
}

export function* membershipLines(context: Context, options: Options): Generator<Line> {
  for (const edge of context.graph.edges) {
    const style = membershipStyle(context, edge, options);
    if (style) yield { from: edge.member, to: edge.network, style };
  }
}

function membershipStyle(context: Context, edge: Edge, { strength, isVisible }: Options): EdgeStyle | null {
  const { graph, looks, store, theme } = context;
  const { chosen, query, layout } = store.state;
  const { member, network, basis } = edge;
  const own = looks.ofEdge(edge);
  const strong = query
    ? strength(member) === "strong" && strength(network) === "strong"
    : member === chosen || network === chosen;
  const stepsBack = !strong && (chosen || query);
  // Away from its cluster an edge would only cross others: on the map it is drawn when it is asked for.
  const ended = network.status === "ended";
  const onDemand = layout === "map" || (own?.hidden ?? ended);
  // What an analyst hid is not drawn when it is asked for either.
  const isHidden = own?.hidden && !ended;
  if ((onDemand && !strong) || isHidden || !isVisible(network) || !isVisible(member)) return null;
  const opacity = own?.opacity ?? (graph.signature(member).length < 2 ? 0.3 : 0.6);
  return {
    colour: stepsBack ? theme.colours.faded : own ? theme.paint(own.colour) : theme.tone(network),
    opacity: strong ? 1 : stepsBack ? Math.min(0.25, opacity) : opacity,
    width: (own?.width ?? 1) * (strong ? STRONGER : 1),
    dashes: own?.dashes ?? (basis === "candidate" ? [4, 3] : []),
  };
}

export function* overlapLines(context: Context, { isVisible }: Options): Generator<Line> {
  const { overlaps } = context.graph;
  const most = Math.max(1, ...overlaps.map(({ shared }) => shared));
  for (const overlap of overlaps) {
    const { one, other } = overlap;
    const own = context.looks.ofEdge(overlap);
    if (own?.hidden || !isVisible(one) || !isVisible(other)) continue;
    // To a half of a pixel, so that there are few styles.
    const width =
      own?.width ?? Math.round(2 * (THINNEST + (THICKEST - THINNEST) * Math.sqrt(overlap.shared / most))) / 2;
    yield { from: one, to: other, style: { ...overlapColour(context, overlap), width, dashes: own?.dashes ?? [] } };
  }
}

function overlapColour({ looks, store, theme }: Context, overlap: Overlap): { colour: string; opacity: number } {
  const { chosen, query } = store.state;
  const own = looks.ofEdge(overlap);
  if (overlap.one === chosen || overlap.other === chosen) return { colour: theme.colours.ink, opacity: OVERLAP.strong };
  const opacity = own?.opacity ?? OVERLAP.usual;
  const colour = own ? theme.paint(own.colour) : theme.colours.grey;
  return { colour, opacity: chosen || query ? Math.min(OVERLAP.faded, opacity) : opacity };
}
