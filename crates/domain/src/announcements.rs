//! That staff were told of this place: on which day, and how. Nobody can use a channel they have not heard of, and auditors ask.

use async_trait::async_trait;
use calendar::Day;

use crate::StoreError;

/// Longest account of how, in characters.
pub const LONGEST_HOW: usize = 200;

/// Once that staff were told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Announcement {
    /// When.
    pub told_on: Day,
    /// How: a poster, a meeting, a letter.
    pub how: String,
}

/// The store's side of it. What was noted stays.
#[async_trait]
pub trait Announcements: Send + Sync {
    /// Notes one under a random id. The same id again is fine.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn announce(&self, id: [u8; 16], announcement: Announcement) -> Result<(), StoreError>;

    /// All of them, the newest first.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn announcements(&self) -> Result<Vec<Announcement>, StoreError>;
}
