//! The office: inviting, withdrawing, and what it never says.

use actix_web::http::Method;
use domain::{Clock, Role, StaffId, second_factor::Seed};
use serde_json::{Value, json};

use crate::place::{Answer, PROOF, Place};

const PEOPLE: &str = "/api/v1/office/people";
const INVITATIONS: &str = "/api/v1/office/invitations";
const ROSTER: &str = "/api/v1/office/roster";
const ENROL: &str = "/api/v1/casework/enrolments";

async fn office() -> (Place, String) {
    let place = Place::open().await;
    place.person("olga", &[Role::Administrator]).await;
    let cookie = place.cookie("olga").await;
    (place, cookie)
}

fn invite(name: &str, roles: &[&str]) -> Value {
    json!({ "name": name, "roles": roles, "groups": ["main"] })
}

/// Enrols with a link, and with a code of the seed that the link is shown.
async fn enrol(place: &Place, token: &str, name: &str) -> Answer {
    let shown = place.ask(Method::POST, &format!("{ENROL}/seed"), None, Some(json!({ "token": token }))).await.json();
    let seed = shown["seed"].as_str().and_then(|seed| Seed::from_base32(seed).ok());
    let code = seed.map_or("000000".to_owned(), |seed| seed.code(place.clock.now().seconds() / 30).to_string());
    let body = json!({
        "token": token, "sign_in_name": name, "login": hex::encode([9; 32]), "recipient": "age1pq1new",
        "signing": hex::encode([7; 32]), "secrets": "AAAA", "proof": hex::encode(PROOF), "factor": { "code": code },
    });
    place.ask(Method::POST, ENROL, None, Some(body)).await
}

#[actix_web::test]
async fn an_administrator_invites_and_the_token_is_said_once() {
    let (place, cookie) = office().await;
    let invited = place.ask(Method::POST, INVITATIONS, Some(&cookie), Some(invite("Internal audit", &["handler"]))).await;
    assert_eq!(invited.status, 200, "{:?}", invited.json());
    let token = invited.json()["token"].as_str().unwrap().to_owned();
    let seen = place.ask(Method::GET, PEOPLE, Some(&cookie), None).await;
    assert!(!String::from_utf8_lossy(&seen.body).contains(&token));
    let open = &seen.json()["invited"][0];
    assert_eq!((&open["name"], &open["roles"], &open["groups"]), (&json!("Internal audit"), &json!(["handler"]), &json!(["main"])));
    assert_eq!(open["until"], invited.json()["until"]);

    assert_eq!(enrol(&place, &token, "anna").await.status, 200);
    let again = enrol(&place, &token, "bert").await;
    assert_eq!((again.status, again.problem().as_str()), (410, "link-used"), "a link works once");
    let seen = place.ask(Method::GET, PEOPLE, Some(&cookie), None).await.json();
    assert_eq!(seen["invited"], json!([]));
    let person = seen["enrolled"].as_array().unwrap().iter().find(|one| one["name"] == "Internal audit").unwrap().clone();
    assert_eq!((&person["recipient"], &person["signing"]), (&json!("age1pq1new"), &json!(hex::encode([7; 32]))));
    let mut keys: Vec<_> = person.as_object().unwrap().keys().cloned().collect();
    keys.sort();
    assert_eq!(keys.join(" "), "enrolled_on groups name person recipient roles signing", "and never a name to sign in with");
}

#[actix_web::test]
async fn a_link_that_is_withdrawn_or_too_old_leads_nowhere() {
    let (place, cookie) = office().await;
    let mut links = Vec::new();
    for name in ["One", "Two"] {
        links.push(place.ask(Method::POST, INVITATIONS, Some(&cookie), Some(invite(name, &["handler"]))).await.json());
    }
    let path = format!("{INVITATIONS}/{}", links[0]["person"].as_str().unwrap());
    assert_eq!(place.ask(Method::DELETE, &path, Some(&cookie), None).await.status, 204);
    assert_eq!(place.ask(Method::DELETE, &path, Some(&cookie), None).await.status, 404, "there is none any more");
    let token = |at: usize| links[at]["token"].as_str().unwrap().to_owned();
    assert_eq!(enrol(&place, &token(0), "anna").await.problem(), "link-used");
    place.clock.advance(8 * 86_400);
    assert_eq!(enrol(&place, &token(1), "anna").await.problem(), "link-used");
    let cookie = place.cookie("olga").await;
    assert_eq!(place.ask(Method::GET, PEOPLE, Some(&cookie), None).await.json()["invited"], json!([]));
}

