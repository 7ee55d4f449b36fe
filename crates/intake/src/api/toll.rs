//! The work that filing asks, so that a flood costs its maker more than it costs us. Nobody is asked who they are.

use actix_web::web::Data;
use domain::{SubmissionId, UploadId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    gate::Public,
    lanes::LaneName,
    padding::{Padded, SMALL},
    problem::{Kind, Problem},
    shape,
};

use crate::{
    intake::Intake,
    work::{Challenge, Spending, Spent, VALID_SECONDS},
};

/// A challenge to take.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Challenge")]
pub(crate) struct Offered {
    /// Octets that enter the work, hex.
    challenge: String,
    /// Leading zero bits asked for.
    bits: u8,
    /// How long it can be used.
    valid_seconds: u64,
}

/// Work that was done.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Work {
    /// The challenge, as it was offered.
    challenge: String,
    /// The nonce that was found.
    #[schemars(with = "shape::Hex8")]
    nonce: String,
}

/// `GET /api/v1/intake/challenge`.
pub(super) async fn challenge(_: Public, intake: Data<Intake>) -> Padded<Offered> {
    let load = |name| {
        let (receiving, waiting, free) = intake.lane(name).census();
        (receiving.saturating_add(waiting), free)
    };
    let (filing, uploading) = (load(LaneName::FilingWithWork), load(LaneName::Uploading));
    let busiest = filing.0.max(uploading.0);
    let bits = intake.parts.difficulty.bits(busiest, 0, filing.1.max(uploading.1).max(busiest));
    let drawn = intake.challenges.draw(intake.seconds(), bits, &mut intake.generator());
    Padded::ok(Offered { challenge: hex::encode(drawn.octets), bits, valid_seconds: VALID_SECONDS }, SMALL)
}
