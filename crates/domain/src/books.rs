//! The book: what a person keeps for themselves about their cases, sealed to their own keys by their own client (docs/protocol.md 14).
//! Here it is bytes of few sizes that one person alone can fetch and replace.

use async_trait::async_trait;
use bytes::Bytes;

use crate::{BookHash, Grant, StoreError, permissions::ListCases};

/// Around the plaintext of an age file with one recipient: its header and its nonce (docs/protocol.md 1).
const AROUND: usize = 70 + 1557 + 16;
/// The smallest book: 64 KiB and the tag after them.
const PAGE: usize = 64 * 1024 + 16;
/// The largest has so many doublings of it.
const DOUBLINGS: u32 = 7;

/// The largest sealed book.
pub const MAX_BOOK: usize = AROUND + (PAGE << DOUBLINGS);

/// A book as it lies here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Of the sealed bytes. Whoever replaces them names it.
    pub hash: BookHash,
    /// Sealed to the person alone.
    pub sealed: Bytes,
}

/// Whether a sealed book may have this many bytes: 64 KiB of plaintext, or that doubled up to seven times. Other sizes would tell how
/// much somebody keeps.
#[must_use]
pub fn is_book_size(length: usize) -> bool {
    (0..=DOUBLINGS).any(|doublings| length == AROUND + (PAGE << doublings))
}

/// The store's side of it. A book goes with its person's account.
#[async_trait]
pub trait Books: Send + Sync {
    /// One's own book; `None` while there is none.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn book(&self, by: &Grant<ListCases>) -> Result<Option<Book>, StoreError>;

    /// Puts a book in place of the one with the hash `previous`, or of none. No copy of the one before can be read any more.
    ///
    /// # Errors
    /// `Conflict` when another one is there, `Corrupt`, `Full`, `Unavailable`.
    async fn keep_book(&self, by: &Grant<ListCases>, previous: Option<BookHash>, sealed: Bytes) -> Result<BookHash, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_has_one_of_eight_sizes() {
        let sizes: Vec<_> = (0..=MAX_BOOK + 1).filter(|length| is_book_size(*length)).collect();
        assert_eq!(sizes.len(), 8);
        assert_eq!((sizes[0], sizes[7]), (67_195, MAX_BOOK));
    }
}
