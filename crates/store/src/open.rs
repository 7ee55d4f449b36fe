//! Opening a store: two databases by their addresses, one folder, and what was passed in.

use std::{path::PathBuf, sync::Arc};

use domain::{Store, limits::Limits};

use crate::{
    blobs::Blobs,
    chance::{Chance, Randomness},
    error::OpenError,
    keys::StorageKeys,
    postgres,
    space::{Disk, Space},
    sqlite,
};

/// Where everything lies.
#[derive(Clone, Debug)]
pub struct Config {
    /// The main database: `sqlite:<path>` or `postgres://…`.
    pub database: String,
    /// The storage keys' database, never the same one: its backups live a few days only.
    pub storage_keys: String,
    /// The folder for attachments; made if it is not there.
    pub blobs: PathBuf,
    /// How much may come in.
    pub limits: Limits,
    /// Nobody else has this store open, now or before this one is closed. Only then is cleared away at once what a crash left behind:
    /// what nobody names yet may be somebody's who is about to name it. Without it a later [`domain::ticks::Ticks::sweep`] does it.
    pub sole: bool,
}

/// Opens a store: brings both schemas up to this version. `space` is asked how much room there is;
/// without it, the disk on which the folder lies.
///
/// # Errors
/// [`OpenError`]: an address that is not understood, a schema this version does not know, a database or folder that cannot be used.
pub async fn open(config: Config, rng: Box<dyn Randomness>, space: Option<Box<dyn Space>>) -> Result<Arc<dyn Store>, OpenError> {
    if config.database == config.storage_keys {
        return Err(OpenError::Address("the same for both".to_owned()));
    }
    let blobs = Blobs::open(&config.blobs)?;
    let space = space.unwrap_or_else(|| Box::new(Disk::of(config.blobs.clone())));
    let chance = Chance::new(rng);
    let keys: Arc<dyn StorageKeys> = match driver(&config.storage_keys)? {
        Driver::Sqlite => Arc::new(sqlite::KeyRooms::open(&config.storage_keys).await?),
        Driver::Postgres => Arc::new(postgres::KeyRooms::open(&config.storage_keys).await?),
    };
    Ok(match driver(&config.database)? {
        Driver::Sqlite => Arc::new(sqlite::Rooms::open(&config.database, keys, blobs, chance, (config.limits, config.sole), space).await?),
        Driver::Postgres => {
            Arc::new(postgres::Rooms::open(&config.database, keys, blobs, chance, (config.limits, config.sole), space).await?)
        }
    })
}

enum Driver {
    Sqlite,
    Postgres,
}

/// The driver by the address's scheme. The address itself may hold a password and is not repeated.
fn driver(url: &str) -> Result<Driver, OpenError> {
    match url.split_once(':') {
        Some(("sqlite", _)) => Ok(Driver::Sqlite),
        Some(("postgres" | "postgresql", _)) => Ok(Driver::Postgres),
        _ => Err(OpenError::Address(url.split_once(':').map_or("no scheme", |(scheme, _)| scheme).to_owned())),
    }
}
