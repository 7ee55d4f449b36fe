//! Passkeys and what was asked of them: ids and bytes. A challenge goes when it is taken, whatever the answer is worth.

use async_trait::async_trait;
use bytes::Bytes;
use domain::{
    Day, Moment, PasskeyId, SessionHash, StaffId, StoreError,
    acts::{By, Deed},
    passkeys::{CHALLENGE_SECONDS, Challenged, MAX_PASSKEYS, NewPasskey, Passkey, Passkeys, Removal},
};

use super::{
    acts::{NamedAct, keep},
    rooms::Rooms,
    second_factor::{factors, note},
    sessions::{change_from, grain},
    writer::Conn,
};
use crate::{
    error::from_sql,
    sql::{passkeys as sql, second_factor},
};

type PasskeyRow = (Vec<u8>, String, Vec<u8>, Vec<u8>);

#[async_trait]
impl Passkeys for Rooms {
    async fn challenge(&self, challenged: Challenged, asked: Bytes, now: Moment) -> Result<(), StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    let row = challenged.row().to_vec();
                    sqlx::query(sql::DROP_CHALLENGE).bind(&row).execute(&mut *conn).await.map_err(from_sql)?;
                    let put = sqlx::query(sql::CHALLENGE).bind(&row).bind(asked.to_vec()).bind(grain(now.plus(CHALLENGE_SECONDS)));
                    put.execute(conn).await.map(|_| ()).map_err(from_sql)
                })
            })
            .await
    }

    async fn take_challenge(&self, challenged: Challenged, now: Moment) -> Result<Option<Bytes>, StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    let take = sqlx::query_as(sql::TAKE_CHALLENGE).bind(challenged.row().to_vec());
                    let taken: Option<(Vec<u8>, i64)> = take.fetch_optional(conn).await.map_err(from_sql)?;
                    Ok(taken.filter(|(_, ends_at)| *ends_at > now.seconds()).map(|(asked, _)| asked.into()))
                })
            })
            .await
    }

    async fn passkeys_of(&self, person: StaffId) -> Result<Vec<Passkey>, StoreError> {
        let mut conn = self.reader.acquire().await.map_err(from_sql)?;
        of_person(&mut conn, person).await
    }

    async fn drop_passkey(&self, (person, this): (StaffId, SessionHash), id: PasskeyId, today: Day) -> Result<Removal, StoreError> {
        let act = self.act(By::person(person, today), Deed::PasskeyRemoved);
        self.writer.write(move |conn| Box::pin(drop_one(conn, (person, this), id, act))).await
    }

    async fn looks_copied(&self, person: StaffId) -> Result<(), StoreError> {
        self.writer.write(move |conn| Box::pin(note(conn, second_factor::NOTE_COPIED, person))).await
    }
}

/// One passkey more. `false`: somebody has it already, or this person has as many as one may have.
pub(super) async fn put(conn: &mut Conn, person: StaffId, new: NewPasskey) -> Result<bool, StoreError> {
    let credential = new.credential.to_vec();
    let known: i64 = sqlx::query_scalar(sql::KNOWN).bind(&credential).fetch_one(&mut *conn).await.map_err(from_sql)?;
    let (_, held, _) = factors(conn, person).await?;
    if known > 0 || held >= i64::from(MAX_PASSKEYS) {
        return Ok(false);
    }
    let put = sqlx::query(sql::PUT).bind(&credential).bind(person.as_bytes().to_vec()).bind(new.name.as_str());
    put.bind(new.key.to_vec()).bind(new.state.to_vec()).execute(conn).await.map_err(from_sql)?;
    Ok(true)
}

async fn of_person(conn: &mut Conn, person: StaffId) -> Result<Vec<Passkey>, StoreError> {
    let find = sqlx::query_as(sql::OF_PERSON).bind(person.as_bytes().to_vec());
    let rows: Vec<PasskeyRow> = find.fetch_all(conn).await.map_err(from_sql)?;
    let read =
        |(credential, name, key, state): PasskeyRow| Passkey { credential: credential.into(), name, key: key.into(), state: state.into() };
    let mut passkeys: Vec<Passkey> = rows.into_iter().map(read).collect();
    passkeys.sort_by_key(Passkey::id);
    Ok(passkeys)
}

async fn drop_one(conn: &mut Conn, (person, this): (StaffId, SessionHash), id: PasskeyId, act: NamedAct) -> Result<Removal, StoreError> {
    let passkeys = of_person(conn, person).await?;
    let Some(passkey) = passkeys.iter().find(|passkey| passkey.id() == id) else { return Ok(Removal::Unknown) };
    let (codes, held, _) = factors(conn, person).await?;
    if codes == 0 && held < 2 {
        return Ok(Removal::Last);
    }
    let drop = sqlx::query(sql::DROP).bind(passkey.credential.to_vec()).bind(person.as_bytes().to_vec());
    drop.execute(&mut *conn).await.map_err(from_sql)?;
    change_from(conn, person, this).await?;
    keep(conn, act).await?;
    Ok(Removal::Gone)
}
