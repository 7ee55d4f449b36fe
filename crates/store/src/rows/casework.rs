//! What members write: items, marks, a new keyring. Staff's writing does not wait for a tick.

use std::collections::BTreeSet;

use domain::{
    CaseGrant, CaseId, ContentHash, Day, ItemId, Profile, StaffId, StoreError,
    cases::{Audience, Marks, Rotation, StaffPost},
    filing::NamedUpload,
    permissions::WriteCase,
};

use super::{
    claims::whole,
    columns::{bytes, day, of_day},
    departures::any_departed,
    rooms::Rooms,
    writer::Conn,
};
use crate::{
    error::from_sql,
    space,
    sql::{cases as sql, uploads},
    wrap::{KeyId, ObjectId},
};

/// Who writes where, and under which key the bytes were wrapped.
#[derive(Clone, Copy)]
struct Desk {
    person: StaffId,
    case: CaseId,
    key: KeyId,
}

type WrappedItem = (Audience, ObjectId, Vec<u8>);

struct Writing {
    keyring_version: u32,
    seen: Option<u32>,
    items: Vec<WrappedItem>,
    uploads: Vec<NamedUpload>,
    marks: Marks,
    today: Day,
    profile: Profile,
}

struct Turn {
    previous_version: u32,
    left_since: u32,
    keyring: (ObjectId, Vec<u8>),
    notice: WrappedItem,
    members: Vec<StaffId>,
    sleeper: Option<StaffId>,
    /// It may name other readers than now: a second factor was shown.
    proved: bool,
}

impl Rooms {
    pub(super) async fn write_in_case(
        &self,
        by: &CaseGrant<WriteCase>,
        post: StaffPost,
        today: Day,
        profile: Profile,
    ) -> Result<Option<Vec<ItemId>>, StoreError> {
        let one_audience = post.items.iter().all(|item| Some(item.audience) == post.items.first().map(|first| first.audience));
        if post.items.is_empty() || !(post.uploads.is_empty() || one_audience) {
            return Err(StoreError::Misfit);
        }
        space::for_text(&*self.space)?;
        let Some(desk) = self.desk(by).await? else { return Ok(None) };
        let Some(key) = self.keys.get(desk.key).await? else { return Ok(None) };
        let wrap = |audience, sealed: &[u8]| self.wrap(&key, sealed).map(|(id, sealed)| (audience, id, sealed));
        let items = post.items.iter().map(|item| wrap(item.audience, &item.sealed)).collect::<Result<Vec<_>, _>>()?;
        let ids = items.iter().map(|(_, id, _)| ItemId::new(*id)).collect();
        let StaffPost { keyring_version, seen, uploads, marks, .. } = post;
        let writing = Writing { keyring_version, seen, items, uploads, marks, today, profile };
        let written = self.writer.write(move |conn| Box::pin(put(conn, desk, writing))).await?;
        Ok(written.map(|()| ids))
    }

    pub(super) async fn rotate_keyring(
        &self,
        by: &CaseGrant<WriteCase>,
        rotation: Rotation,
        proved: bool,
    ) -> Result<Option<u32>, StoreError> {
        let mut people = rotation.members.clone();
        people.extend(rotation.sleeper);
        people.sort_unstable();
        if rotation.members.is_empty() || people.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err(StoreError::Misfit);
        }
        space::for_text(&*self.space)?;
        let Some(desk) = self.desk(by).await? else { return Ok(None) };
        let Some(key) = self.keys.get(desk.key).await? else { return Ok(None) };
        let (id, notice) = self.wrap(&key, &rotation.notice)?;
        let turn = Turn {
            previous_version: rotation.previous_version,
            left_since: rotation.left_since,
            keyring: self.wrap(&key, &rotation.keyring)?,
            notice: (Audience::Conversation, id, notice),
            members: rotation.members,
            sleeper: rotation.sleeper,
            proved,
        };
        self.writer.write(move |conn| Box::pin(turn_keyring(conn, desk, turn))).await
    }

    async fn desk(&self, by: &CaseGrant<WriteCase>) -> Result<Option<Desk>, StoreError> {
        let (person, case) = (by.actor().person, by.case());
        let mut tx = self.read().await?;
        let held = held(&mut tx, person, case).await?;
        Ok(held.map(|held| Desk { person, case, key: held.key }))
    }
}

/// What a member needs to know of a case before anything is read or written.
pub(super) struct Held {
    pub(super) key: KeyId,
    version: i64,
    left_since: i64,
}

