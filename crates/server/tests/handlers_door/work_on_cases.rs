//! Reading and writing in a case.

use actix_web::{http::Method, test::TestRequest};
use domain::{CaseId, Role, StaffId};
use serde_json::{Value, json};

use crate::place::{Answer, ORIGIN, Place};

struct AtWork {
    place: Place,
    person: StaffId,
    case: CaseId,
    cookie: String,
}

impl AtWork {
    async fn begin() -> Self {
        let place = Place::open().await;
        let person = place.person("anna", &[Role::Handler]).await;
        let case = place.case(&[person], None).await;
        let cookie = place.cookie("anna").await;
        Self { place, person, case, cookie }
    }

    async fn ask(&self, method: Method, rest: &str, body: Option<Value>) -> Answer {
        self.place.ask(method, &format!("/api/v1/casework/cases/{}{rest}", self.case), Some(&self.cookie), body).await
    }

    async fn put(&self, rest: &str, octets: Vec<u8>) -> Answer {
        let path = format!("/api/v1/casework/cases/{}{rest}", self.case);
        self.place.send(TestRequest::put().uri(&path).insert_header(("origin", ORIGIN)).set_payload(octets), Some(&self.cookie)).await
    }
}

fn post(version: u32) -> Value {
    json!({ "keyring_version": version, "items": [{ "audience": "conversation", "sealed": "c2VhbGVk" }], "uploads": [], "marks": {} })
}

#[actix_web::test]
async fn a_case_is_listed_to_its_members_only() {
    let work = AtWork::begin().await;
    let other = work.place.person("bert", &[Role::Handler]).await;
    work.place.case(&[other], None).await;
    let list = work.place.ask(Method::GET, "/api/v1/casework/cases", Some(&work.cookie), None).await.json();
    let cases: Vec<_> = list["cases"].as_array().unwrap().iter().map(|case| case["case"].as_str().unwrap().to_owned()).collect();
    assert_eq!(cases, [work.case.to_string()]);
    assert_eq!(list["cases"][0]["acknowledged"], false);
    assert_eq!(list["next"], Value::Null);
}

#[actix_web::test]
async fn a_case_says_what_the_interface_promises_and_nothing_else() {
    let work = AtWork::begin().await;
    let case = work.ask(Method::GET, "", None).await.json();
    let mut keys: Vec<_> = case.as_object().unwrap().keys().cloned().collect();
    keys.sort();
    let promised =
        "ack_due acknowledged attachments case closed feedback_due keyring keyring_version left_since members received_on sleeper";
    assert_eq!(keys.join(" "), promised);
    assert_eq!((&case["received_on"], &case["members"]), (&json!(20_000), &json!([work.person.to_string()])));
    let items = work.ask(Method::GET, "/items", None).await.json();
    assert_eq!(items["items"][0]["sealed"], "aXRlbSAw");
}

#[actix_web::test]
async fn a_post_under_an_old_keyring_is_refused_and_nothing_is_kept() {
    let work = AtWork::begin().await;
    let rotate = json!({ "previous_version": 1, "keyring": "a2V5cmluZyAy", "notice": "bm90aWNl", "members": [work.person.to_string()], "sleeper": null });
    assert_eq!(work.ask(Method::POST, "/keyring", Some(rotate.clone())).await.json(), json!({ "keyring_version": 2 }));
    assert_eq!(work.ask(Method::POST, "/keyring", Some(rotate)).await.problem(), "keyring-moved");
    assert_eq!(work.ask(Method::POST, "/items", Some(post(1))).await.problem(), "keyring-moved");
    let count = async || work.ask(Method::GET, "/items", None).await.json()["items"].as_array().unwrap().len();
    assert_eq!(count().await, 2, "the report and the notice");
    assert_eq!(work.ask(Method::POST, "/items", Some(post(2))).await.status, 200);
    assert_eq!(count().await, 3);
}

