//! What reporters send: a report, and later posts to its mailbox. Everything in it is sealed; what the server needs for its work
//! stands beside it. Whatever comes this way waits for the next tick before anybody of the staff can see it.

use async_trait::async_trait;
use bytes::Bytes;
use calendar::Day;
use zeroize::Zeroizing;

use crate::{
    AttachmentId, CaseId, ContentHash, Leaf, RosterHash, StaffId, StoreError, SubmissionId, TokenHash, UploadId, mailbox::MailboxDocument,
};

/// An upload that a report or post names as its attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedUpload {
    /// Which upload.
    pub upload: UploadId,
    /// SHA-256 of the ciphertext, as the item says; readers check it.
    pub sha256: ContentHash,
    /// Bytes of ciphertext; must be what was declared and what has come.
    pub bytes: u64,
}

/// A report as it comes in. Without `Debug`, so that it cannot be logged.
#[derive(Clone)]
pub struct NewFiling {
    /// This attempt. The same again gets the same answer.
    pub submission: SubmissionId,
    /// The new case.
    pub case: CaseId,
    /// The mailbox it is read back by.
    pub mailbox: TokenHash,
    /// The list of readers whose keys it was sealed to.
    pub roster: RosterHash,
    /// First members; at least one.
    pub members: Vec<StaffId>,
    /// Who is woken when a deadline is missed.
    pub sleeper: Option<StaffId>,
    /// Keyring 1, sealed.
    pub keyring: Bytes,
    /// Item 0, sealed.
    pub item: Bytes,
    /// Mailbox state, version 1, sealed.
    pub state: Bytes,
    /// The log's inner leaf.
    pub leaf: Leaf,
    /// Attachments.
    pub uploads: Vec<NamedUpload>,
}

/// What a confirmed report is told. The log key signs `leaf` and `tick` into the receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The leaf that will stand in the log.
    pub leaf: Leaf,
    /// The tick whose tree it will stand in: the next one with room.
    pub tick: u64,
    /// The words had a mailbox already: the item was added to its conversation, and neither its keyring nor its readers nor its first
    /// item were touched. Those readers may lack the key this item was sealed to, so the client posts the text again as a message.
    pub joined: bool,
}

/// A later post of the reporter. Without `Debug`, so that it cannot be logged.
#[derive(Clone)]
pub struct MailboxPost {
    /// The mailbox.
    pub mailbox: TokenHash,
    /// This attempt. The same again gets the same answer.
    pub submission: SubmissionId,
    /// A conversation item, sealed.
    pub item: Bytes,
    /// The new mailbox state, sealed.
    pub state: Bytes,
    /// Its version: the stored one + 1.
    pub state_version: u32,
    /// Attachments.
    pub uploads: Vec<NamedUpload>,
}

/// The store's side of the reporters' door. An answer comes only after what it confirms is durable.
#[async_trait]
pub trait Filings: Send + Sync {
    /// Takes a report. `today` is for forgetting the submission id later.
    ///
    /// # Errors
    /// `MissingUpload`; `Duplicate` when the case id is taken by another mailbox; `Conflict` when the submission id was used for
    /// something else; `Misfit` without members; `ListMoved` when
    /// a new case names another list than the one in force; `ConversationFull` where it joins one; `Full`; `Unavailable`. Nothing is kept then, and the uploads stay as they were.
    async fn file(&self, filing: NewFiling, today: Day) -> Result<Filed, StoreError>;

    /// What a stored report with this submission id was told, for the days an id is remembered. `None`: there is none, or it was a post.
    ///
    /// # Errors
    /// `Conflict` when the submission id was used with another mailbox; `Corrupt`; `Unavailable`.
    async fn filed(&self, submission: SubmissionId, mailbox: TokenHash) -> Result<Option<Filed>, StoreError>;

    /// Takes a post. `None`: there is no such mailbox.
    ///
    /// # Errors
    /// `Conflict` when `state_version` is not the stored one + 1, or the submission id was used for something else;
    /// `MissingUpload`; `ConversationFull`; `Full`; `Unavailable`.
    async fn post(&self, post: MailboxPost, today: Day) -> Result<Option<()>, StoreError>;

    /// All that stands in a mailbox, own waiting posts too. `None`: there is no such mailbox; found with the same statements.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn mailbox(&self, mailbox: TokenHash) -> Result<Option<MailboxDocument>, StoreError>;

    /// Page `page` of a mailbox's document, by [`crate::mailbox_page`]: of the items only those are read that stand on it. `expected` as in
    /// [`MailboxDocument::json`]. Found with the same statements, whether there is such a mailbox or not.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn mailbox_page(&self, mailbox: TokenHash, page: u32, expected: Day) -> Result<Zeroizing<Vec<u8>>, StoreError>;

    /// Chunk `n` of an attachment of the conversation. `None`: no such mailbox, attachment or chunk.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn mailbox_chunk(&self, mailbox: TokenHash, attachment: AttachmentId, n: u32) -> Result<Option<Bytes>, StoreError>;
}
