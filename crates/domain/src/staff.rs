//! The staff: invitations, enrolment, accounts. The server keeps hashes and sealed bytes only.

use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;
use calendar::Day;
use unicode_normalization::UnicodeNormalization;

use crate::{
    Actor, EnrolmentHash, LoginHash, Roles, SigningPublic, StaffId, StoreError,
    acts::By,
    second_factor::{Enrolment, FirstFactor},
};

/// A link for enrolling can be used for so many days.
pub const INVITATION_DAYS: i32 = 7;

/// The name a person signs in with, normalised: NFKC, trimmed, lower case (docs/protocol.md 10).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignInName(String);

/// A sign-in name that is empty, too long, or has control characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sign-in name has 1 to 100 characters")]
pub struct NoName;

impl SignInName {
    /// Normalises what was typed.
    ///
    /// # Errors
    /// [`NoName`] unless 1 to 100 characters remain, none of them a control character.
    pub fn parse(typed: &str) -> Result<Self, NoName> {
        if typed.len() > 1000 {
            return Err(NoName);
        }
        let name = typed.nfkc().collect::<String>().trim().to_lowercase();
        let fits = (1..=100).contains(&name.chars().count()) && !name.chars().any(char::is_control);
        if fits { Ok(Self(name)) } else { Err(NoName) }
    }

    /// The normalised name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SignInName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignInName(..)")
    }
}

/// Somebody who is asked to enrol. The roles are a proposal: the roster is what counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Hash of the one-time token in the link.
    pub token: EnrolmentHash,
    /// The id the person will have.
    pub person: StaffId,
    /// The name shown.
    pub name: String,
    /// As what.
    pub roles: Roles,
    /// Handler groups.
    pub groups: Vec<String>,
    /// The last day it can be used.
    pub until: Day,
}

/// What a person's browser sends to enrol. The proof was checked by whoever passes this on.
#[derive(Clone)]
pub struct NewAccount {
    /// The name to sign in with.
    pub sign_in_name: SignInName,
    /// SHA-256 of the login secret.
    pub login: LoginHash,
    /// The hybrid recipient, `age1pq1…`.
    pub recipient: String,
    /// The signing key.
    pub signing: SigningPublic,
    /// The person's secrets, sealed to the passphrase.
    pub secrets: Bytes,
}

/// A person who has enrolled.
#[derive(Clone)]
pub struct Account {
    /// The person.
    pub person: StaffId,
    /// The name shown.
    pub name: String,
    /// As what.
    pub roles: Roles,
    /// Handler groups.
    pub groups: Vec<String>,
    /// What they enrolled with.
    pub keys: NewAccount,
    /// When.
    pub enrolled_on: Day,
}

impl Account {
    /// The person as an actor.
    pub const fn actor(&self) -> Actor {
        Actor { person: self.person, roles: self.roles }
    }
}

/// The store's side of the staff.
#[async_trait]
pub trait Staff: Send + Sync {
    /// Keeps an invitation, and who made it in the log.
    ///
    /// # Errors
    /// `Duplicate` when the person has enrolled or the token is known; `Unavailable`.
    async fn invite(&self, invitation: Invitation, by: By) -> Result<(), StoreError>;

    /// An invitation that is still open. `None`: unknown, used, or too late.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn invitation(&self, token: EnrolmentHash, today: Day) -> Result<Option<Invitation>, StoreError>;

    /// The invitations that are still open, by person.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn invitations(&self, today: Day) -> Result<Vec<Invitation>, StoreError>;

    /// Withdraws a person's invitation, which the log keeps. Answers whether there was one.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn withdraw_invitation(&self, person: StaffId, by: By) -> Result<bool, StoreError>;

    /// Uses an invitation up and makes the account with its second factor, in one; the log keeps it. Use
    /// [`crate::second_factor::enrol`], which tries the factor first.
    ///
    /// # Errors
    /// `Duplicate` when the sign-in name is taken (the invitation stays open); `Unavailable`.
    async fn enrol(&self, token: EnrolmentHash, account: NewAccount, factor: FirstFactor, today: Day) -> Result<Enrolment, StoreError>;

    /// Whose sign-in name this is, and what their login secret must hash to. Nothing else of the account is looked at before the
    /// secret was compared.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn login_of(&self, name: &SignInName) -> Result<Option<(StaffId, LoginHash)>, StoreError>;

    /// Everybody who has enrolled, by id: what a roster is made from.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn accounts(&self) -> Result<Vec<Account>, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> SignInName {
        SignInName::parse(text).unwrap()
    }

    #[test]
    fn sign_in_names_are_the_same_however_they_are_typed() {
        assert_eq!(name("  ＡNNA "), name("anna"));
        assert_eq!(name("Zoë"), name("zoe\u{308}"));
        for text in ["", "  ", "a\u{0}b", &"x".repeat(101)] {
            assert_eq!(SignInName::parse(text), Err(NoName));
        }
    }
}
