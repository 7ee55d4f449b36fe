//! Filing as a client with scripts does it, with every part open to being spoiled.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sealing::identity::Particulars;
use sealing::{
    Hash, SubmissionId,
    derive::MailboxKeys,
    filing::{Choice, Content, Filing},
    item::{Answer, People},
    words::{Language, Words},
    work::Puzzle,
};
use serde_json::{Value, json};

use super::{House, house::INSTALLATION};

/// Keys of a mailbox, from counted words.
pub(super) fn keys(n: u8) -> MailboxKeys {
    MailboxKeys::derive(&Words::from_entropy(&[n; 10], Language::En), INSTALLATION).unwrap()
}

/// The body of a report, with its work.
pub(super) async fn report(house: &House, keys: &MailboxKeys, text: &str) -> Value {
    report_of(house, keys, text, None).await
}

/// The same, with a name left for the keepers.
pub(super) async fn report_of(house: &House, keys: &MailboxKeys, text: &str, identity: Option<Particulars>) -> Value {
    let mut rng = house.rng();
    let choice = Choice { left_out: People::new(), read_back: true };
    let filing = Filing::begin(keys, &house.roster, choice, &mut rng).unwrap();
    let answers = vec![Answer { question: "what".to_owned(), value: text.to_owned() }];
    let content = Content { questionnaire: Hash::of(&[b"q"]), answers, attachments: Vec::new(), identity };
    let composed = filing.compose(content, house.intake.today(), &mut rng).unwrap();
    let submission = composed.submission;
    let mut body = serde_json::to_value(composed).unwrap();
    body["uploads"] = json!([]);
    body["work"] = work(house, submission, 0).await;
    body
}

/// Work for a submission.
pub(super) async fn work(house: &House, submission: SubmissionId, bytes: u64) -> Value {
    let offered = house.get("/api/v1/intake/challenge").await.json();
    let challenge = offered["challenge"].as_str().unwrap();
    let bits = u32::try_from(offered["bits"].as_u64().unwrap()).unwrap();
    let nonce = Puzzle::new(&hex::decode(challenge).unwrap(), submission, bytes, bits).unwrap().solve().unwrap();
    json!({ "challenge": challenge, "nonce": nonce.to_string() })
}

/// Sealed octets of any length, as they stand in JSON.
pub(super) fn sealed(length: usize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(vec![0; length])
}
