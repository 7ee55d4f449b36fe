//! Stories of the JSON interface.

use actix_web::test::TestRequest;
use domain::limits::Limits;
use ledger::receipt::UnverifiedReceipt;
use sealing::{
    Hash, StaffId, SubmissionId,
    attachment::sealed_length,
    mailbox::{Document, OpenedMailbox},
    roster::Rosters,
    work::Puzzle,
};
use serde_json::{Value, json};

use super::{
    House,
    filing::{keys, report, sealed, work},
    house::{DAY, people},
    reader::the_case,
};

const REPORTS: &str = "/api/v1/intake/reports";
const UPLOADS: &str = "/api/v1/intake/uploads";
const MAILBOX: &str = "/api/v1/intake/mailbox";
const ITEMS: &str = "/api/v1/intake/mailbox/items";

#[actix_web::test]
async fn a_report_is_confirmed_with_a_receipt_and_opens_for_its_readers() {
    let house = House::open().await;
    let keys = keys(1);
    let body = report(&house, &keys, "Doors open").await;
    let answer = house.post(REPORTS, &body).await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 4096), "{}", answer.text());
    let filed = answer.json();
    assert_eq!(filed["leaves_at"], i64::from(DAY + 1) * 86_400 + 6 * 3600);
    assert_eq!(filed["confirm_by"], DAY + 7);
    let receipt: UnverifiedReceipt = serde_json::from_value(filed["receipt"].clone()).unwrap();
    let leaf: Hash = serde_json::from_value(body["leaf"].clone()).unwrap();
    assert!(receipt.verify(&leaf, &house.log.verifying_key()).is_ok());
    house.tick().await;
    assert_eq!(the_case(&house).await.answer("what"), Some("Doors open"));
}

#[actix_web::test]
async fn the_same_submission_gets_the_same_answer_even_after_it_has_left() {
    let house = House::open().await;
    let body = report(&house, &keys(1), "Doors open").await;
    let first = house.post(REPORTS, &body).await;
    assert_eq!(house.post(REPORTS, &body).await.body, first.body);
    house.tick().await;
    let mut again = body.clone();
    again["work"] = work(&house, submission(&body), 0).await;
    assert_eq!(house.post(REPORTS, &again).await.json(), first.json());
    let _ = the_case(&house).await;
}

#[actix_web::test]
async fn a_stored_report_that_comes_again_is_confirmed_whatever_became_of_the_list_of_readers() {
    let house = House::open().await;
    let body = report(&house, &keys(1), "Doors open").await;
    let first = house.post(REPORTS, &body).await;
    // Everybody who reads it has left, and the list is longer.
    let reads: Vec<StaffId> = serde_json::from_value(body["members"].clone()).unwrap();
    let stay: Vec<_> = people().into_iter().filter(|person| !reads.contains(&person.id)).collect();
    assert!(stay.len() < house.people.len());
    house.put_roster_of(2, &stay).await;
    assert_eq!(house.post(REPORTS, &body).await.json(), first.json());
    let mut unknown = body.clone();
    unknown["submission"] = json!("ab".repeat(16));
    assert_eq!(house.post(REPORTS, &unknown).await.problem(), "roster-moved");
}

fn submission(body: &Value) -> SubmissionId {
    body["submission"].as_str().unwrap().parse().unwrap()
}

#[actix_web::test]
async fn work_is_asked_checked_and_spent_once() {
    let house = House::open().await;
    let body = report(&house, &keys(1), "x").await;
    let refused = |change: Value| {
        let (house, mut body) = (&house, body.clone());
        body["work"] = change;
        async move {
            let answer = house.post(REPORTS, &body).await;
            assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, "work-refused"), "{}", answer.text());
        }
    };
    refused(Value::Null).await;
    refused(work(&house, SubmissionId::from_bytes([9; 16]), 0).await).await;
    refused(work(&house, submission(&body), 5).await).await;
    let mut forged = body["work"].clone();
    forged["challenge"] = json!("00".repeat(40));
    refused(forged).await;
    assert_eq!(house.post(REPORTS, &body).await.status, 200);
    // Work that was spent serves no other submission, even if by chance it would hold for it.
    let other = report(&house, &keys(2), "y").await;
    house.clock.advance(31 * 60);
    let answer = house.post(REPORTS, &other).await;
    assert_eq!(answer.problem(), "work-refused", "half an hour later it is too old");
}

