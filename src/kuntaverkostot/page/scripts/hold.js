// Keeps in view where somebody went, while what stands before it is still being written and laid out.

const QUIET = 5; // frames without writing after which everything has its place

let aim = null;

// Whoever moves on is not held.
for (const event of ["keydown", "pointerdown", "touchstart", "wheel"])
  addEventListener(event, () => { aim = null; }, { capture: true, passive: true });

// Without a goal, nothing is held any more.
export async function hold(goal, isWriting) {
  aim = goal;
  for (let quiet = 0; goal && quiet < QUIET; quiet++) {
    await new Promise(requestAnimationFrame);
    if (aim !== goal) return;
    goal.scrollIntoView();
    if (isWriting()) quiet = 0;
  }
  aim = null;
}
