//! Rosters that must not be taken: unsigned, foreign, old, out of their time, or breaking their own rules.

use super::*;
use crate::hybrid::Identity;

const INSTALLATION: InstallationId = InstallationId::from_bytes([1; 16]);

fn key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

fn person(number: u8, role: Role) -> Person {
    Person {
        id: StaffId::from_bytes([number; 16]),
        roles: vec![role],
        groups: vec!["audit".to_owned()],
        name: "Internal audit, Lisbon".to_owned(),
        recipient: Identity::from_seed(&[number; 32]).to_recipient(),
        signing: SigningKey::from_seed(&[number; 32]).verifying_key(),
    }
}

fn content() -> Content {
    Content {
        organisation: "Northwind".to_owned(),
        installation: INSTALLATION,
        version: 5,
        valid_from: Day::from_number(100),
        valid_until: Day::from_number(190),
        stanza_count: 8,
        jurisdiction: "eu".to_owned(),
        signed: None,
        people: vec![person(1, Role::Handler), person(2, Role::Fallback)],
    }
}

fn verify(note: &str, today: i32, at_least: u32) -> Result<Roster, Error> {
    UnverifiedRoster::new(note.to_owned()).verify(&[key().verifying_key()], INSTALLATION, Day::from_number(today), at_least)
}

#[test]
fn a_roster_is_in_force_then_expired_then_refused() {
    let note = content().sign(&key()).unwrap();
    assert_eq!(verify(&note, 99, 0).unwrap_err(), Error::EarlyRoster);
    for (today, freshness) in [
        (100, Freshness::InForce),
        (190, Freshness::InForce),
        (191, Freshness::Expired { since: Day::from_number(190) }),
        (220, Freshness::Expired { since: Day::from_number(190) }),
    ] {
        assert_eq!(verify(&note, today, 5).unwrap().freshness(Day::from_number(today)), freshness);
    }
    assert_eq!(verify(&note, 221, 0).unwrap_err(), Error::ExpiredRoster);
    assert_eq!(verify(&note, 100, 6).unwrap_err(), Error::OlderRoster);
    let past = UnverifiedRoster::new(note).verify_past(&[key().verifying_key()], INSTALLATION).unwrap();
    assert!(past.reaches(Day::from_number(220)) && !past.reaches(Day::from_number(221)));
}

#[test]
fn a_roster_by_another_key_or_for_another_place_is_refused() {
    let forged = content().sign(&SigningKey::from_seed(&[2; 32])).unwrap();
    assert_eq!(verify(&forged, 100, 0).unwrap_err(), Error::Ledger(ledger::Error::Unsigned));
    let elsewhere = Content { installation: InstallationId::from_bytes([2; 16]), ..content() };
    assert_eq!(verify(&elsewhere.sign(&key()).unwrap(), 100, 0).unwrap_err(), Error::Ledger(ledger::Error::Unsigned));
    let json = String::from_utf8(json::write(&elsewhere).unwrap()).unwrap();
    let renamed = note::sign(&format!("sottovoce/v1/roster\n{json}\n"), &key_name(INSTALLATION).unwrap(), &key()).unwrap();
    assert_eq!(verify(&renamed, 100, 0).unwrap_err(), Error::OtherInstallation);
}

#[test]
fn either_of_two_organisation_keys_will_do_while_one_is_replaced() {
    let keys = [SigningKey::from_seed(&[9; 32]).verifying_key(), key().verifying_key()];
    let note = UnverifiedRoster::new(content().sign(&key()).unwrap());
    assert!(note.verify(&keys, INSTALLATION, Day::from_number(100), 0).is_ok());
}

#[test]
fn where_the_key_was_stands_in_what_is_signed_and_nowhere_else() {
    let offline = Content { signed: Some(SignedWhere::Offline), ..content() }.sign(&key()).unwrap();
    assert!(verify(&offline, 100, 0).unwrap().signed_offline());
    let online = content().sign(&key()).unwrap();
    assert!(!verify(&online, 100, 0).unwrap().signed_offline());
    let claimed = online.replace("\"people\"", "\"signed\":\"offline\",\"people\"");
    assert!(matches!(verify(&claimed, 100, 0), Err(Error::Ledger(_))));
}