#[actix_web::test]
async fn an_invitation_that_makes_no_sense_is_refused() {
    let (place, cookie) = office().await;
    let many: Vec<String> = (0..21).map(|n| format!("group {n}")).collect();
    for wrong in [
        invite("", &["handler"]),
        invite("Audit\n", &["handler"]),
        invite("Audit", &[]),
        invite("Audit", &["handler", "fallback"]),
        invite("Audit", &["root"]),
        json!({ "name": "Audit", "roles": ["handler"], "groups": [""] }),
        json!({ "name": "Audit", "roles": ["handler"], "groups": many }),
    ] {
        assert_eq!(place.ask(Method::POST, INVITATIONS, Some(&cookie), Some(wrong.clone())).await.problem(), "malformed", "{wrong}");
    }
}

#[actix_web::test]
async fn a_signed_list_comes_into_force_and_another_is_refused_with_its_reason() {
    let (place, cookie) = office().await;
    let before = place.ask(Method::GET, ROSTER, Some(&cookie), None).await.json();
    assert_eq!((&before["roster"], &before["next"]["version"], &before["key_here"]), (&Value::Null, &json!(1), &json!(true)));
    let refused = place.ask(Method::POST, ROSTER, Some(&cookie), Some(json!({ "roster": "forged" }))).await;
    assert_eq!((refused.status, refused.problem().as_str(), &refused.json()["reason"]), (409, "list-refused", &json!("signature")));
    let put = place.ask(Method::POST, ROSTER, Some(&cookie), Some(json!({ "roster": "signed 1" }))).await;
    assert_eq!(put.json()["version"], 1);
    let after = place.ask(Method::GET, ROSTER, Some(&cookie), None).await.json();
    assert_eq!((&after["roster"], &after["next"]["version"]), (&json!("signed 1"), &json!(2)));
}

#[actix_web::test]
async fn when_staff_were_told_is_noted_and_stays() {
    const TOLD: &str = "/api/v1/office/announcements";
    let (place, cookie) = office().await;
    let told = |on: i64, how: &str| json!({ "told_on": on, "how": how });
    for (on, how) in [(19_990, "A poster at each entrance"), (20_000, "The monthly meeting")] {
        assert_eq!(place.ask(Method::POST, TOLD, Some(&cookie), Some(told(on, how))).await.status, 204);
    }
    for wrong in [told(20_001, "Tomorrow"), told(20_000, ""), told(20_000, " a"), told(20_000, "a\nb"), told(20_000, &"x".repeat(201))] {
        assert_eq!(place.ask(Method::POST, TOLD, Some(&cookie), Some(wrong.clone())).await.problem(), "malformed", "{wrong}");
    }
    let noted = place.ask(Method::GET, TOLD, Some(&cookie), None).await.json();
    assert_eq!(noted["announcements"], json!([told(20_000, "The monthly meeting"), told(19_990, "A poster at each entrance")]));
    assert_eq!(noted["addresses"], json!(["https://report.example"]));
}

#[actix_web::test]
async fn whoever_is_only_an_administrator_learns_of_no_case() {
    let (place, cookie) = office().await;
    let handler = place.person("anna", &[Role::Handler]).await;
    let quiet = place.ask(Method::GET, PEOPLE, Some(&cookie), None).await.body;
    let case = place.case(&[handler], None).await;
    for path in
        ["/api/v1/casework/cases".to_owned(), format!("/api/v1/casework/cases/{case}"), format!("/api/v1/casework/cases/{case}/items")]
    {
        assert_eq!(place.ask(Method::GET, &path, Some(&cookie), None).await.problem(), "not-allowed", "{path}");
    }
    assert_eq!(place.ask(Method::GET, PEOPLE, Some(&cookie), None).await.body, quiet, "nothing here moves with a case");
    assert_ne!(handler, StaffId::new([0; 16]));
}
