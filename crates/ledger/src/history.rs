//! A whole log as somebody fetched it, held against what was signed: leaves that were changed, taken out, put in, moved or cut off
//! do not lead to the root that the log key signed. Keeps what a witness needs, and never asks anybody.

use crate::{Error, Hash, checkpoint::Checkpoint, merkle, tick::InnerTree};

/// The public leaves that lead to a checkpoint, all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    newest: Checkpoint,
    leaves: Vec<Hash>,
}

impl History {
    /// Checks that these leaves (each the root of its tick's tree) are the whole log of a checkpoint.
    ///
    /// # Errors
    /// [`Error::Range`] for more or fewer leaves than it names, [`Error::Proof`] if they do not lead to its root.
    pub fn check(newest: Checkpoint, leaves: Vec<Hash>) -> Result<Self, Error> {
        if u64::try_from(leaves.len()) != Ok(newest.size) {
            return Err(Error::Range);
        }
        if root(&leaves) != newest.root {
            return Err(Error::Proof);
        }
        Ok(Self { newest, leaves })
    }

    /// The checkpoint it was checked against.
    pub fn newest(&self) -> &Checkpoint {
        &self.newest
    }

    /// The public leaves, one a tick.
    pub fn leaves(&self) -> &[Hash] {
        &self.leaves
    }

    /// Checks that this log grew out of the one that somebody kept a checkpoint of: its first leaves are still the same.
    ///
    /// # Errors
    /// [`Error::Checkpoint`] for another log's, [`Error::Range`] if this log is shorter, [`Error::Proof`] if its past is another.
    pub fn grew_from(&self, older: &Checkpoint) -> Result<(), Error> {
        if older.origin != self.newest.origin {
            return Err(Error::Checkpoint);
        }
        let size = usize::try_from(older.size).map_err(|_| Error::Range)?;
        let past = self.leaves.get(..size).ok_or(Error::Range)?;
        if root(past) == older.root { Ok(()) } else { Err(Error::Proof) }
    }

    /// Checks that a tick's tree is the one in this log and holds this leaf.
    ///
    /// # Errors
    /// [`Error::Range`] if the log has not come to that tick, [`Error::Proof`] if the tree is another or lacks the leaf.
    pub fn holds(&self, leaf: &Hash, tick: u64, inner: &InnerTree) -> Result<(), Error> {
        let place = usize::try_from(tick).map_err(|_| Error::Range)?;
        let public = self.leaves.get(place).ok_or(Error::Range)?;
        if inner.root() == *public && inner.leaves().contains(leaf) { Ok(()) } else { Err(Error::Proof) }
    }
}

fn root(leaves: &[Hash]) -> Hash {
    merkle::root(&leaves.iter().map(|leaf| merkle::leaf_hash(leaf.as_ref())).collect::<Vec<_>>())
}

#[cfg(test)]
#[path = "history_test.rs"]
mod tests;
