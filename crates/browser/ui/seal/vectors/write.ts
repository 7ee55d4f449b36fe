// Draws new vectors. Run by `npm run vectors`; all secrets are drawn for this alone.

import { ed25519, ED25519_TORSION_SUBGROUP } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, fromHex, toHex, utf8 } from "../bytes.ts";
import { drawIdentity, recipientOf } from "../hybrid.ts";
import { below, type Random } from "../random.ts";
import { SigningKey } from "../signing.ts";
import { fold, languages, loadWordLists } from "../wordlists.ts";
import { toWords } from "../words.ts";
import { computeExact } from "./exact.ts";
import type { Exact, VectorFile } from "./file.ts";
import { writeStory } from "./story.ts";

const KIB = 1024;

/** The whole file. */
export async function writeVectors(random: Random): Promise<VectorFile> {
  const id = (length = 16): string => toHex(random.bytes(length));
  const recipient = async (): Promise<string> => recipientOf(drawIdentity(random));
  const publicKey = (): string => SigningKey.fromSeed(random.bytes(32)).publicKey;
  const lengths = [0, 1, 4095, 4096, 4097, 16384, 16385, 65536, 65537, 262144, 262145, 524288, 524289, 2 * KIB * KIB];
  const files = [0, 1, 65536, 65537, 67584, 67585, 131072, 131073, 1_000_000, 20_971_520, 104_857_601, 2 ** 31 + 1, 2 ** 40 + 12345];
  const given: Exact = {
    words: languages.flatMap((language) => Array.from({ length: 3 }, () => ({ language, entropy: id(10), words: "" }))),
    readings: await readings(random),
    mailbox: Array.from({ length: 3 }, () => blank({ installation: id(), entropy: id(10) })),
    staff: [
      blank({ installation: id(), name: " Ana.SÁNCHEZ ", passphrase: "six  plain words\tin a row" }),
      blank({ installation: id(), name: "ΣΊΣΥΦΟΣ", passphrase: "ﬁne print\u00a0\u3000and more" }),
    ],
    padding: {
      item: lengths.map((length) => [length, 0]),
      attachment: files.map((length) => [length, 0]),
      sealed: [[1, 0, 0], [1, 16384, 0], [2, 4096, 0], [2, 65536, 0], [2, 65537, 0], [8, 16384, 0], [64, 1_048_576, 0]],
    },
    fingerprints: {
      organisation: [publicKey(), publicKey()].map((key) => ({ key, words: "" })),
      person: [{ recipient: await recipient(), signing: publicKey(), words: "" }],
    },
    notes: [`sottovoce-${id()}`, "log.example/one"].map((name, n) => blank({ name, seed: id(32), text: n === 0 ? "one line\n" : "two\n\nlines — ü\n" })),
    signatures: signatures(random),
    enrolment: [{ token: id(32), recipient: await recipient(), seed: id(32), proof: "" }],
    work: [0, 1, 70_000, 2 ** 40].map((bytes, n) => ({ challenge: id(n % 2 === 0 ? 32 : 24), submission: id(), bytes, bits: [0, 8, 12, 13][n] ?? 0, nonce: "" })),
    receipts: [1, 2 ** 40].map((tick) => blank({ seed: id(32), filing: id(32), case: id(), tick })),
    signed: [
      blank({ purpose: "item", header: "{}", body: "", seed: id(32) }),
      blank({ purpose: "keyring", header: '{"a":"ü"}', body: '{"b":[1,2,3]}', seed: id(32) }),
      blank({ purpose: "mailbox-state", header: " ", body: "x".repeat(300), seed: id(32) }),
    ],
    trees: [0, 1, 2, 3, 4, 5, 7, 8, 256].map((count) => ({ leaves: Array.from({ length: count }, () => id(32)), root: "" })),
  };
  return { exact: await computeExact(given), case: await writeStory(random) };
}

/** Inputs alone; the computation fills in the rest. */
function blank(inputs: object): never {
  return inputs as never;
}

