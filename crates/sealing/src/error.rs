//! What can be wrong with sealed and signed things. Never carries content, keys or words.

use crate::readers::Barred;
use crate::words::Misread;

/// Why something was refused. One value for one broken rule; texts for people are the clients' own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A key, hash, signature or note that the log's rules refuse.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// Words that could not be read back.
    #[error(transparent)]
    Words(#[from] Misread),
    /// Not 16 bytes of lower-case hex.
    #[error("not an id")]
    Id,
    /// Not base64url without padding.
    #[error("not base64url")]
    Base64,
    /// JSON that is broken, has unknown, missing or duplicate keys, or values of another kind.
    #[error("not the JSON that was expected")]
    Json,
    /// Not a hybrid recipient in its one spelling.
    #[error("not a hybrid recipient")]
    Recipient,
    /// Not a seed of one-time codes.
    #[error("not a seed of one-time codes")]
    Seed,
    /// Not a hybrid identity.
    #[error("not a hybrid identity")]
    Identity,
    /// Not an age file of ours: another stanza kind, a broken header.
    #[error("not a sealed file of ours")]
    Header,
    /// Another number of stanzas than there must be.
    #[error("sealed to {found} instead of {expected}")]
    Stanzas {
        /// Stanzas in the file.
        found: usize,
        /// Stanzas that there must be.
        expected: usize,
    },
    /// None of the file's stanzas is for this identity.
    #[error("not sealed for this key")]
    NotForUs,
    /// The file is damaged or cut off.
    #[error("a sealed file is damaged")]
    Damaged,
    /// Sealing itself failed, which only a recipient of low order or a broken generator can cause.
    #[error("could not be sealed")]
    Sealing,
    /// More than the protocol carries.
    #[error("larger than the protocol allows")]
    TooLarge,
    /// Lengths, purpose, padded size or zeros after the signature are wrong.
    #[error("not a signed thing of this purpose")]
    Framing,
    /// Header and body break a rule of the protocol: kinds, audiences, authors, order.
    #[error("breaks the protocol: {0}")]
    Rule(&'static str),
    /// Somebody to whom a key was to be sealed must not have it.
    #[error("{0}")]
    MayNotReceive(Barred),
    /// The roster belongs to another installation.
    #[error("the roster is of another installation")]
    OtherInstallation,
    /// The roster is older than one already seen.
    #[error("the roster is older than one already seen")]
    OlderRoster,
    /// The roster is not valid yet.
    #[error("the roster is not valid yet")]
    EarlyRoster,
    /// The roster expired more than 30 days ago.
    #[error("the roster expired too long ago")]
    ExpiredRoster,
    /// Nobody who may read it remains.
    #[error("nobody remains who could receive this")]
    NobodyLeft,
    /// Fewer than two keepers remain to whom a name could be sealed.
    #[error("fewer than two keepers of names remain who were not left out")]
    FewKeepers,
    /// No name was left, or the list of readers it was left under is not known.
    #[error("no name was left in this case, or the list of readers it was left under is not known")]
    NoIdentity,
    /// An attachment is not the one that was described.
    #[error("the attachment is not the one described")]
    OtherAttachment,
    /// The stretching of words or passphrase failed, for want of memory.
    #[error("could not derive the keys")]
    Derivation,
}
