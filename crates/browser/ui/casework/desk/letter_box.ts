// The letters that colleagues wrote to who is signed in (protocol 13). Fetched alike by everybody who opens a case or looks at
// requests, so that fetching them tells nothing; each is opened once.

import { Problem } from "../../kit/http.ts";
import { type Letter, openLetter } from "../../seal/letters.ts";
import { Refused } from "../../seal/refusal.ts";
import type { Door } from "./door.ts";
import type { Keys } from "./keys.ts";

export interface InBox {
  readonly id: string;
  /** `null`: it does not open, or is no letter. */
  readonly letter: Letter | null;
}

export class LetterBox {
  private opened = new Map<string, Letter | null>();

  constructor(
    private readonly door: Door,
    private readonly keys: Keys,
  ) {}

  forget(): void {
    this.opened.clear();
  }

  /** What was there when it was last looked. */
  last(): InBox[] {
    return [...this.opened].map(([id, letter]) => ({ id, letter }));
  }

  async look(): Promise<InBox[]> {
    const told = await this.door.letters();
    const { own } = this.keys.unlocked();
    const now = new Map<string, Letter | null>();
    for (const { id, sealed } of told) {
      const before = this.opened.get(id);
      now.set(id, before ?? (await openLetter(sealed, own.identity).catch(orNothing)));
    }
    this.opened = now;
    return this.last();
  }

  /** As `look`; where letters cannot be had just now, those of before. Opening a case does not hang on them. */
  async tryToLook(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      if (error instanceof Problem && error.status === 401) throw error;
    }
  }
}

function orNothing(error: unknown): null {
  if (error instanceof Refused) return null;
  throw error;
}
