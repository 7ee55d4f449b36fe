// A list of readers that is signed on another machine: the file that goes there, and the judgement of what comes back. What comes
// back is judged by the same rules as if the signer had lied: nobody on it who has not enrolled with exactly these keys.

import type { Day, StaffId } from "./bytes.ts";
import { Refused } from "./refusal.ts";
import { type Channel, judgeTime, type Person, personOf, type Roster, verifyRoster } from "./roster.ts";
import { type Change, changeOf, type Draft, signedBy } from "./roster_draft.ts";

/** What a list says beside its people, as the place has it. */
export interface Frame {
  readonly stanzaCount: number;
  readonly jurisdiction: string;
}

/** The file for `sotto roster sign`. Nothing in it is secret, and nothing in it is believed there before it was checked. */
export function draftFile(draft: Draft, { stanzaCount, jurisdiction }: Frame, { organisation, installation }: Channel): string {
  const enrolled = draft.lines.map(({ person: { id, roles, groups, name, recipient, signing } }) => ({ id, roles, groups, name, recipient, signing }));
  return JSON.stringify({ organisation, installation, roster: draft.note, stanza_count: stanzaCount, jurisdiction, enrolled });
}

/** A list that may come into force, against the one that is. */
export interface Returned {
  readonly roster: Roster;
  readonly lines: readonly { readonly person: Person; readonly change: Change }[];
  /** Who enrolled and is not on it: on the list in force, or never yet. */
  readonly missing: readonly Person[];
  /** On the list in force, and not enrolled any more. */
  readonly gone: readonly Person[];
}

/**
 * Judges a list that was signed elsewhere. Refused: what `verifyRoster` and `judgeTime` say; "other-key" when another key than this
 * list's signed the one in force; "rolled-back" when it does not follow that one, or has fewer places; "roster" when it names
 * another place or nobody who could receive a report, "other-person" when somebody on it has not enrolled exactly like that.
 */
export function judgeSigned(note: string, draft: Draft, { stanzaCount, jurisdiction }: Frame, today: Day, channel: Channel): Returned {
  const roster = verifyRoster(note, channel);
  const { note: before } = draft;
  const keys = channel.organisation_keys.filter((key) => signedBy(note, key, channel));
  if (before !== null && !keys.some((key) => signedBy(before, key, channel))) throw new Refused("other-key", "the list in force");
  if (roster.version !== (draft.inForce?.version ?? 0) + 1) throw new Refused("rolled-back", "number");
  if (judgeTime(roster, today) !== "in-force") throw new Refused("expired");
  if (roster.stanza_count !== stanzaCount || roster.stanza_count < (draft.inForce?.stanza_count ?? 3)) throw new Refused("rolled-back", "places");
  if (roster.organisation !== channel.organisation || roster.jurisdiction !== jurisdiction) throw new Refused("roster", "another place");
  if (!roster.people.some(({ roles }) => roles.includes("handler"))) throw new Refused("roster", "no handler");
  const enrolled = new Map<StaffId, Person>(draft.lines.map(({ person }) => [person.id, person]));
  if (roster.people.some((person) => changeOf(enrolled.get(person.id), person) !== "kept")) throw new Refused("other-person");
  const listed = (id: StaffId): Person | undefined => (draft.inForce === null ? undefined : personOf(draft.inForce, id));
  return {
    roster,
    lines: roster.people.map((person) => ({ person, change: changeOf(listed(person.id), person) })),
    missing: draft.lines.map(({ person }) => person).filter(({ id }) => personOf(roster, id) === undefined),
    gone: draft.gone,
  };
}