/// The floor of these houses is four bits.
#[actix_web::test]
async fn hoarded_challenges_that_ask_much_less_than_new_ones_are_refused() {
    let house = House::open().await;
    let mut body = report(&house, &keys(1), "x").await;
    for (bits, status) in [(1, 400), (2, 200)] {
        let drawn = house.intake.challenges.draw(house.intake.seconds(), bits, &mut house.rng());
        let nonce = Puzzle::new(&drawn.octets, submission(&body), 0, drawn.bits).unwrap().solve().unwrap();
        body["work"] = json!({ "challenge": hex::encode(drawn.octets), "nonce": nonce.to_string() });
        let answer = house.post(REPORTS, &body).await;
        assert_eq!(answer.status, status, "{bits}: {}", answer.text());
        assert!(status == 200 || answer.problem() == "work-refused");
    }
}

#[actix_web::test]
async fn keyrings_and_items_are_no_larger_than_honest_ones() {
    let house = House::open().await;
    let body = report(&house, &keys(1), "x").await;
    let age = |recipients: u64, kib: u64| sealed(usize::try_from(crate::sizes::sealed(recipients, kib * 1024)).unwrap());
    for (field, length) in [("keyring", age(8, 64)), ("item", age(2, 768))] {
        let mut large = body.clone();
        large[field] = json!(length);
        assert_eq!(house.post(REPORTS, &large).await.problem(), "malformed", "{field}");
    }
    assert_eq!(house.post(REPORTS, &body).await.status, 200);
}

#[actix_web::test]
async fn right_and_wrong_tokens_get_the_same_size_and_the_right_one_its_mailbox() {
    let house = House::open().await;
    let keys = keys(1);
    house.post(REPORTS, &report(&house, &keys, "Doors open").await).await;
    let ask = |token: String, page: u32| {
        let house = &house;
        async move { house.post(MAILBOX, &json!({ "token": token, "page": page })).await }
    };
    let right = ask(keys.token.to_hex().to_string(), 0).await;
    let wrong = ask("ab".repeat(32), 0).await;
    assert_eq!((right.body.len(), wrong.body.len()), (65_536, 65_536));
    assert_eq!((right.status, right.headers.len()), (wrong.status, wrong.headers.len()));
    assert_eq!(ask("ab".repeat(32), 9).await.body.len(), 65_536);
    let length = usize::try_from(u32::from_le_bytes(right.body[4..8].try_into().unwrap())).unwrap();
    let document = Document::parse(&right.body[16..16 + length]).unwrap().unwrap();
    let mut rosters = Rosters::default();
    rosters.add(house.roster.clone());
    let mailbox = OpenedMailbox::open(document, &keys).unwrap().check(&rosters);
    assert_eq!((mailbox.findings(), mailbox.conversation().len()), (&[][..], 1));
    assert_eq!(ask("AB".repeat(32), 0).await.problem(), "malformed");
}

#[actix_web::test]
async fn a_post_needs_the_next_version_of_the_state_and_a_mailbox() {
    let house = House::open().await;
    let keys = keys(1);
    let mut body = report(&house, &keys, "Doors open").await;
    house.post(REPORTS, &body).await;
    let (item, state) = (body["item"].take(), body["state"].take());
    let post = |token: String, version: u32, n: u8| {
        let (house, item, state) = (&house, item.clone(), state.clone());
        async move {
            let submission = SubmissionId::from_bytes([n; 16]);
            let work = work(house, submission, 0).await;
            let body = json!({ "token": token, "submission": submission, "item": item, "state": state, "state_version": version, "uploads": [], "work": work });
            house.post(ITEMS, &body).await
        }
    };
    let token = || keys.token.to_hex().to_string();
    let moved = post(token(), 3, 1).await;
    assert_eq!((moved.status.as_u16(), moved.problem().as_str()), (409, "state-moved"));
    let stored = post(token(), 2, 1).await;
    let unknown = post("ab".repeat(32), 2, 2).await;
    assert_eq!((stored.json(), unknown.json()), (json!({ "stored": true }), json!({ "stored": false })));
    assert_eq!((stored.body.len(), unknown.body.len()), (4096, 4096));
    assert_eq!(post(token(), 2, 1).await.json(), json!({ "stored": true }), "the same submission again");
}

