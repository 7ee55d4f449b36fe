// The log at the staff's door: what was signed, the leaves, and what the staff did. What comes is read strictly, and nothing is checked yet.

import { type askOctets, Garbled, Problem } from "../../kit/http.ts";
import type { Hash } from "../../seal/bytes.ts";
import type { Placed, UnverifiedEntry } from "../../seal/log.ts";
import { hex, list, text, told, whole } from "../../staff/answers.ts";
import type { Http } from "./door.ts";

export type Octets = typeof askOctets;
/** All that the staff did to the place, or what somebody did themselves. */
export type Whose = "acts" | "own";

const LOG = "/api/v1/log";

const hash = (value: unknown): Hash => hex({ value }, "value", 32);

function entry(value: unknown): UnverifiedEntry {
  const one = told(value);
  return {
    tick: whole(one, "tick"),
    place: whole(one, "place"),
    blinding: hex(one, "blinding", 32),
    record: text(one, "record"),
    proof: list(one, "proof", hash),
  };
}

export class LogDoor {
  constructor(
    private readonly http: Http,
    private readonly octets: Octets,
  ) {}

  /** `null` before the first tick. */
  async checkpoint(): Promise<string | null> {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await this.octets(`${LOG}/checkpoint`));
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return null;
      throw error instanceof TypeError ? new Garbled("checkpoint") : error;
    }
  }

  /** So many public leaves from the first on. */
  async leaves(size: number): Promise<Hash[]> {
    const leaves: Hash[] = [];
    while (leaves.length < size) {
      const page = list(told(await this.http(`${LOG}/leaves/${String(leaves.length)}`)), "leaves", hash);
      if (page.length === 0) break;
      leaves.push(...page);
    }
    return leaves.slice(0, size);
  }

  /** The 256 leaves of a tick. */
  async tick(tick: number): Promise<Hash[]> {
    return list(told(await this.http(`${LOG}/ticks/${String(tick)}`)), "leaves", hash);
  }

  /** Where the leaves of the lists of readers stand. */
  async placed(): Promise<Placed[]> {
    const one = (value: unknown): Placed => ({ roster: hex(told(value), "roster", 32), tick: whole(told(value), "tick") });
    return list(told(await this.http(`${LOG}/rosters`)), "rosters", one);
  }

  /** Every entry, in pages: the next begins after the number of the last. */
  async entries(whose: Whose, next: (last: UnverifiedEntry) => number): Promise<UnverifiedEntry[]> {
    const entries: UnverifiedEntry[] = [];
    for (let from = 0; ; ) {
      const page = list(told(await this.http(`/api/v1/office/log/${whose}/${String(from)}`, { session: true })), "entries", entry);
      const last = page.at(-1);
      if (last === undefined) return entries;
      const after = next(last);
      if (after <= from) throw new Garbled("entries");
      entries.push(...page);
      from = after;
    }
  }
}
