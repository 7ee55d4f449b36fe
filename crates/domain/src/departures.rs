//! People who go, and people who lost their keys. Both are out at once: sessions, sign-in, memberships. Neither act says whether the
//! person was a member of any case, and does as much work for nobody's cases as for many.

use async_trait::async_trait;
use calendar::Day;

use crate::{Actor, EnrolmentHash, Role, Roles, StaffId, StoreError, acts::By};

/// The second of two people must agree within so many days.
pub const AGREE_DAYS: i32 = 7;

/// Whether two people suffice to let a third enrol anew: one of them runs the place.
#[must_use]
pub fn suffice(one: Roles, other: Roles) -> bool {
    one.has(Role::Administrator) || other.has(Role::Administrator)
}

/// How taking somebody out ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// They are out.
    Out,
    /// Nobody of this id has enrolled.
    Unknown,
    /// Nobody would be left who handles reports, and none could be sent.
    LastHandler,
}

/// Somebody agrees that a person enrols anew. Whoever passes this on has checked that they are not the person.
#[derive(Clone, Debug)]
pub struct Approval {
    /// Who lost their keys.
    pub person: StaffId,
    /// Who agrees.
    pub by: Actor,
    /// Hash of the token of the link, if this is the second who agrees.
    pub token: EnrolmentHash,
    /// The day.
    pub today: Day,
    /// The last day of the link.
    pub until: Day,
}

/// What came of an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// Nobody of this id has enrolled.
    Unknown,
    /// Another one must agree, until this day; if nobody did who runs the place, one who does.
    Waiting(Day),
    /// Two agreed: the old keys are out, and the person is invited under the same id, name, roles and groups.
    Invited,
}

/// An approval that waits for a second one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Who lost their keys.
    pub person: StaffId,
    /// Who agreed.
    pub by: StaffId,
    /// The last day for a second.
    pub until: Day,
}

/// The store's side of people who go and people who lost their keys.
#[async_trait]
pub trait Departures: Send + Sync {
    /// Takes somebody out, in one transaction: the account and what hangs on it, open links, sessions, every membership. Cases whose
    /// keys they have are stale; where nobody else reads, whoever stands in is woken. The log keeps who did it.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn take_out(&self, person: StaffId, by: By) -> Result<Departure, StoreError>;

    /// Keeps an approval, also in the log, or, if it is the second, takes the old keys out like [`Departures::take_out`] and opens the link.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn approve(&self, approval: Approval) -> Result<Renewal, StoreError>;

    /// The approvals that wait for a second one.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn renewals(&self, today: Day) -> Result<Vec<Waiting>, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_readers_alone_do_not_suffice() {
        let roles = |roles: &[Role]| roles.iter().copied().collect::<Roles>();
        let (admin, reader) = (roles(&[Role::Administrator]), roles(&[Role::Handler]));
        let both = roles(&[Role::Handler, Role::Administrator]);
        assert!(suffice(admin, reader) && suffice(reader, admin) && suffice(admin, admin) && suffice(both, reader));
        assert!(!suffice(reader, reader) && !suffice(reader, roles(&[Role::Governing])));
    }
}
