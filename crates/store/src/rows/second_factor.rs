//! One-time codes and recovery codes, and what their owner is told. Seeds are wrapped under storage keys of their own; of recovery codes
//! there are hashes only. The last step that was used is forgotten soon after its code could not be used again: it would tell when
//! somebody signed in.

use async_trait::async_trait;
use domain::{
    Day, Moment, RecoveryHash, SessionHash, StaffId, StoreError,
    acts::{By, Deed},
    passkeys::Removal,
    second_factor::{
        Attempt, FirstFactor, Notice, OFFER_SECONDS, OfferedSeed, Opening, Opens, SecondFactors, Seed, SeedOwner, SeedTag, Standing, Tried,
        Used, oldest_at, wait_after,
    },
    sessions::Entry,
};

use super::{
    acts::{NamedAct, keep},
    columns::{bytes, count},
    opening::{Entering, enter, is_half, opening},
    passkeys,
    rooms::Rooms,
    sessions::{change_from, end_others},
    writer::Conn,
};
use crate::{
    error::{from_sql, unavailable},
    sql::second_factor as sql,
    wrap::{KeyId, ObjectId, place},
};

/// Steps that are kept although their codes are too old: whoever checked one a moment ago, in another process, may still be about to use
/// it up.
const STEPS_KEPT: i64 = 10;

/// A seed on its way into a row.
pub(super) struct NewSeed {
    key: KeyId,
    wrapped: Vec<u8>,
    step: i64,
    offer: SeedTag,
}

/// A second factor on its way into its row.
pub(super) enum NewFactor {
    Codes(NewSeed),
    Passkey(domain::passkeys::NewPasskey),
}

impl NewFactor {
    const fn deed(&self) -> Deed {
        match self {
            Self::Codes(_) => Deed::SecondFactorReplaced,
            Self::Passkey(_) => Deed::PasskeyAdded,
        }
    }

    /// The key that nothing needs if the row does not come about.
    pub(super) const fn key(&self) -> Option<KeyId> {
        match self {
            Self::Codes(seed) => Some(seed.key),
            Self::Passkey(_) => None,
        }
    }
}

#[async_trait]
impl SecondFactors for Rooms {
    async fn offer_seed(&self, owner: SeedOwner, seed: Seed, now: Moment) -> Result<(), StoreError> {
        let (id, key) = self.new_key().await?;
        let wrapped = key.wrap(&offered(owner), seed.as_bytes(), &self.chance).map_err(|_| unavailable("sealing failed"))?;
        let offer = self.writer.write(move |conn| {
            Box::pin(async move {
                let gone = drop_offer(conn, owner).await?;
                let put = sqlx::query(sql::OFFER).bind(row_of(owner)).bind(&id[..]).bind(wrapped);
                put.bind(now.plus(OFFER_SECONDS).seconds()).execute(conn).await.map_err(from_sql)?;
                Ok(gone)
            })
        });
        self.settled(Some(id), offer.await.map(Some)).await.map(|_| ())
    }

    async fn offered_seed(&self, owner: SeedOwner, now: Moment) -> Result<Option<OfferedSeed>, StoreError> {
        let find = sqlx::query_as(sql::OFFERED).bind(row_of(owner)).bind(now.seconds());
        let row: Option<(Vec<u8>, Vec<u8>)> = find.fetch_optional(&self.reader).await.map_err(from_sql)?;
        let Some((key, wrapped)) = row else { return Ok(None) };
        let seed = self.unwrapped(&key, &offered(owner), &wrapped, "offered_seed.seed").await?;
        let tag = SeedTag(bytes(&key, "offered_seed.storage_key")?);
        Ok(seed.map(|seed| OfferedSeed { seed, tag }))
    }

    async fn adopt(&self, (person, this): (StaffId, SessionHash), tried: Tried, today: Day) -> Result<bool, StoreError> {
        let new = self.new_factor(person, tried).await?;
        let (key, act) = (new.key(), self.act(By::person(person, today), new.deed()));
        let adopt = self.writer.write(move |conn| {
            Box::pin(async move {
                let put = put_factor(conn, (person, SeedOwner::Person(person)), new).await?;
                if put.is_some() {
                    change_from(conn, person, this).await?;
                    keep(conn, act).await?;
                }
                Ok(put)
            })
        });
        self.settled(key, adopt.await).await.map(|put| put.is_some())
    }

