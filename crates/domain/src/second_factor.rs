//! The second factor: one-time codes, passkeys, or both, and ten recovery codes for when the device is lost. All are asked for only after
//! the passphrase was shown, so nobody who lacks it can count against anybody.
//!
//! A code is six digits, of which three are right at any moment, so tries are paid for before they are looked at, and soon one must
//! wait between them. No number of them closes an account, and recovery codes and passkeys are looked at meanwhile: they cannot be
//! guessed.
//!
//! What is right is used up in the transaction that opens what it opens: whoever hangs up in between has both or neither.

use async_trait::async_trait;
pub use sealing::totp::{STEP_SECONDS, Seed, oldest_at};
use zeroize::Zeroizing;

pub use crate::recovery_code::RecoveryCode;
use crate::{
    Day, EnrolmentHash, Moment, RecoveryHash, SessionHash, StaffId, StoreError,
    passkeys::{NewPasskey, PasskeyUse, Removal},
    sessions::Entry,
    staff::{NewAccount, Staff},
};

/// How long a seed that was shown waits for its first code.
pub const OFFER_SECONDS: i64 = 24 * 3600;
/// How many recovery codes somebody is given.
pub const RECOVERY_CODES: usize = 10;
/// So many wrong codes cost nothing.
const FREE: i64 = 5;
/// What the first one beyond costs, in seconds; each further one twice as much.
const FIRST_WAIT: i64 = 30;
/// The longest wait. At one try in it, three codes in a million: a chance of some 3 in 10 000 a day, for whoever has the passphrase.
const LONGEST_WAIT: i64 = 15 * 60;

/// How long after this many wrong codes the next one is not looked at.
pub fn wait_after(wrong: i64) -> i64 {
    match wrong - FREE {
        ..=0 => 0,
        beyond => {
            u32::try_from(beyond - 1).map_or(LONGEST_WAIT, |twice| FIRST_WAIT.saturating_mul(2_i64.saturating_pow(twice)).min(LONGEST_WAIT))
        }
    }
}

/// For whom a seed was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeedOwner {
    /// For whoever holds this link and has not enrolled yet.
    Link(EnrolmentHash),
    /// For somebody who has an account.
    Person(StaffId),
}

/// Names a seed as it lies in the store: what was checked against one is no good for another that came in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeedTag(pub [u8; 16]);

/// A seed that was shown and waits for its first code.
pub struct OfferedSeed {
    /// What makes the codes.
    pub seed: Seed,
    /// Which one it is.
    pub tag: SeedTag,
}

/// A second factor that somebody brings to have it from now on.
pub enum Brought {
    /// A code of the seed that they were shown.
    Code(Zeroizing<String>),
    /// A passkey, whose answer to our challenge was checked.
    Passkey(NewPasskey),
}

/// A second factor that was tried and fits.
pub enum Tried {
    /// One-time codes.
    Codes {
        /// Their seed.
        seed: Seed,
        /// The offer that it was, which must still lie there.
        offer: SeedTag,
        /// The step of the code that was typed, which is used up.
        step: i64,
    },
    /// A passkey.
    Passkey(NewPasskey),
}

/// The second factor with which somebody begins. Made by [`enrol`] and [`set_up`], which have tried it.
pub struct FirstFactor {
    /// What was tried.
    pub tried: Tried,
    /// Hashes of the recovery codes.
    pub recovery: Vec<RecoveryHash>,
}

/// How enrolling ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enrolment {
    /// They are of the staff now.
    Done(StaffId),
    /// The link is unknown, used, or too old.
    LinkUsed,
    /// The code is no code of the seed that was shown last, or the passkey is somebody's already.
    CodeRefused,
}

/// Enrols somebody who has tried the second factor that they bring.
///
/// # Errors
/// Those of [`Staff::enrol`].
pub async fn enrol(
    store: &(impl Staff + SecondFactors + ?Sized),
    token: EnrolmentHash,
    account: NewAccount,
    (brought, recovery): (Brought, &[RecoveryCode]),
    (now, today): (Moment, Day),
) -> Result<Enrolment, StoreError> {
    let Some(invited) = store.invitation(token, today).await? else { return Ok(Enrolment::LinkUsed) };
    let Some(tried) = tried(store, SeedOwner::Link(token), brought, now).await? else { return Ok(Enrolment::CodeRefused) };
    store.enrol(token, account, FirstFactor { tried, recovery: hashes(recovery, invited.person) }, today).await
}

