// The roster: who can receive a key, signed by the organisation's offline key (protocol 7). And channel.json, which
// names that key, and the six words by which people compare keys by voice.

import { type Day, fromHex, type Hash, hashOf, type InstallationId, label, type PublicKey, sha, type StaffId, utf8 } from "./bytes.ts";
import type { Recipient } from "./hybrid.ts";
import { day, publicKey, staffId } from "./ids.ts";
import { noteName, signNote, verifyNote } from "./note.ts";
import { Refused } from "./refusal.ts";
import { hex, ifHas, list, type Of, oneOf, read, record, recipient, sorted, text, whole } from "./shape.ts";
import type { SigningKey } from "./signing.ts";
import { elevenBits, find } from "./words.ts";
import { englishList, fold } from "./wordlists.ts";

const FIRST_LINE = "sottovoce/v1/roster\n";
const LONGEST_TERM = 90;
const GRACE = 30;
const MOST_STANZAS = 64;
const u32 = whole(0, 2 ** 32 - 1);

const channel = record({
  organisation: text,
  installation: hex<InstallationId>(16),
  organisation_keys: list(publicKey),
  log_key: publicKey,
});
/** The installation's file. */
export type Channel = Of<typeof channel>;

/** Refused: "json", "shape". */
export function readChannel(source: Uint8Array | string): Channel {
  return read(source, channel, "channel");
}

export const roles = ["handler", "fallback", "governing", "custodian", "officer"] as const;
export type Role = (typeof roles)[number];

const person = record({
  id: staffId,
  roles: list(oneOf(...roles)),
  groups: list(text),
  name: text,
  recipient,
  signing: publicKey,
});
export type Person = Of<typeof person>;

const said = {
  organisation: text,
  installation: hex<InstallationId>(16),
  version: u32,
  valid_from: day,
  valid_until: day,
  stanza_count: whole(3, MOST_STANZAS),
  jurisdiction: text,
  people: sorted(person, (one) => one.id),
};
const plain = record(said);
/** `signed`: where the key was when this was signed, as only the signer knows; left away where a server's page or machine could have had it. */
const content = ifHas<Of<typeof plain> & { readonly signed?: "offline" }>("signed", record({ ...said, signed: oneOf("offline") }), plain);

/** A roster whose signature was verified. Its time is judged apart: items are read by the roster they name. */
export interface Roster extends Of<typeof content> {
  /** H of the note. */
  readonly hash: Hash;
}

/** Refused: "note", "unsigned", "signature", "json", "shape", "roster", "other-installation". */
export function verifyRoster(note: string, { installation, organisation_keys: keys }: Channel): Roster {
  const signed = verifyNote(note, noteName(installation), keys);
  const line = signed.slice(FIRST_LINE.length, -1);
  if (!signed.startsWith(FIRST_LINE) || line.includes("\n")) throw new Refused("roster", "lines");
  const roster = read(line, content, "roster");
  if (roster.installation !== installation) throw new Refused("other-installation");
  const term = roster.valid_until - roster.valid_from;
  if (term < 0 || term > LONGEST_TERM) throw new Refused("roster", "term");
  if (roster.people.some((one) => one.roles.includes("handler") && one.roles.includes("fallback"))) {
    throw new Refused("roster", "two roles");
  }
  // Somebody who stood there twice would have two shares of a name.
  const distinct = (of: (one: Person) => string): boolean => new Set(roster.people.map(of)).size === roster.people.length;
  if (!distinct(({ recipient: to }) => to) || !distinct(({ signing }) => signing)) throw new Refused("roster", "one key twice");
  if (roster.people.some((one) => new Set(one.roles).size < one.roles.length)) throw new Refused("roster", "one role twice");
  return { ...roster, hash: hashOf(utf8(note)) };
}

export type Timing = "in-force" | "expired";

/**
 * Whether new things may be sealed by this roster. "expired" is to be said, and needs the person's word; one day early
 * is taken, since days are counted in the organisation's time zone. Refused: "too-early", "expired", "rolled-back".
 */
export function judgeTime(roster: Roster, today: Day, newestMet = 0): Timing {
  if (roster.version < newestMet) throw new Refused("rolled-back", "roster");
  if (today + 1 < roster.valid_from) throw new Refused("too-early");
  if (today > roster.valid_until + GRACE) throw new Refused("expired");
  return today > roster.valid_until ? "expired" : "in-force";
}

export function personOf(roster: Roster, id: StaffId): Person | undefined {
  return roster.people.find((one) => one.id === id);
}

/** What a roster says, without its hash. */
export type RosterContent = Of<typeof content>;

/** Signs a roster; the note is the one the Rust crate makes, byte for byte. Refused: what `verifyRoster` says of it. */
export function signRoster(roster: RosterContent, key: SigningKey): string {
  const { organisation, installation, version, valid_from, valid_until, stanza_count, jurisdiction, signed } = roster;
  const people = [...roster.people]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, roles: duties, groups, name, recipient: to, signing }) => ({ id, roles: duties, groups, name, recipient: to, signing }));
  const head = { organisation, installation, version, valid_from, valid_until, stanza_count, jurisdiction };
  const json = JSON.stringify({ ...head, ...(signed && { signed }), people });
  const note = signNote(`${FIRST_LINE}${json}\n`, noteName(installation), key);
  verifyRoster(note, { organisation, installation, organisation_keys: [key.publicKey], log_key: key.publicKey });
  return note;
}

/** Six English words over 66 bits. */
function sixWords(digest: Uint8Array): string[] {
  return elevenBits(digest, 6).map((index) => englishList.shown[index] ?? "");
}

export function organisationFingerprint(key: PublicKey): string[] {
  return sixWords(sha(label("organisation-fingerprint"), fromHex(key, 32)));
}

export function personFingerprint(of: Recipient, signing: PublicKey): string[] {
  return sixWords(sha(label("person-fingerprint"), utf8(of), fromHex(signing, 32)));
}

/** Whether somebody typed these six words; capitals, four letters of each and what stands between do not matter. */
export function sameWords(words: readonly string[], typed: string): boolean {
  const heard = fold(typed).split(/[^\p{Alphabetic}]+/u).filter((word) => word !== "");
  const found = heard.map((word) => find(word, englishList));
  return found.length === words.length && found.every((index, place) => index !== undefined && englishList.shown[index] === words[place]);
}
