//! Taking people out, and letting those who lost their keys enrol anew. What is answered is the same whether the person read a hundred
//! reports or none: this door does not know it, and the store does as much work for both.

use actix_web::{
    HttpResponse,
    http::Method,
    web::{Data, Json, Path},
};
use domain::{
    Day, EnrolmentHash, StaffId,
    departures::{AGREE_DAYS, Approval, Departure, Renewal},
    permissions::{RenewPeople, TakeOutPeople},
};
use schemars::JsonSchema;
use serde::Serialize;
use web::{
    endpoint::Endpoint,
    gate::{May, Recent},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
    wire::HexBytes,
};
use zeroize::Zeroizing;

use crate::{desk::Desk, refused};

/// What came of agreeing that somebody enrols anew.
#[derive(Serialize, JsonSchema)]
struct Agreed {
    /// The link's token, said this once to the one by whose word it is enough; null while another one must agree.
    token: Option<HexBytes<32>>,
    /// The last day of the link, or for the second to agree.
    #[schemars(with = "shape::DayNumber")]
    until: Day,
}

/// The endpoints.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::POST, "/api/v1/office/people/{person}/departure", take_out).lane(LaneName::Staff).described(
            Operation::says("Take somebody out: sessions, sign-in and memberships end at once")
                .answers_nothing("they are out")
                .problems(&[Kind::NotFound, Kind::NotOneself, Kind::LastHandler, Kind::AskAgain]),
        ),
        Endpoint::new(Method::POST, "/api/v1/office/people/{person}/renewal", renew).lane(LaneName::Staff).described(
            Operation::says("Agree that somebody who lost their keys enrols anew; it takes two people")
                .answers::<Agreed>(200, "whether two agreed")
                .problems(&[Kind::NotFound, Kind::NotOneself, Kind::AskAgain]),
        ),
        Endpoint::new(Method::DELETE, "/api/v1/office/people/{person}/renewal", withdraw).lane(LaneName::Staff).described(
            Operation::says("Take back that one agreed that somebody enrols anew")
                .answers_nothing("it is taken back")
                .problems(&[Kind::NotFound]),
        ),
    ]
}

async fn take_out(by: Recent<May<TakeOutPeople>>, desk: Data<Desk>, person: Path<StaffId>) -> Result<HttpResponse, Problem> {
    if by.actor().person == *person {
        return Err(Problem::new(Kind::NotOneself));
    }
    match desk.departures.take_out(*person, desk.by(by.actor())).await.map_err(refused::store)? {
        Departure::Out => Ok(HttpResponse::NoContent().finish()),
        Departure::Unknown => Err(Problem::new(Kind::NotFound)),
        Departure::LastHandler => Err(Problem::new(Kind::LastHandler)),
    }
}

async fn renew(by: Recent<May<RenewPeople>>, desk: Data<Desk>, person: Path<StaffId>) -> Result<Json<Agreed>, Problem> {
    let (by, person, today) = (by.actor(), *person, desk.today());
    if by.person == person {
        return Err(Problem::new(Kind::NotOneself));
    }
    let token = Zeroizing::new((desk.tokens)());
    let until = today.add_days(AGREE_DAYS);
    let in_force = desk.documents.roster().await.map_err(refused::store)?;
    let listed = in_force.map(|list| desk.notary.listed(&list, today)).unwrap_or_default();
    let approval = Approval { person, by, listed, token: EnrolmentHash::of(&*token), today, until };
    match desk.departures.approve(approval).await.map_err(refused::store)? {
        Renewal::Unknown => Err(Problem::new(Kind::NotFound)),
        Renewal::Waiting(until) => Ok(Json(Agreed { token: None, until })),
        Renewal::Invited => Ok(Json(Agreed { token: Some(HexBytes::new(*token)), until })),
    }
}

async fn withdraw(by: May<RenewPeople>, desk: Data<Desk>, person: Path<StaffId>) -> Result<HttpResponse, Problem> {
    let withdrawn = desk.departures.withdraw(*person, by.actor().person).await.map_err(refused::store)?;
    if withdrawn { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::new(Kind::NotFound)) }
}