/// Sets up the first second factor of somebody who has none, and lets them in.
///
/// # Errors
/// What the store says.
pub async fn set_up(
    store: &(impl SecondFactors + ?Sized),
    (person, entry): (StaffId, Entry),
    (brought, recovery): (Brought, &[RecoveryCode]),
    (now, today): (Moment, Day),
) -> Result<Opening, StoreError> {
    let Some(tried) = tried(store, SeedOwner::Person(person), brought, now).await? else { return Ok(Opening::Refused) };
    store.set_up(person, FirstFactor { tried, recovery: hashes(recovery, person) }, entry, (now, today)).await
}

/// Puts a seed in force that somebody was shown and has typed a code of; all their sessions but this one end. `false`: it is no code of
/// the seed that was shown last.
///
/// # Errors
/// What the store says.
pub async fn adopt(
    store: &(impl SecondFactors + ?Sized),
    (person, this): (StaffId, SessionHash),
    code: Zeroizing<String>,
    (now, today): (Moment, Day),
) -> Result<bool, StoreError> {
    match tried(store, SeedOwner::Person(person), Brought::Code(code), now).await? {
        Some(tried) => store.adopt((person, this), tried, today).await,
        None => Ok(false),
    }
}

async fn tried(
    store: &(impl SecondFactors + ?Sized),
    owner: SeedOwner,
    brought: Brought,
    now: Moment,
) -> Result<Option<Tried>, StoreError> {
    match brought {
        Brought::Passkey(passkey) => Ok(Some(Tried::Passkey(passkey))),
        Brought::Code(code) => {
            let offered = store.offered_seed(owner, now).await?;
            Ok(offered.and_then(|OfferedSeed { seed, tag }| {
                seed.step_of(&code, now.seconds()).map(|step| Tried::Codes { seed, offer: tag, step })
            }))
        }
    }
}

fn hashes(codes: &[RecoveryCode], person: StaffId) -> Vec<RecoveryHash> {
    codes.iter().map(|code| code.hash(person)).collect()
}

/// What somebody shows as their second factor.
pub enum Shown {
    /// Six digits.
    Code(Zeroizing<String>),
    /// A recovery code.
    Recovery(Zeroizing<String>),
    /// An answer of a passkey to our challenge, which was checked.
    Passkey(PasskeyUse),
}

/// What opens when it is right.
#[derive(Clone, Copy, Debug)]
pub enum Opens {
    /// A session, made of half a one.
    Session(Entry),
    /// Nothing asks again in this session for a while.
    Again(SessionHash),
}

/// What is used up when it opens something.
pub enum Used {
    /// The code of this step.
    Step {
        /// Of this seed.
        of: SeedTag,
        /// Which step.
        step: i64,
    },
    /// A recovery code.
    Recovery(RecoveryHash),
    /// An answer of a passkey.
    Passkey(PasskeyUse),
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It is right, used up, and what it opens is open.
    Opened,
    /// It is wrong, or was used before.
    Refused,
    /// It was not looked at: too many were wrong. A recovery code or a passkey would be.
    Wait,
    /// There is no such half session, or session, any more. Nothing was used up.
    Over,
}

/// Checks a second factor; if it is right, uses it up and opens what it opens, in one.
///
/// # Errors
/// What the store says.
pub async fn prove(
    store: &(impl SecondFactors + ?Sized),
    (person, opens): (StaffId, Opens),
    shown: Shown,
    (now, today): (Moment, Day),
) -> Result<Opening, StoreError> {
    let used = match shown {
        Shown::Code(code) => match store.take_attempt(person, now).await? {
            Attempt::Wait => return Ok(Opening::Wait),
            Attempt::NoSeed => None,
            Attempt::Taken { seed, tag } => seed.step_of(&code, now.seconds()).map(|step| Used::Step { of: tag, step }),
        },
        Shown::Recovery(code) => RecoveryCode::parse(&code).map(|code| Used::Recovery(code.hash(person))),
        Shown::Passkey(answer) => Some(Used::Passkey(answer)),
    };
    match used {
        Some(used) => store.open((person, opens), used, (now, today)).await,
        None => Ok(Opening::Refused),
    }
}

