//! The book: what somebody keeps for themselves about their cases. It passes through here sealed; its size is all that is looked at.

use actix_web::{
    HttpResponse,
    http::Method,
    web::{Data, Json},
};
use domain::{
    BookHash, StoreError,
    books::{MAX_BOOK, is_book_size},
    permissions::ListCases,
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
    wire::SealedBytes,
};

use crate::{desk::Desk, refused};

const PATH: &str = "/api/v1/casework/book";

/// One's own book as it was sealed, or nothing.
#[derive(Serialize, JsonSchema)]
struct Kept {
    sealed: Option<SealedBytes>,
}

/// A book to be put in place of another.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keep {
    /// SHA-256 of the sealed bytes it replaces; null for the first.
    #[schemars(with = "Option<shape::Hex32>")]
    previous: Option<BookHash>,
    sealed: SealedBytes,
}

impl Asks for Keep {
    // Base64 is a third longer.
    const LIMIT: usize = MAX_BOOK / 3 * 4 + 1024;
}

/// The endpoints of the book.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::GET, PATH, fetch)
            .lane(LaneName::Staff)
            .described(Operation::says("One's own book, sealed by oneself").answers::<Kept>(200, "the book, or null")),
        Endpoint::new(Method::PUT, PATH, keep).lane(LaneName::Staff).described(
            Operation::says("Put one's book in place of the one before").asks::<Keep>().answers_nothing("kept").problems(&[
                Kind::Malformed,
                Kind::BookMoved,
                Kind::Full,
            ]),
        ),
    ]
}

async fn fetch(by: May<ListCases>, desk: Data<Desk>) -> Result<Json<Kept>, Problem> {
    let book = desk.store.book(&by).await.map_err(refused::store)?;
    Ok(Json(Kept { sealed: book.map(|book| SealedBytes(book.sealed)) }))
}

async fn keep(by: May<ListCases>, desk: Data<Desk>, asked: Asked<Keep>) -> Result<HttpResponse, Problem> {
    let Keep { previous, sealed } = asked.0;
    let sealed = sealed.within(MAX_BOOK).filter(|sealed| is_book_size(sealed.len())).ok_or_else(|| Problem::new(Kind::Malformed))?;
    match desk.store.keep_book(&by, previous, sealed).await {
        Ok(_) => Ok(HttpResponse::NoContent().finish()),
        Err(StoreError::Conflict) => Err(Problem::new(Kind::BookMoved)),
        Err(other) => Err(refused::store(other)),
    }
}
