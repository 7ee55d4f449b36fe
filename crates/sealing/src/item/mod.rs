//! Items: everything that is said in a case, each signed by its author and sealed to two recipients (docs/protocol.md 4).
//!
//! Never sealed to anybody by name: the case's own keys stand between items and people.

mod body;
mod change;
mod header;

use rand::seq::SliceRandom;
use rand::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::hybrid::{Identity, Recipient};
use crate::signed::{Purpose, Signed, Unverified};
use crate::{Error, Sealed, padding, seal};

pub(crate) use body::sorted;
pub use body::{Answer, Body, Disclosed, MailboxAddress, Message, Notice, People, Report, Stage, StageChange};
pub use change::{Change, Closure, HandOff, IdentityAsked, Outcome, Reasoned, Switched, Task};
pub(crate) use change::{LABEL, LINE, is_line};
pub use header::{Audience, Author, Head, Header};

/// Stanzas of every item.
pub const STANZAS: usize = 2;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Item 0.
    Report,
    /// A message in the conversation.
    Message,
    /// A new stage.
    Stage,
    /// Who can read from now on.
    Notice,
    /// The reporter's name, for the keepers.
    Identity,
    /// Tells the reporter that their name is known now.
    Disclosed,
    /// A note among members.
    Note,
    /// A change to what members keep about the case.
    Change,
}

impl Kind {
    /// For whom such items are.
    pub const fn audience(self) -> Audience {
        match self {
            Self::Report | Self::Message | Self::Stage | Self::Notice | Self::Identity | Self::Disclosed => Audience::Conversation,
            Self::Note | Self::Change => Audience::Members,
        }
    }
}

/// Signing and sealing items.
#[derive(Debug, Clone, Copy)]
pub enum Item {}

impl Purpose for Item {
    const NAME: &'static str = "item";
    type Header = Header;
    type Body = Body;

    fn padded(length: usize) -> Result<usize, Error> {
        padding::item(length)
    }

    fn check(header: &Header) -> Result<(), Error> {
        header.check()
    }

    fn read(header: &Header, body: &[u8]) -> Result<Body, Error> {
        Body::read(header.kind, body)
    }

    fn write(body: &Body) -> Result<Zeroizing<Vec<u8>>, Error> {
        body.write().map(Zeroizing::new)
    }
}

/// An item with the signature it should have.
pub type SignedItem = Signed<Item>;
/// An item that was opened and not checked.
pub type UnverifiedItem = Unverified<Item>;

/// Seals an item to its two recipients, in random order.
///
/// # Errors
/// [`Error::Sealing`].
pub fn seal_item(item: &SignedItem, recipients: &[Recipient; STANZAS], rng: &mut (impl CryptoRng + RngCore)) -> Result<Sealed, Error> {
    let mut order = recipients.clone();
    order.shuffle(rng);
    seal::seal(&order, &item.padded()?)
}

/// Opens an item with one of its keys; refuses any other number of stanzas than two.
///
/// # Errors
/// As [`seal::open`] and [`Unverified::parse`].
pub fn open_item(sealed: &Sealed, identity: &Identity) -> Result<UnverifiedItem, Error> {
    Unverified::parse(&seal::open(sealed, identity, STANZAS)?)
}

#[cfg(test)]
mod item_test;
