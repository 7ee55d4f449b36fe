//! The log as the staff may read it: auditors all that was done to the place, everybody what they did themselves, each entry with what
//! shows that it stands in the public log. Never a case, never who was drawn for one: nothing of that is written here.

use std::collections::BTreeMap;

use actix_web::{
    http::Method,
    web::{Data, Json, Path},
};
use domain::{
    Leaf, StaffId,
    log::{LoggedAct, Proof, prove},
    permissions::{ReadLog, SignedIn},
};
use schemars::JsonSchema;
use serde::Serialize;
use web::{
    endpoint::Endpoint,
    gate::{May, Public},
    lanes::LaneName,
    log::{self, Leaves, Rosters},
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
};

use crate::{desk::Desk, refused};

/// Entries of one answer.
const PAGE: u32 = 100;

/// What the staff did.
#[derive(Serialize, JsonSchema)]
struct Entries {
    entries: Vec<Entry>,
}

/// One act, with what shows that it stands in the log (docs/protocol.md 9).
#[derive(Serialize, JsonSchema)]
struct Entry {
    /// The tick that carries it.
    tick: u64,
    /// Its place among the tick's 256 leaves.
    place: u64,
    /// What blinds its leaf.
    #[schemars(with = "shape::Hex32")]
    blinding: Leaf,
    /// The record, as the text that was hashed.
    record: String,
    /// From its leaf up to the tick's public leaf.
    #[schemars(with = "Vec<shape::Hex32>")]
    proof: Vec<Leaf>,
}

/// The endpoints.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::GET, "/api/v1/office/log/acts/{from}", all).lane(LaneName::Staff).described(
            Operation::says("What the staff did to the place, from this number on: at most 100")
                .answers::<Entries>(200, "in the order of their numbers")
                .problems(&[Kind::NotFound]),
        ),
        Endpoint::new(Method::GET, "/api/v1/office/log/own/{from}", own).lane(LaneName::Staff).described(
            Operation::says("What the log keeps of one's own acts, from this number on: at most 100")
                .answers::<Entries>(200, "in the order of their numbers")
                .problems(&[Kind::NotFound]),
        ),
        Endpoint::new(Method::GET, "/api/v1/log/leaves/{from}", leaves).lane(LaneName::Staff).described(
            Operation::says("The log's public leaves, one a tick, from this one on: at most 1 024.")
                .answers::<Leaves>(200, "In their order."),
        ),
        Endpoint::new(Method::GET, "/api/v1/log/ticks/{tick}", tick).lane(LaneName::Staff).described(
            Operation::says("The 256 leaves of a tick, among which filings stand.")
                .answers::<Leaves>(200, "In the order of the tree; its root is the tick's public leaf.")
                .problems(&[Kind::NotFound]),
        ),
        Endpoint::new(Method::GET, "/api/v1/log/rosters", rosters).lane(LaneName::Staff).described(
            Operation::says("Where the leaves of the lists of readers stand.").answers::<Rosters>(200, "From the first version on."),
        ),
    ]
}

async fn all(_: May<ReadLog>, desk: Data<Desk>, from: Path<String>) -> Result<Json<Entries>, Problem> {
    entries(&desk, None, log::number(&from)?).await
}

async fn own(may: May<SignedIn>, desk: Data<Desk>, from: Path<String>) -> Result<Json<Entries>, Problem> {
    entries(&desk, Some(may.actor().person), log::number(&from)?).await
}

async fn entries(desk: &Desk, of: Option<StaffId>, from: u64) -> Result<Json<Entries>, Problem> {
    let acts = desk.log.acts(of, from, PAGE).await.map_err(refused::store)?;
    let mut by_tick: BTreeMap<u64, Vec<LoggedAct>> = BTreeMap::new();
    for act in acts {
        by_tick.entry(act.tick).or_default().push(act);
    }
    let mut entries = Vec::new();
    // Numbers rise with the ticks, so the order is theirs.
    for (tick, acts) in by_tick {
        let inner = desk.log.inner_leaves(tick).await.map_err(refused::store)?.ok_or_else(|| Problem::new(Kind::Internal))?;
        let proofs = prove(&inner, &acts).ok_or_else(|| Problem::new(Kind::Internal))?;
        entries.extend(acts.into_iter().zip(proofs).map(|(act, Proof { place, path })| Entry {
            tick,
            place,
            blinding: Leaf::new(act.blinding),
            record: act.record,
            proof: path,
        }));
    }
    Ok(Json(Entries { entries }))
}

async fn leaves(_: Public, desk: Data<Desk>, from: Path<String>) -> Result<Json<Leaves>, Problem> {
    log::public_leaves(&*desk.log, &from).await.map(Json)
}

async fn tick(_: Public, desk: Data<Desk>, tick: Path<String>) -> Result<Json<Leaves>, Problem> {
    log::leaves_of_tick(&*desk.log, log::number(&tick)?).await.map(Json)
}

async fn rosters(_: Public, desk: Data<Desk>) -> Result<Json<Rosters>, Problem> {
    log::rosters(&*desk.log).await.map(Json)
}
