// Moving discs apart until none overlaps, each near where it began.

const ROUNDS = 400;
const GAP = 1;

export function settle(bodies, { pull, room }) {
  const [left, top, right, bottom] = room;
  const starts = bodies.map(({ x, y }) => [x, y]);
  const cell = 2 * Math.max(...bodies.map(({ size }) => size)) + GAP;
  for (let round = 0; round < ROUNDS; round += 1) {
    const loose = round < ROUNDS / 2 ? pull : 0;
    const grid = new Map();
    bodies.forEach((body, place) => {
      body.x += loose * (starts[place][0] - body.x);
      body.y += loose * (starts[place][1] - body.y);
      const key = `${Math.floor(body.x / cell)} ${Math.floor(body.y / cell)}`;
      if (!grid.has(key)) grid.set(key, []);
      grid.get(key).push(place);
    });
    if (!pushApart(bodies, grid, cell) && !loose) return;
    for (const body of bodies) {
      body.x = Math.min(Math.max(body.x, left + body.size), right - body.size);
      body.y = Math.min(Math.max(body.y, top + body.size), bottom - body.size);
    }
  }
}

function pushApart(bodies, grid, cell) {
  let touched = false;
  bodies.forEach((body, place) => {
    const [column, row] = [Math.floor(body.x / cell), Math.floor(body.y / cell)];
    for (let across = -1; across <= 1; across += 1) {
      for (let down = -1; down <= 1; down += 1) {
        for (const other of grid.get(`${column + across} ${row + down}`) || []) {
          if (other > place) touched = pushTwo(body, bodies[other], place, other) || touched;
        }
      }
    }
  });
  return touched;
}

function pushTwo(one, other, place, there) {
  const across = other.x - one.x || 0.001 * (there - place);
  const down = other.y - one.y;
  const distance = Math.hypot(across, down);
  const deep = one.size + other.size + GAP - distance;
  if (deep <= 0.01) return false;
  const share = deep / 2 / distance;
  one.x -= across * share;
  one.y -= down * share;
  other.x += across * share;
  other.y += down * share;
  return true;
}
