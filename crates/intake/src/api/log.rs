//! The log for everybody: its newest checkpoint, one leaf a tick, and the 256 leaves of a tick. Their number tells how many ticks there
//! were and nothing else; no leaf tells what it stands for. There is no asking for one leaf: that would tell who filed it.

use actix_web::{
    HttpResponse,
    http::Method,
    web::{Data, Path},
};
use domain::{Leaf, StoreError};
use schemars::JsonSchema;
use serde::Serialize;
use web::{
    endpoint::Endpoint,
    gate::Public,
    lanes::LaneName,
    openapi::Operation,
    padding::{Padded, SMALL},
    problem::{Kind, Problem},
    shape,
};

use crate::intake::Intake;

/// Public leaves of one answer.
const PAGE: u32 = 1024;

/// Leaves, hex.
#[derive(Serialize, JsonSchema)]
struct Leaves {
    #[schemars(with = "Vec<shape::Hex32>")]
    leaves: Vec<Leaf>,
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
    ]
}

async fn checkpoint(_: Public, intake: Data<Intake>) -> Result<HttpResponse, Problem> {
    let newest = intake.parts.store.checkpoint().await.map_err(refused)?;
    newest.map(|text| HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text)).ok_or_else(nothing)
}

async fn leaves(_: Public, intake: Data<Intake>, from: Path<String>) -> Result<Padded<Leaves>, Problem> {
    let leaves = intake.parts.store.public_leaves(number(&from)?, PAGE).await.map_err(refused)?;
    Ok(Padded::ok(Leaves { leaves: leaves.into_iter().map(Leaf::new).collect() }, SMALL))
}

async fn tick(_: Public, intake: Data<Intake>, tick: Path<String>) -> Result<Padded<Leaves>, Problem> {
    let leaves = intake.parts.store.inner_leaves(number(&tick)?).await.map_err(refused)?.ok_or_else(nothing)?;
    Ok(Padded::ok(Leaves { leaves }, SMALL))
}

/// A number that the store can count to.
fn number(text: &str) -> Result<u64, Problem> {
    text.parse::<u32>().map(u64::from).map_err(|_| nothing())
}

fn nothing() -> Problem {
    Problem::new(Kind::NotFound)
}

fn refused(error: StoreError) -> Problem {
    Problem::from_store(&error)
}
