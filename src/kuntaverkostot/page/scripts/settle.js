// Moving discs and rectangles apart until none overlaps, each near where it began. A rectangle has half a width
// (across) and half a height (down), and its size is a border around it.

const ROUNDS = 400;
const GAP = 1;

export function settle(bodies, { pull, room }) {
  const starts = bodies.map(({ x, y }) => [x, y]);
  const wide = bodies.flatMap(({ across }, place) => (across ? place : []));
  const cell = 2 * Math.max(...bodies.map(({ across, size }) => (across ? 0 : size))) + GAP;
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
    let touched = pushApart(bodies, grid, cell);
    for (const one of wide) bodies.forEach((body, other) => {
      if (other > one || !body.across) touched = (other !== one && pushTwo(bodies[one], body, one, other)) || touched;
    });
    if (!touched && !loose) return;
    for (const body of bodies) keepIn(body, room);
  }
}

function keepIn(body, [left, top, right, bottom]) {
  const { across = 0, down = 0, size } = body;
  body.x = Math.min(Math.max(body.x, left + size + across), right - size - across);
  body.y = Math.min(Math.max(body.y, top + size + down), bottom - size - down);
}

function pushApart(bodies, grid, cell) {
  let touched = false;
  bodies.forEach((body, place) => {
    const [column, row] = [Math.floor(body.x / cell), Math.floor(body.y / cell)];
    for (let across = -1; across <= 1; across += 1) {
      for (let down = -1; down <= 1; down += 1) {
        for (const other of grid.get(`${column + across} ${row + down}`) || []) {
          if (other > place && !body.across && !bodies[other].across) touched = pushTwo(body, bodies[other], place, other) || touched;
        }
      }
    }
  });
  return touched;
}

function pushTwo(one, other, place, there) {
  const across = other.x - one.x || 0.001 * (there - place);
  const down = other.y - one.y || 0.001 * (there - place);
  const beside = Math.abs(across) - (one.across || 0) - (other.across || 0);
  const below = Math.abs(down) - (one.down || 0) - (other.down || 0);
  const distance = Math.hypot(Math.max(beside, 0), Math.max(below, 0));
  // Where two rectangles overlap, the shorter way out is along one side.
  const inside = Math.min(Math.max(beside, below), 0);
  const deep = (one.size + other.size + GAP - distance - inside) / 2;
  if (deep <= 0.005) return false;
  const aside = Math.sign(across) * deep * (distance ? Math.max(beside, 0) / distance : Number(beside > below));
  const away = Math.sign(down) * deep * (distance ? Math.max(below, 0) / distance : Number(beside <= below));
  one.x -= aside;
  one.y -= away;
  other.x += aside;
  other.y += away;
  return true;
}
