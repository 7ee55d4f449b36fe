//! The protocol, pure: words, keys, items, keyrings, the roster.
//!
//! Keeps every byte of docs/protocol.md in one place; the browser's `ui/seal` mirrors it name for name. Never does I/O, reads a
//! clock or owns randomness; only the age library draws file keys, nonces and KEM randomness from the operating system itself.

pub mod attachment;
mod authors;
pub mod book;
pub mod card;
pub mod casework;
pub mod chains;
pub mod channel;
pub mod derive;
mod error;
pub mod filing;
pub mod finding;
pub mod fingerprint;
pub mod hybrid;
pub mod identity;
pub mod ids;
pub mod item;
pub mod json;
pub mod keyring;
pub mod label;
pub mod mailbox;
pub mod notices;
pub mod organisation_key;
pub mod padding;
pub mod readers;
pub mod roster;
pub mod seal;
pub mod sealed;
pub mod signed;
pub mod staff;
pub mod state;
pub mod totp;
pub mod words;
pub mod work;

pub use calendar::Day;
pub use error::Error;
pub use ids::{AttachmentId, CaseId, InstallationId, ItemId, LetterId, StaffId, SubmissionId, TaskId, UploadId};
pub use ledger::{Hash, Signature, SigningKey, VerifyingKey};
pub use sealed::Sealed;
