//! Ed25519 against known answers and the edge cases on which verifiers differ: ours refuses every one of them.

use ledger::{Signature, VerifyingKey};

#[derive(serde::Deserialize)]
struct Case {
    key: String,
    message: String,
    signature: Signature,
    valid: bool,
    about: String,
}

#[test]
fn verification_is_strict_at_every_edge() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../vectors/ed25519.json")).unwrap();
    assert!(cases.len() >= 18 && cases.iter().any(|case| case.valid));
    for case in cases {
        let message = hex::decode(&case.message).unwrap();
        let held = case.key.parse::<VerifyingKey>().and_then(|key| key.verify(&message, &case.signature));
        assert_eq!(held.is_ok(), case.valid, "{}", case.about);
    }
}
