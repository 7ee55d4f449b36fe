//! The book at the door: one's own, of few sizes, replaced only over the one before.

use actix_web::http::Method;
use bytes::Bytes;
use domain::{BookHash, Role};
use serde_json::{Value, json};
use web::wire::SealedBytes;

use crate::place::Place;

const BOOK: &str = "/api/v1/casework/book";
const SMALL: usize = 67_195;

/// As sealed bytes stand in JSON.
fn wired(sealed: &[u8]) -> Value {
    json!(SealedBytes(Bytes::copy_from_slice(sealed)))
}

fn put(previous: Option<BookHash>, sealed: &[u8]) -> Option<Value> {
    Some(json!({ "previous": previous.map(|hash| hash.to_string()), "sealed": wired(sealed) }))
}

#[actix_web::test]
async fn a_book_is_handed_to_its_own_person_and_replaced_over_the_one_before() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    place.person("bert", &[Role::Handler]).await;
    let (hers, his) = (place.cookie("anna").await, place.cookie("bert").await);
    let ask = async |cookie: &str, body: Option<Value>| {
        place.ask(if body.is_none() { Method::GET } else { Method::PUT }, BOOK, Some(cookie), body).await
    };
    assert_eq!(ask(&hers, None).await.json(), json!({ "sealed": null }));
    let (first, second) = (vec![1; SMALL], vec![2; SMALL]);
    assert_eq!(ask(&hers, put(None, &first)).await.status, 204);
    assert_eq!(ask(&hers, None).await.json(), json!({ "sealed": wired(&first) }));
    assert_eq!(ask(&his, None).await.json(), json!({ "sealed": null }));
    for wrong in [None, Some(BookHash::of(&second))] {
        let refused = ask(&hers, put(wrong, &second)).await;
        assert_eq!((refused.status, refused.problem().as_str()), (409, "book-moved"));
    }
    assert_eq!(ask(&hers, put(Some(BookHash::of(&first)), &second)).await.status, 204);
    assert_eq!(ask(&hers, None).await.json(), json!({ "sealed": wired(&second) }));
}

#[actix_web::test]
async fn a_book_of_another_size_is_refused_and_the_largest_is_taken() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let cookie = place.cookie("anna").await;
    for length in [0, 1, SMALL - 1, SMALL + 1, 2 * SMALL, domain::books::MAX_BOOK - 16] {
        let answer = place.ask(Method::PUT, BOOK, Some(&cookie), put(None, &vec![0; length])).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "malformed"), "{length}");
    }
    let larger = place.ask(Method::PUT, BOOK, Some(&cookie), put(None, &vec![0; domain::books::MAX_BOOK * 2])).await;
    assert_eq!(larger.status, 413);
    let largest = vec![7; domain::books::MAX_BOOK];
    assert_eq!(place.ask(Method::PUT, BOOK, Some(&cookie), put(None, &largest)).await.status, 204);
    assert_eq!(place.ask(Method::GET, BOOK, Some(&cookie), None).await.json()["sealed"], wired(&largest));
}