/// Opens an upload of a sealed attachment of this true length.
async fn open(house: &House, submission: SubmissionId, length: u64) -> (String, u64) {
    let bytes = sealed_length(length).unwrap();
    let body = json!({ "submission": submission, "bytes": bytes, "work": work(house, submission, bytes).await });
    let opened = house.post(UPLOADS, &body).await;
    assert_eq!(opened.json()["chunk"], 1 << 20, "{}", opened.text());
    let again = house.post(UPLOADS, &body).await;
    assert_eq!(again.json(), opened.json(), "the same request again is the same upload");
    (opened.json()["upload"].as_str().unwrap().to_owned(), bytes)
}

async fn put(house: &House, upload: &str, n: u32, chunk: Vec<u8>) -> super::Answer {
    house.send(TestRequest::put().uri(&format!("{UPLOADS}/{upload}/{n}")).set_payload(chunk)).await
}

#[actix_web::test]
async fn chunks_come_twice_in_any_order_and_go_on_after_a_break() {
    let house = House::open().await;
    let (upload, bytes) = open(&house, SubmissionId::from_bytes([1; 16]), 2_000_000).await;
    let last = usize::try_from(bytes - (1 << 20)).unwrap();
    assert_eq!(put(&house, &upload, 1, vec![7; last]).await.status, 204);
    assert_eq!(house.get(&format!("{UPLOADS}/{upload}")).await.json(), json!({ "bytes": bytes, "chunk": 1 << 20, "have": [1] }));
    assert_eq!(put(&house, &upload, 0, vec![7; 1 << 20]).await.status, 204);
    assert_eq!(put(&house, &upload, 1, vec![7; last]).await.status, 204);
    assert_eq!(put(&house, &upload, 1, vec![8; last]).await.status, 409, "other octets in the same place");
    assert_eq!(put(&house, &upload, 0, vec![7; 100]).await.status, 400, "a chunk of the wrong length");
    assert_eq!(put(&house, &upload, 2, vec![7; 100]).await.status, 400, "a chunk behind the last");
    assert_eq!(put(&house, &upload, 0, vec![7; (1 << 20) + 1]).await.status, 413);
    let other = "ab".repeat(16);
    assert_eq!(put(&house, &other, 0, vec![7; 100]).await.problem(), "not-found");
    assert_eq!(put(&house, "nonsense", 0, vec![7; 100]).await.problem(), "not-found");
    assert_eq!(house.get(&format!("{UPLOADS}/{other}")).await.problem(), "not-found");
}

#[actix_web::test]
async fn a_report_that_names_an_upload_that_is_not_there_is_refused_and_can_be_sent_again() {
    let house = House::open().await;
    let mut body = report(&house, &keys(1), "x").await;
    let (upload, bytes) = open(&house, submission(&body), 10).await;
    let named = json!({ "upload": upload, "sha256": "00".repeat(32), "bytes": bytes });
    body["work"] = Value::Null;
    body["uploads"] = json!([named]);
    let missing = house.post(REPORTS, &body).await;
    assert_eq!((missing.status.as_u16(), missing.problem().as_str()), (409, "upload-missing"), "no chunk has come");
    put(&house, &upload, 0, vec![7; usize::try_from(bytes).unwrap()]).await;
    let mut other = body.clone();
    other["uploads"] = json!([{ "upload": "ab".repeat(16), "sha256": "00".repeat(32), "bytes": bytes }]);
    assert_eq!(house.post(REPORTS, &other).await.problem(), "upload-missing");
    assert_eq!(house.post(REPORTS, &body).await.status, 200);
}

