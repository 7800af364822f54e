// Places by closeness: the physics of vis-network, from the same start and with the same seed each time, until it has
// come to rest. It runs in parts, so that the page stays usable meanwhile.

const MOST_STEPS = 240;
const SEED = 1;

// Returns a promise of where points are drawn to: { id, x, y, mass } joined by { from, to }.
export async function restingPlaces(points, springs) {
  const physics = new vis.Network(document.createElement("div"), { nodes: points, edges: springs }, {
    autoResize: false,
    layout: { randomSeed: SEED, improvedLayout: false },
    nodes: { shape: "dot", size: 5 },
    edges: { smooth: false },
    physics: {
      solver: "forceAtlas2Based",
      forceAtlas2Based: { gravitationalConstant: -38, centralGravity: 0.02, springLength: 20, springConstant: 0.08, avoidOverlap: 0.5 },
      stabilization: { iterations: MOST_STEPS, updateInterval: 5, fit: false },
    },
  });
  await new Promise((resolve) => physics.once("stabilizationIterationsDone", resolve));
  physics.stopSimulation();
  const at = physics.getPositions();
  physics.destroy();
  return at;
}
