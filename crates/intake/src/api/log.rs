//! The log for everybody: its newest checkpoint, one leaf a tick, and the 256 leaves of a tick. Their number tells how many ticks there
//! were and nothing else; no leaf tells what it stands for. There is no asking for one leaf: that would tell who filed it.

use actix_web::{
    HttpResponse,
    http::Method,
    web::{Data, Path},
};
use domain::StoreError;
use schemars::JsonSchema;
use serde::Serialize;
use web::{
    endpoint::Endpoint,
    gate::Public,
    lanes::LaneName,
    log::{self, Leaves, Rosters},
    openapi::Operation,
    padding::{Padded, SMALL},
    problem::{Kind, Problem},
    shape,
};

use crate::{intake::Intake, receipt::Signed};

/// The log key's words for the leaves of a tick, hex, in the order of the tree.
#[derive(Serialize, JsonSchema)]
struct Receipts {
    #[schemars(with = "Vec<shape::Hex64>")]
    signatures: Vec<Signed>,
}

/// The endpoints of the log.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::GET, "/api/v1/log/checkpoint", checkpoint).described(
            Operation::says("The newest checkpoint of the log.").answers_text("A signed checkpoint (C2SP).").problems(&[Kind::NotFound]),
        ),
        Endpoint::new(Method::GET, "/api/v1/log/leaves/{from}", leaves).lane(LaneName::Reading).described(
            Operation::says("The log's public leaves, one a tick, from this one on: at most 1 024.")
                .answers::<Leaves>(200, "In their order."),
        ),
        Endpoint::new(Method::GET, "/api/v1/log/ticks/{tick}", tick).lane(LaneName::Reading).described(
            Operation::says("The 256 leaves of a tick, among which filings stand.")
                .answers::<Leaves>(200, "In the order of the tree; its root is the tick's public leaf.")
                .problems(&[Kind::NotFound]),
        ),
        Endpoint::new(Method::GET, "/api/v1/log/ticks/{tick}/receipts", receipts).lane(LaneName::Reading).described(
            Operation::says("The log key's signatures for all 256 leaves of a tick, so that nobody has to ask for one.")
                .answers::<Receipts>(200, "In the order of the leaves.")
                .problems(&[Kind::NotFound]),
        ),
        Endpoint::new(Method::GET, "/api/v1/log/rosters", rosters).lane(LaneName::Reading).described(
            Operation::says("Where the leaves of the lists of readers stand.").answers::<Rosters>(200, "From the first version on."),
        ),
    ]
}

async fn checkpoint(_: Public, intake: Data<Intake>) -> Result<HttpResponse, Problem> {
    let newest = intake.parts.store.checkpoint().await.map_err(refused)?;
    newest.map(|text| HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text)).ok_or_else(nothing)
}

async fn leaves(_: Public, intake: Data<Intake>, from: Path<String>) -> Result<Padded<Leaves>, Problem> {
    Ok(Padded::ok(log::public_leaves(&*intake.parts.store, &from).await?, SMALL))
}

async fn tick(_: Public, intake: Data<Intake>, tick: Path<String>) -> Result<Padded<Leaves>, Problem> {
    Ok(Padded::ok(log::leaves_of_tick(&*intake.parts.store, log::number(&tick)?).await?, SMALL))
}

async fn receipts(_: Public, intake: Data<Intake>, tick: Path<String>) -> Result<Padded<Receipts>, Problem> {
    let tick = log::number(&tick)?;
    let leaves = intake.parts.store.inner_leaves(tick).await.map_err(refused)?.ok_or_else(nothing)?;
    let signatures = leaves.into_iter().map(|leaf| Signed(intake.parts.receipts.sign(leaf, tick))).collect();
    Ok(Padded::ok(Receipts { signatures }, SMALL))
}

async fn rosters(_: Public, intake: Data<Intake>) -> Result<Padded<Rosters>, Problem> {
    Ok(Padded::ok(log::rosters(&*intake.parts.store).await?, SMALL))
}

fn nothing() -> Problem {
    Problem::new(Kind::NotFound)
}

fn refused(error: StoreError) -> Problem {
    Problem::from_store(&error)
}
