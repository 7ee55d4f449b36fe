//! Computes what stands under `exact` from its inputs, and compares.

use ledger::note::{self, KeyName, UnverifiedNote};
use ledger::receipt::Receipt;
use ledger::{merkle, tick};
use sealing::derive::{MailboxKeys, StaffKeys};
use sealing::fingerprint::Fingerprint;
use sealing::hybrid::Identity;
use sealing::words::{Language, Misread, Words};
use sealing::work::Puzzle;
use sealing::{Hash, InstallationId, SigningKey, VerifyingKey, label, padding, seal, signed, staff};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::shape::*;

pub(super) fn check(given: &Exact) {
    let computed = compute(given);
    // One by one, so that a difference names itself.
    let same = |ours: serde_json::Value, theirs: serde_json::Value| {
        for (name, part) in ours.as_object().unwrap() {
            let empty = [json!([]), json!({})].contains(part);
            assert!(!empty, "{name} is empty");
            assert_eq!(*part, theirs[name], "{name}");
        }
    };
    same(serde_json::to_value(&computed).unwrap(), serde_json::to_value(given).unwrap());
    assert!(given.signatures.iter().any(|case| case.valid) && given.signatures.iter().any(|case| !case.valid));
    assert!(sealing::words::LANGUAGES.iter().all(|language| given.words.iter().filter(|one| one.language == *language).count() >= 2));
}

pub(super) fn bytes<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap().try_into().unwrap()
}

fn key(seed: &str) -> SigningKey {
    SigningKey::from_seed(&bytes(seed))
}

fn secret(identity: &Identity) -> String {
    identity.to_secret_string().expose_secret().to_owned()
}

pub(super) fn compute(given: &Exact) -> Exact {
    Exact {
        words: given.words.iter().map(|one| words(one.language, &one.entropy)).collect(),
        readings: given.readings.iter().map(|one| reading(&one.typed)).collect(),
        mailbox: given.mailbox.iter().map(|one| mailbox(one.installation, &one.entropy)).collect(),
        staff: given.staff.iter().map(|one| sign_in(one.installation, &one.name, &one.passphrase)).collect(),
        padding: paddings(&given.padding),
        fingerprints: fingerprints(&given.fingerprints),
        notes: given.notes.iter().map(one_note).collect(),
        signatures: given.signatures.iter().map(signature).collect(),
        enrolment: given.enrolment.iter().map(enrolment).collect(),
        work: given.work.iter().map(work).collect(),
        receipts: given.receipts.iter().map(receipt).collect(),
        signed: given.signed.iter().map(one_signed).collect(),
        trees: given.trees.iter().map(tree).collect(),
    }
}

fn words(language: Language, entropy: &str) -> OneWords {
    let words = Words::from_entropy(&bytes(entropy), language).phrase().expose_secret().to_owned();
    OneWords { language, entropy: entropy.to_owned(), words }
}

fn reading(typed: &str) -> Reading {
    let outcome = match Words::parse(typed) {
        Ok(words) => json!({ "found": { "language": words.language(), "entropy": hex::encode(words.entropy()) } }),
        Err(Misread::Count { found }) => json!({ "count": found }),
        Err(Misread::Unknown { place, near }) => json!({ "unknown": { "place": place, "near": near } }),
        Err(Misread::Mixed { place, near }) => json!({ "mixed": { "place": place, "near": near } }),
        Err(Misread::Checksum) => json!({ "checksum": true }),
        Err(Misread::Several { languages }) => json!({ "several": languages }),
    };
    Reading { typed: typed.to_owned(), outcome }
}

fn mailbox(installation: InstallationId, entropy: &str) -> Mailbox {
    let keys = MailboxKeys::derive(&Words::from_entropy(&bytes(entropy), Language::En), installation).unwrap();
    Mailbox {
        installation,
        entropy: entropy.to_owned(),
        token: keys.token.to_hex().to_string(),
        token_hash: keys.token.hash(),
        identity: secret(&keys.identity),
        recipient: keys.identity.to_recipient().to_string(),
        signing_seed: hex::encode(keys.signing.seed()),
        signing: keys.signing.verifying_key(),
        filing: hex::encode(keys.filing()),
    }
}