    async fn set_up(&self, person: StaffId, factor: FirstFactor, entry: Entry, (now, today): (Moment, Day)) -> Result<Opening, StoreError> {
        let (new, recovery) = (self.new_factor(person, factor.tried).await?, factor.recovery);
        let by = By::person(person, today);
        let (key, acts) = (new.key(), [self.act(by, new.deed()), self.act(by, Deed::SignedIn)]);
        let set_up = self.writer.write(move |conn| Box::pin(begin(conn, (person, new, recovery), (entry, now), acts)));
        let done = set_up.await;
        let (opening, gone) = match done {
            Ok((opening, gone)) => (Ok(opening), gone),
            Err(error) => (Err(error), Vec::new()),
        };
        let unused = if matches!(opening, Ok(Opening::Opened)) { None } else { key };
        self.drop_keys(gone.into_iter().chain(unused).collect()).await;
        opening
    }

    async fn take_attempt(&self, person: StaffId, now: Moment) -> Result<Attempt, StoreError> {
        let taken = self.writer.write(move |conn| Box::pin(take(conn, person, now))).await?;
        match taken {
            Taken::NoSeed => Ok(Attempt::NoSeed),
            Taken::Wait => Ok(Attempt::Wait),
            Taken::Wrapped { key, wrapped } => {
                let seed = self.unwrapped(&key, &adopted(person), &wrapped, "one_time_code.seed").await?;
                let tag = SeedTag(bytes(&key, "one_time_code.storage_key")?);
                Ok(seed.map_or(Attempt::NoSeed, |seed| Attempt::Taken { seed, tag }))
            }
        }
    }

    async fn open(&self, (person, opens): (StaffId, Opens), used: Used, (now, today): (Moment, Day)) -> Result<Opening, StoreError> {
        let by = By::person(person, today);
        let acts = Entering { signed_in: self.act(by, Deed::SignedIn), recovery: self.act(by, Deed::RecoveryCodeUsed) };
        self.writer.write(move |conn| Box::pin(opening(conn, (person, opens), used, (now, acts)))).await
    }

    async fn put_recovery_codes(
        &self,
        (person, this): (StaffId, SessionHash),
        codes: Vec<RecoveryHash>,
        today: Day,
    ) -> Result<(), StoreError> {
        let act = self.act(By::person(person, today), Deed::RecoveryCodesRenewed);
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    put_codes(conn, person, &codes).await?;
                    change_from(conn, person, this).await?;
                    keep(conn, act).await
                })
            })
            .await
    }

    async fn drop_codes(&self, (person, this): (StaffId, SessionHash), today: Day) -> Result<Removal, StoreError> {
        let act = self.act(By::person(person, today), Deed::OneTimeCodesRemoved);
        let dropped = self.writer.write(move |conn| Box::pin(drop_codes(conn, (person, this), act))).await?;
        let (removal, gone) = dropped;
        self.drop_keys(gone).await;
        Ok(removal)
    }

    async fn standing_of(&self, person: StaffId) -> Result<Option<Standing>, StoreError> {
        let mut tx = self.read().await?;
        let (codes, passkeys, left) = factors(&mut tx, person).await?;
        let find = sqlx::query_as(sql::NOTICES).bind(person.as_bytes().to_vec());
        let told: Option<(i64, i64, i64)> = find.fetch_optional(&mut *tx).await.map_err(from_sql)?;
        drop(tx);
        if codes == 0 && passkeys == 0 {
            return Ok(None);
        }
        let (wrong, spent, copied) = told.unwrap_or_default();
        Ok(Some(Standing {
            codes: codes > 0,
            passkeys: count(passkeys, "passkey")?,
            wrong: count(wrong, "factor_notice.wrong")?,
            left: count(left, "recovery_code")?,
            spent: count(spent, "factor_notice.recovery_spent")?,
            copied: count(copied, "factor_notice.copied")?,
        }))
    }

    async fn told(&self, person: StaffId, notice: Notice) -> Result<(), StoreError> {
        let told = match notice {
            Notice::WrongCodes => sql::TOLD_WRONG,
            Notice::RecoverySpent => sql::TOLD_SPENT,
            Notice::Copied => sql::TOLD_COPIED,
        };
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    note(conn, told, person).await?;
                    note(conn, sql::FORGET_NOTICES, person).await
                })
            })
            .await
    }
}

impl Rooms {
    /// A factor on its way into its row; a seed is wrapped for its person under a new key that is kept already.
    pub(super) async fn new_factor(&self, person: StaffId, tried: Tried) -> Result<NewFactor, StoreError> {
        match tried {
            Tried::Passkey(passkey) => Ok(NewFactor::Passkey(passkey)),
            Tried::Codes { seed, offer, step } => {
                let (id, key) = self.new_key().await?;
                let wrapped = key.wrap(&adopted(person), seed.as_bytes(), &self.chance).map_err(|_| unavailable("sealing failed"))?;
                Ok(NewFactor::Codes(NewSeed { key: id, wrapped, step, offer }))
            }
        }
    }

