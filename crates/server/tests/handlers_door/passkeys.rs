//! Passkeys at the door: enrolled with, signed in with, shown again, added and taken away; and every kind of answer that lies.

use actix_web::http::Method;
use domain::{Role, passkeys::CHALLENGE_SECONDS, sessions::RECENT_SECONDS};
use serde_json::{Value, json};

use crate::{
    authenticator::{Authenticator, Told},
    place::{PROOF, Place, SECOND, recovery_code},
};

const SESSION: &str = "/api/v1/casework/session";
const OWN: &str = "/api/v1/casework/own";
const ENROL: &str = "/api/v1/casework/enrolments";

async fn ask(place: &Place, cookie: &str, path: &str) -> Value {
    let asked = place.ask(Method::POST, path, Some(cookie), None).await;
    assert_eq!(asked.status, 200, "{path}: {}", asked.problem());
    asked.json()
}

/// Somebody with codes and this passkey; gives the cookie of their session.
async fn with_passkey(place: &Place, name: &str, key: &Authenticator) -> String {
    place.person(name, &[Role::Handler]).await;
    let cookie = place.cookie(name).await;
    let asked = ask(place, &cookie, &format!("{OWN}/new-passkey")).await;
    let added = place.ask(Method::POST, &format!("{OWN}/passkeys"), Some(&cookie), Some(key.make(&asked, "blue", &Told::default()))).await;
    assert_eq!(added.status, 204, "{}", added.problem());
    cookie
}

/// Asks half a session's challenge and answers it.
async fn second(place: &Place, half: &str, key: &mut Authenticator, told: &Told) -> String {
    let asked = ask(place, half, &format!("{SESSION}/challenge")).await;
    let answer = key.answer(&asked, told);
    place.ask(Method::POST, SECOND, Some(half), Some(json!({ "passkey": answer }))).await.problem()
}

fn keys() -> [Authenticator; 2] {
    [Authenticator::es256(7), Authenticator::ed25519(8)]
}

#[actix_web::test]
async fn whoever_enrols_with_a_passkey_only_signs_in_with_it_and_is_asked_again_for_it() {
    for (number, mut key) in keys().into_iter().enumerate() {
        let place = Place::open().await;
        let (token, person) = place.invite(&[Role::Handler]).await;
        let look = json!({ "token": hex::encode(token) });
        let asked = place.ask(Method::POST, &format!("{ENROL}/new-passkey"), None, Some(look)).await.json();
        assert_eq!((asked["rp"].as_str(), &asked["known"]), (Some("cases.example.org"), &json!([])));
        let body = json!({
            "token": hex::encode(token), "sign_in_name": "anna", "login": hex::encode([9; 32]), "recipient": "age1pq1x",
            "signing": hex::encode(token), "secrets": "AAAA", "proof": hex::encode(PROOF),
            "factor": { "passkey": key.make(&asked, "blue", &Told::default()) },
        });
        let done = place.ask(Method::POST, ENROL, None, Some(body)).await;
        assert_eq!(done.json()["person"], person.to_string(), "{number}: {}", done.problem());
        assert_eq!(done.json()["recovery_codes"].as_array().unwrap().len(), 10);

        let first = place.ask(Method::POST, SESSION, None, Some(crate::place::sign_in("anna", [9; 32]))).await;
        assert_eq!(first.json(), json!({ "set_up": false, "codes": false, "passkeys": true }));
        let half = first.cookie("__Host-halfway");
        let asked = ask(&place, &half, &format!("{SESSION}/challenge")).await;
        assert_eq!(asked["allowed"], json!([key.credential()]));
        let answer = json!({ "passkey": key.answer(&asked, &Told::default()) });
        let second = place.ask(Method::POST, SECOND, Some(&half), Some(answer)).await;
        assert_eq!((second.status, &second.json()["secrets"]), (200, &json!("AAAA")), "{}", second.problem());
        let cookie = second.cookie("__Host-session");

        place.clock.advance(RECENT_SECONDS + 61);
        assert_eq!(place.ask(Method::POST, &format!("{OWN}/new-passkey"), Some(&cookie), None).await.problem(), "ask-again");
        let asked = ask(&place, &cookie, &format!("{OWN}/challenge")).await;
        let answer = json!({ "passkey": key.answer(&asked, &Told::default()) });
        assert_eq!(place.ask(Method::POST, &format!("{OWN}/proof"), Some(&cookie), Some(answer.clone())).await.status, 204);
        assert_eq!(
            place.ask(Method::POST, &format!("{OWN}/proof"), Some(&cookie), Some(answer)).await.problem(),
            "passkey-refused",
            "once"
        );
        assert_eq!(place.ask(Method::POST, &format!("{OWN}/new-passkey"), Some(&cookie), None).await.status, 200);
    }
}

