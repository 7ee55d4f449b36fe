//! The store on one driver: its pools, its writer, and what every part of it needs.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use domain::{Moment, StoreError, limits::Limits};
use sqlx::{Acquire, Pool, Transaction};

use super::{
    Db, READ,
    columns::bytes,
    writer::{Conn, Writer},
};
use crate::{
    blobs::Blobs,
    chance::Chance,
    error::{OpenError, from_sql, unavailable},
    keys::StorageKeys,
    space::Space,
    wrap::{KeyId, ObjectId, StorageKey},
};

/// The storage keys' database.
pub(crate) struct KeyRooms {
    pub(super) reader: Pool<Db>,
    pub(super) writer: Writer,
}

impl KeyRooms {
    pub(crate) async fn open(url: &str) -> Result<Self, OpenError> {
        let (reader, writer) = super::pools(url, 4).await?;
        migrate(&super::KEYS, &writer).await?;
        Ok(Self { reader, writer: Writer::start(writer) })
    }
}

/// Everything else.
pub(crate) struct Rooms {
    pub(super) reader: Pool<Db>,
    pub(super) writer: Writer,
    pub(super) keys: Arc<dyn StorageKeys>,
    pub(super) blobs: Blobs,
    pub(super) chance: Arc<Chance>,
    pub(super) limits: Limits,
    pub(super) space: Box<dyn Space>,
    pub(super) seen_orphans: Mutex<Orphans>,
}

/// What no row named at the last sweep. It may belong to something that was just being written, so only what is found twice goes.
#[derive(Default)]
pub(super) struct Orphans {
    pub(super) at: Option<Moment>,
    pub(super) blobs: BTreeSet<String>,
    pub(super) keys: BTreeSet<KeyId>,
}

impl Rooms {
    pub(crate) async fn open(
        url: &str,
        keys: Arc<dyn StorageKeys>,
        blobs: Blobs,
        chance: Chance,
        (limits, sole): (Limits, bool),
        space: Box<dyn Space>,
    ) -> Result<Self, OpenError> {
        let (reader, writer) = super::pools(url, 8).await?;
        migrate(&super::MAIN, &writer).await?;
        let (writer, chance) = (Writer::start(writer), Arc::new(chance));
        let rooms = Self { reader, writer, keys, blobs, chance, limits, space, seen_orphans: Mutex::default() };
        rooms.check_pair().await?;
        if super::ALONE && sole {
            rooms.sweep_at_start().await?;
        }
        Ok(rooms)
    }

    /// A transaction that sees one moment. It is begun in a task of its own: who asked may be gone before the database answers (a
    /// browser that hangs up), and a connection left in the middle of its `BEGIN` would go back to the pool with that moment still
    /// open. Whoever got it next would read the past, and a sweep that reads the past erases keys that are needed.
    pub(super) async fn read(&self) -> Result<Transaction<'static, Db>, StoreError> {
        let reader = self.reader.clone();
        let begun = tokio::spawn(async move { reader.begin_with(READ).await });
        begun.await.map_err(unavailable)?.map_err(from_sql)
    }

    /// Draws a storage key and keeps it, durably, before anything is wrapped under it.
    pub(super) async fn new_key(&self) -> Result<(KeyId, StorageKey), StoreError> {
        let (id, key) = (self.chance.bytes(), StorageKey::draw(&self.chance));
        self.keys.put(vec![(id, key.clone())]).await?;
        Ok((id, key))
    }

    /// Erases keys that nothing needs any more. If that fails now, a sweep does it later.
    pub(super) async fn drop_keys(&self, ids: Vec<KeyId>) {
        if self.keys.erase(ids).await.is_err() {
            tracing::warn!("keys that nothing needs could not be erased; the next sweep tries again");
        }
    }

    /// Deletes blobs that no row names. If that fails now, a sweep does it later.
    pub(super) async fn drop_blobs(&self, ids: &[ObjectId]) {
        for id in ids {
            if self.blobs.delete(id).await.is_err() {
                tracing::warn!("a file that nothing names could not be deleted; the next sweep tries again");
            }
        }
    }

    /// Wraps under a new object id.
    pub(super) fn wrap(&self, key: &StorageKey, plain: &[u8]) -> Result<(ObjectId, Vec<u8>), StoreError> {
        let object = self.chance.bytes();
        Ok((object, wrap(key, &object, plain, &self.chance)?))
    }

    /// A chunk as its sender sent it. `find` asks for storage key and object; between the asking and the reading a tick may have moved
    /// it, so it is asked again once.
    pub(super) async fn chunk_of<F>(&self, mut find: impl FnMut() -> F + Send) -> Result<Option<Bytes>, StoreError>
    where
        F: Future<Output = Result<Option<(Vec<u8>, Vec<u8>)>, StoreError>> + Send,
    {
        for _ in 0..2 {
            let Some((key, object)) = find().await? else { return Ok(None) };
            let object: ObjectId = bytes(&object, "chunk.object_id")?;
            let Some(key) = self.keys.get(bytes(&key, "file.storage_key")?).await? else { continue };
            if let Some(wrapped) = self.blobs.get(&object).await? {
                return key.unwrap(&object, &wrapped).map(Some).map_err(|_| StoreError::Corrupt("chunk.object_id"));
            }
        }
        Ok(None)
    }
}

/// How often emptying the log is tried before it is left to the next occasion; each try waits for those who read.
const TRIES: usize = 3;

/// Empties the write-ahead log, where there is one. `false`: somebody was reading all the time, and it still holds what it held.
pub(super) async fn empty_log(reader: &Pool<Db>) -> Result<bool, StoreError> {
    let Some(statement) = super::EMPTY_LOG else { return Ok(true) };
    for _ in 0..TRIES {
        let busy: i64 = sqlx::query_scalar(statement).fetch_one(reader).await.map_err(from_sql)?;
        if busy == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn wrap(key: &StorageKey, object: &ObjectId, plain: &[u8], chance: &Chance) -> Result<Vec<u8>, StoreError> {
    key.wrap(object, plain, chance).map_err(|_| unavailable("sealing failed"))
}

/// Brings the schema up to this version, and refuses one it does not know.
async fn migrate(schema: &sqlx::migrate::Migrator, pool: &Pool<Db>) -> Result<(), OpenError> {
    let mut conn = pool.acquire().await?;
    let conn: &mut Conn = conn.acquire().await?;
    schema.run_direct(None, conn, false).await.map_err(OpenError::Schema)
}
