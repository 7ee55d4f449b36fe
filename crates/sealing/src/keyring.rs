//! Keyrings: the keys of a case, all generations, sealed to its members and sleeper and to nobody else (docs/protocol.md 5).
//!
//! Never tells how many people can open one: thrown-away recipients fill it up to the roster's number.

use calendar::Day;
use ledger::Hash;
use rand::seq::SliceRandom;
use rand::{CryptoRng, RngCore};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::hybrid::{Identity, Recipient};
use crate::item::{Author, People, sorted};
use crate::readers::{Readers, Receiver};
use crate::signed::{Purpose, Signed, Unverified};
use crate::{CaseId, Error, Sealed, StaffId, json, padding, seal};

/// Signing and sealing keyrings.
#[derive(Debug, Clone, Copy)]
pub enum Keyring {}

/// A keyring with the signature it should have.
pub type SignedKeyring = Signed<Keyring>;
/// A keyring that was opened and not checked.
pub type UnverifiedKeyring = Unverified<Keyring>;

impl UnverifiedKeyring {
    /// The keys as they came: an item opens with the right ones only, and item 0 is needed to check the keyring itself.
    pub(crate) fn unchecked_generations(&self) -> Result<Generations, Error> {
        Keyring::read(self.claims(), self.unchecked_body())
    }
}

/// What stands in front of the keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Which case.
    pub case: CaseId,
    /// Counts from 1.
    pub version: u32,
    /// Hash of the keyring before.
    #[serde(deserialize_with = "json::present")]
    pub previous: Option<Hash>,
    /// The reporter for version 1, then a person.
    pub author: Author,
    /// Hash of the roster in force.
    pub roster: Hash,
    /// The day.
    pub day: Day,
    /// Who can open it.
    #[serde(with = "sorted")]
    pub members: People,
    /// Who could be woken, and can open it.
    #[serde(deserialize_with = "json::present")]
    pub sleeper: Option<StaffId>,
}

impl Header {
    /// Members and sleeper.
    pub fn readers(&self) -> Readers {
        Readers { members: self.members.clone(), sleeper: self.sleeper }
    }

    fn check(&self) -> Result<(), Error> {
        let first = self.version == 1;
        if self.version == 0 || self.previous.is_some() == first || (self.author == Author::Reporter) != first {
            return Err(Error::Rule("the first keyring is the reporter's, later ones name the one before"));
        }
        if self.members.is_empty() || self.sleeper.is_some_and(|sleeper| self.members.contains(&sleeper)) {
            return Err(Error::Rule("a keyring has members, and its sleeper is none of them"));
        }
        Ok(())
    }
}

/// One generation of a case's keys.
#[derive(Debug, Clone)]
pub struct Generation {
    /// Opens the conversation.
    pub conversation: Identity,
    /// Opens what is among members.
    pub members: Identity,
}

impl Generation {
    /// Draws one.
    pub fn draw(rng: &mut (impl CryptoRng + RngCore)) -> Self {
        Self { conversation: Identity::generate(rng), members: Identity::generate(rng) }
    }
}

/// All generations, oldest first; at least one.
#[derive(Debug, Clone)]
pub struct Generations(Vec<Generation>);

impl Generations {
    /// The first generation of a new case.
    pub fn first(generation: Generation) -> Self {
        Self(vec![generation])
    }

    /// All of them and a new one.
    #[must_use]
    pub fn followed_by(&self, next: Generation) -> Self {
        Self(self.0.iter().cloned().chain([next]).collect())
    }

    /// All, oldest first.
    pub fn all(&self) -> &[Generation] {
        &self.0
    }

    /// The newest, to which everything new is sealed.
    ///
    /// # Errors
    /// None in practice: there is always one.
    pub fn newest(&self) -> Result<&Generation, Error> {
        self.0.last().ok_or(Error::Rule("a keyring has generations"))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    generations: Vec<WrittenGeneration>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenGeneration {
    conversation: String,
    members: String,
}

impl Drop for WrittenGeneration {
    fn drop(&mut self) {
        self.conversation.zeroize();
        self.members.zeroize();
    }
}

impl Purpose for Keyring {
    const NAME: &'static str = "keyring";
    type Header = Header;
    type Body = Generations;

    fn padded(length: usize) -> Result<usize, Error> {
        padding::item(length)
    }

    fn check(header: &Header) -> Result<(), Error> {
        header.check()
    }

    fn read(header: &Header, body: &[u8]) -> Result<Generations, Error> {
        let written: Written = json::read(body)?;
        if u32::try_from(written.generations.len()) != Ok(header.version) {
            return Err(Error::Rule("a keyring has as many generations as its version says"));
        }
        let identity = |text: &str| Identity::from_secret_string(text);
        let read = |written: &WrittenGeneration| {
            Ok(Generation { conversation: identity(&written.conversation)?, members: identity(&written.members)? })
        };
        written.generations.iter().map(read).collect::<Result<_, Error>>().map(Generations)
    }

    fn write(body: &Generations) -> Result<Zeroizing<Vec<u8>>, Error> {
        let text = |identity: &Identity| identity.to_secret_string().expose_secret().to_owned();
        let write = |generation: &Generation| WrittenGeneration {
            conversation: text(&generation.conversation),
            members: text(&generation.members),
        };
        json::write(&Written { generations: body.0.iter().map(write).collect() }).map(Zeroizing::new)
    }
}

/// Seals a keyring to its receivers and to thrown-away recipients up to `stanza_count`, in random order.
///
/// # Errors
/// [`Error::Rule`] if the receivers are not exactly the people it names, or do not fit; [`Error::Sealing`].
pub fn seal_keyring(
    keyring: &SignedKeyring,
    receivers: &[Receiver<'_>],
    stanza_count: usize,
    rng: &mut (impl CryptoRng + RngCore),
) -> Result<Sealed, Error> {
    let named: People = keyring.header().readers().everybody().collect();
    let given: People = receivers.iter().map(|receiver| receiver.person().id).collect();
    if named != given || receivers.len() != named.len() {
        return Err(Error::Rule("a keyring goes to exactly the people it names"));
    }
    if receivers.len() > stanza_count {
        return Err(Error::Rule("more people than a keyring has places"));
    }
    let mut recipients: Vec<Recipient> = receivers.iter().map(|receiver| receiver.person().recipient.clone()).collect();
    recipients.resize_with(stanza_count, || Recipient::thrown_away(rng));
    recipients.shuffle(rng);
    seal::seal(&recipients, &keyring.padded()?)
}

/// A keyring that was opened, and its number of stanzas, to be compared with the roster that it names.
pub struct OpenedKeyring {
    /// What it claims to be.
    pub unverified: UnverifiedKeyring,
    /// How many people it may have been sealed to.
    pub stanzas: usize,
}

/// Opens a keyring with a person's identity.
///
/// # Errors
/// As [`seal::open_counted`] and [`Unverified::parse`].
pub fn open_keyring(sealed: &Sealed, identity: &Identity) -> Result<OpenedKeyring, Error> {
    let opened = seal::open_counted(sealed, identity)?;
    Ok(OpenedKeyring { unverified: Unverified::parse(&opened.plaintext)?, stanzas: opened.stanzas })
}

#[cfg(test)]
mod keyring_test;
