//! That staff were told of this place.

use async_trait::async_trait;
use domain::{
    StoreError,
    announcements::{Announcement, Announcements},
};

use super::{
    columns::{day, of_day},
    rooms::Rooms,
};
use crate::{error::from_sql, sql::announcements as sql};

#[async_trait]
impl Announcements for Rooms {
    async fn announce(&self, id: [u8; 16], announcement: Announcement) -> Result<(), StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    let put = sqlx::query(sql::PUT).bind(id.to_vec()).bind(of_day(announcement.told_on)).bind(&announcement.how);
                    put.execute(conn).await.map(|_| ()).map_err(from_sql)
                })
            })
            .await
    }

    async fn announcements(&self) -> Result<Vec<Announcement>, StoreError> {
        let rows: Vec<(i64, String)> = sqlx::query_as(sql::ALL_TOLD).fetch_all(&self.reader).await.map_err(from_sql)?;
        let told = rows.into_iter().map(|(on, how)| Ok(Announcement { told_on: day(on, "announcement.told_on")?, how }));
        told.collect()
    }
}