async function readings(random: Random): Promise<Exact["readings"]> {
  const lists = await loadWordLists();
  const typed: string[] = ["", "one two three", "zoo ".repeat(9)];
  for (const list of lists) {
    const words = toWords(random.bytes(10), list);
    typed.push(words.join(" "), words.map((word) => fold(word).toUpperCase()).join(" - "), words.map((word) => `${word.slice(0, Math.max(4, word.length - 2))},`).join("\n"));
    const slipped = [...words];
    const place = below(random, 8);
    slipped[place] = `${(slipped[place] ?? "").slice(0, 2)}q${(slipped[place] ?? "").slice(2)}`;
    const swapped = [words[1], words[0], ...words.slice(2)];
    const other = toWords(random.bytes(10), lists[(languages.indexOf(list.language) + 1) % 6] ?? list);
    typed.push(slipped.join(" "), swapped.join("  "), [...words.slice(0, 6), ...other.slice(6)].join(" "), words.map((word) => word.slice(0, 3)).join(" "));
  }
  return typed.map((one) => blank({ typed: one }));
}

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;

function scalar(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.slice().reverse())}`) % ORDER;
}

function bytesOf(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(64, "0"), 32).reverse();
}

/** Honest signatures and crooked ones: torsion in key or nonce, raised S, small order, keys that are none. */
function signatures(random: Random): Exact["signatures"] {
  const message = utf8("a message");
  const out: Exact["signatures"] = [];
  const add = (about: string, key: Uint8Array, signature: Uint8Array, over = message): void => {
    out.push({ key: toHex(key), message: toHex(over), signature: toHex(signature), valid: false, about });
  };
  const key = SigningKey.fromSeed(random.bytes(32));
  const keyBytes = fromHex(key.publicKey, 32);
  const good = key.sign(message);
  add("honest", keyBytes, good);
  add("honest, over nothing", keyBytes, key.sign(new Uint8Array(0)), new Uint8Array(0));
  add("over another message", keyBytes, good, utf8("another"));
  add("S raised by the order", keyBytes, concat(good.subarray(0, 32), bytesOf(scalar(good.slice(32)) + ORDER)));
  add("all zeros", keyBytes, new Uint8Array(64));
  const point = (hex: string): InstanceType<typeof Point> => Point.fromHex(hex, true);
  const crooked = (about: string, torsionA: string, torsionR: string): void => {
    const [a, r] = [scalar(random.bytes(32)), scalar(random.bytes(32))];
    const [keyPoint, nonce] = [Point.BASE.multiply(a).add(point(torsionA)).toBytes(), Point.BASE.multiply(r).add(point(torsionR)).toBytes()];
    const k = scalar(sha512(concat(nonce, keyPoint, message)));
    add(about, keyPoint, concat(nonce, bytesOf((r + k * a) % ORDER)));
  };
  const [neutral = "", , , , , , , deepest = ""] = ED25519_TORSION_SUBGROUP;
  for (const torsion of ED25519_TORSION_SUBGROUP) {
    crooked("torsion in the key", torsion, neutral);
    crooked("torsion in R", neutral, torsion);
    add("a key of small order", fromHex(torsion, 32), concat(Point.BASE.toBytes(), bytesOf(1n)));
    add("key and R of small order, S zero", fromHex(torsion, 32), concat(fromHex(neutral, 32), new Uint8Array(32)));
  }
  crooked("torsion in both", deepest, deepest);
  const a = scalar(random.bytes(32));
  const plain = Point.BASE.multiply(a).toBytes();
  const zero = fromHex(neutral, 32);
  add("R the neutral element", plain, concat(zero, bytesOf((scalar(sha512(concat(zero, plain, message))) * a) % ORDER)));
  add("a key that is no point", fromHex(`02${"00".repeat(31)}`, 32), good);
  add("a key written past the field", fromHex(`ee${"ff".repeat(30)}7f`, 32), good);
  return out;
}

