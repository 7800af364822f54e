// Colours of the style sheet as the canvas needs them: resolved, and again when the theme changes.

const NAMES = ["ink", "muted", "ground", "panel", "line", "grey", "accent", "faded"];
const PLACES = 8;

export const colours = {};

const probe = document.createElement("span");
probe.hidden = true;

function resolved(property) {
  probe.style.color = `var(${property})`;
  return getComputedStyle(probe).color;
}

function read() {
  for (const name of NAMES) colours[name] = resolved(`--${name}`);
  colours.forced = matchMedia("(forced-colors: active)").matches;
  colours.on = Array.from({ length: PLACES }, (_, place) => resolved(`--o${place}`));
  colours.tones = Array.from({ length: PLACES }, (_, place) => resolved(`--n${place}`));
}

// A colour of the payload: a place in the palette, -1 for grey, -2 for the ground, or a colour as an analyst wrote it.
export function paint(colour) {
  if (typeof colour === "string") return colours.forced ? colours.ink : colour;
  return colour === -2 ? colours.ground : colour < 0 ? colours.grey : colours.tones[colour];
}

export function tone(network) {
  return network.place < 0 ? colours.grey : colours.tones[network.place];
}

// What can be read on the colour of a network: black or white.
export function on(network) {
  return network.place < 0 ? colours.ground : colours.on[network.place];
}

export function watchColours(redraw) {
  document.body.append(probe);
  read();
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", () => {
      read();
      redraw();
    });
  }
}
