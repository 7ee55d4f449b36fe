//! Clearing away: what has ended, and what a crash left without a row. A blob or key is listed before the rows are read, so that one
//! which gets its row meanwhile is never taken for nobody's.

use std::{collections::BTreeSet, sync::PoisonError};

use domain::{Day, Moment, StoreError};

use super::{
    columns::{bytes, of_day},
    rooms::{Orphans, Rooms},
    second_factor::drop_old_offers,
    sessions,
    uploads::drop_file,
    writer::Conn,
};
use crate::{
    blobs::name,
    error::from_sql,
    sql::{books, departures, second_factor, staff, ticks, uploads},
    wrap::{KeyId, ObjectId},
};

/// An upload that nobody has touched for so many hours goes.
const STALE_HOURS: i64 = 48;
/// What no row names must be found so twice, this far apart.
const TWICE_SECONDS: i64 = 3600;

impl Rooms {
    pub(super) async fn sweep_all(&self, now: Moment, today: Day) -> Result<(), StoreError> {
        let (blobs, keys) = self.writer.write(move |conn| Box::pin(drop_ended(conn, now, today))).await?;
        self.drop_keys(keys).await;
        self.drop_blobs(&blobs).await;
        let before = {
            let mut seen = self.seen_orphans.lock().unwrap_or_else(PoisonError::into_inner);
            match seen.at {
                Some(at) if now < at.plus(TWICE_SECONDS) => return Ok(()),
                _ => std::mem::take(&mut *seen),
            }
        };
        let found = self.orphans(now).await?;
        let twice = Orphans { at: None, blobs: &found.blobs & &before.blobs, keys: &found.keys & &before.keys };
        *self.seen_orphans.lock().unwrap_or_else(PoisonError::into_inner) = found;
        self.drop_orphans(twice).await
    }

    /// At start, before anything else is done, by the only process that has the store open.
    pub(super) async fn sweep_at_start(&self) -> Result<(), StoreError> {
        let found = self.orphans(Moment::from_seconds(0)).await?;
        self.drop_orphans(found).await
    }

    async fn orphans(&self, now: Moment) -> Result<Orphans, StoreError> {
        let (names, keys) = (self.blobs.names().await?, self.keys.all().await?);
        let mut tx = self.read().await?;
        let chunks: Vec<Vec<u8>> = sqlx::query_scalar(uploads::ALL_CHUNKS).fetch_all(&mut *tx).await.map_err(from_sql)?;
        let cases: Vec<Vec<u8>> = sqlx::query_scalar(ticks::CASE_KEYS).fetch_all(&mut *tx).await.map_err(from_sql)?;
        let files: Vec<Vec<u8>> = sqlx::query_scalar(uploads::FILE_KEYS).fetch_all(&mut *tx).await.map_err(from_sql)?;
        let seeds: Vec<Vec<u8>> = sqlx::query_scalar(second_factor::KEYS).fetch_all(&mut *tx).await.map_err(from_sql)?;
        let books: Vec<Vec<u8>> = sqlx::query_scalar(books::KEYS).fetch_all(&mut *tx).await.map_err(from_sql)?;
        drop(tx);
        let named = chunks.iter().map(|id| bytes(id, "chunk.object_id").map(|id| name(&id))).collect::<Result<BTreeSet<_>, _>>()?;
        let used = cases
            .iter()
            .chain(&files)
            .chain(&seeds)
            .chain(&books)
            .map(|key| bytes(key, "file.storage_key"))
            .collect::<Result<BTreeSet<KeyId>, _>>()?;
        let keys = keys.into_iter().filter(|key| !used.contains(key)).collect();
        Ok(Orphans { at: Some(now), blobs: &names - &named, keys })
    }

    async fn drop_orphans(&self, orphans: Orphans) -> Result<(), StoreError> {
        for name in &orphans.blobs {
            self.blobs.delete_named(name).await?;
        }
        self.keys.erase(orphans.keys.into_iter().collect()).await
    }
}

async fn drop_ended(conn: &mut Conn, now: Moment, today: Day) -> Result<(Vec<ObjectId>, Vec<KeyId>), StoreError> {
    sessions::drop_ended(conn, now).await?;
    for statement in [staff::DROP_OLD_INVITATIONS, departures::DROP_OLD_RENEWALS, ticks::DROP_OLD_SUBMISSIONS] {
        let end = of_day(today);
        sqlx::query(statement).bind(end).execute(&mut *conn).await.map_err(from_sql)?;
    }
    let since = now.seconds().div_euclid(3600) - STALE_HOURS;
    let stale: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(uploads::STALE).bind(since).fetch_all(&mut *conn).await.map_err(from_sql)?;
    let (mut blobs, mut keys) = (Vec::new(), drop_old_offers(conn, now).await?);
    for (file, key) in &stale {
        blobs.extend(drop_file(conn, file).await?);
        keys.push(bytes(key, "file.storage_key")?);
    }
    Ok((blobs, keys))
}
