/** What every part of a staff's document can reach: texts, the desk, and what to do when a session ends. */
import { type Context, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Bridge, Tasks } from "../kit/bridge.ts";
import type { Texts } from "../kit/texts.ts";

/** The organisation whose place this is. */
export interface Place {
  readonly organisation: string;
  /** One set of six words for each key in channel.json. */
  readonly fingerprints: readonly (readonly string[])[];
  /** The organisation's key is not offline, as the server says it: an administrator could add a reader. Said before anybody signs in or enrols. */
  readonly trial: boolean;
  /** The domain for which passkeys are made; `null`: this address has one-time codes only. */
  readonly passkeys: string | null;
}

/** What a document starts with. */
export interface Start<T extends Tasks> {
  readonly t: Texts;
  readonly desk: Bridge<T>;
  readonly place: Place;
  /** Days are written in this language. */
  readonly language: string;
}

export interface Around<T extends Tasks> extends Start<T> {
  /** Tells the frame that a session has ended. */
  readonly ended: () => void;
  /** Asks for the second factor once more; false when it was not shown. */
  readonly askAgain: () => Promise<boolean>;
}

/** The context of one document, and how its parts reach it. */
export function around<A>(): { readonly AroundContext: Context<A | null>; readonly useAround: () => A } {
  const AroundContext = createContext<A | null>(null);
  const useAround = (): A => {
    const found = useContext(AroundContext);
    if (found === null) throw new Error("outside of the frame");
    return found;
  };
  return { AroundContext, useAround };
}
