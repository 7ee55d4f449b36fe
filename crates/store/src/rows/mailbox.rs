//! What a reporter reads. A mailbox that does not exist is looked for with the same statements as one that does.

use bytes::Bytes;
use domain::{AttachmentId, CaseId, ContentHash, ItemId, StoreError, TokenHash, cases::Attachment, mailbox::MailboxDocument};

use super::{
    columns::{bytes, count, day},
    filing::{Place, place},
    rooms::Rooms,
};
use crate::{error::from_sql, sql::filing as sql, wrap::StorageKey};

type ItemRow = (Vec<u8>, Vec<u8>);
type AttachmentRow = (Vec<u8>, Vec<u8>, i64);

impl Rooms {
    pub(super) async fn read_mailbox(&self, mailbox: TokenHash) -> Result<Option<MailboxDocument>, StoreError> {
        let mut tx = self.read().await?;
        let found = place(&mut tx, mailbox).await?;
        let Place { case, key } = found.unwrap_or(Place { case: CaseId::new(self.chance.bytes()), key: self.chance.bytes() });
        let id = &case.as_bytes()[..];
        let marks: Option<(i64, Option<i64>)> = sqlx::query_as(sql::MARKS).bind(id).fetch_optional(&mut *tx).await.map_err(from_sql)?;
        let state: Option<(Vec<u8>, Vec<u8>, i64)> =
            sqlx::query_as(sql::STATE).bind(id).fetch_optional(&mut *tx).await.map_err(from_sql)?;
        let items: Vec<ItemRow> = sqlx::query_as(sql::ITEMS).bind(id).fetch_all(&mut *tx).await.map_err(from_sql)?;
        let attachments: Vec<AttachmentRow> = sqlx::query_as(sql::ATTACHMENTS).bind(id).fetch_all(&mut *tx).await.map_err(from_sql)?;
        let key = self.keys.get(key).await?;
        drop(tx);
        let (Some(_), Some(key)) = (found, key) else { return Ok(None) };
        let (object, sealed, version) = state.ok_or(StoreError::Corrupt("mailbox.sealed"))?;
        let object = bytes(&object, "mailbox.object_id")?;
        Ok(Some(MailboxDocument {
            case,
            ack_due: marks.map(|(due, _)| day(due, "case_file.ack_due")).transpose()?,
            acknowledged: marks.is_some_and(|(_, on)| on.is_some()),
            state: key.unwrap(&object, &sealed).map_err(|_| StoreError::Corrupt("mailbox.sealed"))?,
            state_version: count(version, "mailbox.version")?,
            items: items.iter().map(|row| item(&key, row)).collect::<Result<_, _>>()?,
            attachments: attachments.iter().map(attachment).collect::<Result<_, _>>()?,
        }))
    }

    pub(super) async fn read_mailbox_chunk(
        &self,
        mailbox: TokenHash,
        attachment: AttachmentId,
        n: u32,
    ) -> Result<Option<Bytes>, StoreError> {
        self.chunk_of(|| async {
            sqlx::query_as(sql::CHUNK)
                .bind(mailbox.as_bytes().to_vec())
                .bind(attachment.as_bytes().to_vec())
                .bind(i64::from(n))
                .fetch_optional(&self.reader)
                .await
                .map_err(from_sql)
        })
        .await
    }
}

fn item(key: &StorageKey, (id, sealed): &ItemRow) -> Result<(ItemId, Bytes), StoreError> {
    let id = bytes(id, "item.item_id")?;
    Ok((ItemId::new(id), key.unwrap(&id, sealed).map_err(|_| StoreError::Corrupt("item.sealed"))?))
}

pub(super) fn attachment((id, sha256, length): &AttachmentRow) -> Result<Attachment, StoreError> {
    Ok(Attachment {
        id: AttachmentId::new(bytes(id, "attachment.file_id")?),
        sha256: ContentHash::new(bytes(sha256, "attachment.sha256")?),
        bytes: count(*length, "file.bytes")?,
    })
}
