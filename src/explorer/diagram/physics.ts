// Places by closeness: the physics of vis-network, from the same start and with the same seed each time, until it has
// come to rest. It runs in parts, so that the page stays usable meanwhile.

import type { Position } from "./vis.ts";

const MOST_STEPS = 240;
const SEED = 1;
const OPTIONS = {
  autoResize: false,
  layout: { randomSeed: SEED, improvedLayout: false },
  nodes: { shape: "dot", size: 5 },
  edges: { smooth: false },
  physics: {
    solver: "forceAtlas2Based",
    forceAtlas2Based: {
      gravitationalConstant: -38,
      centralGravity: 0.02,
      springLength: 20,
      springConstant: 0.08,
      avoidOverlap: 0.5,
    },
    stabilization: { iterations: MOST_STEPS, updateInterval: 5, fit: false },
  },
};

export interface Mass extends Position {
  id: number;
  mass: number;
}

export interface Spring {
  from: number;
  to: number;
}

// Resolves to where the nodes are drawn to; null when it was called off.
export function restingPlaces(
  nodes: readonly Mass[],
  edges: readonly Spring[],
  signal: AbortSignal,
): Promise<Record<number, Position> | null> {
  return new Promise((resolve) => {
    const physics = new vis.Network(document.createElement("div"), { nodes, edges }, OPTIONS);
    const stop = () => {
      physics.destroy();
      resolve(null);
    };
    signal.addEventListener("abort", stop, { once: true });
    physics.once("stabilizationIterationsDone", () => {
      signal.removeEventListener("abort", stop);
      physics.stopSimulation();
      resolve(physics.getPositions());
      // Not inside its own event.
      queueMicrotask(() => physics.destroy());
    });
  });
}
