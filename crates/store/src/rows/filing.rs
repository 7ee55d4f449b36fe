//! Reports and posts of reporters come in. Both are planned outside the transaction (keys are kept, bytes are wrapped), and the
//! transaction checks that the plan still holds; if not, it is made anew.

use async_trait::async_trait;
use bytes::Bytes;
use domain::{
    AttachmentId, CaseId, Day, Leaf, RosterHash, StoreError, SubmissionId, TokenHash,
    filing::{Filed, Filings, MailboxPost, NamedUpload, NewFiling},
    limits::{CONVERSATION_BYTES, CONVERSATION_ITEMS},
    log::FILING_LEAVES,
    mailbox::MailboxDocument,
};
use zeroize::Zeroizing;

use super::{
    claims::{claim, ready},
    columns::{bytes, count, number, of_day},
    departures::still_here,
    rooms::Rooms,
    writer::Conn,
};
use crate::{
    error::{from_sql, unavailable},
    space,
    sql::{filing as sql, ticks},
    wrap::{KeyId, ObjectId},
};

/// How often a plan is made before the store says it is too busy.
const TRIES: usize = 8;
/// For so many days sending the same again gets the same answer.
const REMEMBERED_DAYS: i32 = 7;

/// The case of a mailbox and the storage key it has now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) case: CaseId,
    pub(super) key: KeyId,
}

/// What is looked at before anything is kept; `case` is the one that a report would make, by this list of readers.
struct Sent<'a> {
    submission: SubmissionId,
    mailbox: TokenHash,
    uploads: &'a [NamedUpload],
    case: Option<(CaseId, RosterHash)>,
}

/// Mailbox, leaf, tick, joined.
type AnswerRow = (Vec<u8>, Option<Vec<u8>>, Option<i64>, bool);

/// Wrapped bytes and their object's id.
type Wrapped = (ObjectId, Vec<u8>);

/// A report, wrapped.
struct Report {
    filing: NewFiling,
    key: KeyId,
    keyring: Wrapped,
    item: Wrapped,
    state: Wrapped,
    today: Day,
}

/// A conversation item for a mailbox that exists, wrapped.
struct Addition {
    place: Place,
    mailbox: TokenHash,
    submission: SubmissionId,
    item: Wrapped,
    state: Option<(Wrapped, u32)>,
    uploads: Vec<NamedUpload>,
    leaf: Option<Leaf>,
    today: Day,
}

#[async_trait]
impl Filings for Rooms {
    async fn file(&self, filing: NewFiling, today: Day) -> Result<Filed, StoreError> {
        fits(&filing)?;
        space::for_text(&*self.space)?;
        let sent = Sent {
            submission: filing.submission,
            mailbox: filing.mailbox,
            uploads: &filing.uploads,
            case: Some((filing.case, filing.roster)),
        };
        for _ in 0..TRIES {
            let place = self.look(&sent).await?;
            let tried = match place {
                None => self.file_new(filing.clone(), today).await?,
                Some(place) => self.join(&filing, place, today).await?,
            };
            if let Some(filed) = tried {
                return Ok(filed);
            }
        }
        Err(unavailable("too much happened at once"))
    }

    async fn filed(&self, submission: SubmissionId, mailbox: TokenHash) -> Result<Option<Filed>, StoreError> {
        Ok(answered(&mut *self.read().await?, submission, mailbox).await?.flatten())
    }

    async fn post(&self, post: MailboxPost, today: Day) -> Result<Option<()>, StoreError> {
        space::for_text(&*self.space)?;
        let sent = Sent { submission: post.submission, mailbox: post.mailbox, uploads: &post.uploads, case: None };
        for _ in 0..TRIES {
            let Some(place) = self.look(&sent).await? else { return Ok(None) };
            let Some(key) = self.keys.get(place.key).await? else { continue };
            let addition = Addition {
                place,
                mailbox: post.mailbox,
                submission: post.submission,
                item: self.wrap(&key, &post.item)?,
                state: Some((self.wrap(&key, &post.state)?, post.state_version)),
                uploads: post.uploads.clone(),
                leaf: None,
                today,
            };
            if self.writer.write(move |conn| Box::pin(add(conn, addition))).await?.is_some() {
                return Ok(Some(()));
            }
        }
        Err(unavailable("too much happened at once"))
    }

