//! Staff and invitations.

use async_trait::async_trait;
use domain::{
    Day, EnrolmentHash, LoginHash, SigningPublic, StaffId, StoreError,
    acts::{By, Deed},
    second_factor::{Enrolment, FirstFactor, SeedOwner},
    staff::{Account, Invitation, NewAccount, SignInName, Staff},
};

use super::{
    acts::{NamedAct, keep},
    columns::{bytes, day, of_day},
    rooms::Rooms,
    second_factor::{self, NewFactor},
    writer::Conn,
};
use crate::{
    error::from_sql,
    sql::{departures, staff as sql},
};

pub(super) type AccountRow = (Vec<u8>, String, String, String, String, Vec<u8>, String, Vec<u8>, Vec<u8>, i64);
type InvitationRow = (Vec<u8>, Vec<u8>, String, String, String, i64);

#[async_trait]
impl Staff for Rooms {
    async fn invite(&self, invitation: Invitation, by: By) -> Result<(), StoreError> {
        let Invitation { person: about, name, roles, .. } = invitation.clone();
        let act = self.act(by, Deed::Invited { about, name, roles });
        self.writer.write(move |conn| Box::pin(invite(conn, invitation, act))).await
    }

    async fn invitation(&self, token: EnrolmentHash, today: Day) -> Result<Option<Invitation>, StoreError> {
        let mut tx = self.read().await?;
        open_invitation(&mut tx, token, today).await
    }

    async fn invitations(&self, today: Day) -> Result<Vec<Invitation>, StoreError> {
        let find = sqlx::query_as(sql::INVITATIONS).bind(of_day(today));
        let rows: Vec<InvitationRow> = find.fetch_all(&self.reader).await.map_err(from_sql)?;
        rows.into_iter().map(invitation).collect()
    }

    async fn withdraw_invitation(&self, person: StaffId, by: By) -> Result<bool, StoreError> {
        let act = self.act(by, Deed::InvitationWithdrawn { about: person });
        self.writer.write(move |conn| Box::pin(withdraw(conn, person, act))).await
    }

    async fn enrol(&self, token: EnrolmentHash, account: NewAccount, factor: FirstFactor, today: Day) -> Result<Enrolment, StoreError> {
        let mut tx = self.read().await?;
        let Some(invited) = open_invitation(&mut tx, token, today).await? else { return Ok(Enrolment::LinkUsed) };
        drop(tx);
        let (new, recovery) = (self.new_factor(invited.person, factor.tried).await?, factor.recovery);
        let (key, deed) = (new.key(), Deed::Enrolled { name: invited.name, roles: invited.roles });
        let act = self.act(By::person(invited.person, today), deed);
        let enrolled = self.writer.write(move |conn| Box::pin(enrol(conn, token, (account, new, recovery), (today, act)))).await;
        let (done, gone) = match enrolled {
            Ok((done, gone)) => (Ok(done), gone),
            Err(error) => (Err(error), Vec::new()),
        };
        let unused = if matches!(done, Ok(Enrolment::Done(_))) { None } else { key };
        self.drop_keys(gone.into_iter().chain(unused).collect()).await;
        done
    }

    async fn login_of(&self, name: &SignInName) -> Result<Option<(StaffId, LoginHash)>, StoreError> {
        let find = sqlx::query_as(sql::LOGIN).bind(name.as_str().to_owned());
        let row: Option<(Vec<u8>, Vec<u8>)> = find.fetch_optional(&self.reader).await.map_err(from_sql)?;
        let Some((person, login)) = row else { return Ok(None) };
        Ok(Some((StaffId::new(bytes(&person, "staff.person")?), LoginHash::new(bytes(&login, "staff.login")?))))
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let rows: Vec<AccountRow> = sqlx::query_as(sql::EVERYBODY).fetch_all(&self.reader).await.map_err(from_sql)?;
        rows.into_iter().map(account).collect()
    }
}

async fn invite(conn: &mut Conn, new: Invitation, act: NamedAct) -> Result<(), StoreError> {
    let person = &new.person.as_bytes()[..];
    let enrolled: i64 = sqlx::query_scalar(sql::HAS_ENROLLED).bind(person).fetch_one(&mut *conn).await.map_err(from_sql)?;
    if enrolled != 0 {
        return Err(StoreError::Duplicate);
    }
    sqlx::query(sql::INVITE)
        .bind(&new.token.as_bytes()[..])
        .bind(person)
        .bind(&new.name)
        .bind(new.roles.to_string())
        .bind(new.groups.join("\n"))
        .bind(of_day(new.until))
        .execute(&mut *conn)
        .await
        .map_err(from_sql)?;
    keep(conn, act).await
}

