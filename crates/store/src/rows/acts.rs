//! What the staff did to the place, on its way into the log: kept in the transaction that does it, let in at a tick as far as there is
//! room, oldest day first and shuffled, each with its number and what opens its leaf. None is lost: what finds no room waits.

use domain::{
    Leaf, RosterHash, StaffId, StoreError,
    acts::{Act, ActId, By, Deed},
    log::{INNER_LEAVES, LoggedAct, LoggedRoster},
};

use super::{
    columns::{bytes, count, number, of_day},
    rooms::Rooms,
    writer::Conn,
};
use crate::{
    chance::Chance,
    error::from_sql,
    sql::{acts as sql, filing, ticks},
};

/// Tick, blinding, record.
type ActRow = (i64, Vec<u8>, String);

/// An act under the name by which it waits.
pub(super) struct NamedAct {
    id: ActId,
    day: i64,
    act: Act,
}

impl NamedAct {
    pub(super) fn new(by: By, deed: Deed, chance: &Chance) -> Self {
        let act = Act::new(by, deed);
        Self { id: chance.with(|rng| act.id(rng)), day: of_day(by.day), act }
    }
}

impl Rooms {
    pub(super) fn act(&self, by: By, deed: Deed) -> NamedAct {
        NamedAct::new(by, deed, &self.chance)
    }

    pub(super) async fn logged_acts(&self, of: Option<StaffId>, from: u64, limit: u32) -> Result<Vec<LoggedAct>, StoreError> {
        let (from, limit) = (number(from)?, i64::from(limit));
        let rows: Vec<ActRow> = match of {
            None => sqlx::query_as(sql::ALL_FROM).bind(from).bind(limit).fetch_all(&self.reader).await,
            Some(person) => {
                let own = sqlx::query_as(sql::OWN_FROM).bind(person.as_bytes().to_vec());
                own.bind(from).bind(limit).fetch_all(&self.reader).await
            }
        }
        .map_err(from_sql)?;
        rows.into_iter()
            .map(|(tick, blinding, record)| {
                Ok(LoggedAct { tick: count(tick, "log_act.tick")?, blinding: bytes(&blinding, "log_act.blinding")?, record })
            })
            .collect()
    }

    pub(super) async fn rosters_in_log(&self) -> Result<Vec<LoggedRoster>, StoreError> {
        let rows: Vec<(Vec<u8>, i64)> = sqlx::query_as(sql::ROSTERS).fetch_all(&self.reader).await.map_err(from_sql)?;
        rows.iter()
            .map(|(hash, tick)| Ok(LoggedRoster { hash: RosterHash::new(bytes(hash, "roster.hash")?), tick: count(*tick, "roster.tick")? }))
            .collect()
    }
}

/// Keeps an act in the transaction of whatever it tells of.
pub(super) async fn keep(conn: &mut Conn, act: NamedAct) -> Result<(), StoreError> {
    let known: i64 = sqlx::query_scalar(sql::KNOWN).bind(&act.id[..]).fetch_one(&mut *conn).await.map_err(from_sql)?;
    if known == 0 {
        sqlx::query(sql::WAIT).bind(&act.id[..]).bind(act.day).bind(act.act.to_waiting()?).execute(conn).await.map_err(from_sql)?;
    }
    Ok(())
}

/// Takes waiting acts into tick `tick`, at most `room`; gives their leaves.
pub(super) async fn let_in(conn: &mut Conn, tick: u64, room: usize, chance: &Chance) -> Result<Vec<Leaf>, StoreError> {
    let find = sqlx::query_as(sql::WAITING).bind(number(room)?);
    let mut rows: Vec<(Vec<u8>, String)> = find.fetch_all(&mut *conn).await.map_err(from_sql)?;
    chance.shuffle(&mut rows);
    let next: i64 = sqlx::query_scalar(sql::NEXT).fetch_one(&mut *conn).await.map_err(from_sql)?;
    let mut leaves = Vec::with_capacity(rows.len());
    for (seq, (id, deed)) in (next..).zip(rows) {
        let act = Act::from_waiting(&deed).ok_or(StoreError::Corrupt("waiting_act.deed"))?;
        let by = act.by().map(|person| person.as_bytes().to_vec());
        let record = act.to_logged(count(seq, "log_act.seq")?)?;
        let blinding: [u8; 32] = chance.bytes();
        let put = sqlx::query(sql::PUT).bind(seq).bind(&id).bind(by).bind(number(tick)?).bind(&blinding[..]).bind(&record);
        put.execute(&mut *conn).await.map_err(from_sql)?;
        sqlx::query(sql::DROP_WAITING).bind(&id).execute(&mut *conn).await.map_err(from_sql)?;
        leaves.push(domain::log::staff_leaf(&blinding, &record));
    }
    Ok(leaves)
}

/// Gives the leaf of a list of readers its tick: the next one, whatever else waits, as long as one tick has not got dozens of lists.
pub(super) async fn place_roster(conn: &mut Conn, roster: RosterHash) -> Result<i64, StoreError> {
    let next: i64 = sqlx::query_scalar(ticks::NEXT).fetch_one(&mut *conn).await.map_err(from_sql)?;
    let ahead: Vec<(i64, i64)> = sqlx::query_as(sql::LEAVES_AHEAD).bind(next).fetch_all(&mut *conn).await.map_err(from_sql)?;
    let mut tick = next;
    for (taken, leaves) in ahead {
        if taken == tick && leaves >= number(INNER_LEAVES)? {
            tick += 1;
        }
    }
    let leaf = domain::log::roster_leaf(roster);
    sqlx::query(filing::PUT_LEAF).bind(tick).bind(&leaf.as_bytes()[..]).execute(conn).await.map_err(from_sql)?;
    Ok(tick)
}

/// Lists that came into force before the log knew of them get their place now.
pub(super) async fn give_rosters_ticks(conn: &mut Conn) -> Result<(), StoreError> {
    let rows: Vec<Vec<u8>> = sqlx::query_scalar(sql::ROSTERS_WITHOUT_TICK).fetch_all(&mut *conn).await.map_err(from_sql)?;
    for hash in rows {
        let tick = place_roster(conn, RosterHash::new(bytes(&hash, "roster.hash")?)).await?;
        sqlx::query(sql::GIVE_TICK).bind(&hash).bind(tick).execute(&mut *conn).await.map_err(from_sql)?;
    }
    Ok(())
}
