//! The mailbox state: what the reporter last saw, kept by the server for a reporter who keeps nothing (docs/protocol.md 6).
//!
//! Sealed to the reporter alone, always 16 KiB. Never older than the post it came with.

use calendar::Day;
use ledger::Hash;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::hybrid::{Identity, Recipient};
use crate::item::{Head, People, sorted};
use crate::readers::Readers;
use crate::signed::{Purpose, Signed, Unverified};
use crate::{CaseId, Error, Sealed, StaffId, json, padding, seal};

/// Signing and sealing mailbox states.
#[derive(Debug, Clone, Copy)]
pub enum MailboxState {}

/// A state with the reporter's signature.
pub type SignedState = Signed<MailboxState>;
/// A state that was opened and not checked.
pub type UnverifiedState = Unverified<MailboxState>;

/// What stands in front of a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Which case.
    pub case: CaseId,
    /// Counts from 1 with every post.
    pub version: u32,
    /// The day.
    pub day: Day,
}

/// The newest roster met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterMet {
    /// Its number; older ones are refused.
    pub version: u32,
    /// Its hash.
    pub hash: Hash,
}

/// The reporter's own last item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnHead {
    /// Its number.
    pub seq: u32,
    /// Its hash.
    pub hash: Hash,
    /// How many own items were sealed so that the words cannot open them; left away where none was.
    #[serde(default, skip_serializing_if = "none")]
    pub unread: u32,
}

fn none(count: &u32) -> bool {
    *count == 0
}

/// The last notice accepted, or, before any, the people of item 0 under version 1 without a hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeMet {
    /// The keyring's version.
    pub version: u32,
    /// The notice's hash.
    #[serde(deserialize_with = "json::present")]
    pub hash: Option<Hash>,
    /// Who can read.
    #[serde(with = "sorted")]
    pub members: People,
    /// Who could be woken.
    #[serde(deserialize_with = "json::present")]
    pub sleeper: Option<StaffId>,
}

impl NoticeMet {
    /// Members and sleeper.
    pub fn readers(&self) -> Readers {
        Readers { members: self.members.clone(), sleeper: self.sleeper }
    }
}

/// What the reporter last saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The newest roster met.
    pub roster: RosterMet,
    /// Who must never read.
    #[serde(with = "sorted")]
    pub left_out: People,
    /// The own last item.
    pub own: OwnHead,
    /// The others' last items, sorted by author.
    pub seen: Vec<Head>,
    /// Newest conversation recipient accepted.
    pub conversation: Recipient,
    /// Last notice accepted.
    pub notice: NoticeMet,
}

impl Body {
    fn check(&self) -> Result<(), Error> {
        let sorted = self.seen.is_sorted_by(|left, right| left.author < right.author);
        if !sorted || self.seen.iter().any(|head| head.author.staff().is_none()) {
            return Err(Error::Rule("a state has seen the staff's items, sorted, each author once"));
        }
        if self.notice.version == 0 || self.notice.hash.is_some() != (self.notice.version > 1) {
            return Err(Error::Rule("a state's notice has a hash from version 2 on"));
        }
        Ok(())
    }
}

impl Purpose for MailboxState {
    const NAME: &'static str = "mailbox-state";
    type Header = Header;
    type Body = Body;

    fn padded(length: usize) -> Result<usize, Error> {
        if length > padding::STATE { Err(Error::TooLarge) } else { Ok(padding::STATE) }
    }

    fn check(header: &Header) -> Result<(), Error> {
        if header.version == 0 { Err(Error::Rule("states count from 1")) } else { Ok(()) }
    }

    fn read(_: &Header, body: &[u8]) -> Result<Body, Error> {
        let body: Body = json::read(body)?;
        body.check()?;
        Ok(body)
    }

    fn write(body: &Body) -> Result<Zeroizing<Vec<u8>>, Error> {
        json::write(body).map(Zeroizing::new)
    }
}

/// Seals a state to the reporter alone.
///
/// # Errors
/// [`Error::Sealing`].
pub fn seal_state(state: &SignedState, mailbox: &Recipient) -> Result<Sealed, Error> {
    seal::seal(std::slice::from_ref(mailbox), &state.padded()?)
}

/// Opens a state with the mailbox identity; refuses any other number of stanzas than one.
///
/// # Errors
/// As [`seal::open`] and [`Unverified::parse`].
pub fn open_state(sealed: &Sealed, identity: &Identity) -> Result<UnverifiedState, Error> {
    Unverified::parse(&seal::open(sealed, identity, 1)?)
}

#[cfg(test)]
mod state_test;
