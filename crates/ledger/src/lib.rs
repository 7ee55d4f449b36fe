//! The Merkle log, pure: leaves, proofs, signed notes, checkpoints, receipts.
//!
//! Keeps the formats of a transparency log (docs/protocol.md 1 and 9). Never reads a clock, a file or a generator of its own.

pub mod checkpoint;
pub mod cosignature;
pub mod entry;
mod error;
pub mod hash;
pub mod history;
pub mod key;
pub mod merkle;
pub mod note;
pub mod receipt;
pub mod tick;

pub use error::Error;
pub use hash::Hash;
pub use key::{Signature, SigningKey, VerifyingKey};