#[test]
fn a_note_of_another_purpose_or_shape_is_no_roster() {
    let json = String::from_utf8(json::write(&content()).unwrap()).unwrap();
    let sign = |text: String| note::sign(&text, &key_name(INSTALLATION).unwrap(), &key()).unwrap();
    assert!(verify(&sign(format!("sottovoce/v1/roster\n{json}\n")), 100, 0).is_ok());
    for text in [
        format!("sottovoce/v1/release\n{json}\n"),
        format!("{json}\n"),
        format!("sottovoce/v1/roster\n{json}\nmore\n"),
        "sottovoce/v1/roster\n".to_owned(),
        format!("sottovoce/v1/roster\n{}\n", json.replace("\"version\":5", "\"version\":5,\"version\":5")),
        format!("sottovoce/v1/roster\n{}\n", json.replace("age1pq1", "age1")),
        format!("sottovoce/v1/roster\n{}\n", json.replace("handler", "owner")),
        format!("sottovoce/v1/roster\n{}\n", json.replace("\"people\"", "\"signed\":null,\"people\"")),
        format!("sottovoce/v1/roster\n{}\n", json.replace("\"people\"", "\"signed\":\"online\",\"people\"")),
    ] {
        assert_eq!(verify(&sign(text), 100, 0).unwrap_err(), Error::Json);
    }
}

#[test]
fn a_roster_that_breaks_its_rules_is_neither_signed_nor_read() {
    let (one, two) = (person(1, Role::Handler), person(2, Role::Fallback));
    let broken = [
        Content { valid_until: Day::from_number(191), ..content() },
        Content { valid_until: Day::from_number(99), ..content() },
        Content { stanza_count: 2, ..content() },
        Content { stanza_count: 65, ..content() },
        Content { people: vec![two.clone(), one.clone()], ..content() },
        Content { people: vec![one.clone(), one.clone()], ..content() },
        Content { people: vec![Person { roles: vec![Role::Handler, Role::Fallback], ..one.clone() }], ..content() },
        Content { people: vec![Person { roles: vec![Role::Handler, Role::Handler], ..one.clone() }], ..content() },
        Content { people: vec![one.clone(), Person { recipient: one.recipient.clone(), ..two.clone() }], ..content() },
        Content { people: vec![one.clone(), Person { signing: one.signing, ..two }], ..content() },
    ];
    for content in broken {
        assert!(matches!(content.sign(&key()), Err(Error::Rule(_))));
        let json = String::from_utf8(json::write(&content).unwrap()).unwrap();
        let note = note::sign(&format!("sottovoce/v1/roster\n{json}\n"), &key_name(INSTALLATION).unwrap(), &key()).unwrap();
        assert!(matches!(verify(&note, 100, 0), Err(Error::Rule(_))));
    }
}

const VECTOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/roster.json");

/// The browser signs the same content: `crates/browser/ui/seal/roster_draft.test.ts`.
#[test]
fn the_note_that_the_browser_makes_in_its_test_is_ours_byte_for_byte() {
    let content = Content { people: vec![person(1, Role::Handler), person(2, Role::Fallback), person(3, Role::Officer)], ..content() };
    let offline = Content { signed: Some(SignedWhere::Offline), ..content.clone() };
    let ([note, offline], key) = ([content, offline].map(|content| content.sign(&key()).unwrap()), key());
    let (seed, public) = (hex::encode(key.seed()), hex::encode(key.verifying_key().as_bytes()));
    let vector = serde_json::json!({ "seed": seed, "key": public, "note": note, "offline": offline });
    if std::env::var_os("WRITE_VECTORS").is_some() {
        std::fs::write(VECTOR, serde_json::to_string_pretty(&vector).unwrap() + "\n").unwrap();
    }
    let kept: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(VECTOR).unwrap()).unwrap();
    assert_eq!(kept, vector, "look at the difference, then: WRITE_VECTORS=1 cargo test -p sealing roster");
}
