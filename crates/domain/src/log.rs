//! The log as the store keeps it: one public leaf a tick, over a tree of fixed size in which real leaves stand among random ones.

use async_trait::async_trait;

use crate::{Leaf, StoreError};

/// Inner leaves of a tick, always so many.
pub const INNER_LEAVES: usize = 256;

/// Who signs a checkpoint. The store holds no key; the binary passes one in.
pub trait CheckpointSigner: Send + Sync {
    /// The signed checkpoint (C2SP tlog-checkpoint) of a tree with `size` leaves and this root.
    fn sign(&self, size: u64, root: [u8; 32]) -> String;
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
