//! Filing: a sealed report with the readers its client drew. Whatever does not fit together is refused before it is stored.

use std::collections::BTreeSet;

use actix_web::web::Data;
use domain::{CaseId, Day, Leaf, RosterHash, StaffId, StoreError, SubmissionId, TokenHash, filing::NewFiling};
use schemars::JsonSchema;
use sealing::{roster::Role, seal::MOST_STANZAS};
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    gate::Public,
    padding::{MEDIUM, Padded},
    problem::{Kind, Problem},
    shape,
    wire::{SealedBytes, WrittenUpload},
};

use super::toll::{self, Work};
use crate::{
    intake::Intake,
    readers::Readers,
    receipt::{Receipt, Told},
    sizes,
};

/// A report as it comes in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    #[schemars(with = "shape::Hex16")]
    submission: SubmissionId,
    #[schemars(with = "shape::Hex16")]
    case: CaseId,
    #[schemars(with = "shape::Hex32")]
    token_hash: TokenHash,
    /// Hash of the list of readers it was sealed by.
    #[schemars(with = "shape::Hex32")]
    roster: RosterHash,
    #[schemars(with = "Vec<shape::Hex16>")]
    members: Vec<StaffId>,
    #[schemars(with = "Option<shape::Hex16>")]
    sleeper: Option<StaffId>,
    keyring: SealedBytes,
    item: SealedBytes,
    state: SealedBytes,
    #[schemars(with = "shape::Hex32")]
    leaf: Leaf,
    uploads: Vec<WrittenUpload>,
    work: Option<Work>,
}

impl Asks for Report {
    // An item of 2 MiB, keyring and state in base64, and what stands beside them.
    const LIMIT: usize = 4 << 20;
}

/// What a filing is told.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Filed {
    receipt: Receipt,
    /// When it leaves for its readers, Unix seconds.
    leaves_at: i64,
    #[schemars(with = "shape::DayNumber")]
    confirm_by: Day,
    /// These words had a mailbox already: its readers may lack the key of this item, so its text is to be posted as a message.
    joined: bool,
}

impl From<Told> for Filed {
    fn from(told: Told) -> Self {
        Self { receipt: told.receipt, leaves_at: told.leaves_at.seconds(), confirm_by: told.confirm_by, joined: told.joined }
    }
}

pub(super) async fn file(_: Public, intake: Data<Intake>, Asked(report): Asked<Report>) -> Result<Padded<Filed>, Problem> {
    let fits = Readers::in_force(&intake).await.and_then(|readers| report.check(&readers, &intake));
    let renewed = match fits {
        Err(problem) if !matches!(problem.kind(), Kind::RosterMoved | Kind::NotOpen) => return Err(problem),
        fits => fits.err(),
    };
    let store = &intake.parts.store;
    let filed = match renewed {
        None => {
            toll::take(&intake, report.work.as_ref(), report.submission, report.uploads.len())?;
            store.file(report.into(), intake.today()).await.map_err(refused)?
        }
        // Whoever heard no answer asks again, whatever became of the list of readers since.
        Some(problem) => store.filed(report.submission, report.token_hash).await.map_err(refused)?.ok_or(problem)?,
    };
    let told = Told::of(&intake, &filed).await?;
    Ok(Padded::ok(told.into(), MEDIUM))
}

fn refused(error: StoreError) -> Problem {
    match error {
        StoreError::Duplicate => Problem::new(Kind::SubmissionDiffers),
        other => Problem::from_store(&other),
    }
}

impl Report {
    fn check(&self, readers: &Readers, intake: &Intake) -> Result<(), Problem> {
        let named: BTreeSet<StaffId> = self.members.iter().chain(&self.sleeper).copied().collect();
        let once = named.len() == self.members.len() + usize::from(self.sleeper.is_some());
        let keyring = self.keyring.0.len();
        let fits = |stanzas: usize| u64::try_from(stanzas).is_ok_and(|stanzas| sizes::is_first_keyring(stanzas, keyring));
        let sizes =
            (1..=MOST_STANZAS).any(fits) && sizes::is_item(self.item.0.len(), &intake.parts.limits) && sizes::is_state(self.state.0.len());
        if self.members.is_empty() || !once || !sizes {
            return Err(Problem::new(Kind::Malformed));
        }
        // Well formed, and by another list than the one in force: it was renewed while somebody wrote. The store looks at the list
        // again; here it is refused before work is spent and bytes are kept.
        let people = self.members.iter().all(|id| readers.may_be_member(*id));
        let sleeper = self.sleeper.is_none_or(|id| readers.has(id, Role::Fallback));
        if self.roster.to_string() != readers.hash() || !people || !sleeper || !sizes::is_first_keyring(readers.stanzas(), keyring) {
            return Err(Problem::new(Kind::RosterMoved));
        }
        check_uploads(&self.uploads, intake)
    }
}

/// Uploads must be few enough and of lengths that sealed attachments have.
///
/// # Errors
/// [`Kind::TooLarge`] for too many, [`Kind::Malformed`].
pub(super) fn check_uploads(uploads: &[WrittenUpload], intake: &Intake) -> Result<(), Problem> {
    let most = intake.parts.limits.max_attachments;
    if u32::try_from(uploads.len()).map_or(true, |count| count > most) {
        return Err(Problem::new(Kind::TooLarge).with("limit", most));
    }
    let different: BTreeSet<_> = uploads.iter().map(|upload| upload.upload).collect();
    let fit = uploads.iter().all(|upload| sizes::is_attachment(upload.bytes));
    if fit && different.len() == uploads.len() { Ok(()) } else { Err(Problem::new(Kind::Malformed)) }
}

impl From<Report> for NewFiling {
    fn from(report: Report) -> Self {
        Self {
            submission: report.submission,
            case: report.case,
            mailbox: report.token_hash,
            roster: report.roster,
            members: report.members,
            sleeper: report.sleeper,
            keyring: report.keyring.0,
            item: report.item.0,
            state: report.state.0,
            leaf: report.leaf,
            uploads: report.uploads.into_iter().map(Into::into).collect(),
        }
    }
}
