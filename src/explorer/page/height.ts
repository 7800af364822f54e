// A page in a frame of another site tells how high it is, so that the frame can be as high.

// Both ends know these: the page sends its height, and answers when it is asked.
export const HEIGHT = "kuntaverkostot:height";
export const ASK = "kuntaverkostot:ask";

export interface HeightMessage {
  type: typeof HEIGHT;
  height: number;
}

export function tellHeight(): void {
  if (parent === self || !document.documentElement.classList.contains("embed")) return;
  const tell = () => {
    const message: HeightMessage = { type: HEIGHT, height: Math.ceil(document.body.getBoundingClientRect().height) };
    // Whoever frames the page may know how high it is.
    parent.postMessage(message, "*");
  };
  new ResizeObserver(tell).observe(document.body);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.type === ASK) tell();
  });
}
