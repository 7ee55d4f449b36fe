//! Where storage keys stand: a database of its own, written first and erased first. Its backups live a few days only.

use async_trait::async_trait;
use domain::StoreError;

use crate::wrap::{KeyId, StorageKey};

#[async_trait]
pub(crate) trait StorageKeys: Send + Sync {
    /// Keeps keys; durable on return.
    async fn put(&self, keys: Vec<(KeyId, StorageKey)>) -> Result<(), StoreError>;

    /// A key. `None`: erased, or never there.
    async fn get(&self, id: KeyId) -> Result<Option<StorageKey>, StoreError>;

    /// Erases keys; durable on return.
    async fn erase(&self, ids: Vec<KeyId>) -> Result<(), StoreError>;

    /// The names of all keys.
    async fn all(&self) -> Result<Vec<KeyId>, StoreError>;

    /// What tells to which main database these keys belong, if it was written already.
    async fn pair(&self) -> Result<Option<[u8; 16]>, StoreError>;

    /// Writes that.
    async fn put_pair(&self, pair: [u8; 16]) -> Result<(), StoreError>;
}
