//! The second factor: one-time codes, and ten recovery codes for when the device is lost. Both are asked for only after the passphrase
//! was shown, so nobody who lacks it can count against anybody.
//!
//! A code is six digits, of which three are right at any moment, so tries are paid for before they are looked at, and soon one must
//! wait between them. No number of them closes an account, and recovery codes are looked at meanwhile: they cannot be guessed.

use std::fmt;

use async_trait::async_trait;
use data_encoding::BASE32_NOPAD;
pub use sealing::totp::{Seed, oldest_at};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
    Day, EnrolmentHash, Moment, RecoveryHash, StaffId, StoreError,
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

/// A code for when the device with the one-time codes is lost: 80 random bits, good once. No `Debug` that tells.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; 10]);

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

impl RecoveryCode {
    /// Made of random bytes.
    pub const fn new(random: [u8; 10]) -> Self {
        Self(random)
    }

    /// Reads what somebody typed: capitals and whatever stands between do not matter, nor that O and 0, I and 1, B and 8 look alike.
    pub fn parse(typed: &str) -> Option<Self> {
        let alike = |letter: char| match letter {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            other => other.to_ascii_uppercase(),
        };
        let letters = typed.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '‐' | '–'));
        let text: Zeroizing<String> = Zeroizing::new(letters.take(17).map(alike).collect());
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(text.as_bytes()).ok()?);
        bytes.as_slice().try_into().ok().map(Self)
    }

    /// As it is shown: four groups of four letters and digits.
    pub fn shown(&self) -> Zeroizing<String> {
        let text = Zeroizing::new(BASE32_NOPAD.encode(&self.0));
        let mut shown = Zeroizing::new(String::with_capacity(19));
        for (place, letter) in text.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                shown.push('-');
            }
            shown.push(letter);
        }
        shown
    }

    /// What is kept of it. One hash is enough, without stretching: there are 2^80 codes, however fast one can try them. The person goes
    /// in, so that a hash says nothing under anybody else's name.
    pub fn hash(&self, person: StaffId) -> RecoveryHash {
        let mut hash = Sha256::new();
        for part in [&b"sottovoce/v1/recovery-code"[..], person.as_bytes(), &self.0] {
            hash.update(part);
        }
        RecoveryHash::new(hash.finalize().into())
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

/// The second factor with which somebody enrols. Made by [`enrol`], which has seen a code of it.
pub struct FirstFactor {
    /// Its seed.
    pub seed: Seed,
    /// The step of the code that was typed, which is used up.
    pub step: i64,
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
    /// The code is no code of the seed that was shown.
    CodeRefused,
}

/// Enrols somebody who has typed a code of the seed that this link was shown.
///
/// # Errors
/// Those of [`Staff::enrol`].
pub async fn enrol(
    store: &(impl Staff + SecondFactors + ?Sized),
    token: EnrolmentHash,
    account: NewAccount,
    (code, recovery): (&str, &[RecoveryCode]),
    (now, today): (Moment, Day),
) -> Result<Enrolment, StoreError> {
    let Some(invited) = store.invitation(token, today).await? else { return Ok(Enrolment::LinkUsed) };
    let offered = store.offered_seed(SeedOwner::Link(token), now).await?;
    let Some((seed, step)) = offered.and_then(|seed| seed.step_of(code, now.seconds()).map(|step| (seed, step))) else {
        return Ok(Enrolment::CodeRefused);
    };
    let factor = FirstFactor { seed, step, recovery: recovery.iter().map(|code| code.hash(invited.person)).collect() };
    let enrolled = store.enrol(token, account, factor, today).await?;
    Ok(enrolled.map_or(Enrolment::LinkUsed, Enrolment::Done))
}

/// Puts a seed in force that somebody was shown and has typed a code of. `false`: it is no code of it.
///
/// # Errors
/// What the store says.
pub async fn adopt(
    store: &(impl SecondFactors + ?Sized),
    person: StaffId,
    code: &str,
    (now, today): (Moment, Day),
) -> Result<bool, StoreError> {
    let offered = store.offered_seed(SeedOwner::Person(person), now).await?;
    match offered.and_then(|seed| seed.step_of(code, now.seconds()).map(|step| (seed, step))) {
        Some((seed, step)) => store.adopt_seed(person, seed, step, today).await.map(|()| true),
        None => Ok(false),
    }
}

/// What somebody shows as their second factor.
pub enum Shown {
    /// Six digits.
    Code(Zeroizing<String>),
    /// A recovery code.
    Recovery(Zeroizing<String>),
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right, and used up.
    Proved {
        /// So many codes were wrong since the last right one: somebody who had the passphrase typed them.
        wrong: u32,
    },
    /// It is wrong, or was used before.
    Refused,
    /// It was not looked at: too many were wrong. A recovery code would be.
    Wait,
}

/// Checks a second factor and uses it up.
///
/// # Errors
/// What the store says.
pub async fn prove(
    store: &(impl SecondFactors + ?Sized),
    person: StaffId,
    shown: &Shown,
    (now, today): (Moment, Day),
) -> Result<Verdict, StoreError> {
    let (right, wrong) = match shown {
        Shown::Code(code) => match store.take_attempt(person, now).await? {
            Attempt::Wait => return Ok(Verdict::Wait),
            Attempt::NoSeed => (false, 0),
            Attempt::Taken { seed, wrong } => match seed.step_of(code, now.seconds()) {
                Some(step) => (store.accept_step(person, step).await?, wrong),
                None => (false, wrong),
            },
        },
        // It forgets nothing: what was wrong stands in the person's own page until a code is right.
        Shown::Recovery(code) => match RecoveryCode::parse(code) {
            Some(code) => (store.spend_recovery_code(person, code.hash(person), today).await?, 0),
            None => (false, 0),
        },
    };
    Ok(if right { Verdict::Proved { wrong } } else { Verdict::Refused })
}

/// One try at a code, which counts as wrong until it was right.
#[derive(Debug)]
pub enum Attempt {
    /// Here is what to compare with.
    Taken {
        /// What makes the codes.
        seed: Seed,
        /// How many were wrong before this one.
        wrong: u32,
    },
    /// Too many were wrong, or another try is under way.
    Wait,
    /// This person has no seed.
    NoSeed,
}

/// What a person's own page says of their second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Wrong codes since the last right one, typed by somebody who had the passphrase.
    pub wrong: u32,
    /// Recovery codes that are left.
    pub left: u32,
    /// Recovery codes that were used and not told of yet.
    pub spent: u32,
}

