//! Every endpoint, walked as nobody, as every role, and as a member, a sleeper or neither.

use actix_web::{http::Method, test::TestRequest};
use domain::{CaseId, Role, permissions::TABLE};
use serde_json::{Value, json};
use web::{endpoint::Endpoint, wire::SealedBytes};

use crate::place::{Answer, Place, sign_in};

/// The path of an endpoint in one case, with ids that name nothing for the rest.
fn path(endpoint: &Endpoint, case: CaseId) -> String {
    let path = endpoint.path().replace("{case}", &case.to_string()).replace("{hash}", &"ab".repeat(32));
    path.replace("{id}", &"cd".repeat(16))
        .replace("{upload}", &"ef".repeat(16))
        .replace("{n}", "0")
        .replace("{person}", &"bc".repeat(16))
        .replace("{from}", "0")
        .replace("{tick}", "0")
        .replace("{session}", &"bc".repeat(16))
        .replace("{letter}", &"bc".repeat(16))
        .replace("{passkey}", &"bc".repeat(16))
}

/// A body that each endpoint takes; `None` for those that take none.
fn body(endpoint: &Endpoint) -> Option<Value> {
    let member = json!("0a".repeat(16));
    Some(match (endpoint.method().as_str(), endpoint.path()) {
        ("POST", "/api/v1/casework/enrolments/look") => json!({ "token": "00".repeat(32) }),
        ("POST", "/api/v1/casework/enrolments") => json!({
            "token": "00".repeat(32), "sign_in_name": "zoe", "login": "00".repeat(32), "recipient": "age1pq1x",
            "signing": "00".repeat(32), "secrets": "AAAA", "proof": "01".repeat(64), "factor": { "code": "000000" },
        }),
        ("POST", "/api/v1/casework/enrolments/seed" | "/api/v1/casework/enrolments/new-passkey") => json!({ "token": "00".repeat(32) }),
        ("POST", "/api/v1/casework/session/second-factor" | "/api/v1/casework/own/proof") => json!({ "code": "000000" }),
        ("POST", "/api/v1/casework/session/set-up") | ("PUT", "/api/v1/casework/own/seed") => json!({ "code": "000000" }),
        ("POST", "/api/v1/casework/own/passkeys") => json!({ "name": "blue", "client_data": "AAAA", "attestation": "AAAA" }),
        ("POST", "/api/v1/casework/session/seed" | "/api/v1/casework/own/seed" | "/api/v1/casework/own/recovery-codes") => return None,
        ("POST", path) if path.ends_with("/challenge") || path.ends_with("/new-passkey") => return None,
        ("POST", "/api/v1/casework/session") => sign_in("nobody", [0; 32]),
        ("POST", "/api/v1/casework/cases/{case}/items") => json!({
            "keyring_version": 99, "items": [{ "audience": "members", "sealed": "AAAA" }], "uploads": [], "marks": {},
        }),
        ("POST", "/api/v1/casework/cases/{case}/keyring") => json!({
            "previous_version": 99, "keyring": "AAAA", "notice": "AAAA", "members": [member], "sleeper": null,
        }),
        ("POST", "/api/v1/casework/cases/{case}/uploads") => json!({ "bytes": 70_000 }),
        ("POST", "/api/v1/casework/letters") => {
            let sealed = SealedBytes(vec![0; domain::letters::LETTER].into());
            json!({ "to": "bc".repeat(16), "sealed": sealed })
        }
        ("POST", "/api/v1/office/invitations") => json!({ "name": "Somebody", "roles": ["handler"], "groups": ["main"] }),
        ("POST", "/api/v1/office/announcements") => json!({ "told_on": 1, "how": "a poster" }),
        ("POST", "/api/v1/office/roster") => json!({ "roster": "not signed" }),
        ("POST", "/api/v1/casework/cases/{case}/recusal") => return None,
        ("POST", "/api/v1/office/people/{person}/departure" | "/api/v1/office/people/{person}/renewal") => return None,
        // Of the smallest size a book may have.
        ("PUT", "/api/v1/casework/book") => json!({ "previous": null, "sealed": "A".repeat(89_594) }),
        ("POST", other) => panic!("no body is known for {other}"),
        _ => return None,
    })
}

pub(crate) async fn walk(place: &Place, endpoint: &Endpoint, case: CaseId, cookie: Option<&str>) -> Answer {
    place.ask(endpoint.method().clone(), &path(endpoint, case), cookie, body(endpoint)).await
}

fn is_sign_out(endpoint: &Endpoint) -> bool {
    endpoint.method() == Method::DELETE && endpoint.path().ends_with("/session")
}

fn roles_of(gate: &str) -> &'static [Role] {
    TABLE.iter().find(|(name, _)| *name == gate).unwrap_or_else(|| panic!("no permission {gate}")).1
}

