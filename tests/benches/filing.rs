//! Reports of 4 KiB from 64 clients, against a plain loop that inserts the same bytes and syncs after each.

use std::time::{Duration, Instant};

use anyhow::Result;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor};
use stories::house::House;
use stories::people::handler;

use crate::{replay, table};

const REPORTS: u64 = 640;
const CLIENTS: usize = 64;

pub(crate) async fn measure() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let requests = replay::filings(&house.reporters, REPORTS).await?;
    let plain = insert_and_sync(&requests).await?;
    let took = replay::all(&house.reporters, requests, CLIENTS).await?;
    let rate = |took: Duration| f64::from(u32::try_from(REPORTS).unwrap_or(u32::MAX)) / took.as_secs_f64();
    let ratio = rate(took) / rate(plain);
    table::row("reports durable, 64 clients, against insert + sync in a loop", format!("{ratio:.1} × ({:.0}/s)", rate(took)), "≥ 5 ×")?;
    Ok(())
}

/// One row, one commit, one sync for each request.
async fn insert_and_sync(requests: &[Vec<u8>]) -> Result<Duration> {
    let folder = tempfile::tempdir()?;
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("plain.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut database = options.connect().await?;
    database.execute("CREATE TABLE report (body BLOB NOT NULL)").await?;
    let begun = Instant::now();
    for request in requests {
        sqlx::query("INSERT INTO report (body) VALUES ($1)").bind(request).execute(&mut database).await?;
    }
    Ok(begun.elapsed())
}
