//! The book: what a person keeps for themselves about their cases (docs/protocol.md 14).
//!
//! Signed by and sealed to its own person, of one of eight sizes. By it a client without memory knows what was seen before. Never
//! decides what to believe: whether a book is older than another one is for whoever remembers that.

use calendar::Day;
use ledger::Hash;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::hybrid::{Identity, Recipient};
use crate::item::{LABEL, LINE, Stage, is_line};
use crate::signed::{Purpose, Signed, Unverified};
use crate::{CaseId, Error, Sealed, StaffId, json, padding, seal};

/// So long a case is remembered that the server's list names no more, in days.
pub const GONE_DAYS: i32 = 90;

/// Signing and sealing books.
#[derive(Debug, Clone, Copy)]
pub enum Book {}

/// A book with its person's signature.
pub type SignedBook = Signed<Book>;
/// A book that was opened and not checked.
pub type UnverifiedBook = Unverified<Book>;

/// What stands in front of a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Whose it is.
    pub person: StaffId,
    /// Counts from 1 with every writing.
    pub version: u32,
    /// The day.
    pub day: Day,
}

/// The last item in the order of each audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Last {
    /// Of the conversation.
    pub conversation: Hash,
    /// Of what members write among themselves.
    #[serde(deserialize_with = "json::present")]
    pub members: Option<Hash>,
}

/// What is kept about one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Which case.
    pub case: CaseId,
    /// The highest keyring that was taken.
    pub version: u32,
    /// Its hash.
    pub keyring: Hash,
    /// How many items the server had when the case was opened last.
    pub items: u32,
    /// How many of them the person was shown.
    pub read: u32,
    /// The last ones.
    pub last: Last,
    /// What members call it, or nothing.
    pub title: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// Who leads.
    #[serde(deserialize_with = "json::present")]
    pub lead: Option<StaffId>,
    /// What the reporter reads.
    #[serde(deserialize_with = "json::present")]
    pub stage: Option<Stage>,
    /// The first day on which the server's list did not name it.
    #[serde(deserialize_with = "json::present")]
    pub gone: Option<Day>,
}

impl Kept {
    fn check(&self) -> Result<(), Error> {
        let title = self.title.is_empty() || is_line(&self.title, LINE);
        let lines = title && self.labels.iter().all(|label| is_line(label, LABEL));
        let gone = self.gone.is_none_or(|day| day.number() >= 0);
        if self.version == 0 || self.read > self.items || !lines || !gone {
            return Err(Error::Rule("a book keeps keyrings from 1, reads no more items than there are, and has names of one line"));
        }
        Ok(())
    }

    /// Of two sessions' memories of one case, all that either knows.
    #[must_use]
    pub fn together(self, other: Self) -> Self {
        let (read, gone) = (self.read.max(other.read), self.gone.zip(other.gone).map(|(one, other)| one.min(other)));
        let higher = if self.version >= other.version { &self } else { &other };
        let (version, keyring) = (higher.version, higher.keyring);
        let (newer, older) = if self.items >= other.items { (self, other) } else { (other, self) };
        let named = if gone.is_none() && newer.gone.is_some() { older } else { newer.clone() };
        Self { version, keyring, read, gone, title: named.title, labels: named.labels, lead: named.lead, stage: named.stage, ..newer }
    }
}

/// The cases, sorted by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Each once.
    pub cases: Vec<Kept>,
}

impl Body {
    fn check(&self) -> Result<(), Error> {
        if !self.cases.is_sorted_by(|left, right| left.case < right.case) {
            return Err(Error::Rule("a book's cases are sorted, each once"));
        }
        self.cases.iter().try_for_each(Kept::check)
    }
}

impl Purpose for Book {
    const NAME: &'static str = "book";
    type Header = Header;
    type Body = Body;

    fn padded(length: usize) -> Result<usize, Error> {
        padding::book(length)
    }

    fn check(header: &Header) -> Result<(), Error> {
        if header.version == 0 { Err(Error::Rule("books count from 1")) } else { Ok(()) }
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

/// Seals a book to its own person.
///
/// # Errors
/// [`Error::Sealing`], [`Error::TooLarge`].
pub fn seal_book(book: &SignedBook, own: &Recipient) -> Result<Sealed, Error> {
    seal::seal(std::slice::from_ref(own), &book.padded()?)
}

/// Opens a book with its person's identity; refuses any other number of stanzas than one.
///
/// # Errors
/// As [`seal::open`] and [`Unverified::parse`].
pub fn open_book(sealed: &Sealed, identity: &Identity) -> Result<UnverifiedBook, Error> {
    Unverified::parse(&seal::open(sealed, identity, 1)?)
}

#[cfg(test)]
mod book_test;
