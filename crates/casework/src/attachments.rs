//! Attachments of a case: fetched and sent in chunks of sealed bytes.

use actix_web::{
    HttpResponse,
    http::Method,
    web::{Data, Json, Path},
};
use domain::{
    AttachmentId, CaseId, StoreError, UploadId,
    limits::CHUNK,
    permissions::{ReadCase, WriteCase},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks, Octets},
    endpoint::Endpoint,
    gate::Member,
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
};

use crate::{desk::Desk, refused};

/// Bytes of a chunk, as a limit for bodies.
const CHUNK_LIMIT: usize = 1 << 20;

/// Asks to send so many bytes of ciphertext.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Open {
    bytes: u64,
}

impl Asks for Open {
    const LIMIT: usize = 1 << 10;
}

/// Where to send them.
#[derive(Serialize, JsonSchema)]
struct Opened {
    #[schemars(with = "shape::Hex16")]
    upload: UploadId,
    /// Bytes of a chunk; the last may be shorter.
    chunk: u64,
}

/// The endpoints of attachments.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::GET, "/api/v1/casework/cases/{case}/attachments/{id}/{n}", chunk)
            .lane(LaneName::Staff)
            .described(Operation::says("Chunk n of an attachment").answers_octets("sealed bytes").problems(&[Kind::NotFound])),
        Endpoint::new(Method::POST, "/api/v1/casework/cases/{case}/uploads", open).lane(LaneName::Staff).described(
            Operation::says("Open an upload for a post in this case").asks::<Open>().answers::<Opened>(200, "opened").problems(&[
                Kind::NotFound,
                Kind::TooLarge,
                Kind::Full,
            ]),
        ),
        Endpoint::new(Method::PUT, "/api/v1/casework/cases/{case}/uploads/{upload}/{n}", put).lane(LaneName::Staff).described(
            Operation::says("Send chunk n; the same chunk again is fine").asks_octets().answers_nothing("it is on the disk").problems(&[
                Kind::Malformed,
                Kind::NotFound,
                Kind::SubmissionDiffers,
                Kind::Full,
            ]),
        ),
    ]
}

async fn chunk(by: Member<ReadCase>, desk: Data<Desk>, path: Path<(CaseId, AttachmentId, u32)>) -> Result<HttpResponse, Problem> {
    let (_, attachment, n) = path.into_inner();
    let found = desk.store.chunk(&by, attachment, n).await.map_err(refused::store)?.ok_or_else(refused::nothing)?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(found))
}

async fn open(by: Member<WriteCase>, desk: Data<Desk>, asked: Asked<Open>) -> Result<Json<Opened>, Problem> {
    let limit = desk.limits.max_upload();
    if asked.0.bytes > limit {
        return Err(Problem::new(Kind::TooLarge).with("limit", limit));
    }
    let opened = desk.store.open_case_upload(&by, asked.0.bytes, desk.now()).await.map_err(refused::store)?;
    Ok(Json(Opened { upload: opened.ok_or_else(refused::nothing)?, chunk: CHUNK }))
}

async fn put(
    by: Member<WriteCase>,
    desk: Data<Desk>,
    path: Path<(CaseId, UploadId, u32)>,
    octets: Octets<CHUNK_LIMIT>,
) -> Result<HttpResponse, Problem> {
    let (_, upload, n) = path.into_inner();
    let stored = desk.store.put_case_chunk(&by, upload, n, octets.0, desk.now()).await.map_err(|error| match error {
        StoreError::Conflict => Problem::new(Kind::SubmissionDiffers),
        other => refused::store(other),
    })?;
    stored.map(|()| HttpResponse::NoContent().finish()).ok_or_else(refused::nothing)
}
