//! Main database, storage keys and folder carry one number, so that nobody sweeps away one after starting with another by mistake.

use domain::StoreError;

use super::{columns::bytes, rooms::Rooms};
use crate::{
    error::{OpenError, from_sql},
    sql::{books, documents as sql, second_factor, ticks, uploads},
};

impl Rooms {
    /// Refuses three that do not belong together; three that are new are bound together.
    pub(super) async fn check_pair(&self) -> Result<(), OpenError> {
        let main: Option<Vec<u8>> = sqlx::query_scalar(sql::PAIR).fetch_optional(&self.reader).await?;
        let main: Option<[u8; 16]> = main.map(|pair| bytes(&pair, "house.pair")).transpose()?;
        let keys = self.keys.pair().await?;
        let folder = self.blobs.pair().await?.map(|pair| bytes(&pair, "house.pair")).transpose()?;
        let pair = main.or(keys).or(folder).unwrap_or_else(|| self.chance.bytes());
        if [main, keys, folder].into_iter().flatten().any(|held| held != pair) {
            return Err(OpenError::Mixed);
        }
        if keys.is_none() {
            new_if(self.names_no_key().await?)?;
            self.keys.put_pair(pair).await?;
        }
        if folder.is_none() {
            new_if(self.names_no_blob().await?)?;
            self.blobs.put_pair(&pair).await?;
        }
        if main.is_none() {
            new_if(self.keys.all().await?.is_empty() && self.blobs.names().await?.is_empty())?;
            self.writer
                .write(move |conn| {
                    Box::pin(async move { sqlx::query(sql::PUT_PAIR).bind(&pair[..]).execute(conn).await.map(|_| ()).map_err(from_sql) })
                })
                .await?;
        }
        Ok(())
    }

    async fn names_no_key(&self) -> Result<bool, StoreError> {
        let cases: Vec<Vec<u8>> = sqlx::query_scalar(ticks::CASE_KEYS).fetch_all(&self.reader).await.map_err(from_sql)?;
        let files: Vec<Vec<u8>> = sqlx::query_scalar(uploads::FILE_KEYS).fetch_all(&self.reader).await.map_err(from_sql)?;
        let seeds: Vec<Vec<u8>> = sqlx::query_scalar(second_factor::KEYS).fetch_all(&self.reader).await.map_err(from_sql)?;
        let books: Vec<Vec<u8>> = sqlx::query_scalar(books::KEYS).fetch_all(&self.reader).await.map_err(from_sql)?;
        Ok([cases, files, seeds, books].iter().all(Vec::is_empty))
    }

    async fn names_no_blob(&self) -> Result<bool, StoreError> {
        let chunks: Vec<Vec<u8>> = sqlx::query_scalar(uploads::ALL_CHUNKS).fetch_all(&self.reader).await.map_err(from_sql)?;
        Ok(chunks.is_empty())
    }
}

const fn new_if(nothing_depends_on_it: bool) -> Result<(), OpenError> {
    if nothing_depends_on_it { Ok(()) } else { Err(OpenError::Mixed) }
}
