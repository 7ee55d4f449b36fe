//! PostgreSQL: several processes may share it; whoever writes holds one lock. What differs from SQLite stands here; the row code is the
//! same text.

use sqlx::{
    ConnectOptions, Pool, Postgres,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::error::OpenError;

pub(crate) type Db = Postgres;

/// How a writing transaction begins: nobody else of the house writes until it ends. The number is the house's own.
const BEGIN: &[&str] = &["BEGIN", "SELECT pg_advisory_xact_lock(8315168202)"];
/// How a reading transaction begins: all it reads is of one moment.
const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// Emptying the write-ahead log: nothing that a client could do.
const EMPTY_LOG: Option<&str> = None;
/// Another process may be in the middle of something.
const ALONE: bool = false;

static MAIN: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres/main");
static KEYS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres/keys");

/// A pool for reading and one connection for writing.
async fn pools(url: &str, readers: u32) -> Result<(Pool<Db>, Pool<Db>), OpenError> {
    let options = url
        .parse::<PgConnectOptions>()
        .map_err(|_| OpenError::Address("postgres:…".to_owned()))?
        .application_name("sottovoce")
        .options([("synchronous_commit", "on")])
        .disable_statement_logging();
    let writer = PgPoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
    let reader = PgPoolOptions::new().max_connections(readers).connect_lazy_with(options);
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
