// Runs in a Worker of the browser being measured: the product's own sealing, each step by itself and a whole filing.
// Talks to run.mjs through its page; sends numbers only.

import { AttachmentSealer, openAttachment } from "../seal/attachment.ts";
import { fromBase64url, type InstallationId, type SubmissionId, toHex } from "../seal/bytes.ts";
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

/** Best of three rounds, in milliseconds for one; a round goes on until it has taken long enough for a coarse clock. */
async function time(once: () => unknown, round: number): Promise<number> {
  let best = Infinity;
  for (let n = 0; n < 3; n++) {
    const start = performance.now();
    let count = 0;
    do {
      await once();
      count++;
    } while (performance.now() - start < round);
    best = Math.min(best, (performance.now() - start) / count);
  }
  return best;
}

async function measure(): Promise<void> {
  const report = (name: string, milliseconds: number): void => postMessage({ name, milliseconds });
  const each = async (name: string, once: () => unknown, round = 1500): Promise<void> => report(name, await time(once, round));

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

  await each("the eight words to the mailbox", () => deriveMailbox(entropy, installation));
  await each("hybrid key pair", () => recipientOf(drawIdentity(random)));
  await each("Ed25519 sign", () => signing.sign(entropy));
  await each("Ed25519 verify, strictly", () => verifyStrict(signature, entropy, signing.publicKey));
  await each("seal an item of 16 KiB to two", () => encrypt(new Uint8Array(16 * KIB), pair));
  await each("seal a keyring of 4 KiB to eight", () => encrypt(new Uint8Array(4 * KIB), recipients));
  await each("open an item of 16 KiB", () => decrypt(sealed, own, 2));
  await each("verify a roster of nine people", () => verifyRoster(note, channel));

  const file = new Uint8Array(4 * KIB * KIB);
  const two = [pair[0], pair[1]] as [(typeof pair)[0], (typeof pair)[0]];
  let chunks: Uint8Array[] = [];
  const sealFile = async (): Promise<AttachmentSealer> => {
    const sealer = new AttachmentSealer([file], file.length, two);
    chunks = [];
    for await (const chunk of sealer.chunks()) chunks.push(chunk);
    return sealer;
  };
  await each("seal an attachment of 4 MiB", sealFile);
  const said = (await sealFile()).describe("a", "b");
  await each("open an attachment of 4 MiB", async () => {
    for await (const _ of openAttachment(chunks, said, [own]));
  });

  const solver = new WorkSolver({ challenge: toHex(random.bytes(32)), bits: 64 }, toHex(random.bytes(16)) as SubmissionId, 0);
  await each("1000 nonces of proof of work", () => solver.step(1000));

  const answers = [{ question: "what", value: "x".repeat(2000) }];
  const fileAll = async (): Promise<{ secrets: ReturnType<typeof deriveMailbox>; keyring: string; item: string; of: Awaited<ReturnType<typeof beginFiling>> }> => {
    const checked = verifyRoster(note, channel);
    const secrets = deriveMailbox(random.bytes(10), installation);
    const of = await beginFiling(secrets, { roster: checked, leftOut: [], readBack: true }, random);
    const { keyring, item } = await composeReport(of, secrets, { questionnaire, answers, attachments: [] }, DAY, random);
    return { secrets, keyring, item, of };
  };
  await each("a whole filing without files, but for the proof of work", fileAll, 3000);
  const { keyring, item, of } = await fileAll();
  const reader = staff.find(({ id }) => id === of.readers.members[0]);
  await each("a handler opens a case of one item", async () => {
    if (reader) await openCase({ case: of.case, keyring, items: [{ id: "", audience: "conversation", sealed: item }], attachments: [] }, reader.identity);
  });
  report("bytes of the report's item", fromBase64url(item).length);
  await each("a passphrase of the staff", () => stretchPassphrase("ana", "six words", installation), 1);
  postMessage({ done: true });
}

measure().catch((error: unknown) => {
  postMessage({ failed: String(error) });
});
