//! Rosters and questionnaires.

use async_trait::async_trait;
use domain::{
    QuestionnaireHash, RosterHash, StoreError,
    acts::{By, Deed},
    documents::{Documents, Listed, StoredRoster},
};

use super::{
    acts::{NamedAct, keep, place_roster},
    columns::{bytes, count, day, of_day},
    rooms::Rooms,
    writer::Conn,
};
use crate::{error::from_sql, sql::documents as sql};

type RosterRow = (Vec<u8>, String, i64, i64, i64);

#[async_trait]
impl Documents for Rooms {
    async fn put_roster(&self, roster: StoredRoster, people: Vec<Listed>, by: By) -> Result<(), StoreError> {
        let act = self.act(by, Deed::ListInForce { roster: roster.hash });
        self.writer.write(move |conn| Box::pin(put_roster(conn, roster, people, act))).await
    }

    async fn roster(&self) -> Result<Option<StoredRoster>, StoreError> {
        let row: Option<RosterRow> = sqlx::query_as(sql::ROSTER_IN_FORCE).fetch_optional(&self.reader).await.map_err(from_sql)?;
        row.map(roster).transpose()
    }

    async fn roster_by_hash(&self, hash: RosterHash) -> Result<Option<StoredRoster>, StoreError> {
        let row: Option<RosterRow> =
            sqlx::query_as(sql::ROSTER).bind(&hash.as_bytes()[..]).fetch_optional(&self.reader).await.map_err(from_sql)?;
        row.map(roster).transpose()
    }

    async fn put_questionnaire(&self, json: &str) -> Result<QuestionnaireHash, StoreError> {
        let (hash, json) = (QuestionnaireHash::of(json.as_bytes()), json.to_owned());
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    let put = sqlx::query(sql::PUT_QUESTIONNAIRE).bind(&hash.as_bytes()[..]).bind(&json);
                    put.execute(conn).await.map(|_| ()).map_err(from_sql)
                })
            })
            .await?;
        Ok(hash)
    }

    async fn questionnaire(&self, hash: QuestionnaireHash) -> Result<Option<String>, StoreError> {
        sqlx::query_scalar(sql::QUESTIONNAIRE).bind(&hash.as_bytes()[..]).fetch_optional(&self.reader).await.map_err(from_sql)
    }
}

async fn put_roster(conn: &mut Conn, new: StoredRoster, people: Vec<Listed>, act: NamedAct) -> Result<(), StoreError> {
    let row: Option<RosterRow> = sqlx::query_as(sql::ROSTER_IN_FORCE).fetch_optional(&mut *conn).await.map_err(from_sql)?;
    match row.map(roster).transpose()? {
        Some(held) if held.hash == new.hash => return Ok(()),
        Some(held) if held.version >= new.version => return Err(StoreError::Conflict),
        _ => {}
    }
    for listed in &people {
        if !has_keys(conn, listed).await? {
            return Err(StoreError::Misfit);
        }
    }
    let tick = place_roster(conn, new.hash).await?;
    sqlx::query(sql::PUT_ROSTER)
        .bind(&new.hash.as_bytes()[..])
        .bind(i64::from(new.version))
        .bind(&new.note)
        .bind(of_day(new.valid_from))
        .bind(of_day(new.valid_until))
        .bind(tick)
        .execute(&mut *conn)
        .await
        .map_err(from_sql)?;
    keep(conn, act).await
}

/// Whether somebody is here with the keys that a list names.
pub(super) async fn has_keys(conn: &mut Conn, listed: &Listed) -> Result<bool, StoreError> {
    let Listed { person, recipient, signing } = listed;
    let find = sqlx::query_scalar(sql::HAS_KEYS).bind(&person.as_bytes()[..]).bind(recipient).bind(&signing.as_bytes()[..]);
    let found: i64 = find.fetch_one(conn).await.map_err(from_sql)?;
    Ok(found > 0)
}

fn roster((hash, note, version, from, until): RosterRow) -> Result<StoredRoster, StoreError> {
    Ok(StoredRoster {
        hash: RosterHash::new(bytes(&hash, "roster.hash")?),
        note,
        version: count(version, "roster.version")?,
        valid_from: day(from, "roster.valid_from")?,
        valid_until: day(until, "roster.valid_until")?,
    })
}
