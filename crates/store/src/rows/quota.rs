//! What all unfinished uploads of reporters may take together. It counts what has come, not what was declared: a declaration costs its
//! maker nothing. What goes first has no chunk yet, so whoever only opens uploads pushes out nobody who sends.

use domain::{StoreError, UploadId, limits::CHUNK};

use super::{
    columns::{bytes, count},
    uploads::drop_file,
    writer::Conn,
};
use crate::{
    error::from_sql,
    sql::uploads as sql,
    wrap::{KeyId, ObjectId},
};

/// What made room.
#[derive(Default)]
pub(super) struct Gone {
    pub(super) blobs: Vec<ObjectId>,
    pub(super) keys: Vec<KeyId>,
}

/// Lets unfinished uploads of reporters go until they fit, `wanted` more chunks among them, and never `kept`. Each counts for its
/// chunks, and for one while it has none.
pub(super) async fn make_room(conn: &mut Conn, kept: UploadId, wanted: u64, quota: u64) -> Result<Gone, StoreError> {
    let used: i64 = sqlx::query_scalar(sql::UNFINISHED).fetch_one(&mut *conn).await.map_err(from_sql)?;
    let mut used: u64 = count(used, "chunk.n")?;
    let mut gone = Gone::default();
    while used.saturating_add(wanted) > quota.div_ceil(CHUNK) {
        let first = sqlx::query_as(sql::FIRST_TO_GO).bind(&kept.as_bytes()[..]);
        let first: Option<(Vec<u8>, Vec<u8>, i64)> = first.fetch_optional(&mut *conn).await.map_err(from_sql)?;
        let Some((file, key, chunks)) = first else { break };
        gone.blobs.extend(drop_file(conn, &file).await?);
        gone.keys.push(bytes(&key, "file.storage_key")?);
        used = used.saturating_sub(count::<u64>(chunks, "chunk.n")?.max(1));
    }
    Ok(gone)
}
