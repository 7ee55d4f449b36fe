//! Letters between people of the staff. Whoever posts one shows a second factor; everybody finds their own, and nobody learns from this
//! door who wrote.

use actix_web::{
    HttpResponse,
    http::Method,
    web::{Data, Json, Path},
};
use domain::{
    LetterId, StaffId,
    letters::{LETTER, Letter as Kept, NewLetter, Posted},
    permissions::WriteLetter,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::{May, Recent},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
    wire::SealedBytes,
};

use crate::{desk::Desk, refused};

const PATH: &str = "/api/v1/casework/letters";

/// One's own letters, in the order of their random ids.
#[derive(Serialize, JsonSchema)]
struct Letters {
    letters: Vec<Letter>,
}

/// A letter.
#[derive(Serialize, JsonSchema)]
struct Letter {
    #[schemars(with = "shape::Hex16")]
    id: LetterId,
    sealed: SealedBytes,
}

/// A letter to be posted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Post {
    #[schemars(with = "shape::Hex16")]
    to: StaffId,
    sealed: SealedBytes,
}

impl Asks for Post {
    const LIMIT: usize = 32 << 10;
}

/// The endpoints.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    [
        Endpoint::new(Method::GET, PATH, own)
            .described(Operation::says("One's own letters, by random ids").answers::<Letters>(200, "all that wait")),
        Endpoint::new(Method::POST, PATH, post).described(
            Operation::says("Post a letter: readers of cases to keepers of names, keepers to readers; all of one size")
                .asks::<Post>()
                .answers_nothing("it waits for its receiver")
                .problems(&[Kind::AskAgain, Kind::Malformed, Kind::NotFound, Kind::LettersFull]),
        ),
        Endpoint::new(Method::DELETE, "/api/v1/casework/letters/{letter}", throw_away)
            .described(Operation::says("Throw one of one's own letters away").answers_nothing("it is gone").problems(&[Kind::NotFound])),
    ]
    .map(|endpoint| endpoint.lane(LaneName::Staff))
    .to_vec()
}

async fn own(by: May<WriteLetter>, desk: Data<Desk>) -> Result<Json<Letters>, Problem> {
    let own = desk.store.letters(by.actor().person).await.map_err(refused::store)?;
    let letters = own.into_iter().map(|Kept { id, sealed }| Letter { id, sealed: SealedBytes(sealed) }).collect();
    Ok(Json(Letters { letters }))
}

async fn post(by: Recent<May<WriteLetter>>, desk: Data<Desk>, asked: Asked<Post>) -> Result<HttpResponse, Problem> {
    let Post { to, sealed: SealedBytes(sealed) } = asked.0;
    if sealed.len() != LETTER {
        return Err(Problem::new(Kind::Malformed));
    }
    let letter = NewLetter { to, by: by.actor().roles, sealed, today: desk.today() };
    match desk.store.post_letter(letter).await.map_err(refused::store)? {
        Posted::Kept => Ok(HttpResponse::NoContent().finish()),
        Posted::Nobody => Err(refused::nothing()),
        Posted::Full => Err(Problem::new(Kind::LettersFull)),
    }
}

async fn throw_away(by: May<WriteLetter>, desk: Data<Desk>, letter: Path<LetterId>) -> Result<HttpResponse, Problem> {
    let gone = desk.store.drop_letter(by.actor().person, *letter).await.map_err(refused::store)?;
    if gone { Ok(HttpResponse::NoContent().finish()) } else { Err(refused::nothing()) }
}
