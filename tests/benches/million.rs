//! Filing and reading with a million cases in the database, against an empty one.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use client::Mailbox;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use stories::house::House;
use stories::people::{Reporter, handler};
use tokio::net::TcpStream;

use crate::{replay, table};

const CASES: u32 = 1_000_000;
const TRIES: u64 = 60;

pub(crate) async fn measure() -> Result<()> {
    let house = House::open(&[]).await?;
    let person = handler(&house, "anna").await?.person.to_string();
    let (filing, reading) = times(&house).await?;
    let left = house.cut()?;
    fill(&left.folder().join("data/sottovoce.db"), CASES, &person).await?;
    let house = House::reopen(left, &[]).await?;
    let (full_filing, full_reading) = times(&house).await?;
    table::row("filing with 1 000 000 cases, against none", format!("{:.2} ×", full_filing / filing), "≤ 1.2 ×")?;
    table::row("opening a mailbox likewise", format!("{:.2} ×", full_reading / reading), "≤ 1.2 ×")?;
    Ok(())
}

/// Medians of a filing and of fetching a mailbox, one after another.
async fn times(house: &House) -> Result<(f64, f64)> {
    let requests = replay::filings(&house.reporters, TRIES).await?;
    let mut line = TcpStream::connect(house.reporters.trim_start_matches("http://")).await?;
    let (mut filing, mut reading) = (Vec::new(), Vec::new());
    for request in &requests {
        filing.push(replay::send(&mut line, request).await?.as_secs_f64());
    }
    let mut reporter = Reporter::at(&house.reporters, 7_000_000 + u64::from(house.pid())).await?;
    reporter.files("Read often.", Vec::new()).await?;
    let key = reporter.key()?;
    tokio::time::sleep(Duration::from_secs(12)).await;
    for _ in 0..TRIES {
        let begun = Instant::now();
        Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
        reading.push(begun.elapsed().as_secs_f64());
    }
    Ok((table::median(filing), table::median(reading)))
}

/// Puts so many cases into the database of a server that is not running: rows as large as real ones, with nothing in them that opens.
pub(crate) async fn fill(database: &Path, cases: u32, person: &str) -> Result<()> {
    let mut database = SqliteConnectOptions::new().filename(database).connect().await?;
    let statements = format!(
        "BEGIN;
         CREATE TEMPORARY TABLE made AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {cases})
             SELECT randomblob(16) AS case_id, i AS n FROM n;
         INSERT INTO case_file (case_id, storage_key, received_on, ack_due, feedback_due, acknowledged_on, closed_on, items)
             SELECT case_id, randomblob(16), 20000 + n % 700, 20007 + n % 700, 20100 + n % 700, 20002 + n % 700, NULL, 1 FROM made;
         INSERT INTO keyring (case_id, object_id, version, sealed) SELECT case_id, randomblob(16), 1, randomblob(400) FROM made;
         INSERT INTO case_reader (person, case_id, asleep) SELECT x'{person}', case_id, FALSE FROM made;
         INSERT INTO mailbox (mailbox, case_id, object_id, sealed, version)
             SELECT randomblob(32), case_id, randomblob(16), randomblob(400), 1 FROM made;
         DROP TABLE made;
         COMMIT;"
    );
    database.execute(sqlx::raw_sql(AssertSqlSafe(statements))).await?;
    Ok(())
}
