//! The roster: who can receive a key, signed by the organisation (docs/protocol.md 7). A note that nobody has checked has a type
//! of its own; one that is only good for judging the past has another. Never tells who is away or what anybody does.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Day;
use ledger::note::{self, KeyName, UnverifiedNote};
use ledger::{Hash, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::hybrid::Recipient;
use crate::seal::MOST_STANZAS;
use crate::{Error, InstallationId, StaffId, json, label};

pub mod draft;

/// Longest time a roster may be valid, in days.
pub const LONGEST_DAYS: i32 = 90;
/// Days after its end during which a reporter may choose to use it.
pub const GRACE_DAYS: i32 = 30;

/// What a person may be asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads and answers reports.
    Handler,
    /// Steps in where handlers are left out or away.
    Fallback,
    /// Receives what nobody else may.
    Governing,
    /// Keeps identities without reading them.
    Custodian,
    /// Links cases to policies.
    Officer,
}

/// Where the organisation's key was when it signed a roster. Only the signer knows, so it stands in what is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignedWhere {
    /// On a machine of the signer's own, by `sotto`; no code that a server gave ever had it while this was signed.
    Offline,
}

/// One person who can receive a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Who.
    pub id: StaffId,
    /// What they may be asked to do; each once.
    pub roles: Vec<Role>,
    /// Groups they belong to.
    pub groups: Vec<String>,
    /// What reporters see: a function, a personal name only if wanted.
    pub name: String,
    /// Keyrings are sealed to it.
    pub recipient: Recipient,
    /// Their items are signed by it.
    pub signing: VerifyingKey,
}

impl Person {
    /// Whether they have this role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Six words over their keys.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_person(&self.recipient, &self.signing)
    }
}

/// What a roster says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The organisation's name.
    pub organisation: String,
    /// Which installation.
    pub installation: InstallationId,
    /// Counts up with every new roster.
    pub version: u32,
    /// First day.
    pub valid_from: Day,
    /// Last day, at most 90 later.
    pub valid_until: Day,
    /// Stanzas of every keyring.
    pub stanza_count: usize,
    /// Profile of deadlines.
    pub jurisdiction: String,
    /// Left away where a server's page or machine could have had the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<SignedWhere>,
    /// Sorted by id.
    pub people: Vec<Person>,
}

impl Content {
    /// Signs a roster; gives the note.
    ///
    /// # Errors
    /// [`Error::Rule`] if it breaks the rules of a roster, [`Error::Ledger`] if a note cannot carry it.
    pub fn sign(&self, key: &SigningKey) -> Result<String, Error> {
        self.check()?;
        let json = String::from_utf8(json::write(self)?).map_err(|_| Error::Json)?;
        let text = format!("{}\n{json}\n", label::label("roster"));
        Ok(note::sign(&text, &key_name(self.installation)?, key)?)
    }

    fn check(&self) -> Result<(), Error> {
        let length = self.valid_until.number().checked_sub(self.valid_from.number());
        if !length.is_some_and(|days| (0..=LONGEST_DAYS).contains(&days)) {
            return Err(Error::Rule("a roster is valid for at most 90 days"));
        }
        if !(3..=MOST_STANZAS).contains(&self.stanza_count) {
            return Err(Error::Rule("a roster's stanza count is between 3 and 64"));
        }
        if !self.people.is_sorted_by(|left, right| left.id < right.id) {
            return Err(Error::Rule("people are sorted by id, each once"));
        }
        self.people.iter().try_for_each(check_person)?;
        let recipients: BTreeSet<_> = self.people.iter().map(|person| person.recipient.as_str()).collect();
        let signing: BTreeSet<_> = self.people.iter().map(|person| person.signing.as_bytes()).collect();
        if recipients.len() != self.people.len() || signing.len() != self.people.len() {
            return Err(Error::Rule("no two people share a key"));
        }
        Ok(())
    }
}

fn check_person(person: &Person) -> Result<(), Error> {
    let roles: BTreeSet<_> = person.roles.iter().collect();
    if roles.len() != person.roles.len() {
        return Err(Error::Rule("a person has each role once"));
    }
    if person.is(Role::Handler) && person.is(Role::Fallback) {
        return Err(Error::Rule("handlers and fallback are disjoint"));
    }
    Ok(())
}

/// The name of the key that signs an installation's rosters.
///
/// # Errors
/// None in practice.
pub fn key_name(installation: InstallationId) -> Result<KeyName, Error> {
    Ok(KeyName::parse(&format!("sottovoce-{installation}"))?)
}

/// A roster as it came.
#[derive(Debug, Clone)]
pub struct UnverifiedRoster(String);

impl UnverifiedRoster {
    /// Takes the note as it came.
    pub fn new(note: String) -> Self {
        Self(note)
    }

    /// Checks that one of the organisation's keys has signed it for this installation, that it is not older than one already seen,
    /// and that it can be used on this day. Ask [`Roster::freshness`] whether it has expired.
    ///
    /// # Errors
    /// [`Error::Ledger`] if it is not signed, [`Error::OtherInstallation`], [`Error::OlderRoster`], [`Error::EarlyRoster`],
    /// [`Error::ExpiredRoster`] more than 30 days after its end, [`Error::Json`] and [`Error::Rule`] if its content is wrong.
    pub fn verify(self, keys: &[VerifyingKey], installation: InstallationId, today: Day, at_least: u32) -> Result<Roster, Error> {
        let roster = self.verify_past(keys, installation)?.0;
        if roster.content.version < at_least {
            return Err(Error::OlderRoster);
        }
        if today < roster.content.valid_from {
            return Err(Error::EarlyRoster);
        }
        if today > roster.content.valid_until.add_days(GRACE_DAYS) {
            return Err(Error::ExpiredRoster);
        }
        Ok(roster)
    }

