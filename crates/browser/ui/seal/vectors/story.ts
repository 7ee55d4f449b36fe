// One case from filing to answer, written by the real code (protocol 12, `case`).

import { AttachmentSealer } from "../attachment.ts";
import { concat, toBase64url, toHex } from "../bytes.ts";
import { deriveMailbox } from "../derive.ts";
import { beginFiling, beginPost, composePost, composeReport } from "../filing.ts";
import { drawIdentity } from "../hybrid.ts";
import { channel, DAY, drawOrganisation, installation, logKey, organisationKey, questionnaire, rosterNote, type Staff } from "../organisation.fixture.ts";
import type { Random } from "../random.ts";
import { receiptMessage } from "../receipt.ts";
import { rotate, type Written, writeReplies } from "../replies.ts";
import { verifyRoster } from "../roster.ts";
import { comeBack, openAs, Shelf, writerOf } from "../server.fixture.ts";
import { SigningKey } from "../signing.ts";
import { stretchPassphrase, wrapSecrets } from "../staff.ts";
import type { Story } from "./file.ts";

const ANSWERS = [
  { question: "what", value: "Backup tapes stand in an open corridor. — Zálohy, copie, Bänder ✓" },
  { question: "where", value: "office\nelsewhere" },
];
const REPLY = "Which corridor is it?";
const POST = "The one beside the canteen.";
const NOTE = "Ask facilities first.";

export async function writeStory(random: Random): Promise<Story> {
  const staff = await drawOrganisation(random);
  const roster = rosterNote(staff);
  const verified = verifyRoster(roster, channel);
  const accused = staff[0] as Staff;
  const entropy = random.bytes(10);
  const secrets = deriveMailbox(entropy, installation);
  const filing = await beginFiling(secrets, { roster: verified, leftOut: [accused.id], readBack: true }, random);
  const content = random.bytes(5000);
  const sealer = new AttachmentSealer([content], content.length, filing.recipients);
  const chunks: Uint8Array[] = [];
  for await (const chunk of sealer.chunks()) chunks.push(chunk);
  const description = sealer.describe("corridor.jpg", "image/jpeg");
  const report = await composeReport(filing, secrets, { questionnaire, answers: ANSWERS, attachments: [description] }, DAY, random);
  const shelf = new Shelf({ secrets, filing, report }, [verified], [description]);
  const handler = staff.find(({ id }) => id === report.members[0]) as Staff;
  const writer = writerOf(handler, verified);
  const rotation = await rotate(await openAs(shelf, handler), writer, random);
  shelf.takeRotation(rotation);
  const bodies: Written[] = [
    { kind: "message", message: { text: REPLY, attachments: [] } },
    { kind: "stage", stage: "question" },
    { kind: "note", note: { text: NOTE, attachments: [] } },
  ];
  const written = await writeReplies(await openAs(shelf, handler), writer, bodies, random);
  shelf.takeItems(written);
  const seen = await comeBack(shelf);
  if (seen.findings.length > 0) throw new Error("the story does not hold");
  const { submission: _, ...post } = await composePost(
    await beginPost(seen, secrets, true, random), seen, secrets, { text: POST, attachments: [] }, verified, DAY, random);
  const [reply = "", stage = "", note = ""] = written.map(({ sealed }) => sealed);
  const { members, sleeper } = rotation;
  const author = handler.id;
  return {
    installation,
    day: DAY,
    questionnaire,
    organisation_key: organisationKey.publicKey,
    log_key: logKey.publicKey,
    roster,
    roster_hash: verified.hash,
    people: staff.map(({ id, identity, signing }) => ({ id, identity, signing_seed: toHex(signing.seed()) })),
    entropy: toHex(entropy),
    language: "en",
    left_out: [accused.id],
    answers: ANSWERS,
    attachment: { description, content: toBase64url(content), sealed: toBase64url(concat(...chunks)) },
    filing: { ...report, members: [...report.members] },
    receipt: { leaf: report.leaf, tick: 7, signature: toHex(logKey.sign(receiptMessage(report.leaf, 7))) },
    rotation: { author, keyring: rotation.keyring, notice: rotation.notice, members: [...members], sleeper },
    reply: { author, text: REPLY, sealed: reply },
    stage: { author, stage: "question", sealed: stage },
    note: { author, text: NOTE, sealed: note },
    post: { text: POST, item: post.item, state: post.state, state_version: post.state_version },
    secrets: await writeSecrets(random),
  };
}

async function writeSecrets(random: Random): Promise<Story["secrets"]> {
  const [name, passphrase] = ["ana", "six plain words in a row"];
  const own = { identity: drawIdentity(random), signing: SigningKey.fromSeed(random.bytes(32)) };
  const { wrap } = stretchPassphrase(name, passphrase, installation);
  const sealed = toBase64url(await wrapSecrets(own, wrap));
  return { name, passphrase, identity: own.identity, signing_seed: toHex(own.signing.seed()), sealed };
}
