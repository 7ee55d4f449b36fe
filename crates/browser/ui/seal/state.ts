// The mailbox state: what lets a browser without memory notice replay, dropping and substitution (protocol 6).
// Sealed to the mailbox alone, always 16 KiB, rewritten with every post.

import type { Hash, PublicKey } from "./bytes.ts";
import type { Identity, Recipient } from "./hybrid.ts";
import { caseId, day, hash, staffId, staffIds } from "./ids.ts";
import { heads } from "./item.ts";
import { writeJson } from "./json.ts";
import { stateSize } from "./padding.ts";
import type { Random } from "./random.ts";
import { open, seal, type Sealed } from "./seal.ts";
import { ifHas, type Of, orNull, read, record, recipient, whole } from "./shape.ts";
import { sign } from "./signed.ts";
import type { SigningKey } from "./signing.ts";

const u32 = whole(0, 2 ** 32 - 1);
const header = record({ case: caseId, version: whole(1, 2 ** 32 - 1), day });
const plain = record({ seq: u32, hash });
const withUnread = record({ seq: u32, hash, unread: u32 });
/** The own last item, and how many own items were sealed so that the words cannot open them; left away where none was. */
const own = ifHas("unread", withUnread, (value, at) => ({ ...plain(value, at), unread: 0 }));

const body = record({
  roster: record({ version: u32, hash }),
  left_out: staffIds,
  own,
  seen: heads,
  conversation: recipient,
  notice: record({ version: whole(1, 2 ** 32 - 1), hash: orNull(hash), members: staffIds, sleeper: orNull(staffId) }),
});
export type StateHeader = Of<typeof header>;
export type StateBody = Of<typeof body>;

/** A state whose signature was verified. */
export interface MailboxState {
  readonly header: StateHeader;
  readonly body: StateBody;
  readonly hash: Hash;
}

/** Signs and seals the state to the mailbox. Refused: "too-large" beyond 16 KiB. */
export async function writeState(
  head: StateHeader,
  state: StateBody,
  key: SigningKey,
  mailbox: Recipient,
  random: Random,
): Promise<Sealed> {
  const { seq, hash: last, unread } = state.own;
  const written = { ...state, own: { seq, hash: last, ...(unread > 0 && { unread }) } };
  return seal(sign("mailbox-state", writeJson(head), writeJson(written), key), stateSize, [mailbox], random);
}

/** Opens and verifies in one step: only the mailbox's owner writes states. */
export async function openState(sealed: Uint8Array, own: Identity, key: PublicKey): Promise<MailboxState> {
  const { signed } = await open("mailbox-state", sealed, stateSize, [own], 1);
  signed.verify(key);
  return { header: read(signed.header, header, "header"), body: read(signed.body, body, "body"), hash: signed.hash };
}