#[actix_web::test]
async fn what_is_too_large_or_of_no_possible_size_is_refused_before_it_comes() {
    let house = House::open().await;
    let most = Limits::default().max_upload();
    for (bytes, status, slug) in
        [(2 << 30, 413, "too-large"), (most + 1, 413, "too-large"), (0, 400, "malformed"), (70_000, 400, "malformed")]
    {
        let submission = SubmissionId::from_bytes([1; 16]);
        let work = work(&house, submission, bytes).await;
        let answer = house.post(UPLOADS, &json!({ "submission": submission, "bytes": bytes, "work": work })).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (status, slug), "{bytes}");
    }
    let declared = TestRequest::post().uri(REPORTS).insert_header(("content-type", "application/json"));
    let answer = house.send(declared.set_payload("{}").insert_header(("content-length", (2u64 << 30).to_string()))).await;
    assert_eq!(answer.status, 413);
    house.set_room(10);
    let (submission, bytes) = (SubmissionId::from_bytes([2; 16]), sealed_length(10).unwrap());
    let full =
        house.post(UPLOADS, &json!({ "submission": submission, "bytes": bytes, "work": work(&house, submission, bytes).await })).await;
    assert_eq!((full.status.as_u16(), full.problem().as_str()), (507, "full"));
    assert_eq!(house.post(REPORTS, &report(&house, &keys(1), "text still fits").await).await.status, 200);
}

#[actix_web::test]
async fn a_door_that_is_not_open_says_so() {
    let house = House::not_open_yet(Limits::default()).await;
    assert_eq!(house.get("/api/v1/intake/door").await.json()["open"], false);
    assert_eq!(house.get("/api/v1/intake/roster").await.problem(), "not-open");
    assert!(house.get("/plain").await.text().contains("Not open yet"));
    let body = report(&house, &keys(1), "x").await;
    let answer = house.post(REPORTS, &body).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (503, "not-open"));
    house.put_roster().await;
    let door = house.get("/api/v1/intake/door").await;
    assert_eq!(door.body.len(), 1024);
    assert_eq!(door.json()["open"], true);
    assert_eq!(door.json()["confirm_days"], 6);
    assert_eq!(house.post(REPORTS, &body).await.status, 200);
}

#[actix_web::test]
async fn rosters_questions_and_the_installation_are_there_for_everybody() {
    let house = House::open().await;
    let note = house.get("/api/v1/intake/roster").await.json()["roster"].as_str().unwrap().to_owned();
    let hash = Hash::of(&[note.as_bytes()]);
    assert_eq!(house.get(&format!("/api/v1/intake/rosters/{hash}")).await.json()["roster"], note);
    assert_eq!(house.get(&format!("/api/v1/intake/rosters/{}", "0".repeat(64))).await.problem(), "not-found");
    let questions = house.get("/api/v1/intake/questionnaire").await.json();
    let text = questions["questionnaire"].as_str().unwrap();
    assert_eq!(questions["hash"], Hash::of(&[text.as_bytes()]).to_string());
    let channel = house.get("/channel.json").await;
    assert!(sealing::channel::Channel::parse(&channel.body).is_ok());
    assert_eq!(house.get("/api/v1/log/checkpoint").await.problem(), "not-found");
    house.tick().await;
    assert!(house.get("/api/v1/log/checkpoint").await.text().starts_with("sottovoce-log-"));
}

#[actix_web::test]
async fn a_receipt_can_be_had_again_without_saying_which_and_the_list_of_readers_stands_in_the_log() {
    let house = House::open().await;
    let sent = house.post(REPORTS, &report(&house, &keys(1), "for the log").await).await.json();
    let (leaf, signature) = (sent["receipt"]["leaf"].clone(), sent["receipt"]["signature"].clone());
    assert_eq!(house.get("/api/v1/log/ticks/0/receipts").await.problem(), "not-found");
    house.tick().await;
    let leaves = house.get("/api/v1/log/ticks/0").await.json()["leaves"].as_array().unwrap().clone();
    let all = house.get("/api/v1/log/ticks/0/receipts").await.json()["signatures"].as_array().unwrap().clone();
    assert_eq!((leaves.len(), all.len()), (256, 256), "for all of them, whoever asks");
    let place = leaves.iter().position(|one| *one == leaf).unwrap();
    assert_eq!(all[place], signature, "the same receipt as after sending");
    let note = house.get("/api/v1/intake/roster").await.json()["roster"].as_str().unwrap().to_owned();
    let hash = Hash::of(&[note.as_bytes()]);
    assert_eq!(house.get("/api/v1/log/rosters").await.json(), json!({ "rosters": [{ "roster": hash.to_string(), "tick": 0 }] }));
    assert!(leaves.contains(&json!(ledger::entry::roster_leaf(&hash).to_string())));
}
