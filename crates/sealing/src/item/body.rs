//! The bodies of items, one type a kind. Never gives text a meaning: what people wrote is shown inert.

use std::collections::BTreeSet;

use ledger::{Hash, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Change, Kind};
use crate::attachment::Attachment;
use crate::hybrid::Recipient;
use crate::identity::{Vault, is_reason};
use crate::{Error, StaffId, json};

/// Ids of people, sorted, each once.
pub type People = BTreeSet<StaffId>;

/// What an item says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The report itself.
    Report(Box<Report>),
    /// A message in the conversation.
    Message(Message),
    /// A new stage.
    Stage(StageChange),
    /// Who can read from now on.
    Notice(Box<Notice>),
    /// The reporter's name, for the keepers.
    Identity(Box<Vault>),
    /// Tells the reporter that their name is known now.
    Disclosed(Disclosed),
    /// A note among members.
    Note(Message),
    /// A change to what members keep about the case.
    Change(Box<Change>),
}

impl Body {
    /// Its kind, which its header names.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Report(_) => Kind::Report,
            Self::Message(_) => Kind::Message,
            Self::Stage(_) => Kind::Stage,
            Self::Notice(_) => Kind::Notice,
            Self::Identity(_) => Kind::Identity,
            Self::Disclosed(_) => Kind::Disclosed,
            Self::Note(_) => Kind::Note,
            Self::Change(_) => Kind::Change,
        }
    }

    /// The attachments it names.
    pub fn attachments(&self) -> &[Attachment] {
        match self {
            Self::Report(report) => &report.attachments,
            Self::Message(message) | Self::Note(message) => &message.attachments,
            Self::Stage(_) | Self::Notice(_) | Self::Identity(_) | Self::Disclosed(_) | Self::Change(_) => &[],
        }
    }

    pub(crate) fn read(kind: Kind, bytes: &[u8]) -> Result<Self, Error> {
        let body = match kind {
            Kind::Report => Self::Report(Box::new(json::read(bytes)?)),
            Kind::Message => Self::Message(json::read(bytes)?),
            Kind::Stage => Self::Stage(json::read(bytes)?),
            Kind::Notice => Self::Notice(Box::new(json::read(bytes)?)),
            Kind::Identity => Self::Identity(Box::new(json::read(bytes)?)),
            Kind::Disclosed => Self::Disclosed(json::read(bytes)?),
            Kind::Note => Self::Note(json::read(bytes)?),
            Kind::Change => Self::Change(Box::new(json::read(bytes)?)),
        };
        body.attachments().iter().try_for_each(Attachment::check)?;
        match &body {
            Self::Report(report) => report.check()?,
            Self::Notice(notice) => notice.check()?,
            Self::Identity(vault) => vault.check()?,
            Self::Disclosed(disclosed) => disclosed.check()?,
            Self::Change(change) => change.check()?,
            _ => {}
        }
        Ok(body)
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>, Error> {
        match self {
            Self::Report(report) => json::write(report),
            Self::Message(message) | Self::Note(message) => json::write(message),
            Self::Stage(stage) => json::write(stage),
            Self::Notice(notice) => json::write(notice),
            Self::Identity(vault) => json::write(vault),
            Self::Disclosed(disclosed) => json::write(disclosed),
            Self::Change(change) => json::write(change),
        }
    }
}

/// One answer of the questionnaire; several choices stand on lines of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Which question.
    pub question: String,
    /// What was answered.
    pub value: String,
}

/// Where replies go and how the reporter's posts are known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailboxAddress {
    /// Replies are sealed to it.
    pub recipient: Recipient,
    /// The reporter's posts are signed by it.
    pub signing: VerifyingKey,
}