async fn withdraw(conn: &mut Conn, person: StaffId, act: NamedAct) -> Result<bool, StoreError> {
    second_factor::drop_offers_to(conn, person).await?;
    let withdraw = sqlx::query(sql::WITHDRAW_INVITATION).bind(person.as_bytes().to_vec());
    let there_was = withdraw.execute(&mut *conn).await.map_err(from_sql)?.rows_affected() > 0;
    if there_was {
        keep(conn, act).await?;
    }
    Ok(there_was)
}

async fn open_invitation(conn: &mut Conn, token: EnrolmentHash, today: Day) -> Result<Option<Invitation>, StoreError> {
    let find = sqlx::query_as(sql::INVITATION).bind(&token.as_bytes()[..]).bind(of_day(today));
    let row: Option<InvitationRow> = find.fetch_optional(conn).await.map_err(from_sql)?;
    row.map(invitation).transpose()
}

fn invitation((token, person, name, roles, groups, until): InvitationRow) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        token: EnrolmentHash::new(bytes(&token, "invitation.token")?),
        person: StaffId::new(bytes(&person, "invitation.person")?),
        name,
        roles: roles.parse().map_err(|_| StoreError::Corrupt("invitation.roles"))?,
        groups: lines(&groups),
        until: day(until, "invitation.until_day")?,
    })
}

type NewPerson = (NewAccount, NewFactor, Vec<domain::RecoveryHash>);

/// Answers keys that nothing needs any more, too.
async fn enrol(
    conn: &mut Conn,
    token: EnrolmentHash,
    (new, factor, recovery): NewPerson,
    (today, act): (Day, NamedAct),
) -> Result<(Enrolment, Vec<crate::wrap::KeyId>), StoreError> {
    let Some(invited) = open_invitation(conn, token, today).await? else { return Ok((Enrolment::LinkUsed, Vec::new())) };
    let person = invited.person;
    sqlx::query(sql::ENROL)
        .bind(&person.as_bytes()[..])
        .bind(new.sign_in_name.as_str())
        .bind(&invited.name)
        .bind(invited.roles.to_string())
        .bind(invited.groups.join("\n"))
        .bind(&new.login.as_bytes()[..])
        .bind(&new.recipient)
        .bind(&new.signing.as_bytes()[..])
        .bind(&new.secrets[..])
        .bind(of_day(today))
        .execute(&mut *conn)
        .await
        .map_err(from_sql)?;
    let Some(gone) = second_factor::put_factor(conn, (person, SeedOwner::Link(token)), factor).await? else {
        sqlx::query(departures::DROP_ACCOUNT).bind(&person.as_bytes()[..]).execute(conn).await.map_err(from_sql)?;
        return Ok((Enrolment::CodeRefused, Vec::new()));
    };
    second_factor::put_codes(conn, person, &recovery).await?;
    second_factor::drop_offers_to(conn, person).await?;
    sqlx::query(sql::USE_INVITATION).bind(&token.as_bytes()[..]).execute(&mut *conn).await.map_err(from_sql)?;
    keep(conn, act).await?;
    Ok((Enrolment::Done(person), gone))
}

pub(super) fn account(row: AccountRow) -> Result<Account, StoreError> {
    let (person, sign_in_name, name, roles, groups, login, recipient, signing, secrets, enrolled) = row;
    Ok(Account {
        person: StaffId::new(bytes(&person, "staff.person")?),
        name,
        roles: roles.parse().map_err(|_| StoreError::Corrupt("staff.roles"))?,
        groups: lines(&groups),
        keys: NewAccount {
            sign_in_name: SignInName::parse(&sign_in_name).map_err(|_| StoreError::Corrupt("staff.sign_in_name"))?,
            login: LoginHash::new(bytes(&login, "staff.login")?),
            recipient,
            signing: SigningPublic::new(bytes(&signing, "staff.signing")?),
            secrets: secrets.into(),
        },
        enrolled_on: day(enrolled, "staff.enrolled_on")?,
    })
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
