//! A flood from outside: clients that mean no good, each with many lines to the reporters' door. A line is a task that sends and throws
//! away what comes back; what came is counted, so that a story can tell whether there was a flood at all.

mod lines;
mod requests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Result;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::task::JoinSet;

/// What a client does over and over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bodies sent a byte a second, in every lane.
    Slow,
    /// Heads that never end.
    Heads,
    /// The largest bodies that are taken, sent whole.
    Whole,
    /// Uploads paid for and opened, a chunk sent, the next one never ended.
    Uploads,
    /// Plain forms with words that open nothing.
    WrongWords,
    /// Plain files with such words.
    PlainFiles,
    /// Mailbox reads with drawn tokens.
    Tokens,
    /// Plain reports that say nothing, each under new words.
    Reports,
}

/// Which clients there are, and how many lines each holds.
const CROWD: [(Kind, usize, usize); 8] = [
    (Kind::Slow, 28, 24),
    (Kind::Heads, 4, 150),
    (Kind::Whole, 4, 1),
    (Kind::Uploads, 4, 2),
    (Kind::WrongWords, 8, 20),
    (Kind::PlainFiles, 4, 4),
    (Kind::Tokens, 4, 4),
    (Kind::Reports, 8, 20),
];

/// What came back to the clients of one kind.
#[derive(Debug, Default)]
pub struct Tally {
    answered: AtomicU64,
    busy: AtomicU64,
    cut: AtomicU64,
}

/// What came back, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came {
    /// Answers of any kind but the next.
    pub answered: u64,
    /// "Busy, come again".
    pub busy: u64,
    /// Lines that broke before an answer.
    pub cut: u64,
}

impl Tally {
    fn count(&self, status: Option<u16>) {
        let counted = match status {
            Some(429 | 503) => &self.busy,
            Some(_) => &self.answered,
            None => &self.cut,
        };
        counted.fetch_add(1, Ordering::Relaxed);
    }
}

/// A flood; it ends when this is dropped.
pub struct Flood {
    tallies: Vec<(Kind, Arc<Tally>)>,
    _lines: JoinSet<()>,
}

impl Flood {
    /// Lets it loose on a door (`http://host:port`).
    ///
    /// # Errors
    /// When a body cannot be made, or this process may not have so many lines.
    pub fn begin(door: &str) -> Result<Self> {
        let files = getrlimit(Resource::Nofile);
        setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum })?;
        let mut flood = Self { tallies: Vec::new(), _lines: JoinSet::new() };
        let bodies = Arc::new(requests::Bodies::make(door)?);
        let mut number = 0;
        for (kind, clients, lines) in CROWD {
            let tally = Arc::new(Tally::default());
            flood.tallies.push((kind, tally.clone()));
            for _ in 0..clients * lines {
                number += 1;
                flood._lines.spawn(lines::run(kind, number, bodies.clone(), tally.clone()));
            }
        }
        Ok(flood)
    }

    /// How many clients it has.
    #[must_use]
    pub fn clients() -> usize {
        CROWD.iter().map(|(_, clients, _)| clients).sum()
    }

    /// What came back so far, by kind.
    #[must_use]
    pub fn came(&self) -> Vec<(Kind, Came)> {
        let read = |counted: &AtomicU64| counted.load(Ordering::Relaxed);
        let came = |tally: &Tally| Came { answered: read(&tally.answered), busy: read(&tally.busy), cut: read(&tally.cut) };
        self.tallies.iter().map(|(kind, tally)| (*kind, came(tally))).collect()
    }
}
