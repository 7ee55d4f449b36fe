//! Letters between people of the staff: all of one size, sealed to whoever receives them. The house keeps to whom one goes and on which
//! day it came, never from whom, and never for which case.

use async_trait::async_trait;
use bytes::Bytes;
use calendar::Day;

use crate::{LetterId, Role, Roles, StaffId, StoreError};

/// Bytes of every letter. Another number is refused, so that none tells by its size what it is about.
pub const LETTER: usize = sealing::identity::LETTER;
/// Letters that wait for one person at most.
pub const MOST: i64 = 100;
/// Days after which a letter goes.
pub const KEPT_DAYS: i32 = 90;

/// Whether people of these roles write to each other: whoever reads cases to keepers of names, and keepers to those who read. Whoever
/// is both writes to either.
#[must_use]
pub fn may_write(from: Roles, to: Roles) -> bool {
    let reads = |roles: Roles| [Role::Handler, Role::Fallback, Role::Governing].into_iter().any(|role| roles.has(role));
    let keeps = |roles: Roles| roles.has(Role::Custodian);
    (reads(from) && keeps(to)) || (keeps(from) && reads(to))
}

/// A letter to its receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLetter {
    /// To whom.
    pub to: StaffId,
    /// What the writer is here, which says to whom they may write. It is not kept.
    pub by: Roles,
    /// The sealed bytes, [`LETTER`] of them.
    pub sealed: Bytes,
    /// The day.
    pub today: Day,
}

/// How posting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It waits for its receiver.
    Kept,
    /// Nobody of this id has enrolled, or they are not somebody to whom the writer may write: alike.
    Nobody,
    /// As many wait for that person as may.
    Full,
}

/// A letter as its receiver finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Random.
    pub id: LetterId,
    /// The sealed bytes.
    pub sealed: Bytes,
}

/// The store's side of letters.
#[async_trait]
pub trait Letters: Send + Sync {
    /// Keeps a letter under a random id.
    ///
    /// # Errors
    /// `Misfit` for another size; `Corrupt`, `Full`, `Unavailable`.
    async fn post_letter(&self, letter: NewLetter) -> Result<Posted, StoreError>;

    /// Somebody's own letters, in the order of their random ids.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn letters(&self, person: StaffId) -> Result<Vec<Letter>, StoreError>;

    /// Throws one of somebody's own letters away; `false` where they have none of this id.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn drop_letter(&self, person: StaffId, letter: LetterId) -> Result<bool, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_write_to_keepers_and_keepers_to_readers() {
        let of = |roles: &[Role]| roles.iter().copied().collect::<Roles>();
        for reader in [Role::Handler, Role::Fallback, Role::Governing] {
            assert!(may_write(of(&[reader]), of(&[Role::Custodian])) && may_write(of(&[Role::Custodian]), of(&[reader])));
            assert!(!may_write(of(&[reader]), of(&[Role::Handler])));
            assert!(may_write(of(&[reader]), of(&[Role::Custodian, Role::Handler])), "who is both may be asked");
            assert!(may_write(of(&[reader, Role::Custodian]), of(&[reader])), "who is both may answer");
            assert!(may_write(of(&[reader, Role::Custodian]), of(&[Role::Custodian])));
        }
        assert!(!may_write(of(&[Role::Custodian]), of(&[Role::Custodian])));
        for other in [Role::Officer, Role::Manager, Role::Auditor, Role::Administrator] {
            assert!(!may_write(of(&[other]), of(&[Role::Custodian, Role::Handler])));
            assert!(!may_write(of(&[Role::Custodian, Role::Handler]), of(&[other])));
        }
    }
}
