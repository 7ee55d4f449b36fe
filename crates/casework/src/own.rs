//! A person's own way in: how their second factor stands, and which sessions are open. Everybody sees and changes their own only.

use actix_web::{
    HttpRequest, HttpResponse,
    http::Method,
    web::{Data, Json, Path},
};
use domain::{
    Day, PasskeyId, SessionHash, SessionId, StaffId,
    passkeys::{Challenged, Removal},
    permissions::SignedIn,
    second_factor::{self, Notice, Opens, SeedOwner},
};
use schemars::JsonSchema;
use serde::Serialize;
use web::{
    body::Asked,
    endpoint::Endpoint,
    gate::{May, Recent},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
};
use zeroize::Zeroizing;

use crate::{
    desk::Desk,
    refused,
    second_factor::{Factor, FirstCode, ShownSeed, shown},
    session::session_of,
};

/// How somebody signs in.
#[derive(Serialize, JsonSchema)]
struct Own {
    /// They have one-time codes.
    codes: bool,
    passkeys: Vec<OwnPasskey>,
    /// Recovery codes that are left.
    recovery_left: u32,
    /// Recovery codes that were used since the person was told.
    recovery_spent: u32,
    sessions: Vec<OwnSession>,
}

/// One passkey.
#[derive(Serialize, JsonSchema)]
struct OwnPasskey {
    #[schemars(with = "shape::Hex16")]
    id: PasskeyId,
    /// What its owner calls it.
    name: String,
}

/// One open session.
#[derive(Serialize, JsonSchema)]
struct OwnSession {
    #[schemars(with = "shape::Hex16")]
    id: SessionId,
    /// The day on which it began.
    #[schemars(with = "shape::DayNumber")]
    begun_on: Day,
    /// It is the one that asks.
    this: bool,
}

/// New recovery codes, said this once.
#[derive(Serialize, JsonSchema)]
struct Codes {
    recovery_codes: Vec<String>,
}

