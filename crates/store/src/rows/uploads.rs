//! Uploads on their way. A chunk is a blob first, synced, and a row after; a row that cannot be made takes the blob with it.

use async_trait::async_trait;
use bytes::Bytes;
use domain::{
    CaseGrant, CaseId, Moment, StaffId, StoreError, SubmissionId, UploadId,
    permissions::WriteCase,
    uploads::{Progress, Uploads, chunk_length, chunks},
};

use super::{
    casework::awake,
    columns::{bytes, count, number},
    filing::needless,
    quota::{Gone, make_room},
    rooms::Rooms,
    writer::Conn,
};
use crate::{
    error::{from_sql, unavailable},
    space,
    sql::uploads as sql,
    wrap::{KeyId, ObjectId},
};

/// Who opened an upload.
#[derive(Clone, Copy)]
enum Owner {
    Reporter(SubmissionId),
    Member(StaffId, CaseId),
}

/// Who stores a chunk.
#[derive(Clone, Copy)]
enum Sender {
    Reporter,
    Member(StaffId, CaseId),
}

#[async_trait]
impl Uploads for Rooms {
    async fn open_upload(&self, submission: SubmissionId, bytes: u64, now: Moment) -> Result<UploadId, StoreError> {
        let opened = self.open_for(Owner::Reporter(submission), bytes, now).await?;
        opened.ok_or_else(|| unavailable("an upload was not opened"))
    }

    async fn put_chunk(&self, upload: UploadId, n: u32, chunk: Bytes, now: Moment) -> Result<Option<()>, StoreError> {
        self.put_for(Sender::Reporter, upload, n, chunk, now).await
    }

    async fn progress(&self, upload: UploadId) -> Result<Option<Progress>, StoreError> {
        let mut tx = self.read().await?;
        let Some((_, declared)) = find(&mut tx, Sender::Reporter, upload).await? else { return Ok(None) };
        let have = stored(&mut tx, upload).await?;
        Ok(Some(Progress { bytes: declared, have: have.into_iter().map(|(n, _)| n).collect() }))
    }

    async fn open_case_upload(&self, by: &CaseGrant<WriteCase>, bytes: u64, now: Moment) -> Result<Option<UploadId>, StoreError> {
        self.open_for(Owner::Member(by.actor().person, by.case()), bytes, now).await
    }

    async fn put_case_chunk(
        &self,
        by: &CaseGrant<WriteCase>,
        upload: UploadId,
        n: u32,
        chunk: Bytes,
        now: Moment,
    ) -> Result<Option<()>, StoreError> {
        self.put_for(Sender::Member(by.actor().person, by.case()), upload, n, chunk, now).await
    }
}

impl Rooms {
    async fn open_for(&self, owner: Owner, bytes: u64, now: Moment) -> Result<Option<UploadId>, StoreError> {
        if bytes == 0 || chunks(bytes).is_none() || bytes > self.limits.max_upload() {
            return Err(StoreError::Misfit);
        }
        space::for_upload(&*self.space, bytes)?;
        let (key, _) = self.new_key().await?;
        let upload = UploadId::new(self.chance.bytes());
        let quota = self.limits.unfinished_uploads;
        let opened = self.writer.write(move |conn| Box::pin(open(conn, owner, upload, key, bytes, hour(now), quota))).await;
        if needless(&opened, Option::is_some) {
            self.drop_keys(vec![key]).await;
        }
        let Some(gone) = opened? else { return Ok(None) };
        self.forget(gone).await;
        Ok(Some(upload))
    }

    async fn forget(&self, gone: Gone) {
        self.drop_keys(gone.keys).await;
        self.drop_blobs(&gone.blobs).await;
    }

    async fn put_for(&self, sender: Sender, upload: UploadId, n: u32, chunk: Bytes, now: Moment) -> Result<Option<()>, StoreError> {
        let mut tx = self.read().await?;
        let Some((key, declared)) = find(&mut tx, sender, upload).await? else { return Ok(None) };
        let held = object(&mut tx, upload, n).await?;
        drop(tx);
        let length = u64::try_from(chunk.len()).map_err(|_| StoreError::Misfit)?;
        if chunk_length(declared, n) != Some(length) {
            return Err(StoreError::Misfit);
        }
        let Some(key) = self.keys.get(key).await? else { return Ok(None) };
        if held.is_none() {
            space::for_upload(&*self.space, 0)?;
            let (object, wrapped) = self.wrap(&key, &chunk)?;
            self.blobs.put(&object, wrapped).await?;
            let quota = self.limits.unfinished_uploads;
            let put = self.writer.write(move |conn| Box::pin(put_chunk(conn, sender, upload, n, object, hour(now), quota))).await;
            match put {
                Ok(Some(Some(gone))) => {
                    self.forget(gone).await;
                    return Ok(Some(()));
                }
                Ok(Some(None)) => self.drop_blobs(&[object]).await,
                // After a lost transaction the row may be there; a sweep knows.
                Err(error) => return Err(error),
                Ok(None) => {
                    self.drop_blobs(&[object]).await;
                    return Ok(None);
                }
            }
        }
        let mut tx = self.read().await?;
        let Some(held) = object(&mut tx, upload, n).await? else { return Ok(None) };
        drop(tx);
        let wrapped = self.blobs.get(&held).await?.ok_or(StoreError::Corrupt("chunk.object_id"))?;
        let same = key.unwrap(&held, &wrapped).map_err(|_| StoreError::Corrupt("chunk.object_id"))? == chunk;
        if same { Ok(Some(())) } else { Err(StoreError::Conflict) }
    }
}

