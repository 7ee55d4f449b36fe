//! Leaving a case by oneself: the membership ends, the case is stale until its keys are replaced, and somebody is always left who reads.

use domain::{CaseGrant, CaseId, StaffId, StoreError, permissions::WriteCase};

use super::{casework::awake, rooms::Rooms, writer::Conn};
use crate::{error::from_sql, sql::cases as sql};

impl Rooms {
    pub(super) async fn leave_case(&self, by: &CaseGrant<WriteCase>) -> Result<Option<()>, StoreError> {
        let (person, case) = (by.actor().person, by.case());
        self.writer.write(move |conn| Box::pin(leave(conn, person, case))).await
    }
}

async fn leave(conn: &mut Conn, person: StaffId, case: CaseId) -> Result<Option<()>, StoreError> {
    if !awake(conn, person, case).await? {
        return Ok(None);
    }
    let id = &case.as_bytes()[..];
    // Touches the keyring's row first: of two who leave at once, or of one who leaves and one who replaces the keys, the second waits.
    sqlx::query(sql::COUNT_LEAVER).bind(id).execute(&mut *conn).await.map_err(from_sql)?;
    let left = sqlx::query(sql::LEAVE).bind(&person.as_bytes()[..]).bind(id).execute(&mut *conn).await.map_err(from_sql)?;
    if left.rows_affected() != 1 {
        return Err(StoreError::Conflict);
    }
    let awake: i64 = sqlx::query_scalar(sql::AWAKE).bind(id).fetch_one(&mut *conn).await.map_err(from_sql)?;
    if awake == 0 {
        let woken = sqlx::query(sql::WAKE).bind(id).execute(&mut *conn).await.map_err(from_sql)?;
        if woken.rows_affected() == 0 {
            return Err(StoreError::LastReader);
        }
    }
    Ok(Some(()))
}
