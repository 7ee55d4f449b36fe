//! One-time codes and recovery codes. Seeds are wrapped under storage keys of their own; of recovery codes there are hashes only. The
//! last step that was used is forgotten as soon as its code could not be used again: it would tell when somebody signed in.

use async_trait::async_trait;
use domain::{
    Day, Moment, RecoveryHash, StaffId, StoreError,
    acts::{By, Deed},
    second_factor::{Attempt, OFFER_SECONDS, SecondFactors, Seed, SeedOwner, Standing, oldest_at, wait_after},
};

use super::{
    acts::keep,
    columns::{bytes, count},
    rooms::Rooms,
    writer::Conn,
};
use crate::{
    error::{from_sql, unavailable},
    sql::second_factor as sql,
    wrap::{KeyId, ObjectId, place},
};

/// A seed on its way into a row.
pub(super) struct NewSeed {
    key: KeyId,
    wrapped: Vec<u8>,
    step: i64,
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
        let gone = self.or_drop(offer.await, id).await?;
        self.drop_keys(gone).await;
        Ok(())
    }

    async fn offered_seed(&self, owner: SeedOwner, now: Moment) -> Result<Option<Seed>, StoreError> {
        let find = sqlx::query_as(sql::OFFERED).bind(row_of(owner)).bind(now.seconds());
        let row: Option<(Vec<u8>, Vec<u8>)> = find.fetch_optional(&self.reader).await.map_err(from_sql)?;
        match row {
            Some((key, wrapped)) => self.unwrapped(&key, &offered(owner), &wrapped, "offered_seed.seed").await,
            None => Ok(None),
        }
    }

    async fn adopt_seed(&self, person: StaffId, seed: Seed, step: i64, today: Day) -> Result<(), StoreError> {
        let act = self.act(By::person(person, today), Deed::SecondFactorReplaced);
        let (key, new) = self.wrapped_seed(person, &seed, step).await?;
        let adopt = self.writer.write(move |conn| {
            Box::pin(async move {
                let mut gone = drop_offer(conn, SeedOwner::Person(person)).await?;
                let (own, spent) = (person.as_bytes().to_vec(), sqlx::query_scalar(sql::SPENT));
                let spent: Option<i64> = spent.bind(&own).fetch_optional(&mut *conn).await.map_err(from_sql)?;
                let before: Option<Vec<u8>> =
                    sqlx::query_scalar(sql::SEED_KEY).bind(&own).fetch_optional(&mut *conn).await.map_err(from_sql)?;
                if let Some(before) = before {
                    gone.push(bytes(&before, "one_time_code.storage_key")?);
                    sqlx::query(sql::DROP_SEED).bind(&own).execute(&mut *conn).await.map_err(from_sql)?;
                }
                put_seed(conn, person, new, spent.unwrap_or(0)).await?;
                keep(conn, act).await?;
                Ok(gone)
            })
        });
        let gone = self.or_drop(adopt.await, key).await?;
        self.drop_keys(gone).await;
        Ok(())
    }

    async fn take_attempt(&self, person: StaffId, now: Moment) -> Result<Attempt, StoreError> {
        let taken = self.writer.write(move |conn| Box::pin(take(conn, person, now))).await?;
        match taken {
            Taken::NoSeed => Ok(Attempt::NoSeed),
            Taken::Wait => Ok(Attempt::Wait),
            Taken::Wrapped { key, wrapped, wrong } => {
                let seed = self.unwrapped(&key, &adopted(person), &wrapped, "one_time_code.seed").await?;
                let wrong = count(wrong, "one_time_code.wrong")?;
                Ok(seed.map_or(Attempt::NoSeed, |seed| Attempt::Taken { seed, wrong }))
            }
        }
    }

    async fn accept_step(&self, person: StaffId, step: i64) -> Result<bool, StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    let accept = sqlx::query(sql::ACCEPT).bind(person.as_bytes().to_vec()).bind(step);
                    accept.execute(conn).await.map(|done| done.rows_affected() == 1).map_err(from_sql)
                })
            })
            .await
    }

    async fn spend_recovery_code(&self, person: StaffId, code: RecoveryHash, today: Day) -> Result<bool, StoreError> {
        let act = self.act(By::person(person, today), Deed::RecoveryCodeUsed);
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    let own = person.as_bytes().to_vec();
                    let spend = sqlx::query(sql::SPEND_RECOVERY_CODE).bind(&own).bind(code.as_bytes().to_vec());
                    let spent = spend.execute(&mut *conn).await.map_err(from_sql)?.rows_affected() == 1;
                    if spent {
                        sqlx::query(sql::COUNT_SPENT).bind(&own).execute(&mut *conn).await.map_err(from_sql)?;
                        keep(conn, act).await?;
                    }
                    Ok(spent)
                })
            })
            .await
    }

    async fn put_recovery_codes(&self, person: StaffId, codes: Vec<RecoveryHash>, today: Day) -> Result<(), StoreError> {
        let act = self.act(By::person(person, today), Deed::RecoveryCodesRenewed);
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    put_codes(conn, person, &codes).await?;
                    keep(conn, act).await
                })
            })
            .await
    }

    async fn standing_of(&self, person: StaffId) -> Result<Option<Standing>, StoreError> {
        let find = sqlx::query_as(sql::STANDING).bind(person.as_bytes().to_vec());
        let row: Option<(i64, i64, i64)> = find.fetch_optional(&self.reader).await.map_err(from_sql)?;
        let Some((wrong, left, spent)) = row else { return Ok(None) };
        Ok(Some(Standing {
            wrong: count(wrong, "one_time_code.wrong")?,
            left: count(left, "recovery_code")?,
            spent: count(spent, "one_time_code.recovery_spent")?,
        }))
    }

    async fn told(&self, person: StaffId) -> Result<(), StoreError> {
        self.writer
            .write(move |conn| {
                Box::pin(async move {
                    let told = sqlx::query(sql::TOLD).bind(person.as_bytes().to_vec());
                    told.execute(conn).await.map(|_| ()).map_err(from_sql)
                })
            })
            .await
    }
}