fn sign_in(installation: InstallationId, name: &str, passphrase: &str) -> Staff {
    let keys = StaffKeys::derive(name, &SecretString::from(passphrase), installation).unwrap();
    Staff {
        installation,
        name: name.to_owned(),
        passphrase: passphrase.to_owned(),
        login: keys.login.to_hex().to_string(),
        login_hash: keys.login.hash(),
        identity: secret(&keys.wrap),
        recipient: keys.wrap.to_recipient().to_string(),
    }
}

fn paddings(given: &Padding) -> Padding {
    Padding {
        item: given.item.iter().map(|(length, _)| (*length, padding::item(*length).unwrap())).collect(),
        attachment: given.attachment.iter().map(|(length, _)| (*length, padding::attachment(*length).unwrap())).collect(),
        sealed: given.sealed.iter().map(|(people, length, _)| (*people, *length, seal::sealed_length(*people, *length).unwrap())).collect(),
    }
}

fn fingerprints(given: &Fingerprints) -> Fingerprints {
    let organisation = |one: &OrganisationFingerprint| OrganisationFingerprint {
        words: Fingerprint::of_organisation(&one.key).to_string(),
        ..one.clone()
    };
    let person = |one: &PersonFingerprint| PersonFingerprint {
        words: Fingerprint::of_person(&one.recipient, &one.signing).to_string(),
        ..one.clone()
    };
    Fingerprints { organisation: given.organisation.iter().map(organisation).collect(), person: given.person.iter().map(person).collect() }
}

fn one_note(given: &Note) -> Note {
    let (name, signing) = (KeyName::parse(&given.name).unwrap(), key(&given.seed));
    let key = signing.verifying_key();
    let note = note::sign(&given.text, &name, &signing).unwrap();
    let read = UnverifiedNote::parse(&note).unwrap().verify(&[(name, key)]).unwrap();
    assert_eq!(read.text(), given.text);
    Note { key, note, ..given.clone() }
}

fn signature(given: &SignatureCase) -> SignatureCase {
    let message = hex::decode(&given.message).unwrap();
    let valid = given.key.parse::<VerifyingKey>().is_ok_and(|key| key.verify(&message, &given.signature).is_ok());
    SignatureCase { valid, ..given.clone() }
}

fn enrolment(given: &Enrolment) -> Enrolment {
    let token = hex::decode(&given.token).unwrap();
    let message = [label::label("enrol").as_bytes(), b"\n", &token, given.recipient.as_str().as_bytes()].concat();
    let proof = key(&given.seed).sign(&message);
    staff::verify_enrolment(&token, &given.recipient, &key(&given.seed).verifying_key(), &proof).unwrap();
    Enrolment { proof, ..given.clone() }
}

fn work(given: &Work) -> Work {
    let challenge = hex::decode(&given.challenge).unwrap();
    let puzzle = Puzzle::new(&challenge, given.submission, given.bytes, given.bits).unwrap();
    Work { nonce: puzzle.search(0, 1 << 24).unwrap().to_string(), ..given.clone() }
}

fn receipt(given: &ReceiptCase) -> ReceiptCase {
    let leaf = label::hash("filing", &[&bytes::<32>(&given.filing), given.case.as_bytes()]);
    let sent = Receipt::issue(leaf, given.tick, &key(&given.seed)).to_sent();
    let key = key(&given.seed).verifying_key();
    sent.clone().verify(&leaf, &key).unwrap();
    ReceiptCase { key, leaf, signature: sent.signature, ..given.clone() }
}

fn one_signed(given: &SignedCase) -> SignedCase {
    let signed = signed::sign_raw(&given.purpose, given.header.as_bytes(), given.body.as_bytes(), &key(&given.seed)).unwrap();
    SignedCase { signed: hex::encode(&*signed), hash: Hash::of(&[&signed]), ..given.clone() }
}

fn tree(given: &Tree) -> Tree {
    let leaves: Vec<_> = given.leaves.iter().map(|leaf| hex::decode(leaf).unwrap()).collect();
    let root = merkle::root(&leaves.iter().map(|leaf| merkle::leaf_hash(leaf)).collect::<Vec<_>>());
    if leaves.len() == tick::LEAVES {
        let inner = tick::InnerTree::from_leaves(given.leaves.iter().map(|leaf| leaf.parse().unwrap()).collect()).unwrap();
        assert_eq!(inner.root(), root);
    }
    Tree { root, ..given.clone() }
}
