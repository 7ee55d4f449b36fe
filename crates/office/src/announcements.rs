//! How staff hear of this place: the addresses that stand on the poster, and when staff were told.

use actix_web::{
    HttpResponse,
    http::Method,
    web::{Data, Json},
};
use domain::{
    Day,
    announcements::{Announcement, LONGEST_HOW},
    permissions::{Announce, ListPeople},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::May,
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
};

use crate::{desk::Desk, refused};

const PATH: &str = "/api/v1/office/announcements";

/// Once that staff were told.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Told {
    #[schemars(with = "shape::DayNumber")]
    told_on: Day,
    /// How: a poster, a meeting, a letter.
    how: String,
}

impl Asks for Told {
    const LIMIT: usize = 4 << 10;
}

/// What a poster says, and what was noted.
#[derive(Serialize, JsonSchema)]
struct Channel {
    /// Where reporters come to: as people type it, and the onion address.
    addresses: Vec<String>,
    /// The organisation's day.
    #[schemars(with = "shape::DayNumber")]
    today: Day,
    /// The newest first.
    announcements: Vec<Told>,
}

/// The endpoints.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::GET, PATH, read)
            .lane(LaneName::Staff)
            .described(Operation::says("What a poster says, and when staff were told").answers::<Channel>(200, "addresses and days")),
        Endpoint::new(Method::POST, PATH, note).lane(LaneName::Staff).described(
            Operation::says("Note that staff were told").asks::<Told>().answers_nothing("it is noted").problems(&[Kind::Malformed]),
        ),
    ]
}

async fn read(_: May<ListPeople>, desk: Data<Desk>) -> Result<Json<Channel>, Problem> {
    let noted = desk.announcements.announcements().await.map_err(refused::store)?;
    let announcements = noted.into_iter().map(|Announcement { told_on, how }| Told { told_on, how }).collect();
    Ok(Json(Channel { addresses: desk.reporters.clone(), today: desk.today(), announcements }))
}

async fn note(_: May<Announce>, desk: Data<Desk>, asked: Asked<Told>) -> Result<HttpResponse, Problem> {
    let Told { told_on, how } = asked.0;
    let length = how.chars().count();
    if !(1..=LONGEST_HOW).contains(&length) || how.trim() != how || how.chars().any(char::is_control) || told_on > desk.today() {
        return Err(Problem::new(Kind::Malformed));
    }
    let [id @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = (desk.tokens)();
    desk.announcements.announce(id, Announcement { told_on, how }).await.map_err(refused::store)?;
    Ok(HttpResponse::NoContent().finish())
}
