// The hybrid key (ML-KEM-768 with X25519, "X-Wing") and HPKE's key schedule around it, as age uses them for one file key.
// age's own identity makes the whole key anew from its seed for every stanza, half of what opening an item costs; this one
// makes it once. Opens only: sealing goes through age.

import { x25519 } from "@noble/curves/ed25519.js";
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { sha3_256, shake256 } from "@noble/hashes/sha3.js";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { base64nopad } from "@scure/base";
import type { Identity as AgeIdentity, Stanza } from "age-encryption";
import { concat, utf8, wipe } from "./bytes.ts";
import { Refused } from "./refusal.ts";

/** The kind of stanza, and of nothing else. */
export const KIND = "mlkem768x25519";
const ENCAPSULATED = 1088;
const SHARE = ENCAPSULATED + 32;
const WRAPPED = 32;
const LABEL = utf8("\\.//^\\");
/** HPKE's suite: this KEM, HKDF-SHA256, ChaCha20-Poly1305. */
const SUITE = concat(utf8("HPKE"), Uint8Array.of(0x64, 0x7a, 0, 1, 0, 3));
const NOTHING = new Uint8Array(0);

const labelled = (label: string, input: Uint8Array): Uint8Array => concat(utf8("HPKE-v1"), SUITE, utf8(label), input);
const labelledExtract = (salt: Uint8Array | undefined, label: string, input: Uint8Array): Uint8Array => extract(sha256, labelled(label, input), salt);
const labelledExpand = (key: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array =>
  expand(sha256, key, concat(Uint8Array.of(0, length), labelled(label, info)), length);
/** What the schedule takes in beside the secret is the same for every stanza. */
const CONTEXT = concat(
  Uint8Array.of(0),
  labelledExtract(undefined, "psk_id_hash", NOTHING),
  labelledExtract(undefined, "info_hash", utf8("age-encryption.org/mlkem768x25519")),
);

/** PKCS #8 before the 32 octets of an X25519 key (RFC 8410). */
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);
const X25519 = { name: "X25519" };

/** A hybrid key made from its seed once, for opening many files. */
export class HybridKey implements AgeIdentity {
  readonly #mlkem: Uint8Array;
  readonly #curve: Uint8Array;
  readonly #curvePublic: Uint8Array;
  readonly #native: Promise<CryptoKey | null>;

  /** `subtle` is the browser's own cryptography, ten times as fast for the curve. Insecure contexts and older browsers have none. */
  constructor(
    seed: Uint8Array,
    readonly subtle: SubtleCrypto | undefined = (globalThis.crypto as Crypto | undefined)?.subtle,
  ) {
    if (seed.length !== 32) throw new Refused("recipient", "seed");
    const expanded = shake256(seed, { dkLen: 96 });
    this.#mlkem = ml_kem768.keygen(expanded.slice(0, 64)).secretKey;
    this.#curve = expanded.slice(64);
    this.#curvePublic = x25519.getPublicKey(this.#curve);
    wipe(expanded);
    this.#native = this.#imported();
  }

  async #imported(): Promise<CryptoKey | null> {
    const wrapped = concat(PKCS8, this.#curve);
    try {
      return (await this.subtle?.importKey("pkcs8", wrapped, X25519, false, ["deriveBits"])) ?? null;
    } catch {
      return null;
    } finally {
      wipe(wrapped);
    }
  }

  /** The file key from the first stanza that is for this key. Throws on a stanza that is not well formed. */
  async unwrapFileKey(stanzas: Stanza[]): Promise<Uint8Array | null> {
    for (const { args, body } of stanzas) {
      const share = base64nopad.decode(args[1] ?? "");
      if (args.length !== 2 || share.length !== SHARE || body.length !== WRAPPED) throw new Refused("cannot-open", "stanza");
      const secret = await this.#decapsulate(share);
      const scheduled = labelledExtract(secret, "secret", NOTHING);
      try {
        return chacha20poly1305(labelledExpand(scheduled, "key", CONTEXT, 32), labelledExpand(scheduled, "base_nonce", CONTEXT, 12)).decrypt(body);
      } catch {
        // For somebody else.
      }
    }
    return null;
  }

  async #decapsulate(share: Uint8Array): Promise<Uint8Array> {
    const point = share.slice(ENCAPSULATED);
    const lattice = ml_kem768.decapsulate(share.subarray(0, ENCAPSULATED), this.#mlkem);
    return sha3_256(concat(lattice, await this.#agree(point), point, this.#curvePublic, LABEL));
  }

  /** Throws where the point is of small order, either way. */
  async #agree(point: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    const own = await this.#native;
    if (own === null || this.subtle === undefined) return x25519.getSharedSecret(this.#curve, point);
    const other = await this.subtle.importKey("raw", point, X25519, false, []);
    return new Uint8Array(await this.subtle.deriveBits({ ...X25519, public: other }, own, 256));
  }
}
