//! The second half of a tick: one transaction in which everything that was listed comes out under new ids, shuffled, and the log grows
//! by its one leaf. All or nothing; but a case of which something does not unwrap stays as it is, whole, and the rest comes out without
//! it. Its leaf is in the log all the same: the receipt promised that.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use async_trait::async_trait;
use domain::{
    CaseId, Day, ItemId, Leaf, Moment, Profile, StaffId, StoreError, TokenHash,
    cases::Audience,
    log::{CheckpointSigner, INNER_LEAVES, grow},
    ticks::{Ticked, Ticks},
};

use super::{
    acts::{give_rosters_ticks, let_in},
    casework::{count_items, put_attachment, put_item, put_reader},
    columns::{bytes, count, number, of_day},
    departures::{came_out_without, forget_departed, still_here},
    letters,
    rooms::{Rooms, empty_log, wrap},
    tick_copies::{Keys, Moved, Plan, sound},
    uploads::drop_file,
    writer::Conn,
};
use crate::{
    chance::Chance,
    error::{from_sql, unavailable},
    sql::{filing, ticks as sql, uploads},
    wrap::{KeyId, ObjectId},
};

/// Octets of a mailbox's name and of a person's.
const TOKEN: usize = 32;
const PERSON: usize = 16;

/// Mailbox, the keyring's object, the keyring, the version of the list it was sealed by.
type CaseRow = (Vec<u8>, Vec<u8>, Vec<u8>, i64);

/// What a tick needs besides its plan.
struct Bell {
    due: Moment,
    today: Day,
    profile: Profile,
    signer: Arc<dyn CheckpointSigner>,
    chance: Arc<Chance>,
}

/// What a tick leaves behind to be cleared away.
#[derive(Default)]
struct Left {
    keys: Vec<KeyId>,
    blobs: Vec<ObjectId>,
}

#[async_trait]
impl Ticks for Rooms {
    async fn next_tick(&self) -> Result<u64, StoreError> {
        let next: i64 = sqlx::query_scalar(sql::NEXT).fetch_one(&self.reader).await.map_err(from_sql)?;
        count(next, "log_tick.tick")
    }

    async fn last_due(&self) -> Result<Option<Moment>, StoreError> {
        let due: Option<i64> = sqlx::query_scalar(sql::DUE).fetch_optional(&self.reader).await.map_err(from_sql)?;
        Ok(due.map(Moment::from_seconds))
    }

    async fn tick(&self, due: Moment, today: Day, profile: Profile, signer: Arc<dyn CheckpointSigner>) -> Result<Ticked, StoreError> {
        let plan = self.plan_tick().await?;
        let bell = Bell { due, today, profile, signer, chance: Arc::clone(&self.chance) };
        // If this fails, the copies and their keys are nobody's, and a sweep clears them away.
        let (ticked, left) = self.writer.write(move |conn| Box::pin(ring(conn, plan, bell))).await?;
        self.drop_keys(left.keys).await;
        self.drop_blobs(&left.blobs).await;
        if !matches!(empty_log(&self.reader).await, Ok(true)) {
            tracing::warn!("the write-ahead log was not emptied after a tick; the next one tries again");
        }
        Ok(ticked)
    }

    async fn sweep(&self, now: Moment, today: Day) -> Result<(), StoreError> {
        self.sweep_all(now, today).await
    }
}

async fn ring(conn: &mut Conn, mut plan: Plan, bell: Bell) -> Result<(Ticked, Left), StoreError> {
    let next: i64 = sqlx::query_scalar(sql::NEXT).fetch_one(&mut *conn).await.map_err(from_sql)?;
    if next != number(plan.tick)? {
        return Err(StoreError::Conflict);
    }
    let mut left = Left::default();
    let mut mailboxes = BTreeMap::new();
    for case in &plan.cases {
        let Some(keys) = plan.keys.get(case) else { continue };
        if !comes_out_whole(conn, *case, keys).await? {
            left.keys.push(keys.new_id);
            plan.keys.remove(case); // without a key nothing of it moves
            plan.held.insert(case.as_bytes().to_vec());
            continue;
        }
        if let Some(mailbox) = deliver(conn, *case, keys, &bell).await? {
            mailboxes.insert(*case, mailbox);
            left.keys.push(keys.old_id);
        }
    }
    for case in &plan.states {
        if sound(move_state(conn, *case, &plan, &mailboxes, &bell).await)?.is_none() {
            plan.held.insert(case.as_bytes().to_vec());
        }
    }
    for (case, item) in &plan.items {
        if sound(move_item(conn, *case, *item, &plan, &bell).await)?.is_none() {
            plan.held.insert(case.as_bytes().to_vec());
        }
    }
    for case in mailboxes.keys() {
        keep_late_items(conn, *case, &plan, &bell).await?;
    }
    for moved in &plan.files {
        move_file(conn, moved, &plan, &mut left).await?;
    }
    settle_submissions(conn, &bell).await?;
    forget_departed(conn).await?;
    letters::drop_old(conn, bell.today).await?;
    sqlx::query(sql::WAKE).bind(of_day(bell.today)).execute(&mut *conn).await.map_err(from_sql)?;
    sqlx::query(sql::DROP_DUE).execute(&mut *conn).await.map_err(from_sql)?;
    sqlx::query(sql::PUT_DUE).bind(bell.due.seconds()).execute(&mut *conn).await.map_err(from_sql)?;
    let held = still_wait(conn, &plan.held).await?;
    let (tick, size) = (plan.tick, grow_log(conn, plan.tick, &bell).await?);
    Ok((Ticked { tick, size, held }, left))
}

