//! Letters at the staff's door: whoever posts one shows a second factor, everybody finds their own, and answers tell nothing of others.

use actix_web::http::Method;
use domain::{Role, StaffId, letters::LETTER, sessions::RECENT_SECONDS};
use serde_json::{Value, json};
use web::wire::SealedBytes;

use crate::place::{Answer, Place};

const LETTERS: &str = "/api/v1/casework/letters";

fn letter(to: StaffId, byte: u8, length: usize) -> Value {
    json!({ "to": to, "sealed": SealedBytes(vec![byte; length].into()) })
}

async fn post(place: &Place, cookie: &str, letter: Value) -> Answer {
    place.ask(Method::POST, LETTERS, Some(cookie), Some(letter)).await
}

async fn own(place: &Place, cookie: &str) -> Vec<Value> {
    let answer = place.ask(Method::GET, LETTERS, Some(cookie), None).await;
    assert_eq!(answer.status, 200);
    answer.json()["letters"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn a_letter_reaches_its_receiver_alone_and_goes_when_they_throw_it_away() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let kim = place.person("kim", &[Role::Custodian]).await;
    let (reader, keeper) = (place.cookie("anna").await, place.cookie("kim").await);
    assert_eq!(post(&place, &reader, letter(kim, 7, LETTER)).await.status, 204);
    assert!(own(&place, &reader).await.is_empty());
    let all = own(&place, &keeper).await;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "sealed"], "not a word of who wrote, or when");
    let path = format!("{LETTERS}/{}", all[0]["id"].as_str().unwrap());
    assert_eq!(place.ask(Method::DELETE, &path, Some(&reader), None).await.status, 404);
    assert_eq!(place.ask(Method::DELETE, &path, Some(&keeper), None).await.status, 204);
    assert_eq!(place.ask(Method::DELETE, &path, Some(&keeper), None).await.status, 404);
    assert!(own(&place, &keeper).await.is_empty());
}

#[actix_web::test]
async fn whoever_may_not_be_written_to_is_answered_like_nobody() {
    let place = Place::open().await;
    let anna = place.person("anna", &[Role::Handler]).await;
    let office = place.person("office", &[Role::Administrator]).await;
    place.person("bert", &[Role::Handler]).await;
    let reader = place.cookie("bert").await;
    let nobody = post(&place, &reader, letter(StaffId::new([0xee; 16]), 7, LETTER)).await;
    assert_eq!((nobody.status, nobody.problem().as_str()), (404, "not-found"));
    for other in [anna, office] {
        let answer = post(&place, &reader, letter(other, 7, LETTER)).await;
        assert_eq!((answer.status, answer.headers, answer.body), (nobody.status, nobody.headers.clone(), nobody.body.clone()));
    }
}

#[actix_web::test]
async fn a_letter_of_another_size_and_one_too_many_are_refused() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let kim = place.person("kim", &[Role::Custodian]).await;
    let reader = place.cookie("anna").await;
    for length in [0, LETTER - 1, LETTER + 1] {
        assert_eq!(post(&place, &reader, letter(kim, 7, length)).await.problem(), "malformed", "{length}");
    }
    for n in 0..100 {
        assert_eq!(post(&place, &reader, letter(kim, n, LETTER)).await.status, 204, "{n}");
    }
    assert_eq!(post(&place, &reader, letter(kim, 7, LETTER)).await.problem(), "letters-full");
}

#[actix_web::test]
async fn a_session_that_was_left_open_posts_nothing() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let kim = place.person("kim", &[Role::Custodian]).await;
    let (reader, keeper) = (place.cookie("anna").await, place.cookie("kim").await);
    place.clock.advance(RECENT_SECONDS + 61);
    assert_eq!(post(&place, &reader, letter(kim, 7, LETTER)).await.problem(), "ask-again");
    assert!(own(&place, &keeper).await.is_empty(), "and reading one's own asks for nothing more");
}
