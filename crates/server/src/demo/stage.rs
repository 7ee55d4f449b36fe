//! Where the demonstration is made: both doors of the house on free ports of this machine, ticks every second, and a clock that is set
//! forward from some weeks ago to today. Reporters and handlers on it are the real client.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, bail};
use client::{Case, Connection, Desk, File, Filing, Key, Mailbox, Place, Reply, Route, SecondFactor, questions::Answers};
use domain::{Clock, Day, Moment, ticks::Schedule};
use sealing::{
    CaseId, StaffId,
    identity::Particulars,
    words::{Language, Words},
};
use tokio::sync::oneshot;

use super::{DEMO, people::Login};
use crate::{
    chance,
    clock::SystemClock,
    config::{DoorSettings, Listen},
    house::Installation,
    place::Opened,
    say,
    serve::{Addresses, House, Places},
};

const SECONDS_A_DAY: i64 = 86_400;
/// The clock stands so far before the day it shows, so that it can be set forward: each one-time code works once.
const SPARE_SECONDS: i64 = 1800;
/// How far it is set forward for the next code.
const STEP_SECONDS: i64 = sealing::totp::STEP_SECONDS;
/// How long is waited for something to come out, in steps of [`STEP`].
const PATIENCE: u32 = 600;
const STEP: Duration = Duration::from_millis(100);

/// The clock of the house while the demonstration is made.
#[derive(Clone, Debug)]
struct PastClock(Arc<AtomicI64>);

impl PastClock {
    /// Before everything that is shown.
    fn begin() -> Self {
        Self(Arc::new(AtomicI64::new(41 * SECONDS_A_DAY)))
    }
}

impl Clock for PastClock {
    fn now(&self) -> Moment {
        SystemClock.now().plus(-self.0.load(Ordering::Relaxed))
    }
}

/// The house while it is made.
pub(super) struct Stage {
    clock: PastClock,
    schedule: Schedule,
    addresses: Addresses,
    installation: Installation,
    end: oneshot::Sender<()>,
    serving: tokio::task::JoinHandle<anyhow::Result<()>>,
}

/// A report that was filed.
pub(super) struct Told {
    /// What it is about, for whoever looks around.
    pub(super) about: &'static str,
    /// Its eight words.
    pub(super) words: Words,
    /// Its case.
    pub(super) case: CaseId,
}

/// Something to be told.
pub(super) struct Telling<'a> {
    /// What it is about, for whoever looks around.
    pub(super) about: &'static str,
    /// Answers: question and value.
    pub(super) answers: &'a [(&'a str, &'a str)],
    /// Files.
    pub(super) files: Vec<File>,
    /// Who may not read it.
    pub(super) left_out: Vec<StaffId>,
    /// A name for the identity keepers.
    pub(super) identity: Option<Particulars>,
    /// The language of its words.
    pub(super) language: Language,
}

impl Stage {
    /// Opens the doors.
    ///
    /// # Errors
    /// When they cannot be opened.
    pub(super) fn open(opened: &Opened, installation: Installation) -> anyhow::Result<Self> {
        let here = || DoorSettings { listen: Listen::Net(([127, 0, 0, 1], 0).into()), address: None, onion: None, tls: None, roams: false };
        let schedule = Schedule::new(1, 0, opened.settings.schedule.zone()).context("ticks every second")?;
        let mut settings = opened.settings.clone();
        (settings.reporters, settings.staff, settings.schedule) = (here(), here(), schedule);
        let places = Places::take(&settings)?;
        let clock = PastClock::begin();
        let house = House {
            settings,
            installation: installation.clone(),
            store: opened.store.clone(),
            serving: None, // held by whoever opened the folder
            clock: Arc::new(clock.clone()),
            organisation_key: None,
            opened: Arc::new(|| ()),
        };
        let addresses = places.addresses.clone();
        let (end, asked) = oneshot::channel();
        let serving =
            tokio::task::spawn_local(async move { places.serve_until(house, async { drop(asked.await) }, &mut chance::seeded()).await });
        Ok(Self { clock, schedule, addresses, installation, end, serving })
    }

    /// Closes the doors.
    ///
    /// # Errors
    /// When one of them ended by itself.
    pub(super) async fn close(self) -> anyhow::Result<()> {
        // the doors may have ended by themselves; what they say of it comes below
        let _ = self.end.send(());
        self.serving.await?
    }

    /// Sets the clock to so many days before today, never back.
    pub(super) fn days_ago(&self, days: i64) {
        self.clock.0.fetch_min(days * SECONDS_A_DAY + SPARE_SECONDS, Ordering::Relaxed);
    }

