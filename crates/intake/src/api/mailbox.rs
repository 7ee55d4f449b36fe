//! The mailbox: read page by page, written to, attachments fetched. Who brings a token that opens nothing gets the same size.

use actix_web::{HttpResponse, web::Data};
use domain::{AttachmentId, StoreError, SubmissionId, TokenHash, filing::MailboxPost};
use schemars::JsonSchema;
use sealing::derive;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    gate::Public,
    padding::{MEDIUM, Padded},
    problem::{Kind, Problem},
    shape,
    wire::{SealedBytes, WrittenUpload},
};
use zeroize::Zeroizing;

use super::{
    reports::check_uploads,
    toll::{self, Work},
};
use crate::{intake::Intake, sizes};

/// The secret half of a mailbox's address: 32 octets in hex. Only its hash is looked up.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Token(TokenHash);

impl TryFrom<String> for Token {
    type Error = sealing::Error;

    fn try_from(text: String) -> Result<Self, sealing::Error> {
        let token = derive::Token::from_hex(&Zeroizing::new(text))?;
        Ok(Self(TokenHash::new(*token.hash().as_bytes())))
    }
}

/// Asks for a page.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReadMailbox")]
pub(crate) struct Read {
    #[schemars(with = "shape::Hex32")]
    token: Token,
    /// Which page, from 0.
    page: u32,
}

impl Asks for Read {
    const LIMIT: usize = 8192;
}

/// A post.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WriteMailbox")]
pub(crate) struct Write {
    #[schemars(with = "shape::Hex32")]
    token: Token,
    #[schemars(with = "shape::Hex16")]
    submission: SubmissionId,
    item: SealedBytes,
    state: SealedBytes,
    /// The stored version + 1.
    state_version: u32,
    uploads: Vec<WrittenUpload>,
    work: Option<Work>,
}

impl Asks for Write {
    const LIMIT: usize = 3 << 20;
}

/// Whether there is such a mailbox.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WrittenMailbox")]
pub(crate) struct Written {
    stored: bool,
}

/// Asks for a chunk of an attachment.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FetchAttachment")]
pub(crate) struct Fetch {
    #[schemars(with = "shape::Hex32")]
    token: Token,
    #[schemars(with = "shape::Hex16")]
    attachment: AttachmentId,
    /// Which chunk, from 0.
    n: u32,
}

impl Asks for Fetch {
    const LIMIT: usize = 8192;
}

pub(super) async fn read(_: Public, intake: Data<Intake>, Asked(read): Asked<Read>) -> Result<HttpResponse, Problem> {
    let expected = intake.confirm_by(intake.leaves_at());
    let page = intake.parts.store.mailbox_page(read.token.0, read.page, expected).await;
    let mut page = page.map_err(|error| Problem::from_store(&error))?;
    Ok(octets(std::mem::take(&mut *page)))
}

pub(super) async fn write(_: Public, intake: Data<Intake>, Asked(write): Asked<Write>) -> Result<Padded<Written>, Problem> {
    if !sizes::is_item(write.item.0.len(), &intake.parts.limits) || !sizes::is_state(write.state.0.len()) {
        return Err(Problem::new(Kind::Malformed));
    }
    check_uploads(&write.uploads, &intake)?;
    toll::take(&intake, write.work.as_ref(), write.submission, write.uploads.len())?;
    let post = MailboxPost {
        mailbox: write.token.0,
        submission: write.submission,
        item: write.item.0,
        state: write.state.0,
        state_version: write.state_version,
        uploads: write.uploads.into_iter().map(Into::into).collect(),
    };
    let stored = intake.parts.store.post(post, intake.today()).await.map_err(|error| moved(&error))?;
    Ok(Padded::ok(Written { stored: stored.is_some() }, MEDIUM))
}

pub(super) async fn attachment(_: Public, intake: Data<Intake>, Asked(fetch): Asked<Fetch>) -> Result<HttpResponse, Problem> {
    let chunk = intake.parts.store.mailbox_chunk(fetch.token.0, fetch.attachment, fetch.n).await;
    let chunk = chunk.map_err(|error| Problem::from_store(&error))?.ok_or_else(|| Problem::new(Kind::NotFound))?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(chunk))
}

fn moved(error: &StoreError) -> Problem {
    match error {
        StoreError::Conflict => Problem::new(Kind::StateMoved),
        other => Problem::from_store(other),
    }
}

fn octets(body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/octet-stream").body(body)
}
