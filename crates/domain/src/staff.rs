//! The staff's way in: invitations, enrolment, sign-in, sessions. The server keeps hashes and sealed bytes only; wrong attempts are
//! slowed, and nobody can lock somebody else out.

use std::{collections::BTreeMap, fmt, sync::Mutex, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use calendar::Day;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;

use crate::{Actor, EnrolmentHash, LoginHash, Moment, Roles, SessionHash, SigningPublic, StaffId, StoreError, acts::By};

/// A session ends after so many seconds without a request.
pub const IDLE_SECONDS: i64 = 15 * 60;
/// A session ends after so many seconds, whatever happens.
pub const SESSION_SECONDS: i64 = 10 * 3600;
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

/// Whether two login hashes are the same, in constant time.
pub fn same_login(one: &LoginHash, other: &LoginHash) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// Signs a person in: looks up the name, compares in constant time, opens the session. `None` whatever was wrong.
///
/// # Errors
/// What the store says.
pub async fn sign_in(
    store: &(impl Staff + ?Sized),
    attempts: &Attempts,
    name: &SignInName,
    login: &LoginHash,
    session: SessionHash,
    (now, today): (Moment, Day),
) -> Result<Option<Account>, StoreError> {
    let account = store.account_by_name(name).await?;
    let expected = account.as_ref().map_or(LoginHash::new([0; 32]), |account| account.keys.login);
    let right = same_login(&expected, login);
    match account {
        Some(account) if right => {
            attempts.succeeded(name);
            store.open_session(session, account.person, now, today).await?;
            Ok(Some(account))
        }
        _ => {
            attempts.failed(name, now);
            Ok(None)
        }
    }
}

/// Slows guessing. After a few wrong attempts on a name the next ones, right or wrong, wait up to two seconds; never longer, so that
/// whoever hammers on a name cannot keep its owner out. The login secret is stretched by the client and carries 60 bits or more.
///
/// It keeps a fixed number of counters in memory, under hashes of names whether or not they exist, and nothing on disk.
#[derive(Default)]
pub struct Attempts(Mutex<BTreeMap<u16, Failures>>);

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Moment,
}

impl Attempts {
    /// How long to wait before the next attempt on this name is looked at.
    pub fn delay(&self, name: &SignInName, now: Moment) -> Duration {
        let Ok(counters) = self.0.lock() else { return MAX_DELAY };
        let count = counters.get(&bucket(name)).map_or(0, |failures| failures.left(now));
        match count {
            0..=2 => Duration::ZERO,
            _ => MAX_DELAY.min(Duration::from_millis(125) * 2_u32.saturating_pow(count - 3)),
        }
    }

    /// Notes a wrong attempt.
    pub fn failed(&self, name: &SignInName, now: Moment) {
        if let Ok(mut counters) = self.0.lock() {
            let failures = counters.entry(bucket(name)).or_insert(Failures { count: 0, last: now });
            *failures = Failures { count: failures.left(now).saturating_add(1).min(16), last: now };
        }
    }

    fn succeeded(&self, name: &SignInName) {
        if let Ok(mut counters) = self.0.lock() {
            counters.remove(&bucket(name));
        }
    }
}

const MAX_DELAY: Duration = Duration::from_secs(2);

impl Failures {
    /// One is forgotten each minute.
    fn left(self, now: Moment) -> u32 {
        let minutes = now.seconds().saturating_sub(self.last.seconds()).max(0) / 60;
        self.count.saturating_sub(u32::try_from(minutes).unwrap_or(u32::MAX))
    }
}

fn bucket(name: &SignInName) -> u16 {
    let hash: [u8; 32] = Sha256::digest(name.as_str()).into();
    let [first, second, ..] = hash;
    u16::from_le_bytes([first, second]) & 0x0fff
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

    /// Uses an invitation up and makes the account, which the log keeps. `None`: unknown, used, or too late.
    ///
    /// # Errors
    /// `Duplicate` when the sign-in name is taken (the invitation stays open); `Unavailable`.
    async fn enrol(&self, token: EnrolmentHash, account: NewAccount, today: Day) -> Result<Option<StaffId>, StoreError>;

    /// The account with this sign-in name.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn account_by_name(&self, name: &SignInName) -> Result<Option<Account>, StoreError>;

    /// Everybody who has enrolled, by id: what a roster is made from.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// Opens a session that ends after [`SESSION_SECONDS`] or after [`IDLE_SECONDS`] without a request; the log keeps that the person
    /// signed in on this day, once. Use [`sign_in`].
    ///
    /// # Errors
    /// `Unavailable`.
    async fn open_session(&self, session: SessionHash, person: StaffId, now: Moment, today: Day) -> Result<(), StoreError>;

    /// Whose session this is, if it has not ended; its idle time begins anew.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn session(&self, session: SessionHash, now: Moment) -> Result<Option<Account>, StoreError>;

    /// Ends a session.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn close_session(&self, session: SessionHash) -> Result<(), StoreError>;
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

    #[test]
    fn guessing_is_slowed_but_never_by_more_than_two_seconds() {
        let (attempts, now) = (Attempts::default(), Moment::from_seconds(0));
        assert_eq!(attempts.delay(&name("anna"), now), Duration::ZERO);
        for _ in 0..3 {
            attempts.failed(&name("anna"), now);
        }
        assert_eq!(attempts.delay(&name("anna"), now), Duration::from_millis(125));
        for _ in 0..10_000 {
            attempts.failed(&name("anna"), now);
        }
        assert_eq!(attempts.delay(&name("anna"), now), MAX_DELAY);
        assert_eq!(attempts.delay(&name("bert"), now), Duration::ZERO);
    }

    #[test]
    fn what_was_wrong_is_forgotten_after_a_while() {
        let (attempts, now) = (Attempts::default(), Moment::from_seconds(0));
        for _ in 0..10_000 {
            attempts.failed(&name("anna"), now);
        }
        assert_eq!(attempts.delay(&name("anna"), now.plus(16 * 60)), Duration::ZERO);
    }

    #[test]
    fn login_hashes_are_compared_whole() {
        let one = LoginHash::of(b"one");
        let mut other = *one.as_bytes();
        other[31] ^= 1;
        assert!(same_login(&one, &LoginHash::of(b"one")));
        assert!(!same_login(&one, &LoginHash::new(other)));
    }
}
