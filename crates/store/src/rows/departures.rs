//! Taking people out, and letting those who lost their keys enrol anew. Every statement works on all cases at once: there are as many
//! of them for somebody without a case as for somebody with a hundred.

use async_trait::async_trait;
use domain::{
    CaseId, Day, Role, Roles, StaffId, StoreError,
    acts::{By, Deed},
    departures::{Approval, Approver, Departure, Departures, Renewal, Waiting, suffice},
    documents::Listed,
};

use super::{
    acts::{NamedAct, keep},
    columns::{bytes, day, of_day},
    documents::has_keys,
    rooms::Rooms,
    second_factor::drop_offers_to,
    writer::Conn,
};
use crate::{
    error::from_sql,
    sql::{departures as sql, staff},
};

#[async_trait]
impl Departures for Rooms {
    async fn take_out(&self, person: StaffId, by: By) -> Result<Departure, StoreError> {
        let act = self.act(by, Deed::TakenOut { about: person });
        self.writer.write(move |conn| Box::pin(take_out(conn, person, by, act))).await
    }

    async fn approve(&self, approval: Approval) -> Result<Renewal, StoreError> {
        let act = self.act(By::person(approval.by.person, approval.today), Deed::NewKeysAgreed { about: approval.person });
        self.writer.write(move |conn| Box::pin(approve(conn, approval, act))).await
    }

    async fn withdraw(&self, person: StaffId, by: StaffId) -> Result<bool, StoreError> {
        self.writer.write(move |conn| Box::pin(withdraw(conn, person, by))).await
    }

    async fn renewals(&self, today: Day) -> Result<Vec<Waiting>, StoreError> {
        let find = sqlx::query_as(sql::RENEWALS).bind(of_day(today));
        let rows: Vec<(Vec<u8>, Vec<u8>, i64)> = find.fetch_all(&self.reader).await.map_err(from_sql)?;
        let waiting = rows.into_iter().map(|(person, by, until)| {
            Ok(Waiting {
                person: StaffId::new(bytes(&person, "renewal.person")?),
                by: StaffId::new(bytes(&by, "renewal.asked_by")?),
                until: day(until, "renewal.until_day")?,
            })
        });
        waiting.collect()
    }
}

async fn take_out(conn: &mut Conn, person: StaffId, by: By, act: NamedAct) -> Result<Departure, StoreError> {
    // Of two who take each other out at once, the second is nobody any more.
    if let Some(by) = by.person
        && enrolled(conn, by).await?.is_none()
    {
        return Ok(Departure::Unknown);
    }
    let Some((_, roles, _)) = enrolled(conn, person).await? else { return Ok(Departure::Unknown) };
    if parsed(&roles)?.has(Role::Handler) {
        let id = &person.as_bytes()[..];
        let others: Vec<String> = sqlx::query_scalar(sql::ROLES_OF_OTHERS).bind(id).fetch_all(&mut *conn).await.map_err(from_sql)?;
        let mut left = false;
        for roles in &others {
            left |= parsed(roles)?.has(Role::Handler);
        }
        if !left {
            return Ok(Departure::LastHandler);
        }
    }
    out(conn, person).await?;
    keep(conn, act).await?;
    Ok(Departure::Out)
}

/// Name, roles and groups of somebody who has enrolled.
async fn enrolled(conn: &mut Conn, person: StaffId) -> Result<Option<(String, String, String)>, StoreError> {
    sqlx::query_as(sql::ENROLLED).bind(&person.as_bytes()[..]).fetch_optional(conn).await.map_err(from_sql)
}

fn parsed(roles: &str) -> Result<Roles, StoreError> {
    roles.parse().map_err(|_| StoreError::Corrupt("staff.roles"))
}

/// Ends what somebody has here. Sessions, and whatever else hangs on the account, go with it. Their cases are stale, and where nobody
/// else is awake, whoever stands in is woken.
async fn out(conn: &mut Conn, person: StaffId) -> Result<(), StoreError> {
    drop_offers_to(conn, person).await?;
    let account = [sql::FORGET, sql::DEPART, sql::CLOSE_SESSIONS, staff::WITHDRAW_INVITATION, sql::DROP_ACCOUNT];
    // The keyrings' rows first: of one who is taken out and one who replaces the keys, the second waits.
    for statement in account.into_iter().chain([sql::COUNT_LEAVER, sql::WAKE_BESIDE, sql::END_MEMBERSHIPS]) {
        sqlx::query(statement).bind(&person.as_bytes()[..]).execute(&mut *conn).await.map_err(from_sql)?;
    }
    Ok(())
}

