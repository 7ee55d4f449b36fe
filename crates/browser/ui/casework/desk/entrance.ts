// Enrolling and signing in: keys are made here, and unlocked here; the page
// passes a passphrase in and gets nothing out but names.

import { Problem } from "../../kit/http.ts";
import { toBase64url, fromBase64url, type StaffId, toHex, wipe } from "../../seal/bytes.ts";
import { drawIdentity, type Identity, recipientOf } from "../../seal/hybrid.ts";
import type { Random } from "../../seal/random.ts";
import { Refused } from "../../seal/refusal.ts";
import { personFingerprint, personOf } from "../../seal/roster.ts";
import { SigningKey } from "../../seal/signing.ts";
import { enrolProof, normaliseName, stretchPassphrase, type StaffSecrets, unwrapSecrets, wrapSecrets } from "../../seal/staff.ts";
import type { Channel } from "../../seal/roster.ts";
import { englishList } from "../../seal/wordlists.ts";
import { factorOf, type First, firstOf, type Second } from "../../staff/own/door.ts";
import type { AskedFor, AskedForNew } from "../../staff/own/passkey.ts";
import { drawWords } from "../rules/passphrase.ts";
import type { Door } from "./door.ts";
import { Failed } from "./failures.ts";
import type { Clock, Keys } from "./keys.ts";
import type { Lists } from "./lists.ts";
import type { AskedOn, Enrolled, Me } from "./views.ts";

/** Keys that were made and are not enrolled yet. */
interface Made {
  readonly name: string;
  readonly own: StaffSecrets;
  readonly login: string;
  readonly secrets: string;
}

/** The passphrase was right; a second factor must follow. */
interface Halfway {
  readonly wrap: Identity;
  /** When the server forgets it, in milliseconds. */
  readonly until: number;
}

/** The server's half session lasts five minutes. */
const HALFWAY_LASTS = 5 * 60_000;

export class Entrance {
  private made: Made | null = null;
  private halfway: Halfway | null = null;

  constructor(
    private readonly door: Door,
    private readonly lists: Lists,
    private readonly keys: Keys,
    private readonly channel: () => Promise<Channel>,
    private readonly random: Random,
    private readonly clock: Clock,
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

  async enrol(token: string, factor: First): Promise<Enrolled> {
    if (this.made === null) throw new Failed("problem-internal");
    const { name, own, login, secrets } = this.made;
    const recipient = await recipientOf(own.identity);
    const { publicKey } = own.signing;
    const proof = enrolProof(token, recipient, own.signing);
    const done = await this.door.enrol({ token, sign_in_name: name, login, recipient, signing: publicKey, secrets, proof, factor: firstOf(factor) });
    own.signing.wipe();
    this.made = null;
    return done;
  }

  /** The first step: the passphrase. What opens the secrets is kept here until the second, and no longer than the server waits for it. */
  async signIn(name: string, passphrase: string, part: (part: number) => void): Promise<AskedOn> {
    const { installation } = await this.channel();
    const { login, wrap } = stretchPassphrase(name, passphrase, installation, part);
    const told = await this.door.signIn(normaliseName(name), toHex(login));
    wipe(login);
    this.halfway = { wrap, until: this.clock.now() + HALFWAY_LASTS };
    return told;
  }

  /** The second step. */
  async secondStep(second: Second): Promise<Me> {
    const { person, secrets } = await this.half(() => this.door.secondStep(factorOf(second)));
    return this.unlocked(person, secrets);
  }

  /** What to ask one of the passkeys for the second step. */
  challenge(): Promise<AskedFor> {
    return this.half(() => this.door.challenge());
  }

  /** What to ask a browser for the first passkey of somebody who has no second factor. */
  firstPasskey(): Promise<AskedForNew> {
    return this.half(() => this.door.firstPasskey());
  }

  firstSeed(): Promise<string> {
    return this.half(() => this.door.firstSeed());
  }

  /** The second step of somebody who has no second factor yet: they try a new one. */
  async setUp(factor: First): Promise<{ me: Me; recoveryCodes: readonly string[] }> {
    const { person, secrets, recoveryCodes } = await this.half(() => this.door.setUp(firstOf(factor)));
    return { me: await this.unlocked(person, secrets), recoveryCodes };
  }

  /** To be called now and then: nothing of a passphrase outlives the time in which it could be used. */
  look(): void {
    if (this.halfway !== null && this.clock.now() >= this.halfway.until) this.halfway = null;
  }

  forget(): void {
    this.halfway = null;
  }

  private async half<T>(work: () => Promise<T>): Promise<T> {
    this.look();
    if (this.halfway === null) throw new Failed("problem-half-ended");
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      this.halfway = null;
      throw new Failed("problem-half-ended");
    }
  }

  private async unlocked(person: StaffId, secrets: string): Promise<Me> {
    if (this.halfway === null) throw new Failed("problem-half-ended");
    const { wrap } = this.halfway;
    this.halfway = null;
    const own = await this.unwrapped(secrets, wrap);
    this.keys.unlock({ person, own });
    return this.me();
  }

  /** The login fitted and the secrets do not open: then they are not this person's. */
  private async unwrapped(secrets: string, wrap: Identity): Promise<StaffSecrets> {
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
    const { name, roles, trial, notices } = told;
    return { person, name, roles, notices, ...(await this.onTheList(own, trial)) };
  }

  /** What the list itself says, beside what the server says: that it is no trial is believed only if both say so. */
  private async onTheList(own: StaffSecrets, told: boolean): Promise<Pick<Me, "list" | "onlyReader" | "trial">> {
    const { person } = this.keys.unlocked();
    try {
      const { roster, timing } = await this.lists.inForce(this.keys.today());
      const entry = personOf(roster, person);
      const mine = entry?.signing === own.signing.publicKey && entry.recipient === (await recipientOf(own.identity));
      const readers = roster.people.filter(({ roles }) => roles.includes("handler") || roles.includes("fallback"));
      return { list: mine ? timing : "not-on-it", onlyReader: readers.length === 1, trial: told || roster.signed !== "offline" };
    } catch (error) {
      if (error instanceof Refused) return { list: error.reason === "expired" ? "expired" : "not-signed", onlyReader: false, trial: true };
      if (isMissing(error)) return { list: "not-on-it", onlyReader: false, trial: true };
      throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}
