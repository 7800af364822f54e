// Memberships as numbers: who is in what, from both sides, without an object for each.

import type { Basis, Payload } from "./payload.ts";

// A link is a place among the memberships, network by network; networks and members are rows of the payload.
export interface Links {
  ofNetwork(row: number): number[];
  ofMember(row: number): number[];
  memberOf(link: number): number;
  networkOf(link: number): number;
  groundOf(link: number): readonly [basis: Basis, sources: readonly number[]];
  // Whether a source or a rule names the membership.
  isConfirmed(link: number): boolean;
  // Confirmed memberships.
  sizeOfNetwork(row: number): number;
  sizeOfMember(row: number): number;
}

export function readLinks(payload: Pick<Payload, "links" | "sizes" | "members" | "grounds" | "ground">): Links {
  const { links: steps, sizes, grounds, ground } = payload;
  const memberCount = payload.members.name.length;
  const members = new Uint32Array(steps.length);
  const firstOf = new Uint32Array(sizes.length + 1);
  const firstOfMember = new Uint32Array(memberCount + 1);
  sizes.forEach((size, row) => {
    let member = 0;
    firstOf[row + 1] = firstOf[row] + size;
    for (let link = firstOf[row]; link < firstOf[row + 1]; link++) {
      member += steps[link];
      members[link] = member;
      firstOfMember[member + 1]++;
    }
  });
  for (let row = 0; row < memberCount; row++) firstOfMember[row + 1] += firstOfMember[row];
  const byMember = new Uint32Array(steps.length);
  const filled = firstOfMember.slice();
  for (let link = 0; link < members.length; link++) byMember[filled[members[link]]++] = link;

  const confirmed = grounds.map(([basis]) => basis !== "candidate");
  const allConfirmed = confirmed.every(Boolean);
  const isConfirmed = (link: number) => allConfirmed || confirmed[ground ? ground[link] : 0];
  const ofNetwork = (row: number) => Array.from({ length: sizes[row] }, (_, place) => firstOf[row] + place);
  const ofMember = (row: number) => Array.from(byMember.subarray(firstOfMember[row], firstOfMember[row + 1]));
  return {
    ofNetwork,
    ofMember,
    memberOf: (link) => members[link],
    networkOf: (link) => rowOf(firstOf, link),
    groundOf: (link) => grounds[ground ? ground[link] : 0],
    isConfirmed,
    sizeOfNetwork: (row) => (allConfirmed ? sizes[row] : ofNetwork(row).filter(isConfirmed).length),
    sizeOfMember: (row) =>
      allConfirmed ? firstOfMember[row + 1] - firstOfMember[row] : ofMember(row).filter(isConfirmed).length,
  };
}

// The network that has a link, by bisection.
function rowOf(firstOf: Uint32Array, link: number): number {
  let [low, high] = [0, firstOf.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (firstOf[middle] <= link) low = middle;
    else high = middle;
  }
  // Networks without members begin at the same link as the next one, and the last of them has it.
  while (firstOf[low + 1] <= link) low++;
  return low;
}