/// The endpoints of the own way in.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    let (own, sessions) = ("/api/v1/casework/own", "/api/v1/casework/own/sessions");
    let again = Kind::AskAgain;
    [
        Endpoint::new(Method::GET, own, look)
            .described(Operation::says("How one's own second factor stands, and one's open sessions").answers::<Own>(200, "both")),
        Endpoint::new(Method::POST, "/api/v1/casework/own/proof", prove).described(
            Operation::says("Show the second factor once more; for five minutes nothing asks again")
                .asks::<Factor>()
                .answers_nothing("shown")
                .problems(&[Kind::Malformed, Kind::CodeRefused, Kind::CodeWait, Kind::PasskeyRefused]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/own/seed", new_seed).described(
            Operation::says("A new seed for one's one-time codes").answers::<ShownSeed>(200, "the seed, said this once").problems(&[again]),
        ),
        Endpoint::new(Method::PUT, "/api/v1/casework/own/seed", adopt_seed).described(
            Operation::says("Put the new seed in place of any old one by typing its first code")
                .asks::<FirstCode>()
                .answers_nothing("in place; all other sessions ended")
                .problems(&[again, Kind::CodeRefused]),
        ),
        Endpoint::new(Method::DELETE, "/api/v1/casework/own/seed", drop_seed).described(
            Operation::says("Take one's one-time codes away, for whoever has passkeys")
                .answers_nothing("gone; all other sessions ended")
                .problems(&[again, Kind::NotFound, Kind::LastFactor]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/own/recovery-codes", new_codes).described(
            Operation::says("Ten new recovery codes in place of all others")
                .answers::<Codes>(200, "the codes, said this once; all other sessions ended")
                .problems(&[again]),
        ),
        Endpoint::new(Method::DELETE, "/api/v1/casework/own/recovery-notice", told)
            .described(Operation::says("The person has read that recovery codes were used").answers_nothing("told")),
        Endpoint::new(Method::DELETE, "/api/v1/casework/own/wrong-codes-notice", told_of_wrong)
            .described(Operation::says("The person has read that wrong codes were typed").answers_nothing("told")),
        Endpoint::new(Method::DELETE, "/api/v1/casework/own/passkeys-notice", told_of_copies)
            .described(Operation::says("The person has read that a passkey may have been copied").answers_nothing("told")),
        Endpoint::new(Method::DELETE, sessions, end_others)
            .described(Operation::says("End all of one's sessions but this one").answers_nothing("ended")),
        Endpoint::new(Method::DELETE, "/api/v1/casework/own/sessions/{session}", end_one)
            .described(Operation::says("End one of one's sessions").answers_nothing("ended").problems(&[Kind::NotFound])),
    ]
    .map(|endpoint| endpoint.lane(LaneName::Staff))
    .to_vec()
}

async fn look(by: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<Json<Own>, Problem> {
    let person = by.actor().person;
    let standing = desk.store.standing_of(person).await.map_err(refused::store)?;
    let this = SessionId::of(&own_session(&request)?);
    let open = desk.store.own_sessions(person, desk.now()).await.map_err(refused::store)?;
    let sessions = open.into_iter().map(|one| OwnSession { id: one.id, begun_on: one.begun.day(desk.zone), this: one.id == this });
    let standing = standing.unwrap_or_default();
    let passkeys = desk.store.passkeys_of(person).await.map_err(refused::store)?;
    Ok(Json(Own {
        codes: standing.codes,
        passkeys: passkeys.into_iter().map(|passkey| OwnPasskey { id: passkey.id(), name: passkey.name }).collect(),
        recovery_left: standing.left,
        recovery_spent: standing.spent,
        sessions: sessions.collect(),
    }))
}

async fn prove(by: May<SignedIn>, desk: Data<Desk>, request: HttpRequest, asked: Asked<Factor>) -> Result<HttpResponse, Problem> {
    let session = own_session(&request)?;
    desk.check((by.actor().person, Opens::Again(session)), asked.0, Challenged::Proves(session)).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn new_seed(by: Recent<May<SignedIn>>, desk: Data<Desk>) -> Result<Json<ShownSeed>, Problem> {
    desk.new_seed(SeedOwner::Person(by.actor().person)).await.map(Json)
}

async fn adopt_seed(
    by: Recent<May<SignedIn>>,
    desk: Data<Desk>,
    request: HttpRequest,
    asked: Asked<FirstCode>,
) -> Result<HttpResponse, Problem> {
    let (who, code) = ((by.actor().person, own_session(&request)?), Zeroizing::new(asked.0.code));
    let adopted = second_factor::adopt(&*desk.store, who, code, (desk.now(), desk.today())).await.map_err(refused::store)?;
    if adopted { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::new(Kind::CodeRefused)) }
}

async fn drop_seed(by: Recent<May<SignedIn>>, desk: Data<Desk>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let who = (by.actor().person, own_session(&request)?);
    removed(desk.store.drop_codes(who, desk.today()).await.map_err(refused::store)?)
}

/// How taking away a second factor ended.
pub(crate) fn removed(removal: Removal) -> Result<HttpResponse, Problem> {
    match removal {
        Removal::Gone => Ok(HttpResponse::NoContent().finish()),
        Removal::Unknown => Err(refused::nothing()),
        Removal::Last => Err(Problem::new(Kind::LastFactor)),
    }
}

async fn new_codes(by: Recent<May<SignedIn>>, desk: Data<Desk>, request: HttpRequest) -> Result<Json<Codes>, Problem> {
    let (person, codes) = (by.actor().person, desk.draw_recovery_codes());
    let hashes = codes.iter().map(|code| code.hash(person)).collect();
    desk.store.put_recovery_codes((person, own_session(&request)?), hashes, desk.today()).await.map_err(refused::store)?;
    Ok(Json(Codes { recovery_codes: shown(&codes) }))
}

async fn told(by: May<SignedIn>, desk: Data<Desk>) -> Result<HttpResponse, Problem> {
    desk.was_told(by.actor().person, Notice::RecoverySpent).await
}

async fn told_of_wrong(by: May<SignedIn>, desk: Data<Desk>) -> Result<HttpResponse, Problem> {
    desk.was_told(by.actor().person, Notice::WrongCodes).await
}

async fn told_of_copies(by: May<SignedIn>, desk: Data<Desk>) -> Result<HttpResponse, Problem> {
    desk.was_told(by.actor().person, Notice::Copied).await
}

impl Desk {
    async fn was_told(&self, person: StaffId, notice: Notice) -> Result<HttpResponse, Problem> {
        self.store.told(person, notice).await.map_err(refused::store)?;
        Ok(HttpResponse::NoContent().finish())
    }
}

async fn end_others(by: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    desk.store.end_other_sessions(by.actor().person, own_session(&request)?).await.map_err(refused::store)?;
    Ok(HttpResponse::NoContent().finish())
}

async fn end_one(by: May<SignedIn>, desk: Data<Desk>, session: Path<SessionId>) -> Result<HttpResponse, Problem> {
    let ended = desk.store.end_session(by.actor().person, *session).await.map_err(refused::store)?;
    if ended { Ok(HttpResponse::NoContent().finish()) } else { Err(refused::nothing()) }
}

pub(crate) fn own_session(request: &HttpRequest) -> Result<SessionHash, Problem> {
    session_of(request).ok_or_else(|| Problem::new(Kind::SignedOut))
}