/// Where the case's storage key is, and how its keys stand, if this person is a member.
pub(super) async fn held(conn: &mut Conn, person: StaffId, case: CaseId) -> Result<Option<Held>, StoreError> {
    let row: Option<(Vec<u8>, i64, i64)> = sqlx::query_as(sql::STORAGE_KEY)
        .bind(&person.as_bytes()[..])
        .bind(&case.as_bytes()[..])
        .fetch_optional(conn)
        .await
        .map_err(from_sql)?;
    row.map(|(key, version, left_since)| Ok(Held { key: bytes(&key, "case_file.storage_key")?, version, left_since })).transpose()
}

/// Whether the desk is still the person's, and the keyring the one they know. `None`: no member any more.
async fn still(conn: &mut Conn, desk: Desk, version: u32) -> Result<Option<Held>, StoreError> {
    match held(conn, desk.person, desk.case).await? {
        Some(held) if held.key == desk.key && held.version == i64::from(version) => Ok(Some(held)),
        Some(_) => Err(StoreError::Conflict),
        None => Ok(None),
    }
}

async fn put(conn: &mut Conn, desk: Desk, writing: Writing) -> Result<Option<()>, StoreError> {
    let Some(held) = still(conn, desk, writing.keyring_version).await? else { return Ok(None) };
    if held.left_since != 0 {
        return Err(StoreError::Stale);
    }
    if let Some(seen) = writing.seen {
        still_as_seen(conn, desk.case, seen).await?;
    }
    put_items(conn, desk.case, &writing.items).await?;
    if let Some((audience, ..)) = writing.items.first() {
        for upload in &writing.uploads {
            attach(conn, desk, upload, *audience).await?;
        }
    }
    mark(conn, desk.case, writing.marks, writing.today, writing.profile).await?;
    Ok(Some(()))
}

