//! What everybody may look at: the installation, whether the door is open, who reads, what is asked.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use domain::{QuestionnaireHash, RosterHash};
use schemars::JsonSchema;
use serde::Serialize;
use web::{
    gate::Public,
    padding::{Padded, SMALL},
    problem::{Kind, Problem},
    shape,
};

use crate::intake::Intake;

/// Whether and how reports are taken.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Door")]
pub(crate) struct Door {
    /// Whether reports are taken.
    open: bool,
    /// When the next ones leave, Unix seconds.
    next_tick: i64,
    /// Seconds between two such moments.
    tick_seconds: u32,
    /// Days within which a report must be confirmed, counted from the day it leaves.
    confirm_days: i32,
    /// Longest text in octets of UTF-8.
    max_text: u32,
    /// Largest attachment in octets.
    max_attachment: u64,
    /// Attachments of one report or message.
    max_attachments: u32,
}

/// A roster note.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Roster")]
pub(crate) struct Roster {
    roster: String,
}

/// The questions.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Questionnaire")]
pub(crate) struct Questions {
    #[schemars(with = "shape::Hex32")]
    hash: QuestionnaireHash,
    questionnaire: String,
}

pub(super) async fn channel(_: Public, intake: Data<Intake>) -> Result<HttpResponse, Problem> {
    let octets = intake.parts.channel.to_bytes().map_err(|_| Problem::new(Kind::Internal))?;
    Ok(HttpResponse::Ok().content_type("application/json").body(octets))
}

pub(super) async fn door(_: Public, intake: Data<Intake>) -> Result<Padded<Door>, Problem> {
    let roster = intake.parts.store.roster().await.map_err(|error| Problem::from_store(&error))?;
    let (leaves_at, limits) = (intake.leaves_at(), intake.parts.limits);
    let left = leaves_at.day(intake.parts.schedule.zone());
    let door = Door {
        open: roster.is_some(),
        next_tick: leaves_at.seconds(),
        tick_seconds: intake.parts.schedule.every(),
        confirm_days: intake.confirm_by(leaves_at).number() - left.number(),
        max_text: limits.max_text,
        max_attachment: limits.max_attachment,
        max_attachments: limits.max_attachments,
    };
    Ok(Padded::ok(door, SMALL))
}

pub(super) async fn roster(_: Public, intake: Data<Intake>) -> Result<Padded<Roster>, Problem> {
    intake.roster().await.map(|stored| Padded::ok(Roster { roster: stored.note }, SMALL))
}

pub(super) async fn old_roster(_: Public, intake: Data<Intake>, hash: Path<String>) -> Result<Padded<Roster>, Problem> {
    let nothing = || Problem::new(Kind::NotFound);
    let hash: RosterHash = hash.parse().map_err(|_| nothing())?;
    let stored = intake.parts.store.roster_by_hash(hash).await.map_err(|error| Problem::from_store(&error))?;
    stored.map(|stored| Padded::ok(Roster { roster: stored.note }, SMALL)).ok_or_else(nothing)
}

pub(super) async fn questionnaire(_: Public, intake: Data<Intake>) -> Padded<Questions> {
    let questions = &intake.parts.questionnaire;
    Padded::ok(Questions { hash: questions.hash(), questionnaire: questions.json().to_owned() }, SMALL)
}
