//! The log at the staff's door: auditors read what was done to the place, everybody their own, and each entry shows that it stands there.

use actix_web::http::Method;
use domain::Role;
use ledger::{
    Hash,
    entry::{Record, UnverifiedEntry, without_gap},
};
use serde_json::json;

use crate::place::Place;

fn entries(told: &serde_json::Value) -> Vec<UnverifiedEntry> {
    serde_json::from_value(told["entries"].clone()).unwrap()
}

fn records(told: &serde_json::Value) -> Vec<Record> {
    entries(told).iter().map(|entry| serde_json::from_str(&entry.record).unwrap()).collect()
}

async fn get(place: &Place, path: &str, cookie: Option<&str>) -> serde_json::Value {
    let answer = place.ask(Method::GET, path, cookie, None).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.problem());
    answer.json()
}

#[actix_web::test]
async fn an_auditor_reads_every_act_and_each_stands_in_the_public_log() {
    let place = Place::open().await;
    place.person("olga", &[Role::Administrator]).await;
    let auditor = place.person("arno", &[Role::Auditor]).await;
    let (olga, arno) = (place.cookie("olga").await, place.cookie("arno").await);
    let invitation = json!({ "name": "Front desk", "roles": ["handler"], "groups": [] });
    assert_eq!(place.ask(Method::POST, "/api/v1/office/invitations", Some(&olga), Some(invitation)).await.status, 200);
    assert_eq!(get(&place, "/api/v1/office/log/acts/0", Some(&arno)).await, json!({ "entries": [] }), "nothing before the tick");
    place.tick().await;
    let told = get(&place, "/api/v1/office/log/acts/0", Some(&arno)).await;
    let all = records(&told);
    assert_eq!(without_gap(&all), Ok(7), "two by the machine, two enrolments, two sign-ins, one invitation");
    let invited: Vec<_> = all.iter().filter(|record| record.kind == "invited" && record.by.is_some()).collect();
    assert_eq!((invited.len(), invited[0].name.as_str(), &invited[0].roles[..]), (1, "Front desk", &["handler".to_owned()][..]));

    let leaves: Vec<Hash> = serde_json::from_value(get(&place, "/api/v1/log/leaves/0", None).await["leaves"].clone()).unwrap();
    assert!(entries(&told).iter().all(|entry| entry.stands_in(&leaves[0]).is_ok()));
    assert_eq!(records(&get(&place, "/api/v1/office/log/acts/6", Some(&arno)).await), all[6..]);
    let own = records(&get(&place, "/api/v1/office/log/own/0", Some(&arno)).await);
    let auditor = auditor.to_string();
    assert!(own.len() == 2 && own.iter().all(|record| record.by.is_some_and(|by| by.to_string() == auditor)));

    for path in ["/api/v1/office/log/acts/0", "/api/v1/office/log/own/0"] {
        assert_eq!(place.ask(Method::GET, path, None, None).await.problem(), "signed-out", "{path}");
    }
    assert_eq!(place.ask(Method::GET, "/api/v1/office/log/acts/0", Some(&olga), None).await.problem(), "not-allowed");
}

#[actix_web::test]
async fn nothing_of_a_case_is_told_to_auditors_whatever_is_done_to_it() {
    let place = Place::open().await;
    let (anna, bert) = (place.person("anna", &[Role::Handler]).await, place.person("bert", &[Role::Handler]).await);
    place.person("arno", &[Role::Auditor]).await;
    let (cookie, arno) = (place.cookie("anna").await, place.cookie("arno").await);
    place.has_a_list().await;
    place.tick().await;
    let before = get(&place, "/api/v1/office/log/acts/0", Some(&arno)).await;
    let case = place.case(&[anna, bert], None).await;
    let of_case = format!("/api/v1/casework/cases/{case}");
    get(&place, &of_case, Some(&cookie)).await;
    assert_eq!(place.ask(Method::POST, &format!("{of_case}/recusal"), Some(&cookie), None).await.status, 204);
    place.tick().await;
    assert_eq!(get(&place, "/api/v1/office/log/acts/0", Some(&arno)).await, before);
}
