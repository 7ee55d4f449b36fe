// The log, held against what was signed (protocol 9): checkpoints, leaves, and what the staff did, each with what shows that it stands there.
// The same rules as the crate `ledger`; whatever is refused here says which rule was broken.

import { base64 } from "@scure/base";
import { equal, fromHex, type Hash, hashOf, type InstallationId, label, type PublicKey, sha, toHex, utf8 } from "./bytes.ts";
import { hash, staffId } from "./ids.ts";
import { leafHash, nodeHash, treeRoot } from "./merkle.ts";
import { verifyNote } from "./note.ts";
import { Refused } from "./refusal.ts";
import { list, type Of, orNull, read, record, text, whole } from "./shape.ts";

/** Leaves in the tree of a tick. */
export const LEAVES = 256;
const LEVELS = 8;

/** Size and root of a log that its key signed. */
export interface Checkpoint {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Refused: "note", "unsigned", "signature", "checkpoint". Lines of witnesses are passed over. */
export function verifyCheckpoint(note: string, installation: InstallationId, key: PublicKey): Checkpoint {
  const origin = `sottovoce-log-${installation}`;
  const [named, size, root, end, ...more] = verifyNote(note, origin, [key]).split("\n");
  if (named !== origin || size === undefined || !/^(0|[1-9][0-9]{0,14})$/.test(size) || end !== "" || more.length > 0) throw new Refused("checkpoint");
  return { size: Number(size), root: bytesOf(root ?? "") };
}

function bytesOf(root: string): Uint8Array {
  try {
    const bytes = base64.decode(root);
    if (bytes.length === 32) return bytes;
  } catch {
    // falls through
  }
  throw new Refused("checkpoint", "root");
}

const rootOf = (leaves: readonly Hash[]): Uint8Array => treeRoot(leaves.map((leaf) => fromHex(leaf, 32)));

/** Checks that these public leaves, one a tick, are the whole log of a checkpoint. Refused: "log". */
export function checkWhole(newest: Checkpoint, leaves: readonly Hash[]): void {
  if (leaves.length !== newest.size || !equal(rootOf(leaves), newest.root)) throw new Refused("log", "leaves");
}

/** Checks that a whole log grew out of an older checkpoint. Refused: "rewritten", also where it is shorter now. */
export function checkGrowth(leaves: readonly Hash[], older: Checkpoint): void {
  if (older.size > leaves.length || !equal(rootOf(leaves.slice(0, older.size)), older.root)) throw new Refused("rewritten");
}

/** A log with the records of the staff in it, all of it checked. */
export interface Whole {
  readonly size: number;
  readonly leaves: readonly Hash[];
  readonly told: readonly Told[];
  /** The texts that were hashed, in the same order. */
  readonly texts: readonly string[];
}

/** Checks a log with all its records. Refused: what `verifyCheckpoint`, `checkWhole`, `readEntry` and `withoutGap` say. */
export function readWhole({ checkpoint, leaves, entries }: Saved, installation: InstallationId, key: PublicKey): Whole {
  const newest = verifyCheckpoint(checkpoint, installation, key);
  checkWhole(newest, leaves);
  const told = entries.map((entry) => readEntry(entry, leaves));
  withoutGap(told);
  return { size: newest.size, leaves, told, texts: entries.map(({ record: what }) => what) };
}

/**
 * Checks that a log grew out of one that somebody kept, a saved log or a checkpoint alone, and that what was told then is told still.
 * Gives the older one's size. Refused: "rewritten", "record-missing", and what reading the older one says.
 */
export function grewFrom(now: Whole, older: string, installation: InstallationId, key: PublicKey): number {
  const kept = older.startsWith("{") ? readSaved(older) : null;
  const before = kept && readWhole(kept, installation, key);
  const checkpoint = verifyCheckpoint(kept?.checkpoint ?? older, installation, key);
  checkGrowth(now.leaves, checkpoint);
  before?.told.forEach(({ tick }, number) => {
    if (now.texts[number] !== before.texts[number] || now.told[number]?.tick !== tick) throw new Refused("record-missing", String(number));
  });
  return checkpoint.size;
}

const unverifiedEntry = record({ tick: whole(), place: whole(0, LEAVES - 1), blinding: hash, record: text, proof: list(hash) });
/** What came, and nobody has checked. */
export type UnverifiedEntry = Of<typeof unverifiedEntry>;

const told = record({
  seq: whole(),
  day: whole(),
  kind: text,
  by: orNull(staffId),
  about: orNull(staffId),
  name: text,
  roles: list(text),
  roster: orNull(hash),
});
/** What the staff did, as the log keeps it. */
export interface Told extends Of<typeof told> {
  readonly tick: number;
}

/** The leaf of a staff record. */
export function staffLeaf(blinding: Hash, what: string): Uint8Array {
  return sha(label("staff-record"), fromHex(blinding, 32), utf8(what));
}

/** The leaf of a list of readers, from the hash of its note. */
export function rosterLeaf(roster: Hash): Hash {
  return hashOf(label("roster-leaf"), fromHex(roster, 32));
}

/** Checks that an entry stands in its tick of this log, and reads it. Refused: "record", "json", "shape". */
export function readEntry(entry: UnverifiedEntry, leaves: readonly Hash[]): Told {
  const publicLeaf = leaves[entry.tick];
  if (publicLeaf === undefined || entry.proof.length !== LEVELS) throw new Refused("record", "place");
  let node = leafHash(staffLeaf(entry.blinding, entry.record));
  entry.proof.forEach((step, level) => {
    const other = fromHex(step, 32);
    node = (entry.place >> level) % 2 === 1 ? nodeHash(other, node) : nodeHash(node, other);
  });
  if (toHex(node) !== publicLeaf) throw new Refused("record", "proof");
  return { ...read(entry.record, told, "record"), tick: entry.tick };
}

/** The number of a record that nobody has checked, to ask for what comes after it. Refused: "json", "shape". */
export const seqOf = ({ record: what }: UnverifiedEntry): number => read(what, told, "record").seq;

/** Checks that these are all records from the first on, each once and in their order. Refused: "record-missing" with the number. */
export function withoutGap(records: readonly Told[]): void {
  records.forEach(({ seq }, number) => {
    if (seq !== number) throw new Refused("record-missing", String(number));
  });
}

const firstLine = record({ checkpoint: text, leaves: list(hash) });

/** A log in a file: the first line is what was signed and the leaves, each further one an entry. */
export interface Saved {
  readonly checkpoint: string;
  readonly leaves: readonly Hash[];
  readonly entries: readonly UnverifiedEntry[];
}

/** What an auditor saves; `sotto log verify` reads the same. */
export function toSaved({ checkpoint, leaves, entries }: Saved): string {
  return [{ checkpoint, leaves }, ...entries].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Refused: "json", "shape", "bytes". Nothing of it is checked yet. */
export function readSaved(file: string): Saved {
  const [first, ...rest] = file.replace(/\n$/, "").split("\n");
  return { ...read(first ?? "", firstLine, "log"), entries: rest.map((line) => read(line, unverifiedEntry, "entry")) };
}

/** Where the leaf of a list of readers stands, as the server says. */
export interface Placed {
  readonly roster: Hash;
  readonly tick: number;
}

/** Checks that these are the leaves of a tick of this log. Refused: "log". */
export function checkTick(inner: readonly Hash[], publicLeaf: Hash | undefined): void {
  if (inner.length !== LEAVES || toHex(rootOf(inner)) !== publicLeaf) throw new Refused("log", "tick");
}

