//! The uploads that a report or post names: each whole, of the size named, and opened for this submission.

use domain::{CaseId, StoreError, SubmissionId, filing::NamedUpload, uploads::chunks};

use super::{columns::number, writer::Conn};
use crate::{
    error::from_sql,
    sql::{filing as sql, uploads},
};

/// Whether all of them could be claimed now.
pub(super) async fn ready(conn: &mut Conn, submission: SubmissionId, named: &[NamedUpload]) -> Result<(), StoreError> {
    for upload in named {
        let found: Option<(i64, i64)> = sqlx::query_as(uploads::NAMED_BY_REPORTER)
            .bind(&upload.upload.as_bytes()[..])
            .bind(&submission.as_bytes()[..])
            .fetch_optional(&mut *conn)
            .await
            .map_err(from_sql)?;
        whole(found, upload)?;
    }
    Ok(())
}

/// Makes them into attachments that wait.
pub(super) async fn claim(conn: &mut Conn, case: CaseId, submission: SubmissionId, named: &[NamedUpload]) -> Result<(), StoreError> {
    for upload in named {
        ready(conn, submission, std::slice::from_ref(upload)).await?;
        sqlx::query(uploads::CLOSE).bind(&upload.upload.as_bytes()[..]).execute(&mut *conn).await.map_err(from_sql)?;
        sqlx::query(sql::PUT_ATTACHMENT)
            .bind(&upload.upload.as_bytes()[..])
            .bind(&case.as_bytes()[..])
            .bind(&upload.sha256.as_bytes()[..])
            .execute(&mut *conn)
            .await
            .map_err(from_sql)?;
    }
    Ok(())
}

/// Whether an upload (declared bytes, chunks stored) is there, whole, and as it was named.
pub(super) fn whole(found: Option<(i64, i64)>, named: &NamedUpload) -> Result<(), StoreError> {
    let Some((declared, stored)) = found else { return Err(StoreError::MissingUpload) };
    let all = chunks(named.bytes).map(i64::from);
    if number(named.bytes)? == declared && Some(stored) == all { Ok(()) } else { Err(StoreError::MissingUpload) }
}
