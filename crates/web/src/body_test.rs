//! Bad bodies and the clear answers to them.

use actix_web::{
    App, HttpResponse,
    http::Method,
    test::{TestRequest, call_service, init_service, read_body},
    web::Bytes as Body,
};
use serde::{Deserialize, Serialize};

use super::*;
use crate::{
    endpoint::{Endpoint, mount},
    gate::Public,
    lanes::{Lanes, Size},
};

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Note {
    text: String,
    tags: Vec<String>,
}

impl Asks for Note {
    const LIMIT: usize = 256;
}

fn kind(document: &[u8]) -> Kind {
    parse::<Note>(document).unwrap_err().kind()
}

#[test]
fn only_one_reading_of_a_document_is_possible() {
    let good = br#"{"text":"a","tags":["b"]}   "#;
    assert_eq!(parse::<Note>(good).unwrap(), Note { text: "a".into(), tags: vec!["b".into()] });
    assert_eq!(kind(br#"{"text":"a","text":"b","tags":[]}"#), Kind::Malformed);
    assert_eq!(kind(br#"{"text":"a","tags":[],"more":1}"#), Kind::Malformed);
    assert_eq!(kind(br#"{"text":"a","tags":[]} {}"#), Kind::Malformed);
    assert_eq!(kind(br#"{"text":"a"}"#), Kind::Malformed);
    assert_eq!(kind(b"{\"text\":\"\xff\",\"tags\":[]}"), Kind::NotUtf8);
    assert_eq!(kind(b""), Kind::Malformed);
}

#[test]
fn keys_that_only_look_different_count_as_the_same() {
    let twice = br#"{"text":"a","\u0074ext":"b","tags":[]}"#;
    assert_eq!(kind(twice), Kind::Malformed);
    assert!(parse::<serde_json::Value>(br#"{"a":{"b":1,"b":2}}"#).is_err(), "inside, too");
}

#[test]
fn deep_documents_are_refused_at_any_depth() {
    for depth in [MAX_DEPTH + 1, 100, 100_000] {
        let bomb = "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(parse::<serde_json::Value>(bomb.as_bytes()).unwrap_err().kind(), Kind::Malformed);
    }
    let allowed = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
    assert!(parse::<serde_json::Value>(allowed.as_bytes()).is_ok());
}

#[test]
fn the_test_for_unknown_keys_tells_them_apart() {
    #[derive(Deserialize)]
    struct Lax {
        #[expect(dead_code, reason = "only read by serde")]
        text: String,
    }
    let value = serde_json::json!({ "text": "a", "tags": [] });
    assert!(refuses_unknown_keys::<Note>(&value));
    assert!(!refuses_unknown_keys::<Lax>(&value));
}

async fn take(_: Public, note: Asked<Note>) -> HttpResponse {
    HttpResponse::Ok().body(note.0.text)
}

async fn answer(request: TestRequest) -> (u16, Body) {
    let mut rng = <rand::rngs::StdRng as rand::SeedableRng>::from_seed([7; 32]);
    let lanes = Lanes::new(|_| Size { receiving: 4, working: 4, waiting: 4 << 20 }, &mut rng);
    let list = vec![Endpoint::new(Method::POST, "/notes", take)];
    let app = init_service(App::new().configure(|config| mount(config, &list, &lanes))).await;
    let response = call_service(&app, request.uri("/notes").to_request()).await;
    (response.status().as_u16(), read_body(response).await)
}

#[actix_web::test]
async fn a_body_too_large_is_refused_by_its_declared_length() {
    let declared = TestRequest::post().insert_header(("content-type", "application/json")).insert_header(("content-length", "257"));
    let (status, body) = answer(declared).await;
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((status, &problem["type"], &problem["limit"]), (413, &"/problems/too-large".into(), &256.into()));
}

#[actix_web::test]
async fn a_body_that_grows_beyond_the_limit_is_refused_without_a_declared_length() {
    let undeclared = TestRequest::post().insert_header(("content-type", "application/json")).set_payload("x".repeat(300)).to_srv_request();
    let (request, payload) = undeclared.into_parts();
    let mut headers = request.headers().clone();
    headers.remove(header::CONTENT_LENGTH);
    assert_eq!(check_declared(&headers, 256).unwrap(), None);
    let chunked = TestRequest::post().to_http_request();
    assert_eq!(receive(&chunked, payload, 256).await.unwrap_err().kind(), Kind::TooLarge);
}

#[actix_web::test]
async fn another_content_type_is_refused() {
    let (status, _) = answer(TestRequest::post().insert_header(("content-type", "text/plain")).set_payload("{}")).await;
    assert_eq!(status, 415);
    let (status, body) = answer(
        TestRequest::post().insert_header(("content-type", "Application/JSON; charset=utf-8")).set_payload(r#"{"text":"hello","tags":[]}"#),
    )
    .await;
    assert_eq!((status, &body[..]), (200, &b"hello"[..]));
}

#[actix_web::test]
async fn a_wrong_method_is_a_problem_too() {
    let (status, body) = answer(TestRequest::delete()).await;
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((status, &problem["type"]), (405, &"/problems/wrong-method".into()));
    assert_eq!(body.len(), 1024);
}
