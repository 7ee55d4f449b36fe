//! What members of a case read. Every statement joins membership.

use async_trait::async_trait;
use bytes::Bytes;
use domain::{
    AttachmentId, CaseGrant, CaseId, Day, Grant, ItemId, Profile, StaffId, StoreError,
    cases::{Audience, CaseFile, CasePage, CaseRow, Cases, Item, ItemPage, Rotation, StaffPost, Standing},
    permissions::{ListCases, ReadCase, WriteCase},
    sessions::Recently,
};
use futures_util::TryStreamExt;

use super::{
    casework::held,
    columns::{bytes, count, day},
    mailbox::attachment,
    rooms::Rooms,
};
use crate::{error::from_sql, sql::cases as sql};

/// A page of items ends when it has so many bytes.
const PAGE_BYTES: usize = 4 << 20;

type Row = (Vec<u8>, i64, i64, i64, Option<i64>, Option<i64>, i64, i64);

#[async_trait]
impl Cases for Rooms {
    async fn standing(&self, person: StaffId, case: CaseId) -> Result<Option<Standing>, StoreError> {
        let asleep: Option<bool> = sqlx::query_scalar(sql::STANDING)
            .bind(&person.as_bytes()[..])
            .bind(&case.as_bytes()[..])
            .fetch_optional(&self.reader)
            .await
            .map_err(from_sql)?;
        Ok(asleep.map(|asleep| if asleep { Standing::Sleeper } else { Standing::Member }))
    }

