import assert from "node:assert/strict";
import test from "node:test";
import { type Body, keepIn, separate, separateInSlices } from "../diagram/collision.ts";
import { bundled } from "../diagram/edges.ts";
import { createRooms, shortened, typeSize } from "../diagram/lettering.ts";
import { DOT, seedPlaces } from "../diagram/seeds.ts";
import { nameStart, withRoomForType } from "../diagram/strip.ts";
import { wholeScale, zoomed } from "../diagram/viewport.ts";
import type { Frame } from "../model/payload.ts";
import { graph } from "./data.ts";

test("a frame is in view as a whole with a margin", () => {
  assert.equal(wholeScale({ clientWidth: 412, clientHeight: 1012 }, { width: 400, height: 500 }), 1);
  assert.equal(wholeScale({ clientWidth: 1012, clientHeight: 212 }, { width: 400, height: 500 }), 0.4);
});

test("zooming leaves the point under the pointer where it is", () => {
  const view = { middle: { x: 100, y: 50 }, scale: 1 };
  const about = { x: 140, y: 20 };
  const after = zoomed(view, { factor: 2, about, whole: 1 });
  assert.equal(after.scale, 2);
  const onScreen = (at: typeof view) => [(about.x - at.middle.x) * at.scale, (about.y - at.middle.y) * at.scale];
  assert.deepEqual(onScreen(after), onScreen(view));
});

test("nobody zooms out beyond the whole, or in without end", () => {
  const view = { middle: { x: 0, y: 0 }, scale: 1 };
  assert.equal(zoomed(view, { factor: 0.1, about: view.middle, whole: 1 }).scale, 1);
  assert.equal(zoomed(view, { factor: 100, about: view.middle, whole: 1 }).scale, 8);
});

test("type is never below 12 pixels of the screen", () => {
  assert.equal(typeSize(10, 0.5), 24);
  assert.equal(typeSize(16, 1), 16);
  assert.ok(typeSize(16, 4) * 4 >= 12);
});

test("a room that is taken is not free", () => {
  const rooms = createRooms();
  rooms.take([0, 0, 10, 10]);
  assert.equal(rooms.isFree([5, 5, 15, 15]), false);
  assert.ok(rooms.isFree([11, 0, 20, 10]));
});

test("discs and rectangles are moved apart and stay in the room", () => {
  const bodies: Body[] = [
    ...Array.from({ length: 30 }, (_, place) => ({ x: 50 + (place % 3), y: 50 + (place % 2), size: 3 })),
    { x: 50, y: 50, size: 1, across: 12, down: 6 },
  ];
  separate(bodies, { pull: 0.1, room: [0, 0, 120, 120] });
  bodies.forEach((one, place) => {
    const { x, size, across: half = 0 } = one;
    assert.ok(x - size - half >= 0 && x + size + half <= 120);
    for (const other of bodies.slice(0, place)) {
      const across = Math.max(0, Math.abs(one.x - other.x) - half - (other.across ?? 0));
      const down = Math.max(0, Math.abs(one.y - other.y) - (one.down ?? 0) - (other.down ?? 0));
      assert.ok(Math.hypot(across, down) >= size + other.size);
    }
  });
});

const density = (): Body[] =>
  Array.from({ length: 60 }, (_, place) => ({ x: (place * 37) % 100, y: (place * 53) % 90, size: 2 + (place % 3) }));

test("bodies moved apart in slices stand where they stand when it is done at once", async () => {
  const [atOnce, inSlices] = [density(), density()];
  const options: Parameters<typeof separate>[1] = { pull: 0, room: [0, 0, 120, 120] };
  separate(atOnce, options);
  await separateInSlices(inSlices, options, new AbortController().signal);
  assert.deepEqual(inSlices, atOnce);
});

test("nothing is moved any more once it was called off", async () => {
  const bodies = density();
  await separateInSlices(bodies, { pull: 0, room: [0, 0, 120, 120] }, AbortSignal.abort());
  assert.deepEqual(bodies, density());
});

