// A slider with buttons on both sides, which steps from day to day. Nothing moves by itself.

import type { Days } from "../model/steps.ts";
import type { Words } from "../model/words.ts";
import { element, iconButton } from "./dom.ts";

const ICONS = { previous: "M15 5l-7 7 7 7", next: "M9 5l7 7-7 7" };

export interface Stepper {
  // Shows the day that it is now.
  show(): void;
}

interface Options {
  days: Days;
  count: number;
  words: Words;
  // Called with the place of the day that the reader wants; a slider tells by itself where it is.
  onStep(place: number, by: "button" | "slider"): void;
}

export function createStepper(room: HTMLElement, { days, count, words: { say }, onStep }: Options): Stepper {
  const slider = element("input", {
    id: "day",
    type: "range",
    min: 0,
    max: count - 1,
    step: 1,
    "aria-label": say("changes.steps"),
    oninput: () => onStep(Number(slider.value), "slider"),
  });
  const shown = element("b");
  const said = element("span");
  const button = (key: keyof typeof ICONS, by: number, isEnd: () => boolean) =>
    iconButton(say(`changes.${key}`), ICONS[key], () => {
      if (!isEnd()) onStep(days.place + by, "button");
    });
  const previous = button("previous", -1, () => days.isFirst);
  const next = button("next", 1, () => days.isLast);
  room.append(previous, slider, next, element("p", {}, shown, " ", said));
  room.hidden = false;

  return {
    show() {
      const { place, step } = days;
      slider.value = String(place);
      slider.setAttribute("aria-valuetext", `${step.shown.date}. ${step.said}`);
      shown.textContent = step.shown.date;
      said.textContent = step.said;
      // A button that was disabled would lose the focus.
      previous.setAttribute("aria-disabled", String(days.isFirst));
      next.setAttribute("aria-disabled", String(days.isLast));
    },
  };
}
