//! A person's own way in: how their second factor stands, and which sessions are open. Everybody sees and changes their own only.

use actix_web::{
    HttpRequest, HttpResponse,
    http::Method,
    web::{Data, Json, Path},
};
use domain::{
    Day, SessionHash, SessionId,
    permissions::SignedIn,
    second_factor::{self, SeedOwner},
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
    second_factor::{Factor, FirstCode, ShownSeed},
    session::session_of,
};

/// How somebody signs in.
#[derive(Serialize, JsonSchema)]
struct Own {
    /// Recovery codes that are left.
    recovery_left: u32,
    /// Recovery codes that were used since the person was told.
    recovery_spent: u32,
    sessions: Vec<OwnSession>,
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
                .problems(&[Kind::Malformed, Kind::CodeRefused, Kind::CodeWait]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/own/seed", new_seed).described(
            Operation::says("A new seed for one's one-time codes").answers::<ShownSeed>(200, "the seed, said this once").problems(&[again]),
        ),
        Endpoint::new(Method::PUT, "/api/v1/casework/own/seed", adopt_seed).described(
            Operation::says("Put the new seed in place of the old one by typing its first code")
                .asks::<FirstCode>()
                .answers_nothing("in place")
                .problems(&[again, Kind::CodeRefused]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/own/recovery-codes", new_codes).described(
            Operation::says("Ten new recovery codes in place of all others")
                .answers::<Codes>(200, "the codes, said this once")
                .problems(&[again]),
        ),
        Endpoint::new(Method::DELETE, "/api/v1/casework/own/recovery-notice", told)
            .described(Operation::says("The person has read that recovery codes were used").answers_nothing("told")),
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
    Ok(Json(Own {
        recovery_left: standing.map_or(0, |standing| standing.left),
        recovery_spent: standing.map_or(0, |standing| standing.spent),
        sessions: sessions.collect(),
    }))
}

async fn prove(by: May<SignedIn>, desk: Data<Desk>, request: HttpRequest, asked: Asked<Factor>) -> Result<HttpResponse, Problem> {
    desk.check(by.actor().person, asked.0).await?;
    desk.store.proved_again(own_session(&request)?, desk.now()).await.map_err(refused::store)?;
    Ok(HttpResponse::NoContent().finish())
}

async fn new_seed(by: Recent<May<SignedIn>>, desk: Data<Desk>) -> Result<Json<ShownSeed>, Problem> {
    desk.new_seed(SeedOwner::Person(by.actor().person)).await.map(Json)
}

async fn adopt_seed(by: Recent<May<SignedIn>>, desk: Data<Desk>, asked: Asked<FirstCode>) -> Result<HttpResponse, Problem> {
    let code = Zeroizing::new(asked.0.code);
    let adopted = second_factor::adopt(&*desk.store, by.actor().person, &code, (desk.now(), desk.today())).await.map_err(refused::store)?;
    if adopted { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::new(Kind::CodeRefused)) }
}

async fn new_codes(by: Recent<May<SignedIn>>, desk: Data<Desk>) -> Result<Json<Codes>, Problem> {
    let recovery_codes = desk.new_recovery_codes(by.actor().person).await?;
    Ok(Json(Codes { recovery_codes }))
}

async fn told(by: May<SignedIn>, desk: Data<Desk>) -> Result<HttpResponse, Problem> {
    desk.store.told(by.actor().person).await.map_err(refused::store)?;
    Ok(HttpResponse::NoContent().finish())
}

async fn end_others(by: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    desk.store.end_other_sessions(by.actor().person, own_session(&request)?).await.map_err(refused::store)?;
    Ok(HttpResponse::NoContent().finish())
}

async fn end_one(by: May<SignedIn>, desk: Data<Desk>, session: Path<SessionId>) -> Result<HttpResponse, Problem> {
    let ended = desk.store.end_session(by.actor().person, *session).await.map_err(refused::store)?;
    if ended { Ok(HttpResponse::NoContent().finish()) } else { Err(refused::nothing()) }
}

fn own_session(request: &HttpRequest) -> Result<SessionHash, Problem> {
    session_of(request).ok_or_else(|| Problem::new(Kind::SignedOut))
}
