//! The second step of signing in: what half a session opens, which codes are taken, and what a person sees of their own way in.

use actix_web::http::Method;
use client::Authenticator;
use domain::{
    Actor, CaseId, Clock, EnrolmentHash, Role, ZoneOffset,
    acts::By,
    departures::Approval,
    second_factor::{Seed, wait_after},
    sessions::{HALF_SECONDS, RECENT_SECONDS},
};
use serde_json::{Value, json};
use web::gate::Again;

use crate::{
    every_endpoint::walk,
    place::{Place, SECOND, recovery_code, sign_in},
};

const SESSION: &str = "/api/v1/casework/session";
const OWN: &str = "/api/v1/casework/own";

async fn anna() -> Place {
    let place = Place::open().await;
    place.person("anna", &[Role::Handler]).await;
    place
}

async fn shows(place: &Place, half: &str, factor: Value) -> String {
    place.ask(Method::POST, SECOND, Some(half), Some(factor)).await.problem()
}

#[actix_web::test]
async fn half_a_session_opens_nothing_but_the_second_step_and_holds_no_secrets() {
    let place = anna().await;
    let half = place.half("anna").await;
    let as_session = half.replace("__Host-halfway", "__Host-session");
    let mut walked = 0;
    for endpoint in place.door.endpoints.iter().filter(|endpoint| !["public", "passphrase"].contains(&endpoint.gate())) {
        for cookie in [&half, &as_session] {
            let answer = walk(&place, endpoint, CaseId::new([0xcd; 16]), Some(cookie)).await;
            assert_eq!(answer.problem(), "signed-out", "{endpoint:?}");
            walked += 1;
        }
    }
    assert!(walked > 40, "{walked}");
    let whole = place.cookie("anna").await;
    let swapped = whole.replace("__Host-session", "__Host-halfway");
    for cookie in [&whole, &swapped] {
        let code = json!({ "code": place.code("anna") });
        assert_eq!(shows(&place, cookie, code).await, "signed-out", "a session is not half a one");
    }
}

#[actix_web::test]
async fn a_code_opens_one_session_once_and_soon() {
    let place = anna().await;
    let half = place.half("anna").await;
    assert_eq!(shows(&place, &half, json!({ "code": "000000" })).await, "code-refused");
    let code = json!({ "code": place.code("anna") });
    assert_eq!(shows(&place, &half, code.clone()).await, "");
    assert_eq!(shows(&place, &half, code.clone()).await, "signed-out", "the half made its one session");
    let again = place.half("anna").await;
    assert_eq!(shows(&place, &again, code).await, "code-refused", "and the code was its one code");
    for wrong in [json!({}), json!({ "code": "1", "recovery_code": "A" })] {
        assert_eq!(shows(&place, &again, wrong).await, "malformed");
    }
    place.clock.advance(HALF_SECONDS + 61);
    let late = json!({ "code": place.code("anna") });
    assert_eq!(shows(&place, &again, late).await, "signed-out", "too late");
}

#[actix_web::test]
async fn wrong_codes_slow_whoever_has_the_passphrase_and_nobody_else_can_count_them() {
    let place = anna().await;
    for _ in 0..30 {
        place.ask(Method::POST, SESSION, None, Some(sign_in("anna", [8; 32]))).await;
        assert_eq!(place.ask(Method::POST, SECOND, None, Some(json!({ "code": "000000" }))).await.problem(), "signed-out");
    }
    place.clock.advance(3600); // what slows wrong passphrases is forgotten
    let half = place.half("anna").await;
    assert_eq!(shows(&place, &half, json!({ "code": place.code("anna") })).await, "", "an outsider closed nothing");

    let half = place.half("anna").await;
    for _ in 0..6 {
        assert_eq!(shows(&place, &half, json!({ "code": "000000" })).await, "code-refused");
    }
    let right = place.code("anna");
    assert_eq!(shows(&place, &half, json!({ "code": right })).await, "code-wait");
    assert_eq!(shows(&place, &half, json!({ "recovery_code": *recovery_code(1).shown() })).await, "", "a recovery code does not wait");
    place.clock.advance(wait_after(6));
    place.cookie("anna").await;
}

