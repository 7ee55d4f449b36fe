//! Attachments: a description inside an item, and a padded, sealed stream outside it. Never held in memory as a whole.

mod opener;
mod sealer;

use ledger::Hash;
use serde::{Deserialize, Serialize};

use crate::{Error, padding, seal};

pub use opener::Opener;
pub use sealer::{Padding, Sealer, seal_stream};

/// Bytes of ciphertext in a chunk on the wire; the last may be shorter.
pub const CHUNK: usize = 1024 * 1024;
/// Stanzas of every attachment: conversation and mailbox, or members and a thrown-away one.
pub const STANZAS: usize = 2;

/// What an item says of an attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Hash of the ciphertext.
    pub sha256: Hash,
    /// The file's name, as its sender wrote it: hostile until shown inert.
    pub name: String,
    /// Its media type, as its sender's program guessed it.
    #[serde(rename = "type")]
    pub media_type: String,
    /// True length in bytes.
    pub length: u64,
    /// Bytes of ciphertext.
    pub sealed: u64,
}

impl Attachment {
    /// Whether the two lengths can belong together.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if sealed_length(self.length)? == self.sealed { Ok(()) } else { Err(Error::Rule("an attachment's lengths do not fit")) }
    }
}

/// Bytes of ciphertext that an attachment of so many bytes becomes.
///
/// # Errors
/// [`Error::TooLarge`].
pub fn sealed_length(length: u64) -> Result<u64, Error> {
    seal::sealed_length(STANZAS, padding::attachment(length)?).ok_or(Error::TooLarge)
}

#[cfg(test)]
mod attachment_test;
