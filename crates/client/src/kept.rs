//! A log in a file: what was signed and the leaves under it in the first line, and in each further line one record of the staff with what
//! shows that it stands in the log. So it can be checked later, by others, without a server.

use ledger::entry::{Record, UnverifiedEntry, without_gap};
use ledger::history::History;
use sealing::Hash;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Lie, Result};

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    /// The signed checkpoint.
    pub(crate) checkpoint: String,
    /// One leaf a tick.
    pub(crate) leaves: Vec<Hash>,
}

/// A record of the staff that stands in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The tick that carries it.
    pub tick: u64,
    /// What it says.
    pub record: Record,
    /// The text that was hashed.
    text: String,
}

/// A file as it was read, and nothing of it checked.
pub(crate) struct Unverified {
    pub(crate) kept: Kept,
    entries: Vec<UnverifiedEntry>,
}

impl Unverified {
    /// Reads a file. `None` if it is no saved log.
    pub(crate) fn read(file: &[u8]) -> Option<Self> {
        let mut lines = std::str::from_utf8(file).ok()?.lines();
        let kept = serde_json::from_str(lines.next()?).ok()?;
        let entries = lines.map(serde_json::from_str).collect::<std::result::Result<_, _>>().ok()?;
        Some(Self { kept, entries })
    }

    /// The records, if each stands in its tick of this log and none is missing between them.
    ///
    /// # Errors
    /// [`Lie::Record`] with the place in the file, [`Lie::RecordMissing`] with its number.
    pub(crate) fn records(&self, history: &History) -> Result<Vec<Told>> {
        let mut told = Vec::new();
        for (entry, line) in self.entries.iter().zip(2_u64..) {
            told.push(stands(entry, history).ok_or(Lie::Record(line))?);
        }
        without_gap(told.iter().map(|told| &told.record)).map_err(|error| match error {
            ledger::Error::Missing(number) => Error::from(Lie::RecordMissing(number)),
            other => Lie::Log(other.to_string()).into(),
        })?;
        Ok(told)
    }
}

fn stands(entry: &UnverifiedEntry, history: &History) -> Option<Told> {
    let public = history.leaves().get(usize::try_from(entry.tick).ok()?)?;
    entry.stands_in(public).ok()?;
    let record = serde_json::from_str(&entry.record).ok()?;
    Some(Told { tick: entry.tick, record, text: entry.record.clone() })
}

/// Checks that what was told before is told still, word for word.
///
/// # Errors
/// [`Lie::RecordMissing`] with the first number that is not.
pub(crate) fn still_told(older: &[Told], newer: &[Told]) -> Result<()> {
    for (number, old) in (0_u64..).zip(older) {
        let new = newer.get(usize::try_from(number).unwrap_or(usize::MAX));
        if new.is_none_or(|new| (new.tick, &new.text) != (old.tick, &old.text)) {
            return Err(Lie::RecordMissing(number).into());
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "kept_test.rs"]
mod tests;
