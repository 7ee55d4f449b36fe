//! The bodies of docs/api.md as types. Keeps nothing; whoever receives one of these still has to check it.

use sealing::{CaseId, Day, Hash, ItemId, Sealed, Signature, StaffId, SubmissionId, UploadId};
use serde::{Deserialize, Serialize};

/// `GET /api/v1/intake/door`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    /// Whether reports are taken.
    pub open: bool,
    /// When what waits comes out next, Unix seconds.
    pub next_tick: u64,
    /// Seconds from one coming-out to the next.
    pub tick_seconds: u64,
    /// Days in which readers must confirm.
    pub confirm_days: u32,
    /// Longest text, in bytes.
    pub max_text: u64,
    /// Largest attachment, in bytes.
    pub max_attachment: u64,
    /// Most attachments of one item.
    pub max_attachments: usize,
}

/// A roster as it travels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RosterAnswer {
    pub(crate) roster: String,
}

/// The questions as they travel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionnaireAnswer {
    pub(crate) hash: Hash,
    pub(crate) questionnaire: String,
}

/// A piece of work that the server asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Challenge {
    pub(crate) challenge: String,
    pub(crate) bits: u32,
    #[serde(rename = "valid_seconds")]
    pub(crate) _valid_seconds: u64,
}

/// The work that was done.
#[derive(Debug, Serialize)]
pub(crate) struct Work {
    pub(crate) challenge: String,
    pub(crate) nonce: String,
}

/// Opens an upload.
#[derive(Debug, Serialize)]
pub(crate) struct UploadRequest<'a> {
    pub(crate) submission: SubmissionId,
    pub(crate) bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) work: Option<&'a Work>,
}

/// An upload that is open.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UploadAnswer {
    pub(crate) upload: UploadId,
    pub(crate) chunk: usize,
}

/// What an item says of an upload that it takes with it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Uploaded {
    pub(crate) upload: UploadId,
    pub(crate) sha256: Hash,
    pub(crate) bytes: u64,
}

/// A report.
#[derive(Debug, Serialize)]
pub(crate) struct ReportRequest<'a> {
    pub(crate) submission: SubmissionId,
    pub(crate) case: CaseId,
    pub(crate) token_hash: Hash,
    pub(crate) members: &'a [StaffId],
    pub(crate) sleeper: Option<StaffId>,
    pub(crate) keyring: &'a Sealed,
    pub(crate) item: &'a Sealed,
    pub(crate) state: &'a Sealed,
    pub(crate) leaf: Hash,
    pub(crate) uploads: &'a [Uploaded],
    pub(crate) work: Option<Work>,
}

/// The answer to a report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportAnswer {
    pub(crate) receipt: ReceiptAnswer,
    pub(crate) leaves_at: u64,
    pub(crate) confirm_by: Day,
}

/// A receipt that was not checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReceiptAnswer {
    pub(crate) leaf: Hash,
    pub(crate) tick: u64,
    pub(crate) signature: Signature,
}

/// Asks for one page of a mailbox.
#[derive(Debug, Serialize)]
pub(crate) struct PageRequest<'a> {
    pub(crate) token: &'a str,
    pub(crate) page: u32,
}

/// A mailbox as the server tells it; for an unknown token only `found` is there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailboxAnswer {
    pub(crate) found: bool,
    #[serde(default)]
    pub(crate) case: Option<CaseId>,
    #[serde(default)]
    pub(crate) delivered: bool,
    #[serde(default)]
    pub(crate) confirm_by: Option<Day>,
    #[serde(default)]
    pub(crate) acknowledged: bool,
    #[serde(default)]
    pub(crate) state: Option<Sealed>,
    #[serde(default)]
    pub(crate) state_version: u32,
    #[serde(default)]
    pub(crate) items: Vec<ItemAnswer>,
    #[serde(default)]
    pub(crate) attachments: Vec<AttachmentAnswer>,
}

/// An item as the server keeps it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ItemAnswer {
    pub(crate) id: ItemId,
    #[serde(default)]
    pub(crate) audience: Option<String>,
    pub(crate) sealed: Sealed,
}

/// An attachment as the server keeps it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttachmentAnswer {
    pub(crate) id: sealing::AttachmentId,
    pub(crate) sha256: Hash,
    pub(crate) bytes: u64,
}

/// Posts a further item from the reporter.
#[derive(Debug, Serialize)]
pub(crate) struct PostRequest<'a> {
    pub(crate) token: &'a str,
    pub(crate) submission: SubmissionId,
    pub(crate) item: &'a Sealed,
    pub(crate) state: &'a Sealed,
    pub(crate) state_version: u32,
    pub(crate) uploads: &'a [Uploaded],
    pub(crate) work: Option<Work>,
}

/// Whether it was kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostAnswer {
    pub(crate) stored: bool,
}

/// Asks for a chunk of an attachment with the token.
#[derive(Debug, Serialize)]
pub(crate) struct ChunkRequest<'a> {
    pub(crate) token: &'a str,
    pub(crate) attachment: sealing::AttachmentId,
    pub(crate) n: u64,
}