    async fn unwrapped(&self, key: &[u8], at: &ObjectId, wrapped: &[u8], column: &'static str) -> Result<Option<Seed>, StoreError> {
        let corrupt = || StoreError::Corrupt(column);
        let Some(key) = self.keys.get(bytes(key, column)?).await? else { return Ok(None) };
        let plain = zeroize::Zeroizing::new(key.unwrap(at, wrapped).map_err(|_| corrupt())?.to_vec());
        Seed::from_slice(&plain).map(Some).map_err(|_| corrupt())
    }

    /// Drops the keys that nothing needs any more: those of rows that are gone, and `new` where its row did not come about.
    pub(super) async fn settled(
        &self,
        new: Option<KeyId>,
        put: Result<Option<Vec<KeyId>>, StoreError>,
    ) -> Result<Option<Vec<KeyId>>, StoreError> {
        match &put {
            Ok(Some(gone)) => self.drop_keys(gone.clone()).await,
            _ => self.drop_keys(new.into_iter().collect()).await,
        }
        put
    }
}

enum Taken {
    NoSeed,
    Wait,
    Wrapped { key: Vec<u8>, wrapped: Vec<u8> },
}

async fn take(conn: &mut Conn, person: StaffId, now: Moment) -> Result<Taken, StoreError> {
    let own = person.as_bytes().to_vec();
    let find = sqlx::query_as(sql::SEED).bind(&own);
    let row: Option<(Vec<u8>, Vec<u8>, i64, i64)> = find.fetch_optional(&mut *conn).await.map_err(from_sql)?;
    let Some((key, wrapped, wrong, _)) = row else { return Ok(Taken::NoSeed) };
    let until = match wait_after(wrong.saturating_add(1)) {
        0 => 0,
        wait => now.plus(wait).seconds(),
    };
    let take = sqlx::query(sql::TAKE_ATTEMPT).bind(&own).bind(wrong).bind(until).bind(now.seconds());
    if take.execute(&mut *conn).await.map_err(from_sql)?.rows_affected() == 0 {
        return Ok(Taken::Wait);
    }
    note(conn, sql::NOTE_WRONG, person).await?;
    Ok(Taken::Wrapped { key, wrapped })
}

/// Something of what a person is told.
pub(super) async fn note(conn: &mut Conn, statement: &'static str, person: StaffId) -> Result<(), StoreError> {
    sqlx::query(statement).bind(person.as_bytes().to_vec()).execute(conn).await.map(|_| ()).map_err(from_sql)
}

/// How many seeds, passkeys and recovery codes somebody has.
pub(super) async fn factors(conn: &mut Conn, person: StaffId) -> Result<(i64, i64, i64), StoreError> {
    sqlx::query_as(sql::FACTORS).bind(person.as_bytes().to_vec()).fetch_one(conn).await.map_err(from_sql)
}

type Beginner = (StaffId, NewFactor, Vec<RecoveryHash>);

/// Factor, recovery codes and session of somebody who had none. Answers the keys that nothing needs then.
async fn begin(
    conn: &mut Conn,
    (person, new, recovery): Beginner,
    (entry, now): (Entry, Moment),
    [set_up, signed_in]: [NamedAct; 2],
) -> Result<(Opening, Vec<KeyId>), StoreError> {
    let (codes, passkeys, _) = factors(conn, person).await?;
    if codes + passkeys > 0 || !is_half(conn, (entry.half, person), now).await? {
        return Ok((Opening::Over, Vec::new()));
    }
    let Some(gone) = put_factor(conn, (person, SeedOwner::Person(person)), new).await? else { return Ok((Opening::Refused, Vec::new())) };
    put_codes(conn, person, &recovery).await?;
    end_others(conn, person, entry.half).await?;
    keep(conn, set_up).await?;
    enter(conn, (person, entry), now, signed_in).await?;
    Ok((Opening::Opened, gone))
}

/// Puts a factor in force: a seed in place of any other, if it is the one that was offered last; or one passkey more, if nobody has it.
/// `None`: it is not. Else the keys that nothing needs then.
pub(super) async fn put_factor(
    conn: &mut Conn,
    (person, owner): (StaffId, SeedOwner),
    new: NewFactor,
) -> Result<Option<Vec<KeyId>>, StoreError> {
    let seed = match new {
        NewFactor::Passkey(passkey) => {
            return Ok(if passkeys::put(conn, person, passkey).await? { Some(drop_offer(conn, owner).await?) } else { None });
        }
        NewFactor::Codes(seed) => seed,
    };
    let SeedTag(offer) = seed.offer;
    let take = sqlx::query(sql::DROP_THIS_OFFER).bind(row_of(owner)).bind(&offer[..]);
    if take.execute(&mut *conn).await.map_err(from_sql)?.rows_affected() == 0 {
        return Ok(None);
    }
    let mut gone = drop_seed(conn, person).await?;
    gone.push(offer);
    let put = sqlx::query(sql::PUT_SEED).bind(person.as_bytes().to_vec()).bind(&seed.key[..]).bind(seed.wrapped).bind(seed.step);
    put.execute(conn).await.map_err(from_sql)?;
    Ok(Some(gone))
}

