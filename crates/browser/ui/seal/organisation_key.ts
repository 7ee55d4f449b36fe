// The organisation's key in its file: an age file under a passphrase (scrypt), and in it the seed in hex. The only file under a
// passphrase that any client of ours opens.

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { base64nopad } from "@scure/base";
import { type Identity as AgeIdentity, Decrypter, type Stanza } from "age-encryption";
import { concat, fromHex, utf8, wipe } from "./bytes.ts";
import type { Progress } from "./derive.ts";
import { readUtf8 } from "./json.ts";
import { Refused } from "./refusal.ts";
import { SigningKey } from "./signing.ts";

/** log2 of scrypt's N: what the house writes is 18; more than 20 would ask for a gigabyte. */
const MOST_WORK = 20;
const SALT = 16;
const LABEL = utf8("age-encryption.org/v1/scrypt");

/** The passphrase as the Rust side takes it: spaces and capitals do not matter. */
function normalised(passphrase: string): Uint8Array {
  return utf8(passphrase.split(/\p{White_Space}+/u).filter((word) => word !== "").join(" ").toLowerCase());
}

/** Unwraps the file's key with a passphrase, and nothing else. */
class Passphrase implements AgeIdentity {
  constructor(
    private readonly secret: Uint8Array,
    private readonly progress: Progress | undefined,
  ) {}

  unwrapFileKey(stanzas: Stanza[]): Uint8Array | null {
    const [stanza, ...more] = stanzas;
    const [kind, salt, work] = stanza?.args ?? [];
    if (stanza === undefined || more.length > 0 || kind !== "scrypt" || stanza.args.length !== 3) throw new Refused("stanza-kind");
    if (!/^[1-9][0-9]?$/.test(work ?? "") || Number(work) > MOST_WORK || stanza.body.length !== 32) throw new Refused("stanza-kind", "work");
    const salted = concat(LABEL, saltOf(salt ?? ""));
    const costs = { N: 2 ** Number(work), r: 8, p: 1, dkLen: 32, maxmem: 2 ** 31 };
    const key = scrypt(this.secret, salted, { ...costs, ...(this.progress && { onProgress: this.progress }) });
    try {
      return chacha20poly1305(key, new Uint8Array(12)).decrypt(stanza.body);
    } catch {
      throw new Refused("cannot-open", "passphrase");
    } finally {
      wipe(key);
    }
  }
}

function saltOf(text: string): Uint8Array {
  try {
    const salt = base64nopad.decode(text);
    if (salt.length === SALT) return salt;
  } catch {
    // said below
  }
  throw new Refused("stanza-kind", "salt");
}

/** Opens the file. Takes a second or two: give `progress`. Refused: "cannot-open", "stanza-kind", "bytes". */
export async function openOrganisationKey(file: Uint8Array, passphrase: string, progress?: Progress): Promise<SigningKey> {
  const secret = normalised(passphrase);
  const decrypter = new Decrypter();
  decrypter.addIdentity(new Passphrase(secret, progress));
  let plaintext: Uint8Array;
  try {
    plaintext = await decrypter.decrypt(file);
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("cannot-open", "no such file");
  } finally {
    wipe(secret);
  }
  const seed = fromHex(readUtf8(plaintext).trim(), 32);
  wipe(plaintext);
  return SigningKey.fromSeed(seed);
}
