//! Sessions, whole and half. What has ended goes when it is asked for, when somebody signs in, and when somebody looks for what has ended.
//! A whole one is made in `opening`.

use async_trait::async_trait;
use domain::{
    Moment, SessionHash, SessionId, StaffId, StoreError,
    sessions::{HALF_SECONDS, IDLE_SECONDS, OpenSession, SESSION_SECONDS, Sessions},
    staff::Account,
};

use super::{
    columns::bytes,
    rooms::Rooms,
    second_factor::forget_moments,
    staff::{AccountRow, account},
    writer::Conn,
};
use crate::{
    error::from_sql,
    sql::{passkeys, sessions as sql},
};

/// Moments of sessions are kept to the minute.
const GRAIN: i64 = 60;

#[async_trait]
impl Sessions for Rooms {
    async fn open_half(&self, half: SessionHash, person: StaffId, now: Moment) -> Result<(), StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    drop_ended(conn, now).await?;
                    let open = sqlx::query(sql::OPEN_HALF).bind(half.as_bytes().to_vec()).bind(person.as_bytes().to_vec());
                    open.bind(grain(now.plus(HALF_SECONDS))).execute(conn).await.map(|_| ()).map_err(from_sql)
                })
            })
            .await
    }

    async fn half(&self, half: SessionHash, now: Moment) -> Result<Option<StaffId>, StoreError> {
        let find = sqlx::query_scalar(sql::HALF).bind(half.as_bytes().to_vec()).bind(now.seconds());
        let person: Option<Vec<u8>> = find.fetch_optional(&self.reader).await.map_err(from_sql)?;
        if person.is_none() {
            self.forget_if_ended(now).await?;
        }
        person.map(|person| bytes(&person, "half_session.person").map(StaffId::new)).transpose()
    }

    async fn session(&self, session: SessionHash, now: Moment) -> Result<Option<Account>, StoreError> {
        let id = &session.as_bytes()[..];
        let find = sqlx::query_as(sql::BY_SESSION).bind(id).bind(now.seconds());
        let row: Option<AccountRow> = find.fetch_optional(&self.reader).await.map_err(from_sql)?;
        let Some(row) = row else {
            self.forget_if_ended(now).await?;
            return Ok(None);
        };
        let until = grain(now.plus(IDLE_SECONDS));
        let held: Option<i64> = sqlx::query_scalar(sql::IDLE_ENDS).bind(id).fetch_optional(&self.reader).await.map_err(from_sql)?;
        if held.is_some_and(|held| held < until) {
            self.set(sql::KEEP_SESSION, session, until).await?;
        }
        account(row).map(Some)
    }

    async fn close_session(&self, session: SessionHash, half: Option<SessionHash>) -> Result<(), StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    if let Some(half) = half {
                        let close = sqlx::query(sql::CLOSE_HALF).bind(half.as_bytes().to_vec());
                        close.execute(&mut *conn).await.map_err(from_sql)?;
                    }
                    let close = sqlx::query(sql::CLOSE_SESSION).bind(session.as_bytes().to_vec());
                    close.execute(conn).await.map(|_| ()).map_err(from_sql)
                })
            })
            .await
    }

    async fn own_sessions(&self, person: StaffId, now: Moment) -> Result<Vec<OpenSession>, StoreError> {
        let find = sqlx::query_as(sql::OF_PERSON).bind(person.as_bytes().to_vec()).bind(now.seconds());
        let rows: Vec<(Vec<u8>, i64)> = find.fetch_all(&self.reader).await.map_err(from_sql)?;
        let mut sessions = rows.iter().map(|(session, ends)| Ok(OpenSession { id: id_of(session)?, begun: begun(*ends) }));
        let mut sessions = sessions.by_ref().collect::<Result<Vec<_>, StoreError>>()?;
        sessions.sort_by_key(|session| session.id);
        Ok(sessions)
    }

    async fn end_session(&self, person: StaffId, id: SessionId) -> Result<bool, StoreError> {
        self.writer.write(move |conn| Box::pin(end_one(conn, person, id))).await
    }

    async fn end_other_sessions(&self, person: StaffId, but: SessionHash) -> Result<(), StoreError> {
        self.writer.write(move |conn| Box::pin(end_others(conn, person, but))).await
    }

    async fn forget_ended(&self, now: Moment) -> Result<(), StoreError> {
        self.forget_if_ended(now).await
    }

    async fn is_recent(&self, session: SessionHash, now: Moment) -> Result<bool, StoreError> {
        let find = sqlx::query_scalar(sql::IS_RECENT).bind(session.as_bytes().to_vec()).bind(now.seconds());
        let found: i64 = find.fetch_one(&self.reader).await.map_err(from_sql)?;
        Ok(found > 0)
    }
}