/// Takes a seed out of force. Answers the key that nothing needs then.
async fn drop_seed(conn: &mut Conn, person: StaffId) -> Result<Vec<KeyId>, StoreError> {
    let own = person.as_bytes().to_vec();
    let keys: Vec<Vec<u8>> = sqlx::query_scalar(sql::SEED_KEY).bind(&own).fetch_all(&mut *conn).await.map_err(from_sql)?;
    sqlx::query(sql::DROP_SEED).bind(&own).execute(conn).await.map_err(from_sql)?;
    keys.iter().map(|key| bytes(key, "one_time_code.storage_key")).collect()
}

async fn drop_codes(conn: &mut Conn, (person, this): (StaffId, SessionHash), act: NamedAct) -> Result<(Removal, Vec<KeyId>), StoreError> {
    match factors(conn, person).await? {
        (0, ..) => return Ok((Removal::Unknown, Vec::new())),
        (_, 0, _) => return Ok((Removal::Last, Vec::new())),
        _ => (),
    }
    let mut gone = drop_seed(conn, person).await?;
    gone.extend(drop_offer(conn, SeedOwner::Person(person)).await?);
    change_from(conn, person, this).await?;
    keep(conn, act).await?;
    Ok((Removal::Gone, gone))
}

/// Puts these recovery codes in place of all others.
pub(super) async fn put_codes(conn: &mut Conn, person: StaffId, codes: &[RecoveryHash]) -> Result<(), StoreError> {
    let own = person.as_bytes().to_vec();
    sqlx::query(sql::DROP_RECOVERY_CODES).bind(&own).execute(&mut *conn).await.map_err(from_sql)?;
    for code in codes {
        let put = sqlx::query(sql::PUT_RECOVERY_CODE).bind(&own).bind(code.as_bytes().to_vec());
        put.execute(&mut *conn).await.map_err(from_sql)?;
    }
    Ok(())
}

/// Forgets a seed that was offered. Answers the key that nothing needs then.
pub(super) async fn drop_offer(conn: &mut Conn, owner: SeedOwner) -> Result<Vec<KeyId>, StoreError> {
    let row = row_of(owner);
    let keys: Vec<Vec<u8>> = sqlx::query_scalar(sql::OFFER_KEY).bind(&row).fetch_all(&mut *conn).await.map_err(from_sql)?;
    sqlx::query(sql::DROP_OFFER).bind(&row).execute(conn).await.map_err(from_sql)?;
    keys.iter().map(|key| bytes(key, "offered_seed.storage_key")).collect()
}

/// Forgets what was offered to somebody who goes, or begins anew: under their id, and under links of theirs.
pub(super) async fn drop_offers_to(conn: &mut Conn, person: StaffId) -> Result<(), StoreError> {
    note(conn, sql::DROP_OFFERS_TO, person).await
}

/// Forgets seeds that were offered and never used. Answers the keys that nothing needs then.
pub(super) async fn drop_old_offers(conn: &mut Conn, now: Moment) -> Result<Vec<KeyId>, StoreError> {
    let find = sqlx::query_as(sql::OLD_OFFERS).bind(now.seconds());
    let old: Vec<(Vec<u8>, Vec<u8>)> = find.fetch_all(&mut *conn).await.map_err(from_sql)?;
    for (owner, _) in &old {
        sqlx::query(sql::DROP_OFFER).bind(owner).execute(&mut *conn).await.map_err(from_sql)?;
    }
    old.iter().map(|(_, key)| bytes(key, "offered_seed.storage_key")).collect()
}

/// Forgets the moments that are needed no more.
pub(super) async fn forget_moments(conn: &mut Conn, now: Moment) -> Result<(), StoreError> {
    for (statement, until) in [(sql::FORGET_STEPS, oldest_at(now.seconds()) - STEPS_KEPT), (sql::FORGET_WAITS, now.seconds())] {
        sqlx::query(statement).bind(until).execute(&mut *conn).await.map_err(from_sql)?;
    }
    Ok(())
}

fn row_of(owner: SeedOwner) -> Vec<u8> {
    match owner {
        SeedOwner::Link(token) => token.as_bytes().to_vec(),
        SeedOwner::Person(person) => person.as_bytes().to_vec(),
    }
}

fn offered(owner: SeedOwner) -> ObjectId {
    place("offered_seed", &row_of(owner), "seed")
}

fn adopted(person: StaffId) -> ObjectId {
    place("one_time_code", person.as_bytes(), "seed")
}
