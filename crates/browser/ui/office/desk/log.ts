// The log as auditors read it. Everything the server says of it is checked here against what its key signed: that each record stands there,
// that none is missing, that the lists of readers stand there, and that it grew out of one that was kept.

import { type InstallationId, toHex } from "../../seal/bytes.ts";
import { checkTick, grewFrom, readEntry, readWhole, rosterLeaf, type Saved, seqOf, staffLeaf, toSaved, type Told, verifyCheckpoint, type Whole } from "../../seal/log.ts";
import { Refused } from "../../seal/refusal.ts";
import type { Channel } from "../../seal/roster.ts";
import { Failed } from "./failures.ts";
import type { LogDoor, Whose } from "./log_door.ts";
import type { DeedView, ListPlace, LogView } from "./views.ts";

const NOTHING: LogView = { ticks: 0, deeds: [], lists: [], complete: true };

/** What a refusal is called when it is the server's log that does not hold. */
function sentence(error: unknown): unknown {
  if (!(error instanceof Refused)) return error;
  switch (error.reason) {
    case "note":
    case "unsigned":
    case "signature":
    case "checkpoint":
      return new Failed("problem-log-unsigned");
    case "rewritten":
      return new Failed("problem-log-rewritten");
    case "record-missing":
      return new Failed("problem-log-missing", { number: Number(error.detail) });
    case "log":
      return new Failed("problem-log-broken");
    default:
      return new Failed("problem-log-record");
  }
}

export class LogBook {
  private saved: Saved | null = null;
  private whole: Whole | null = null;

  constructor(private readonly door: LogDoor) {}

  /** Fetches and checks everything. */
  async read({ installation, log_key: key }: Channel, whose: Whose): Promise<LogView> {
    this.saved = this.whole = null;
    try {
      // The lists before the checkpoint: then one that lacks them has no excuse.
      const placed = await this.door.placed();
      const checkpoint = await this.door.checkpoint();
      if (checkpoint === null) return NOTHING;
      const { size } = verifyCheckpoint(checkpoint, installation, key);
      const leaves = await this.door.leaves(size);
      const all = await this.door.entries(whose, (last) => seqOf(last) + 1);
      // What came in since the checkpoint is for the next look.
      const saved: Saved = { checkpoint, leaves, entries: all.filter(({ tick }) => tick < size) };
      const told = whose === "acts" ? this.keep(saved, installation, key) : this.ownOf(saved, installation, key);
      const recorded = new Set(told.flatMap(({ roster }) => roster ?? []));
      const shown = new Set(placed.map(({ roster }) => roster));
      // Somebody put a list in force that the server does not show.
      for (const roster of recorded) if (!shown.has(roster)) throw new Failed("problem-log-list-hidden");
      const lists: ListPlace[] = [];
      for (const { roster, tick } of placed) {
        if (tick < size) {
          const inner = await this.door.tick(tick);
          checkTick(inner, leaves[tick]);
          if (!inner.includes(rosterLeaf(roster))) throw new Failed("problem-log-list");
        } else if (tick > size) {
          throw new Failed("problem-log-list");
        }
        lists.push({ hash: roster, tick, stands: tick < size, noted: whose === "acts" ? recorded.has(roster) : null });
      }
      return { ticks: size, deeds: deedsOf(told, saved), lists, complete: whose === "acts" };
    } catch (error) {
      throw sentence(error);
    }
  }

  private keep(saved: Saved, installation: InstallationId, key: Channel["log_key"]): readonly Told[] {
    this.whole = readWhole(saved, installation, key);
    this.saved = saved;
    return this.whole.told;
  }

  private ownOf(saved: Saved, installation: InstallationId, key: Channel["log_key"]): readonly Told[] {
    readWhole({ ...saved, entries: [] }, installation, key);
    return saved.entries.map((entry) => readEntry(entry, saved.leaves));
  }

  /** Whether the log that was read grew out of this one; gives the older one's deliveries. */
  compare(older: string, { installation, log_key: key }: Channel): number {
    if (this.whole === null) throw new Failed("problem-internal");
    try {
      return grewFrom(this.whole, older, installation, key);
    } catch (error) {
      const known = error instanceof Refused && (error.reason === "rewritten" || error.reason === "record-missing");
      throw known ? sentence(error) : error instanceof Refused ? new Failed("problem-log-older") : error;
    }
  }

  /** All of it, for a file that `sotto log verify` reads. */
  file(): string {
    if (this.saved === null) throw new Failed("problem-internal");
    return toSaved(this.saved);
  }
}

/** Newest first. Names are those that the log itself gives people. */
function deedsOf(told: readonly Told[], { entries }: Saved): DeedView[] {
  const names = new Map<string, string>();
  for (const { by, about, name } of told) {
    const named = about ?? by;
    if (named !== null && name !== "") names.set(named, name);
  }
  const called = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id.slice(0, 8)));
  return told
    .flatMap(({ seq, day, kind, by, about, roles, roster, tick }, at): DeedView[] => {
      const entry = entries[at];
      if (entry === undefined) return [];
      const leaf = toHex(staffLeaf(entry.blinding, entry.record));
      return [{ seq, day, kind, by: called(by), about: called(about), roles, list: roster, tick, place: entry.place, leaf }];
    })
    .reverse();
}
