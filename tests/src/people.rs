//! Reporters and handlers for the stories, all through the real client code.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use client::questions::Answers;
use client::{Authenticator, Connection, Desk, File, Filed, Filing, Invitation, Key, Mailbox, Place, Route, SecondFactor};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sealing::identity::Particulars;
use sealing::words::{Language, Words};
use sealing::{Day, StaffId};
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::house::House;

/// The passphrase of the stories' handlers.
pub const PASSPHRASE: &str = "correct horse battery staple and two more";

/// The day on which the stories write. The clock is the machine's, as it is the server's.
#[must_use]
pub fn today() -> Day {
    #[expect(clippy::disallowed_methods, reason = "the server under test has the machine's clock too")]
    let now = std::time::SystemTime::now();
    let days = now.duration_since(std::time::UNIX_EPOCH).map(|since| since.as_secs() / 86_400).unwrap_or_default();
    Day::from_number(i32::try_from(days).unwrap_or(i32::MAX))
}

/// Unix seconds, on the same clock.
#[must_use]
pub fn now() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "the server under test has the machine's clock too")]
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// The authenticator apps of everybody in the stories, by the folder of their house, which is no other's, and their name.
static APPS: Mutex<BTreeMap<(PathBuf, String), Authenticator>> = Mutex::new(BTreeMap::new());

/// Puts a seed into somebody's authenticator app.
pub fn keeps(house: &House, name: &str, authenticator: Authenticator) {
    let mut apps = APPS.lock().unwrap_or_else(PoisonError::into_inner);
    apps.insert((house.folder().to_path_buf(), name.to_owned()), authenticator);
}

/// Whether somebody has one.
#[must_use]
pub fn has(house: &House, name: &str) -> bool {
    let apps = APPS.lock().unwrap_or_else(PoisonError::into_inner);
    apps.contains_key(&(house.folder().to_path_buf(), name.to_owned()))
}

/// The next code of somebody's authenticator app. Each works once, so this may wait for the next one to be shown.
///
/// # Errors
/// When they have no app, or no new code is shown within two minutes.
pub async fn code(house: &House, name: &str) -> Result<Zeroizing<String>> {
    let whose = (house.folder().to_path_buf(), name.to_owned());
    for _ in 0..1200 {
        let shown = {
            let mut apps = APPS.lock().unwrap_or_else(PoisonError::into_inner);
            apps.get_mut(&whose).with_context(|| format!("{name} has no authenticator app"))?.code(now())
        };
        match shown {
            Some(code) => return Ok(code),
            None => tokio::time::sleep(std::time::Duration::from_millis(100)).await,
        }
    }
    anyhow::bail!("no new code was shown")
}

/// Randomness that a failing story can be run again with.
#[must_use]
pub fn chance(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

/// Enrols the first handler by the printed link, and signs in.
///
/// # Errors
/// Those of the client.
pub async fn handler(house: &House, name: &str) -> Result<Desk> {
    let connection = Connection::open(&Route::to(&house.staff))?;
    let channel = client::channel(&connection).await?;
    let invitation = Invitation::parse(&house.enrolment().await?)?;
    let enrolled = client::enrol(&connection, &channel, &invitation, name, &SecretString::from(PASSPHRASE), now(), &mut chance(1)).await?;
    keeps(house, name, enrolled.authenticator);
    sign_in(house, name).await
}

/// Signs in somebody who enrolled before.
///
/// # Errors
/// Those of the client.
pub async fn sign_in(house: &House, name: &str) -> Result<Desk> {
    let connection = Connection::open(&Route::to(&house.staff))?;
    let channel = client::channel(&connection).await?;
    let code = code(house, name).await?;
    Ok(Desk::sign_in(connection, channel, name, &SecretString::from(PASSPHRASE), SecondFactor::Code(&code)).await?)
}

/// A reporter at a door, with own words.
pub struct Reporter {
    /// The way to the door.
    pub connection: Connection,
    /// What is there.
    pub place: Place,
    /// The eight words.
    pub words: Words,
    rng: StdRng,
}

impl Reporter {
    /// Comes to a door and draws words.
    ///
    /// # Errors
    /// Those of the client.
    pub async fn at(door: &str, seed: u64) -> Result<Self> {
        let connection = Connection::open(&Route::to(door))?;
        let place = Place::look(&connection, None, today()).await?;
        let mut rng = chance(seed);
        let languages = [Language::En, Language::Fr, Language::Es, Language::It, Language::Pt, Language::Cs];
        let language = *languages.get(rng.gen_range(0..languages.len())).context("a language")?;
        let words = Words::draw(language, &mut rng);
        Ok(Self { connection, place, words, rng })
    }

    /// Files a report.
    ///
    /// # Errors
    /// Those of the client.
    pub async fn files(&mut self, what: &str, attachments: Vec<File>) -> client::Result<Filed> {
        let answers = Answers::from([("what".to_owned(), what.to_owned())]);
        let filing = Filing { answers, attachments, readable: true, ..Filing::default() };
        client::file(&self.connection, &self.place, &self.words, &filing, today(), &mut self.rng).await
    }

    /// Files a report and leaves a name with it for the keepers.
    ///
    /// # Errors
    /// Those of the client.
    pub async fn files_with_name(&mut self, what: &str, identity: Particulars) -> client::Result<Filed> {
        let answers = Answers::from([("what".to_owned(), what.to_owned())]);
        let filing = Filing { answers, readable: true, identity: Some(identity), ..Filing::default() };
        client::file(&self.connection, &self.place, &self.words, &filing, today(), &mut self.rng).await
    }

    /// Leaves a name in an open mailbox.
    ///
    /// # Errors
    /// Those of the client.
    pub async fn leaves_name(&mut self, mailbox: &Mailbox<'_>, identity: &Particulars) -> client::Result<()> {
        mailbox.leave_name(&self.connection, &self.place, identity, today(), &mut self.rng).await
    }

    /// Posts a report's text once more, as is done where its words had a mailbox already; these are left out now.
    ///
    /// # Errors
    /// Those of the client.
    pub async fn says_again(&mut self, what: &str, left_out: &[StaffId]) -> client::Result<()> {
        let answers = Answers::from([("what".to_owned(), what.to_owned())]);
        let filing = Filing { answers, readable: true, left_out: left_out.to_vec(), ..Filing::default() };
        client::say_again(&self.connection, &self.place, &self.words, &filing, today(), &mut self.rng).await
    }

    /// What the words open.
    ///
    /// # Errors
    /// Those of the client.
    pub fn key(&self) -> client::Result<Key> {
        Key::of(&self.words, &self.place)
    }

    /// Writes to an open mailbox.
    ///
    /// # Errors
    /// Those of the client.
    pub async fn writes(&mut self, mailbox: &Mailbox<'_>, text: &str, files: &[File]) -> client::Result<()> {
        let reply = client::Reply { text, files, readable: true };
        mailbox.reply(&self.connection, &self.place, &reply, today(), &mut self.rng).await
    }
}
