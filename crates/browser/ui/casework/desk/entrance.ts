// Enrolling and signing in: keys are made here, and unlocked here; the page
// passes a passphrase in and gets nothing out but names.

import { toBase64url, fromBase64url, toHex, wipe } from "../../seal/bytes.ts";
import { drawIdentity, recipientOf } from "../../seal/hybrid.ts";
import type { Random } from "../../seal/random.ts";
import { Refused } from "../../seal/refusal.ts";
import { personFingerprint, personOf } from "../../seal/roster.ts";
import { SigningKey } from "../../seal/signing.ts";
import { enrolProof, normaliseName, stretchPassphrase, type StaffSecrets, unwrapSecrets, wrapSecrets } from "../../seal/staff.ts";
import type { Channel } from "../../seal/roster.ts";
import { englishList } from "../../seal/wordlists.ts";
import { drawWords } from "../rules/passphrase.ts";
import type { Door } from "./door.ts";
import { Failed } from "./failures.ts";
import type { Keys } from "./keys.ts";
import type { Lists } from "./lists.ts";
import type { Me } from "./views.ts";

/** Keys that were made and are not enrolled yet. */
interface Made {
  readonly name: string;
  readonly own: StaffSecrets;
  readonly login: string;
  readonly secrets: string;
}

export class Entrance {
  private made: Made | null = null;

  constructor(
    private readonly door: Door,
    private readonly lists: Lists,
    private readonly keys: Keys,
    private readonly channel: () => Promise<Channel>,
    private readonly random: Random,
  ) {}

  /** Six words for a passphrase. The list is here and not in the page, which would carry it a second time. */
  draw(): string[] {
    return drawWords(englishList.shown, (length) => this.random.bytes(length));
  }

  /** Makes a person's keys and seals them to the passphrase. Answers the six words over them. */
  async make(name: string, passphrase: string, part: (part: number) => void): Promise<string[]> {
    const { installation } = await this.channel();
    const { login, wrap } = stretchPassphrase(name, passphrase, installation, part);
    const own = { identity: drawIdentity(this.random), signing: SigningKey.fromSeed(this.random.bytes(32)) };
    const secrets = toBase64url(await wrapSecrets(own, wrap));
    this.made = { name: normaliseName(name), own, login: toHex(login), secrets };
    wipe(login);
    return personFingerprint(await recipientOf(own.identity), own.signing.publicKey);
  }

  async enrol(token: string): Promise<{ inRoster: boolean }> {
    if (this.made === null) throw new Failed("problem-internal");
    const { name, own, login, secrets } = this.made;
    const recipient = await recipientOf(own.identity);
    const { publicKey } = own.signing;
    const proof = enrolProof(token, recipient, own.signing);
    const done = await this.door.enrol({ token, sign_in_name: name, login, recipient, signing: publicKey, secrets, proof });
    own.signing.wipe();
    this.made = null;
    return done;
  }

  async signIn(name: string, passphrase: string, part: (part: number) => void): Promise<Me> {
    const { installation } = await this.channel();
    const { login, wrap } = stretchPassphrase(name, passphrase, installation, part);
    const { secrets } = await this.door.signIn(normaliseName(name), toHex(login));
    wipe(login);
    const own = await this.unwrapped(secrets, wrap);
    const { person } = await this.door.session();
    this.keys.unlock({ person, own });
    return this.me();
  }

  /** The login fitted and the secrets do not open: then they are not this person's. */
  private async unwrapped(secrets: string, wrap: Parameters<typeof unwrapSecrets>[1]): Promise<StaffSecrets> {
    try {
      return await unwrapSecrets(fromBase64url(secrets), wrap);
    } catch (error) {
      throw error instanceof Refused ? new Failed("problem-secrets") : error;
    }
  }

  /** Who is signed in, by the server and by the list in force. */
  async me(): Promise<Me> {
    const { person, own } = this.keys.unlocked();
    const told = await this.door.session();
    if (told.person !== person) {
      this.keys.lock();
      throw new Failed("problem-ended");
    }
    return { person, name: told.name, roles: told.roles, trial: told.trial, ...(await this.onTheList(own)) };
  }

  private async onTheList(own: StaffSecrets): Promise<Pick<Me, "list" | "onlyReader">> {
    const { person } = this.keys.unlocked();
    try {
      const { roster, timing } = await this.lists.inForce(this.keys.today());
      const entry = personOf(roster, person);
      const mine = entry?.signing === own.signing.publicKey && entry.recipient === (await recipientOf(own.identity));
      const readers = roster.people.filter(({ roles }) => roles.includes("handler") || roles.includes("fallback"));
      return { list: mine ? timing : "not-on-it", onlyReader: readers.length === 1 };
    } catch (error) {
      if (error instanceof Refused) return { list: error.reason === "expired" ? "expired" : "not-signed", onlyReader: false };
      if (isMissing(error)) return { list: "not-on-it", onlyReader: false };
      throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}
