//! Sign-in, sessions, enrolment.

use actix_web::{http::Method, test::TestRequest};
use domain::{
    Role,
    staff::{IDLE_SECONDS, SESSION_SECONDS},
};
use serde_json::{Value, json};

use crate::place::{ORIGIN, PROOF, Place, sign_in};

const SESSION: &str = "/api/v1/casework/session";
const ENROL: &str = "/api/v1/casework/enrolments";

#[actix_web::test]
async fn a_wrong_name_and_a_wrong_passphrase_get_the_same_answer_to_the_byte() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let wrong_passphrase = place.ask(Method::POST, SESSION, None, Some(sign_in("anna", [8; 32]))).await;
    let wrong_name = place.ask(Method::POST, SESSION, None, Some(sign_in("bert", [9; 32]))).await;
    let no_name = place.ask(Method::POST, SESSION, None, Some(sign_in("", [9; 32]))).await;
    assert_eq!(wrong_passphrase.status, 401);
    for other in [wrong_name, no_name] {
        assert_eq!((other.status, &other.headers, &other.body), (401, &wrong_passphrase.headers, &wrong_passphrase.body));
    }
    assert!(!wrong_passphrase.headers.iter().any(|(name, _)| name == "set-cookie"));
}

#[actix_web::test]
async fn the_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_connections() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let answer = place.ask(Method::POST, SESSION, None, Some(sign_in(" ANNA ", [9; 32]))).await;
    let set = &answer.headers.iter().find(|(name, _)| name == "set-cookie").unwrap().1;
    assert!(set.starts_with("__Host-session="));
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(set.split("; ").any(|found| found == part), "{part}");
    }
    assert!(!set.contains("Domain") && !set.contains("Max-Age") && !set.contains("Expires"));
    let said = answer.json();
    assert_eq!((said["name"].as_str(), &said["roles"]), (Some("Person 1"), &json!(["handler"])));
    assert!(!answer.body.windows(4).any(|part| part.eq_ignore_ascii_case(b"anna")), "the sign-in name is never said");
}

#[actix_web::test]
async fn a_session_ends_by_signing_out_by_idling_and_by_its_age() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let status = async |cookie: &str| place.ask(Method::GET, SESSION, Some(cookie), None).await.status;

    let cookie = place.cookie("anna").await;
    assert_eq!(status(&cookie).await, 200);
    assert_eq!(place.ask(Method::DELETE, SESSION, Some(&cookie), None).await.status, 204);
    assert_eq!(status(&cookie).await, 401, "signed out");

    let cookie = place.cookie("anna").await;
    place.clock.advance(2 * IDLE_SECONDS); // the end is kept coarsely
    assert_eq!(status(&cookie).await, 401, "idle");

    let cookie = place.cookie("anna").await;
    let mut lived = 0;
    while status(&cookie).await == 200 && lived < 2 * SESSION_SECONDS {
        place.clock.advance(600);
        lived += 600;
    }
    assert!((SESSION_SECONDS..SESSION_SECONDS + 3600).contains(&lived), "{lived}");
}

#[actix_web::test]
async fn only_one_cookie_of_that_name_is_believed() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let cookie = place.cookie("anna").await;
    let two = format!("{cookie}; __Host-session={}", "00".repeat(32));
    assert_eq!(place.ask(Method::GET, SESSION, Some(&two), None).await.status, 401);
    let beside = format!("other=1; {cookie}; more=2");
    assert_eq!(place.ask(Method::GET, SESSION, Some(&beside), None).await.status, 200);
    for wrong in ["__Host-session=", "__Host-session=zz", "session=1", &cookie.replace("__Host-", "")] {
        assert_eq!(place.ask(Method::GET, SESSION, Some(wrong), None).await.status, 401, "{wrong}");
    }
}

fn enrol(token: [u8; 32], name: &str, proof: [u8; 64]) -> Value {
    json!({
        "token": hex::encode(token), "sign_in_name": name, "login": hex::encode([9; 32]), "recipient": "age1pq1x",
        "signing": hex::encode(token), "secrets": "AAAA", "proof": hex::encode(proof),
    })
}

#[actix_web::test]
async fn a_link_is_used_once_by_whoever_holds_the_keys() {
    let place = Place::open().await;
    let (token, person) = place.invite(&[Role::Handler]).await;
    let look = json!({ "token": hex::encode(token) });
    let looked = async || place.ask(Method::POST, "/api/v1/casework/enrolments/look", None, Some(look.clone())).await.json();
    assert_eq!(looked().await, json!({ "open": true, "name": "Person 1", "roles": ["handler"] }));
    let forged = place.ask(Method::POST, ENROL, None, Some(enrol(token, "anna", [2; 64]))).await;
    assert_eq!(forged.problem(), "malformed", "a proof that does not hold");
    assert_eq!(looked().await["open"], true, "nothing was used up");
    let done = place.ask(Method::POST, ENROL, None, Some(enrol(token, "anna", PROOF))).await;
    assert_eq!(done.json(), json!({ "person": person.to_string(), "in_roster": false }));
    assert_eq!(looked().await, json!({ "open": false, "name": "", "roles": [] }));
    let again = place.ask(Method::POST, ENROL, None, Some(enrol(token, "bert", PROOF))).await;
    assert_eq!((again.status, again.problem().as_str()), (410, "link-used"));
    assert_eq!(place.ask(Method::POST, SESSION, None, Some(sign_in("anna", [9; 32]))).await.status, 200);
}

#[actix_web::test]
async fn a_name_that_is_taken_leaves_the_link_open() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let (token, _) = place.invite(&[Role::Handler]).await;
    let taken = place.ask(Method::POST, ENROL, None, Some(enrol(token, "Anna", PROOF))).await;
    assert_eq!((taken.status, taken.problem().as_str()), (409, "name-taken"));
    assert_eq!(place.ask(Method::POST, ENROL, None, Some(enrol(token, "bert", PROOF))).await.status, 200);
}

#[actix_web::test]
async fn a_link_is_no_good_after_its_week() {
    let place = Place::open().await;
    let (token, _) = place.invite(&[Role::Handler]).await;
    place.clock.advance(8 * 86_400);
    let late = place.ask(Method::POST, ENROL, None, Some(enrol(token, "anna", PROOF))).await;
    assert_eq!(late.problem(), "link-used");
}

#[actix_web::test]
async fn what_is_wrong_with_a_body_is_said_and_nothing_of_it_repeated() {
    let place = Place::open().await;
    let marker = "qzjxkwvbmplkjhgfdsazxcvbnmqwerty";
    let post = |body: Vec<u8>| {
        TestRequest::post()
            .uri(SESSION)
            .insert_header(("origin", ORIGIN))
            .insert_header(("content-type", "application/json"))
            .set_payload(body)
    };
    let twice = format!(r#"{{"name":"{marker}","name":"{marker}","login":"{}"}}"#, "00".repeat(32));
    let bodies = [
        (twice.into_bytes(), "malformed"),
        (format!(r#"{{"name":"{marker}"#).into_bytes(), "malformed"),
        ([marker.as_bytes(), b"\xff"].concat(), "not-utf8"),
        ("[".repeat(8000).into_bytes(), "malformed"),
        (marker.repeat(1000).into_bytes(), "too-large"),
    ];
    for (body, problem) in bodies {
        let answer = place.send(post(body), None).await;
        assert_eq!(answer.problem(), problem);
        assert!(!String::from_utf8_lossy(&answer.body).contains(marker));
    }
}