    async fn mailbox(&self, mailbox: TokenHash) -> Result<Option<MailboxDocument>, StoreError> {
        self.read_mailbox(mailbox).await
    }

    async fn mailbox_page(&self, mailbox: TokenHash, page: u32, expected: Day) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        self.read_mailbox_page(mailbox, page, expected).await
    }

    async fn mailbox_chunk(&self, mailbox: TokenHash, attachment: AttachmentId, n: u32) -> Result<Option<Bytes>, StoreError> {
        self.read_mailbox_chunk(mailbox, attachment, n).await
    }
}

impl Rooms {
    /// Where it belongs. What would be refused is refused here already: before a key is kept for it, and before it waits for the writer.
    async fn look(&self, sent: &Sent<'_>) -> Result<Option<Place>, StoreError> {
        let mut tx = self.read().await?;
        let new = answered(&mut tx, sent.submission, sent.mailbox).await?.is_none();
        if new {
            ready(&mut tx, sent.submission, sent.uploads).await?;
        }
        let place = place(&mut tx, sent.mailbox).await?;
        if let (true, None, Some((case, roster))) = (new, place, sent.case) {
            free(&mut tx, case).await?;
            in_force(&mut tx, roster).await?;
        }
        Ok(place)
    }

    async fn file_new(&self, filing: NewFiling, today: Day) -> Result<Option<Filed>, StoreError> {
        let (id, key) = self.new_key().await?;
        let (keyring, item, state) = (self.wrap(&key, &filing.keyring)?, self.wrap(&key, &filing.item)?, self.wrap(&key, &filing.state)?);
        let report = Report { filing, key: id, keyring, item, state, today };
        let filed = self.writer.write(move |conn| Box::pin(put_report(conn, report))).await;
        if needless(&filed, |kept| matches!(kept, Kept::New(_))) {
            self.drop_keys(vec![id]).await;
        }
        filed.map(|kept| match kept {
            Kept::New(filed) | Kept::Before(filed) => Some(filed),
            Kept::Replan => None,
        })
    }

    async fn join(&self, filing: &NewFiling, place: Place, today: Day) -> Result<Option<Filed>, StoreError> {
        let Some(key) = self.keys.get(place.key).await? else { return Ok(None) };
        let addition = Addition {
            place,
            mailbox: filing.mailbox,
            submission: filing.submission,
            item: self.wrap(&key, &filing.item)?,
            state: None,
            uploads: filing.uploads.clone(),
            leaf: Some(filing.leaf),
            today,
        };
        let added = self.writer.write(move |conn| Box::pin(add(conn, addition))).await?;
        match added {
            Some(Some(filed)) => Ok(Some(filed)),
            Some(None) => Err(StoreError::Conflict),
            None => Ok(None),
        }
    }
}

enum Kept {
    New(Filed),
    Before(Filed),
    Replan,
}

/// Whether what was drawn for some work is surely not used. After a lost transaction that is not sure: then a sweep finds out.
pub(super) fn needless<T>(result: &Result<T, StoreError>, used: impl FnOnce(&T) -> bool) -> bool {
    match result {
        Ok(done) => !used(done),
        Err(StoreError::Unavailable(_) | StoreError::Full) => false,
        Err(_) => true,
    }
}

fn fits(filing: &NewFiling) -> Result<(), StoreError> {
    let mut people = filing.members.clone();
    people.extend(filing.sleeper);
    people.sort_unstable();
    let all = people.len();
    people.dedup();
    if filing.members.is_empty() || people.len() != all { Err(StoreError::Misfit) } else { Ok(()) }
}

/// Whether a case id is still to be had.
async fn free(conn: &mut Conn, case: CaseId) -> Result<(), StoreError> {
    let taken: i64 = sqlx::query_scalar(sql::CASE_TAKEN).bind(&case.as_bytes()[..]).fetch_one(conn).await.map_err(from_sql)?;
    if taken == 0 { Ok(()) } else { Err(StoreError::Duplicate) }
}