#[actix_web::test]
async fn whoever_has_wrong_codes_typed_is_told_until_they_say_that_they_know() {
    let place = anna().await;
    let here = place.cookie("anna").await;
    let stolen = place.half("anna").await;
    for _ in 0..3 {
        assert_eq!(shows(&place, &stolen, json!({ "code": "000000" })).await, "code-refused");
    }
    let wrong = json!({ "code": "000000" });
    assert_eq!(place.ask(Method::POST, &format!("{OWN}/proof"), Some(&here), Some(wrong)).await.problem(), "code-refused");
    let told = async |cookie: &str| place.ask(Method::GET, SESSION, Some(cookie), None).await.json()["wrong_codes"].clone();
    assert_eq!(told(&here).await, 4, "at once, where they are signed in; those typed into an open session too");
    let answer = place.ask(Method::POST, SECOND, Some(&stolen), Some(json!({ "code": place.code("anna") }))).await;
    assert_eq!(answer.json()["wrong_codes"], 4, "whoever gets in at last clears nothing");
    let cookie = answer.cookie("__Host-session");
    assert_eq!((told(&cookie).await, told(&here).await), (json!(4), json!(4)));
    place.clock.advance(30);
    place.cookie("anna").await;
    assert_eq!(told(&here).await, 4, "nor does the next right one");
    assert_eq!(place.ask(Method::DELETE, &format!("{OWN}/wrong-codes-notice"), Some(&here), None).await.status, 204);
    assert_eq!(told(&here).await, 0);
}

#[actix_web::test]
async fn sealed_secrets_are_handed_out_with_the_second_step_and_never_again() {
    let place = anna().await;
    let half = place.half("anna").await;
    let second = place.ask(Method::POST, SECOND, Some(&half), Some(json!({ "code": place.code("anna") }))).await;
    assert_eq!(second.json()["secrets"], "c2VhbGVk");
    let session = place.ask(Method::GET, SESSION, Some(&second.cookie("__Host-session")), None).await;
    assert_eq!((session.status, &session.json()["secrets"]), (200, &Value::Null));
    assert!(!String::from_utf8_lossy(&session.body).contains("c2VhbGVk"));
}

#[actix_web::test]
async fn whoever_signs_in_anew_in_the_same_browser_leaves_no_session_behind() {
    let place = anna().await;
    let before = place.cookie("anna").await;
    let half = place.half("anna").await;
    let code = json!({ "code": place.code("anna") });
    let after = place.ask(Method::POST, SECOND, Some(&format!("{before}; {half}")), Some(code)).await.cookie("__Host-session");
    let status = async |cookie: &str| place.ask(Method::GET, SESSION, Some(cookie), None).await.status;
    assert_eq!([status(&before).await, status(&after).await], [401, 200]);
}

#[actix_web::test]
async fn everything_that_always_asks_again_does_so_after_five_minutes_and_not_before() {
    let place = Place::open().await;
    place.person("olga", &[Role::Administrator, Role::Handler]).await;
    let cookie = place.cookie("olga").await;
    let again = || place.door.endpoints.iter().filter(|endpoint| endpoint.asks_again() == Again::Always);
    // What ends the session that asks is not walked before the others.
    for endpoint in again() {
        let answer = walk(&place, endpoint, CaseId::new([0xcd; 16]), Some(&cookie)).await;
        assert_ne!(answer.problem(), "ask-again", "{endpoint:?}: just now");
        assert_ne!(answer.problem(), "signed-out", "{endpoint:?}");
    }
    place.clock.advance(RECENT_SECONDS + 61);
    let mut walked = 0;
    for endpoint in again() {
        let answer = walk(&place, endpoint, CaseId::new([0xcd; 16]), Some(&cookie)).await;
        assert_eq!((answer.status, answer.problem().as_str()), (403, "ask-again"), "{endpoint:?}");
        walked += 1;
    }
    assert!(walked >= 12, "{walked}");
}

