// Making a new list of readers: what would change against the list in force, and the rule under which it is signed.
// Whoever is new, or comes with other keys, is listed only with the six words heard from them (protocol 7).

import type { Day, PublicKey, StaffId } from "./bytes.ts";
import { Refused } from "./refusal.ts";
import { type Channel, type Person, personFingerprint, personOf, type Roster, sameWords, signRoster, verifyRoster } from "./roster.ts";
import type { SigningKey } from "./signing.ts";

/** Days a list is valid. */
export const LIST_DAYS = 90;

/** What a new list would do to somebody who has enrolled. */
export type Change = "added" | "keys-changed" | "changed" | "kept";

export interface Line {
  readonly person: Person;
  readonly change: Change;
}

export interface Draft {
  /** The note in force, as it came. */
  readonly note: string | null;
  readonly inForce: Roster | null;
  /** Everybody who has enrolled and can receive a key. */
  readonly lines: readonly Line[];
  /** On the list in force, and not enrolled: they cannot stay. */
  readonly gone: readonly Person[];
}

/** Compares who has enrolled, as the server tells it, with the list in force. Refused: what `verifyRoster` says of that list. */
export function draftOf(note: string | null, enrolled: readonly Person[], channel: Channel): Draft {
  const inForce = note === null ? null : verifyRoster(note, channel);
  const listed = (id: StaffId): Person | undefined => (inForce === null ? undefined : personOf(inForce, id));
  const lines = enrolled.map((person) => ({ person, change: changeOf(listed(person.id), person) }));
  const gone = (inForce?.people ?? []).filter(({ id }) => !enrolled.some((person) => person.id === id));
  return { note, inForce, lines, gone };
}

/** From somebody listed, if they were, to somebody as they are now. */
export function changeOf(listed: Person | undefined, person: Person): Change {
  if (listed === undefined) return "added";
  if (listed.recipient !== person.recipient || listed.signing !== person.signing) return "keys-changed";
  const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((entry, n) => entry === other[n]);
  return listed.name === person.name && same(listed.roles, person.roles) && same(listed.groups, person.groups) ? "kept" : "changed";
}

/** Whether the signer must have heard this person's six words. */
export function needsWords(change: Change): boolean {
  return change === "added" || change === "keys-changed";
}

/** What the signer decides. */
export interface Decision {
  /** Whom to leave out. */
  readonly leftOut: ReadonlySet<StaffId>;
  /** What was typed as heard, by person. */
  readonly heard: ReadonlyMap<StaffId, string>;
  readonly today: Day;
  /** Told by the server; a list counts no fewer places than the one before. */
  readonly stanzaCount: number;
  readonly jurisdiction: string;
}

/** The people whose words are missing or other ones: nothing is signed while there is one. */
export function unheard(draft: Draft, { leftOut, heard }: Pick<Decision, "leftOut" | "heard">): StaffId[] {
  return draft.lines.flatMap(({ person: { id, recipient, signing }, change }) =>
    leftOut.has(id) || !needsWords(change) || sameWords(personFingerprint(recipient, signing), heard.get(id) ?? "") ? [] : [id],
  );
}

/**
 * Signs the list that follows the one in force. Refused: "words" when somebody new was not heard, "other-key" when the key is
 * not the organisation's or did not sign the list in force (a server could name a key of its own beside the organisation's, and
 * sign with it a list on which somebody stands already), "roster" when nobody on it could receive a report, "rolled-back" when it
 * would have fewer places.
 */
export function signDraft(draft: Draft, decision: Decision, key: SigningKey, channel: Channel): string {
  if (!channel.organisation_keys.includes(key.publicKey)) throw new Refused("other-key");
  if (draft.note !== null && !signedBy(draft.note, key.publicKey, channel)) throw new Refused("other-key", "the list in force");
  if (unheard(draft, decision).length > 0) throw new Refused("words");
  const people = draft.lines.map(({ person }) => person).filter(({ id }) => !decision.leftOut.has(id));
  if (!people.some(({ roles }) => roles.includes("handler"))) throw new Refused("roster", "no handler");
  if (decision.stanzaCount < (draft.inForce?.stanza_count ?? 3)) throw new Refused("rolled-back", "places");
  const content = {
    organisation: channel.organisation,
    installation: channel.installation,
    version: (draft.inForce?.version ?? 0) + 1,
    valid_from: decision.today,
    valid_until: decision.today + LIST_DAYS,
    stanza_count: decision.stanzaCount,
    jurisdiction: decision.jurisdiction,
    people, // and no word of an offline key, which a page that a server gave cannot have
  };
  return signRoster(content, key);
}

/** Whether this very key signed a list. */
export function signedBy(note: string, key: PublicKey, channel: Channel): boolean {
  try {
    verifyRoster(note, { ...channel, organisation_keys: [key] });
    return true;
  } catch {
    return false;
  }
}
