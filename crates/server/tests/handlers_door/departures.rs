//! People who go, and people who lost their keys: out at once, and the answer tells nothing of cases.

use actix_web::http::Method;
use client::Authenticator;
use domain::{Clock, Role, SigningPublic, StaffId, documents::Listed, second_factor::Seed};
use serde_json::{Value, json};

use crate::place::{Answer, PROOF, Place, sign_in};

const PEOPLE: &str = "/api/v1/office/people";
const CASES: &str = "/api/v1/casework/cases";
const SESSION: &str = "/api/v1/casework/session";

async fn post(place: &Place, person: StaffId, what: &str, cookie: &str) -> Answer {
    place.ask(Method::POST, &format!("{PEOPLE}/{person}/{what}"), Some(cookie), None).await
}

async fn signs_in(place: &Place, name: &str) -> Answer {
    place.ask(Method::POST, SESSION, None, Some(sign_in(name, [9; 32]))).await
}

#[actix_web::test]
async fn whoever_is_taken_out_is_told_what_an_unknown_name_is_told() {
    let place = Place::open().await;
    place.person("olga", &[Role::Administrator]).await;
    let (anna, bert) = (place.person("anna", &[Role::Handler]).await, place.person("bert", &[Role::Handler]).await);
    let (olga, session, other) = (place.cookie("olga").await, place.cookie("anna").await, place.cookie("bert").await);
    let case = place.case(&[anna, bert], None).await;
    let unknown = signs_in(&place, "nobody at all").await;
    assert_eq!(post(&place, anna, "departure", &olga).await.status, 204);
    let out = signs_in(&place, "anna").await;
    assert_eq!((out.status, &out.body, &out.headers), (unknown.status, &unknown.body, &unknown.headers));
    for path in [CASES.to_owned(), format!("{CASES}/{case}"), SESSION.to_owned()] {
        assert_eq!(place.ask(Method::GET, &path, Some(&session), None).await.problem(), "signed-out", "{path}");
    }
    let people = place.ask(Method::GET, PEOPLE, Some(&olga), None).await.json();
    assert!(people["enrolled"].as_array().unwrap().iter().all(|one| one["person"] != json!(anna.to_string())));
    let told = place.ask(Method::GET, &format!("{CASES}/{case}"), Some(&other), None).await.json();
    assert_eq!((&told["members"], &told["left_since"]), (&json!([bert.to_string()]), &json!(1)));
    assert_eq!(post(&place, anna, "departure", &olga).await.problem(), "not-found");
}

#[actix_web::test]
async fn the_answer_is_the_same_whether_somebody_read_many_cases_or_none() {
    let place = Place::open().await;
    place.person("olga", &[Role::Administrator]).await;
    let (anna, bert) = (place.person("anna", &[Role::Handler]).await, place.person("bert", &[Role::Handler]).await);
    place.person("carl", &[Role::Handler]).await;
    let sleeper = place.person("hanna", &[Role::Fallback]).await;
    let olga = place.cookie("olga").await;
    for _ in 0..3 {
        place.case(&[anna], Some(sleeper)).await;
    }
    let many = post(&place, anna, "departure", &olga).await;
    let none = post(&place, bert, "departure", &olga).await;
    assert_eq!(many.status, 204);
    assert_eq!((many.status, &many.body, &many.headers), (none.status, &none.body, &none.headers));
    let cookie = place.cookie("hanna").await;
    let woken = place.ask(Method::GET, CASES, Some(&cookie), None).await.json();
    assert_eq!(woken["cases"].as_array().unwrap().len(), 3, "whoever stands in reads them now");
}

#[actix_web::test]
async fn nobody_takes_themselves_out_and_nobody_the_last_handler() {
    let place = Place::open().await;
    let olga = place.person("olga", &[Role::Administrator]).await;
    let anna = place.person("anna", &[Role::Handler]).await;
    let cookie = place.cookie("olga").await;
    assert_eq!(post(&place, olga, "departure", &cookie).await.problem(), "not-oneself");
    assert_eq!(post(&place, anna, "departure", &cookie).await.problem(), "last-handler");
    assert_eq!(signs_in(&place, "anna").await.status, 200);
}

