// Fifteen idle minutes end a session. Time comes in as a value, in milliseconds;
// a clock that jumped (a lid that was closed) counts like time that passed.

export const IDLE_ENDS = 15 * 60_000;
/** So long before the end a person is warned and can stay. */
export const IDLE_WARNS = 13 * 60_000;

export type IdleState = "awake" | "warned" | "ended";

export class IdleClock {
  private ended = false;

  constructor(private last: number) {}

  /** Something was done. It does not wake what has ended. */
  touch(now: number): void {
    if (this.at(now) !== "ended") this.last = Math.max(this.last, now);
  }

  at(now: number): IdleState {
    const idle = now - this.last;
    if (this.ended || idle >= IDLE_ENDS) {
      this.ended = true;
      return "ended";
    }
    return idle >= IDLE_WARNS ? "warned" : "awake";
  }

  /** Milliseconds left before the end. */
  left(now: number): number {
    return this.at(now) === "ended" ? 0 : IDLE_ENDS - (now - this.last);
  }
}
