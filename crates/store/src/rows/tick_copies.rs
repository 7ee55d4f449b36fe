//! The first half of a tick, outside the transaction: what waits is listed at one moment, new keys are kept, attachments are copied
//! under new ids and synced. What comes meanwhile waits for the next tick. A file that cannot be read or unwrapped holds back its case
//! and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
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
    /// Cases of which something cannot come out, as their rows name them.
    pub(super) held: BTreeSet<Vec<u8>>,
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
            held: BTreeSet::new(),
        };
        let mut fresh = Vec::new();
        for (case, key) in &found.cases {
            let named = sound(bytes(case, "waiting_case.case_id"))?.zip(sound(bytes(key, "waiting_case.storage_key"))?);
            let Some((id, old_id)) = named else {
                plan.held.insert(case.clone());
                continue;
            };
            let Some(old) = sound(self.keys.get(old_id).await)?.flatten() else {
                plan.held.insert(case.clone());
                continue;
            };
            let case = CaseId::new(id);
            let (new_id, new) = (self.chance.bytes(), StorageKey::draw(&self.chance));
            fresh.push((new_id, new.clone()));
            plan.keys.insert(case, Keys { old_id, old, new_id, new });
            plan.cases.push(case);
        }
        for (case, item) in &found.items {
            match sound(bytes(case, "waiting_item.case_id"))?.zip(sound(bytes(item, "waiting_item.item_id"))?) {
                Some((id, item)) => {
                    plan.items.push((CaseId::new(id), ItemId::new(item)));
                    self.know_delivered(&mut tx, &mut plan, CaseId::new(id)).await?;
                }
                None => drop(plan.held.insert(case.clone())),
            }
        }
        for case in &found.states {
            match sound(bytes(case, "waiting_state.case_id"))? {
                Some(id) => plan.states.push(CaseId::new(id)),
                None => drop(plan.held.insert(case.clone())),
            }
        }
        drop(tx);
        self.keys.put(fresh).await?;
        for file in &found.files {
            match sound(self.copy(&plan, file).await)?.flatten() {
                Some(moved) => plan.files.push(moved),
                None => drop(plan.held.insert(file.1.clone())),
            }
        }
        self.hold_back(&mut plan).await;
        self.chance.shuffle(&mut plan.cases);
        self.chance.shuffle(&mut plan.items);
        self.chance.shuffle(&mut plan.states);
        self.chance.shuffle(&mut plan.files);
        Ok(plan)
    }

    /// Takes the cases that are held out of the plan, with all that was prepared for them. What is out already loses nothing by it: of
    /// such a case only the file that is broken stays.
    async fn hold_back(&self, plan: &mut Plan) {
        let held = |case: &CaseId| plan.held.contains(&case.as_bytes()[..]);
        let whole: Vec<CaseId> = plan.cases.extract_if(.., |case| held(case)).collect();
        let mut keys = Vec::new();
        for case in &whole {
            keys.extend(plan.keys.remove(case).map(|keys| keys.new_id));
        }
        let files: Vec<Moved> = plan.files.extract_if(.., |moved| whole.contains(&moved.case)).collect();
        let copies: Vec<ObjectId> = files.iter().flat_map(|moved| moved.chunks.iter().map(|(_, copy)| *copy)).collect();
        self.drop_blobs(&copies).await;
        self.drop_keys(keys).await;
    }

    /// The key of a case that is out already. One whose key was erased gets no more items.
    async fn know_delivered(&self, conn: &mut Conn, plan: &mut Plan, case: CaseId) -> Result<(), StoreError> {
        if plan.keys.contains_key(&case) {
            return Ok(());
        }
        let find = sqlx::query_scalar(sql::DELIVERED_KEY).bind(case.as_bytes().to_vec());
        let key: Option<Vec<u8>> = find.fetch_optional(conn).await.map_err(from_sql)?;
        let Some(key) = key else { return Ok(()) };
        let id = sound(bytes(&key, "case_file.storage_key"))?;
        let key = match id {
            Some(id) => sound(self.keys.get(id).await)?.flatten().map(|key| (id, key)),
            None => None,
        };
        match key {
            Some((id, key)) => drop(plan.keys.insert(case, Keys { old_id: id, old: key.clone(), new_id: id, new: key })),
            None => drop(plan.held.insert(case.as_bytes().to_vec())),
        }
        Ok(())
    }

    /// Copies an attachment, chunk by chunk, under the key its case will have. `None` or `Corrupt`: it cannot be had; no copy is left.
    async fn copy(&self, plan: &Plan, row: &FileRow) -> Result<Option<Moved>, StoreError> {
        let (file, case, sha256, key, length) = row;
        let case = CaseId::new(bytes(case, "waiting_attachment.case_id")?);
        let old_key = bytes(key, "file.storage_key")?;
        let (Some(keys), Some(old)) = (plan.keys.get(&case), self.keys.get(old_key).await?) else { return Ok(None) };
        let find = sqlx::query_as(uploads::CHUNKS).bind(file.clone());
        let rows: Vec<(i64, Vec<u8>)> = find.fetch_all(&self.reader).await.map_err(from_sql)?;
        let mut moved = Moved {
            case,
            sha256: ContentHash::new(bytes(sha256, "waiting_attachment.sha256")?),
            bytes: count(*length, "file.bytes")?,
            old: AttachmentId::new(bytes(file, "waiting_attachment.file_id")?),
            old_key,
            new: AttachmentId::new(self.chance.bytes()),
            chunks: Vec::with_capacity(rows.len()),
        };
        for (n, object) in &rows {
            let Some(plain) = self.chunk_to_copy(&old, object).await else {
                let copies: Vec<ObjectId> = moved.chunks.iter().map(|(_, copy)| *copy).collect();
                self.drop_blobs(&copies).await;
                return Ok(None);
            };
            let copy = self.chance.bytes();
            self.blobs.put(&copy, wrap(&keys.new, &copy, &plain, &self.chance)?).await?;
            moved.chunks.push((count(*n, "chunk.n")?, copy));
        }
        Ok(Some(moved))
    }

    /// A chunk's bytes; `None` if the blob is missing, cannot be read or does not open. A disk with one bad spot is no reason to keep
    /// everybody waiting.
    async fn chunk_to_copy(&self, key: &StorageKey, object: &[u8]) -> Option<Bytes> {
        let object: ObjectId = object.try_into().ok()?;
        let wrapped = self.blobs.get(&object).await.ok().flatten()?;
        key.unwrap(&object, &wrapped).ok()
    }
}

/// `None` for a row that makes no sense; it waits, and the others come out. Other errors are the whole tick's.
pub(super) fn sound<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(StoreError::Corrupt(_)) => Ok(None),
        Err(error) => Err(error),
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
