//! Cases as the staff's door sees them: ids, days, marks, who is a member, and sealed bytes. Only members see anything, and only
//! after the tick.

use async_trait::async_trait;
use bytes::Bytes;
use calendar::{Day, deadlines::Profile};
use serde::{Deserialize, Serialize};

use crate::{
    AttachmentId, CaseGrant, CaseId, ContentHash, Grant, ItemId, StaffId, StoreError,
    filing::NamedUpload,
    permissions::{ListCases, ReadCase, WriteCase},
    sessions::Recently,
};

/// How somebody stands to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// May read and write.
    Member,
    /// Holds a key but sees nothing until woken.
    Sleeper,
}

/// Who an item is sealed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// The members and the reporter.
    Conversation,
    /// The members alone.
    Members,
}

impl Audience {
    /// Its name, as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Members => "members",
        }
    }

    /// The audience of this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Conversation, Self::Members].into_iter().find(|audience| audience.name() == name)
    }
}

/// One row of a list of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// The case.
    pub case: CaseId,
    /// The day of the tick at which it came out.
    pub received_on: Day,
    /// Last day to acknowledge.
    pub ack_due: Day,
    /// Last day for feedback.
    pub feedback_due: Day,
    /// When it was marked acknowledged.
    pub acknowledged_on: Option<Day>,
    /// When it was marked closed.
    pub closed_on: Option<Day>,
    /// Version of the keyring in force.
    pub keyring_version: u32,
    /// How many items it has.
    pub items: u32,
}

/// A page of the list, in the order of the random ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePage {
    /// The rows.
    pub cases: Vec<CaseRow>,
    /// Ask again after this one; `None`: that was all.
    pub next: Option<CaseId>,
}

/// An attachment that can be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id on the server.
    pub id: AttachmentId,
    /// SHA-256 of the ciphertext, by which an item names it.
    pub sha256: ContentHash,
    /// Bytes of ciphertext.
    pub bytes: u64,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    /// As in the list.
    pub row: CaseRow,
    /// Members, sorted.
    pub members: Vec<StaffId>,
    /// The sleeper, while asleep.
    pub sleeper: Option<StaffId>,
    /// The keyring in force, sealed.
    pub keyring: Bytes,
    /// How many left since it was made. While it is not 0 nothing is written but a new keyring.
    pub left_since: u32,
    /// All attachments, of both audiences, in the order of their ids.
    pub attachments: Vec<Attachment>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id on the server.
    pub id: ItemId,
    /// Who it is sealed to.
    pub audience: Audience,
    /// The bytes.
    pub sealed: Bytes,
}

/// A page of items, in the order of their random ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemPage {
    /// The items.
    pub items: Vec<Item>,
    /// Ask again after this one; `None`: that was all.
    pub next: Option<ItemId>,
}

/// An item to be written.
#[derive(Clone)]
pub struct NewItem {
    /// Who it is sealed to.
    pub audience: Audience,
    /// The bytes.
    pub sealed: Bytes,
}

/// Marks that a post sets; one that is set stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// An acknowledgement lies in the mailbox.
    pub acknowledged: bool,
    /// The case is closed.
    pub closed: bool,
}

/// What a member writes.
#[derive(Clone)]
pub struct StaffPost {
    /// The keyring the writer knows.
    pub keyring_version: u32,
    /// How many items the writer saw in the case. Another number now is a conflict: two entries over one view would take one
    /// place, and one of them would be lost. `None` asks for no such check.
    pub seen: Option<u32>,
    /// At least one item. With uploads, all of one audience: the attachments belong to it.
    pub items: Vec<NewItem>,
    /// Attachments, from uploads that this person opened in this case.
    pub uploads: Vec<NamedUpload>,
    /// Marks to set.
    pub marks: Marks,
}

/// A new keyring and whoever it is for.
#[derive(Clone)]
pub struct Rotation {
    /// The version it replaces.
    pub previous_version: u32,
    /// How many the writer knew to have left since. Another number now is a conflict: it would bring back who has left meanwhile.
    pub left_since: u32,
    /// Keyring `previous_version + 1`, sealed.
    pub keyring: Bytes,
    /// The notice that tells the reporter, sealed; a conversation item.
    pub notice: Bytes,
    /// Members from now on; at least one.
    pub members: Vec<StaffId>,
    /// The sleeper from now on.
    pub sleeper: Option<StaffId>,
}

/// The store's side of casework. Every query joins membership; `None` means: no such case for you.
#[async_trait]
pub trait Cases: Send + Sync {
    /// How somebody stands to a case that has come out. Ask through [`CaseGrant::ask`].
    ///
    /// # Errors
    /// `Unavailable`.
    async fn standing(&self, person: StaffId, case: CaseId) -> Result<Option<Standing>, StoreError>;

    /// The cases this person is a member of, `limit` at a time.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn list(&self, by: &Grant<ListCases>, after: Option<CaseId>, limit: u32) -> Result<CasePage, StoreError>;

    /// One case.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn case(&self, by: &CaseGrant<ReadCase>) -> Result<Option<CaseFile>, StoreError>;

    /// Its items, at most `limit` and at most about 4 MiB at a time.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn items(&self, by: &CaseGrant<ReadCase>, after: Option<ItemId>, limit: u32) -> Result<Option<ItemPage>, StoreError>;

    /// Chunk `n` of an attachment.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn chunk(&self, by: &CaseGrant<ReadCase>, attachment: AttachmentId, n: u32) -> Result<Option<Bytes>, StoreError>;

    /// Writes. The ids come back in the order of the items.
    ///
    /// # Errors
    /// `Conflict` when the keyring moved on; `Stale` when somebody left since it was made; `MissingUpload`; `Misfit` without items, or with uploads and items of both audiences;
    /// `Full`; `Unavailable`.
    async fn write(
        &self,
        by: &CaseGrant<WriteCase>,
        post: StaffPost,
        today: Day,
        profile: Profile,
    ) -> Result<Option<Vec<ItemId>>, StoreError>;

    /// Puts a new keyring in place of the one in force, with its notice and the same readers, all or nothing. Answers the new version.
    ///
    /// # Errors
    /// `Conflict` when another was first; `AskAgain` when it names other readers; `Misfit` without members; `Full`; `Unavailable`.
    async fn rotate(&self, by: &CaseGrant<WriteCase>, rotation: Rotation) -> Result<Option<u32>, StoreError>;

    /// The same, for other readers: whoever it names reads from then on, whoever it does not name is out.
    ///
    /// # Errors
    /// As [`Cases::rotate`], but `AskAgain`.
    async fn change_readers(&self, by: &CaseGrant<WriteCase>, rotation: Rotation, proved: Recently) -> Result<Option<u32>, StoreError>;

    /// Ends the caller's own membership at once. The case is stale from then on; if nobody else is awake, the sleeper is woken with it.
    ///
    /// # Errors
    /// `LastReader` if nobody else is awake and there is no sleeper; nothing is changed then. `Conflict`, `Unavailable`.
    async fn recuse(&self, by: &CaseGrant<WriteCase>) -> Result<Option<()>, StoreError>;
}
