//! The signed envelope against everything that could be bent in it.

use calendar::Day;
use proptest::prelude::*;

use super::*;
use crate::item::{Audience, Author, Body, Header, Item, Kind, Message};
use crate::state::MailboxState;
use crate::{CaseId, StaffId};

fn key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

fn header() -> Header {
    Header {
        case: CaseId::from_bytes([1; 16]),
        audience: Audience::Conversation,
        kind: Kind::Message,
        author: Author::Staff(StaffId::from_bytes([2; 16])),
        seq: 0,
        previous: None,
        heads: Vec::new(),
        roster: Hash::of(&[]),
        day: Day::from_number(20_000),
    }
}

fn signed(text: &str) -> Signed<Item> {
    Signed::sign(header(), Body::Message(Message { text: text.to_owned(), attachments: Vec::new() }), &key()).unwrap()
}

fn read(plaintext: &[u8]) -> Result<Signed<Item>, Error> {
    Unverified::<Item>::parse(plaintext)?.verify(&key().verifying_key())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_signed_is_read_again(text: String) {
        let signed = signed(&text);
        let back = read(&signed.padded().unwrap()).unwrap();
        prop_assert_eq!(back.body(), signed.body());
        prop_assert_eq!(back.hash(), signed.hash());
    }

    #[test]
    fn one_changed_byte_is_refused_wherever_it_is(at: prop::sample::Index, flip in 1u8..=255) {
        let mut plaintext = signed("text").padded().unwrap().to_vec();
        let at = at.index(plaintext.len());
        plaintext[at] ^= flip;
        prop_assert!(read(&plaintext).is_err());
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..300), zeros in 0usize..5000) {
        bytes.resize(bytes.len() + zeros, 0);
        let mut after = b"sottovoce/v1/item\n".to_vec();
        after.extend(&bytes);
        prop_assert!(read(&bytes).is_err() && read(&after).is_err());
    }
}

#[test]
fn another_purpose_or_key_is_refused() {
    let plaintext = signed("text").padded().unwrap();
    assert_eq!(Unverified::<MailboxState>::parse(&plaintext).err(), Some(Error::Framing));
    let other = SigningKey::from_seed(&[2; 32]).verifying_key();
    let unverified = Unverified::<Item>::parse(&plaintext).unwrap();
    assert_eq!(unverified.verify(&other).err(), Some(Error::Ledger(ledger::Error::Signature)));
}

#[test]
fn a_size_that_is_not_the_padded_one_is_refused() {
    let plaintext = signed("text").padded().unwrap().to_vec();
    assert_eq!(plaintext.len(), 4096);
    let longer = [&plaintext[..], &[0; 4096 * 3]].concat();
    assert_eq!(read(&longer).err(), Some(Error::Framing));
    assert_eq!(read(&plaintext[..4095]).err(), Some(Error::Framing));
}

#[test]
fn the_body_is_read_as_what_the_header_says() {
    let bend = |from: &str, to: &str| {
        let header = String::from_utf8(json::write(&header()).unwrap()).unwrap().replace(from, to);
        let mut bytes = sign_raw("item", header.as_bytes(), b"{\"text\":\"\",\"attachments\":[]}", &key()).unwrap().to_vec();
        bytes.resize(4096, 0);
        read(&bytes).map(|_| ())
    };
    assert_eq!(bend("", ""), Ok(()));
    let rule = |result: Result<(), Error>| assert!(matches!(result, Err(Error::Rule(_))), "{result:?}");
    assert_eq!(bend("message", "stage"), Err(Error::Json));
    rule(bend("message", "note"));
    rule(bend("conversation", "members"));
    rule(bend("message", "report"));
    rule(bend("\"seq\":0", "\"seq\":1"));
    rule(bend("02020202020202020202020202020202", "reporter"));
    assert_eq!(bend("\"day\"", "\"dag\""), Err(Error::Json));
    assert_eq!(bend("\"day\":20000", "\"day\":20000,\"day\":20000"), Err(Error::Json));
    assert_eq!(bend("\"day\":20000", "\"day\":20000,\"more\":1"), Err(Error::Json));
    let head = format!("{{\"author\":\"reporter\",\"seq\":0,\"hash\":\"{}\"}}", Hash::of(&[]));
    assert_eq!(bend("\"heads\":[]", &format!("\"heads\":[{head}]")), Ok(()));
    rule(bend("\"heads\":[]", &format!("\"heads\":[{head},{head}]")));
}
