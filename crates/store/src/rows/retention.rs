//! The end of a case: keys first, then rows, then blobs.

use async_trait::async_trait;
use domain::{CaseId, StoreError, retention::Retention};

use super::{columns::bytes, rooms::Rooms, uploads::drop_file, writer::Conn};
use crate::{
    error::from_sql,
    sql::ticks as sql,
    wrap::{KeyId, ObjectId},
};

#[async_trait]
impl Retention for Rooms {
    async fn erase(&self, case: CaseId) -> Result<bool, StoreError> {
        let mut tx = self.read().await?;
        let keys = keys_of(&mut tx, case).await?;
        drop(tx);
        self.keys.erase(keys).await?;
        let (there, blobs) = self.writer.write(move |conn| Box::pin(erase(conn, case))).await?;
        self.drop_blobs(&blobs).await;
        Ok(there)
    }
}

async fn keys_of(conn: &mut Conn, case: CaseId) -> Result<Vec<KeyId>, StoreError> {
    let id = &case.as_bytes()[..];
    let own: Vec<Vec<u8>> = sqlx::query_scalar(sql::KEYS_OF_CASE).bind(id).fetch_all(&mut *conn).await.map_err(from_sql)?;
    let files: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(sql::FILES_OF_CASE).bind(id).fetch_all(conn).await.map_err(from_sql)?;
    let all = own.iter().chain(files.iter().map(|(_, key)| key));
    all.map(|key| bytes(key, "case_file.storage_key")).collect()
}

async fn erase(conn: &mut Conn, case: CaseId) -> Result<(bool, Vec<ObjectId>), StoreError> {
    let id = &case.as_bytes()[..];
    let files: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(sql::FILES_OF_CASE).bind(id).fetch_all(&mut *conn).await.map_err(from_sql)?;
    let mailbox: Option<Vec<u8>> = sqlx::query_scalar(sql::MAILBOX_TO_ERASE).bind(id).fetch_optional(&mut *conn).await.map_err(from_sql)?;
    for statement in [sql::ERASE_ATTACHMENTS, sql::ERASE_WAITING_ATTACHMENTS, sql::ERASE_WAITING_ITEMS, crate::sql::filing::DROP_STATE] {
        sqlx::query(statement).bind(id).execute(&mut *conn).await.map_err(from_sql)?;
    }
    let mut blobs = Vec::new();
    for (file, _) in &files {
        blobs.extend(drop_file(conn, file).await?);
    }
    let mut rows = 0;
    for statement in [sql::ERASE_CASE, sql::DROP_CASE] {
        rows += sqlx::query(statement).bind(id).execute(&mut *conn).await.map_err(from_sql)?.rows_affected();
    }
    if let Some(mailbox) = mailbox {
        sqlx::query(sql::ERASE_SUBMISSIONS).bind(&mailbox).execute(conn).await.map_err(from_sql)?;
    }
    Ok((rows > 0, blobs))
}
