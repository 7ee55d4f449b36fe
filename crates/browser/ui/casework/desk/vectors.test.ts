import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Asked } from "../../kit/http.ts";
import { fromBase64url, fromHex } from "../../seal/bytes.ts";
import { parseIdentity } from "../../seal/hybrid.ts";
import { randomFrom } from "../../seal/organisation.fixture.ts";
import { SigningKey } from "../../seal/signing.ts";
import type { VectorFile } from "../../seal/vectors/file.ts";
import { Desk } from "./desk.ts";
import type { Http } from "./door.ts";

declare const UI_FOLDER: string;

/** A server that has read a file of vectors and nothing else: every sealed byte was made by the other side. */
function serverOf({ case: story }: VectorFile, roster: string): Http {
  const { filing, rotation } = story;
  const sealed = [filing.item, rotation.notice, story.reply.sealed, story.stage.sealed, story.post.item].map((bytes) => ["conversation", bytes]);
  const items = [...sealed, ["members", story.note.sealed]].map(([audience, bytes], n) => ({ id: n.toString(16).padStart(32, "0"), audience, sealed: bytes }));
  const { sha256, sealed: bytes } = story.attachment.description;
  const days = { received_on: story.day, ack_due: story.day + 6, feedback_due: story.day + 96, acknowledged: false, closed: false };
  const about = { case: filing.case, ...days, members: rotation.members, sleeper: rotation.sleeper, keyring_version: 2, keyring: rotation.keyring, left_since: 0 };
  const channel = { organisation: "x", installation: story.installation, organisation_keys: [story.organisation_key], log_key: story.log_key };
  return {
    async json(path: string, asked: Asked = {}): Promise<unknown> {
      assert.equal(asked.json, undefined, "nothing needs to be sent");
      if (path.includes("/roster")) return { roster };
      if (path.includes("/items")) return { items, next: null };
      if (path.includes("/questionnaires/")) return { hash: "", questionnaire: "{}" };
      return { ...about, attachments: [{ id: "ab".repeat(16), sha256, bytes }] };
    },
    async octets(path: string): Promise<Uint8Array<ArrayBuffer>> {
      if (path === "/channel.json") return new TextEncoder().encode(JSON.stringify(channel));
      return fromBase64url(story.attachment.sealed) as Uint8Array<ArrayBuffer>;
    },
  };
}

const files = {
  "this side": join(UI_FOLDER, "seal/vectors/typescript.json"),
  "the Rust crate": join(UI_FOLDER, "../../sealing/vectors/rust.json"),
};

for (const [side, path] of Object.entries(files)) {
  test(`a filing made by ${side} opens for each of its readers, with nothing wrong in it`, async () => {
    const vectors = JSON.parse(readFileSync(path, "utf8")) as VectorFile;
    const story = vectors.case;
    const readers = [...story.rotation.members, ...(story.rotation.sleeper === null ? [] : [story.rotation.sleeper])];
    for (const id of readers) {
      const person = story.people.find((one) => one.id === id);
      assert.ok(person);
      const desk = new Desk({ http: serverOf(vectors, story.roster), clock: { now: () => story.day * 86_400_000 }, random: randomFrom("vectors") });
      const own = { identity: parseIdentity(person.identity), signing: SigningKey.fromSeed(fromHex(person.signing_seed, 32)) };
      desk.keys.unlock({ person: person.id as never, own });
      const view = await desk.open(story.filing.case);
      assert.deepEqual(view.findings, []);
      assert.deepEqual(view.report?.answers, story.answers);
      assert.deepEqual(view.leftOut.map((one) => one.id), story.left_out);
      const texts = [...view.talk, ...view.notes].flatMap(({ what }) => (what.kind === "text" ? [what.text] : []));
      assert.deepEqual(texts, [story.reply.text, story.post.text, story.note.text]);
      assert.equal(view.stage, story.stage.stage);
      const opened = await desk.file(story.filing.case, story.attachment.description.sha256, () => undefined);
      assert.deepEqual(new Uint8Array(await opened.blob.arrayBuffer()), new Uint8Array(fromBase64url(story.attachment.content)));
    }
  });
}