/// Unix hours: enough to let the oldest go first, and no more.
const fn hour(now: Moment) -> i64 {
    now.seconds().div_euclid(3600)
}

async fn open(
    conn: &mut Conn,
    owner: Owner,
    upload: UploadId,
    key: KeyId,
    bytes: u64,
    hour: i64,
    quota: u64,
) -> Result<Option<Gone>, StoreError> {
    let (submission, member) = match owner {
        Owner::Reporter(submission) => (Some(submission), None),
        Owner::Member(person, case) => (None, Some((person, case))),
    };
    let gone = match member {
        Some((person, case)) if !awake(conn, person, case).await? => return Ok(None),
        Some(_) => Gone::default(),
        None if bytes > quota => return Err(StoreError::Full),
        None => make_room(conn, upload, 1, quota).await?,
    };
    sqlx::query(sql::PUT_FILE)
        .bind(&upload.as_bytes()[..])
        .bind(&key[..])
        .bind(number(bytes)?)
        .execute(&mut *conn)
        .await
        .map_err(from_sql)?;
    sqlx::query(sql::OPEN)
        .bind(&upload.as_bytes()[..])
        .bind(submission.map(|id| id.as_bytes().to_vec()))
        .bind(member.map(|(person, _)| person.as_bytes().to_vec()))
        .bind(member.map(|(_, case)| case.as_bytes().to_vec()))
        .bind(hour)
        .execute(conn)
        .await
        .map_err(from_sql)?;
    Ok(Some(gone))
}

/// Deletes a file's rows and says which blobs nobody names any more.
pub(super) async fn drop_file(conn: &mut Conn, file: &[u8]) -> Result<Vec<ObjectId>, StoreError> {
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(sql::CHUNKS).bind(file).fetch_all(&mut *conn).await.map_err(from_sql)?;
    sqlx::query(sql::DROP_FILE).bind(file).execute(conn).await.map_err(from_sql)?;
    rows.iter().map(|(_, object)| bytes(object, "chunk.object_id")).collect()
}

async fn find(conn: &mut Conn, sender: Sender, upload: UploadId) -> Result<Option<(KeyId, u64)>, StoreError> {
    let id = &upload.as_bytes()[..];
    let row: Option<(Vec<u8>, i64)> = match sender {
        Sender::Reporter => sqlx::query_as(sql::REPORTERS_UPLOAD).bind(id).fetch_optional(conn).await,
        Sender::Member(person, case) => {
            let find = sqlx::query_as(sql::CASE_UPLOAD).bind(id).bind(person.as_bytes().to_vec()).bind(case.as_bytes().to_vec());
            find.fetch_optional(conn).await
        }
    }
    .map_err(from_sql)?;
    row.map(|(key, declared)| Ok((bytes(&key, "file.storage_key")?, count(declared, "file.bytes")?))).transpose()
}

async fn object(conn: &mut Conn, upload: UploadId, n: u32) -> Result<Option<ObjectId>, StoreError> {
    let row: Option<Vec<u8>> =
        sqlx::query_scalar(sql::CHUNK).bind(&upload.as_bytes()[..]).bind(i64::from(n)).fetch_optional(conn).await.map_err(from_sql)?;
    row.map(|object| bytes(&object, "chunk.object_id")).transpose()
}

async fn stored(conn: &mut Conn, upload: UploadId) -> Result<Vec<(u32, ObjectId)>, StoreError> {
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(sql::CHUNKS).bind(&upload.as_bytes()[..]).fetch_all(conn).await.map_err(from_sql)?;
    rows.iter().map(|(n, object)| Ok((count(*n, "chunk.n")?, bytes(object, "chunk.object_id")?))).collect()
}

/// `None`: the upload is gone. `Some(None)`: the chunk was stored meanwhile.
async fn put_chunk(
    conn: &mut Conn,
    sender: Sender,
    upload: UploadId,
    n: u32,
    object: ObjectId,
    hour: i64,
    quota: u64,
) -> Result<Option<Option<Gone>>, StoreError> {
    if find(conn, sender, upload).await?.is_none() {
        return Ok(None);
    }
    let put = sqlx::query(sql::PUT_CHUNK).bind(&upload.as_bytes()[..]).bind(i64::from(n)).bind(&object[..]);
    let new = put.execute(&mut *conn).await.map_err(from_sql)?.rows_affected() == 1;
    sqlx::query(sql::TOUCH).bind(&upload.as_bytes()[..]).bind(hour).execute(&mut *conn).await.map_err(from_sql)?;
    Ok(Some(match sender {
        _ if !new => None,
        Sender::Reporter => Some(make_room(conn, upload, 0, quota).await?),
        Sender::Member(..) => Some(Gone::default()),
    }))
}
