/** What every part can reach: texts, the desk, and what to do when a session ends. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Bridge } from "../../kit/bridge.ts";
import type { Texts } from "../../kit/texts.ts";
import type { DeskTasks } from "../desk/desk.ts";
import type { Place } from "../desk/views.ts";

export type Desk = Bridge<DeskTasks>;

export interface Around {
  readonly t: Texts;
  readonly desk: Desk;
  readonly place: Place;
  /** Days are written in this language. */
  readonly language: string;
  /** Tells the frame that a session has ended. */
  readonly ended: () => void;
}

export const AroundContext = createContext<Around | null>(null);

export function useAround(): Around {
  const around = useContext(AroundContext);
  if (around === null) throw new Error("outside of the frame");
  return around;
}