/// Whether everything of a waiting case unwraps, what came after the plan too: the key it is under will be erased. `true` if it is gone.
async fn comes_out_whole(conn: &mut Conn, case: CaseId, keys: &Keys) -> Result<bool, StoreError> {
    type Sealed = (Vec<u8>, Vec<u8>);
    let id = &case.as_bytes()[..];
    let take = sqlx::query_as(sql::TAKE_CASE).bind(id).bind(&keys.old_id[..]);
    let row: Option<CaseRow> = take.fetch_optional(&mut *conn).await.map_err(from_sql)?;
    let Some((mailbox, object, keyring, _)) = row else { return Ok(true) };
    let state: Option<(Vec<u8>, Vec<u8>, i64)> =
        sqlx::query_as(sql::TAKE_STATE).bind(id).fetch_optional(&mut *conn).await.map_err(from_sql)?;
    let Some((state_object, state, _)) = state else { return Ok(false) };
    let items: Vec<Sealed> = sqlx::query_as(sql::LATE_ITEMS).bind(id).fetch_all(&mut *conn).await.map_err(from_sql)?;
    let readers: Vec<(Vec<u8>, bool)> = sqlx::query_as(sql::TAKE_READERS).bind(id).fetch_all(conn).await.map_err(from_sql)?;
    let opens = |object: &[u8], sealed: &[u8]| object.try_into().is_ok_and(|object| keys.old.unwrap(&object, sealed).is_ok());
    let named = mailbox.len() == TOKEN && !readers.is_empty() && readers.iter().all(|(person, _)| person.len() == PERSON);
    let sealed = opens(&object, &keyring) && opens(&state_object, &state);
    Ok(named && sealed && !items.is_empty() && items.iter().all(|(item, sealed)| opens(item, sealed)))
}

/// How many of these cases have something waiting; one that was being erased has not.
async fn still_wait(conn: &mut Conn, held: &BTreeSet<Vec<u8>>) -> Result<u64, StoreError> {
    let mut waiting = 0;
    for case in held {
        let rows: i64 = sqlx::query_scalar(sql::STILL_WAITING).bind(case).fetch_one(&mut *conn).await.map_err(from_sql)?;
        waiting += u64::from(rows > 0);
    }
    Ok(waiting)
}

/// Lets a case out: its row, keyring and readers. `None` if it is gone.
async fn deliver(conn: &mut Conn, case: CaseId, keys: &Keys, bell: &Bell) -> Result<Option<TokenHash>, StoreError> {
    let id = &case.as_bytes()[..];
    let take = sqlx::query_as(sql::TAKE_CASE).bind(id).bind(&keys.old_id[..]);
    let row: Option<CaseRow> = take.fetch_optional(&mut *conn).await.map_err(from_sql)?;
    let Some((mailbox, object, keyring, list)) = row else { return Ok(None) };
    let (object, keyring) = rewrap(keys, &bytes(&object, "waiting_case.keyring_object")?, &keyring, bell, "waiting_case.keyring")?;
    let ack_due = bell.profile.ack_due(bell.today);
    sqlx::query(sql::PUT_CASE)
        .bind(id)
        .bind(&keys.new_id[..])
        .bind(of_day(bell.today))
        .bind(of_day(ack_due))
        .bind(of_day(bell.profile.feedback_due(ack_due, None)))
        .execute(&mut *conn)
        .await
        .map_err(from_sql)?;
    let put = sqlx::query(sql::PUT_KEYRING).bind(id).bind(&object[..]).bind(&keyring);
    put.execute(&mut *conn).await.map_err(from_sql)?;
    let readers: Vec<(Vec<u8>, bool)> = sqlx::query_as(sql::TAKE_READERS).bind(id).fetch_all(&mut *conn).await.map_err(from_sql)?;
    let person = |(person, asleep): (Vec<u8>, bool)| Ok((StaffId::new(bytes(&person, "waiting_reader.person")?), asleep));
    let mut readers = readers.into_iter().map(person).collect::<Result<Vec<_>, StoreError>>()?;
    bell.chance.shuffle(&mut readers);
    let named = readers.len();
    let here = still_here(conn, readers, list).await?;
    for (person, asleep) in &here {
        put_reader(conn, *person, case, *asleep).await?;
    }
    if here.len() < named {
        let nobody_awake = here.iter().all(|(_, asleep)| *asleep);
        came_out_without(conn, case, number(named - here.len())?, nobody_awake).await?;
    }
    sqlx::query(sql::DROP_CASE).bind(id).execute(conn).await.map_err(from_sql)?;
    Ok(Some(TokenHash::new(bytes(&mailbox, "waiting_case.mailbox")?)))
}