/// Item 0: the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Hash of the questionnaire that was answered.
    pub questionnaire: Hash,
    /// The answers given.
    pub answers: Vec<Answer>,
    /// Attachments filed with it.
    pub attachments: Vec<Attachment>,
    /// The reporter's address; staff take it from here and nowhere else.
    pub mailbox: MailboxAddress,
    /// The first conversation recipient.
    pub conversation: Recipient,
    /// The reporter's name for the keepers, if it was left with the report.
    #[serde(deserialize_with = "json::present")]
    pub vault: Option<Vault>,
    /// Who must never receive it.
    #[serde(with = "sorted")]
    pub left_out: People,
    /// The first readers.
    #[serde(with = "sorted")]
    pub members: People,
    /// Who could be woken.
    #[serde(deserialize_with = "json::present")]
    pub sleeper: Option<StaffId>,
    /// Hash of keyring 1.
    pub keyring: Hash,
}

impl Report {
    fn check(&self) -> Result<(), Error> {
        if self.members.is_empty() || self.sleeper.is_some_and(|sleeper| self.members.contains(&sleeper)) {
            return Err(Error::Rule("a report has members, and its sleeper is none of them"));
        }
        let mut named = self.members.iter().chain(&self.sleeper);
        if named.any(|person| self.left_out.contains(person)) {
            return Err(Error::Rule("a report names somebody as reader who was left out"));
        }
        self.vault.as_ref().map_or(Ok(()), Vault::check)
    }
}

/// Text and attachments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// What was written.
    pub text: String,
    /// What was sent with it.
    pub attachments: Vec<Attachment>,
}

/// What the reporter is told of the case's course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Somebody has confirmed it.
    Confirmed,
    /// It is being assessed.
    Assessing,
    /// There is a question for the reporter.
    Question,
    /// It is being investigated.
    Investigating,
    /// Findings are being acted on.
    Acting,
    /// There is feedback.
    Feedback,
    /// It is closed.
    Closed,
}

/// A new stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageChange {
    /// From now on.
    pub stage: Stage,
}

/// Tells the reporter who can read from keyring `version` on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The keyring's version, from 2.
    pub version: u32,
    /// Who can read.
    #[serde(with = "sorted")]
    pub members: People,
    /// Who could be woken.
    #[serde(deserialize_with = "json::present")]
    pub sleeper: Option<StaffId>,
    /// The new conversation recipient.
    pub conversation: Recipient,
    /// Hash of the keyring.
    pub keyring: Hash,
    /// Hash of the notice before; `null` for version 2.
    #[serde(deserialize_with = "json::present")]
    pub previous: Option<Hash>,
}

impl Notice {
    fn check(&self) -> Result<(), Error> {
        if self.version < 2 || self.previous.is_some() != (self.version > 2) {
            return Err(Error::Rule("a notice names the one before if and only if it is not the first"));
        }
        if self.members.is_empty() || self.sleeper.is_some_and(|sleeper| self.members.contains(&sleeper)) {
            return Err(Error::Rule("a keyring has members, and its sleeper is none of them"));
        }
        Ok(())
    }
}

/// Tells the reporter that a reader knows their name from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosed {
    /// Why, as the keepers were told.
    pub reason: String,
}

impl Disclosed {
    fn check(&self) -> Result<(), Error> {
        if is_reason(&self.reason) { Ok(()) } else { Err(Error::Rule("a name is made known for a reason")) }
    }
}

/// Sets that stand in JSON as sorted lists: another order or a repetition is refused.
pub(crate) mod sorted {
    use super::{BTreeSet, Deserialize, Deserializer, Serialize, Serializer};
    use serde::de::Error as _;

    pub(crate) fn serialize<T: Serialize, S: Serializer>(set: &BTreeSet<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(set)
    }

    pub(crate) fn deserialize<'de, T: Deserialize<'de> + Ord, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<T>, D::Error> {
        let list = Vec::<T>::deserialize(deserializer)?;
        if !list.is_sorted_by(|left, right| left < right) {
            return Err(D::Error::custom("not sorted"));
        }
        Ok(list.into_iter().collect())
    }
}
