/** What the Worker knows of the place it talks to: fetched and checked once, the list of people again when coming back. */
import type { Day } from "../../seal/bytes.ts";
import { type Channel, judgeTime, organisationFingerprint, type Roster } from "../../seal/roster.ts";
import { Refused } from "../../seal/refusal.ts";
import type { Hash } from "../../seal/bytes.ts";
import type { Door, Readers, Ready } from "../contract.ts";
import { BadQuestionnaire, parseQuestionnaire } from "../rules/questionnaire.ts";
import { fetchChannel, fetchDoor, fetchQuestionnaire, fetchRoster } from "./door.ts";
import { Failed } from "./failing.ts";

export interface Place {
  channel: Channel;
  door: Door;
  roster: Roster;
  questionnaire: { hash: Hash; source: string };
}

/** Today by this device, as days since 1970. The organisation's zone may be a day off, which the checks allow for. */
export function today(): Day {
  return Math.floor(Date.now() / 86_400_000);
}

/** Null while the door is not open. */
export async function lookAround(): Promise<{ channel: Channel; door: Door; place: Place | null }> {
  const [channel, door] = await Promise.all([fetchChannel(), fetchDoor()]);
  if (!door.open) return { channel, door, place: null };
  const [roster, questionnaire] = await Promise.all([fetchRoster(channel), fetchQuestionnaire()]);
  try {
    parseQuestionnaire(questionnaire.source);
  } catch (error) {
    throw error instanceof BadQuestionnaire ? new Failed("questions") : error;
  }
  timing(roster);
  return { channel, door, place: { channel, door, roster, questionnaire } };
}

/** The day on which it ran out, if it has. Long out of its time, or not begun: refused. */
export function timing(roster: Roster, newestMet = 0): Day | null {
  try {
    return judgeTime(roster, today(), newestMet) === "expired" ? roster.valid_until : null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Failed("finding", { kind: error.reason === "rolled-back" ? "roster-old" : "roster-expired" });
  }
}

/** The list again, after it was renewed; never an older one. */
export async function renewReaders(place: Place): Promise<Readers> {
  const roster = await fetchRoster(place.channel);
  timing(roster, place.roster.version);
  place.roster = roster;
  return readersOf(roster);
}

function readersOf(roster: Roster): Readers {
  return { people: roster.people.map(({ id, name, roles }) => ({ id, name, roles })), expiredOn: timing(roster) };
}

/** What the page is told. */
export function told({ channel, door, place }: Awaited<ReturnType<typeof lookAround>>): Ready {
  const key = channel.organisation_keys[0];
  return {
    organisation: channel.organisation,
    mark: key === undefined ? "" : organisationFingerprint(key).join(" "),
    ...(place ? readersOf(place.roster) : { people: [], expiredOn: null }),
    questionnaire: place?.questionnaire.source ?? "",
    door,
  };
}
