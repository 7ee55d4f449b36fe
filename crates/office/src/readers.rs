//! The list of readers: the one in force, what the next one must say, and putting a signed one in force.

use actix_web::{
    http::Method,
    web::{Data, Json},
};
use domain::{
    Day, StoreError,
    documents::StoredRoster,
    permissions::{ListPeople, SignRoster},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::{May, Recent},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
    wire::SealedBytes,
};

use crate::{
    desk::{Desk, Draft, Judged, Refusal},
    refused,
};

const PATH: &str = "/api/v1/office/roster";

/// The list in force, and the frame of the next one.
#[derive(Serialize, JsonSchema)]
struct Readers {
    /// The note in force, one string; null before the first.
    roster: Option<String>,
    /// The organisation's day.
    #[schemars(with = "shape::DayNumber")]
    today: Day,
    next: Next,
    /// The organisation's key lies on this machine, under its passphrase.
    key_here: bool,
}

/// What the next list must say, beside the people.
#[derive(Serialize, JsonSchema)]
struct Next {
    version: u32,
    #[schemars(with = "shape::DayNumber")]
    valid_from: Day,
    #[schemars(with = "shape::DayNumber")]
    valid_until: Day,
    stanza_count: usize,
    jurisdiction: String,
}

/// A list that was signed with the organisation's key.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Signed {
    /// The note, one string.
    roster: String,
}

impl Asks for Signed {
    const LIMIT: usize = 2 << 20;
}

/// The list that is in force now.
#[derive(Serialize, JsonSchema)]
struct InForce {
    version: u32,
    #[schemars(with = "shape::DayNumber")]
    valid_until: Day,
}

/// The organisation's key under its passphrase.
#[derive(Serialize, JsonSchema)]
struct SealedKey {
    /// An age file under a passphrase of six words, which the server does not know.
    key: SealedBytes,
}

/// The endpoints.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::GET, PATH, read)
            .lane(LaneName::Staff)
            .described(Operation::says("The list of readers in force, and what the next one must say").answers::<Readers>(200, "the list")),
        Endpoint::new(Method::POST, PATH, put).lane(LaneName::Staff).described(
            Operation::says("Put a signed list in force").asks::<Signed>().answers::<InForce>(200, "it is in force").problems(&[
                Kind::Malformed,
                Kind::ListRefused,
                Kind::AskAgain,
            ]),
        ),
        Endpoint::new(Method::GET, "/api/v1/office/organisation-key", key).lane(LaneName::Staff).described(
            Operation::says("The organisation's key under its passphrase, while it is not offline")
                .answers::<SealedKey>(200, "the age file")
                .problems(&[Kind::NotFound, Kind::AskAgain]),
        ),
    ]
}

async fn read(_: May<ListPeople>, desk: Data<Desk>) -> Result<Json<Readers>, Problem> {
    let in_force = desk.documents.roster().await.map_err(refused::store)?;
    let today = desk.today();
    let Draft { version, from, until, stanza_count, jurisdiction } = desk.notary.draft(in_force.as_ref(), today);
    let next = Next { version, valid_from: from, valid_until: until, stanza_count, jurisdiction };
    Ok(Json(Readers { roster: in_force.map(|stored| stored.note), today, next, key_here: desk.notary.sealed_key().is_some() }))
}

async fn put(may: Recent<May<SignRoster>>, desk: Data<Desk>, asked: Asked<Signed>) -> Result<Json<InForce>, Problem> {
    let in_force = desk.documents.roster().await.map_err(refused::store)?;
    let people = desk.staff.accounts().await.map_err(refused::store)?;
    let Judged { list, people } = desk.notary.judge(asked.0.roster, in_force.as_ref(), &people, desk.today()).map_err(refused::list)?;
    let StoredRoster { version, valid_until, .. } = list;
    desk.documents.put_roster(list, people, desk.by(may.actor())).await.map_err(|error| match error {
        StoreError::Conflict => refused::list(Refusal::Version), // somebody else was first
        StoreError::Misfit => refused::list(Refusal::Person),    // somebody was taken out meanwhile, or enrolled anew
        other => refused::store(other),
    })?;
    Ok(Json(InForce { version, valid_until }))
}

async fn key(_: Recent<May<SignRoster>>, desk: Data<Desk>) -> Result<Json<SealedKey>, Problem> {
    desk.notary.sealed_key().map(|key| Json(SealedKey { key: SealedBytes(key) })).ok_or_else(|| Problem::new(Kind::NotFound))
}