/// One try at a code, which counts as wrong until it was right.
#[derive(Debug)]
pub enum Attempt {
    /// Here is what to compare with.
    Taken {
        /// What makes the codes.
        seed: Seed,
        /// Which one it is.
        tag: SeedTag,
    },
    /// Too many were wrong, or another try is under way.
    Wait,
    /// This person has no seed.
    NoSeed,
}

/// What a person's own page says of their second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// They have one-time codes.
    pub codes: bool,
    /// So many passkeys they have.
    pub passkeys: u32,
    /// Wrong codes, typed by somebody who had the passphrase, that the person was not told of yet.
    pub wrong: u32,
    /// Recovery codes that are left.
    pub left: u32,
    /// Recovery codes that were used and not told of yet.
    pub spent: u32,
    /// Times that a passkey's counter went back, not told of yet: there may be a copy of it.
    pub copied: u32,
}

/// What a person is told until they say that they know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Wrong codes came after the right passphrase.
    WrongCodes,
    /// Recovery codes were used.
    RecoverySpent,
    /// A passkey may have been copied.
    Copied,
}

/// The store's side of second factors. Seeds are wrapped there under a storage key of their own, bound to table, person and column.
/// Whatever changes somebody's second factor ends all their sessions but the one it is done in, half ones too.
#[async_trait]
pub trait SecondFactors: Send + Sync {
    /// Keeps a seed until a code of it was typed, [`OFFER_SECONDS`] at most. An earlier one for the same owner is forgotten.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn offer_seed(&self, owner: SeedOwner, seed: Seed, now: Moment) -> Result<(), StoreError>;

    /// The seed that was offered, if it still waits.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn offered_seed(&self, owner: SeedOwner, now: Moment) -> Result<Option<OfferedSeed>, StoreError>;

    /// Puts a seed in force in place of any other, with its step used up, or one more passkey beside those there are; the log keeps it.
    /// `false`: the offer is no more, or the passkey is somebody's already. Use [`adopt`] for a seed.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn adopt(&self, by: (StaffId, SessionHash), tried: Tried, today: Day) -> Result<bool, StoreError>;

    /// The first second factor of somebody who has none, their recovery codes, and the session: all or nothing. Use [`set_up`].
    ///
    /// # Errors
    /// `Unavailable`.
    async fn set_up(&self, person: StaffId, factor: FirstFactor, entry: Entry, at: (Moment, Day)) -> Result<Opening, StoreError>;

    /// Takes one try: it is counted before the seed is handed out, so that many at once are no more than one after the other, and whoever
    /// hangs up is counted too. Use [`prove`].
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn take_attempt(&self, person: StaffId, now: Moment) -> Result<Attempt, StoreError>;

    /// Uses up what was right and opens what it opens, in one transaction; the log keeps both. A right code forgets what made the next
    /// one wait. Use [`prove`].
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn open(&self, who: (StaffId, Opens), used: Used, at: (Moment, Day)) -> Result<Opening, StoreError>;

    /// Puts new recovery codes in place of all others; the log keeps that it was done.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn put_recovery_codes(&self, by: (StaffId, SessionHash), codes: Vec<RecoveryHash>, today: Day) -> Result<(), StoreError>;

    /// Takes one-time codes away from somebody who has passkeys; the log keeps it.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn drop_codes(&self, by: (StaffId, SessionHash), today: Day) -> Result<Removal, StoreError>;

    /// How it stands. `None`: they have no second factor yet.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn standing_of(&self, person: StaffId) -> Result<Option<Standing>, StoreError>;

    /// The person has read this.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn told(&self, person: StaffId, notice: Notice) -> Result<(), StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_codes_cost_more_and_more_time_but_never_more_than_a_quarter_of_an_hour() {
        assert_eq!((0..=FREE).map(wait_after).max(), Some(0));
        assert_eq!([6, 7, 8, 9, 10].map(wait_after), [30, 60, 120, 240, 480]);
        assert!([11, 12, 100, i64::MAX - 9].into_iter().all(|wrong| wait_after(wrong) == LONGEST_WAIT));
    }
}
