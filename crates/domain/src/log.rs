//! The log as the house uses it: one public leaf a tick, over a tree of fixed size in which real leaves stand among random ones.

use async_trait::async_trait;
use ledger::{Hash, merkle, tick::InnerTree};
use rand::{CryptoRng, RngCore};

use crate::{Leaf, StoreError};

/// Inner leaves of a tick, always so many.
pub const INNER_LEAVES: usize = ledger::tick::LEAVES;

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