    async fn list(&self, by: &Grant<ListCases>, after: Option<CaseId>, limit: u32) -> Result<CasePage, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(sql::LIST)
            .bind(&by.actor().person.as_bytes()[..])
            .bind(after.map(|case| case.as_bytes().to_vec()).unwrap_or_default())
            .bind(i64::from(limit) + 1)
            .fetch_all(&self.reader)
            .await
            .map_err(from_sql)?;
        let mut cases = rows.into_iter().map(row).collect::<Result<Vec<_>, _>>()?;
        let next = cut(&mut cases, limit).map(|last| last.case);
        Ok(CasePage { cases, next })
    }

    async fn case(&self, by: &CaseGrant<ReadCase>) -> Result<Option<CaseFile>, StoreError> {
        let (person, case) = (by.actor().person, by.case());
        let (person, case) = (&person.as_bytes()[..], &case.as_bytes()[..]);
        let mut tx = self.read().await?;
        let found: Option<Row> = sqlx::query_as(sql::CASE).bind(person).bind(case).fetch_optional(&mut *tx).await.map_err(from_sql)?;
        let keyring: Option<(Vec<u8>, Vec<u8>, Vec<u8>, i64)> =
            sqlx::query_as(sql::KEYRING).bind(person).bind(case).fetch_optional(&mut *tx).await.map_err(from_sql)?;
        let readers: Vec<(Vec<u8>, bool)> =
            sqlx::query_as(sql::READERS).bind(person).bind(case).fetch_all(&mut *tx).await.map_err(from_sql)?;
        let attachments: Vec<(Vec<u8>, Vec<u8>, i64)> =
            sqlx::query_as(sql::ATTACHMENTS).bind(person).bind(case).fetch_all(&mut *tx).await.map_err(from_sql)?;
        drop(tx);
        let (Some(found), Some((key, object, sealed, left))) = (found, keyring) else { return Ok(None) };
        let Some(key) = self.keys.get(bytes(&key, "case_file.storage_key")?).await? else { return Ok(None) };
        let object = bytes(&object, "keyring.object_id")?;
        let (mut members, mut sleeper) = (Vec::new(), None);
        for (person, asleep) in readers {
            let person = StaffId::new(bytes(&person, "case_reader.person")?);
            if asleep { sleeper = Some(person) } else { members.push(person) }
        }
        Ok(Some(CaseFile {
            row: row(found)?,
            members,
            sleeper,
            keyring: key.unwrap(&object, &sealed).map_err(|_| StoreError::Corrupt("keyring.sealed"))?,
            left_since: count(left, "keyring.left_since")?,
            attachments: attachments.iter().map(attachment).collect::<Result<_, _>>()?,
        }))
    }

    async fn items(&self, by: &CaseGrant<ReadCase>, after: Option<ItemId>, limit: u32) -> Result<Option<ItemPage>, StoreError> {
        let (person, case) = (by.actor().person, by.case());
        let mut tx = self.read().await?;
        let Some(held) = held(&mut tx, person, case).await? else { return Ok(None) };
        let Some(key) = self.keys.get(held.key).await? else { return Ok(None) };
        let mut rows = sqlx::query_as::<_, (Vec<u8>, String, Vec<u8>)>(sql::ITEMS)
            .bind(&person.as_bytes()[..])
            .bind(&case.as_bytes()[..])
            .bind(after.map(|item| item.as_bytes().to_vec()).unwrap_or_default())
            .bind(i64::from(limit) + 1)
            .fetch(&mut *tx);
        let (mut items, mut size, mut more) = (Vec::new(), 0_usize, false);
        while let Some((id, audience, sealed)) = rows.try_next().await.map_err(from_sql)? {
            if size >= PAGE_BYTES {
                more = true;
                break;
            }
            size = size.saturating_add(sealed.len());
            let id = bytes(&id, "item.item_id")?;
            let audience = Audience::named(&audience).ok_or(StoreError::Corrupt("item.audience"))?;
            let sealed = key.unwrap(&id, &sealed).map_err(|_| StoreError::Corrupt("item.sealed"))?;
            items.push(Item { id: ItemId::new(id), audience, sealed });
        }
        let last = cut(&mut items, limit).map(|last| last.id);
        let next = last.or_else(|| items.last().filter(|_| more).map(|last| last.id));
        Ok(Some(ItemPage { items, next }))
    }

    async fn chunk(&self, by: &CaseGrant<ReadCase>, attachment: AttachmentId, n: u32) -> Result<Option<Bytes>, StoreError> {
        let (person, case) = (by.actor().person, by.case());
        self.chunk_of(|| async {
            sqlx::query_as(sql::CHUNK)
                .bind(person.as_bytes().to_vec())
                .bind(case.as_bytes().to_vec())
                .bind(attachment.as_bytes().to_vec())
                .bind(i64::from(n))
                .fetch_optional(&self.reader)
                .await
                .map_err(from_sql)
        })
        .await
    }

    async fn write(
        &self,
        by: &CaseGrant<WriteCase>,
        post: StaffPost,
        today: Day,
        profile: Profile,
    ) -> Result<Option<Vec<ItemId>>, StoreError> {
        self.write_in_case(by, post, today, profile).await
    }

    async fn rotate(&self, by: &CaseGrant<WriteCase>, rotation: Rotation) -> Result<Option<u32>, StoreError> {
        self.rotate_keyring(by, rotation, false).await
    }

    async fn change_readers(&self, by: &CaseGrant<WriteCase>, rotation: Rotation, _proved: Recently) -> Result<Option<u32>, StoreError> {
        self.rotate_keyring(by, rotation, true).await
    }

    async fn recuse(&self, by: &CaseGrant<WriteCase>) -> Result<Option<()>, StoreError> {
        self.leave_case(by).await
    }
}

/// Leaves `limit` of what was found; if there was more, the last one left, after which to ask again.
fn cut<T>(found: &mut Vec<T>, limit: u32) -> Option<&T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if found.len() <= limit {
        return None;
    }
    found.truncate(limit);
    found.last()
}

fn row((case, received, ack, feedback, acknowledged, closed, version, items): Row) -> Result<CaseRow, StoreError> {
    Ok(CaseRow {
        case: CaseId::new(bytes(&case, "case_file.case_id")?),
        received_on: day(received, "case_file.received_on")?,
        ack_due: day(ack, "case_file.ack_due")?,
        feedback_due: day(feedback, "case_file.feedback_due")?,
        acknowledged_on: acknowledged.map(|on| day(on, "case_file.acknowledged_on")).transpose()?,
        closed_on: closed.map(|on| day(on, "case_file.closed_on")).transpose()?,
        keyring_version: count(version, "keyring.version")?,
        items: count(items, "case_file.items")?,
    })
}
