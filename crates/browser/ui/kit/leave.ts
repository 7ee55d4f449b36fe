/**
 * Leaving at once: the quick exit. Blanks the page, lets `forget` drop what is in memory, and replaces the page by a neutral one.
 * Escape three times within two seconds does the same. The browser's history is not erased, and the page says so.
 */

/** Where a quick exit leads: ordinary, often open on work screens, without a word about us. The plain pages use the same. */
export const NEUTRAL = "https://www.wikipedia.org/";

const WITHIN_MS = 2_000;

/** Arms the keyboard. Returns a function that leaves. */
export function armLeaving(forget: () => void): () => void {
  const leave = () => {
    document.title = " ";
    document.documentElement.hidden = true;
    try {
      forget();
    } finally {
      location.replace(NEUTRAL);
    }
  };
  let pressed: number[] = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      pressed = [];
      return;
    }
    if (event.repeat) return;
    pressed = escapes(pressed, event.timeStamp);
    if (pressed.length >= 3) leave();
  });
  return leave;
}

/** The presses that still count when one more comes at `now` (milliseconds). */
export function escapes(pressed: readonly number[], now: number): number[] {
  return [...pressed, now].filter((at) => now - at <= WITHIN_MS);
}
