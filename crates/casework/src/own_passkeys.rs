//! A person's own passkeys: shown when something asks again, added, and taken away. Nobody is ever left without a second factor.

use actix_web::{
    HttpRequest, HttpResponse,
    http::Method,
    web::{Data, Json, Path},
};
use domain::{PasskeyId, passkeys::Challenged, permissions::SignedIn, second_factor::Tried};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::{May, Recent},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
};

use crate::{
    desk::Desk,
    own::{own_session, removed},
    passkeys::{AskedFor, AskedForNew, LIMIT, Made},
    refused,
};

impl Asks for Made {
    const LIMIT: usize = LIMIT;
}

/// The endpoints of one's own passkeys.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    let again = Kind::AskAgain;
    [
        Endpoint::new(Method::POST, "/api/v1/casework/own/challenge", challenge).described(
            Operation::says("What to ask one of one's passkeys, to show the second factor once more")
                .answers::<AskedFor>(200, "the challenge, good once")
                .problems(&[Kind::NotFound]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/own/new-passkey", ask_for_new).described(
            Operation::says("What to ask a browser for one passkey more")
                .answers::<AskedForNew>(200, "the challenge, good once")
                .problems(&[again, Kind::NotFound]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/own/passkeys", add).described(
            Operation::says("Add a passkey to one's own").asks::<Made>().answers_nothing("added; all other sessions ended").problems(&[
                again,
                Kind::Malformed,
                Kind::NotFound,
                Kind::PasskeyRefused,
            ]),
        ),
        Endpoint::new(Method::DELETE, "/api/v1/casework/own/passkeys/{passkey}", take_away).described(
            Operation::says("Take one of one's passkeys away").answers_nothing("gone; all other sessions ended").problems(&[
                again,
                Kind::NotFound,
                Kind::LastFactor,
            ]),
        ),
    ]
    .map(|endpoint| endpoint.lane(LaneName::Staff))
    .to_vec()
}

async fn challenge(by: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<Json<AskedFor>, Problem> {
    desk.ask_for_one(by.actor().person, Challenged::Proves(own_session(&request)?)).await.map(Json)
}

async fn ask_for_new(by: Recent<May<SignedIn>>, desk: Data<Desk>, request: HttpRequest) -> Result<Json<AskedForNew>, Problem> {
    desk.ask_for_new(by.actor().person, Challenged::Adds(own_session(&request)?)).await.map(Json)
}

async fn add(by: Recent<May<SignedIn>>, desk: Data<Desk>, request: HttpRequest, asked: Asked<Made>) -> Result<HttpResponse, Problem> {
    let who = (by.actor().person, own_session(&request)?);
    let passkey = desk.new_passkey(Challenged::Adds(who.1), asked.0).await?;
    let added = desk.store.adopt(who, Tried::Passkey(passkey), desk.today()).await.map_err(refused::store)?;
    if added { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::new(Kind::PasskeyRefused)) }
}

async fn take_away(
    by: Recent<May<SignedIn>>,
    desk: Data<Desk>,
    request: HttpRequest,
    passkey: Path<PasskeyId>,
) -> Result<HttpResponse, Problem> {
    let who = (by.actor().person, own_session(&request)?);
    removed(desk.store.drop_passkey(who, *passkey, desk.today()).await.map_err(refused::store)?)
}