/// The store's side of second factors. Seeds are wrapped there under a storage key of their own, bound to table, person and column.
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
    async fn offered_seed(&self, owner: SeedOwner, now: Moment) -> Result<Option<Seed>, StoreError>;

    /// Puts a seed in force in place of any other, with this step used up; the log keeps that it was done. Use [`adopt`].
    ///
    /// # Errors
    /// `Unavailable`.
    async fn adopt_seed(&self, person: StaffId, seed: Seed, step: i64, today: Day) -> Result<(), StoreError>;

    /// Takes one try: it is counted before the seed is handed out, so that many at once are no more than one after the other. Use
    /// [`prove`].
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn take_attempt(&self, person: StaffId, now: Moment) -> Result<Attempt, StoreError>;

    /// The code of this step was right: uses it up, and forgets what was wrong. `false`: it, or a later one, was used before.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn accept_step(&self, person: StaffId, step: i64) -> Result<bool, StoreError>;

    /// Uses up a recovery code, which the log keeps. `false`: there is no such one.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn spend_recovery_code(&self, person: StaffId, code: RecoveryHash, today: Day) -> Result<bool, StoreError>;

    /// Puts new recovery codes in place of all others; the log keeps that it was done.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn put_recovery_codes(&self, person: StaffId, codes: Vec<RecoveryHash>, today: Day) -> Result<(), StoreError>;

    /// How it stands. `None`: they have no second factor yet.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn standing_of(&self, person: StaffId) -> Result<Option<Standing>, StoreError>;

    /// The person was told which recovery codes were used.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn told(&self, person: StaffId) -> Result<(), StoreError>;
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

    #[test]
    fn a_recovery_code_reads_back_however_it_is_typed() {
        let code = RecoveryCode::new([0, 1, 2, 3, 4, 5, 6, 7, 8, 255]);
        let shown = code.shown();
        assert_eq!(shown.len(), 19);
        assert!(shown.split('-').all(|group| group.len() == 4));
        for typed in [shown.to_lowercase(), shown.replace('-', " "), shown.replace('-', ""), shown.replace('O', "0").replace('I', "1")] {
            assert_eq!(RecoveryCode::parse(&typed), Some(code.clone()), "{typed}");
        }
        for wrong in ["", "AAAA-AAAA-AAAA", "AAAA-AAAA-AAAA-AAAA-AAAA", "AAAA-AAAA-AAAA-AAA?", "аaaa-aaaa-aaaa-aaaa"] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_recovery_codes_hash_is_one_persons_alone() {
        let code = RecoveryCode::new([7; 10]);
        let (one, other) = (StaffId::new([1; 16]), StaffId::new([2; 16]));
        assert_eq!(code.hash(one).as_bytes(), code.clone().hash(one).as_bytes());
        assert_ne!(code.hash(one).as_bytes(), code.hash(other).as_bytes());
        assert_ne!(code.hash(one).as_bytes(), RecoveryCode::new([8; 10]).hash(one).as_bytes());
        assert_eq!(format!("{code:?}"), "RecoveryCode(..)");
    }
}
