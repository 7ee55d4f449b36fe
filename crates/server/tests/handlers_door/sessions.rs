//! Sign-in, sessions, enrolment.

use actix_web::{http::Method, test::TestRequest};
use client::Authenticator;
use domain::{
    Clock, Role,
    second_factor::Seed,
    sessions::{IDLE_SECONDS, SESSION_SECONDS},
};
use serde_json::{Value, json};

use crate::place::{ORIGIN, PROOF, Place, SECOND, sign_in};

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
async fn the_cookies_are_out_of_reach_of_scripts_other_sites_and_plain_connections() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let first = place.ask(Method::POST, SESSION, None, Some(sign_in(" ANNA ", [9; 32]))).await;
    let half = first.cookie("__Host-halfway");
    let second = place.ask(Method::POST, SECOND, Some(&half), Some(json!({ "code": place.code("anna") }))).await;
    for (answer, name) in [(&first, "__Host-halfway="), (&second, "__Host-session=")] {
        let set = &answer.headers.iter().find(|(header, value)| header == "set-cookie" && value.starts_with(name)).unwrap().1;
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
            assert!(set.split("; ").any(|found| found == part), "{part}");
        }
        assert!(!set.contains("Domain") && !set.contains("Max-Age") && !set.contains("Expires"));
    }
    assert!(second.headers.iter().any(|(name, value)| name == "set-cookie" && value.starts_with("__Host-halfway=; ")), "half is gone");
    assert_eq!(
        first.json(),
        json!({ "set_up": false, "codes": true, "passkeys": false }),
        "nothing of the person before the second factor"
    );
    let said = second.json();
    assert_eq!((said["name"].as_str(), &said["roles"]), (Some("Person 1"), &json!(["handler"])));
    for answer in [first, second] {
        assert!(!answer.body.windows(4).any(|part| part.eq_ignore_ascii_case(b"anna")), "the sign-in name is never said");
    }
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

fn enrol(token: [u8; 32], name: &str, proof: [u8; 64], code: &str) -> Value {
    json!({
        "token": hex::encode(token), "sign_in_name": name, "login": hex::encode([9; 32]), "recipient": "age1pq1x",
        "signing": hex::encode(token), "secrets": "AAAA", "proof": hex::encode(proof), "factor": { "code": code },
    })
}

/// Asks for a seed with a link; gives an authenticator app that holds it.
async fn app(place: &Place, token: [u8; 32]) -> Authenticator {
    let shown = place.ask(Method::POST, &format!("{ENROL}/seed"), None, Some(json!({ "token": hex::encode(token) }))).await;
    Authenticator::new(Seed::from_base32(shown.json()["seed"].as_str().unwrap()).unwrap())
}

/// A code of a seed that this link is shown now.
async fn code(place: &Place, token: [u8; 32]) -> String {
    app(place, token).await.code(place.clock.now().seconds()).unwrap().to_string()
}

#[actix_web::test]
async fn a_link_is_used_once_by_whoever_holds_the_keys() {
    let place = Place::open().await;
    let (token, person) = place.invite(&[Role::Handler]).await;
    let look = json!({ "token": hex::encode(token) });
    let looked = async || place.ask(Method::POST, "/api/v1/casework/enrolments/look", None, Some(look.clone())).await.json();
    assert_eq!(looked().await, json!({ "open": true, "name": "Person 1", "roles": ["handler"] }));
    let mut app = app(&place, token).await;
    let right = app.code(place.clock.now().seconds()).unwrap();
    let forged = place.ask(Method::POST, ENROL, None, Some(enrol(token, "anna", [2; 64], &right))).await;
    assert_eq!(forged.problem(), "malformed", "a proof that does not hold");
    let without = place.ask(Method::POST, ENROL, None, Some(enrol(token, "anna", PROOF, "000000"))).await;
    assert_eq!((without.status, without.problem().as_str()), (403, "code-refused"), "nobody enrols without a second factor");
    assert_eq!(looked().await["open"], true, "nothing was used up");
    let done = place.ask(Method::POST, ENROL, None, Some(enrol(token, "anna", PROOF, &right))).await.json();
    assert_eq!((&done["person"], &done["in_roster"]), (&json!(person.to_string()), &json!(false)));
    assert_eq!(done["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(looked().await, json!({ "open": false, "name": "", "roles": [] }));
    let again = place.ask(Method::POST, ENROL, None, Some(enrol(token, "bert", PROOF, &right))).await;
    assert_eq!((again.status, again.problem().as_str()), (410, "link-used"));
    let seed = place.ask(Method::POST, &format!("{ENROL}/seed"), None, Some(look.clone())).await;
    assert_eq!(seed.problem(), "link-used", "and shows no seed any more");
    place.keeps("anna", app);
    place.cookie("anna").await;
}

#[actix_web::test]
async fn a_name_that_is_taken_leaves_the_link_open() {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    let (token, _) = place.invite(&[Role::Handler]).await;
    let code = code(&place, token).await;
    let taken = place.ask(Method::POST, ENROL, None, Some(enrol(token, "Anna", PROOF, &code))).await;
    assert_eq!((taken.status, taken.problem().as_str()), (409, "name-taken"));
    assert_eq!(place.ask(Method::POST, ENROL, None, Some(enrol(token, "bert", PROOF, &code))).await.status, 200);
}

#[actix_web::test]
async fn a_link_is_no_good_after_its_week() {
    let place = Place::open().await;
    let (token, _) = place.invite(&[Role::Handler]).await;
    let code = code(&place, token).await;
    place.clock.advance(8 * 86_400);
    let late = place.ask(Method::POST, ENROL, None, Some(enrol(token, "anna", PROOF, &code))).await;
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