#[actix_web::test]
async fn half_a_session_of_somebody_who_was_taken_out_or_enrols_anew_opens_nothing() {
    let place = Place::open().await;
    let (anna, bert) = (place.person("anna", &[Role::Handler]).await, place.person("bert", &[Role::Handler]).await);
    let olga = place.person("olga", &[Role::Administrator]).await;
    let today = place.clock.now().day(ZoneOffset::default());
    let (of_anna, of_bert) = (place.half("anna").await, place.half("bert").await);
    place.store.take_out(bert, By::person(olga, today)).await.unwrap();
    let carl = place.person("carl", &[Role::Handler]).await;
    let listed = place.listed.lock().unwrap().clone();
    for (by, roles) in [(olga, Role::Administrator), (carl, Role::Handler)] {
        let by = Actor { person: by, roles: [roles].into_iter().collect() };
        let token = EnrolmentHash::of(&[0x77; 32]);
        place.store.approve(Approval { person: anna, by, listed: listed.clone(), token, today, until: today.add_days(7) }).await.unwrap();
    }
    assert_eq!(place.store.invitation(EnrolmentHash::of(&[0x77; 32]), today).await.unwrap().map(|invited| invited.person), Some(anna));
    for (half, name) in [(of_anna, "anna"), (of_bert, "bert")] {
        for path in ["second-factor", "challenge", "seed", "new-passkey", "set-up"] {
            let body = (!["challenge", "seed", "new-passkey"].contains(&path)).then(|| json!({ "code": place.code(name) }));
            let answer = place.ask(Method::POST, &format!("{SESSION}/{path}"), Some(&half), body).await;
            assert_eq!(answer.problem(), "signed-out", "{name} {path}");
        }
    }
}

#[actix_web::test]
async fn changing_the_second_factor_ends_all_other_sessions() {
    let place = anna().await;
    let (here, there, half) = (place.cookie("anna").await, place.cookie("anna").await, place.half("anna").await);
    let codes = place.ask(Method::POST, &format!("{OWN}/recovery-codes"), Some(&here), None).await;
    assert_eq!(codes.status, 200);
    let status = async |cookie: &str| place.ask(Method::GET, SESSION, Some(cookie), None).await.status;
    assert_eq!([status(&here).await, status(&there).await], [200, 401]);
    assert_eq!(shows(&place, &half, json!({ "code": place.code("anna") })).await, "signed-out");
}

#[actix_web::test]
async fn a_recovery_code_opens_a_session_once_and_the_person_is_told() {
    let place = anna().await;
    let half = place.half("anna").await;
    let factor = json!({ "recovery_code": recovery_code(1).shown().to_lowercase() });
    let answer = place.ask(Method::POST, SECOND, Some(&half), Some(factor.clone())).await;
    assert_eq!(answer.json()["recovery_spent"], 1);
    let cookie = answer.cookie("__Host-session");
    let own = place.ask(Method::GET, OWN, Some(&cookie), None).await.json();
    assert_eq!((&own["recovery_left"], &own["recovery_spent"]), (&json!(0), &json!(1)));
    assert_eq!(shows(&place, &place.half("anna").await, factor).await, "code-refused", "it worked once");
    assert_eq!(place.ask(Method::DELETE, &format!("{OWN}/recovery-notice"), Some(&cookie), None).await.status, 204);
    assert_eq!(place.ask(Method::GET, SESSION, Some(&cookie), None).await.json()["recovery_spent"], 0);
}

