//! A file sealed while it arrives: two chunks of ciphertext in memory and never more.

use std::sync::Arc;

use bytes::Bytes;
use domain::{ContentHash, StoreError, SubmissionId, UploadId, filing::NamedUpload};
use sealing::attachment::{CHUNK, Sealer, sealed_length};
use web::problem::Problem;

use super::{Desk, Stored, broken};
use crate::intake::Intake;

/// An upload under way.
pub(in crate::plain) struct Upload {
    sealer: Sealer,
    length: u64,
    chunks: Chunks,
}

/// Ciphertext on its way to the store, in chunks.
struct Chunks {
    intake: Arc<Intake>,
    upload: UploadId,
    waiting: Vec<u8>,
    next: u32,
}

impl Upload {
    /// Opens an upload for a file of exactly this length, sealed as the next post of this mailbox will be.
    ///
    /// # Errors
    /// What the store says; [`web::problem::Kind::Internal`].
    pub(in crate::plain) async fn begin(desk: &Desk, submission: SubmissionId, length: u64) -> Result<Self, Problem> {
        let intake = desk.intake.clone();
        let sealed = sealed_length(length).map_err(|error| broken(&error))?;
        let mut rng = intake.generator();
        let recipients = desk.look(move |mailbox| mailbox.begin_post(mailbox.own_unreadable() == 0, &mut rng).recipients().clone()).await?;
        let sealer = Sealer::begin(&recipients).map_err(|error| broken(&error))?;
        let opened = intake.parts.store.open_upload(submission, sealed, intake.now()).await;
        let upload = opened.map_err(|error| Problem::from_store(&error))?;
        Ok(Self { sealer, length, chunks: Chunks { intake, upload, waiting: Vec::with_capacity(2 * CHUNK), next: 0 } })
    }

    /// Seals a piece. `false`: the file is longer than it was said to be.
    ///
    /// # Errors
    /// What the store says.
    pub(in crate::plain) async fn push(&mut self, piece: &[u8]) -> Result<bool, Problem> {
        let ciphertext = self.sealer.push(piece).map_err(|error| broken(&error))?;
        self.chunks.take(&ciphertext).await
    }

    /// Ends the file. `None`: it was longer or shorter than it was said to be.
    ///
    /// # Errors
    /// What the store says.
    pub(in crate::plain) async fn finish(self, name: &str, content: &str) -> Result<Option<Stored>, Problem> {
        let Self { sealer, length, mut chunks } = self;
        let mut padding = sealer.end().map_err(|error| broken(&error))?;
        while let Some(ciphertext) = padding.more().map_err(|error| broken(&error))? {
            if !chunks.take(&ciphertext).await? {
                return Ok(None);
            }
        }
        let (last, attachment) = padding.finish(name, content).map_err(|error| broken(&error))?;
        if attachment.length != length || !chunks.take(&last).await? || !chunks.end().await? {
            return Ok(None);
        }
        let upload =
            NamedUpload { upload: chunks.upload, sha256: ContentHash::new(*attachment.sha256.as_bytes()), bytes: attachment.sealed };
        Ok(Some(Stored { attachment, upload }))
    }
}

impl Chunks {
    async fn take(&mut self, ciphertext: &[u8]) -> Result<bool, Problem> {
        self.waiting.extend_from_slice(ciphertext);
        while self.waiting.len() >= CHUNK {
            let rest = self.waiting.split_off(CHUNK);
            let chunk = std::mem::replace(&mut self.waiting, rest);
            if !self.put(chunk.into()).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn end(&mut self) -> Result<bool, Problem> {
        let rest = Bytes::from(std::mem::take(&mut self.waiting));
        if rest.is_empty() { Ok(true) } else { self.put(rest).await }
    }

    async fn put(&mut self, chunk: Bytes) -> Result<bool, Problem> {
        match self.intake.parts.store.put_chunk(self.upload, self.next, chunk, self.intake.now()).await {
            Ok(Some(())) => {
                self.next += 1;
                Ok(true)
            }
            // A chunk too many or too long: the file is not what its form said.
            Ok(None) | Err(StoreError::Misfit) => Ok(false),
            Err(error) => Err(Problem::from_store(&error)),
        }
    }
}
