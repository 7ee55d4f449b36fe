// An authenticator app: keeps a key, tells codes (RFC 6238), and none of them twice, since each works once.
import { createHmac } from "node:crypto";
import { until } from "./place.mjs";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytesOf(letters) {
  const bits = [...letters.replaceAll(/\s/g, "")].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

export class Authenticator {
  constructor(letters) {
    this.key = bytesOf(letters);
    this.told = 0;
  }

  /** The code of one step. */
  at(step) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const hash = createHmac("sha1", this.key).update(counter).digest();
    const from = hash[19] & 0x0f;
    return String((hash.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
  }

  /** The next code that was not told before: that of now, or one step ahead, which a server takes; else it is waited for. */
  async code() {
    const step = await until("a code that was not used", async () => {
      const now = Math.floor(Date.now() / 30_000);
      const next = Math.max(now, this.told + 1);
      return next <= now + 1 ? next : null;
    }, 90);
    this.told = step;
    return this.at(step);
  }
}