#[actix_web::test]
async fn an_answer_that_lies_opens_nothing() {
    for mut key in keys() {
        let place = Place::open().await;
        with_passkey(&place, "anna", &key).await;
        let honest = Told::default;
        let lies = [
            Told { origin: "https://cases.example.org.evil.example".to_owned(), ..honest() },
            Told { origin: "https://evil.cases.example.org".to_owned(), ..honest() },
            Told { origin: "http://cases.example.org".to_owned(), ..honest() },
            Told { origin: "https://cases.example.org:8443".to_owned(), ..honest() },
            Told { origin: crate::place::ORIGIN.to_owned(), ..honest() },
            Told { rp: Some("evil.example".to_owned()), ..honest() },
            Told { kind: Some("webauthn.create"), ..honest() },
            Told { challenge: Some("AAAAAAAAAAAAAAAAAAAAAA".to_owned()), ..honest() },
            Told { flags: 0x04, ..honest() }, // nobody was present
            Told { flags: 0, ..honest() },
            Told { user: Some("_____________________w".to_owned()), ..honest() },
            Told { cross_origin: true, ..honest() },
            Told { spoilt: true, ..honest() },
        ];
        let half = place.half("anna").await;
        for lie in lies {
            assert_eq!(second(&place, &half, &mut key, &lie).await, "passkey-refused", "{lie:?}");
        }
        let mut stranger = Authenticator::es256(99);
        assert_eq!(second(&place, &half, &mut stranger, &honest()).await, "passkey-refused", "an unknown one");
        // Present is enough: verifying the person is asked for where it can be had.
        assert_eq!(second(&place, &half, &mut key, &Told { flags: 0x01, ..honest() }).await, "");
    }
}

#[actix_web::test]
async fn a_new_passkey_that_lies_is_not_taken() {
    let (place, key) = (Place::open().await, Authenticator::es256(7));
    place.person("anna", &[Role::Handler]).await;
    let cookie = place.cookie("anna").await;
    let honest = Told::default;
    let lies = [
        Told { origin: "https://evil.example".to_owned(), ..honest() },
        Told { rp: Some("evil.example".to_owned()), ..honest() },
        Told { kind: Some("webauthn.get"), ..honest() },
        Told { challenge: Some("AAAAAAAAAAAAAAAAAAAAAA".to_owned()), ..honest() },
        Told { flags: 0x04, ..honest() },
        Told { cross_origin: true, ..honest() },
    ];
    let add = async |made: Value| place.ask(Method::POST, &format!("{OWN}/passkeys"), Some(&cookie), Some(made)).await.problem();
    for lie in lies {
        let asked = ask(&place, &cookie, &format!("{OWN}/new-passkey")).await;
        assert_eq!(add(key.make(&asked, "blue", &lie)).await, "passkey-refused", "{lie:?}");
    }
    let asked = ask(&place, &cookie, &format!("{OWN}/new-passkey")).await;
    assert_eq!(add(key.make(&asked, "", &honest())).await, "malformed", "without a name");
    let made = key.make(&asked, "blue", &honest());
    assert_eq!(add(made.clone()).await, "");
    assert_eq!(add(made).await, "passkey-refused", "the challenge was used");
    let own = place.ask(Method::GET, OWN, Some(&cookie), None).await.json();
    assert_eq!((own["passkeys"].as_array().unwrap().len(), &own["passkeys"][0]["name"]), (1, &json!("blue")));
}

