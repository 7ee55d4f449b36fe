//! Passkeys (WebAuthn) as second factor, and the challenges that they answer. Here they are ids and bytes: the door that asks checks what
//! they sign. A challenge is good once, for whom it was made, and for [`CHALLENGE_SECONDS`].

use async_trait::async_trait;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::{Day, EnrolmentHash, Moment, PasskeyId, SessionHash, StaffId, StoreError};

/// How long a challenge waits for its answer.
pub const CHALLENGE_SECONDS: i64 = 5 * 60;
/// Most passkeys of one person.
pub const MAX_PASSKEYS: u32 = 20;
/// Longest name of a passkey, in characters.
const MAX_NAME: usize = 60;

/// What its owner calls a passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyName(String);

impl PasskeyName {
    /// Reads what was typed. `None`: not 1 to 60 characters, or control characters among them.
    pub fn parse(typed: &str) -> Option<Self> {
        let name = typed.trim();
        let fits = (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
        fits.then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A passkey as it is kept.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// The id that its authenticator drew.
    pub credential: Bytes,
    /// What its owner calls it.
    pub name: String,
    /// Its public key, as the door writes it.
    pub key: Bytes,
    /// Its counter and flags, as the door writes them.
    pub state: Bytes,
}

impl Passkey {
    /// Names it in its owner's list, and opens nothing.
    pub fn id(&self) -> PasskeyId {
        PasskeyId::of(&self.credential)
    }
}

/// A passkey that has answered its first challenge.
pub struct NewPasskey {
    /// The id that its authenticator drew.
    pub credential: Bytes,
    /// What its owner calls it.
    pub name: PasskeyName,
    /// Its public key.
    pub key: Bytes,
    /// Its counter and flags.
    pub state: Bytes,
}

/// A passkey that has answered a challenge.
pub struct PasskeyUse {
    /// Which one.
    pub credential: Bytes,
    /// Its counter and flags when it was looked up: if they are others by now, another answer was faster.
    pub before: Bytes,
    /// Its counter and flags from now on.
    pub after: Bytes,
}

/// How taking away a second factor ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is gone.
    Gone,
    /// There is no such one.
    Unknown,
    /// It is the last one, and stays.
    Last,
}

/// For whom and for what a challenge is: an answer to it is good for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Challenged {
    /// Whoever enrols with this link shows a new passkey.
    Enrols(EnrolmentHash),
    /// Whoever holds this half session shows a new passkey, being without a second factor.
    SetsUp(SessionHash),
    /// Whoever holds this half session shows a passkey of theirs.
    SignsIn(SessionHash),
    /// Whoever holds this session shows a passkey of theirs.
    Proves(SessionHash),
    /// Whoever holds this session shows a new passkey.
    Adds(SessionHash),
}

impl Challenged {
    /// What it is kept under.
    pub fn row(&self) -> [u8; 32] {
        let (what, whose) = match self {
            Self::Enrols(token) => (0_u8, token.as_bytes()),
            Self::SetsUp(half) => (1, half.as_bytes()),
            Self::SignsIn(half) => (2, half.as_bytes()),
            Self::Proves(session) => (3, session.as_bytes()),
            Self::Adds(session) => (4, session.as_bytes()),
        };
        Sha256::new().chain_update("sottovoce/v1/challenged").chain_update([what]).chain_update(whose).finalize().into()
    }
}

/// The store's side of passkeys. [`crate::second_factor::SecondFactors`] puts them in force and uses them.
#[async_trait]
pub trait Passkeys: Send + Sync {
    /// Keeps what was asked of a passkey until the answer comes. An earlier one for the same is forgotten.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn challenge(&self, challenged: Challenged, asked: Bytes, now: Moment) -> Result<(), StoreError>;

    /// Takes what was asked, whatever the answer is going to be worth: no challenge is answered twice.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn take_challenge(&self, challenged: Challenged, now: Moment) -> Result<Option<Bytes>, StoreError>;

    /// A person's passkeys, by id.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn passkeys_of(&self, person: StaffId) -> Result<Vec<Passkey>, StoreError>;

    /// Takes one of a person's own passkeys away; the log keeps it.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn drop_passkey(&self, by: (StaffId, SessionHash), id: PasskeyId, today: Day) -> Result<Removal, StoreError>;

    /// The counter of a passkey went back: its owner is to be told.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn looks_copied(&self, person: StaffId) -> Result<(), StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_purposes_of_a_challenge_share_a_row() {
        let (session, link) = (SessionHash::new([1; 32]), EnrolmentHash::new([1; 32]));
        let all = [
            Challenged::Enrols(link),
            Challenged::SetsUp(session),
            Challenged::SignsIn(session),
            Challenged::Proves(session),
            Challenged::Adds(session),
            Challenged::Adds(SessionHash::new([2; 32])),
        ];
        let rows: std::collections::BTreeSet<_> = all.iter().map(Challenged::row).collect();
        assert_eq!(rows.len(), all.len());
    }

    #[test]
    fn a_passkey_is_named_in_one_line() {
        assert_eq!(PasskeyName::parse("  blue key ").unwrap().as_str(), "blue key");
        for wrong in ["", "   ", "a\nb", &"x".repeat(61)] {
            assert_eq!(PasskeyName::parse(wrong), None, "{wrong}");
        }
    }
}
