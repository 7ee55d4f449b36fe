// For tests only: what a server keeps and hands out, so that a test can make it lie. Sees sealed bytes alone.

import { concat, type Hash, toHex, u32, utf8 } from "./bytes.ts";
import { type Case, checkCase, openCase, type SealedCase } from "./casework.ts";
import type { Rosters } from "./authors.ts";
import type { Attachment } from "./item.ts";
import type { ComposedItem, ComposedRotation, Writer } from "./replies.ts";
import { type Conversation, checkMailbox, openMailbox, readDocument } from "./mailbox.ts";
import { joinPages, PAGE_SIZE, readPage } from "./mailbox_page.ts";
import { DAY, type Filed, random, type Staff } from "./organisation.fixture.ts";
import type { ComposedPost } from "./filing.ts";
import type { Roster } from "./roster.ts";

export interface Stored {
  id: string;
  audience: "conversation" | "members";
  sealed: string;
}

/** One case on the server. All fields are open, for a lying one. */
export class Shelf {
  keyring: string;
  state: string;
  stateVersion = 1;
  items: Stored[];
  attachments: { id: string; sha256: Hash; bytes: number }[];
  readonly rosters: Map<Hash, Roster>;

  constructor(readonly filed: Filed, rosters: readonly Roster[], attachments: readonly Attachment[] = []) {
    this.keyring = filed.report.keyring;
    this.state = filed.report.state;
    this.items = [stored("conversation", filed.report.item)];
    this.attachments = attachments.map(({ sha256, sealed }) => ({ id: newId(), sha256, bytes: sealed }));
    this.rosters = new Map(rosters.map((roster) => [roster.hash, roster]));
  }

  takeRotation({ keyring, notice }: Pick<ComposedRotation, "keyring" | "notice">): void {
    this.keyring = keyring;
    this.items.push(stored("conversation", notice));
  }

  takeItems(items: readonly ComposedItem[]): void {
    this.items.push(...items.map(({ audience, sealed }) => stored(audience, sealed)));
  }

  takePost({ item, state, state_version: version }: ComposedPost): void {
    this.items.push(stored("conversation", item));
    this.state = state;
    this.stateVersion = version;
  }

  /** What a handler is given. */
  sealedCase(): SealedCase {
    return { case: this.filed.report.case, keyring: this.keyring, items: this.items, attachments: this.attachments };
  }

  /** What the reporter is given, as pages of octets. */
  pages(): Uint8Array[] {
    const document = utf8(
      JSON.stringify({
        found: true,
        case: this.filed.report.case,
        delivered: true,
        confirm_by: DAY + 7,
        acknowledged: false,
        state: this.state,
        state_version: this.stateVersion,
        items: this.items.filter(({ audience }) => audience === "conversation").map(({ id, sealed }) => ({ id, sealed })),
        attachments: this.attachments,
      }),
    );
    const room = PAGE_SIZE - 16;
    const count = Math.ceil(document.length / room);
    const tag = random.bytes(8);
    return Array.from({ length: count }, (_, n) => {
      const piece = document.subarray(n * room, (n + 1) * room);
      return concat(u32(count), u32(piece.length), tag, piece, new Uint8Array(room - piece.length));
    });
  }

  get known(): Rosters {
    return this.rosters;
  }
}

function newId(): string {
  return toHex(random.bytes(16));
}

export function stored(audience: Stored["audience"], sealed: string): Stored {
  return { id: newId(), audience, sealed };
}

/** The reporter comes back with the words. */
export async function comeBack(shelf: Shelf): Promise<Conversation> {
  const document = readDocument(joinPages(shelf.pages().map(readPage)));
  if (document === null) throw new Error("no mailbox");
  const opened = await openMailbox(document, shelf.filed.secrets);
  return checkMailbox(opened, shelf.filed.secrets, shelf.known);
}

/** A member opens the case. */
export async function openAs(shelf: Shelf, staff: Staff, newestMet = 0): Promise<Case> {
  return checkCase(await openCase(shelf.sealedCase(), staff.identity), shelf.known, newestMet);
}

export function writerOf(staff: Staff, roster: Roster): Writer {
  return { person: staff.id, signing: staff.signing, roster, day: DAY };
}
