//! Stories of bodies that are wrong: none is stored, each is answered, none is repeated in the answer.

use actix_web::test::TestRequest;
use serde_json::{Value, json};

use super::{
    House,
    filing::{keys, report, sealed},
};
use crate::sizes;

const REPORTS: &str = "/api/v1/intake/reports";
/// Every address that takes JSON.
const TAKES_JSON: [&str; 5] =
    [REPORTS, "/api/v1/intake/uploads", "/api/v1/intake/mailbox", "/api/v1/intake/mailbox/items", "/api/v1/intake/mailbox/attachments"];
/// Every plain page that takes a form.
const TAKES_FORMS: [&str; 5] = ["/plain/words", "/plain/report", "/plain/mailbox", "/plain/reply", "/plain/attachment"];

#[actix_web::test]
async fn json_that_is_wrong_is_refused_everywhere_and_not_repeated() {
    let house = House::open().await;
    let marker = "k7w2qhx9";
    let bomb = [&b"[".repeat(200)[..], &b"]".repeat(200)].concat();
    for path in TAKES_JSON {
        let bodies: [(&str, Vec<u8>); 8] = [
            ("malformed", format!("{{\"{marker}\":1}}").into_bytes()),
            ("malformed", b"{\"token\":\"a\",\"token\":\"b\"}".to_vec()),
            ("malformed", bomb.clone()),
            ("malformed", b"{\"token\":".to_vec()),
            ("malformed", b"".to_vec()),
            ("malformed", b"[]".to_vec()),
            ("not-utf8", b"{\"token\":\"\xff\"}".to_vec()),
            ("malformed", format!("{{\"token\":\"{marker}\",\"page\":0,\"page\":0}}").into_bytes()),
        ];
        for (slug, body) in bodies {
            let answer = house.post_raw(path, body.clone()).await;
            assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, slug), "{path}: {}", String::from_utf8_lossy(&body));
            assert_eq!(answer.body.len(), 1024);
            assert!(!answer.text().contains(marker));
        }
        let other = house.send(TestRequest::post().uri(path).insert_header(("content-type", "text/plain")).set_payload("{}")).await;
        assert_eq!(other.problem(), "wrong-content");
        assert_eq!(house.send(TestRequest::delete().uri(path)).await.problem(), "wrong-method");
    }
}

#[actix_web::test]
async fn a_report_whose_parts_do_not_fit_is_refused() {
    let house = House::open().await;
    let good = report(&house, &keys(1), "x").await;
    let id = |n: usize| json!(house.people[n].id);
    let keyring = |stanzas| json!(sealed(usize::try_from(sizes::sealed(stanzas, 4096)).unwrap()));
    let spoiled: Vec<(&str, &str, Value)> = vec![
        ("nobody reads it", "members", json!([])),
        ("somebody twice", "members", json!([id(0), id(0)])),
        ("a keyring for more than any list allows", "keyring", keyring(65)),
        ("a keyring for nobody", "keyring", json!("")),
        ("an item of no padded size", "item", json!(sealed(usize::try_from(sizes::sealed(2, 4097)).unwrap()))),
        ("an item for three", "item", json!(sealed(usize::try_from(sizes::sealed(3, 4096)).unwrap()))),
        ("a state of another size", "state", json!(sealed(usize::try_from(sizes::sealed(1, 4096)).unwrap()))),
        ("an id in capitals", "case", json!("AB".repeat(16))),
        ("an id that is too short", "submission", json!("ab")),
        ("a hash that is none", "token_hash", json!("zz".repeat(32))),
        ("padding in base64", "state", json!("AAAA====")),
        ("uploads of no possible size", "uploads", json!([{ "upload": "ab".repeat(16), "sha256": "ab".repeat(32), "bytes": 5 }])),
    ];
    for (name, part, value) in spoiled {
        let mut body = good.clone();
        body[part] = value;
        let answer = house.post(REPORTS, &body).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, "malformed"), "{name}");
    }
    // Well formed, but not by the list in force: it may have been renewed since the person began to write.
    let reads = good["members"].as_array().unwrap();
    let handler = (0..4).map(id).find(|id| !reads.contains(id)).unwrap();
    let moved: Vec<(&str, &str, Value)> = vec![
        ("another list", "roster", json!("ab".repeat(32))),
        ("a stranger", "members", json!(["ab".repeat(16)])),
        ("an identity keeper", "members", json!([id(8)])),
        ("who steps in is a handler", "sleeper", handler),
        ("a keyring with too few stanzas", "keyring", keyring(7)),
        ("a keyring with too many stanzas", "keyring", keyring(9)),
    ];
    for (name, part, value) in moved {
        let mut body = good.clone();
        body[part] = value;
        let answer = house.post(REPORTS, &body).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (409, "roster-moved"), "{name}");
    }
    assert_eq!(house.post(REPORTS, &good).await.status.as_u16(), 200, "the same report by the list in force is taken");
    let mut both = good.clone();
    both["members"] = json!([id(5)]);
    both["sleeper"] = id(5);
    assert_eq!(house.post(REPORTS, &both).await.problem(), "malformed", "the same person as member and as sleeper");
    assert_eq!(house.post(REPORTS, &good).await.status, 200, "the good one is still taken");
}

#[actix_web::test]
async fn forms_that_are_wrong_are_refused_with_a_page_and_not_repeated() {
    let house = House::open().await;
    for path in TAKES_FORMS {
        for (status, body) in [(400, &b"words=k7w2qhx9%ff"[..]), (400, b"words=k7w2qhx9%4"), (400, &b"a&".repeat(1_000))] {
            let answer = house.form_raw(path, body.to_vec()).await;
            assert_eq!(answer.status, status, "{path}");
            assert_eq!(answer.headers.get("content-type").unwrap(), "text/html; charset=utf-8");
            assert!(answer.text().starts_with("<!DOCTYPE html>") && !answer.text().contains("k7w2qhx9"));
            assert_eq!(answer.body.len() % 65_536, 0);
        }
        let cut = TestRequest::post().uri(path).insert_header(("content-type", "application/x-www-form-urlencoded"));
        let cut = house.send(cut.set_payload("words=half").insert_header(("content-length", "100"))).await;
        assert!(cut.status == 400 && cut.text().contains("The connection broke off"), "{path}");
        let huge = TestRequest::post().uri(path).insert_header(("content-type", "application/x-www-form-urlencoded"));
        let huge = house.send(huge.set_payload("words=x").insert_header(("content-length", (2u64 << 30).to_string()))).await;
        assert_eq!(huge.status, 413, "{path}");
        let other = house.send(TestRequest::post().uri(path).insert_header(("content-type", "text/plain")).set_payload("x")).await;
        assert_eq!(other.status, 415, "{path}");
        assert_eq!(house.send(TestRequest::delete().uri(path)).await.status, 405);
    }
}

#[actix_web::test]
async fn every_form_without_words_leads_back_and_stores_nothing() {
    let house = House::open().await;
    for path in ["/plain/report", "/plain/mailbox", "/plain/reply", "/plain/attachment"] {
        let answer = house.form(path, &[("q-what", "x"), ("text", "x")]).await;
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains("class=\"faults\"") && answer.text().contains("name=\"words\""), "{path}");
    }
    house.tick().await;
    assert!(super::reader::all_cases(&house).await.is_empty());
}