impl Rooms {
    /// Looks before it writes: whoever asks for what is not there costs no transaction.
    async fn forget_if_ended(&self, now: Moment) -> Result<(), StoreError> {
        let count = sqlx::query_scalar(sql::COUNT_ENDED).bind(now.seconds());
        let ended: i64 = count.fetch_one(&self.reader).await.map_err(from_sql)?;
        if ended == 0 {
            return Ok(());
        }
        self.writer.write(move |conn| Box::pin(drop_ended(conn, now))).await
    }

    async fn set(&self, statement: &'static str, session: SessionHash, value: i64) -> Result<(), StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    let set = sqlx::query(statement).bind(session.as_bytes().to_vec()).bind(value);
                    set.execute(conn).await.map(|_| ()).map_err(from_sql)
                })
            })
            .await
    }
}

/// Rounded up to the minute: a session never ends before it was said to, and no row tells the second of anything.
pub(super) const fn grain(moment: Moment) -> i64 {
    (moment.seconds().div_euclid(GRAIN) + 1) * GRAIN
}

/// When a session began that ends then, rounded down.
const fn begun(ends_at: i64) -> Moment {
    Moment::from_seconds(ends_at - GRAIN - SESSION_SECONDS)
}

fn id_of(session: &[u8]) -> Result<SessionId, StoreError> {
    Ok(SessionId::of(&SessionHash::new(bytes(session, "staff_session.session")?)))
}

/// Ends all of a person's sessions but this one, half ones too.
pub(super) async fn end_others(conn: &mut Conn, person: StaffId, but: SessionHash) -> Result<(), StoreError> {
    let own = person.as_bytes().to_vec();
    sqlx::query(sql::DROP_OTHER_HALVES).bind(&own).bind(but.as_bytes().to_vec()).execute(&mut *conn).await.map_err(from_sql)?;
    let close = sqlx::query(sql::CLOSE_OTHERS).bind(&own).bind(but.as_bytes().to_vec());
    close.execute(conn).await.map(|_| ()).map_err(from_sql)
}

/// The same, for a change of a second factor: only from a session that is there still. Whoever's session was ended while their request
/// was on its way changes nothing.
///
/// # Errors
/// `AskAgain`: it is not, and what the transaction did so far is undone.
pub(super) async fn change_from(conn: &mut Conn, person: StaffId, this: SessionHash) -> Result<(), StoreError> {
    let find = sqlx::query_scalar(sql::IS_THERE).bind(this.as_bytes().to_vec()).bind(person.as_bytes().to_vec());
    let there: i64 = find.fetch_one(&mut *conn).await.map_err(from_sql)?;
    if there == 0 {
        return Err(StoreError::AskAgain);
    }
    end_others(conn, person, this).await
}

async fn end_one(conn: &mut Conn, person: StaffId, id: SessionId) -> Result<bool, StoreError> {
    let find = sqlx::query_scalar(sql::ALL_OF_PERSON).bind(person.as_bytes().to_vec());
    let sessions: Vec<Vec<u8>> = find.fetch_all(&mut *conn).await.map_err(from_sql)?;
    for session in sessions {
        if id_of(&session)? == id {
            sqlx::query(sql::CLOSE_SESSION).bind(session).execute(conn).await.map_err(from_sql)?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Forgets what has ended, and with it every moment at which somebody signed in.
pub(super) async fn drop_ended(conn: &mut Conn, now: Moment) -> Result<(), StoreError> {
    for statement in [sql::DROP_ENDED_SESSIONS, sql::DROP_ENDED_HALVES, passkeys::DROP_OLD_CHALLENGES] {
        sqlx::query(statement).bind(now.seconds()).execute(&mut *conn).await.map_err(from_sql)?;
    }
    forget_moments(conn, now).await
}
