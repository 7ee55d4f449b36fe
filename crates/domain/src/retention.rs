//! The end of a case: its storage key goes first, so that no copy of the database can be read, then its rows, then its blobs.

use async_trait::async_trait;

use crate::{CaseId, StoreError};

/// The store's side of erasure. Whoever calls it has decided that the clock has run out and nothing holds the case.
#[async_trait]
pub trait Retention: Send + Sync {
    /// Erases a case and whatever waits for it. `false`: there was none. After an error it can be called again; what is gone stays gone.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn erase(&self, case: CaseId) -> Result<bool, StoreError>;
}
