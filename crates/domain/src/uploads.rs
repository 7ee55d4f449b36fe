//! Attachments on their way: opened, filled chunk by chunk, then named by a report or post, which makes them attachments.
//! An upload that is never named goes away again.

use async_trait::async_trait;
use bytes::Bytes;

use crate::{CaseGrant, Moment, StoreError, SubmissionId, UploadId, permissions::WriteCase};

/// How far an upload has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Declared bytes of ciphertext.
    pub bytes: u64,
    /// Numbers of the chunks that are stored, ascending.
    pub have: Vec<u32>,
}

/// How many chunks an upload of so many bytes has; `None` if that is more than a `u32` counts.
pub fn chunks(bytes: u64) -> Option<u32> {
    u32::try_from(bytes.div_ceil(crate::limits::CHUNK)).ok()
}

/// How long chunk `n` of an upload of so many bytes must be; `None` if there is no such chunk.
pub fn chunk_length(bytes: u64, n: u32) -> Option<u64> {
    let start = u64::from(n) * crate::limits::CHUNK;
    (start < bytes).then(|| (bytes - start).min(crate::limits::CHUNK))
}

/// The store's side of uploads. `None` everywhere: no such upload for whoever asks.
#[async_trait]
pub trait Uploads: Send + Sync {
    /// Opens an upload of so many bytes of ciphertext for a submission to come.
    ///
    /// # Errors
    /// `Misfit` for 0 bytes or too many chunks; `Full`; `Unavailable`.
    async fn open_upload(&self, submission: SubmissionId, bytes: u64, now: Moment) -> Result<UploadId, StoreError>;

    /// Stores chunk `n`, in whatever order. The same chunk again is fine. `Some` once it is synced.
    ///
    /// # Errors
    /// `Misfit` when number or length do not fit; `Conflict` when other bytes are stored there; `Full`; `Unavailable`.
    async fn put_chunk(&self, upload: UploadId, n: u32, chunk: Bytes, now: Moment) -> Result<Option<()>, StoreError>;

    /// How far it has come.
    ///
    /// # Errors
    /// `Corrupt`, `Unavailable`.
    async fn progress(&self, upload: UploadId) -> Result<Option<Progress>, StoreError>;

    /// Opens an upload for a post of the staff in a case. `None` if the membership has ended.
    ///
    /// # Errors
    /// As [`Uploads::open_upload`].
    async fn open_case_upload(&self, by: &CaseGrant<WriteCase>, bytes: u64, now: Moment) -> Result<Option<UploadId>, StoreError>;

    /// As [`Uploads::put_chunk`], for an upload that this person opened in this case.
    ///
    /// # Errors
    /// As [`Uploads::put_chunk`].
    async fn put_case_chunk(
        &self,
        by: &CaseGrant<WriteCase>,
        upload: UploadId,
        n: u32,
        chunk: Bytes,
        now: Moment,
    ) -> Result<Option<()>, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_chunks_are_full_but_the_last() {
        let bytes = 2 * (1 << 20) + 5;
        assert_eq!(chunks(bytes), Some(3));
        assert_eq!([0, 1, 2, 3].map(|n| chunk_length(bytes, n)), [Some(1 << 20), Some(1 << 20), Some(5), None]);
        assert_eq!((chunks(1 << 20), chunk_length(1 << 20, 0), chunk_length(1 << 20, 1)), (Some(1), Some(1 << 20), None));
        assert_eq!((chunks(0), chunk_length(0, 0)), (Some(0), None));
        assert_eq!(chunks(u64::MAX), None);
    }
}