/// The version of this list, if it is the one in force: to an older one's keys nothing more is taken, they may be lost.
async fn in_force(conn: &mut Conn, roster: RosterHash) -> Result<i64, StoreError> {
    let find = sqlx::query_scalar(sql::LIST_IN_FORCE).bind(&roster.as_bytes()[..]);
    find.fetch_optional(conn).await.map_err(from_sql)?.ok_or(StoreError::ListMoved)
}

async fn put_report(conn: &mut Conn, report: Report) -> Result<Kept, StoreError> {
    let Report { filing, key, keyring, item, state, today } = report;
    match answered(conn, filing.submission, filing.mailbox).await? {
        Some(Some(filed)) => return Ok(Kept::Before(filed)),
        Some(None) => return Err(StoreError::Conflict),
        None => {}
    }
    if place(conn, filing.mailbox).await?.is_some() {
        return Ok(Kept::Replan);
    }
    free(conn, filing.case).await?;
    let list = in_force(conn, filing.roster).await?;
    // Of whom the list in force names all may have gone since: then it would come out to nobody.
    let named = filing.members.iter().chain(&filing.sleeper).map(|person| (*person, false)).collect();
    if still_here(conn, named, list).await?.is_empty() {
        return Err(StoreError::ListMoved);
    }
    let case = filing.case.as_bytes();
    sqlx::query(sql::PUT_CASE)
        .bind(&case[..])
        .bind(&filing.mailbox.as_bytes()[..])
        .bind(&key[..])
        .bind(&keyring.0[..])
        .bind(&keyring.1)
        .bind(list)
        .execute(&mut *conn)
        .await
        .map_err(from_sql)?;
    let members = filing.members.iter().map(|person| (person, false));
    for (person, asleep) in members.chain(filing.sleeper.iter().map(|person| (person, true))) {
        let put = sqlx::query(sql::PUT_READER).bind(&case[..]).bind(&person.as_bytes()[..]).bind(asleep);
        put.execute(&mut *conn).await.map_err(from_sql)?;
    }
    put_item(conn, filing.case, &item).await?;
    put_state(conn, filing.case, &state, 1).await?;
    claim(conn, filing.case, filing.submission, &filing.uploads).await?;
    let filed = Filed { leaf: filing.leaf, tick: put_leaf(conn, filing.leaf).await?, joined: false };
    remember(conn, filing.submission, filing.mailbox, Some(filed), today).await?;
    Ok(Kept::New(filed))
}

/// `None`: the plan does not hold any more. `Some(None)` for a post, `Some(Some(…))` for a report that joined.
async fn add(conn: &mut Conn, addition: Addition) -> Result<Option<Option<Filed>>, StoreError> {
    let Addition { place: planned, mailbox, submission, item, state, uploads, leaf, today } = addition;
    if let Some(before) = answered(conn, submission, mailbox).await? {
        return if before.is_some() == leaf.is_some() { Ok(Some(before)) } else { Err(StoreError::Conflict) };
    }
    if place(conn, mailbox).await? != Some(planned) {
        return Ok(None);
    }
    let case = planned.case;
    if let Some((state, version)) = state {
        let held: i64 = sqlx::query_scalar(sql::STATE_VERSION).bind(&case.as_bytes()[..]).fetch_one(&mut *conn).await.map_err(from_sql)?;
        if held.checked_add(1) != Some(i64::from(version)) {
            return Err(StoreError::Conflict);
        }
        sqlx::query(sql::DROP_STATE).bind(&case.as_bytes()[..]).execute(&mut *conn).await.map_err(from_sql)?;
        put_state(conn, case, &state, version).await?;
    }
    room_in(conn, case, &item).await?;
    put_item(conn, case, &item).await?;
    claim(conn, case, submission, &uploads).await?;
    let filed = match leaf {
        Some(leaf) => Some(Filed { leaf, tick: put_leaf(conn, leaf).await?, joined: true }),
        None => None,
    };
    remember(conn, submission, mailbox, filed, today).await?;
    Ok(Some(filed))
}