#[actix_web::test]
async fn whoever_may_not_pass_is_told_so_and_whoever_is_no_member_finds_nothing() {
    let place = Place::open().await;
    let (member, sleeper) = (place.person("member", &[Role::Handler]).await, place.person("sleeper", &[Role::Fallback]).await);
    let case = place.case(&[member], Some(sleeper)).await;
    let mut people = Vec::new();
    for role in Role::ALL {
        place.person(role.name(), &[role]).await;
        people.push((Some(role), place.cookie(role.name()).await));
    }
    people.push((Some(Role::Fallback), place.cookie("sleeper").await));
    let mut walked = 0;
    for endpoint in place.door.endpoints.iter() {
        let nobody = walk(&place, endpoint, case, None).await;
        let expected = if endpoint.gate() == "public" { "" } else { "signed-out" };
        assert!(nobody.problem() == expected || expected.is_empty(), "{endpoint:?} as nobody: {}", nobody.problem());
        for (role, cookie) in &people {
            if endpoint.gate() == "public" || is_sign_out(endpoint) {
                continue; // open to all; and signing out would end the walk
            }
            if endpoint.gate() == "passphrase" {
                assert_eq!(
                    walk(&place, endpoint, case, Some(cookie)).await.problem(),
                    "signed-out",
                    "{endpoint:?}: a session is not half a one"
                );
                continue;
            }
            let answer = walk(&place, endpoint, case, Some(cookie)).await;
            let may = role.is_some_and(|role| roles_of(endpoint.gate()).contains(&role));
            let expected = match (may, endpoint.is_for_members()) {
                (false, _) => "not-allowed",
                (true, true) => "not-found",
                (true, false) => "",
            };
            if expected.is_empty() {
                assert!(!["signed-out", "not-allowed"].contains(&answer.problem().as_str()), "{endpoint:?} as {role:?}");
            } else {
                assert_eq!(answer.problem(), expected, "{endpoint:?} as {role:?}");
            }
            walked += 1;
        }
    }
    assert!(walked > 140, "{walked}");
}

#[actix_web::test]
async fn a_member_gets_through_every_gate_of_the_case() {
    let place = Place::open().await;
    let member = place.person("member", &[Role::Handler]).await;
    let case = place.case(&[member], None).await;
    let cookie = place.cookie("member").await;
    for endpoint in place.door.endpoints.iter().filter(|endpoint| endpoint.is_for_members()) {
        let answer = walk(&place, endpoint, case, Some(&cookie)).await;
        let inside = endpoint.path().matches('{').count() == 1;
        assert!(![401, 403].contains(&answer.status), "{endpoint:?}: {}", answer.problem());
        assert!(!inside || answer.status != 404, "{endpoint:?}: {}", answer.problem());
    }
}

#[actix_web::test]
async fn a_case_one_is_no_member_of_answers_like_one_that_does_not_exist() {
    let place = Place::open().await;
    let member = place.person("member", &[Role::Handler]).await;
    let case = place.case(&[member], None).await;
    place.person("curious", &[Role::Handler]).await;
    let cookie = place.cookie("curious").await;
    for endpoint in place.door.endpoints.iter().filter(|endpoint| endpoint.is_for_members()) {
        let real = walk(&place, endpoint, case, Some(&cookie)).await;
        let none = walk(&place, endpoint, CaseId::new([0xee; 16]), Some(&cookie)).await;
        assert_eq!((real.status, real.headers, real.body), (none.status, none.headers, none.body), "{endpoint:?}");
        assert_eq!(none.status, 404);
    }
}

#[actix_web::test]
async fn nothing_is_changed_from_another_sites_page() {
    let place = Place::open().await;
    place.person("member", &[Role::Handler]).await;
    let cookie = place.cookie("member").await;
    let mut walked = 0;
    for endpoint in place.door.endpoints.iter().filter(|endpoint| endpoint.method() != Method::GET) {
        for origin in [None, Some("null"), Some("http://127.0.0.1:8480")] {
            let mut request = TestRequest::default().method(endpoint.method().clone()).uri(&path(endpoint, CaseId::new([1; 16])));
            if let Some(body) = body(endpoint) {
                request = request.set_json(body);
            }
            if let Some(origin) = origin {
                request = request.insert_header(("origin", origin));
            }
            assert_eq!(place.send(request, Some(&cookie)).await.problem(), "foreign-origin", "{endpoint:?} from {origin:?}");
            walked += 1;
        }
    }
    assert!(walked >= 30, "{walked}");
    assert_eq!(place.ask(Method::GET, "/api/v1/casework/session", Some(&cookie), None).await.status, 200, "the session was not ended");
}

#[actix_web::test]
async fn a_key_that_nobody_knows_is_refused_in_every_body() {
    let place = Place::open().await;
    let member = place.person("member", &[Role::Handler, Role::Administrator]).await;
    let case = place.case(&[member], None).await;
    let cookie = place.cookie("member").await;
    for endpoint in place.door.endpoints.iter() {
        let Some(good) = body(endpoint) else { continue };
        let mut more = good.clone();
        more["no_such_key"] = Value::Null;
        let half = place.half("member").await;
        let cookie = format!("{cookie}; {half}");
        let taken = place.ask(endpoint.method().clone(), &path(endpoint, case), Some(&cookie), Some(good)).await;
        let refused = place.ask(endpoint.method().clone(), &path(endpoint, case), Some(&cookie), Some(more)).await;
        assert_ne!(taken.problem(), "malformed", "{endpoint:?}");
        assert_eq!(refused.problem(), "malformed", "{endpoint:?}");
    }
}
