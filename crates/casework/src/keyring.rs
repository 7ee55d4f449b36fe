//! Rotation of a case's keyring, by compare and swap on its version.

use actix_web::{
    http::Method,
    web::{Data, Json},
};
use domain::{StaffId, cases::Rotation, limits::MAX_SEALED, permissions::WriteCase};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::{IfRecent, Member},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
    wire::SealedBytes,
};

use crate::{desk::Desk, refused};

/// Most members of a case.
const MOST: usize = 64;

/// A new keyring and whoever it is for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rotate {
    /// The version it replaces.
    previous_version: u32,
    /// How many the writer knew to have left the case since that version.
    #[serde(default)]
    left_since: u32,
    keyring: SealedBytes,
    /// The notice that tells the reporter.
    notice: SealedBytes,
    #[schemars(with = "Vec<shape::Hex16>")]
    members: Vec<StaffId>,
    #[schemars(with = "Option<shape::Hex16>")]
    sleeper: Option<StaffId>,
}

impl Asks for Rotate {
    const LIMIT: usize = 6 << 20;
}

/// The version in force now.
#[derive(Serialize, JsonSchema)]
struct Rotated {
    keyring_version: u32,
}

/// The endpoint of rotation.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::POST, "/api/v1/casework/cases/{case}/keyring", rotate).lane(LaneName::Staff).described(
            Operation::says("Put a new keyring in place of the one in force; other readers ask for a second factor")
                .asks::<Rotate>()
                .answers::<Rotated>(200, "rotated")
                .problems(&[Kind::Malformed, Kind::NotFound, Kind::KeyringMoved, Kind::AskAgain, Kind::Full]),
        ),
    ]
}

/// Opening a case for the first time replaces its keys and nothing else; who reads changes only for whoever showed a second factor.
async fn rotate(by: IfRecent<Member<WriteCase>>, desk: Data<Desk>, asked: Asked<Rotate>) -> Result<Json<Rotated>, Problem> {
    let rotation = asked.0.check().ok_or_else(|| Problem::new(Kind::Malformed))?;
    let (by, proved) = by.into_parts();
    let version = match proved {
        Some(proved) => desk.store.change_readers(&by, rotation, proved).await,
        None => desk.store.rotate(&by, rotation).await,
    };
    let version = version.map_err(|error| refused::moved(&error))?;
    Ok(Json(Rotated { keyring_version: version.ok_or_else(refused::nothing)? }))
}

impl Rotate {
    /// Staff ids are sorted (docs/protocol.md 4), so nobody is named twice; the sleeper is no member.
    fn check(self) -> Option<Rotation> {
        let Self { previous_version, left_since, keyring, notice, members, sleeper } = self;
        let sorted = members.is_sorted_by(|one, next| one < next);
        let few = (1..=MOST).contains(&members.len());
        let apart = sleeper.is_none_or(|sleeper| !members.contains(&sleeper));
        let (keyring, notice) = (keyring.within(MAX_SEALED)?, notice.within(MAX_SEALED)?);
        (sorted && few && apart).then_some(Rotation { previous_version, left_since, keyring, notice, members, sleeper })
    }
}
