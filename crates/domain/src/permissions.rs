//! Permission as a value: who holds a [`Grant`] was checked, who holds a [`CaseGrant`] is a member of that case.
//!
//! The one table of permissions stands here. Whoever is not a member learns nothing, not even that a case exists: asking gives `None`.

use std::marker::PhantomData;

use crate::{CaseId, Role, Roles, StaffId, StoreError, cases::Cases, cases::Standing};

/// A person who is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub person: StaffId,
    /// As what.
    pub roles: Roles,
}

/// Why a gate stays shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("sign in first")]
    Anonymous,
    /// The person has none of the roles that may do this.
    #[error("not allowed")]
    Forbidden,
}

/// Something that may be allowed.
pub trait Permission: Send + Sync + 'static {
    /// Its name, as in docs/api.md.
    const NAME: &'static str;
    /// Who may.
    const ROLES: &'static [Role];
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal => [$($role:ident),+ $(,)?];)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub enum $name {}

            impl Permission for $name {
                const NAME: &'static str = $text;
                const ROLES: &'static [Role] = &[$(Role::$role),+];
            }
        )+

        /// Every permission with the roles that hold it.
        pub const TABLE: &[(&str, &[Role])] = &[$((<$name as Permission>::NAME, <$name as Permission>::ROLES)),+];
    };
}

permissions! {
    /// To be signed in, as whatever.
    SignedIn = "signed in" => [Handler, Fallback, Governing, Custodian, Officer, Manager, Auditor, Administrator];
    /// To list the cases one is a member of.
    ListCases = "case.list" => [Handler, Fallback, Governing];
    /// To read a case one is a member of.
    ReadCase = "case.read" => [Handler, Fallback, Governing];
    /// To write in a case one is a member of.
    WriteCase = "case.write" => [Handler, Fallback, Governing];
    /// To write a letter to a keeper of names, or as one to a reader, and to read one's own.
    WriteLetter = "letter.write" => [Handler, Fallback, Governing, Custodian];
    /// To see who has enrolled, who is invited, and the list of readers in force.
    ListPeople = "people.list" => [Administrator];
    /// To invite somebody, and to withdraw an invitation.
    InvitePeople = "people.invite" => [Administrator];
    /// To take somebody out: sessions, sign-in and memberships end at once.
    TakeOutPeople = "people.take-out" => [Administrator];
    /// To agree that somebody who lost their keys enrols anew. It takes two people, neither of them the one who lost them, and one of
    /// the two an administrator ([`crate::departures::suffice`]).
    RenewPeople = "people.renew" => [Handler, Governing, Administrator];
    /// To note that staff were told of this place.
    Announce = "place.announce" => [Administrator];
    /// To put a list of readers in force that the organisation's key has signed.
    SignRoster = "roster.sign" => [Administrator];
    /// To read what the staff did to the place, as the log keeps it.
    ReadLog = "log.read" => [Auditor];
}

/// Proof that somebody holds `P`. Made by [`Grant::check`] only.
#[derive(Debug)]
pub struct Grant<P> {
    actor: Actor,
    permission: PhantomData<fn() -> P>,
}

impl<P: Permission> Grant<P> {
    /// Looks in the table.
    ///
    /// # Errors
    /// [`Denied::Forbidden`] if none of the person's roles may do this.
    pub fn check(actor: Actor) -> Result<Self, Denied> {
        if P::ROLES.iter().any(|role| actor.roles.has(*role)) {
            Ok(Self { actor, permission: PhantomData })
        } else {
            Err(Denied::Forbidden)
        }
    }

    /// Who holds it.
    pub const fn actor(&self) -> Actor {
        self.actor
    }
}

/// Proof that somebody holds `P` and is a member of one case. Made by [`CaseGrant::ask`] only, which asks the store.
///
/// The store joins membership again in every query that takes one, so a grant does not outlive the membership.
#[derive(Debug)]
pub struct CaseGrant<P> {
    actor: Actor,
    case: CaseId,
    permission: PhantomData<fn() -> P>,
}

impl<P: Permission> CaseGrant<P> {
    /// Asks the store whether the holder of `by` is a member of `case`. `None`: no member, asleep, or no such case, all alike.
    ///
    /// # Errors
    /// What the store says when it cannot be asked.
    pub async fn ask(store: &(impl Cases + ?Sized), by: &Grant<P>, case: CaseId) -> Result<Option<Self>, StoreError> {
        let standing = store.standing(by.actor.person, case).await?;
        Ok((standing == Some(Standing::Member)).then_some(Self { actor: by.actor, case, permission: PhantomData }))
    }

    /// Who holds it.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// For which case.
    pub const fn case(&self) -> CaseId {
        self.case
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(roles: &[Role]) -> Actor {
        Actor { person: StaffId::new([1; 16]), roles: roles.iter().copied().collect() }
    }

    #[test]
    fn only_the_roles_of_the_table_hold_a_permission() {
        for role in Role::ALL {
            let reads = [Role::Handler, Role::Fallback, Role::Governing].contains(&role);
            assert_eq!(Grant::<ReadCase>::check(actor(&[role])).is_ok(), reads, "{role:?}");
            assert!(Grant::<SignedIn>::check(actor(&[role])).is_ok());
        }
        assert_eq!(Grant::<SignedIn>::check(actor(&[])).err(), Some(Denied::Forbidden));
        assert!(Grant::<WriteCase>::check(actor(&[Role::Auditor, Role::Handler])).is_ok());
    }

    #[test]
    fn no_permission_stands_in_the_table_twice() {
        let mut names: Vec<_> = TABLE.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
    }
}