impl Rooms {
    /// A seed, wrapped for its person under a new key that is kept already.
    pub(super) async fn wrapped_seed(&self, person: StaffId, seed: &Seed, step: i64) -> Result<(KeyId, NewSeed), StoreError> {
        let (id, key) = self.new_key().await?;
        let wrapped = key.wrap(&adopted(person), seed.as_bytes(), &self.chance).map_err(|_| unavailable("sealing failed"))?;
        Ok((id, NewSeed { key: id, wrapped, step }))
    }

    async fn unwrapped(&self, key: &[u8], at: &ObjectId, wrapped: &[u8], column: &'static str) -> Result<Option<Seed>, StoreError> {
        let corrupt = || StoreError::Corrupt(column);
        let Some(key) = self.keys.get(bytes(key, column)?).await? else { return Ok(None) };
        let plain = zeroize::Zeroizing::new(key.unwrap(at, wrapped).map_err(|_| corrupt())?.to_vec());
        Seed::from_slice(&plain).map(Some).map_err(|_| corrupt())
    }

    /// What was answered; a key whose row did not come about is dropped.
    async fn or_drop<T>(&self, answer: Result<T, StoreError>, key: KeyId) -> Result<T, StoreError> {
        if answer.is_err() {
            self.drop_keys(vec![key]).await;
        }
        answer
    }
}

enum Taken {
    NoSeed,
    Wait,
    Wrapped { key: Vec<u8>, wrapped: Vec<u8>, wrong: i64 },
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
    let taken = take.execute(conn).await.map_err(from_sql)?.rows_affected() == 1;
    Ok(if taken { Taken::Wrapped { key, wrapped, wrong } } else { Taken::Wait })
}

/// Puts a seed where there is none.
pub(super) async fn put_seed(conn: &mut Conn, person: StaffId, new: NewSeed, spent: i64) -> Result<(), StoreError> {
    let put = sqlx::query(sql::PUT_SEED).bind(person.as_bytes().to_vec()).bind(&new.key[..]).bind(new.wrapped).bind(new.step).bind(spent);
    put.execute(conn).await.map(|_| ()).map_err(from_sql)
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
    for (statement, until) in [(sql::FORGET_STEPS, oldest_at(now.seconds())), (sql::FORGET_WAITS, now.seconds())] {
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
