//! The first half of a tick, outside the transaction: what waits is listed at one moment, new keys are kept, attachments are copied
//! under new ids and synced. What comes meanwhile waits for the next tick.

use std::collections::BTreeMap;

use domain::{AttachmentId, CaseId, ContentHash, ItemId, StoreError};

use super::{
    columns::{bytes, count},
    rooms::{Rooms, wrap},
    writer::Conn,
};
use crate::{
    error::from_sql,
    sql::{ticks as sql, uploads},
    wrap::{KeyId, ObjectId, StorageKey},
};

/// What one tick will let out, shuffled.
pub(super) struct Plan {
    pub(super) tick: u64,
    pub(super) cases: Vec<CaseId>,
    pub(super) items: Vec<(CaseId, ItemId)>,
    pub(super) states: Vec<CaseId>,
    pub(super) files: Vec<Moved>,
    pub(super) keys: BTreeMap<CaseId, Keys>,
}

/// The storage key under which a case's things are wrapped now, and the one under which they will be: another for a case that comes
/// out, the same for one that is out.
pub(super) struct Keys {
    pub(super) old_id: KeyId,
    pub(super) old: StorageKey,
    pub(super) new_id: KeyId,
    pub(super) new: StorageKey,
}

/// An attachment and its copy.
pub(super) struct Moved {
    pub(super) case: CaseId,
    pub(super) sha256: ContentHash,
    pub(super) bytes: u64,
    pub(super) old: AttachmentId,
    pub(super) old_key: KeyId,
    pub(super) new: AttachmentId,
    pub(super) chunks: Vec<(u32, ObjectId)>,
}

/// File, case, hash, storage key, length.
type FileRow = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>, i64);

/// The rows as they were found.
struct Found {
    tick: i64,
    cases: Vec<(Vec<u8>, Vec<u8>)>,
    items: Vec<(Vec<u8>, Vec<u8>)>,
    states: Vec<Vec<u8>>,
    files: Vec<FileRow>,
}

impl Rooms {
    pub(super) async fn plan_tick(&self) -> Result<Plan, StoreError> {
        let mut tx = self.read().await?;
        let found = found(&mut tx).await?;
        let mut plan = Plan {
            tick: count(found.tick, "log_tick.tick")?,
            cases: Vec::new(),
            items: Vec::new(),
            states: Vec::new(),
            files: Vec::new(),
            keys: BTreeMap::new(),
        };
        let mut fresh = Vec::new();
        for (case, key) in &found.cases {
            let (case, old_id) = (CaseId::new(bytes(case, "waiting_case.case_id")?), bytes(key, "waiting_case.storage_key")?);
            let Some(old) = self.keys.get(old_id).await? else { continue };
            let (new_id, new) = (self.chance.bytes(), StorageKey::draw(&self.chance));
            fresh.push((new_id, new.clone()));
            plan.keys.insert(case, Keys { old_id, old, new_id, new });
            plan.cases.push(case);
        }
        for (case, item) in &found.items {
            let case = CaseId::new(bytes(case, "waiting_item.case_id")?);
            plan.items.push((case, ItemId::new(bytes(item, "waiting_item.item_id")?)));
            self.know_delivered(&mut tx, &mut plan, case).await?;
        }
        for case in &found.states {
            plan.states.push(CaseId::new(bytes(case, "waiting_state.case_id")?));
        }
        drop(tx);
        self.keys.put(fresh).await?;
        for file in &found.files {
            if let Some(moved) = self.copy(&plan, file).await? {
                plan.files.push(moved);
            }
        }
        self.chance.shuffle(&mut plan.cases);
        self.chance.shuffle(&mut plan.items);
        self.chance.shuffle(&mut plan.states);
        self.chance.shuffle(&mut plan.files);
        Ok(plan)
    }

    /// The key of a case that is out already. One whose key was erased gets no more items.
    async fn know_delivered(&self, conn: &mut Conn, plan: &mut Plan, case: CaseId) -> Result<(), StoreError> {
        if plan.keys.contains_key(&case) {
            return Ok(());
        }
        let find = sqlx::query_scalar(sql::DELIVERED_KEY).bind(case.as_bytes().to_vec());
        let key: Option<Vec<u8>> = find.fetch_optional(conn).await.map_err(from_sql)?;
        let Some(key) = key else { return Ok(()) };
        let id = bytes(&key, "case_file.storage_key")?;
        if let Some(key) = self.keys.get(id).await? {
            plan.keys.insert(case, Keys { old_id: id, old: key.clone(), new_id: id, new: key });
        }
        Ok(())
    }

    /// Copies an attachment, chunk by chunk, under the key its case will have.
    async fn copy(&self, plan: &Plan, row: &FileRow) -> Result<Option<Moved>, StoreError> {
        let (file, case, sha256, key, length) = row;
        let case = CaseId::new(bytes(case, "waiting_attachment.case_id")?);
        let old_key = bytes(key, "file.storage_key")?;
        let (Some(keys), Some(old)) = (plan.keys.get(&case), self.keys.get(old_key).await?) else { return Ok(None) };
        let find = sqlx::query_as(uploads::CHUNKS).bind(file.clone());
        let rows: Vec<(i64, Vec<u8>)> = find.fetch_all(&self.reader).await.map_err(from_sql)?;
        let mut chunks = Vec::with_capacity(rows.len());
        for (n, object) in &rows {
            let object = bytes(object, "chunk.object_id")?;
            let wrapped = self.blobs.get(&object).await?.ok_or(StoreError::Corrupt("chunk.object_id"))?;
            let plain = old.unwrap(&object, &wrapped).map_err(|_| StoreError::Corrupt("chunk.object_id"))?;
            let copy = self.chance.bytes();
            self.blobs.put(&copy, wrap(&keys.new, &copy, &plain, &self.chance)?).await?;
            chunks.push((count(*n, "chunk.n")?, copy));
        }
        Ok(Some(Moved {
            case,
            sha256: ContentHash::new(bytes(sha256, "waiting_attachment.sha256")?),
            bytes: count(*length, "file.bytes")?,
            old: AttachmentId::new(bytes(file, "waiting_attachment.file_id")?),
            old_key,
            new: AttachmentId::new(self.chance.bytes()),
            chunks,
        }))
    }
}

async fn found(conn: &mut Conn) -> Result<Found, StoreError> {
    Ok(Found {
        tick: sqlx::query_scalar(sql::NEXT).fetch_one(&mut *conn).await.map_err(from_sql)?,
        cases: sqlx::query_as(sql::WAITING_CASES).fetch_all(&mut *conn).await.map_err(from_sql)?,
        items: sqlx::query_as(sql::WAITING_ITEMS).fetch_all(&mut *conn).await.map_err(from_sql)?,
        states: sqlx::query_scalar(sql::WAITING_STATES).fetch_all(&mut *conn).await.map_err(from_sql)?,
        files: sqlx::query_as(sql::WAITING_ATTACHMENTS).fetch_all(conn).await.map_err(from_sql)?,
    })
}
