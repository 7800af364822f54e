// The list of the page: where the entry of a node is.

export const entryOf = (id) => document.getElementById(id);
