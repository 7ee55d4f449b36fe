//! What the handler functions of this door share.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use domain::{Clock, Day, Moment, Profile, SigningPublic, StaffId, Store, ZoneOffset, limits::Limits, sign_in::Attempts};

use crate::webauthn::Site;

/// Who knows the protocol and the organisation's key. This door opens nothing and signs nothing; it asks.
#[async_trait]
pub trait Registrar: Send + Sync {
    /// Whether whoever enrols holds the signing key, and the recipient is one of ours (docs/protocol.md 10).
    fn is_genuine(&self, token: &[u8; 32], recipient: &str, signing: &SigningPublic, proof: &[u8; 64]) -> bool;

    /// Somebody has enrolled. Answers whether they stand in the roster now.
    async fn enrolled(&self, person: StaffId) -> bool;

    /// Whether whoever runs this machine could have the organisation's key, and so add a reader: it lies here, or the list in force was
    /// not signed offline.
    async fn is_trial(&self) -> bool;
}

/// Where session tokens come from. It keeps nothing from which a token drawn before could be found again.
pub type Tokens = Box<dyn Fn() -> [u8; 32] + Send + Sync>;

/// The desk behind the door.
pub struct Desk {
    /// Everything that is kept.
    pub store: Arc<dyn Store>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where the organisation's day begins.
    pub zone: ZoneOffset,
    /// Its deadlines.
    pub profile: Profile,
    /// How much may come in.
    pub limits: Limits,
    /// Who knows the protocol.
    pub registrar: Arc<dyn Registrar>,
    /// What the installation says of itself: the bytes of `/channel.json`.
    pub channel: Vec<u8>,
    pub(crate) passkeys: Option<Site>,
    attempts: Attempts,
    tokens: Tokens,
}

impl Desk {
    /// A desk, put together from its parts.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        registrar: Arc<dyn Registrar>,
        channel: Vec<u8>,
        (zone, profile, limits): (ZoneOffset, Profile, Limits),
        tokens: Tokens,
    ) -> Self {
        Self { store, clock, zone, profile, limits, registrar, channel, passkeys: None, attempts: Attempts::default(), tokens }
    }

    /// Where passkeys are good; without it nowhere.
    #[must_use]
    pub fn with_passkeys(mut self, site: Option<Site>) -> Self {
        self.passkeys = site;
        self
    }

    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }

    pub(crate) fn today(&self) -> Day {
        self.now().day(self.zone)
    }

    pub(crate) fn attempts(&self) -> &Attempts {
        &self.attempts
    }

    pub(crate) fn draw(&self) -> [u8; 32] {
        (self.tokens)()
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Desk")
    }
}