    /// Checks signature and installation only, for judging what was written under it.
    ///
    /// # Errors
    /// As [`UnverifiedRoster::verify`], but for its age.
    pub fn verify_past(self, keys: &[VerifyingKey], installation: InstallationId) -> Result<PastRoster, Error> {
        let name = key_name(installation)?;
        let known: Vec<_> = keys.iter().map(|key| (name.clone(), *key)).collect();
        let note = UnverifiedNote::parse(&self.0)?.verify(&known)?;
        let line = note.text().strip_prefix(&label::label("roster")).and_then(|rest| rest.strip_prefix('\n'));
        let line = line.and_then(|rest| rest.strip_suffix('\n')).filter(|line| !line.contains('\n')).ok_or(Error::Json)?;
        let content: Content = json::read(line.as_bytes())?;
        if content.installation != installation {
            return Err(Error::OtherInstallation);
        }
        content.check()?;
        Ok(PastRoster(Roster { hash: Hash::of(&[self.0.as_bytes()]), content }))
    }
}

/// Whether a roster is still in its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// In its time.
    InForce,
    /// Past it, and still usable if the person so chooses.
    Expired {
        /// Its last day.
        since: Day,
    },
}

/// A roster that was checked and may be sealed to.
#[derive(Debug, Clone)]
pub struct Roster {
    hash: Hash,
    content: Content,
}

impl Roster {
    /// What it says.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// Hash of the whole note, by which items name it.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Its number.
    pub fn version(&self) -> u32 {
        self.content.version
    }

    /// Whether its signer says that the key was offline.
    pub fn signed_offline(&self) -> bool {
        self.content.signed == Some(SignedWhere::Offline)
    }

    /// Whether it has expired on a day.
    pub fn freshness(&self, today: Day) -> Freshness {
        if today > self.content.valid_until { Freshness::Expired { since: self.content.valid_until } } else { Freshness::InForce }
    }

    /// A person.
    pub fn person(&self, id: StaffId) -> Option<&Person> {
        self.content.people.iter().find(|person| person.id == id)
    }

    /// Everybody with a role.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.content.people.iter().filter(move |person| person.is(role))
    }
}

/// Somebody on a roster as they are shown to a person: nothing can be sealed to this.
#[derive(Debug)]
pub struct Listed<'a> {
    /// Who.
    pub id: StaffId,
    /// What reporters see.
    pub name: &'a str,
    /// What they may be asked to do.
    pub roles: &'a [Role],
    /// Groups they belong to.
    pub groups: &'a [String],
    /// Six words over their keys.
    pub fingerprint: Fingerprint,
}

impl<'a> Listed<'a> {
    /// A person, without the keys.
    pub fn of(person: &'a Person) -> Self {
        let Person { id, name, roles, groups, .. } = person;
        Self { id: *id, name, roles, groups, fingerprint: person.fingerprint() }
    }
}

/// A roster that is only good for judging what was written under it; nothing can be sealed to its people.
#[derive(Debug, Clone)]
pub struct PastRoster(Roster);

impl PastRoster {
    /// Hash of the whole note.
    pub fn hash(&self) -> Hash {
        self.0.hash
    }

    /// Its number.
    pub fn version(&self) -> u32 {
        self.0.content.version
    }

    /// Stanzas of every keyring made under it.
    pub fn stanza_count(&self) -> usize {
        self.0.content.stanza_count
    }

    /// The key that a person signed with under it.
    pub fn signing_key(&self, id: StaffId) -> Option<VerifyingKey> {
        self.0.person(id).map(|person| person.signing)
    }

    /// What a person was called under it.
    pub fn name(&self, id: StaffId) -> Option<&str> {
        self.0.person(id).map(|person| person.name.as_str())
    }

    /// Whether somebody stood on it as one who reads cases.
    pub(crate) fn reads(&self, id: StaffId) -> bool {
        self.0.person(id).is_some_and(crate::readers::reads)
    }

    /// What it says beside its people, to be shown: organisation, first day, last day.
    pub fn told(&self) -> (&str, Day, Day) {
        (&self.0.content.organisation, self.0.content.valid_from, self.0.content.valid_until)
    }

    /// Whether its signer says that the key was offline.
    pub fn signed_offline(&self) -> bool {
        self.0.signed_offline()
    }

    /// Everybody on it, to be shown.
    pub fn listed(&self) -> impl Iterator<Item = Listed<'_>> {
        self.0.content.people.iter().map(Listed::of)
    }

    /// Whether it could still be used on a day.
    pub fn reaches(&self, day: Day) -> bool {
        day <= self.0.content.valid_until.add_days(GRACE_DAYS)
    }
}

impl From<Roster> for PastRoster {
    fn from(roster: Roster) -> Self {
        Self(roster)
    }
}

/// Rosters by hash, for judging items by the one that each names.
#[derive(Debug, Clone, Default)]
pub struct Rosters(BTreeMap<Hash, PastRoster>);

impl Rosters {
    /// Adds one.
    pub fn add(&mut self, roster: impl Into<PastRoster>) {
        let roster = roster.into();
        self.0.insert(roster.hash(), roster);
    }

    /// The one of this hash.
    pub fn get(&self, hash: &Hash) -> Option<&PastRoster> {
        self.0.get(hash)
    }
}

#[cfg(test)]
mod roster_test;