    /// Unix seconds on this clock.
    pub(super) fn seconds(&self) -> i64 {
        self.clock.now().seconds()
    }

    /// A one-time code that was not used before; the clock is set forward for it if need be.
    fn code(&self, person: &Login) -> anyhow::Result<zeroize::Zeroizing<String>> {
        for _ in 0..4 {
            if let Some(code) = person.authenticator.borrow_mut().code(self.seconds()) {
                return Ok(code);
            }
            self.clock.0.fetch_sub(STEP_SECONDS, Ordering::Relaxed);
        }
        bail!("no code is left for {}", person.name)
    }

    /// The organisation's day on this clock.
    pub(super) fn today(&self) -> Day {
        self.clock.now().day(self.schedule.zone())
    }

    /// Says how far it is.
    pub(super) fn progress(&self, what: &str) {
        // the console may be gone; the demonstration can be made all the same
        let _ = say::line(format_args!("{DEMO}: {}: {what}", self.today()));
    }

    /// The way to the handlers' door.
    pub(super) fn staff(&self) -> Route {
        Route::to(&self.addresses.staff)
    }

    /// Signs somebody in.
    ///
    /// # Errors
    /// Those of the door.
    pub(super) async fn desk(&self, person: &Login) -> anyhow::Result<Desk> {
        let connection = Connection::open(&self.staff())?;
        let code = self.code(person)?;
        let factor = SecondFactor::Code(&code);
        Ok(Desk::sign_in(connection, self.installation.channel.clone(), person.name, &person.secret(), factor).await?)
    }

    async fn place(&self) -> anyhow::Result<(Connection, Place)> {
        let connection = Connection::open(&Route::to(&self.addresses.reporters))?;
        let place = Place::look(&connection, Some(&self.installation.channel), self.today()).await?;
        Ok((connection, place))
    }

    /// Files a report.
    ///
    /// # Errors
    /// Those of the door.
    pub(super) async fn files(&self, telling: Telling<'_>) -> anyhow::Result<Told> {
        let (connection, place) = self.place().await?;
        let words = Words::draw(telling.language, &mut chance::system());
        let answers: Answers = telling.answers.iter().map(|(question, value)| ((*question).to_owned(), (*value).to_owned())).collect();
        let filing = Filing { answers, left_out: telling.left_out, attachments: telling.files, readable: true, identity: telling.identity };
        let filed = client::file(&connection, &place, &words, &filing, self.today(), &mut chance::system()).await?;
        Ok(Told { about: telling.about, words, case: filed.case })
    }

    /// Comes back with the words and writes.
    ///
    /// # Errors
    /// Those of the door.
    pub(super) async fn writes(&self, told: &Told, text: &str, files: &[File]) -> anyhow::Result<()> {
        let (connection, place) = self.place().await?;
        let key = Key::of(&told.words, &place)?;
        let mailbox = Mailbox::open(&connection, &place, &key).await?;
        let reply = Reply { text, files, readable: true };
        Ok(mailbox.reply(&connection, &place, &reply, self.today(), &mut chance::system()).await?)
    }

    /// Which handlers can read it; waits until it has come out.
    ///
    /// # Errors
    /// Those of the door; when it never comes out.
    pub(super) async fn readers<'a>(&self, told: &Told, people: &'a [Login]) -> anyhow::Result<Vec<&'a Login>> {
        let mut desks = Vec::new();
        for person in people.iter().filter(|person| person.role == domain::Role::Handler) {
            desks.push((person, self.desk(person).await?));
        }
        for _ in 0..PATIENCE {
            let mut readers = Vec::new();
            for (person, desk) in &desks {
                if desk.cases().await?.iter().any(|row| row.case == told.case) {
                    readers.push(*person);
                }
            }
            if !readers.is_empty() {
                return Ok(readers);
            }
            tokio::time::sleep(STEP).await;
        }
        bail!("a report never came out")
    }

    /// Opens a case when so many items of the conversation have come out.
    ///
    /// # Errors
    /// Those of the door; when they never come out.
    pub(super) async fn opened(&self, desk: &Desk, told: &Told, items: usize) -> anyhow::Result<Case> {
        for _ in 0..PATIENCE {
            let case = desk.open(told.case, self.today()).await?;
            if case.conversation().len() >= items {
                return Ok(case);
            }
            tokio::time::sleep(STEP).await;
        }
        bail!("an answer never came out")
    }
}