#[actix_web::test]
async fn a_challenge_is_answered_once_by_whom_it_was_made_for_and_soon() {
    let (place, mut key) = (Place::open().await, Authenticator::es256(7));
    let cookie = with_passkey(&place, "anna", &key).await;
    place.person("bert", &[Role::Handler]).await;
    let (one, other, of_bert) = (place.half("anna").await, place.half("anna").await, place.half("bert").await);
    let shows =
        async |half: &str, answer: &Value| place.ask(Method::POST, SECOND, Some(half), Some(json!({ "passkey": answer }))).await.problem();
    assert_eq!(place.ask(Method::POST, &format!("{SESSION}/challenge"), Some(&of_bert), None).await.problem(), "not-found", "has none");
    let asked = ask(&place, &one, &format!("{SESSION}/challenge")).await;
    let answer = key.answer(&asked, &Told::default());
    for foreign in [&other, &of_bert] {
        assert_eq!(shows(foreign, &answer).await, "passkey-refused", "another half session's");
    }
    let proof = json!({ "passkey": answer });
    assert_eq!(place.ask(Method::POST, &format!("{OWN}/proof"), Some(&cookie), Some(proof)).await.problem(), "passkey-refused");
    let spoilt = key.answer(&asked, &Told { spoilt: true, ..Told::default() });
    assert_eq!(shows(&one, &spoilt).await, "passkey-refused");
    assert_eq!(shows(&one, &answer).await, "passkey-refused", "a challenge that was answered wrongly is gone too");

    let asked = ask(&place, &one, &format!("{SESSION}/challenge")).await;
    let newer = ask(&place, &one, &format!("{SESSION}/challenge")).await;
    assert_eq!(shows(&one, &key.answer(&asked, &Told::default())).await, "passkey-refused", "the newest counts");
    let half = place.half("anna").await;
    let late = ask(&place, &half, &format!("{SESSION}/challenge")).await;
    place.clock.advance(CHALLENGE_SECONDS + 61);
    let half = place.half("anna").await;
    for old in [newer, late] {
        assert_eq!(shows(&half, &key.answer(&old, &Told::default())).await, "passkey-refused", "too late");
    }
    let asked = ask(&place, &half, &format!("{SESSION}/challenge")).await;
    let answer = key.answer(&asked, &Told::default());
    assert_eq!(shows(&half, &answer).await, "");
    let again = place.half("anna").await;
    assert_eq!(shows(&again, &answer).await, "passkey-refused", "shown once more");
}

#[actix_web::test]
async fn a_copy_of_a_passkey_is_noticed_and_its_owner_told() {
    let (place, mut key) = (Place::open().await, Authenticator::es256(7));
    key.counts();
    let cookie = with_passkey(&place, "anna", &key).await;
    let mut copy = key.copy();
    for _ in 0..2 {
        key.counts();
        assert_eq!(second(&place, &place.half("anna").await, &mut key, &Told::default()).await, "");
    }
    copy.counts();
    assert_eq!(second(&place, &place.half("anna").await, &mut copy, &Told::default()).await, "passkey-refused");
    let told = async || place.ask(Method::GET, SESSION, Some(&cookie), None).await.json()["passkeys_copied"].clone();
    assert_eq!(told().await, 1);
    let spoilt = Told { spoilt: true, ..Told::default() };
    assert_eq!(second(&place, &place.half("anna").await, &mut copy, &spoilt).await, "passkey-refused");
    assert_eq!(told().await, 1, "only what the key itself has signed");
    assert_eq!(place.ask(Method::DELETE, &format!("{OWN}/passkeys-notice"), Some(&cookie), None).await.status, 204);
    assert_eq!(told().await, 0);
    // One that counts nothing is not taken for a copy.
    let mut other = Authenticator::ed25519(8);
    with_passkey(&place, "bert", &other).await;
    for _ in 0..2 {
        assert_eq!(second(&place, &place.half("bert").await, &mut other, &Told::default()).await, "");
    }
}