/// Of the readers a waiting report names, those whose keys are still there; `list` is the version of the list it was sealed by.
pub(super) async fn still_here(conn: &mut Conn, readers: Vec<(StaffId, bool)>, list: i64) -> Result<Vec<(StaffId, bool)>, StoreError> {
    let mut here = Vec::with_capacity(readers.len());
    for (person, asleep) in readers {
        let gone = sqlx::query_scalar(sql::DEPARTED_SINCE).bind(&person.as_bytes()[..]).bind(list);
        let gone: i64 = gone.fetch_one(&mut *conn).await.map_err(from_sql)?;
        if gone == 0 {
            here.push((person, asleep));
        }
    }
    Ok(here)
}

/// A case has come out without so many of its readers: it is stale, and if nobody is awake, whoever stands in is woken.
pub(super) async fn came_out_without(conn: &mut Conn, case: CaseId, gone: i64, nobody_awake: bool) -> Result<(), StoreError> {
    let id = &case.as_bytes()[..];
    sqlx::query(sql::LEFT_BEFORE).bind(id).bind(gone).execute(&mut *conn).await.map_err(from_sql)?;
    if nobody_awake {
        sqlx::query(sql::WAKE).bind(id).execute(conn).await.map_err(from_sql)?;
    }
    Ok(())
}

/// Forgets who departed before the list in force: nothing more can come out that was sealed by an older one.
pub(super) async fn forget_departed(conn: &mut Conn) -> Result<(), StoreError> {
    sqlx::query(sql::FORGET_ALL).execute(conn).await.map(|_| ()).map_err(from_sql)
}

/// Whether one of these departed: no keys are replaced for them.
pub(super) async fn any_departed(conn: &mut Conn, people: impl Iterator<Item = &StaffId>) -> Result<bool, StoreError> {
    for person in people {
        let departed = sqlx::query_scalar(sql::DEPARTED).bind(&person.as_bytes()[..]);
        let departed: i64 = departed.fetch_one(&mut *conn).await.map_err(from_sql)?;
        if departed != 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn withdraw(conn: &mut Conn, person: StaffId, by: StaffId) -> Result<bool, StoreError> {
    let drop = sqlx::query(sql::DROP_RENEWAL).bind(&person.as_bytes()[..]).bind(&by.as_bytes()[..]);
    drop.execute(conn).await.map(|dropped| dropped.rows_affected() > 0).map_err(from_sql)
}

/// Whether somebody stands on the list with the keys they have.
async fn stands(conn: &mut Conn, list: &[Listed], person: StaffId) -> Result<bool, StoreError> {
    match list.iter().find(|listed| listed.person == person) {
        Some(listed) => has_keys(conn, listed).await,
        None => Ok(false),
    }
}

async fn approve(conn: &mut Conn, asked: Approval, act: NamedAct) -> Result<Renewal, StoreError> {
    let Some((name, roles, groups)) = enrolled(conn, asked.person).await? else { return Ok(Renewal::Unknown) };
    if enrolled(conn, asked.by.person).await?.is_none() {
        return Ok(Renewal::Unknown);
    }
    let (person, by) = (&asked.person.as_bytes()[..], &asked.by.person.as_bytes()[..]);
    let find = sqlx::query_as(sql::APPROVERS).bind(person).bind(of_day(asked.today));
    let before: Vec<(Vec<u8>, String)> = find.fetch_all(&mut *conn).await.map_err(from_sql)?;
    let said_before = before.iter().any(|(held, _)| held == by);
    let this = Approver { roles: asked.by.roles, listed: stands(conn, &asked.listed, asked.by.person).await? };
    let mut enough = false;
    for (other, roles) in before.iter().filter(|(held, _)| held != by) {
        let listed = stands(conn, &asked.listed, StaffId::new(bytes(other, "renewal.asked_by")?)).await?;
        enough |= suffice(this, Approver { roles: parsed(roles)?, listed });
    }
    if !enough {
        sqlx::query(sql::DROP_RENEWAL).bind(person).bind(by).execute(&mut *conn).await.map_err(from_sql)?;
        let put = sqlx::query(sql::PUT_RENEWAL).bind(person).bind(by).bind(of_day(asked.until));
        put.execute(&mut *conn).await.map_err(from_sql)?;
        if !said_before {
            keep(conn, act).await?;
        }
        return Ok(Renewal::Waiting(asked.until));
    }
    out(conn, asked.person).await?;
    let invite = sqlx::query(staff::INVITE).bind(&asked.token.as_bytes()[..]).bind(person).bind(name).bind(roles).bind(groups);
    invite.bind(of_day(asked.until)).execute(&mut *conn).await.map_err(from_sql)?;
    keep(conn, act).await?;
    Ok(Renewal::Invited)
}