/// Nothing came in since the writer looked. Touches the row, so that of two writers at once the second waits and then sees the
/// first one's number.
async fn still_as_seen(conn: &mut Conn, case: CaseId, seen: u32) -> Result<(), StoreError> {
    let same = sqlx::query(sql::SEEN).bind(&case.as_bytes()[..]).bind(i64::from(seen)).execute(conn).await.map_err(from_sql)?;
    if same.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

async fn put_items(conn: &mut Conn, case: CaseId, items: &[WrappedItem]) -> Result<(), StoreError> {
    for (audience, id, sealed) in items {
        put_item(conn, case, *audience, id, sealed).await?;
    }
    let more = i64::try_from(items.len()).map_err(|_| StoreError::Misfit)?;
    count_items(conn, case, more).await
}

/// Puts an item into a case that has come out.
pub(super) async fn put_item(conn: &mut Conn, case: CaseId, audience: Audience, id: &ObjectId, sealed: &[u8]) -> Result<(), StoreError> {
    let put = sqlx::query(sql::PUT_ITEM).bind(&case.as_bytes()[..]).bind(&id[..]).bind(audience.name()).bind(sealed);
    put.execute(conn).await.map(|_| ()).map_err(from_sql)
}

pub(super) async fn count_items(conn: &mut Conn, case: CaseId, more: i64) -> Result<(), StoreError> {
    sqlx::query(sql::COUNT_ITEMS).bind(&case.as_bytes()[..]).bind(more).execute(conn).await.map(|_| ()).map_err(from_sql)
}

async fn attach(conn: &mut Conn, desk: Desk, named: &NamedUpload, audience: Audience) -> Result<(), StoreError> {
    let file = &named.upload.as_bytes()[..];
    let found: Option<(i64, i64)> = sqlx::query_as(uploads::NAMED_BY_STAFF)
        .bind(file)
        .bind(&desk.person.as_bytes()[..])
        .bind(&desk.case.as_bytes()[..])
        .fetch_optional(&mut *conn)
        .await
        .map_err(from_sql)?;
    whole(found, named)?;
    sqlx::query(uploads::CLOSE).bind(file).execute(&mut *conn).await.map_err(from_sql)?;
    put_attachment(conn, file, desk.case, audience, &named.sha256).await
}

pub(super) async fn put_attachment(
    conn: &mut Conn,
    file: &[u8],
    case: CaseId,
    audience: Audience,
    sha256: &ContentHash,
) -> Result<(), StoreError> {
    sqlx::query(sql::PUT_ATTACHMENT)
        .bind(file)
        .bind(&case.as_bytes()[..])
        .bind(audience.name())
        .bind(&sha256.as_bytes()[..])
        .execute(conn)
        .await
        .map(|_| ())
        .map_err(from_sql)
}

/// Sets marks that are not set yet. The first acknowledgement also sets the day for feedback.
async fn mark(conn: &mut Conn, case: CaseId, marks: Marks, today: Day, profile: Profile) -> Result<(), StoreError> {
    let id = &case.as_bytes()[..];
    if marks.acknowledged {
        let (ack_due, _): (i64, Option<i64>) = sqlx::query_as(sql::DUE).bind(id).fetch_one(&mut *conn).await.map_err(from_sql)?;
        let feedback = profile.feedback_due(day(ack_due, "case_file.ack_due")?, Some(today));
        let set = sqlx::query(sql::ACKNOWLEDGE).bind(id).bind(of_day(today)).bind(of_day(feedback));
        set.execute(&mut *conn).await.map_err(from_sql)?;
    }
    if marks.closed {
        sqlx::query(sql::CLOSE).bind(id).bind(of_day(today)).execute(conn).await.map_err(from_sql)?;
    }
    Ok(())
}

async fn turn_keyring(conn: &mut Conn, desk: Desk, turn: Turn) -> Result<Option<u32>, StoreError> {
    if still(conn, desk, turn.previous_version).await?.is_none() {
        return Ok(None);
    }
    if any_departed(conn, turn.members.iter().chain(&turn.sleeper)).await? {
        return Err(StoreError::Conflict);
    }
    let case = &desk.case.as_bytes()[..];
    sqlx::query(sql::KEEP_KEYRING).bind(case).execute(&mut *conn).await.map_err(from_sql)?;
    let swapped = sqlx::query(sql::ROTATE)
        .bind(case)
        .bind(i64::from(turn.previous_version))
        .bind(&turn.keyring.0[..])
        .bind(&turn.keyring.1)
        .bind(i64::from(turn.left_since))
        .execute(&mut *conn)
        .await
        .map_err(from_sql)?;
    if swapped.rows_affected() != 1 {
        return Err(StoreError::Conflict);
    }
    let asleep = match turn.sleeper {
        Some(sleeper) => !awake(conn, sleeper, desk.case).await?,
        None => false,
    };
    let may = turn.proved || (is_due(&turn) && readers(conn, desk).await? == readers_after(&turn, asleep));
    if !may {
        return Err(StoreError::AskAgain);
    }
    sqlx::query(sql::DROP_READERS).bind(case).execute(&mut *conn).await.map_err(from_sql)?;
    for person in &turn.members {
        put_reader(conn, *person, desk.case, false).await?;
    }
    if let Some(sleeper) = turn.sleeper {
        put_reader(conn, sleeper, desk.case, asleep).await?;
    }
    put_items(conn, desk.case, &[turn.notice]).await?;
    turn.previous_version.checked_add(1).map(Some).ok_or(StoreError::Misfit)
}

/// Whether the keys are replaced because they must be: the reporter made them, or somebody who left still has them.
const fn is_due(turn: &Turn) -> bool {
    turn.previous_version == 1 || turn.left_since > 0
}

/// Who will read, and whether asleep until woken.
fn readers_after(turn: &Turn, asleep: bool) -> BTreeSet<(StaffId, bool)> {
    turn.members.iter().map(|member| (*member, false)).chain(turn.sleeper.map(|sleeper| (sleeper, asleep))).collect()
}

/// Who reads the case now, and who only when woken. To make a member of a stand-in who sleeps is to let somebody in.
async fn readers(conn: &mut Conn, desk: Desk) -> Result<BTreeSet<(StaffId, bool)>, StoreError> {
    let find = sqlx::query_as(sql::READERS).bind(desk.person.as_bytes().to_vec()).bind(desk.case.as_bytes().to_vec());
    let rows: Vec<(Vec<u8>, bool)> = find.fetch_all(conn).await.map_err(from_sql)?;
    rows.iter().map(|(person, asleep)| Ok((StaffId::new(bytes(person, "case_reader.person")?), *asleep))).collect()
}

/// Whether somebody reads the case now: a member, or a stand-in who was woken.
pub(super) async fn awake(conn: &mut Conn, person: StaffId, case: CaseId) -> Result<bool, StoreError> {
    let asleep: Option<bool> = sqlx::query_scalar(sql::STANDING)
        .bind(&person.as_bytes()[..])
        .bind(&case.as_bytes()[..])
        .fetch_optional(conn)
        .await
        .map_err(from_sql)?;
    Ok(asleep == Some(false))
}

pub(super) async fn put_reader(conn: &mut Conn, person: StaffId, case: CaseId, asleep: bool) -> Result<(), StoreError> {
    let put = sqlx::query(sql::PUT_READER).bind(&person.as_bytes()[..]).bind(&case.as_bytes()[..]).bind(asleep);
    put.execute(conn).await.map(|_| ()).map_err(from_sql)
}
