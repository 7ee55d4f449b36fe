// The signed lists of readers: the one in force, and older ones by their hash.
// What is not signed by the organisation never leaves here as a list.

import { Problem } from "../../kit/http.ts";
import type { Rosters } from "../../seal/authors.ts";
import type { Hash, StaffId } from "../../seal/bytes.ts";
import { Refused } from "../../seal/refusal.ts";
import { type Channel, judgeTime, personOf, type Roster, type Timing, verifyRoster } from "../../seal/roster.ts";
import type { Day } from "../rules/days.ts";
import type { Door } from "./door.ts";

export class Lists {
  private readonly known = new Map<Hash, Roster>();
  private newestMet = 0;

  constructor(
    private readonly door: Door,
    private readonly channel: () => Promise<Channel>,
  ) {}

  /** The list in force and whether it is out of date. Refused: what `verifyRoster` and `judgeTime` say; older than one met before. */
  async inForce(today: Day): Promise<{ roster: Roster; timing: Timing }> {
    const roster = verifyRoster(await this.door.roster(), await this.channel());
    const timing = judgeTime(roster, today, this.newestMet);
    this.newestMet = roster.version;
    this.known.set(roster.hash, roster);
    return { roster, timing };
  }

  /** Those of the named lists that the organisation signed. One that cannot be shown to be signed is left away. */
  async signed(hashes: readonly Hash[]): Promise<Rosters> {
    const found = new Map<Hash, Roster>();
    for (const hash of hashes) {
      const roster = this.known.get(hash) ?? (await this.fetch(hash));
      if (roster !== null) found.set(hash, roster);
    }
    return found;
  }

  private async fetch(hash: Hash): Promise<Roster | null> {
    try {
      const roster = verifyRoster(await this.door.roster(hash), await this.channel());
      if (roster.hash !== hash) return null;
      this.known.set(hash, roster);
      return roster;
    } catch (error) {
      if (error instanceof Refused || (error instanceof Problem && error.status === 404)) return null;
      throw error;
    }
  }

  /** The newest list met, without asking for a newer one. */
  newest(): Roster | undefined {
    return [...this.known.values()].sort((a, b) => b.version - a.version)[0];
  }

  /** The name shown of a person, from the newest list that has one. */
  nameOf(id: StaffId): string | null {
    const lists = [...this.known.values()].sort((a, b) => b.version - a.version);
    return lists.map((roster) => personOf(roster, id)?.name).find((name) => name !== undefined) ?? null;
  }
}