async fn move_state(
    conn: &mut Conn,
    case: CaseId,
    plan: &Plan,
    mailboxes: &BTreeMap<CaseId, TokenHash>,
    bell: &Bell,
) -> Result<(), StoreError> {
    let id = &case.as_bytes()[..];
    let Some(keys) = plan.keys.get(&case) else { return Ok(()) };
    let mailbox = match mailboxes.get(&case) {
        Some(mailbox) => mailbox.as_bytes().to_vec(),
        None => match sqlx::query_scalar(sql::MAILBOX_OF).bind(id).fetch_optional(&mut *conn).await.map_err(from_sql)? {
            Some(mailbox) => mailbox,
            None => return Ok(()),
        },
    };
    let row: Option<(Vec<u8>, Vec<u8>, i64)> =
        sqlx::query_as(sql::TAKE_STATE).bind(id).fetch_optional(&mut *conn).await.map_err(from_sql)?;
    let Some((object, sealed, version)) = row else { return Ok(()) };
    let (object, sealed) = rewrap(keys, &bytes(&object, "waiting_state.object_id")?, &sealed, bell, "waiting_state.sealed")?;
    for statement in [filing::DROP_STATE, sql::DROP_MAILBOX] {
        sqlx::query(statement).bind(id).execute(&mut *conn).await.map_err(from_sql)?;
    }
    let put = sqlx::query(sql::PUT_MAILBOX).bind(&mailbox).bind(id).bind(&object[..]).bind(&sealed).bind(version);
    put.execute(conn).await.map(|_| ()).map_err(from_sql)
}

async fn move_item(conn: &mut Conn, case: CaseId, item: ItemId, plan: &Plan, bell: &Bell) -> Result<(), StoreError> {
    let Some(keys) = plan.keys.get(&case) else { return Ok(()) };
    let take = sqlx::query_scalar(sql::TAKE_ITEM).bind(case.as_bytes().to_vec()).bind(item.as_bytes().to_vec());
    let sealed: Option<Vec<u8>> = take.fetch_optional(&mut *conn).await.map_err(from_sql)?;
    let Some(sealed) = sealed else { return Ok(()) };
    let (id, sealed) = rewrap(keys, item.as_bytes(), &sealed, bell, "waiting_item.sealed")?;
    put_item(conn, case, Audience::Conversation, &id, &sealed).await?;
    count_items(conn, case, 1).await?;
    let drop = sqlx::query(sql::DROP_ITEM).bind(case.as_bytes().to_vec()).bind(item.as_bytes().to_vec());
    drop.execute(conn).await.map(|_| ()).map_err(from_sql)
}

/// What was posted to a case after it was listed waits on, but under the key that the case has from now on: the old one is erased.
async fn keep_late_items(conn: &mut Conn, case: CaseId, plan: &Plan, bell: &Bell) -> Result<(), StoreError> {
    let Some(keys) = plan.keys.get(&case) else { return Ok(()) };
    let id = &case.as_bytes()[..];
    let late: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(sql::LATE_ITEMS).bind(id).fetch_all(&mut *conn).await.map_err(from_sql)?;
    for (item, sealed) in late {
        let (new, sealed) = rewrap(keys, &bytes(&item, "waiting_item.item_id")?, &sealed, bell, "waiting_item.sealed")?;
        sqlx::query(sql::DROP_ITEM).bind(id).bind(&item).execute(&mut *conn).await.map_err(from_sql)?;
        let put = sqlx::query(filing::PUT_ITEM).bind(id).bind(&new[..]).bind(&sealed);
        put.execute(&mut *conn).await.map_err(from_sql)?;
    }
    Ok(())
}

