// A person's unlocked keys, for as long as somebody is there. They live in this
// worker alone, leave it never, and are gone after fifteen idle minutes.

import type { StaffId } from "../../seal/bytes.ts";
import type { StaffSecrets } from "../../seal/staff.ts";
import { dayOnTheWall, type Day } from "../../staff/days.ts";
import { IdleClock, type IdleState } from "../rules/idle.ts";
import { Failed } from "./failures.ts";
import type { IdleNews } from "./views.ts";

export interface Unlocked {
  readonly person: StaffId;
  readonly own: StaffSecrets;
}

/** Time as the worker sees it. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
}

export class Keys {
  private held: Unlocked | null = null;
  private idle: IdleClock | null = null;
  private said: IdleState = "ended";
  private readonly watchers = new Set<(news: IdleNews) => void>();

  constructor(private readonly clock: Clock) {}

  /** The day on the wall. */
  today(): Day {
    return dayOnTheWall(new Date(this.clock.now()));
  }

  unlock(unlocked: Unlocked): void {
    this.held = unlocked;
    this.idle = new IdleClock(this.clock.now());
    this.look();
  }

  /** Failed: "problem-ended". */
  unlocked(): Unlocked {
    this.look();
    if (this.held === null) throw new Failed("problem-ended");
    return this.held;
  }

  get there(): boolean {
    this.look();
    return this.held !== null;
  }

  /** Somebody did something. */
  touch(): void {
    this.idle?.touch(this.clock.now());
    this.look();
  }

  /** Puts the keys away. */
  lock(): void {
    this.held?.own.signing.wipe();
    this.held = null;
    this.idle = null;
    this.look();
  }

  /** To be called now and then: notices that time has passed, and tells whoever watches. Answers true when it ended just now. */
  look(): boolean {
    const now = this.clock.now();
    const state = this.idle?.at(now) ?? "ended";
    const ends = state === "ended" && this.held !== null;
    if (ends) {
      this.held?.own.signing.wipe();
      this.held = null;
      this.idle = null;
    }
    if (state !== this.said) {
      this.said = state;
      this.tell();
    }
    return ends;
  }

  news(): IdleNews {
    return { state: this.said, left: this.idle?.left(this.clock.now()) ?? 0 };
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher(this.news());
  }

  /** Tells of every change until `signal` fires. */
  watch(tell: (news: IdleNews) => void, signal: AbortSignal): Promise<void> {
    this.watchers.add(tell);
    tell(this.news());
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        this.watchers.delete(tell);
        resolve();
      });
    });
  }
}