#[actix_web::test]
async fn own_sessions_are_listed_without_a_time_and_ended_one_by_one_or_all_but_this_one() {
    let place = anna().await;
    place.person("bert", &[Role::Handler]).await;
    let (theirs, here, there, third) =
        (place.cookie("bert").await, place.cookie("anna").await, place.cookie("anna").await, place.cookie("anna").await);
    let own = place.ask(Method::GET, OWN, Some(&here), None).await.json();
    let sessions = own["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 3);
    for session in sessions {
        let mut keys: Vec<_> = session.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        assert_eq!(keys.join(" "), "begun_on id this");
        assert_eq!(session["begun_on"], 20_000);
    }
    assert_eq!(sessions.iter().filter(|session| session["this"] == true).count(), 1);
    let status = async |cookie: &str| place.ask(Method::GET, SESSION, Some(cookie), None).await.status;
    let id_of = async |cookie: &str| {
        let own = place.ask(Method::GET, OWN, Some(cookie), None).await.json();
        let this = own["sessions"].as_array().unwrap().iter().find(|session| session["this"] == true).unwrap();
        format!("{OWN}/sessions/{}", this["id"].as_str().unwrap())
    };
    let (path, foreign) = (id_of(&there).await, id_of(&theirs).await);
    assert_eq!(place.ask(Method::DELETE, &foreign, Some(&here), None).await.problem(), "not-found", "another person's");
    assert_eq!(place.ask(Method::DELETE, &path, Some(&here), None).await.status, 204);
    assert_eq!([status(&here).await, status(&there).await, status(&third).await, status(&theirs).await], [200, 401, 200, 200]);
    assert_eq!(place.ask(Method::DELETE, &format!("{OWN}/sessions"), Some(&here), None).await.status, 204);
    assert_eq!([status(&here).await, status(&third).await, status(&theirs).await], [200, 401, 200]);
}

#[actix_web::test]
async fn whoever_has_a_second_factor_cannot_set_up_another_one_with_the_passphrase_alone() {
    let place = anna().await;
    let half = place.half("anna").await;
    let seed = place.ask(Method::POST, &format!("{SESSION}/seed"), Some(&half), None).await;
    assert_eq!((seed.status, seed.problem().as_str()), (403, "not-allowed"));
    let set_up = place.ask(Method::POST, &format!("{SESSION}/set-up"), Some(&half), Some(json!({ "code": place.code("anna") }))).await;
    assert_eq!((set_up.status, set_up.problem().as_str()), (403, "not-allowed"));
    assert!(!set_up.headers.iter().any(|(name, _)| name == "set-cookie"));
}

#[actix_web::test]
async fn inviting_and_putting_a_list_in_force_ask_again() {
    let place = Place::open().await;
    place.person("olga", &[Role::Administrator]).await;
    let cookie = place.cookie("olga").await;
    let invite = json!({ "name": "Somebody", "roles": ["handler"], "groups": [] });
    let asked = [
        (Method::POST, "/api/v1/office/invitations", Some(invite)),
        (Method::DELETE, "/api/v1/office/invitations/0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a", None),
        (Method::POST, "/api/v1/office/roster", Some(json!({ "roster": "signed" }))),
        (Method::GET, "/api/v1/office/organisation-key", None),
    ];
    place.clock.advance(RECENT_SECONDS + 61);
    for (method, path, body) in asked.clone() {
        assert_eq!(place.ask(method, path, Some(&cookie), body).await.problem(), "ask-again", "{path}");
    }
    let people = place.ask(Method::GET, "/api/v1/office/people", Some(&cookie), None).await.json();
    assert_eq!(people["invited"], json!([]), "nothing was done, and looking asks nothing");
    let proof = json!({ "code": place.code("olga") });
    assert_eq!(place.ask(Method::POST, &format!("{OWN}/proof"), Some(&cookie), Some(proof)).await.status, 204);
    for (method, path, body) in asked {
        assert_ne!(place.ask(method, path, Some(&cookie), body).await.problem(), "ask-again", "{path}");
    }
}

#[actix_web::test]
async fn letting_somebody_read_a_case_asks_again_and_opening_it_does_not() {
    let place = Place::open().await;
    let (anna, bert) = (place.person("anna", &[Role::Handler]).await, place.person("bert", &[Role::Handler]).await);
    let case = place.case(&[anna], None).await;
    let cookie = place.cookie("anna").await;
    place.clock.advance(RECENT_SECONDS + 61);
    let rotate = async |version: u32, members: &[domain::StaffId]| {
        let mut members: Vec<String> = members.iter().map(ToString::to_string).collect();
        members.sort();
        let body = json!({ "previous_version": version, "keyring": "AAAA", "notice": "AAAA", "members": members, "sleeper": null });
        place.ask(Method::POST, &format!("/api/v1/casework/cases/{case}/keyring"), Some(&cookie), Some(body)).await
    };
    assert_eq!(rotate(1, &[anna]).await.status, 200, "its readers stay who they are");
    assert_eq!(rotate(2, &[anna, bert]).await.problem(), "ask-again", "somebody is let in");
    let proof = json!({ "code": place.code("anna") });
    assert_eq!(place.ask(Method::POST, &format!("{OWN}/proof"), Some(&cookie), Some(proof)).await.status, 204);
    assert_eq!(rotate(2, &[anna, bert]).await.status, 200);
    place.clock.advance(RECENT_SECONDS + 61);
    assert_eq!(rotate(3, &[anna]).await.problem(), "ask-again", "somebody is taken out");
}

#[actix_web::test]
async fn a_second_factor_is_changed_only_after_it_was_shown_a_short_while_ago() {
    let place = anna().await;
    let cookie = place.cookie("anna").await;
    let ask = async |method, path: &str, body| place.ask(method, &format!("{OWN}/{path}"), Some(&cookie), body).await;
    place.clock.advance(RECENT_SECONDS + 61);
    for (method, path, body) in
        [(Method::POST, "seed", None), (Method::PUT, "seed", Some(json!({ "code": "000000" }))), (Method::POST, "recovery-codes", None)]
    {
        let answer = ask(method, path, body).await;
        assert_eq!((answer.status, answer.problem().as_str()), (403, "ask-again"), "{path}");
    }
    assert_eq!(ask(Method::POST, "proof", Some(json!({ "code": "000000" }))).await.problem(), "code-refused");
    assert_eq!(ask(Method::POST, "recovery-codes", None).await.problem(), "ask-again", "a wrong one changes nothing");
    assert_eq!(ask(Method::POST, "proof", Some(json!({ "code": place.code("anna") }))).await.status, 204);

    let codes = ask(Method::POST, "recovery-codes", None).await.json();
    let first = codes["recovery_codes"][0].as_str().unwrap().to_owned();
    assert_eq!(codes["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(shows(&place, &place.half("anna").await, json!({ "recovery_code": *recovery_code(1).shown() })).await, "code-refused");
    assert_eq!(shows(&place, &place.half("anna").await, json!({ "recovery_code": first })).await, "");

    let shown = ask(Method::POST, "seed", None).await.json();
    let mut app = Authenticator::new(Seed::from_base32(shown["seed"].as_str().unwrap()).unwrap());
    assert_eq!(ask(Method::PUT, "seed", Some(json!({ "code": place.code("anna") }))).await.problem(), "code-refused", "of the old one");
    let code = app.code(place.clock.now().seconds()).unwrap();
    assert_eq!(ask(Method::PUT, "seed", Some(json!({ "code": *code }))).await.status, 204);
    let old = json!({ "code": place.code("anna") });
    assert_eq!(shows(&place, &place.half("anna").await, old).await, "code-refused", "the old one is out");
    place.keeps("anna", app);
    place.cookie("anna").await;
}
