//! The header of an item: which case, for whom, by whom, and what came before it. Never says more of time than the day.

use std::fmt;
use std::str::FromStr;

use calendar::Day;
use ledger::Hash;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Kind;
use crate::{CaseId, Error, StaffId, json};

/// Who speaks. Members of the staff come before the reporter, as their spellings sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Author {
    /// A person of the staff.
    Staff(StaffId),
    /// The reporter.
    Reporter,
}

impl Author {
    /// The person, if it is one of the staff.
    pub fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(id) => Some(id),
            Self::Reporter => None,
        }
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Staff(id) => id.fmt(f),
            Self::Reporter => f.write_str("reporter"),
        }
    }
}

impl FromStr for Author {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text == "reporter" { Ok(Self::Reporter) } else { text.parse().map(Self::Staff) }
    }
}

impl Serialize for Author {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Author {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Who can read an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Members and the reporter.
    Conversation,
    /// Members only.
    Members,
}

/// The newest item of another author that the writer had seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Whose item.
    pub author: Author,
    /// Its number.
    pub seq: u32,
    /// Its hash.
    pub hash: Hash,
}

/// What stands in front of an item's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Which case.
    pub case: CaseId,
    /// Who can read it.
    pub audience: Audience,
    /// What it is.
    pub kind: Kind,
    /// Who wrote it.
    pub author: Author,
    /// Number among the items of this author and audience, from 0.
    pub seq: u32,
    /// Hash of the author's item before.
    #[serde(deserialize_with = "json::present")]
    pub previous: Option<Hash>,
    /// The others' newest items, sorted by author.
    pub heads: Vec<Head>,
    /// Hash of the roster in force.
    pub roster: Hash,
    /// The day, as the author's clock had it.
    pub day: Day,
}

impl Header {
    /// Checks kind, audience, author, number and heads against the table of docs/protocol.md 4.
    ///
    /// # Errors
    /// [`Error::Rule`].
    pub(super) fn check(&self) -> Result<(), Error> {
        let reporter = self.author == Author::Reporter;
        let fits = match self.kind {
            Kind::Report => reporter && self.seq == 0 && self.heads.is_empty(),
            Kind::Message => !(reporter && self.seq == 0),
            Kind::Identity => reporter && self.seq > 0,
            Kind::Stage | Kind::Disclosed | Kind::Notice | Kind::Note | Kind::Change => !reporter,
        };
        if !fits || self.audience != self.kind.audience() {
            return Err(Error::Rule("an item's kind, audience, author and number do not fit"));
        }
        if self.previous.is_some() != (self.seq > 0) {
            return Err(Error::Rule("an item names a previous one if and only if it is not the first"));
        }
        let sorted = self.heads.is_sorted_by(|left, right| left.author < right.author);
        if !sorted || self.heads.iter().any(|head| head.author == self.author) {
            return Err(Error::Rule("heads are of others, sorted, each once"));
        }
        Ok(())
    }
}
