//! The work that filing asks, so that a flood costs its maker more than it costs us. Nobody is asked who they are.

use actix_web::web::Data;
use domain::{SubmissionId, UploadId};
use schemars::JsonSchema;
use sealing::work::{Nonce, Puzzle};
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

/// A challenge may ask for so many bits less than one drawn now. With more, whoever hoarded them while nothing was going on would file
/// cheaper than those who come in a crowd.
const EASIER: u32 = 2;

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
    let bits = asked_now(&intake);
    let drawn = intake.challenges.draw(intake.seconds(), bits, &mut intake.generator());
    Padded::ok(Offered { challenge: hex::encode(drawn.octets), bits, valid_seconds: VALID_SECONDS }, SMALL)
}

fn asked_now(intake: &Intake) -> u8 {
    let crowd = |name| {
        let (receiving, waiting, _) = intake.lane(name).census();
        receiving.saturating_add(waiting)
    };
    intake.parts.difficulty.bits(crowd(LaneName::FilingWithWork).max(crowd(LaneName::Uploading)))
}

impl Work {
    /// Checks the work against a submission and what it declared, and gives the challenge to spend.
    fn check(&self, intake: &Intake, submission: SubmissionId, declared: u64) -> Option<Challenge> {
        let octets = hex::decode(&self.challenge).ok()?;
        let challenge = intake.challenges.recognise(&octets, intake.seconds()).ok()?;
        if challenge.bits.saturating_add(EASIER) < u32::from(asked_now(intake)) {
            return None;
        }
        let nonce: Nonce = self.nonce.parse().ok()?;
        let submission = sealing::SubmissionId::from_bytes(*submission.as_bytes());
        let puzzle = Puzzle::new(&challenge.octets, submission, declared, challenge.bits).ok()?;
        puzzle.solved_by(nonce).then_some(challenge)
    }
}

/// Takes the toll for a filing or post. With uploads it was paid when they were opened: the store looks for them before anything else.
///
/// # Errors
/// [`Kind::WorkRefused`].
pub(super) fn take(intake: &Intake, work: Option<&Work>, submission: SubmissionId, uploads: usize) -> Result<(), Problem> {
    let refused = || Problem::new(Kind::WorkRefused);
    let Some(work) = work else { return if uploads > 0 { Ok(()) } else { Err(refused()) } };
    let challenge = work.check(intake, submission, 0).ok_or_else(refused)?;
    spend(&intake.spent, &challenge, submission, intake.seconds()).map(|_| ())
}

/// Takes the toll for an upload. `Some`: the same request came before and opened this one.
///
/// # Errors
/// [`Kind::WorkRefused`].
pub(super) fn take_for_upload(
    intake: &Intake,
    work: &Work,
    submission: SubmissionId,
    bytes: u64,
) -> Result<(Challenge, Option<UploadId>), Problem> {
    let challenge = work.check(intake, submission, bytes).ok_or_else(|| Problem::new(Kind::WorkRefused))?;
    let before = spend(&intake.spent_on_uploads, &challenge, submission, intake.seconds())?;
    Ok((challenge, before))
}

fn spend<T: Copy>(spent: &Spent<T>, challenge: &Challenge, submission: SubmissionId, now: u64) -> Result<Option<T>, Problem> {
    match spent.spend(challenge, *submission.as_bytes(), now) {
        Spending::First => Ok(None),
        Spending::Again(bought) => Ok(bought),
        Spending::Elsewhere => Err(Problem::new(Kind::WorkRefused)),
    }
}