#[actix_web::test]
async fn a_post_that_was_written_over_an_older_view_is_refused() {
    let work = AtWork::begin().await;
    let seeing = |seen: u32| {
        let mut body = post(1);
        body["seen"] = json!(seen);
        body
    };
    assert_eq!(work.ask(Method::POST, "/items", Some(seeing(1))).await.status, 200);
    assert_eq!(work.ask(Method::POST, "/items", Some(seeing(1))).await.problem(), "keyring-moved");
    assert_eq!(work.ask(Method::POST, "/items", Some(seeing(3))).await.problem(), "keyring-moved", "of what was never there");
    assert_eq!(work.ask(Method::POST, "/items", Some(seeing(2))).await.status, 200);
    assert_eq!(work.ask(Method::GET, "/items", None).await.json()["items"].as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn a_keyring_for_nobody_for_somebody_twice_or_for_a_sleeping_member_is_refused() {
    let work = AtWork::begin().await;
    let me = work.person.to_string();
    let rotate = |members: Value, sleeper: Value| json!({ "previous_version": 1, "keyring": "AAAA", "notice": "AAAA", "members": members, "sleeper": sleeper });
    for (members, sleeper) in
        [(json!([]), Value::Null), (json!([me, me]), Value::Null), (json!([me]), json!(me)), (json!(["x"]), Value::Null)]
    {
        assert_eq!(work.ask(Method::POST, "/keyring", Some(rotate(members, sleeper))).await.problem(), "malformed");
    }
}

#[actix_web::test]
async fn who_leaves_finds_nothing_at_once_and_nothing_is_written_until_the_keys_are_replaced() {
    let work = AtWork::begin().await;
    let (stays, leaves) = (work.place.person("bert", &[Role::Handler]).await, work.person);
    let (case, cookie) = (work.place.case(&[leaves, stays], None).await, work.place.cookie("bert").await);
    let path = |rest: &str| format!("/api/v1/casework/cases/{case}{rest}");
    let me = async |method, rest: &str, body| work.place.ask(method, &path(rest), Some(&work.cookie), body).await;
    let other = async |method, rest: &str, body| work.place.ask(method, &path(rest), Some(&cookie), body).await;
    assert_eq!(me(Method::POST, "/recusal", None).await.status, 204);
    assert_eq!(me(Method::GET, "", None).await.problem(), "not-found");
    assert_eq!(me(Method::POST, "/recusal", None).await.problem(), "not-found");
    assert_eq!(other(Method::POST, "/items", Some(post(1))).await.problem(), "case-stale");
    assert_eq!(other(Method::GET, "", None).await.json()["left_since"], 1);
    let rotate = |left: u32| json!({ "previous_version": 1, "left_since": left, "keyring": "AAAA", "notice": "AAAA", "members": [stays.to_string()], "sleeper": null });
    assert_eq!(other(Method::POST, "/keyring", Some(rotate(0))).await.problem(), "keyring-moved");
    assert_eq!(other(Method::POST, "/keyring", Some(rotate(1))).await.status, 200);
    assert_eq!(other(Method::POST, "/items", Some(post(2))).await.status, 200);
    assert_eq!(other(Method::POST, "/recusal", None).await.problem(), "last-reader");
    assert_eq!(other(Method::GET, "", None).await.json()["left_since"], 0);
}

#[actix_web::test]
async fn marks_are_true_or_absent_and_stay() {
    let work = AtWork::begin().await;
    let with = |marks: Value| {
        let mut body = post(1);
        body["marks"] = marks;
        body
    };
    assert_eq!(work.ask(Method::POST, "/items", Some(with(json!({ "acknowledged": false })))).await.problem(), "malformed");
    assert_eq!(work.ask(Method::POST, "/items", Some(with(json!({ "acknowledged": true })))).await.status, 200);
    assert_eq!(work.ask(Method::POST, "/items", Some(with(json!({})))).await.status, 200);
    let case = work.ask(Method::GET, "", None).await.json();
    assert_eq!((&case["acknowledged"], &case["closed"]), (&json!(true), &json!(false)));
}

#[actix_web::test]
async fn posts_without_items_with_empty_items_or_with_too_many_are_refused() {
    let work = AtWork::begin().await;
    let item = json!({ "audience": "members", "sealed": "AAAA" });
    for items in [
        json!([]),
        json!([{ "audience": "members", "sealed": "" }]),
        json!(vec![item; 17]),
        json!([{ "audience": "all", "sealed": "AAAA" }]),
    ] {
        let mut body = post(1);
        body["items"] = items;
        assert_eq!(work.ask(Method::POST, "/items", Some(body)).await.problem(), "malformed");
    }
}

#[actix_web::test]
async fn an_attachment_comes_back_chunk_by_chunk_as_it_was_sent() {
    let work = AtWork::begin().await;
    let sealed: Vec<u8> = (0..1_100_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    let (first, second) = sealed.split_at(1 << 20);
    let opened = work.ask(Method::POST, "/uploads", Some(json!({ "bytes": sealed.len() }))).await.json();
    let upload = opened["upload"].as_str().unwrap().to_owned();
    assert_eq!(opened["chunk"], 1 << 20);
    assert_eq!(work.put(&format!("/uploads/{upload}/1"), second.to_vec()).await.status, 204, "out of order is fine");
    let mut body = post(1);
    body["uploads"] = json!([{ "upload": upload, "sha256": "ab".repeat(32), "bytes": sealed.len() }]);
    assert_eq!(work.ask(Method::POST, "/items", Some(body.clone())).await.problem(), "upload-missing");
    assert_eq!(work.put(&format!("/uploads/{upload}/0"), first.to_vec()).await.status, 204);
    assert_eq!(work.put(&format!("/uploads/{upload}/0"), first.to_vec()).await.status, 204, "twice is fine");
    assert_eq!(work.put(&format!("/uploads/{upload}/0"), vec![0; 1 << 20]).await.problem(), "submission-differs");
    assert_eq!(work.put(&format!("/uploads/{upload}/2"), vec![0; 3]).await.problem(), "malformed", "no such chunk");
    assert_eq!(work.put(&format!("/uploads/{upload}/0"), vec![0; (1 << 20) + 1]).await.problem(), "too-large");
    assert_eq!(work.ask(Method::POST, "/items", Some(body)).await.status, 200);
    let attachments = work.ask(Method::GET, "", None).await.json()["attachments"].clone();
    let id = attachments[0]["id"].as_str().unwrap().to_owned();
    let mut back = Vec::new();
    for n in 0..2 {
        back.extend_from_slice(&work.ask(Method::GET, &format!("/attachments/{id}/{n}"), None).await.body);
    }
    assert_eq!(back, sealed);
    assert_eq!(work.ask(Method::GET, &format!("/attachments/{id}/2"), None).await.status, 404);
}

#[actix_web::test]
async fn an_upload_larger_than_allowed_is_refused_before_anything_is_sent() {
    let work = AtWork::begin().await;
    let refused = work.ask(Method::POST, "/uploads", Some(json!({ "bytes": 2_u64 << 30 }))).await;
    assert_eq!((refused.status, refused.problem().as_str()), (413, "too-large"));
    assert!(refused.json()["limit"].as_u64().unwrap() > 1 << 20);
}

#[actix_web::test]
async fn an_upload_of_one_person_is_closed_to_other_members() {
    let place = Place::open().await;
    let (anna, bert) = (place.person("anna", &[Role::Handler]).await, place.person("bert", &[Role::Handler]).await);
    let case = place.case(&[anna, bert], None).await;
    let (anna, bert) = (place.cookie("anna").await, place.cookie("bert").await);
    let base = format!("/api/v1/casework/cases/{case}/uploads");
    let opened = place.ask(Method::POST, &base, Some(&anna), Some(json!({ "bytes": 3 }))).await.json();
    let path = format!("{base}/{}/0", opened["upload"].as_str().unwrap());
    let put = || TestRequest::put().uri(&path).insert_header(("origin", ORIGIN)).set_payload("abc");
    assert_eq!(place.send(put(), Some(&bert)).await.status, 404);
    assert_eq!(place.send(put(), Some(&anna)).await.status, 204);
}

#[actix_web::test]
async fn ids_in_another_spelling_lead_nowhere() {
    let work = AtWork::begin().await;
    for path in [work.case.to_string().to_uppercase(), format!("{}0", work.case), "..".to_owned(), "%00".to_owned()] {
        let answer = work.place.ask(Method::GET, &format!("/api/v1/casework/cases/{path}"), Some(&work.cookie), None).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    let bad = work.place.ask(Method::GET, "/api/v1/casework/cases?after=x", Some(&work.cookie), None).await;
    assert_eq!(bad.problem(), "malformed");
    let unknown = work.place.ask(Method::GET, "/api/v1/casework/cases?before=x", Some(&work.cookie), None).await;
    assert_eq!(unknown.problem(), "malformed");
}
