//! What is wrong with what a server showed, in types, so that clients can say it in words a person understands.
//! Never stops anything: a conversation with findings is shown together with them.

use ledger::Hash;

use crate::item::Author;
use crate::{AttachmentId, ItemId};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It opens for nobody here, or is damaged.
    Unreadable {
        /// As the server calls it.
        id: ItemId,
    },
    /// It belongs to another case or audience.
    OtherCase {
        /// The item.
        hash: Hash,
    },
    /// Its signature is not its author's, or its author is in no roster that was given.
    Forged {
        /// Who it claims to be by.
        author: Author,
        /// The item.
        hash: Hash,
    },
    /// Written by somebody who was never named as a reader.
    Stranger {
        /// By whom.
        author: Author,
        /// The item.
        hash: Hash,
    },
    /// Written by somebody whom the reporter left out.
    LeftOut {
        /// By whom.
        author: Author,
        /// The item.
        hash: Hash,
    },
    /// Shown twice.
    Repeated {
        /// The item.
        hash: Hash,
    },
    /// One author, one number, two items.
    Forked {
        /// By whom.
        author: Author,
        /// The number.
        seq: u32,
    },
    /// An item before a later one of the same author is not there, or is not the one it names.
    Gap {
        /// By whom.
        author: Author,
        /// The number of the earlier one.
        seq: u32,
    },
    /// Somebody saw this item; it is not shown, or another one in its place.
    Dropped {
        /// By whom.
        author: Author,
        /// The number.
        seq: u32,
    },
    /// Own items are missing, by count.
    OwnMissing {
        /// How many.
        count: usize,
    },
    /// The mailbox state is older than what is shown, or than its number says.
    StateRolledBack,
    /// A notice that breaks the rule and is not followed.
    NoticeRefused {
        /// The keyring's version it speaks of.
        version: u32,
        /// The item.
        hash: Hash,
        /// By whom.
        author: Author,
        /// Which rule.
        why: NoticeFault,
        /// It could be the one that counts, and nobody here can tell.
        doubt: bool,
    },
    /// A notice that was accepted before is not shown any more.
    NoticeDropped {
        /// The keyring's version it spoke of.
        version: u32,
    },
    /// An author went back to an older roster, or used one long out of its time.
    OldRoster {
        /// By whom.
        author: Author,
        /// The item.
        hash: Hash,
    },
    /// An attachment that an item names is not there.
    AttachmentMissing {
        /// Hash of its ciphertext.
        sha256: Hash,
    },
}

/// Why a notice is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeFault {
    /// It does not name the notice before it.
    Link,
    /// Nobody named before has signed it.
    Author,
    /// It names somebody who was left out as a reader.
    LeftOut,
    /// It names somebody as a reader who does not stand on the list it names as one who reads cases.
    Roles,
    /// Nothing is wrong with it, but another one in its place is followed.
    Rival,
}

impl Finding {
    /// Whether what a reporter writes now could reach somebody who must not have it. Whatever any single reader can put into a
    /// conversation is no reason by itself: else one of them could silence the reporter.
    pub fn stops_reporter(&self) -> bool {
        match self {
            Self::Stranger { .. } | Self::LeftOut { .. } | Self::StateRolledBack | Self::NoticeDropped { .. } | Self::OldRoster { .. } => {
                true
            }
            Self::NoticeRefused { doubt, .. } => *doubt,
            _ => false,
        }
    }

    /// Whether what a member writes now could reach somebody who must not have it.
    pub fn stops_member(&self) -> bool {
        matches!(self, Self::Stranger { .. } | Self::LeftOut { .. })
    }
}

/// An attachment as the server lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredAttachment {
    /// As the server calls it.
    pub id: AttachmentId,
    /// Hash of its ciphertext.
    pub sha256: Hash,
    /// Bytes of ciphertext.
    pub bytes: u64,
}
