//! Sessions, and the half ones that stand between passphrase and second factor. Random tokens, of which the store keeps hashes; their
//! ends are kept to the minute, and rows go when they have ended.

use async_trait::async_trait;

use crate::{Day, Moment, SessionHash, SessionId, StaffId, StoreError, staff::Account};

/// A session ends after so many seconds without a request.
pub const IDLE_SECONDS: i64 = 15 * 60;
/// A session ends after so many seconds, whatever happens.
pub const SESSION_SECONDS: i64 = 10 * 3600;
/// After the passphrase the second factor must follow within so many seconds.
pub const HALF_SECONDS: i64 = 5 * 60;
/// What asks again is content with a second factor that was shown so many seconds ago at most.
pub const RECENT_SECONDS: i64 = 5 * 60;

/// One of a person's open sessions, as its owner sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Names it in the owner's list, and opens nothing.
    pub id: SessionId,
    /// When it began, to the minute.
    pub begun: Moment,
}

/// Proof that a second factor was shown in a session within [`RECENT_SECONDS`]. Made by [`Recently::ask`] only; what asks again takes it.
#[derive(Debug)]
pub struct Recently(());

impl Recently {
    /// Asks the store. `None`: too long ago, or no such session.
    ///
    /// # Errors
    /// What the store says when it cannot be asked.
    pub async fn ask(store: &(impl Sessions + ?Sized), session: SessionHash, now: Moment) -> Result<Option<Self>, StoreError> {
        Ok(store.is_recent(session, now).await?.then_some(Self(())))
    }
}

/// The store's side of sessions.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Opens half a session: it ends after [`HALF_SECONDS`] and lets its holder show a second factor, nothing else. Use
    /// [`crate::sign_in::first_step`].
    ///
    /// # Errors
    /// `Unavailable`.
    async fn open_half(&self, half: SessionHash, person: StaffId, now: Moment) -> Result<(), StoreError>;

    /// Who has shown the passphrase with this token, if it is not too long ago.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn half(&self, half: SessionHash, now: Moment) -> Result<Option<StaffId>, StoreError>;

    /// Makes a session of half a one, which is gone then. It ends after [`SESSION_SECONDS`], or after [`IDLE_SECONDS`] without a
    /// request; the log keeps that the person signed in on this day, once. `None`: there is no such half any more.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn open_session(&self, half: SessionHash, session: SessionHash, now: Moment, today: Day) -> Result<Option<()>, StoreError>;

    /// Whose session this is, if it has not ended; its idle time begins anew.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn session(&self, session: SessionHash, now: Moment) -> Result<Option<Account>, StoreError>;

    /// Ends a session.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn close_session(&self, session: SessionHash) -> Result<(), StoreError>;

    /// A person's sessions that have not ended, by id.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn own_sessions(&self, person: StaffId, now: Moment) -> Result<Vec<OpenSession>, StoreError>;

    /// Ends one of a person's own sessions. Answers whether there was one.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn end_session(&self, person: StaffId, id: SessionId) -> Result<bool, StoreError>;

    /// Ends all of a person's sessions but this one, half ones too.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn end_other_sessions(&self, person: StaffId, but: SessionHash) -> Result<(), StoreError>;

    /// A second factor was shown in this session just now.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn proved_again(&self, session: SessionHash, now: Moment) -> Result<(), StoreError>;

    /// Whether a second factor was shown in this session within [`RECENT_SECONDS`]. Use [`Recently::ask`].
    ///
    /// # Errors
    /// `Unavailable`.
    async fn is_recent(&self, session: SessionHash, now: Moment) -> Result<bool, StoreError>;
}
