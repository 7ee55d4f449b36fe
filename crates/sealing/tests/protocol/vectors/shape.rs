//! The shape of the shared vectors, as docs/protocol.md 12 has it.

use ledger::receipt::UnverifiedReceipt;
use sealing::attachment::Attachment;
use sealing::hybrid::Recipient;
use sealing::item::{Answer, People, Stage};
use sealing::words::Language;
use sealing::{CaseId, Day, Hash, InstallationId, Sealed, Signature, StaffId, SubmissionId, VerifyingKey};
use serde::{Deserialize, Serialize};

macro_rules! shapes {
    ($($name:ident { $($field:ident: $kind:ty),* $(,)? })*) => {
        $(
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(super) struct $name { $(pub(super) $field: $kind),* }
        )*
    };
}

shapes! {
    Vectors { exact: Exact, case: Case }
    Exact {
        words: Vec<OneWords>, readings: Vec<Reading>, mailbox: Vec<Mailbox>, staff: Vec<Staff>, padding: Padding,
        fingerprints: Fingerprints, notes: Vec<Note>, signatures: Vec<SignatureCase>, enrolment: Vec<Enrolment>, work: Vec<Work>,
        receipts: Vec<ReceiptCase>, signed: Vec<SignedCase>, trees: Vec<Tree>,
    }
    OneWords { language: Language, entropy: String, words: String }
    Reading { typed: String, outcome: serde_json::Value }
    Mailbox {
        installation: InstallationId, entropy: String, token: String, token_hash: Hash, identity: String, recipient: String,
        signing_seed: String, signing: VerifyingKey, filing: String,
    }
    Staff {
        installation: InstallationId, name: String, passphrase: String, login: String, login_hash: Hash, identity: String,
        recipient: String,
    }
    Padding { item: Vec<(usize, usize)>, attachment: Vec<(u64, u64)>, sealed: Vec<(usize, u64, u64)> }
    Fingerprints { organisation: Vec<OrganisationFingerprint>, person: Vec<PersonFingerprint> }
    OrganisationFingerprint { key: VerifyingKey, words: String }
    PersonFingerprint { recipient: Recipient, signing: VerifyingKey, words: String }
    Note { name: String, seed: String, key: VerifyingKey, text: String, note: String }
    SignatureCase { key: String, message: String, signature: Signature, valid: bool, about: String }
    Enrolment { token: String, recipient: Recipient, seed: String, proof: Signature }
    Work { challenge: String, submission: SubmissionId, bytes: u64, bits: u32, nonce: String }
    ReceiptCase { seed: String, key: VerifyingKey, filing: String, case: CaseId, leaf: Hash, tick: u64, signature: Signature }
    SignedCase { purpose: String, header: String, body: String, seed: String, signed: String, hash: Hash }
    Tree { leaves: Vec<String>, root: Hash }

    Case {
        installation: InstallationId, day: Day, questionnaire: Hash, organisation_key: VerifyingKey, log_key: VerifyingKey,
        roster: String, roster_hash: Hash, people: Vec<CasePerson>, entropy: String, language: Language, left_out: People,
        answers: Vec<Answer>, attachment: CaseAttachment, filing: CaseFiling, receipt: UnverifiedReceipt, rotation: Rotation,
        reply: Text, stage: CaseStage, note: Text, post: Post, secrets: CaseSecrets,
    }
    CasePerson { id: StaffId, identity: String, signing_seed: String }
    CaseAttachment { description: Attachment, content: Sealed, sealed: Sealed }
    CaseFiling {
        submission: SubmissionId, case: CaseId, token_hash: Hash, members: People, sleeper: Option<StaffId>, keyring: Sealed,
        item: Sealed, state: Sealed, leaf: Hash,
    }
    Rotation { author: StaffId, keyring: Sealed, notice: Sealed, members: People, sleeper: Option<StaffId> }
    Text { author: StaffId, text: String, sealed: Sealed }
    CaseStage { author: StaffId, stage: Stage, sealed: Sealed }
    Post { text: String, item: Sealed, state: Sealed, state_version: u32 }
    CaseSecrets { name: String, passphrase: String, identity: String, signing_seed: String, sealed: Sealed }
}
