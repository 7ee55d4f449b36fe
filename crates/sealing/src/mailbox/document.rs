//! The document that the server shows for a token. Both sides of the interface read and write it here; never says more than that.

use calendar::Day;
use serde::{Deserialize, Serialize};

use crate::finding::StoredAttachment;
use crate::{CaseId, Error, ItemId, Sealed, json};

/// A sealed item as the server lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredItem {
    /// As the server calls it; random.
    pub id: ItemId,
    /// The age file.
    pub sealed: Sealed,
}

/// What the server keeps for a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    found: Yes,
    /// Which case.
    pub case: CaseId,
    /// Whether it has left for its readers.
    pub delivered: bool,
    /// By when somebody must confirm it.
    pub confirm_by: Day,
    /// Whether somebody has.
    pub acknowledged: bool,
    /// The mailbox state.
    pub state: Sealed,
    /// Its version, as the server says.
    pub state_version: u32,
    /// All items of the conversation, in the order of their ids.
    pub items: Vec<StoredItem>,
    /// All attachments.
    pub attachments: Vec<StoredAttachment>,
}

/// Always `true` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Yes;

impl Serialize for Yes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }
}

impl<'de> Deserialize<'de> for Yes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if bool::deserialize(deserializer)? { Ok(Self) } else { Err(serde::de::Error::custom("not found")) }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {
    found: bool,
}

/// The fields of a [`Document`] that the server fills in.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Which case.
    pub case: CaseId,
    /// Whether it has left for its readers.
    pub delivered: bool,
    /// By when somebody must confirm it.
    pub confirm_by: Day,
    /// Whether somebody has.
    pub acknowledged: bool,
    /// The mailbox state.
    pub state: Sealed,
    /// Its version.
    pub state_version: u32,
    /// All items, to be given in the order of their ids.
    pub items: Vec<StoredItem>,
    /// All attachments.
    pub attachments: Vec<StoredAttachment>,
}

impl Document {
    /// Puts a document together; items and attachments are put in the order of their random ids.
    pub fn new(fields: Fields) -> Self {
        let Fields { case, delivered, confirm_by, acknowledged, state, state_version, mut items, mut attachments } = fields;
        items.sort_by_key(|item| item.id);
        attachments.sort_by_key(|attachment| attachment.id);
        Self { found: Yes, case, delivered, confirm_by, acknowledged, state, state_version, items, attachments }
    }

    /// Reads a whole document; `None` where there is no mailbox.
    ///
    /// # Errors
    /// [`Error::Json`] if it is neither.
    pub fn parse(bytes: &[u8]) -> Result<Option<Self>, Error> {
        if let Ok(Nothing { found: false }) = json::read::<Nothing>(bytes) {
            return Ok(None);
        }
        json::read(bytes).map(Some)
    }

    /// Writes it.
    ///
    /// # Errors
    /// [`Error::Json`], which does not happen.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        json::write(self)
    }

    /// What an unknown token gets.
    ///
    /// # Errors
    /// [`Error::Json`], which does not happen.
    pub fn nothing() -> Result<Vec<u8>, Error> {
        json::write(&Nothing { found: false })
    }
}
