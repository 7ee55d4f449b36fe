//! What a second factor opens once it is right: it is used up, and the session is there, in one transaction.

use domain::{
    Moment, SessionHash, StaffId, StoreError,
    second_factor::{Opening, Opens, SeedTag, Used},
    sessions::{Entry, IDLE_SECONDS, RECENT_SECONDS, SESSION_SECONDS},
};

use super::{
    acts::{NamedAct, keep},
    second_factor::note,
    sessions::{drop_ended, grain},
    writer::Conn,
};
use crate::{
    error::from_sql,
    sql::{passkeys, second_factor, sessions as sql},
};

/// What the log keeps of it, as far as it comes about.
pub(super) struct Entering {
    pub(super) signed_in: NamedAct,
    pub(super) recovery: NamedAct,
}

/// First whether what it opens is there; then the factor is used up; then it is opened.
pub(super) async fn opening(
    conn: &mut Conn,
    (person, opens): (StaffId, Opens),
    used: Used,
    (now, acts): (Moment, Entering),
) -> Result<Opening, StoreError> {
    let there = match opens {
        Opens::Session(entry) => is_half(conn, (entry.half, person), now).await?,
        Opens::Again(session) => is_there(conn, sql::IS_OPEN, (session, person), now).await?,
    };
    if !there {
        return Ok(Opening::Over);
    }
    if !use_up(conn, person, &used).await? {
        return Ok(Opening::Refused);
    }
    if matches!(used, Used::Recovery(_)) {
        keep(conn, acts.recovery).await?;
    }
    match opens {
        Opens::Session(entry) => enter(conn, (person, entry), now, acts.signed_in).await?,
        Opens::Again(session) => {
            let again = sqlx::query(sql::PROVED_AGAIN).bind(session.as_bytes().to_vec()).bind(grain(now.plus(RECENT_SECONDS)));
            again.execute(conn).await.map_err(from_sql)?;
        }
    }
    Ok(Opening::Opened)
}

/// Whether somebody holds this half session.
pub(super) async fn is_half(conn: &mut Conn, half: (SessionHash, StaffId), now: Moment) -> Result<bool, StoreError> {
    is_there(conn, sql::IS_HALF, half, now).await
}

async fn is_there(
    conn: &mut Conn,
    statement: &'static str,
    (session, person): (SessionHash, StaffId),
    now: Moment,
) -> Result<bool, StoreError> {
    let find = sqlx::query_scalar(statement).bind(session.as_bytes().to_vec()).bind(person.as_bytes().to_vec()).bind(now.seconds());
    let found: i64 = find.fetch_one(conn).await.map_err(from_sql)?;
    Ok(found > 0)
}

async fn use_up(conn: &mut Conn, person: StaffId, used: &Used) -> Result<bool, StoreError> {
    let own = person.as_bytes().to_vec();
    let usage = match used {
        Used::Step { of: SeedTag(seed), step } => sqlx::query(second_factor::ACCEPT).bind(&own).bind(*step).bind(&seed[..]),
        Used::Recovery(code) => sqlx::query(second_factor::SPEND_RECOVERY_CODE).bind(&own).bind(code.as_bytes().to_vec()),
        Used::Passkey(answer) => {
            let usage = sqlx::query(passkeys::USE).bind(answer.credential.to_vec()).bind(&own);
            usage.bind(answer.before.to_vec()).bind(answer.after.to_vec())
        }
    };
    if usage.execute(&mut *conn).await.map_err(from_sql)?.rows_affected() == 0 {
        return Ok(false);
    }
    match used {
        Used::Step { .. } => {
            note(conn, second_factor::WAS_RIGHT, person).await?;
            note(conn, second_factor::FORGET_NOTICES, person).await?;
        }
        Used::Recovery(_) => note(conn, second_factor::NOTE_SPENT, person).await?,
        Used::Passkey(_) => (),
    }
    Ok(true)
}

/// Makes the session. The half is gone then, and so is what the same browser held before.
pub(super) async fn enter(conn: &mut Conn, (person, entry): (StaffId, Entry), now: Moment, signed_in: NamedAct) -> Result<(), StoreError> {
    let gone = [Some((sql::CLOSE_HALF, entry.half)), entry.before.map(|before| (sql::CLOSE_SESSION, before))];
    for (statement, session) in gone.into_iter().flatten() {
        sqlx::query(statement).bind(session.as_bytes().to_vec()).execute(&mut *conn).await.map_err(from_sql)?;
    }
    drop_ended(conn, now).await?;
    let open = sqlx::query(sql::OPEN_SESSION).bind(entry.session.as_bytes().to_vec()).bind(person.as_bytes().to_vec());
    let open = open.bind(grain(now.plus(SESSION_SECONDS))).bind(grain(now.plus(IDLE_SECONDS))).bind(grain(now.plus(RECENT_SECONDS)));
    open.execute(&mut *conn).await.map_err(from_sql)?;
    keep(conn, signed_in).await
}
