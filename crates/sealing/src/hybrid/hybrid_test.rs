//! Spellings of keys, and keys that must not be taken. The published age vectors stand in `tests/age_vectors.rs`.

use proptest::prelude::*;
use secrecy::ExposeSecret as _;

use super::*;

fn identity() -> Identity {
    Identity::from_seed(&[5; 32])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn keys_come_back_from_their_spelling(seed: [u8; 32]) {
        let identity = Identity::from_seed(&seed);
        let text = identity.to_secret_string();
        let back = Identity::from_secret_string(text.expose_secret()).unwrap();
        let recipient = back.to_recipient();
        prop_assert!(text.expose_secret().starts_with("AGE-SECRET-KEY-PQ-1"));
        prop_assert!(recipient.as_str().starts_with("age1pq1"));
        prop_assert_eq!(recipient.as_str().parse::<Recipient>().unwrap(), identity.to_recipient());
    }
}

#[test]
fn other_spellings_and_kinds_are_refused() {
    let recipient = identity().to_recipient();
    let secret = identity().to_secret_string();
    let bad = [recipient.as_str().to_uppercase(), recipient.as_str()[..1000].to_owned(), format!("{recipient}x"), String::new()];
    for text in bad.iter().map(String::as_str).chain(["age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"]) {
        assert_eq!(text.parse::<Recipient>(), Err(Error::Recipient), "{text}");
    }
    for text in [secret.expose_secret().to_lowercase(), recipient.to_string(), String::new()] {
        assert!(Identity::from_secret_string(&text).is_err(), "{text}");
    }
}

#[test]
fn unreduced_and_low_order_keys_are_refused() {
    let bytes = kem::Secret::from_seed(&[5; 32]).public().to_bytes();
    assert!(kem::Public::from_bytes(&bytes).is_some());
    let mut unreduced = bytes.clone();
    unreduced[..3].copy_from_slice(&[0xff; 3]);
    assert!(kem::Public::from_bytes(&unreduced).is_none());
    for point in [[0; 32], std::array::from_fn(|at| u8::from(at == 0))] {
        let mut low = bytes.clone();
        low[1184..].copy_from_slice(&point);
        assert!(kem::Public::from_bytes(&low).is_none());
    }
    assert!(kem::Public::from_bytes(&bytes[1..]).is_none());
}

#[test]
fn an_encapsulation_of_low_order_is_refused() {
    let secret = kem::Secret::from_seed(&[5; 32]);
    let (mut sent, shared) = secret.public().encapsulate(&mut rand::thread_rng()).unwrap();
    assert_eq!(*secret.decapsulate(&sent).unwrap(), *shared);
    sent[1088..].copy_from_slice(&[0; 32]);
    assert!(secret.decapsulate(&sent).is_none());
}
