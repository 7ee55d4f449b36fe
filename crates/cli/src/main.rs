//! The binary `sotto`: files a report, comes back to it, and signs lists of readers, from a terminal or a script.
//! Keeps nothing on this machine. The operating system's clock and generator are read here and nowhere below.

mod arguments;
mod asking;
mod editor;
mod ending;
mod identity;
mod keepers;
mod log;
mod look;
mod mailbox;
mod report;
mod roster;
mod signing;
mod terminal;
mod witness;
mod words;

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use client::{Connection, Place, Route};
use sealing::Day;
use sealing::channel::Channel;

use crate::arguments::{Arguments, Task, Way};

/// Wipes what is given back to the system: words and reports pass through this process.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => ending::tell(&error, arguments.way.json),
    }
}

async fn run(arguments: &Arguments) -> Result<()> {
    let way = &arguments.way;
    match &arguments.task {
        Task::Report(wish) => report::run(way, wish).await,
        Task::Mailbox(wish) => mailbox::run(way, wish).await,
        Task::Look => look::run(way).await,
        Task::Identity(wish) => keepers::run(way, wish).await,
        Task::Log(act) => log::run(way, act).await,
        Task::Roster(act) => roster::run(way, act).await,
    }
}

/// The way to the place that the flags name.
pub(crate) fn connect(way: &Way) -> Result<Connection> {
    if way.server.is_empty() {
        anyhow::bail!("where is the place? Give its address with --server, as it stands on the poster");
    }
    let route = Route {
        server: way.server.clone(),
        proxy: way.proxy.clone(),
        root: way.certificate.as_deref().map(read).transpose()?,
        ..Route::default()
    };
    Ok(Connection::open(&route)?)
}

/// The channel file that somebody saved, if the flags name one.
pub(crate) fn pinned(way: &Way) -> Result<Option<Channel>> {
    way.channel.as_deref().map(read).transpose()?.map(|bytes| Channel::parse(&bytes)).transpose().context("the saved channel file")
}

/// Reads a file that the flags name.
pub(crate) fn read(path: &std::path::Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{}", path.display()))
}

/// The place that the flags name, looked at and checked.
pub(crate) async fn arrive(way: &Way, expired_readers: bool) -> Result<(Connection, Place)> {
    let (connection, pinned) = (connect(way)?, pinned(way)?);
    let place = Place::look(&connection, pinned.as_ref(), today()).await?;
    if place.expired() && !expired_readers {
        anyhow::bail!(
            "the list of people who can read reports was valid until {}, and nobody has signed a newer one; \
             with --expired-readers you can use it all the same",
            place.valid_until()
        );
    }
    Ok((connection, place))
}

/// Today. Messages carry the day and nothing finer.
pub(crate) fn today() -> Day {
    Day::from_number(i32::try_from(seconds() / 86_400).unwrap_or(i32::MAX))
}

/// Unix seconds, for a witness alone: what reporters send carries no such thing.
#[expect(clippy::disallowed_methods, reason = "the binary is where time enters")]
pub(crate) fn seconds() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default()
}

/// The operating system's generator.
#[expect(clippy::disallowed_types, reason = "the binary is where randomness enters")]
pub(crate) fn randomness() -> rand::rngs::OsRng {
    rand::rngs::OsRng
}
