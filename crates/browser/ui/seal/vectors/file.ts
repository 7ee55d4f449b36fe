// The shape of the shared vectors (protocol 12).

import type { Reading } from "../words.ts";

type Outcome =
  | { found: { language: string; entropy: string } }
  | Exclude<Reading, { found: unknown }>;

export interface Exact {
  words: { language: string; entropy: string; words: string }[];
  readings: { typed: string; outcome: Outcome }[];
  mailbox: {
    installation: string;
    entropy: string;
    token: string;
    token_hash: string;
    identity: string;
    recipient: string;
    signing_seed: string;
    signing: string;
    filing: string;
  }[];
  staff: { installation: string; name: string; passphrase: string; login: string; login_hash: string; identity: string; recipient: string }[];
  padding: { item: [number, number][]; attachment: [number, number][]; sealed: [number, number, number][] };
  fingerprints: { organisation: { key: string; words: string }[]; person: { recipient: string; signing: string; words: string }[] };
  notes: { name: string; seed: string; key: string; text: string; note: string }[];
  signatures: { key: string; message: string; signature: string; valid: boolean; about: string }[];
  enrolment: { token: string; recipient: string; seed: string; proof: string }[];
  work: { challenge: string; submission: string; bytes: number; bits: number; nonce: string }[];
  receipts: { seed: string; key: string; filing: string; case: string; leaf: string; tick: number; signature: string }[];
  signed: { purpose: string; header: string; body: string; seed: string; signed: string; hash: string }[];
  trees: { leaves: string[]; root: string }[];
}

export interface Story {
  installation: string;
  day: number;
  questionnaire: string;
  organisation_key: string;
  log_key: string;
  roster: string;
  roster_hash: string;
  people: { id: string; identity: string; signing_seed: string }[];
  entropy: string;
  language: string;
  left_out: string[];
  answers: { question: string; value: string }[];
  attachment: { description: { sha256: string; name: string; type: string; length: number; sealed: number }; content: string; sealed: string };
  filing: {
    submission: string;
    case: string;
    token_hash: string;
    members: string[];
    sleeper: string | null;
    keyring: string;
    item: string;
    state: string;
    leaf: string;
  };
  receipt: { leaf: string; tick: number; signature: string };
  rotation: { author: string; keyring: string; notice: string; members: string[]; sleeper: string | null };
  reply: { author: string; text: string; sealed: string };
  stage: { author: string; stage: string; sealed: string };
  note: { author: string; text: string; sealed: string };
  post: { text: string; item: string; state: string; state_version: number };
  secrets: { name: string; passphrase: string; identity: string; signing_seed: string; sealed: string };
}

export interface VectorFile {
  exact: Exact;
  case: Story;
}
