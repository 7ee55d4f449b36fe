//! Signed notes against a note published with the format, and against what must not be read.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use ledger::note::{self, KeyName, UnverifiedNote};
use ledger::{Error, SigningKey, VerifyingKey};
use proptest::prelude::*;

const PUBLISHED: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const PUBLISHED_KEY: &str = "1a5cd907143c384c41e830c5bce12aa8817ec5649aaabf2c31388b35b2d744d6";

fn name() -> KeyName {
    KeyName::parse("sottovoce-00").unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_seed(&[9; 32])
}

fn verify(note: &str) -> Result<String, Error> {
    UnverifiedNote::parse(note)?.verify(&[(name(), key().verifying_key())]).map(|note| note.text().to_owned())
}

#[test]
fn the_published_note_is_verified() {
    let key: VerifyingKey = PUBLISHED_KEY.parse().unwrap();
    let name = KeyName::parse("PeterNeumann").unwrap();
    assert_eq!(name.key_id(&key), [0xc7, 0x4f, 0x20, 0xa3]);
    let note = UnverifiedNote::parse(PUBLISHED).unwrap().verify(&[(name, key)]).unwrap();
    assert!(note.text().starts_with("If you think"));
    assert_eq!(note.signed_by(), [key]);
}

#[test]
fn a_note_by_another_key_or_under_another_name_is_unsigned() {
    let foreign = note::sign("text\n", &name(), &SigningKey::from_seed(&[1; 32])).unwrap();
    assert_eq!(verify(&foreign), Err(Error::Unsigned));
    let renamed = note::sign("text\n", &KeyName::parse("sottovoce-01").unwrap(), &key()).unwrap();
    assert_eq!(verify(&renamed), Err(Error::Unsigned));
}

#[test]
fn one_wrong_signature_of_a_known_key_spoils_a_note_that_also_has_a_right_one() {
    let good = note::sign("text\n", &name(), &key()).unwrap();
    let other = note::sign("other\n", &name(), &key()).unwrap();
    let line = other.rsplit_once("\n\n").unwrap().1;
    assert_eq!(verify(&format!("{good}{line}")), Err(Error::Signature));
    assert_eq!(verify(&format!("text\n\n{line}")), Err(Error::Signature));
}

#[test]
fn an_unknown_signature_beside_a_known_one_is_passed_over() {
    let good = note::sign("text\n", &name(), &key()).unwrap();
    let witness = note::sign("text\n", &KeyName::parse("witness").unwrap(), &SigningKey::from_seed(&[1; 32])).unwrap();
    let line = witness.rsplit_once("\n\n").unwrap().1;
    assert_eq!(verify(&format!("{good}{line}")).as_deref(), Ok("text\n"));
}

#[test]
fn what_breaks_the_form_is_refused() {
    let good = note::sign("text\n", &name(), &key()).unwrap();
    assert_eq!(verify(&good).as_deref(), Ok("text\n"));
    let line = good.rsplit_once("\n\n").unwrap().1.to_owned();
    let many = format!("{good}{}", line.repeat(100));
    let broken = [
        good.trim_end().to_owned(),
        format!("{good}\n"),
        good.replace("\n\n", "\n"),
        good.replace('\u{2014}', "-"),
        good.replace("text", "te\txt"),
        good.replace("text", "te\rxt"),
        good.replace("= \n", "\n"),
        good.replace("sottovoce-00", "sotto+voce"),
        "text\n\n".to_owned(),
        "text\n\n\u{2014} sottovoce-00 AAAAAA==\n".to_owned(),
        "text\n\n\u{2014} sottovoce-00 !!!!\n".to_owned(),
        many,
    ];
    for note in broken.iter().filter(|note| **note != good) {
        assert_eq!(verify(note), Err(Error::Note), "{note:?}");
    }
    for text in ["", "no newline", "bell\u{7}\n", "tab\t\n"] {
        assert_eq!(note::sign(text, &name(), &key()), Err(Error::Note));
    }
    for bad in ["", "a b", "a+b", "a\u{2003}b", "a\nb"] {
        assert_eq!(KeyName::parse(bad), Err(Error::Name));
    }
}

proptest! {
    #[test]
    fn any_text_without_control_characters_comes_back(text in "(\\PC|\n){0,200}") {
        prop_assume!(!text.chars().any(|c| c.is_ascii_control() && c != '\n'));
        let text = format!("{text}\n");
        let signed = note::sign(&text, &name(), &key()).unwrap();
        let back = verify(&signed);
        prop_assert_eq!(back.as_deref(), Ok(text.as_str()));
    }

    #[test]
    fn a_note_with_one_changed_byte_never_verifies(at: prop::sample::Index, flip in 1u8..=255) {
        let note = note::sign("some text\nof two lines\n", &name(), &key()).unwrap();
        let mut bytes = note.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(changed) = String::from_utf8(bytes) {
            prop_assert!(verify(&changed).is_err());
        }
    }

    #[test]
    fn nothing_makes_the_reader_panic(note in any::<String>()) {
        let _ = verify(&note);
    }
}
