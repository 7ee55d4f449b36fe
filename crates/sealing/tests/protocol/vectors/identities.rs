//! The vectors of identities (docs/protocol.md 13): what holds, and what each rule refuses, with its reason. Drawn anew by
//! `WRITE_VECTORS=1 cargo test -p sealing --test protocol the_identities_that_rust`.

mod make;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sealing::card::IdentityRequest;
use sealing::hybrid::Identity;
use sealing::identity::{
    self, Answered, AtKeeper, AtReader, Known, Letter, LetterRequest, Named, Share, Split, Vault, join, keepers_of, open_letter, open_share,
};
use sealing::item::{Change, People};
use sealing::signed::{Signed, Unverified};
use sealing::{CaseId, Day, Hash, InstallationId, Sealed, StaffId, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::shape::CasePerson;

macro_rules! shapes {
    ($($name:ident { $($field:ident: $kind:ty),* $(,)? })*) => {
        $(
            #[derive(Debug, Clone, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(super) struct $name { $(pub(super) $field: $kind),* }
        )*
    };
}

shapes! {
    Vectors { shamir: Vec<Line>, case: Case, requests: Vec<Request>, answers: Vec<Answer>, opened: Vec<Opened> }
    Line { secret: String, slope: String, values: Vec<Share> }
    Case {
        installation: InstallationId, day: Day, organisation_key: VerifyingKey, roster: String, people: Vec<CasePerson>, case: CaseId,
        mailbox_signing: VerifyingKey, left_out: People, members: People, name: String, contact: String, vault: Vault, vault_hash: Hash,
        reader: StaffId, told: Vec<Change>, keeper_letter: OneLetter, reader_letter: OneLetter,
    }
    OneLetter { to: StaffId, sealed: Sealed }
    Request {
        name: String, keeper: StaffId, today: Day, cases: BTreeSet<CaseId>, request: Sealed, share: Sealed, refused: Option<String>,
    }
    Answer { name: String, answer: Sealed, refused: Option<String>, agrees: bool }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opened {
    pub(super) name: String,
    pub(super) answers: Vec<String>,
    pub(super) refused: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) vault: Option<Vault>,
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/identities.json")
}

fn code(refused: impl Serialize) -> String {
    serde_json::to_value(refused).unwrap().as_str().unwrap().to_owned()
}

fn check(vectors: &Vectors) {
    for Line { secret, slope, values } in &vectors.shamir {
        let [secret, slope] = [secret, slope].map(|text| ledger::hash::lower_hex::<32>(text).unwrap());
        let split = Split::of(&secret, &slope);
        assert_eq!(values.iter().map(|share| share.index).collect::<Vec<_>>(), [1, 2, 3, 255]);
        for share in values {
            assert_eq!(split.share(share.index).as_ref(), Some(share));
            for other in values.iter().filter(|other| other.index != share.index) {
                assert_eq!(*join(share, other).unwrap(), secret);
            }
        }
    }
    let Case { case, vault, reader, .. } = &vectors.case;
    let keys: BTreeMap<_, _> = vectors
        .case
        .people
        .iter()
        .map(|person| {
            let identity = Identity::from_secret_string(&person.identity).unwrap();
            (person.id, identity)
        })
        .collect();
    let organisation = vectors.case.organisation_key;
    let roster = sealing::roster::UnverifiedRoster::new(vectors.case.roster.clone());
    let roster = roster.verify(&[organisation], vectors.case.installation, vectors.case.day, 0).unwrap();
    assert_eq!(vault.hash(), vectors.case.vault_hash);

    for Request { name, keeper, today, cases, request, share, refused } in &vectors.requests {
        let at = AtKeeper { person: *keeper, identity: &keys[keeper], cases, roster: &roster, today: *today };
        let letter = LetterRequest { request: Unverified::parse(request.as_bytes()).unwrap(), share: share.clone() };
        assert_eq!(at.judge(&letter).err().map(code), *refused, "{name}");
    }

    let told: Vec<IdentityRequest> = {
        let hash = Hash::of(&[]);
        let made = vectors.case.told.iter().map(|change| sealing::card::Made { by: *reader, day: vectors.case.day, hash, change });
        sealing::card::Card::of(made).identities
    };
    assert_eq!(told.len(), vectors.case.told.len());
    let keepers: Vec<StaffId> = keepers_of(&roster).map(|person| person.id).collect();
    let at = AtReader {
        person: *reader,
        told: &told,
        vault: vault.hash(),
        keepers: &keepers,
        readers: &vectors.case.members,
        left_out: &vectors.case.left_out,
        roster: &roster,
    };
    let mut held: BTreeMap<&str, Answered> = BTreeMap::new();
    for Answer { name, answer, refused, agrees } in &vectors.answers {
        match at.judge(&Unverified::parse(answer.as_bytes()).unwrap()) {
            Ok(answered) => {
                assert_eq!((None, answered.agrees()), (refused.clone(), *agrees), "{name}");
                held.insert(name, answered);
            }
            Err(why) => assert_eq!(Some(code(why)), *refused, "{name}"),
        }
    }
    for Opened { name, answers, refused, vault: other } in &vectors.opened {
        let answers: Vec<_> = answers.iter().map(|name| held[name.as_str()].clone()).collect();
        let vault = other.as_ref().unwrap_or(vault);
        let found = identity::find(vault, *case, &vectors.case.mailbox_signing, &answers);
        assert_eq!(found.err().map(code), *refused, "{name}");
    }
    check_name(vectors, &keys);
    let keeper_letter = &vectors.case.keeper_letter;
    let Letter::Request(letter) = open_letter(&keeper_letter.sealed, &keys[&keeper_letter.to]).unwrap() else { panic!("not a request") };
    assert_eq!(Some(letter.request.hash()), told.first().map(|one| one.request));
    let reader_letter = &vectors.case.reader_letter;
    let Letter::Answer(letter) = open_letter(&reader_letter.sealed, &keys[&reader_letter.to]).unwrap() else { panic!("not an answer") };
    assert!(at.judge(&letter.answer).unwrap().agrees());
}

/// What any two shares come to opens the vault, and the name in it is the one that was left.
fn check_name(vectors: &Vectors, keys: &BTreeMap<StaffId, Identity>) {
    let vault = &vectors.case.vault;
    let shares: Vec<Share> = vault
        .shares
        .iter()
        .filter_map(|share| keys.values().find_map(|key| open_share(share, key).ok()))
        .map(|opened| opened.share)
        .collect();
    assert_eq!(shares.len(), vault.shares.len() - 1, "all but that of whoever was left out");
    let secret = join(&shares[0], shares.last().unwrap()).unwrap();
    let known: Signed<Known> = vault.open(&secret).unwrap().verify(&vectors.case.mailbox_signing).unwrap();
    let Named { case, .. } = known.header();
    assert_eq!((case, &known.body().name, &known.body().contact), (&vectors.case.case, &vectors.case.name, &vectors.case.contact));
}

#[test]
fn the_identities_that_rust_sealed_open_and_what_must_be_refused_is() {
    if std::env::var_os("WRITE_VECTORS").is_some() {
        let vectors = make::vectors();
        check(&vectors);
        std::fs::write(path(), serde_json::to_string_pretty(&vectors).unwrap() + "\n").unwrap();
    }
    let vectors: Vectors = serde_json::from_str(&std::fs::read_to_string(path()).unwrap()).unwrap();
    let reasons: BTreeSet<_> = vectors.requests.iter().filter_map(|one| one.refused.clone()).collect();
    assert_eq!(reasons.len(), 11, "each reason of a keeper's client");
    let reasons: BTreeSet<_> = vectors.answers.iter().filter_map(|one| one.refused.clone()).collect();
    assert_eq!(reasons.len(), 9, "each reason of a reader's client");
    check(&vectors);
}
