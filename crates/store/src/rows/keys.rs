//! The storage keys' own database.

use async_trait::async_trait;
use domain::StoreError;
use zeroize::Zeroizing;

use super::{
    columns::bytes,
    rooms::{KeyRooms, empty_log},
};
use crate::{
    error::from_sql,
    keys::StorageKeys,
    sql::keys as sql,
    wrap::{KeyId, StorageKey},
};

#[async_trait]
impl StorageKeys for KeyRooms {
    async fn put(&self, keys: Vec<(KeyId, StorageKey)>) -> Result<(), StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    for (id, key) in &keys {
                        sqlx::query(sql::PUT).bind(&id[..]).bind(key.as_bytes()).execute(&mut *conn).await.map_err(from_sql)?;
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn get(&self, id: KeyId) -> Result<Option<StorageKey>, StoreError> {
        let secret: Option<Vec<u8>> = sqlx::query_scalar(sql::GET).bind(&id[..]).fetch_optional(&self.reader).await.map_err(from_sql)?;
        let Some(secret) = secret.map(Zeroizing::new) else { return Ok(None) };
        StorageKey::from_slice(&secret).map(Some).ok_or(StoreError::Corrupt("storage_key.secret"))
    }

    async fn erase(&self, ids: Vec<KeyId>) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    for id in &ids {
                        sqlx::query(sql::ERASE).bind(&id[..]).execute(&mut *conn).await.map_err(from_sql)?;
                    }
                    Ok(())
                })
            })
            .await?;
        if !empty_log(&self.reader).await? {
            tracing::warn!("erased keys still stand in the write-ahead log; the next erasure empties it");
        }
        Ok(())
    }

    async fn all(&self) -> Result<Vec<KeyId>, StoreError> {
        let ids: Vec<Vec<u8>> = sqlx::query_scalar(sql::LIST).fetch_all(&self.reader).await.map_err(from_sql)?;
        ids.iter().map(|id| bytes(id, "storage_key.key_id")).collect()
    }

    async fn pair(&self) -> Result<Option<[u8; 16]>, StoreError> {
        let pair: Option<Vec<u8>> = sqlx::query_scalar(sql::PAIR).fetch_optional(&self.reader).await.map_err(from_sql)?;
        pair.map(|pair| bytes(&pair, "house.pair")).transpose()
    }

    async fn put_pair(&self, pair: [u8; 16]) -> Result<(), StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move { sqlx::query(sql::PUT_PAIR).bind(&pair[..]).execute(conn).await.map(|_| ()).map_err(from_sql) })
            })
            .await
    }
}
