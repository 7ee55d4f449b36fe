//! What can be wrong with a log's data. Never says more than which rule was broken.

/// Why something of the log was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not the expected number of lower-case hex digits.
    #[error("not lower-case hex of the right length")]
    Hex,
    /// A public key that is not a canonical point of large order.
    #[error("not a usable Ed25519 key")]
    Key,
    /// A signature that does not hold.
    #[error("the signature does not hold")]
    Signature,
    /// A key name that a note cannot carry.
    #[error("not a key name")]
    Name,
    /// A note that breaks the form.
    #[error("not a signed note")]
    Note,
    /// A note that none of the given keys signed.
    #[error("no known key has signed the note")]
    Unsigned,
    /// A checkpoint that breaks the form, or of another log.
    #[error("not a checkpoint of this log")]
    Checkpoint,
    /// An index or size outside the tree.
    #[error("outside the tree")]
    Range,
    /// A proof that does not lead to the root.
    #[error("the proof does not lead to the root")]
    Proof,
    /// Records are numbered without a gap, and the one with this number is not where it should be.
    #[error("record {0} is missing")]
    Missing(u64),
    /// More leaves than one tick holds.
    #[error("more leaves than a tick holds")]
    Full,
}
