//! The log as the staff may read it: auditors all that was done to the place, everybody what they did themselves, each entry with what
//! shows that it stands in the public log. Never a case, never who was drawn for one: nothing of that is written here.

use std::collections::BTreeMap;

use actix_web::{
    http::Method,
    web::{Data, Json, Path},
};
use domain::{
    Leaf, RosterHash, StaffId,
    log::{LoggedAct, LoggedRoster, Proof, prove},
    permissions::{ReadLog, SignedIn},
};
use schemars::JsonSchema;
use serde::Serialize;
use web::{
    endpoint::Endpoint,
    gate::{May, Public},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
};

use crate::{desk::Desk, refused};

/// Entries of one answer.
const PAGE: u32 = 100;
/// Public leaves of one answer.
const LEAVES: u32 = 1024;

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

/// Leaves, hex.
#[derive(Serialize, JsonSchema)]
struct Leaves {
    #[schemars(with = "Vec<shape::Hex32>")]
    leaves: Vec<Leaf>,
}

/// The lists of readers there have been, and where their leaves stand.
#[derive(Serialize, JsonSchema)]
struct Rosters {
    rosters: Vec<Placed>,
}

/// One of them.
#[derive(Serialize, JsonSchema)]
struct Placed {
    /// SHA-256 of the note.
    #[schemars(with = "shape::Hex32")]
    roster: RosterHash,
    /// The tick whose tree has, or will have, its leaf.
    tick: u64,
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
    entries(&desk, None, number(&from)?).await
}

async fn own(may: May<SignedIn>, desk: Data<Desk>, from: Path<String>) -> Result<Json<Entries>, Problem> {
    entries(&desk, Some(may.actor().person), number(&from)?).await
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
    let leaves = desk.log.public_leaves(number(&from)?, LEAVES).await.map_err(refused::store)?;
    Ok(Json(Leaves { leaves: leaves.into_iter().map(Leaf::new).collect() }))
}

async fn tick(_: Public, desk: Data<Desk>, tick: Path<String>) -> Result<Json<Leaves>, Problem> {
    let leaves = desk.log.inner_leaves(number(&tick)?).await.map_err(refused::store)?.ok_or_else(|| Problem::new(Kind::NotFound))?;
    Ok(Json(Leaves { leaves }))
}

async fn rosters(_: Public, desk: Data<Desk>) -> Result<Json<Rosters>, Problem> {
    let logged = desk.log.logged_rosters().await.map_err(refused::store)?;
    Ok(Json(Rosters { rosters: logged.into_iter().map(|LoggedRoster { hash, tick }| Placed { roster: hash, tick }).collect() }))
}

/// A number that the store can count to.
fn number(text: &str) -> Result<u64, Problem> {
    text.parse::<u32>().map(u64::from).map_err(|_| Problem::new(Kind::NotFound))
}
