//! What is signed or public: the installation's own file, the log's newest checkpoint, rosters and questionnaires, also old ones, since
//! what was sealed names them by hash.

use actix_web::{
    HttpResponse,
    http::Method,
    web::{Data, Json, Path},
};
use domain::{QuestionnaireHash, RosterHash, permissions::SignedIn};
use schemars::JsonSchema;
use serde::Serialize;
use web::{
    endpoint::Endpoint,
    gate::{May, Public},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
};

use crate::{desk::Desk, refused};

/// A signed roster, as it was signed.
#[derive(Serialize, JsonSchema)]
struct Roster {
    /// The note, one string.
    roster: String,
}

/// What the sign-in page says of the place.
#[derive(Serialize, JsonSchema)]
struct Place {
    /// The organisation's key lies here, or the list in force was not signed offline: an administrator could add a reader.
    trial: bool,
    /// The domain for which passkeys are made here; none: this address has one-time codes only.
    passkeys: Option<String>,
}

/// A questionnaire.
#[derive(Serialize, JsonSchema)]
struct Questionnaire {
    #[schemars(with = "shape::Hex32")]
    hash: QuestionnaireHash,
    /// The exact JSON whose SHA-256 is `hash`.
    questionnaire: String,
}

/// The endpoints of public documents, for staff.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::GET, "/channel.json", channel),
        Endpoint::new(Method::GET, "/api/v1/casework/place", place)
            .lane(LaneName::Staff)
            .described(Operation::says("What everybody must know before they sign in").answers::<Place>(200, "the place")),
        Endpoint::new(Method::GET, "/api/v1/log/checkpoint", checkpoint)
            .lane(LaneName::Staff)
            .described(Operation::says("The log's newest signed checkpoint").answers_text("the checkpoint").problems(&[Kind::NotFound])),
        Endpoint::new(Method::GET, "/api/v1/casework/roster", in_force)
            .lane(LaneName::Staff)
            .described(Operation::says("The roster in force").answers::<Roster>(200, "the roster").problems(&[Kind::NotFound])),
        Endpoint::new(Method::GET, "/api/v1/casework/rosters/{hash}", by_hash)
            .lane(LaneName::Staff)
            .described(Operation::says("A roster by its hash").answers::<Roster>(200, "the roster").problems(&[Kind::NotFound])),
        Endpoint::new(Method::GET, "/api/v1/casework/questionnaires/{hash}", questionnaire).lane(LaneName::Staff).described(
            Operation::says("A questionnaire by its hash").answers::<Questionnaire>(200, "the questions").problems(&[Kind::NotFound]),
        ),
    ]
}

async fn channel(_: Public, desk: Data<Desk>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(desk.channel.clone())
}

async fn place(_: Public, desk: Data<Desk>) -> Json<Place> {
    let passkeys = desk.passkeys.as_ref().map(|site| site.domain().to_owned());
    Json(Place { trial: desk.registrar.is_trial().await, passkeys })
}

async fn checkpoint(_: Public, desk: Data<Desk>) -> Result<HttpResponse, Problem> {
    let newest = desk.store.checkpoint().await.map_err(refused::store)?.ok_or_else(refused::nothing)?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(newest))
}

async fn in_force(_: May<SignedIn>, desk: Data<Desk>) -> Result<Json<Roster>, Problem> {
    let found = desk.store.roster().await.map_err(refused::store)?;
    found.map(|stored| Json(Roster { roster: stored.note })).ok_or_else(refused::nothing)
}

async fn by_hash(_: May<SignedIn>, desk: Data<Desk>, hash: Path<RosterHash>) -> Result<Json<Roster>, Problem> {
    let found = desk.store.roster_by_hash(*hash).await.map_err(refused::store)?;
    found.map(|stored| Json(Roster { roster: stored.note })).ok_or_else(refused::nothing)
}

async fn questionnaire(_: May<SignedIn>, desk: Data<Desk>, hash: Path<QuestionnaireHash>) -> Result<Json<Questionnaire>, Problem> {
    let found = desk.store.questionnaire(*hash).await.map_err(refused::store)?;
    found.map(|questionnaire| Json(Questionnaire { hash: *hash, questionnaire })).ok_or_else(refused::nothing)
}
