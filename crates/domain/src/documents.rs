//! Public documents that everything else refers to by hash: rosters and questionnaires. Old ones stay.

use async_trait::async_trait;
use calendar::Day;

use crate::{QuestionnaireHash, RosterHash, SigningPublic, StaffId, StoreError, acts::By};

/// A signed roster, as far as the server needs to know it. Whoever stores one has verified it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRoster {
    /// SHA-256 of the note.
    pub hash: RosterHash,
    /// The signed note, as it was signed.
    pub note: String,
    /// Its version.
    pub version: u32,
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_until: Day,
}

/// Somebody whom a roster names, with the keys it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub person: StaffId,
    /// The recipient, as it was enrolled.
    pub recipient: String,
    /// The signing key.
    pub signing: SigningPublic,
}

/// The store's side of public documents.
#[async_trait]
pub trait Documents: Send + Sync {
    /// Puts a roster in force; its leaf gets its place in the log, and who did it stands there too. `people` are all that it names:
    /// whoever was taken out or enrolled anew since it was judged is not put in force. The same one again is fine.
    ///
    /// # Errors
    /// `Conflict` when its version is not higher than the one in force; `Misfit` when it names somebody who is not here with these
    /// keys; `Unavailable`.
    async fn put_roster(&self, roster: StoredRoster, people: Vec<Listed>, by: By) -> Result<(), StoreError>;

    /// The roster in force: the one with the highest version. `None`: not open yet.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn roster(&self) -> Result<Option<StoredRoster>, StoreError>;

    /// A roster by hash, old ones too.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn roster_by_hash(&self, hash: RosterHash) -> Result<Option<StoredRoster>, StoreError>;

    /// Keeps a questionnaire's exact JSON under its hash. The same again is fine.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn put_questionnaire(&self, json: &str) -> Result<QuestionnaireHash, StoreError>;

    /// A questionnaire by hash, old ones too.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn questionnaire(&self, hash: QuestionnaireHash) -> Result<Option<String>, StoreError>;
}
