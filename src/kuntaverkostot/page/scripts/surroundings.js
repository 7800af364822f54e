// Where the page stands: under an address of its own, or inside something else such as a notebook.

// What is handed over as data, or shut into a frame, has no address that leads to it or to the pages beside it.
export const hasAddress = location.protocol === "file:" || (/^https?:$/.test(location.protocol) && self.origin !== "null");

export function startSurroundings() {
  if (!hasAddress) for (const one of document.querySelectorAll(".elsewhere")) one.remove();
  if (parent === self) return;
  // Inside a frame another page would have the room of this one, and most will not be shown there.
  for (const link of document.querySelectorAll('a[href^="http"], a[href^="mailto:"]')) {
    link.target = "_blank";
    link.rel = "noopener";
  }
}
