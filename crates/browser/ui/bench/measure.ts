// Runs in a Worker of the browser being measured: the product's own sealing, each step by itself and a whole filing.
// Does one step at a time when run.mjs asks, which reads the thread's time from outside.

import { AttachmentSealer, openAttachment } from "../seal/attachment.ts";
import { type InstallationId, type SubmissionId, toHex } from "../seal/bytes.ts";
import { deriveMailbox } from "../seal/derive.ts";
import { beginFiling, composeReport } from "../seal/filing.ts";
import { drawIdentity, encrypt, recipientOf, decrypt } from "../seal/hybrid.ts";
import { channel, DAY, drawOrganisation, questionnaire, rosterNote } from "../seal/organisation.fixture.ts";
import { systemRandom as random } from "../seal/random.ts";
import { openCase } from "../seal/casework.ts";
import { verifyRoster } from "../seal/roster.ts";
import { SigningKey, verifyStrict } from "../seal/signing.ts";
import { stretchPassphrase } from "../seal/staff.ts";
import { WorkSolver } from "../seal/work.ts";

const KIB = 1024;
const installation = toHex(random.bytes(16)) as InstallationId;

/** What can be measured, by name. */
type Steps = Record<string, () => unknown>;

async function prepare(): Promise<Steps> {
  const entropy = random.bytes(10);
  const staff = await drawOrganisation(random);
  const note = rosterNote(staff);
  const identities = Array.from({ length: 8 }, () => drawIdentity(random));
  const recipients = await Promise.all(identities.map(recipientOf));
  const [own = drawIdentity(random)] = identities;
  const pair = [recipients[0], recipients[1]].filter((one) => one !== undefined);
  const signing = SigningKey.fromSeed(random.bytes(32));
  const signature = signing.sign(entropy);
  const sealed = await encrypt(new Uint8Array(16 * KIB), pair);

  const file = new Uint8Array(4 * KIB * KIB);
  const two = [pair[0], pair[1]] as [(typeof pair)[0], (typeof pair)[0]];
  let chunks: Uint8Array[] = [];
  const sealFile = async (): Promise<AttachmentSealer> => {
    const sealer = new AttachmentSealer([file], file.length, two);
    chunks = [];
    for await (const chunk of sealer.chunks()) chunks.push(chunk);
    return sealer;
  };
  const said = (await sealFile()).describe("a", "b");
  const kept = chunks;
  const openFile = async (): Promise<void> => {
    for await (const _ of openAttachment(kept, said, [own]));
  };
  const solver = new WorkSolver({ challenge: toHex(random.bytes(32)), bits: 64 }, toHex(random.bytes(16)) as SubmissionId, 0);

  const answers = [{ question: "what", value: "x".repeat(2000) }];
  const fileAll = async (): Promise<{ secrets: ReturnType<typeof deriveMailbox>; keyring: string; item: string; of: Awaited<ReturnType<typeof beginFiling>> }> => {
    const checked = verifyRoster(note, channel);
    const secrets = deriveMailbox(random.bytes(10), installation);
    const of = await beginFiling(secrets, { roster: checked, leftOut: [], readBack: true }, random);
    const { keyring, item } = await composeReport(of, secrets, { questionnaire, answers, attachments: [] }, DAY, random);
    return { secrets, keyring, item, of };
  };
  const { keyring, item, of } = await fileAll();
  const reader = staff.find(({ id }) => id === of.readers.members[0]) ?? staff[0];
  const sealedCase = { case: of.case, keyring, items: [{ id: "", audience: "conversation", sealed: item }], attachments: [] } as const;
  return {
    "the eight words to the mailbox": () => deriveMailbox(entropy, installation),
    "hybrid key pair": () => recipientOf(drawIdentity(random)),
    "Ed25519 sign": () => signing.sign(entropy),
    "Ed25519 verify, strictly": () => verifyStrict(signature, entropy, signing.publicKey),
    "verify a roster of nine people": () => verifyRoster(note, channel),
    "seal an item of 16 KiB to two": () => encrypt(new Uint8Array(16 * KIB), pair),
    "seal a keyring of 4 KiB to eight": () => encrypt(new Uint8Array(4 * KIB), recipients),
    "open an item of 16 KiB": () => decrypt(sealed, own, 2),
    "seal an attachment of 4 MiB": sealFile,
    "open an attachment of 4 MiB": openFile,
    "1000 nonces of proof of work": () => solver.step(1000),
    "a whole filing without files or proof of work": fileAll,
    "a handler opens a case of one item": () => reader && openCase(sealedCase, reader.identity),
    "a passphrase of the staff": () => stretchPassphrase("ana", "six words", installation),
  };
}

const prepared = prepare();

/** Repeats a step until it has taken long enough for a coarse clock, and says how often. */
async function repeat(name: string, round: number): Promise<number> {
  const once = (await prepared)[name];
  if (once === undefined) return 0;
  const start = performance.now();
  let count = 0;
  do {
    await once();
    count++;
  } while (performance.now() - start < round);
  return count;
}

onmessage = ({ data: { name, round } }: MessageEvent<{ name?: string; round: number }>) => {
  const answer = name === undefined ? prepared.then((steps) => Object.keys(steps)) : repeat(name, round);
  answer.then(
    (value) => {
      postMessage({ value });
    },
    (error: unknown) => {
      postMessage({ failed: String(error) });
    },
  );
};
