//! Making a new list of readers away from the server: what would change against the list in force, and the rule under which it is
//! signed. Whoever is new, or comes with other keys, is listed only with the six words heard from them (docs/protocol.md 7).

use std::collections::{BTreeMap, BTreeSet};

use calendar::Day;
use ledger::{Hash, SigningKey};
use serde::{Deserialize, Serialize};

use super::{Content, LONGEST_DAYS, Listed, PastRoster, Person, Role, SignedWhere, UnverifiedRoster};
use crate::{Error, InstallationId, StaffId, json};

/// What the office writes into a file for signing elsewhere. Nothing in it is believed before it was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftFile {
    /// The organisation's name.
    pub organisation: String,
    /// Which installation.
    pub installation: InstallationId,
    /// The note in force; `None` before the first.
    #[serde(deserialize_with = "json::present")]
    pub roster: Option<String>,
    /// Stanzas of every keyring.
    pub stanza_count: usize,
    /// Profile of deadlines.
    pub jurisdiction: String,
    /// Everybody who has enrolled and can receive a key.
    pub enrolled: Vec<Person>,
}

impl DraftFile {
    /// Reads the file.
    ///
    /// # Errors
    /// [`Error::Json`].
    pub fn read(file: &[u8]) -> Result<Self, Error> {
        json::read(file)
    }
}

/// What a new list would do to somebody who has enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Not on the list in force.
    Added,
    /// On it with another recipient or signing key.
    KeysChanged,
    /// On it with another name, role or group.
    Changed,
    /// On it as they are.
    Kept,
}

impl Change {
    /// From somebody listed, if they were, to somebody as they are now.
    #[must_use]
    pub fn between(listed: Option<&Person>, person: &Person) -> Self {
        match listed {
            None => Self::Added,
            Some(listed) if listed.recipient != person.recipient || listed.signing != person.signing => Self::KeysChanged,
            Some(listed) if listed != person => Self::Changed,
            Some(_) => Self::Kept,
        }
    }

    /// Whether the signer must have heard this person's six words.
    #[must_use]
    pub fn needs_words(self) -> bool {
        matches!(self, Self::Added | Self::KeysChanged)
    }
}

/// What a list changed against an older one.
#[derive(Debug)]
pub struct Compared<'a> {
    /// Everybody on the newer one.
    pub there: Vec<(Listed<'a>, Change)>,
    /// Who was on the older one only.
    pub gone: Vec<Listed<'a>>,
}

/// Holds a list against an older one.
///
/// # Errors
/// [`Error::OlderRoster`] if it does not come after the other.
pub fn compare<'a>(newer: &'a PastRoster, older: &'a PastRoster) -> Result<Compared<'a>, Error> {
    let (next, before) = (&newer.0, &older.0);
    if next.version() < before.version() || next.version() == before.version() && next.hash != before.hash {
        return Err(Error::OlderRoster);
    }
    let there = next.content.people.iter().map(|person| (Listed::of(person), Change::between(before.person(person.id), person)));
    let gone = before.content.people.iter().filter(|person| next.person(person.id).is_none());
    Ok(Compared { there: there.collect(), gone: gone.map(Listed::of).collect() })
}

/// What a list says beside its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The organisation's name.
    pub organisation: String,
    /// Profile of deadlines.
    pub jurisdiction: String,
    /// Stanzas of every keyring.
    pub stanza_count: usize,
}

/// A list that is about to be signed with a key.
#[derive(Debug)]
pub struct Draft<'key> {
    key: &'key SigningKey,
    file: DraftFile,
    in_force: Option<PastRoster>,
}

impl<'key> Draft<'key> {
    /// Begins one. The list in force must be signed by the very key that will sign: a server could name a key of its own beside it.
    ///
    /// # Errors
    /// Those of [`UnverifiedRoster::verify_past`] for the list in force.
    pub fn begin(file: DraftFile, key: &'key SigningKey) -> Result<Self, Error> {
        let verify = |note: &String| past(note, key, file.installation);
        let in_force = file.roster.as_ref().map(verify).transpose()?;
        Ok(Self { key, file, in_force })
    }

