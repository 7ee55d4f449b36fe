//! What the reporters' door works with: store, clock, limits, questions, challenges. Put together by the server, and by tests.
//!
//! It keeps nothing about callers: no address, no count of them, no time at which anybody came.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    Clock, Day, Leaf, Moment, Profile, Store, UploadId, documents::StoredRoster, limits::Limits, questionnaire::Questionnaire,
    ticks::Schedule,
};
use rand::{CryptoRng, RngCore};
use sealing::{channel::Channel, fingerprint::Fingerprint, roster::Roster};
use web::{
    lanes::{Lane, LaneName, Lanes},
    problem::{Kind, Problem},
};
use zeroize::Zeroizing;

use crate::work::{Challenges, Difficulty, Spent};

/// A cryptographic generator.
pub trait Generator: CryptoRng + RngCore + Send {}

impl<T: CryptoRng + RngCore + Send> Generator for T {}

/// Where randomness comes from. Every request asks for a generator of its own, so that none that drew somebody's words lives on.
pub type Randomness = Arc<dyn Fn() -> Box<dyn Generator> + Send + Sync>;

/// Whoever holds the log key.
pub trait ReceiptSigner: Send + Sync {
    /// The signature of a receipt (protocol.md 9).
    fn sign(&self, leaf: Leaf, tick: u64) -> [u8; 64];
}

/// What an installation says on its plain pages.
#[derive(Debug, Clone)]
pub struct Signs {
    /// Where the quick exit leads.
    pub exit: String,
    /// The door's address in the Tor network.
    pub onion: Option<String>,
    /// Bodies outside the organisation: name and address.
    pub outside: Vec<(String, String)>,
}

impl Default for Signs {
    fn default() -> Self {
        Self { exit: "https://www.wikipedia.org/".to_owned(), onion: None, outside: Vec::new() }
    }
}

/// What the server puts together.
pub struct Parts {
    /// The store.
    pub store: Arc<dyn Store>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub randomness: Randomness,
    /// When ticks are.
    pub schedule: Schedule,
    /// Which deadlines hold.
    pub profile: Profile,
    /// How much may come in.
    pub limits: Limits,
    /// The questions.
    pub questionnaire: Questionnaire,
    /// The installation.
    pub channel: Channel,
    /// The log key.
    pub receipts: Arc<dyn ReceiptSigner>,
    /// The lanes of this door.
    pub lanes: Lanes,
    /// How much work is asked.
    pub difficulty: Difficulty,
    /// The plain pages' own.
    pub signs: Signs,
}

/// The reporters' door.
pub struct Intake {
    /// What it was put together from.
    pub parts: Parts,
    /// Six words over the organisation's key.
    pub fingerprint: String,
    /// How often words were stretched: what tests compare.
    #[cfg(test)]
    pub(crate) stretched: std::sync::atomic::AtomicUsize,
    /// The roster met last, so that a form can be shown again while the store is away.
    last_roster: Mutex<Option<Roster>>,
    /// Challenges for work.
    pub challenges: Challenges,
    /// Challenges spent on filings and posts.
    pub spent: Spent<()>,
    /// Challenges spent on uploads, and the uploads they opened.
    pub spent_on_uploads: Spent<UploadId>,
}

/// How many spent challenges are remembered: about 12 MB at most, each of which cost somebody the work.
const SPENT_ROOM: usize = 100_000;

impl Intake {
    /// Opens the door's works. The challenges' key is drawn here and lives as long as the process.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        (parts.randomness)().fill_bytes(key.as_mut_slice());
        let fingerprint = parts.channel.organisation_keys.first().map(|key| Fingerprint::of_organisation(key).to_string());
        Self {
            fingerprint: fingerprint.unwrap_or_default(),
            #[cfg(test)]
            stretched: std::sync::atomic::AtomicUsize::new(0),
            last_roster: Mutex::new(None),
            challenges: Challenges::new(key),
            spent: Spent::with_room(SPENT_ROOM),
            spent_on_uploads: Spent::with_room(SPENT_ROOM),
            parts,
        }
    }

    /// A generator for one request.
    #[must_use]
    pub fn generator(&self) -> Box<dyn Generator> {
        (self.parts.randomness)()
    }

    /// The moment it is.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.parts.clock.now()
    }

    /// Unix seconds; nought before 1970.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        u64::try_from(self.now().seconds()).unwrap_or(0)
    }

    /// The organisation's day.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now().day(self.parts.schedule.zone())
    }

    /// When what is sent now leaves for its readers.
    #[must_use]
    pub fn leaves_at(&self) -> Moment {
        self.parts.schedule.next_after(self.now())
    }

    /// The day by which a report that leaves at this moment must be confirmed.
    #[must_use]
    pub fn confirm_by(&self, leaves_at: Moment) -> Day {
        self.parts.profile.ack_due(leaves_at.day(self.parts.schedule.zone()))
    }

    /// One of the lanes.
    #[must_use]
    pub fn lane(&self, name: LaneName) -> Lane {
        self.parts.lanes.lane(name)
    }

    /// The roster in force.
    ///
    /// # Errors
    /// [`Kind::NotOpen`] before there is one; what the store says.
    pub async fn roster(&self) -> Result<StoredRoster, Problem> {
        let roster = self.parts.store.roster().await.map_err(|error| Problem::from_store(&error))?;
        roster.ok_or_else(|| Problem::new(Kind::NotOpen))
    }

    /// Keeps the roster met last.
    pub(crate) fn remember(&self, roster: &Roster) {
        *self.last_roster.lock().unwrap_or_else(PoisonError::into_inner) = Some(roster.clone());
    }

    /// The roster met last.
    pub(crate) fn remembered(&self) -> Option<Roster> {
        self.last_roster.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
