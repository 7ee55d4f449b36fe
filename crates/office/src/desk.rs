//! What the handler functions of this door share. It holds the store's side of people, of documents and of the log, and no other.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use domain::{
    Actor, Clock, Day, ZoneOffset,
    acts::By,
    announcements::Announcements,
    departures::Departures,
    documents::{Documents, Listed, StoredRoster},
    log::Log,
    staff::{Account, Staff},
};

/// What a new list of readers must say, beside the people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// One more than the version in force; 1 for the first.
    pub version: u32,
    /// Its first day.
    pub from: Day,
    /// Its last day, as late as there is one.
    pub until: Day,
    /// Places in every keyring.
    pub stanza_count: usize,
    /// Profile of deadlines.
    pub jurisdiction: String,
}

/// Why a signed list is not put in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no list, or not signed with the organisation's key.
    #[error("signature")]
    Signature,
    /// It does not follow the list in force.
    #[error("version")]
    Version,
    /// It is not valid today.
    #[error("term")]
    Term,
    /// It is for another organisation, jurisdiction or number of places.
    #[error("content")]
    Content,
    /// It names somebody who has not enrolled, or not with these keys, roles, groups or name.
    #[error("person")]
    Person,
    /// Nobody in it could receive a report.
    #[error("no-handler")]
    NoHandler,
}

/// A signed list that may come into force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The list.
    pub list: StoredRoster,
    /// Whom it names, with which keys: that holds still when it is put in force.
    pub people: Vec<Listed>,
}

/// Who knows what a list of readers is and what the organisation signed. This door signs nothing; it asks.
pub trait Notary: Send + Sync {
    /// What the next list must say, after the one in force.
    fn draft(&self, in_force: Option<&StoredRoster>, today: Day) -> Draft;

    /// Judges a signed list against the one in force and everybody who has enrolled.
    ///
    /// # Errors
    /// Why it is refused.
    fn judge(&self, note: String, in_force: Option<&StoredRoster>, people: &[Account], today: Day) -> Result<Judged, Refusal>;

    /// Everybody on a list that is in force, with their keys; nobody if it is out of its time or not the organisation's.
    fn listed(&self, in_force: &StoredRoster, today: Day) -> Vec<Listed>;

    /// The organisation's key under its passphrase, while it still lies on this machine. `None`: it is offline.
    fn sealed_key(&self) -> Option<Bytes>;
}

/// Where tokens and ids come from.
pub type Tokens = Box<dyn Fn() -> [u8; 32] + Send + Sync>;

/// The desk behind the door.
pub struct Desk {
    /// People, their invitations, their sessions.
    pub staff: Arc<dyn Staff>,
    /// People who go, and people who lost their keys.
    pub departures: Arc<dyn Departures>,
    /// Lists of readers.
    pub documents: Arc<dyn Documents>,
    /// The log.
    pub log: Arc<dyn Log>,
    /// When staff were told of this place.
    pub announcements: Arc<dyn Announcements>,
    /// Where reporters come to, as it stands on a poster.
    pub reporters: Vec<String>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where the organisation's day begins.
    pub zone: ZoneOffset,
    /// Who knows what was signed.
    pub notary: Arc<dyn Notary>,
    /// Where tokens come from.
    pub tokens: Tokens,
}

impl Desk {
    pub(crate) fn today(&self) -> Day {
        self.clock.now().day(self.zone)
    }

    /// Somebody, today.
    pub(crate) fn by(&self, actor: Actor) -> By {
        By::person(actor.person, self.today())
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Desk")
    }
}
