//! Books: one sealed file a person. Each writing draws a new storage key and erases the one before, so that a title of a case that was
//! erased since opens in no older copy of the database, not even for whoever has the person's own key.

use async_trait::async_trait;
use bytes::Bytes;
use domain::{
    BookHash, Grant, StaffId, StoreError,
    books::{Book, Books},
    permissions::ListCases,
};

use super::{
    columns::bytes,
    filing::needless,
    rooms::{Rooms, wrap},
    writer::Conn,
};
use crate::{
    error::from_sql,
    sql::books as sql,
    wrap::{KeyId, ObjectId, place},
};

/// A book on its way into a row.
struct NewBook {
    key: KeyId,
    hash: BookHash,
    wrapped: Vec<u8>,
}

#[async_trait]
impl Books for Rooms {
    async fn book(&self, by: &Grant<ListCases>) -> Result<Option<Book>, StoreError> {
        let person = by.actor().person;
        // Between row and key somebody may have written: then there is a newer row.
        for _ in 0..2 {
            let find = sqlx::query_as(sql::BOOK).bind(person.as_bytes().to_vec());
            let row: Option<(Vec<u8>, Vec<u8>, Vec<u8>)> = find.fetch_optional(&self.reader).await.map_err(from_sql)?;
            let Some((key, hash, wrapped)) = row else { return Ok(None) };
            let Some(key) = self.keys.get(bytes(&key, "book.storage_key")?).await? else { continue };
            let sealed = key.unwrap(&at(person), &wrapped).map_err(|_| StoreError::Corrupt("book.sealed"))?;
            return Ok(Some(Book { hash: BookHash::new(bytes(&hash, "book.hash")?), sealed }));
        }
        Ok(None)
    }

    async fn keep_book(&self, by: &Grant<ListCases>, previous: Option<BookHash>, sealed: Bytes) -> Result<BookHash, StoreError> {
        let person = by.actor().person;
        let hash = BookHash::of(&sealed);
        let (key, storage) = self.new_key().await?;
        let wrapped = wrap(&storage, &at(person), &sealed, &self.chance)?;
        let new = NewBook { key, hash, wrapped };
        let kept = self.writer.write(move |conn| Box::pin(put(conn, person, previous, new))).await;
        if needless(&kept, |_| true) {
            self.drop_keys(vec![key]).await;
        }
        self.drop_keys(kept?.into_iter().collect()).await;
        Ok(hash)
    }
}

/// Answers the key that nothing needs then.
async fn put(conn: &mut Conn, person: StaffId, previous: Option<BookHash>, new: NewBook) -> Result<Option<KeyId>, StoreError> {
    let own = person.as_bytes().to_vec();
    let find = sqlx::query_as(sql::HELD).bind(&own);
    let held: Option<(Vec<u8>, Vec<u8>)> = find.fetch_optional(&mut *conn).await.map_err(from_sql)?;
    let (statement, gone) = match (held, previous) {
        (None, None) => (sql::PUT, None),
        (Some((key, hash)), Some(previous)) if hash == previous.as_bytes() => (sql::REPLACE, Some(bytes(&key, "book.storage_key")?)),
        _ => return Err(StoreError::Conflict),
    };
    let put = sqlx::query(statement).bind(&own).bind(&new.key[..]).bind(new.hash.as_bytes().to_vec()).bind(new.wrapped);
    let put = match previous {
        Some(previous) => put.bind(previous.as_bytes().to_vec()),
        None => put,
    };
    // Two processes at once: the second finds another hash, or a row where there was none.
    let done = put.execute(conn).await.map_err(from_sql)?.rows_affected();
    if done == 1 { Ok(gone) } else { Err(StoreError::Conflict) }
}

fn at(person: StaffId) -> ObjectId {
    place("book", person.as_bytes(), "sealed")
}
