//! Sessions, and the half ones that stand between passphrase and second factor. Random tokens, of which the store keeps hashes; their
//! ends are kept to the minute, and rows go when they have ended. A whole one is made by [`crate::second_factor::prove`].

use async_trait::async_trait;

use crate::{Moment, SessionHash, SessionId, StaffId, StoreError, staff::Account};

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

/// Half a session on its way to a whole one.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The half, which is gone then.
    pub half: SessionHash,
    /// The whole. It ends after [`SESSION_SECONDS`], or after [`IDLE_SECONDS`] without a request.
    pub session: SessionHash,
    /// The one that the same browser held before, which ends.
    pub before: Option<SessionHash>,
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

    /// Whose session this is, if it has not ended; its idle time begins anew.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn session(&self, session: SessionHash, now: Moment) -> Result<Option<Account>, StoreError>;

    /// Ends a session, and half a one that the same browser holds.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn close_session(&self, session: SessionHash, half: Option<SessionHash>) -> Result<(), StoreError>;

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

    /// Forgets what has ended, and with it when somebody signed in. Nothing is written where nothing has ended.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn forget_ended(&self, now: Moment) -> Result<(), StoreError>;

    /// Whether a second factor was shown in this session within [`RECENT_SECONDS`]. Use [`Recently::ask`].
    ///
    /// # Errors
    /// `Unavailable`.
    async fn is_recent(&self, session: SessionHash, now: Moment) -> Result<bool, StoreError>;
}
