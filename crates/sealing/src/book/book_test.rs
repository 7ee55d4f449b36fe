//! Books: the vectors that both implementations must come to, sizes, and what is refused.

use serde_json::Value;

use super::*;
use crate::SigningKey;

const VECTORS: &str = include_str!("../../vectors/books.json");

#[derive(Deserialize)]
struct Vectors {
    signed: Vec<Written>,
    together: Vec<Both>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct Written {
    name: String,
    seed: String,
    header: Header,
    cases: Vec<Kept>,
    hash: Hash,
}

#[derive(Deserialize)]
struct Both {
    name: String,
    one: Kept,
    other: Kept,
    both: Kept,
}

#[derive(Deserialize)]
struct Refused {
    name: String,
    case: Value,
}

fn vectors() -> Vectors {
    serde_json::from_str(VECTORS).unwrap()
}

fn signed(written: &Written) -> (SignedBook, SigningKey) {
    let seed: [u8; 32] = hex::decode(&written.seed).unwrap().try_into().unwrap();
    let key = SigningKey::from_seed(&seed);
    (SignedBook::sign(written.header.clone(), Body { cases: written.cases.clone() }, &key).unwrap(), key)
}

#[test]
fn the_shared_vectors_are_signed_alike_and_come_back_from_a_sealed_book() {
    let own = Identity::from_seed(&[3; 32]);
    assert!(vectors().signed.len() >= 3);
    for written in vectors().signed {
        let (book, key) = signed(&written);
        assert_eq!(book.hash(), written.hash, "{}", written.name);
        let sealed = seal_book(&book, &own.to_recipient()).unwrap();
        let opened = open_book(&sealed, &own).unwrap();
        assert!(open_book(&sealed, &Identity::from_seed(&[4; 32])).is_err());
        assert_eq!(opened.claims(), &written.header);
        assert_eq!(opened.verify(&key.verifying_key()).unwrap().body().cases, written.cases);
    }
}

#[test]
fn a_book_by_another_key_is_refused() {
    let (book, _) = signed(&vectors().signed[0]);
    let own = Identity::from_seed(&[3; 32]);
    let opened = open_book(&seal_book(&book, &own.to_recipient()).unwrap(), &own).unwrap();
    assert!(opened.verify(&SigningKey::from_seed(&[9; 32]).verifying_key()).is_err());
}

#[test]
fn of_two_sessions_each_keeps_what_the_other_did_not_know() {
    for Both { name, one, other, both } in vectors().together {
        assert_eq!(one.together(other), both, "{name}");
    }
}

#[test]
fn what_the_vectors_refuse_is_not_read() {
    let first = &vectors().signed[0];
    for Refused { name, case } in vectors().refused {
        let body = serde_json::to_vec(&serde_json::json!({ "cases": [case] })).unwrap();
        assert!(<Book as Purpose>::read(&first.header, &body).is_err(), "{name}");
    }
}

#[test]
fn a_sealed_book_has_one_of_eight_sizes() {
    let (book, _) = signed(&vectors().signed[0]);
    let sealed = seal_book(&book, &Identity::from_seed(&[3; 32]).to_recipient()).unwrap();
    assert_eq!(sealed.as_bytes().len(), 67_195);
    let sizes = [(0, 64), (65_536, 64), (65_537, 128), (262_145, 512), (8 << 20, 8192)];
    for (length, kib) in sizes {
        assert_eq!(padding::book(length), Ok(kib * 1024), "{length}");
    }
    assert_eq!(padding::book((8 << 20) + 1), Err(Error::TooLarge));
}
