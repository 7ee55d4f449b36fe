//! Letters between people of the staff, each under a random id, with its receiver and its day and nothing else. They are sealed to the
//! receiver already, so they are not wrapped again; they go with the receiver's account.

use async_trait::async_trait;
use domain::{
    Day, LetterId, Roles, StaffId, StoreError,
    letters::{KEPT_DAYS, LETTER, Letter, Letters, MOST, NewLetter, Posted, may_write},
};

use super::{
    columns::{bytes, of_day},
    rooms::Rooms,
    writer::Conn,
};
use crate::{error::from_sql, sql::letters as sql};

#[async_trait]
impl Letters for Rooms {
    async fn post_letter(&self, letter: NewLetter) -> Result<Posted, StoreError> {
        if letter.sealed.len() != LETTER {
            return Err(StoreError::Misfit);
        }
        let id: [u8; LetterId::LENGTH] = self.chance.bytes();
        self.writer.write(move |conn| Box::pin(post(conn, id, letter))).await
    }

    async fn letters(&self, person: StaffId) -> Result<Vec<Letter>, StoreError> {
        let find = sqlx::query_as(sql::OWN).bind(person.as_bytes().to_vec());
        let rows: Vec<(Vec<u8>, Vec<u8>)> = find.fetch_all(&self.reader).await.map_err(from_sql)?;
        let own = rows.into_iter().map(|(id, sealed)| {
            let id = LetterId::new(bytes(&id, "letter.letter_id")?);
            Ok(Letter { id, sealed: sealed.into() })
        });
        own.collect()
    }

    async fn drop_letter(&self, person: StaffId, letter: LetterId) -> Result<bool, StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    let drop = sqlx::query(sql::DROP).bind(&letter.as_bytes()[..]).bind(&person.as_bytes()[..]);
                    drop.execute(conn).await.map(|done| done.rows_affected() > 0).map_err(from_sql)
                })
            })
            .await
    }
}

async fn post(conn: &mut Conn, id: [u8; LetterId::LENGTH], letter: NewLetter) -> Result<Posted, StoreError> {
    let to = &letter.to.as_bytes()[..];
    let roles: Option<String> = sqlx::query_scalar(sql::ROLES).bind(to).fetch_optional(&mut *conn).await.map_err(from_sql)?;
    let Some(roles) = roles else { return Ok(Posted::Nobody) };
    let roles: Roles = roles.parse().map_err(|_| StoreError::Corrupt("staff.roles"))?;
    if !may_write(letter.by, roles) {
        return Ok(Posted::Nobody);
    }
    let waiting: i64 = sqlx::query_scalar(sql::COUNT).bind(to).fetch_one(&mut *conn).await.map_err(from_sql)?;
    if waiting >= MOST {
        return Ok(Posted::Full);
    }
    let put = sqlx::query(sql::PUT).bind(&id[..]).bind(to).bind(&letter.sealed[..]).bind(of_day(letter.today));
    put.execute(conn).await.map(|_| Posted::Kept).map_err(from_sql)
}

/// At each tick: those that nobody threw away go.
pub(super) async fn drop_old(conn: &mut Conn, today: Day) -> Result<(), StoreError> {
    let until = of_day(today.add_days(-KEPT_DAYS));
    sqlx::query(sql::DROP_OLD).bind(until).execute(conn).await.map(|_| ()).map_err(from_sql)
}
