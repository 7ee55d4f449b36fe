//! The bodies of docs/api.md as types. Keeps nothing; whoever receives one of these still has to check it.

use ledger::Signature;
use ledger::receipt::UnverifiedReceipt;
use sealing::filing::ComposedReport;
use sealing::mailbox::ComposedPost;
use sealing::{Day, Hash, Sealed, SubmissionId, UploadId};
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

/// Leaves of the log as they travel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeavesAnswer {
    pub(crate) leaves: Vec<Hash>,
}

/// Where the leaves of the lists of readers stand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RostersAnswer {
    pub(crate) rosters: Vec<PlacedRoster>,
}

/// One of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlacedRoster {
    pub(crate) roster: Hash,
    pub(crate) tick: u64,
}

/// The log key's words for the leaves of a tick.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignaturesAnswer {
    pub(crate) signatures: Vec<Signature>,
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
pub(crate) struct UploadRequest {
    pub(crate) submission: SubmissionId,
    pub(crate) bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) work: Option<Work>,
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
    #[serde(flatten)]
    pub(crate) report: &'a ComposedReport,
    pub(crate) uploads: &'a [Uploaded],
    pub(crate) work: Option<Work>,
}

impl ReportRequest<'_> {
    /// The length to which it is padded: it hangs on the buckets of what is sealed, and on nothing else.
    pub(crate) fn padded(&self) -> usize {
        padded([&self.report.keyring, &self.report.item, &self.report.state].map(length))
    }
}

/// The answer to a report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportAnswer {
    pub(crate) receipt: UnverifiedReceipt,
    pub(crate) leaves_at: u64,
    pub(crate) confirm_by: Day,
    /// The report is stored when this is read: that it is missing must not make it look lost.
    #[serde(default)]
    pub(crate) joined: bool,
}

/// Asks for one page of a mailbox.
#[derive(Debug, Serialize)]
pub(crate) struct PageRequest<'a> {
    pub(crate) token: &'a str,
    pub(crate) page: u32,
}

/// Posts a further item from the reporter.
#[derive(Debug, Serialize)]
pub(crate) struct PostRequest<'a> {
    pub(crate) token: &'a str,
    #[serde(flatten)]
    pub(crate) post: &'a ComposedPost,
    pub(crate) uploads: &'a [Uploaded],
    pub(crate) work: Option<Work>,
}

impl PostRequest<'_> {
    /// As [`ReportRequest::padded`].
    pub(crate) fn padded(&self) -> usize {
        padded([&self.post.item, &self.post.state].map(length))
    }
}

/// The base64 lengths of what is sealed, rounded up to 4 KiB, and 4 KiB for all the rest (docs/api.md).
fn padded(sealed: impl IntoIterator<Item = usize>) -> usize {
    let base64 = sealed.into_iter().map(|bytes| (bytes * 4).div_ceil(3)).sum::<usize>();
    base64.next_multiple_of(4096) + 4096
}

fn length(sealed: &Sealed) -> usize {
    sealed.as_bytes().len()
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

#[cfg(test)]
mod tests {
    use super::padded;

    #[derive(serde::Deserialize)]
    struct Vector {
        sealed: Vec<usize>,
        padded: usize,
    }

    /// The browser's client reads the same file.
    #[test]
    fn a_body_is_as_long_as_the_shared_vectors_say() {
        let vectors: Vec<Vector> = serde_json::from_str(include_str!("../vectors/padded.json")).unwrap();
        assert!(vectors.len() > 5);
        for Vector { sealed, padded: length } in vectors {
            assert_eq!(padded(sealed.iter().copied()), length, "{sealed:?}");
        }
    }
}