/// Whether a conversation takes one more item.
async fn room_in(conn: &mut Conn, case: CaseId, item: &Wrapped) -> Result<(), StoreError> {
    let lengths: Vec<(Vec<u8>, i64)> = sqlx::query_as(sql::LENGTHS).bind(&case.as_bytes()[..]).fetch_all(conn).await.map_err(from_sql)?;
    let bytes = lengths.iter().map(|(_, length)| *length).sum::<i64>().saturating_add(number(item.1.len())?);
    let fits = number(lengths.len())? < number(CONVERSATION_ITEMS)? && bytes <= number(CONVERSATION_BYTES)?;
    if fits { Ok(()) } else { Err(StoreError::ConversationFull) }
}

pub(super) async fn place(conn: &mut Conn, mailbox: TokenHash) -> Result<Option<Place>, StoreError> {
    let row: Option<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as(sql::PLACE).bind(&mailbox.as_bytes()[..]).fetch_optional(conn).await.map_err(from_sql)?;
    let Some((case, key)) = row else { return Ok(None) };
    Ok(Some(Place { case: CaseId::new(bytes(&case, "mailbox.case_id")?), key: bytes(&key, "case_file.storage_key")? }))
}

/// What this submission was answered: `Some(None)` for a post. Its id with another mailbox is a conflict.
async fn answered(conn: &mut Conn, submission: SubmissionId, mailbox: TokenHash) -> Result<Option<Option<Filed>>, StoreError> {
    let row: Option<AnswerRow> =
        sqlx::query_as(sql::SUBMISSION).bind(&submission.as_bytes()[..]).fetch_optional(conn).await.map_err(from_sql)?;
    let Some((held, leaf, tick, joined)) = row else { return Ok(None) };
    if held[..] != mailbox.as_bytes()[..] {
        return Err(StoreError::Conflict);
    }
    let (Some(leaf), Some(tick)) = (leaf, tick) else { return Ok(Some(None)) };
    let leaf = Leaf::new(bytes(&leaf, "submission.leaf")?);
    Ok(Some(Some(Filed { leaf, tick: count(tick, "submission.tick")?, joined })))
}

async fn remember(
    conn: &mut Conn,
    submission: SubmissionId,
    mailbox: TokenHash,
    filed: Option<Filed>,
    today: Day,
) -> Result<(), StoreError> {
    sqlx::query(sql::KEEP_SUBMISSION)
        .bind(&submission.as_bytes()[..])
        .bind(&mailbox.as_bytes()[..])
        .bind(filed.map(|filed| filed.leaf.as_bytes().to_vec()))
        .bind(filed.map(|filed| number(filed.tick)).transpose()?)
        .bind(filed.is_some_and(|filed| filed.joined))
        .bind(true)
        .bind(of_day(today.add_days(REMEMBERED_DAYS)))
        .execute(conn)
        .await
        .map_err(from_sql)?;
    Ok(())
}

async fn put_item(conn: &mut Conn, case: CaseId, item: &Wrapped) -> Result<(), StoreError> {
    let put = sqlx::query(sql::PUT_ITEM).bind(&case.as_bytes()[..]).bind(&item.0[..]).bind(&item.1);
    put.execute(conn).await.map(|_| ()).map_err(from_sql)
}

async fn put_state(conn: &mut Conn, case: CaseId, state: &Wrapped, version: u32) -> Result<(), StoreError> {
    let put = sqlx::query(sql::PUT_STATE).bind(&case.as_bytes()[..]).bind(&state.0[..]).bind(&state.1).bind(i64::from(version));
    put.execute(conn).await.map(|_| ()).map_err(from_sql)
}

/// Gives a leaf its tick: the next one with room.
async fn put_leaf(conn: &mut Conn, leaf: Leaf) -> Result<u64, StoreError> {
    let next: i64 = sqlx::query_scalar(ticks::NEXT).fetch_one(&mut *conn).await.map_err(from_sql)?;
    let latest: Option<(i64, i64)> = sqlx::query_as(sql::LATEST_LEAVES).fetch_optional(&mut *conn).await.map_err(from_sql)?;
    let tick = match latest {
        Some((tick, leaves)) if tick >= next && leaves < number(FILING_LEAVES)? => tick,
        Some((tick, _)) if tick >= next => tick + 1,
        _ => next,
    };
    sqlx::query(sql::PUT_LEAF).bind(tick).bind(&leaf.as_bytes()[..]).execute(conn).await.map_err(from_sql)?;
    count(tick, "log_tick.tick")
}
