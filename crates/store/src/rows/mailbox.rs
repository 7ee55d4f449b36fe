//! What a reporter reads. A mailbox that does not exist is looked for with the same statements as one that does.

use bytes::Bytes;
use domain::{
    AttachmentId, CaseId, ContentHash, Day, ItemId, StoreError, TokenHash,
    cases::Attachment,
    mailbox::{MailboxDocument, UNKNOWN, page},
    mailbox_page::{Cut, Outline},
};
use sqlx::Transaction;
use zeroize::Zeroizing;

use super::{
    Db,
    columns::{bytes, count, day},
    filing::{Place, place},
    rooms::Rooms,
    writer::Conn,
};
use crate::{
    error::{from_sql, unavailable},
    sql::filing as sql,
    wrap::{StorageKey, WRAPPING},
};

type ItemRow = (Vec<u8>, Vec<u8>);
type AttachmentRow = (Vec<u8>, Vec<u8>, i64);
/// The smallest id there is, and the largest.
const ALL: ([u8; 16], [u8; 16]) = ([0; 16], [0xff; 16]);

/// All of a mailbox but its items, and the key of its case. `None`: there is none, and the same statements found that.
struct Around {
    case: CaseId,
    key: StorageKey,
    outline: Outline,
}

impl Rooms {
    pub(super) async fn read_mailbox(&self, mailbox: TokenHash) -> Result<Option<MailboxDocument>, StoreError> {
        let (mut tx, around) = self.look_around(mailbox).await?;
        let rows = self.some_items(&mut tx, around.as_ref(), Some(ALL)).await?;
        drop(tx);
        let Some(Around { key, outline, .. }) = around else { return Ok(None) };
        let items = rows.iter().map(|row| item(&key, row)).collect::<Result<_, _>>()?;
        Ok(Some(MailboxDocument { items, ..outline.empty }))
    }

    pub(super) async fn read_mailbox_page(&self, mailbox: TokenHash, n: u32, expected: Day) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let (mut tx, around) = self.look_around(mailbox).await?;
        let cut = around.as_ref().map(|around| around.outline.cut(n, expected)).transpose().map_err(unavailable)?;
        let range = cut.as_ref().and_then(Cut::range).map(|(first, last)| (*first.as_bytes(), *last.as_bytes()));
        let rows = self.some_items(&mut tx, around.as_ref(), range).await?;
        drop(tx);
        let (Some(Around { key, .. }), Some(cut)) = (around, cut) else { return Ok(page(UNKNOWN, n)) };
        let items = rows.iter().map(|row| item(&key, row)).collect::<Result<Vec<_>, _>>()?;
        cut.page(&items).ok_or(StoreError::Corrupt("item.sealed"))
    }

    /// A tick may erase the key of a case between the moment that is seen and the asking for it: then it is looked for once more.
    async fn look_around(&self, mailbox: TokenHash) -> Result<(Transaction<'static, Db>, Option<Around>), StoreError> {
        let mut tx = self.read().await?;
        let (found, around) = self.around(&mut tx, mailbox).await?;
        if !found || around.is_some() {
            return Ok((tx, around));
        }
        drop(tx);
        let mut tx = self.read().await?;
        let (_, around) = self.around(&mut tx, mailbox).await?;
        Ok((tx, around))
    }

    /// Whether there is such a mailbox, and what is around its items unless its key is gone.
    async fn around(&self, conn: &mut Conn, mailbox: TokenHash) -> Result<(bool, Option<Around>), StoreError> {
        let found = place(conn, mailbox).await?;
        let Place { case, key } = found.unwrap_or(Place { case: CaseId::new(self.chance.bytes()), key: self.chance.bytes() });
        let id = &case.as_bytes()[..];
        let marks: Option<(i64, Option<i64>)> = sqlx::query_as(sql::MARKS).bind(id).fetch_optional(&mut *conn).await.map_err(from_sql)?;
        let state: Option<(Vec<u8>, Vec<u8>, i64)> =
            sqlx::query_as(sql::STATE).bind(id).fetch_optional(&mut *conn).await.map_err(from_sql)?;
        let lengths: Vec<(Vec<u8>, i64)> = sqlx::query_as(sql::LENGTHS).bind(id).fetch_all(&mut *conn).await.map_err(from_sql)?;
        let attachments: Vec<AttachmentRow> = sqlx::query_as(sql::ATTACHMENTS).bind(id).fetch_all(conn).await.map_err(from_sql)?;
        let key = self.keys.get(key).await?;
        let (Some(_), Some(key)) = (found, key) else { return Ok((found.is_some(), None)) };
        let (object, sealed, version) = state.ok_or(StoreError::Corrupt("mailbox.sealed"))?;
        let object = bytes(&object, "mailbox.object_id")?;
        let empty = MailboxDocument {
            case,
            ack_due: marks.map(|(due, _)| day(due, "case_file.ack_due")).transpose()?,
            acknowledged: marks.is_some_and(|(_, on)| on.is_some()),
            state: key.unwrap(&object, &sealed).map_err(|_| StoreError::Corrupt("mailbox.sealed"))?,
            state_version: count(version, "mailbox.version")?,
            items: Vec::new(),
            attachments: attachments.iter().map(attachment).collect::<Result<_, _>>()?,
        };
        let length = |(id, length): &(Vec<u8>, i64)| {
            let length: usize = count(*length, "item.sealed")?;
            Ok((ItemId::new(bytes(id, "item.item_id")?), length.checked_sub(WRAPPING).ok_or(StoreError::Corrupt("item.sealed"))?))
        };
        let items = lengths.iter().map(length).collect::<Result<_, StoreError>>()?;
        Ok((true, Some(Around { case, key, outline: Outline { empty, items } })))
    }

    /// Items in a range of ids, none of a mailbox that is not there; always one statement.
    async fn some_items(
        &self,
        conn: &mut Conn,
        around: Option<&Around>,
        range: Option<([u8; 16], [u8; 16])>,
    ) -> Result<Vec<ItemRow>, StoreError> {
        let case = around.map_or_else(|| CaseId::new(self.chance.bytes()), |around| around.case);
        let (first, last) = range.unwrap_or((ALL.1, ALL.0));
        let find = sqlx::query_as(sql::SOME_ITEMS).bind(case.as_bytes().to_vec()).bind(first.to_vec()).bind(last.to_vec());
        find.fetch_all(conn).await.map_err(from_sql)
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
