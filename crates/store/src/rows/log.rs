//! The log as it stands.

use async_trait::async_trait;
use domain::{
    Leaf, StaffId, StoreError,
    log::{INNER_LEAVES, Log, LoggedAct, LoggedRoster},
};

use super::{
    columns::{bytes, number},
    rooms::Rooms,
};
use crate::{error::from_sql, sql::ticks as sql};

#[async_trait]
impl Log for Rooms {
    async fn checkpoint(&self) -> Result<Option<String>, StoreError> {
        sqlx::query_scalar(sql::CHECKPOINT).fetch_optional(&self.reader).await.map_err(from_sql)
    }

    async fn public_leaves(&self, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError> {
        let find = sqlx::query_scalar(sql::PUBLIC_LEAVES).bind(number(from)?).bind(i64::from(limit));
        let rows: Vec<Vec<u8>> = find.fetch_all(&self.reader).await.map_err(from_sql)?;
        rows.iter().map(|leaf| bytes(leaf, "log_tick.public_leaf")).collect()
    }

    async fn inner_leaves(&self, tick: u64) -> Result<Option<Vec<Leaf>>, StoreError> {
        let find = sqlx::query_scalar(sql::INNER_LEAVES).bind(number(tick)?);
        let row: Option<Vec<u8>> = find.fetch_optional(&self.reader).await.map_err(from_sql)?;
        let Some(row) = row else { return Ok(None) };
        let leaves: Vec<Leaf> = row.chunks(Leaf::LENGTH).filter_map(Leaf::from_slice).collect();
        if leaves.len() == INNER_LEAVES { Ok(Some(leaves)) } else { Err(StoreError::Corrupt("log_tick.inner_leaves")) }
    }

    async fn acts(&self, of: Option<StaffId>, from: u64, limit: u32) -> Result<Vec<LoggedAct>, StoreError> {
        self.logged_acts(of, from, limit).await
    }

    async fn logged_rosters(&self) -> Result<Vec<LoggedRoster>, StoreError> {
        self.rosters_in_log().await
    }
}
