// Members around a point like the seeds of a sunflower.

import type { Frame } from "../model/payload.ts";
import type { Position } from "./vis.ts";

export const DOT = 2.6; // radius of a member, in pixels of the frame
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

// `clear` is the radius that stays free in the middle. Where there is room, all of them are inside the frame.
export function seedPlaces(
  count: number,
  { centre, clear, frame }: { centre: Position; clear: number; frame: Pick<Frame, "width" | "height"> },
): Position[] {
  const first = (clear / (2 * DOT)) ** 2;
  const reach = 2 * DOT * Math.sqrt(first + count) + DOT;
  const inside = (value: number, size: number) =>
    Math.min(Math.max(value, Math.min(reach, size / 2)), Math.max(size - reach, size / 2));
  const [x, y] = [inside(centre.x, frame.width), inside(centre.y, frame.height)];
  return Array.from({ length: count }, (_, place) => {
    const away = 2 * DOT * Math.sqrt(first + place);
    return { x: x + away * Math.cos(place * GOLDEN), y: y + away * Math.sin(place * GOLDEN) };
  });
}
