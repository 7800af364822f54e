// The data of the page: nodes and edges, as objects that know their neighbours.

const data = JSON.parse(document.getElementById("data").textContent);

export const language = data.language;
export const date = data.date;
export const texts = data.texts;
export const grouping = data.grouping;
export const frames = data.frames;

export const nodes = data.nodes.id.map((id, index) => ({
  index,
  id,
  kind: data.kinds[data.nodes.kind[index]],
  name: data.nodes.name[index],
  names: data.nodes.names[index],
  label: data.nodes.name[index],
  rank: data.nodes.rank[index],
  status: "",
  language: data.nodes.language[index],
  region: data.regions[data.nodes.region[index]] || "",
  population: data.nodes.population[index],
  place: -1,
  letter: "",
  edges: [],
}));

data.networks.node.forEach((index, row) => {
  for (const key of ["label", "status", "place", "letter"]) nodes[index][key] = data.networks[key][row];
});

export const edges = data.edges.member.map((member, index) => {
  const edge = {
    index,
    member: nodes[member],
    network: nodes[data.edges.network[index]],
    basis: data.bases[data.edges.basis[index]],
    sources: data.edges.sources[index],
  };
  edge.member.edges.push(edge);
  edge.network.edges.push(edge);
  return edge;
});

const byId = new Map(nodes.map((node) => [node.id, node]));

export function nodeOf(id) {
  return byId.get(id) || null;
}

export function isNetwork(node) {
  return node.kind === "network";
}

export function neighbours(node) {
  return node.edges
    .map((edge) => (edge.member === node ? edge.network : edge.member))
    .sort((one, other) => one.rank - other.rank);
}

// Working networks that a source or a rule makes it a member of: what gathers it in the diagram.
export function signature(node) {
  return node.edges
    .filter((edge) => edge.basis !== "candidate" && edge.network.status !== "ended")
    .map((edge) => edge.network)
    .sort((one, other) => one.index - other.index);
}
