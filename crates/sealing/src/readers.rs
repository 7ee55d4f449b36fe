//! Who may read: the first readers of a report, drawn at random, and the one question before every seal to a person
//! (docs/protocol.md 8). Never draws anybody who was left out.

mod odds;

use std::collections::BTreeSet;

use rand::seq::SliceRandom;
use rand::{CryptoRng, RngCore};

use crate::item::People;
use crate::roster::{Person, Role, Roster};
use crate::{Error, StaffId};

pub use odds::Odds;

/// From how many handlers on a report has two first readers.
const MANY_HANDLERS: usize = 4;

/// A person to whom a key may be sealed. Only [`may_receive`] makes one.
#[derive(Debug, Clone, Copy)]
pub struct Receiver<'a>(&'a Person);

impl<'a> Receiver<'a> {
    /// The person.
    pub fn person(&self) -> &'a Person {
        self.0
    }
}

/// A person to whom a share of a reporter's name may be sealed. Only [`may_keep`] makes one.
#[derive(Debug, Clone, Copy)]
pub struct Keeper<'a>(&'a Person);

impl<'a> Keeper<'a> {
    /// The person.
    pub fn person(&self) -> &'a Person {
        self.0
    }
}

/// Why somebody may not receive a key of a case; each is a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Barred {
    /// Item 0 names them.
    #[error("the reporter left this person out, and that binds for ever")]
    LeftOut,
    /// The organisation's list does not name them.
    #[error("this person is not on the signed list of readers")]
    NotListed,
    /// They stand on the list for something else.
    #[error("this person is on the signed list, but with no role that reads cases")]
    OtherRoles,
    /// They stand on the list, and keep no names.
    #[error("this person is on the signed list, but keeps no names")]
    KeepsNone,
}

/// The roles that read cases. Custodians and officers are on the list for other keys.
const READ: [Role; 3] = [Role::Handler, Role::Fallback, Role::Governing];

/// Whether a person may receive a key of a case: stands before every seal to a person, and says why not.
///
/// # Errors
/// The reason.
pub fn may_receive<'a>(person: StaffId, roster: &'a Roster, left_out: &People) -> Result<Receiver<'a>, Barred> {
    if left_out.contains(&person) {
        return Err(Barred::LeftOut);
    }
    let listed = roster.person(person).ok_or(Barred::NotListed)?;
    if reads(listed) { Ok(Receiver(listed)) } else { Err(Barred::OtherRoles) }
}

/// Whether somebody stands on the list as one who reads cases.
pub(crate) fn reads(person: &Person) -> bool {
    person.roles.iter().any(|role| READ.contains(role))
}

/// Whether a share of a reporter's name may be sealed to a person, or a request for it: stands before each, and says why not.
///
/// # Errors
/// The reason.
pub fn may_keep<'a>(person: StaffId, roster: &'a Roster, left_out: &People) -> Result<Keeper<'a>, Barred> {
    if left_out.contains(&person) {
        return Err(Barred::LeftOut);
    }
    let listed = roster.person(person).ok_or(Barred::NotListed)?;
    if listed.is(Role::Custodian) { Ok(Keeper(listed)) } else { Err(Barred::KeepsNone) }
}

/// Members of a case and who could be woken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readers {
    /// Who can read; at least one.
    pub members: People,
    /// Who could be woken; none of the members.
    pub sleeper: Option<StaffId>,
}

impl Readers {
    /// Members and sleeper, the members first.
    pub fn everybody(&self) -> impl Iterator<Item = StaffId> {
        self.members.iter().copied().chain(self.sleeper)
    }

    /// Whether a person is one of them.
    pub fn names(&self, id: StaffId) -> bool {
        self.members.contains(&id) || self.sleeper == Some(id)
    }

    /// Those of them who may still receive a key: nobody who has left the list, or was left out.
    #[must_use]
    pub fn who_may_receive(&self, roster: &Roster, left_out: &People) -> Self {
        let may = |id: &StaffId| may_receive(*id, roster, left_out).is_ok();
        Self { members: self.members.iter().copied().filter(may).collect(), sleeper: self.sleeper.filter(may) }
    }

    /// All of them as receivers, if everybody may receive.
    ///
    /// # Errors
    /// [`Error::MayNotReceive`] with the reason; [`Error::Rule`] if the sleeper is also a member; [`Error::NobodyLeft`] without
    /// members.
    pub fn receivers<'a>(&self, roster: &'a Roster, left_out: &People) -> Result<Vec<Receiver<'a>>, Error> {
        if self.members.is_empty() {
            return Err(Error::NobodyLeft);
        }
        if self.sleeper.is_some_and(|sleeper| self.members.contains(&sleeper)) {
            return Err(Error::Rule("a sleeper is not a member"));
        }
        self.everybody().map(|id| may_receive(id, roster, left_out).map_err(Error::MayNotReceive)).collect()
    }
}

/// How many are drawn first, of so many handlers.
const fn first_members(handlers: usize) -> usize {
    if handlers >= MANY_HANDLERS { 2 } else { 1 }
}

/// Draws the first members and the sleeper of a report.
///
/// # Errors
/// [`Error::NobodyLeft`] if no member at all can be drawn.
pub fn draw_readers(roster: &Roster, left_out: &People, rng: &mut (impl CryptoRng + RngCore)) -> Result<Readers, Error> {
    let handlers = roster.with_role(Role::Handler).count();
    let wanted = first_members(handlers);
    let mut members = BTreeSet::new();
    for role in [Role::Handler, Role::Fallback, Role::Governing] {
        let mut rest = candidates(roster, role, left_out);
        rest.retain(|id| !members.contains(id));
        members.extend(rest.choose_multiple(rng, wanted - members.len()).copied());
    }
    if members.is_empty() {
        return Err(Error::NobodyLeft);
    }
    let mut rest = candidates(roster, Role::Fallback, left_out);
    rest.retain(|id| !members.contains(id));
    Ok(Readers { sleeper: rest.choose(rng).copied(), members })
}

fn candidates(roster: &Roster, role: Role, left_out: &People) -> Vec<StaffId> {
    let drawn = roster.with_role(role).filter_map(|person| may_receive(person.id, roster, left_out).ok());
    drawn.map(|receiver| receiver.person().id).collect()
}

#[cfg(test)]
mod readers_test;
