//! One change to the card of a case, as members write it among themselves (docs/protocol.md 4). Says one thing and not the whole card, so
//! that of two who change different things at once nobody's is lost.

use calendar::Day;
use ledger::Hash;
use serde::{Deserialize, Serialize};

use super::{People, sorted};
use crate::identity::{self, ASKED};
use crate::{CaseId, Error, StaffId, TaskId, json};

/// Characters of a label at most.
pub(crate) const LABEL: usize = 40;
/// Characters of what is told in one line: a title, a task, whom a case was handed to.
pub(crate) const LINE: usize = 200;
/// Characters of a reason.
const REASON: usize = 4000;

/// What a first look came to. Source: the triage of ISO 37002 8.3 and its neighbours, in domain terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is taken up.
    Accepted,
    /// It is a security event, for those who respond to such.
    SecurityEvent,
    /// A weakness or a suggestion, and no violation.
    Weakness,
    /// The same matter as another case. The mailboxes stay apart.
    Duplicate,
    /// Not for this channel; the reason says where to.
    OutOfScope,
    /// More must be asked first.
    NotEnough,
    /// Somebody in conflict reads it, or would; it takes another way.
    Conflict,
    /// Somebody must be protected at once.
    ProtectNow,
    /// Handed to somebody outside.
    Referred,
    /// Meant to harm.
    Abusive,
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closure {
    /// It is so.
    Substantiated,
    /// Some of it is so.
    Partly,
    /// Tested, and not supported. Never means that it was false.
    Unsubstantiated,
    /// Tested, and nothing can be said.
    Inconclusive,
    /// There was not enough to test.
    NotEnough,
    /// Not for this channel.
    OutOfScope,
    /// Put right without an investigation.
    Resolved,
    /// The same matter as another case.
    Duplicate,
    /// The reporter knew that it was false. Counts only when a second member agrees.
    KnowinglyFalse,
}

/// A task as it is from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Which.
    pub task: TaskId,
    /// What is to be done.
    pub text: String,
    /// By whom.
    #[serde(deserialize_with = "json::present")]
    pub who: Option<StaffId>,
    /// Until when.
    #[serde(deserialize_with = "json::present")]
    pub due: Option<Day>,
    /// Whether it is done.
    pub done: bool,
}

/// A choice with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reasoned<T> {
    /// What was chosen.
    pub choice: T,
    /// Why. Never empty.
    pub reason: String,
}

/// Something that is on or off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switched<T> {
    /// What.
    pub name: T,
    /// Whether from now on.
    pub on: bool,
}

/// Somebody outside to whom the matter was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOff {
    /// Whom: an office, a function.
    pub to: String,
    /// What was given, and why.
    pub reason: String,
}

/// A request to two keepers, as the other members are told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityAsked {
    /// Hash of the request.
    pub request: Hash,
    /// Hash of the vault.
    pub vault: Hash,
    /// The two keepers.
    #[serde(with = "sorted")]
    pub to: People,
    /// Why.
    pub reason: String,
    /// Why the reporter is not told, if they are not.
    #[serde(deserialize_with = "json::present")]
    pub withheld: Option<String>,
}

impl IdentityAsked {
    fn fits(&self) -> bool {
        self.to.len() == ASKED && identity::is_reason(&self.reason) && self.withheld.as_deref().is_none_or(identity::is_reason)
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", content = "value", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// What members call the case; empty: nothing any more.
    Title(String),
    /// A label that it has or has no more.
    Label(Switched<String>),
    /// Who leads.
    Lead(Option<StaffId>),
    /// What the first look came to.
    Outcome(Reasoned<Outcome>),
    /// A task, new or changed.
    Task(Task),
    /// Another case about the same matter, or no more.
    Linked(Switched<CaseId>),
    /// It was handed to somebody outside.
    HandOff(HandOff),
    /// How it ended.
    Closure(Reasoned<Closure>),
    /// It goes on after all.
    Reopened(String),
    /// Agrees to the closure in the item with this hash.
    Agreed(Hash),
    /// Keepers are asked for the reporter's name.
    IdentityAsked(IdentityAsked),
    /// What was asked in the request with this hash was read.
    IdentityRead(Hash),
}

impl Change {
    /// Whether texts are as long as they may be and in one line where they must.
    ///
    /// # Errors
    /// [`Error::Rule`].
    pub(super) fn check(&self) -> Result<(), Error> {
        let fits = match self {
            Self::Title(title) => title.is_empty() || is_line(title, LINE),
            Self::Label(label) => is_line(&label.name, LABEL),
            Self::Task(task) => is_line(&task.text, LINE),
            Self::HandOff(given) => is_line(&given.to, LINE) && is_reason(&given.reason),
            Self::Outcome(outcome) => is_reason(&outcome.reason),
            Self::Closure(closure) => is_reason(&closure.reason),
            Self::Reopened(reason) => is_reason(reason),
            Self::IdentityAsked(asked) => asked.fits(),
            Self::Lead(_) | Self::Linked(_) | Self::Agreed(_) | Self::IdentityRead(_) => true,
        };
        if fits { Ok(()) } else { Err(Error::Rule("a change says something, in one line where it is one, and no more than it may")) }
    }
}

/// Whether a text stands in one line and is no longer than it may be.
pub(crate) fn is_line(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most && !text.chars().any(char::is_control)
}

fn is_reason(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= REASON
}