/// Enrols with a link, and with a code of the seed that the link is shown.
async fn enrol(place: &Place, token: &Value) -> Answer {
    let shown = place.ask(Method::POST, "/api/v1/casework/enrolments/seed", None, Some(json!({ "token": token }))).await.json();
    let seed = || Seed::from_base32(shown["seed"].as_str().unwrap()).unwrap();
    let code = seed().code(place.clock.now().seconds() / 30).to_string();
    place.keeps("anna anew", Authenticator::new(seed()));
    place.clock.advance(30);
    let body = json!({
        "token": token, "sign_in_name": "anna anew", "login": hex::encode([9; 32]), "recipient": "age1pq1anew",
        "signing": hex::encode([0x77; 32]), "secrets": "AAAA", "proof": hex::encode(PROOF), "factor": { "code": code },
    });
    place.ask(Method::POST, "/api/v1/casework/enrolments", None, Some(body)).await
}

#[actix_web::test]
async fn two_people_let_a_third_enrol_anew_under_the_same_id() {
    let place = Place::open().await;
    place.person("olga", &[Role::Administrator]).await;
    let (anna, bert) = (place.person("anna", &[Role::Handler]).await, place.person("bert", &[Role::Handler]).await);
    let (olga, reader, own) = (place.cookie("olga").await, place.cookie("bert").await, place.cookie("anna").await);
    let case = place.case(&[anna, bert], None).await;
    assert_eq!(post(&place, anna, "renewal", &own).await.problem(), "not-oneself");
    let first = post(&place, anna, "renewal", &reader).await;
    assert_eq!((first.status, &first.json()["token"]), (200, &Value::Null));
    assert_eq!(post(&place, anna, "renewal", &reader).await.json()["token"], Value::Null, "one person is one person");
    let people = place.ask(Method::GET, PEOPLE, Some(&olga), None).await.json();
    assert_eq!((&people["renewing"][0]["person"], &people["renewing"][0]["by"]), (&json!(anna.to_string()), &json!(bert.to_string())));
    assert_eq!(signs_in(&place, "anna").await.status, 200, "one word changes nothing");
    let take_back = async || place.ask(Method::DELETE, &format!("{PEOPLE}/{anna}/renewal"), Some(&reader), None).await.status;
    assert_eq!((take_back().await, take_back().await), (204, 404));
    assert_eq!(post(&place, anna, "renewal", &olga).await.json()["token"], Value::Null, "what was taken back does not count");
    place.listed.lock().unwrap().retain(|listed| listed.person != bert);
    assert_eq!(post(&place, anna, "renewal", &reader).await.json()["token"], Value::Null, "whom nobody heard may be invented");
    take_back().await;
    let signing = SigningPublic::new([bert.as_bytes()[0]; 32]);
    place.listed.lock().unwrap().push(Listed { person: bert, recipient: "age1pq1".to_owned(), signing });

    let second = post(&place, anna, "renewal", &reader).await.json();
    assert_eq!(signs_in(&place, "anna").await.problem(), "sign-in-refused");
    let enrolled = enrol(&place, &second["token"]).await;
    assert_eq!((enrolled.status, &enrolled.json()["person"]), (200, &json!(anna.to_string())));
    let cookie = place.cookie("anna anew").await;
    assert_eq!(place.ask(Method::GET, CASES, Some(&cookie), None).await.json()["cases"], json!([]), "and reads nothing until added again");
    let told = place.ask(Method::GET, &format!("{CASES}/{case}"), Some(&reader), None).await.json();
    assert_eq!((&told["members"], &told["left_since"]), (&json!([bert.to_string()]), &json!(1)));
}

#[actix_web::test]
async fn an_approval_says_nothing_of_cases_either() {
    let place = Place::open().await;
    place.person("olga", &[Role::Administrator]).await;
    place.person("otto", &[Role::Governing]).await;
    let (anna, bert) = (place.person("anna", &[Role::Handler]).await, place.person("bert", &[Role::Handler]).await);
    place.case(&[anna], None).await;
    let mut answers = Vec::new();
    for person in [anna, bert] {
        for admin in ["olga", "otto"] {
            let cookie = place.cookie(admin).await;
            let answer = post(&place, person, "renewal", &cookie).await;
            let headers: Vec<_> = answer.headers.iter().filter(|(name, _)| name != "set-cookie").cloned().collect();
            answers.push((answer.status, answer.body.len(), headers));
        }
    }
    assert_eq!(answers[..2], answers[2..]);
}
