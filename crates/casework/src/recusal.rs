//! Leaving a case by oneself. Nobody is asked for a reason, and none is kept.

use actix_web::{HttpResponse, http::Method, web::Data};
use domain::permissions::WriteCase;
use web::{
    endpoint::Endpoint,
    gate::Member,
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
};

use crate::{desk::Desk, refused};

/// The endpoint of recusal.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::POST, "/api/v1/casework/cases/{case}/recusal", recuse).lane(LaneName::Staff).described(
            Operation::says("Leave a case by oneself; nothing is written in it until its keys are replaced")
                .answers_nothing("no member any more")
                .problems(&[Kind::NotFound, Kind::KeyringMoved, Kind::LastReader]),
        ),
    ]
}

async fn recuse(by: Member<WriteCase>, desk: Data<Desk>) -> Result<HttpResponse, Problem> {
    let left = desk.store.recuse(&by).await.map_err(|error| refused::moved(&error))?;
    left.map(|()| HttpResponse::NoContent().finish()).ok_or_else(refused::nothing)
}
