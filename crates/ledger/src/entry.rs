//! What the log says in words. A staff record is blinded by 32 random bytes, so that its leaf looks like any other and whoever is not
//! shown the bytes learns nothing; records are numbered without a gap, so that one that is held back is missed. The leaf of a list of
//! readers hides nothing: whoever has the list can look for it. Never knows what a record means.

use serde::{Deserialize, Serialize};

use crate::{Error, Hash, hash::lower_hex, merkle, tick};

const STAFF: &[u8] = b"sottovoce/v1/staff-record";
const ROSTER: &[u8] = b"sottovoce/v1/roster-leaf";

/// The leaf of a staff record: SHA-256(label ‖ blinding ‖ record).
pub fn staff_leaf(blinding: &[u8; 32], record: &str) -> Hash {
    Hash::of(&[STAFF, blinding, record.as_bytes()])
}

/// The leaf of a list of readers: SHA-256(label ‖ SHA-256 of the signed note).
pub fn roster_leaf(note: &Hash) -> Hash {
    Hash::of(&[ROSTER, note.as_ref()])
}

/// A person of the staff, by id: 16 bytes, 32 lower-case hex digits in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonId([u8; 16]);

impl PersonId {
    /// Takes 16 bytes as they are.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Display for PersonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl Serialize for PersonId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PersonId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        lower_hex(&String::deserialize(from)?).map(Self).map_err(serde::de::Error::custom)
    }
}

/// What a staff record says: one JSON object with these keys, in this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its number among all staff records, from 0.
    pub seq: u64,
    /// The organisation's day: days since 1970-01-01.
    pub day: i32,
    /// What was done, in one word.
    pub kind: String,
    /// Who did it; nobody: a command on the server's machine.
    pub by: Option<PersonId>,
    /// Whom it was about, if somebody else or a newcomer.
    pub about: Option<PersonId>,
    /// The name that person was given then; empty where it says nothing.
    pub name: String,
    /// Their roles then; empty where it says nothing.
    pub roles: Vec<String>,
    /// The list of readers it was about: SHA-256 of the note.
    pub roster: Option<Hash>,
}

/// A staff record with what shows that it stands in the log, as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnverifiedEntry {
    /// The tick that carries it.
    pub tick: u64,
    /// Its place in the tick's tree.
    pub place: u64,
    /// What blinds it, 32 random bytes.
    pub blinding: Hash,
    /// The record, as the text that was hashed.
    pub record: String,
    /// The path from its leaf up to the tick's root.
    pub proof: Vec<Hash>,
}

impl UnverifiedEntry {
    /// Checks that it stands in the tree whose root is `public`, the public leaf of its tick. What the record says is the caller's to read.
    ///
    /// # Errors
    /// [`Error::Range`] for a place outside, [`Error::Proof`] if it does not stand there.
    pub fn stands_in(&self, public: &Hash) -> Result<(), Error> {
        let leaf = merkle::leaf_hash(staff_leaf(self.blinding.as_bytes(), &self.record).as_ref());
        let size = u64::try_from(tick::LEAVES).map_err(|_| Error::Range)?;
        merkle::verify_inclusion(&leaf, self.place, size, &self.proof, public)
    }
}

/// Checks that these are all records from the first on, in their order and none twice.
///
/// # Errors
/// [`Error::Missing`] with the number that should have come.
pub fn without_gap<'a>(records: impl IntoIterator<Item = &'a Record>) -> Result<u64, Error> {
    let mut next = 0;
    for record in records {
        if record.seq != next {
            return Err(Error::Missing(next));
        }
        next += 1;
    }
    Ok(next)
}

#[cfg(test)]
#[path = "entry_test.rs"]
mod tests;
