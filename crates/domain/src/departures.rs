//! People who go, and people who lost their keys. Both are out at once: sessions, sign-in, memberships. Neither act says whether the
//! person was a member of any case, and does as much work for nobody's cases as for many.

use async_trait::async_trait;
use calendar::Day;

use crate::{Actor, EnrolmentHash, Role, Roles, StaffId, StoreError, acts::By, documents::Listed};

/// The second of two people must agree within so many days.
pub const AGREE_DAYS: i32 = 7;

/// Somebody who agrees, as far as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approver {
    /// As what.
    pub roles: Roles,
    /// Stands on the list in force with the keys they have: whoever signed it heard them say their six words.
    pub listed: bool,
}

/// Whether two people suffice to let a third enrol anew. One of them runs the place, and the other stands on the list: whoever runs the
/// place can invite somebody invented, but cannot put them on it. If only the one who runs it stands there, it could be the other who
/// was invented, and they do not suffice.
#[must_use]
pub fn suffice(one: Approver, other: Approver) -> bool {
    let runs = |person: Approver| person.roles.has(Role::Administrator);
    let beside = |first: Approver, second: Approver| runs(first) && second.listed && (first.listed || !runs(second));
    beside(one, other) || beside(other, one)
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
    /// Everybody on the list in force.
    pub listed: Vec<Listed>,
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
    /// Another one must agree, until this day: those who did do not [`suffice`].
    Waiting(Day),
    /// Two agreed: the old keys are out, and the person is invited under the same id, name, roles and groups.
    Invited,
}

/// An approval that waits for another one.
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

    /// Keeps an approval, also in the log; if it and another one [`suffice`], takes the old keys out like [`Departures::take_out`] and
    /// opens the link. The last who handles reports, too: their keys are lost already.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn approve(&self, approval: Approval) -> Result<Renewal, StoreError>;

    /// Takes back somebody's own approval. `false`: there is none.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn withdraw(&self, person: StaffId, by: StaffId) -> Result<bool, StoreError>;

    /// The approvals that wait for a second one.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn renewals(&self, today: Day) -> Result<Vec<Waiting>, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(role: Role, listed: bool) -> Approver {
        Approver { roles: [role].into_iter().collect(), listed }
    }

    #[test]
    fn whoever_runs_the_place_and_somebody_heard_suffice_and_nobody_else_does() {
        let (runs, runs_heard) = (person(Role::Administrator, false), person(Role::Administrator, true));
        let (reads, reads_heard) = (person(Role::Handler, false), person(Role::Handler, true));
        let all = [runs, runs_heard, reads, reads_heard];
        let enough = |one, other| [(runs, reads_heard), (runs_heard, reads_heard), (runs_heard, runs_heard)].contains(&(one, other));
        for one in all {
            for other in all {
                assert_eq!(suffice(one, other), enough(one, other) || enough(other, one), "{one:?} {other:?}");
            }
        }
    }
}
