//! Attachments as they come in, chunk by chunk. A chunk is confirmed once it is synced, and the same one may come again.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use domain::{SubmissionId, UploadId, limits::CHUNK};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks, Octets},
    gate::Public,
    padding::{Padded, SMALL},
    problem::{Kind, Problem},
    shape,
};

use super::toll::{self, Work};
use crate::{intake::Intake, sizes};

/// Octets of a chunk, as a body limit.
const CHUNK_LIMIT: usize = 1 << 20;
const _: () = assert!(CHUNK == 1 << 20, "the chunk of the store is the chunk of the door");

/// What opens an upload.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OpenUpload")]
pub(crate) struct Open {
    #[schemars(with = "shape::Hex16")]
    submission: SubmissionId,
    /// Octets of ciphertext: a sealed attachment of a padded size.
    bytes: u64,
    work: Work,
}

impl Asks for Open {
    const LIMIT: usize = 4096;
}

/// An upload that was opened.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OpenedUpload")]
pub(crate) struct Opened {
    #[schemars(with = "shape::Hex16")]
    upload: UploadId,
    /// Octets of every chunk but the last.
    chunk: u64,
}

/// How far an upload has come.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UploadProgress")]
pub(crate) struct Progress {
    bytes: u64,
    chunk: u64,
    have: Vec<u32>,
}

pub(super) async fn open(_: Public, intake: Data<Intake>, Asked(open): Asked<Open>) -> Result<Padded<Opened>, Problem> {
    let most = intake.parts.limits.max_upload();
    if open.bytes > most {
        return Err(Problem::new(Kind::TooLarge).with("limit", most));
    }
    if !sizes::is_attachment(open.bytes) {
        return Err(Problem::new(Kind::Malformed));
    }
    intake.roster().await?;
    let (challenge, before) = toll::take_for_upload(&intake, &open.work, open.submission, open.bytes)?;
    let upload = match before {
        Some(upload) => upload,
        None => {
            let opened = intake.parts.store.open_upload(open.submission, open.bytes, intake.now()).await;
            opened.map_err(|error| Problem::from_store(&error))?
        }
    };
    intake.spent_on_uploads.note(&challenge, upload);
    Ok(Padded::ok(Opened { upload, chunk: CHUNK }, SMALL))
}

pub(super) async fn put(
    _: Public,
    intake: Data<Intake>,
    path: Path<(String, u32)>,
    Octets(chunk): Octets<CHUNK_LIMIT>,
) -> Result<HttpResponse, Problem> {
    let (upload, n) = path.into_inner();
    let stored = intake.parts.store.put_chunk(named(&upload)?, n, chunk, intake.now()).await;
    stored.map_err(|error| Problem::from_store(&error))?.ok_or_else(|| Problem::new(Kind::NotFound))?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn progress(_: Public, intake: Data<Intake>, upload: Path<String>) -> Result<Padded<Progress>, Problem> {
    let progress = intake.parts.store.progress(named(&upload)?).await.map_err(|error| Problem::from_store(&error))?;
    let progress = progress.ok_or_else(|| Problem::new(Kind::NotFound))?;
    Ok(Padded::ok(Progress { bytes: progress.bytes, chunk: CHUNK, have: progress.have }, SMALL))
}

fn named(upload: &str) -> Result<UploadId, Problem> {
    upload.parse().map_err(|_| Problem::new(Kind::NotFound))
}
