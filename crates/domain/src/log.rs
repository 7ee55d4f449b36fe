//! The log as the house uses it: one public leaf a tick, over a tree of fixed size in which real leaves stand among random ones.

use async_trait::async_trait;
use ledger::{Hash, entry, merkle, tick::InnerTree};
use rand::{CryptoRng, RngCore};

use crate::{Leaf, RosterHash, StaffId, StoreError};

/// Inner leaves of a tick, always so many.
pub const INNER_LEAVES: usize = ledger::tick::LEAVES;
/// Most filings of one tick; whoever comes then gets the next. What is left is the staff's: a flood of filings must not keep out of the
/// log that somebody put a reader on the list.
pub const FILING_LEAVES: usize = 192;

/// Who signs a checkpoint. The store holds no key; the binary passes one in.
pub trait CheckpointSigner: Send + Sync {
    /// The signed checkpoint (C2SP tlog-checkpoint) of a tree with `size` leaves and this root.
    ///
    /// # Errors
    /// Whatever kept it from signing; the tick does not happen then.
    fn sign(&self, size: u64, root: [u8; 32]) -> Result<String, Box<dyn std::error::Error + Send + Sync>>;
}

/// What a tick adds to the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// All inner leaves, real ones and filling, shuffled.
    pub inner: Vec<Leaf>,
    /// The public leaf: the root over them.
    pub public: [u8; 32],
    /// Public leaves after it.
    pub size: u64,
    /// Root over them.
    pub root: [u8; 32],
}

/// The leaf of a staff record.
pub fn staff_leaf(blinding: &[u8; 32], record: &str) -> Leaf {
    Leaf::new(*entry::staff_leaf(blinding, record).as_bytes())
}

/// The leaf of a list of readers.
pub fn roster_leaf(roster: RosterHash) -> Leaf {
    Leaf::new(*entry::roster_leaf(&Hash::from_bytes(*roster.as_bytes())).as_bytes())
}

/// Grows the log by one tick: `public` are the public leaves so far, `real` the inner leaves of this tick. `None` for more than
/// [`INNER_LEAVES`] of them.
pub fn grow(public: &[[u8; 32]], real: &[Leaf], rng: &mut (impl CryptoRng + RngCore)) -> Option<Growth> {
    let real: Vec<Hash> = real.iter().map(|leaf| Hash::from_bytes(*leaf.as_bytes())).collect();
    let inner = InnerTree::make(&real, rng).ok()?;
    let mut hashes: Vec<Hash> = public.iter().map(|leaf| merkle::leaf_hash(leaf)).collect();
    hashes.push(inner.public_leaf());
    Some(Growth {
        inner: inner.leaves().iter().map(|leaf| Leaf::new(*leaf.as_bytes())).collect(),
        public: *inner.root().as_bytes(),
        size: u64::try_from(hashes.len()).ok()?,
        root: *merkle::root(&hashes).as_bytes(),
    })
}

/// What the log keeps of one act of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedAct {
    /// The tick that carries it.
    pub tick: u64,
    /// What blinds it.
    pub blinding: [u8; 32],
    /// The record, as the text that was hashed.
    pub record: String,
}

/// What shows that a leaf stands in a tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Its place.
    pub place: u64,
    /// From the leaf up to the tick's public leaf.
    pub path: Vec<Leaf>,
}

/// Proofs for acts of one tick, whose inner leaves are these. `None` if one is not among them.
pub fn prove(inner: &[Leaf], acts: &[LoggedAct]) -> Option<Vec<Proof>> {
    let tree = InnerTree::from_leaves(inner.iter().map(|leaf| Hash::from_bytes(*leaf.as_bytes())).collect()).ok()?;
    let proof = |act: &LoggedAct| {
        let (place, path) = tree.prove(&entry::staff_leaf(&act.blinding, &act.record))?;
        let path = path.iter().map(|step| Leaf::new(*step.as_bytes())).collect();
        Some(Proof { place: u64::try_from(place).ok()?, path })
    };
    acts.iter().map(proof).collect()
}

/// Where the leaf of a list of readers stands, or will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedRoster {
    /// The list.
    pub hash: RosterHash,
    /// Its tick.
    pub tick: u64,
}

/// The store's side of the log.
#[async_trait]
pub trait Log: Send + Sync {
    /// The newest signed checkpoint; `None` before the first tick.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn checkpoint(&self) -> Result<Option<String>, StoreError>;

    /// The public leaves from tick `from` on, at most `limit`: each the root of its tick's inner tree.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn public_leaves(&self, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError>;

    /// The inner leaves of a tick, 256 in their order. `None`: that tick has not been.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn inner_leaves(&self, tick: u64) -> Result<Option<Vec<Leaf>>, StoreError>;

    /// Acts of the staff from number `from` on, at most `limit`, in the order of their numbers; only those `of` one person, if so asked.
    /// What waits for its tick is not among them.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn acts(&self, of: Option<StaffId>, from: u64, limit: u32) -> Result<Vec<LoggedAct>, StoreError>;

    /// Every list of readers that has a place in the log, from the first version on.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn logged_rosters(&self) -> Result<Vec<LoggedRoster>, StoreError>;
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn a_tick_adds_one_public_leaf_whatever_happened() {
        let mut rng = StdRng::seed_from_u64(1);
        let first = grow(&[], &[], &mut rng).unwrap();
        let leaf = Leaf::new([7; 32]);
        let second = grow(&[first.public], &[leaf], &mut rng).unwrap();
        assert_eq!((first.inner.len(), first.size, second.inner.len(), second.size), (INNER_LEAVES, 1, INNER_LEAVES, 2));
        assert_eq!(second.inner.iter().filter(|inner| **inner == leaf).count(), 1);
        assert_eq!(first.root, *merkle::leaf_hash(&first.public).as_bytes());
        let both = [merkle::leaf_hash(&first.public), merkle::leaf_hash(&second.public)];
        assert_eq!(second.root, *merkle::root(&both).as_bytes());
        assert_eq!(grow(&[], &[leaf; INNER_LEAVES + 1], &mut rng), None);
    }
}
