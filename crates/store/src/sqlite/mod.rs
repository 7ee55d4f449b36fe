//! SQLite: one file, one writer, readers beside it. What differs from PostgreSQL stands here; the row code is the same text.

use std::time::Duration;

use sqlx::{
    ConnectOptions, Pool, Sqlite,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::error::OpenError;

pub(crate) type Db = Sqlite;

/// How a writing transaction begins: nobody else writes until it ends.
const BEGIN: &[&str] = &["BEGIN IMMEDIATE"];
/// How a reading transaction begins: all it reads is of one moment.
const READ: &str = "BEGIN";
/// Empties the write-ahead log, in which old pages lie in the order in which they came, and erased keys still stand. Its first column says
/// whether somebody was reading, and nothing was emptied.
const EMPTY_LOG: Option<&str> = Some("PRAGMA wal_checkpoint(TRUNCATE)");
/// One process alone has this database, so what nobody names at start is nobody's.
const ALONE: bool = true;

/// The longest that opening a database may take.
const OPENING: Duration = Duration::from_secs(600);

static MAIN: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite/main");
static KEYS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite/keys");

/// A pool for reading and one connection for writing.
async fn pools(url: &str, readers: u32) -> Result<(Pool<Db>, Pool<Db>), OpenError> {
    let options = url
        .parse::<SqliteConnectOptions>()
        .map_err(|_| OpenError::Address(url.to_owned()))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "ON")
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging();
    // The first to open it after a power cut reads the whole write-ahead log, which takes as long as it takes.
    let writer = SqlitePoolOptions::new().max_connections(1).acquire_timeout(OPENING).connect_with(options.clone()).await?;
    let reader = SqlitePoolOptions::new().max_connections(readers).connect_lazy_with(options);
    Ok((reader, writer))
}

#[path = "../rows/acts.rs"]
mod acts;
#[path = "../rows/announcements.rs"]
mod announcements;
#[path = "../rows/books.rs"]
mod books;
#[path = "../rows/casework.rs"]
mod casework;
#[path = "../rows/claims.rs"]
mod claims;
#[path = "../rows/columns.rs"]
mod columns;
#[path = "../rows/departures.rs"]
mod departures;
#[path = "../rows/documents.rs"]
mod documents;
#[path = "../rows/filing.rs"]
mod filing;
#[path = "../rows/keys.rs"]
mod keys;
#[path = "../rows/leaving.rs"]
mod leaving;
#[path = "../rows/letters.rs"]
mod letters;
#[path = "../rows/log.rs"]
mod log;
#[path = "../rows/mailbox.rs"]
mod mailbox;
#[path = "../rows/members.rs"]
mod members;
#[path = "../rows/opening.rs"]
mod opening;
#[path = "../rows/pair.rs"]
mod pair;
#[path = "../rows/passkeys.rs"]
mod passkeys;
#[path = "../rows/quota.rs"]
mod quota;
#[path = "../rows/retention.rs"]
mod retention;
#[path = "../rows/rooms.rs"]
mod rooms;
#[path = "../rows/second_factor.rs"]
mod second_factor;
#[path = "../rows/sessions.rs"]
mod sessions;
#[path = "../rows/staff.rs"]
mod staff;
#[path = "../rows/sweep.rs"]
mod sweep;
#[path = "../rows/tick.rs"]
mod tick;
#[path = "../rows/tick_copies.rs"]
mod tick_copies;
#[path = "../rows/uploads.rs"]
mod uploads;
#[path = "../rows/writer.rs"]
mod writer;

pub(crate) use rooms::{KeyRooms, Rooms};

#[cfg(test)]
mod commit_test;