    /// Holds the list that the file calls in force against the last one that the signer keeps. Answers how many were signed since.
    /// Without this, a server could show an older list, and bring back who was taken off since.
    ///
    /// # Errors
    /// [`Error::OlderRoster`] if the signer keeps a newer one; [`Error::Rule`] if there are two of one number; those of
    /// [`UnverifiedRoster::verify_past`] for the one kept.
    pub fn follows(&self, kept: &str) -> Result<u32, Error> {
        let kept = past(kept, self.key, self.file.installation)?;
        let (version, hash) = self.in_force.as_ref().map_or((0, Hash::from_bytes([0; 32])), |roster| (roster.version(), roster.hash()));
        if version == kept.version() && hash != kept.hash() {
            return Err(Error::Rule("two lists have one number"));
        }
        version.checked_sub(kept.version()).ok_or(Error::OlderRoster)
    }

    /// Its version: one more than the list in force.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.in_force.as_ref().map_or(0, PastRoster::version).saturating_add(1)
    }

    /// What it will say beside its people, and what the list in force says.
    #[must_use]
    pub fn frame(&self) -> (Frame, Option<Frame>) {
        let frame = |organisation: &String, jurisdiction: &String, stanza_count| Frame {
            organisation: organisation.clone(),
            jurisdiction: jurisdiction.clone(),
            stanza_count,
        };
        let of = |content: &Content| frame(&content.organisation, &content.jurisdiction, content.stanza_count);
        let next = frame(&self.file.organisation, &self.file.jurisdiction, self.file.stanza_count);
        (next, self.in_force.as_ref().map(|roster| of(&roster.0.content)))
    }

    /// Everybody who has enrolled, with what would change for them.
    pub fn lines(&self) -> impl Iterator<Item = (&Person, Change)> {
        self.file.enrolled.iter().map(|person| (person, Change::between(self.listed(person.id), person)))
    }

    /// Those on the list in force who have not enrolled, or not any more: they cannot stay.
    pub fn gone(&self) -> impl Iterator<Item = &Person> {
        let enrolled = |id| self.file.enrolled.iter().any(|person| person.id == id);
        self.in_force.iter().flat_map(|roster| &roster.0.content.people).filter(move |listed| !enrolled(listed.id))
    }

    /// Somebody as the list in force has them.
    #[must_use]
    pub fn listed(&self, id: StaffId) -> Option<&Person> {
        self.in_force.as_ref().and_then(|roster| roster.0.person(id))
    }

    /// Signs, with what was heard from everybody new. Whoever is in `left_out` is not listed. It is valid from the day before, since
    /// days begin earlier elsewhere.
    ///
    /// # Errors
    /// [`Error::Rule`] when somebody new was not heard, nobody could receive a report, or there would be fewer places than before; and
    /// those of [`Content::sign`].
    pub fn sign(&self, heard: &BTreeMap<StaffId, String>, left_out: &BTreeSet<StaffId>, today: Day) -> Result<String, Error> {
        let mut people = Vec::new();
        for (person, change) in self.lines().filter(|(person, _)| !left_out.contains(&person.id)) {
            let known = heard.get(&person.id).is_some_and(|typed| person.fingerprint().matches(typed));
            if change.needs_words() && !known {
                return Err(Error::Rule("whoever is new is listed only with the six words heard from them"));
            }
            people.push(person.clone());
        }
        if !people.iter().any(|person| person.is(Role::Handler)) {
            return Err(Error::Rule("a list needs a handler"));
        }
        if self.file.stanza_count < self.in_force.as_ref().map_or(3, PastRoster::stanza_count) {
            return Err(Error::Rule("a list has no fewer places than the one before"));
        }
        people.sort_by_key(|person| person.id);
        let from = today.add_days(-1);
        let content = Content {
            organisation: self.file.organisation.clone(),
            installation: self.file.installation,
            version: self.version(),
            valid_from: from,
            valid_until: from.add_days(LONGEST_DAYS),
            stanza_count: self.file.stanza_count,
            jurisdiction: self.file.jurisdiction.clone(),
            signed: Some(SignedWhere::Offline),
            people,
        };
        content.sign(self.key)
    }
}

fn past(note: &str, key: &SigningKey, installation: InstallationId) -> Result<PastRoster, Error> {
    UnverifiedRoster::new(note.to_owned()).verify_past(&[key.verifying_key()], installation)
}

#[cfg(test)]
mod draft_test;