#[actix_web::test]
async fn a_second_passkey_is_added_the_first_and_the_codes_taken_away_and_the_last_one_stays() {
    let place = Place::open().await;
    let [mut one, mut two] = keys();
    let cookie = with_passkey(&place, "anna", &one).await;
    let ask_own = async |method, path: &str, body| place.ask(method, &format!("{OWN}/{path}"), Some(&cookie), body).await;
    let asked = ask(&place, &cookie, &format!("{OWN}/new-passkey")).await;
    assert_eq!(asked["known"], json!([one.credential()]), "the same one makes no second");
    let there = place.cookie("anna").await;
    assert_eq!(ask_own(Method::POST, "passkeys", Some(two.make(&asked, "green", &Told::default()))).await.status, 204);
    assert_eq!(place.ask(Method::GET, SESSION, Some(&there), None).await.status, 401, "all other sessions ended");
    let own = place.ask(Method::GET, OWN, Some(&cookie), None).await.json();
    let id = |name: &str| {
        let held = own["passkeys"].as_array().unwrap().iter().find(|held| held["name"] == name).unwrap();
        held["id"].as_str().unwrap().to_owned()
    };
    let mut keys: Vec<_> = own["passkeys"][0].as_object().unwrap().keys().cloned().collect();
    keys.sort();
    assert_eq!(keys.join(" "), "id name", "nothing of when or where");
    assert_eq!(ask_own(Method::DELETE, &format!("passkeys/{}", id("blue")), None).await.status, 204);
    assert_eq!(ask_own(Method::DELETE, &format!("passkeys/{}", id("blue")), None).await.problem(), "not-found");
    assert_eq!(ask_own(Method::DELETE, "seed", None).await.status, 204);
    let last = ask_own(Method::DELETE, &format!("passkeys/{}", id("green")), None).await;
    assert_eq!((last.status, last.problem().as_str()), (409, "last-factor"));
    let half = place.half("anna").await;
    let code = json!({ "code": place.code("anna") });
    assert_eq!(place.ask(Method::POST, SECOND, Some(&half), Some(code)).await.problem(), "code-refused", "codes are out");
    assert_eq!(second(&place, &half, &mut one, &Told::default()).await, "passkey-refused", "so is the first");
    assert_eq!(second(&place, &half, &mut two, &Told::default()).await, "");
    let recovery = json!({ "recovery_code": *recovery_code(1).shown() });
    let half = place.half("anna").await;
    assert_eq!(place.ask(Method::POST, SECOND, Some(&half), Some(recovery)).await.problem(), "", "recovery codes go on working");
}

#[actix_web::test]
async fn whoever_has_no_passphrase_learns_nothing_of_passkeys() {
    let (place, key) = (Place::open().await, Authenticator::es256(7));
    with_passkey(&place, "anna", &key).await;
    place.person("bert", &[Role::Handler]).await;
    let wrong = async |name| place.ask(Method::POST, SESSION, None, Some(crate::place::sign_in(name, [8; 32]))).await;
    let (with, without, nobody) = (wrong("anna").await, wrong("bert").await, wrong("nobody").await);
    assert_eq!((with.status, &with.body, &with.headers), (401, &without.body, &without.headers));
    assert_eq!((&with.body, &with.headers), (&nobody.body, &nobody.headers));
    for path in ["challenge", "new-passkey"] {
        assert_eq!(place.ask(Method::POST, &format!("{SESSION}/{path}"), None, None).await.problem(), "signed-out");
    }
    let half = place.half("anna").await;
    assert_eq!(place.ask(Method::POST, &format!("{SESSION}/new-passkey"), Some(&half), None).await.problem(), "not-allowed");
    assert_eq!(
        place.ask(Method::GET, "/api/v1/casework/place", None, None).await.json(),
        json!({ "trial": true, "passkeys": "cases.example.org" })
    );
}
