/** How far sending is, as one number and one line. Files take most of the bar when there are any. */
import type { Texts } from "../../kit/texts.ts";
import { sizeText } from "../../kit/sizes.ts";
import type { Sending } from "../contract.ts";

/** Between 0 and 1, never going back within one sending; undefined while nothing can be said. */
export function partOf(state: Sending, files: number): number | undefined {
  switch (state.phase) {
    case "words":
      return 0.02;
    case "work":
      return undefined;
    case "sealing":
      return files === 0 ? 0.3 : 0.92;
    case "file":
      return 0.05 + (0.85 * (state.place + (state.all === 0 ? 0 : state.done / state.all))) / Math.max(1, state.of);
    case "report":
      return 0.97;
    case "waiting":
      return undefined;
  }
}

export function lineOf(t: Texts, state: Sending): string {
  switch (state.phase) {
    case "file":
      return t("sending-file", { n: state.place + 1, of: state.of, done: sizeText(t, state.done), all: sizeText(t, state.all) });
    case "waiting":
      return t("sending-waiting", { seconds: state.seconds });
    default:
      return t(`sending-${state.phase}`);
  }
}
