// Instead of crowd.js where edges are so few that vis-network draws them itself.

export const crowded = false;
export const isPlain = () => false;
export const moved = () => {};
export const bundle = () => {};
export const drawBundles = () => {};
export const drawPlain = () => {};
