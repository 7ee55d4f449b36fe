// The shared vectors of identities (protocol 13), which the Rust crate makes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type CaseId, type Day, fromBase64url, fromHex, type Hash, type InstallationId, type PublicKey, type StaffId, toHex } from "./bytes.ts";
import { change, type IdentityAsked } from "./change.ts";
import type { Identity as Key } from "./hybrid.ts";
import { type Answer, judgeAnswer, openWith } from "./identity_answer.ts";
import { judgeRequest, shareOf } from "./identity_request.ts";
import { keepersOf, openShare, vaultHash } from "./identity.ts";
import type { Vault } from "./item.ts";
import { openLetter } from "./letters.ts";
import { Refused } from "./refusal.ts";
import { type Channel, verifyRoster } from "./roster.ts";
import { combine, shareAt } from "./shamir.ts";
import { read } from "./shape.ts";
import { UnverifiedSigned } from "./signed.ts";

declare const UI_FOLDER: string;

interface Vectors {
  readonly shamir: readonly { readonly secret: string; readonly slope: string; readonly values: readonly { readonly index: number; readonly value: string }[] }[];
  readonly case: {
    readonly installation: InstallationId;
    readonly day: Day;
    readonly organisation_key: PublicKey;
    readonly roster: string;
    readonly people: readonly { readonly id: StaffId; readonly identity: Key }[];
    readonly case: CaseId;
    readonly mailbox_signing: PublicKey;
    readonly left_out: readonly StaffId[];
    readonly members: readonly StaffId[];
    readonly name: string;
    readonly contact: string;
    readonly vault: Vault;
    readonly vault_hash: Hash;
    readonly reader: StaffId;
    readonly told: readonly unknown[];
    readonly keeper_letter: { readonly to: StaffId; readonly sealed: string };
    readonly reader_letter: { readonly to: StaffId; readonly sealed: string };
  };
  readonly requests: readonly { readonly name: string; readonly keeper: StaffId; readonly today: Day; readonly cases: readonly CaseId[]; readonly request: string; readonly share: string; readonly refused: string | null }[];
  readonly answers: readonly { readonly name: string; readonly answer: string; readonly refused: string | null; readonly agrees: boolean }[];
  readonly opened: readonly { readonly name: string; readonly answers: readonly string[]; readonly refused: string | null; readonly vault?: Vault }[];
}

const path = join(UI_FOLDER, "../../sealing/vectors/identities.json");
const vectors = JSON.parse(readFileSync(path, "utf8")) as Vectors;
const whole = (length: number): number => length;

function setting() {
  const { case: of } = vectors;
  const channel: Channel = { organisation: "", installation: of.installation, organisation_keys: [of.organisation_key], log_key: of.organisation_key };
  const roster = verifyRoster(of.roster, channel);
  const identity = (id: StaffId): Key => of.people.find((one) => one.id === id)?.identity ?? assert.fail(`no ${id}`);
  const asked = of.told.map((one) => read(JSON.stringify(one), change, "told").value as IdentityAsked);
  return { of, roster, identity, asked };
}

function answered(): Map<string, Answer | string> {
  const { of, roster, asked } = setting();
  const expects = { asked, readers: of.members, leftOut: of.left_out, roster, vault: of.vault_hash, sealedUnder: roster };
  return new Map<string, Answer | string>(
    vectors.answers.map(({ name, answer }) => {
      try {
        return [name, judgeAnswer(new UnverifiedSigned("identity-answer", fromBase64url(answer), whole), expects)];
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return [name, error.reason === "answer" ? error.detail : "form"];
      }
    }),
  );
}

test("shares are computed alike, and join to the secret", () => {
  assert.ok(vectors.shamir.length > 0);
  for (const { secret, slope, values } of vectors.shamir) {
    const shares = values.map(({ index }) => shareAt(index, fromHex(secret, 32), fromHex(slope, 32)));
    assert.deepEqual(shares.map(({ index, value }) => ({ index, value: toHex(value) })), values);
    for (const [n, share] of shares.entries()) for (const other of shares.slice(n + 1)) assert.equal(toHex(combine(share, other)), secret);
  }
});

test("the vault's shares are each keeper's own, and the letters open for whom they are", async () => {
  const { of, roster, identity } = setting();
  assert.equal(vaultHash(of.vault), of.vault_hash);
  for (const [place, { id }] of keepersOf(roster).entries()) {
    const share = shareOf(of.vault, roster, id) ?? assert.fail();
    // Whoever reads the case, and did so then, has none either.
    if (of.members.includes(id) && (await openShare(share, identity(id), of.case, of.vault_hash).catch(() => null)) === null) continue;
    if (of.left_out.includes(id)) await assert.rejects(openShare(share, identity(id), of.case, of.vault_hash), { reason: "share" });
    else assert.equal((await openShare(share, identity(id), of.case, of.vault_hash)).index, place + 1);
  }
  assert.equal((await openLetter(of.keeper_letter.sealed, identity(of.keeper_letter.to))).kind, "request");
  assert.equal((await openLetter(of.reader_letter.sealed, identity(of.reader_letter.to))).kind, "answer");
});

test("requests are taken, or refused for the reason named", async () => {
  const { roster, identity } = setting();
  assert.ok(vectors.requests.some(({ refused }) => refused === null));
  for (const { name, keeper, today, cases, request, share, refused } of vectors.requests) {
    const own = { person: keeper, identity: identity(keeper), roster, today, reads: (of: CaseId) => cases.includes(of) };
    let said: string | null = null;
    try {
      await judgeRequest(new UnverifiedSigned("identity-request", fromBase64url(request), whole), fromBase64url(share), own);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      said = error.reason === "request" ? error.detail : "form";
    }
    assert.equal(said, refused, name);
  }
});

test("answers are taken, or refused for the reason named", () => {
  const judged = answered();
  assert.ok(vectors.answers.some(({ agrees }) => agrees));
  for (const { name, refused, agrees } of vectors.answers) {
    const found = judged.get(name);
    assert.equal(typeof found === "string" ? found : null, refused, name);
    if (typeof found === "object") assert.equal(found.share !== null, agrees, name);
  }
});

test("two answers open the name, and no others do", async () => {
  const { of } = setting();
  const judged = answered();
  assert.ok(vectors.opened.some(({ refused }) => refused === null));
  for (const { name, answers, refused, vault } of vectors.opened) {
    const given = answers.map((one) => judged.get(one)).filter((one) => typeof one === "object");
    const opened = await openWith(vault ?? of.vault, given, of.case, of.mailbox_signing);
    assert.equal(typeof opened === "string" ? opened : null, refused, name);
    if (typeof opened === "object") assert.deepEqual(opened.found, { name: of.name, contact: of.contact }, name);
  }
});