/// Puts the copy in the attachment's place.
async fn move_file(conn: &mut Conn, moved: &Moved, plan: &Plan, left: &mut Left) -> Result<(), StoreError> {
    let keys = plan.keys.get(&moved.case);
    let dropped = match keys {
        Some(_) => {
            let drop = sqlx::query(sql::DROP_ATTACHMENT).bind(moved.old.as_bytes().to_vec()).bind(moved.case.as_bytes().to_vec());
            drop.execute(&mut *conn).await.map_err(from_sql)?.rows_affected()
        }
        None => 0, // its case is held: the attachment stays as it is
    };
    let (Some(keys), 1) = (keys, dropped) else {
        left.blobs.extend(moved.chunks.iter().map(|(_, copy)| *copy));
        return Ok(());
    };
    let new = &moved.new.as_bytes()[..];
    let put = sqlx::query(uploads::PUT_FILE).bind(new).bind(&keys.new_id[..]).bind(number(moved.bytes)?);
    put.execute(&mut *conn).await.map_err(from_sql)?;
    for (n, copy) in &moved.chunks {
        let put = sqlx::query(uploads::PUT_CHUNK).bind(new).bind(i64::from(*n)).bind(&copy[..]);
        put.execute(&mut *conn).await.map_err(from_sql)?;
    }
    put_attachment(conn, new, moved.case, Audience::Conversation, &moved.sha256).await?;
    left.blobs.extend(drop_file(conn, moved.old.as_bytes()).await?);
    left.keys.push(moved.old_key);
    Ok(())
}

/// Writes the answers that are still remembered anew, so that their order does not tell the order in which they were given.
async fn settle_submissions(conn: &mut Conn, bell: &Bell) -> Result<(), StoreError> {
    type Row = (Vec<u8>, Vec<u8>, Option<Vec<u8>>, Option<i64>, bool, i64);
    let mut rows: Vec<Row> = sqlx::query_as(sql::WAITING_SUBMISSIONS).fetch_all(&mut *conn).await.map_err(from_sql)?;
    bell.chance.shuffle(&mut rows);
    for (submission, mailbox, leaf, tick, joined, until) in rows {
        sqlx::query(sql::DROP_SUBMISSION).bind(&submission).execute(&mut *conn).await.map_err(from_sql)?;
        let keep = sqlx::query(filing::KEEP_SUBMISSION).bind(&submission).bind(&mailbox).bind(leaf).bind(tick).bind(joined);
        keep.bind(false).bind(until).execute(&mut *conn).await.map_err(from_sql)?;
    }
    Ok(())
}

async fn grow_log(conn: &mut Conn, tick: u64, bell: &Bell) -> Result<u64, StoreError> {
    let n = number(tick)?;
    give_rosters_ticks(conn).await?;
    let all = sqlx::query_scalar(sql::PUBLIC_LEAVES).bind(0_i64).bind(i64::MAX);
    let public: Vec<Vec<u8>> = all.fetch_all(&mut *conn).await.map_err(from_sql)?;
    let public = public.iter().map(|leaf| bytes(leaf, "log_tick.public_leaf")).collect::<Result<Vec<_>, _>>()?;
    let real: Vec<Vec<u8>> = sqlx::query_scalar(sql::LEAVES).bind(n).fetch_all(&mut *conn).await.map_err(from_sql)?;
    let mut real = real.iter().map(|leaf| bytes(leaf, "log_leaf.leaf").map(Leaf::new)).collect::<Result<Vec<_>, _>>()?;
    // Filings were promised this tick; the staff's acts take the room that is left, and the rest of them waits.
    real.extend(let_in(conn, tick, INNER_LEAVES.saturating_sub(real.len()), &bell.chance).await?);
    let grown = bell.chance.with(|rng| grow(&public, &real, rng)).ok_or(StoreError::Corrupt("log_leaf.tick"))?;
    let checkpoint = bell.signer.sign(grown.size, grown.root).map_err(unavailable)?;
    let inner: Vec<u8> = grown.inner.iter().flat_map(|leaf| *leaf.as_bytes()).collect();
    sqlx::query(sql::PUT_TICK).bind(n).bind(&grown.public[..]).bind(checkpoint).bind(inner).execute(&mut *conn).await.map_err(from_sql)?;
    sqlx::query(sql::DROP_LEAVES).bind(n).execute(conn).await.map_err(from_sql)?;
    Ok(grown.size)
}

/// The same bytes under the case's new key and a new id.
fn rewrap(keys: &Keys, object: &ObjectId, wrapped: &[u8], bell: &Bell, column: &'static str) -> Result<(ObjectId, Vec<u8>), StoreError> {
    let plain = keys.old.unwrap(object, wrapped).map_err(|_| StoreError::Corrupt(column))?;
    let new = bell.chance.bytes();
    Ok((new, wrap(&keys.new, &new, &plain, &bell.chance)?))
}