test("a body is kept in its room", () => {
  const body: Body = { x: -5, y: 500, size: 2, across: 10 };
  keepIn(body, [0, 0, 100, 100]);
  assert.deepEqual([body.x, body.y], [12, 98]);
});

test("lines of one style are one bundle", () => {
  const style = (colour: string) => ({ colour, opacity: 1, width: 1, dashes: [] });
  const bundles = bundled(
    graph.edges.map(({ member, network, basis }) => ({ from: member, to: network, style: style(basis) })),
  );
  assert.deepEqual(
    bundles.map((bundle) => [bundle.style.colour, bundle.ends.length / 2]),
    [
      ["listed", 7],
      ["candidate", 1],
      ["rule", 1],
    ],
  );
});

test("members around a network overlap neither it nor each other, and stay in the frame", () => {
  const frame = { width: 300, height: 200 };
  const centre = { x: 0, y: 100 };
  const places = seedPlaces(150, { centre, clear: 20, frame });
  const middle = { x: places.reduce((sum, { x }) => sum + x, 0) / 150, y: 100 };
  for (const [place, one] of places.entries()) {
    assert.ok(one.x >= DOT && one.x <= frame.width - DOT && one.y >= DOT && one.y <= frame.height - DOT);
    assert.ok(Math.hypot(one.x - middle.x, one.y - middle.y) > 15);
    for (const other of places.slice(0, place)) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= 2 * DOT);
  }
});

const letters = (text: string) => [...new Intl.Segmenter().segment(text)].length;

test("what is wider than its room is cut between letters, with dots", () => {
  assert.equal(shortened("Porvoo", 6, letters), "Porvoo");
  assert.equal(shortened("Porvoon seutu", 9, letters), "Porvoon…");
  assert.equal(shortened("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2, letters), "👩‍👩‍👧…");
  assert.equal(shortened("Porvoo", 0, letters), "…");
});

const STRIP: Frame = {
  ...{ name: "wide", width: 868, height: 640, type: 12.5, rows: true, strip: 196, hubs: [], clusters: [] },
  ...{ x: [692, 692, 692], y: [100, 117, 180], size: [4.5, 4.5, 4.5], centre: [0, 0], association: "" },
  blocks: [
    { at: [686, 80], lines: ["First", "group"], networks: [0, 1], names: ["", "two (29)"] },
    { at: [686, 160], lines: ["Second"], networks: [2], names: [""] },
  ],
  leaders: [[10, 10, 682, 160 - 0.3 * 12.5]],
};
const inRoom = (clientWidth: number, name: string) =>
  withRoomForType(STRIP, {
    room: { clientWidth, clientHeight: 560 },
    widthOf: (text, size) => text.length * size * 0.6,
    nameOf: () => name,
  });

test("a strip in which all type has room stays as it is", () => {
  assert.equal(inRoom(900, "short"), STRIP);
});

test("a strip grows with its type: as wide as its longest name, rows apart, lines still led to their headings", () => {
  const grown = inRoom(700, "a name of some length");
  const size = 12 / wholeScale({ clientWidth: 700, clientHeight: 560 }, grown);
  assert.ok(nameStart(grown, 0) + 21 * size * 0.6 <= grown.width);
  assert.equal(grown.width - STRIP.width, grown.strip - STRIP.strip);
  assert.ok(grown.y[1] - grown.y[0] >= 1.1 * size);
  assert.ok(grown.y[0] - grown.blocks[0].at[1] >= 1.2 * size);
  assert.ok(Math.abs(grown.leaders[0][3] - (grown.blocks[1].at[1] - 0.3 * 12.5)) < 1e-9);
});

test("a strip does not grow without end for one long name", () => {
  assert.equal(inRoom(700, "x".repeat(500)).width, 868 + 0.5 * 196);
});
