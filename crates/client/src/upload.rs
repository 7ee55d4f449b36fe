//! Sends a file as a sealed attachment: sealed while it is read, chunk by chunk, each sent until it is confirmed.
//! Holds one chunk in memory, whatever the size; the file's plaintext goes nowhere else.

use std::path::{Path, PathBuf};

use sealing::attachment::{Attachment, STANZAS, Sealer, sealed_length};
use sealing::hybrid::Recipient;
use sealing::{CaseId, SubmissionId};
use tokio::io::AsyncReadExt;
use zeroize::Zeroizing;

use crate::chunks::Cutter;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::wire::{UploadAnswer, UploadRequest, Uploaded};
use crate::work;

/// Bytes read from the file at once.
const STEP: usize = 64 * 1024;

/// A file to be attached.
#[derive(Debug, Clone)]
pub struct File {
    /// Where it lies.
    pub path: PathBuf,
    /// The name that its readers see.
    pub name: String,
    /// Its media type, guessed from the name; readers are told so and trust it in nothing.
    pub kind: String,
}

impl File {
    /// A file under its own name, without the folders above it.
    pub fn at(path: &Path) -> Self {
        let name = path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
        let kind = kind_of(&name).to_owned();
        Self { path: path.to_path_buf(), name, kind }
    }

    fn unreadable(&self, source: std::io::Error) -> Error {
        Error::File { name: self.path.display().to_string(), source }
    }

    /// True bytes of the file.
    pub(crate) async fn length(&self) -> Result<u64> {
        let about = tokio::fs::metadata(&self.path).await.map_err(|error| self.unreadable(error))?;
        if about.is_file() { Ok(about.len()) } else { Err(Error::Input(format!("{} is no file", self.path.display()))) }
    }
}

/// The door through which an upload goes.
pub(crate) enum Through {
    /// The reporters': it asks for work.
    Intake,
    /// The handlers', for one case.
    Casework(CaseId),
}

impl Through {
    fn path(&self) -> String {
        match self {
            Self::Intake => "api/v1/intake/uploads".to_owned(),
            Self::Casework(case) => format!("api/v1/casework/cases/{case}/uploads"),
        }
    }
}

/// Seals and sends one file to the two recipients of the item that will name it.
pub(crate) async fn send(
    connection: &Connection,
    through: &Through,
    submission: SubmissionId,
    file: &File,
    recipients: &[Recipient; STANZAS],
) -> Result<(Uploaded, Attachment)> {
    let length = file.length().await?;
    let declared = sealed_length(length)?;
    let toll = matches!(through, Through::Intake).then_some(declared);
    let send = |work| async move { connection.post(&through.path(), &UploadRequest { submission, bytes: declared, work }, 0).await };
    let opened: UploadAnswer = work::paid(connection, submission, toll, send).await?;
    let path = format!("{}/{}", through.path(), opened.upload);
    let attachment = stream(connection, &path, opened.chunk, file, recipients).await?;
    if attachment.length != length {
        return Err(Error::Input(format!("{} changed while it was sent", file.path.display())));
    }
    Ok((Uploaded { upload: opened.upload, sha256: attachment.sha256, bytes: attachment.sealed }, attachment))
}

async fn stream(connection: &Connection, path: &str, chunk: usize, file: &File, recipients: &[Recipient; STANZAS]) -> Result<Attachment> {
    let mut source = tokio::fs::File::open(&file.path).await.map_err(|error| file.unreadable(error))?;
    let mut sending = Sending { connection, path, next: 0, cutter: Cutter::new(chunk) };
    let mut sealer = Sealer::begin(recipients)?;
    let mut buffer = Zeroizing::new(vec![0; STEP]);
    loop {
        let read = source.read(&mut buffer).await.map_err(|error| file.unreadable(error))?;
        let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else { break };
        sending.take(&sealer.push(piece)?).await?;
    }
    let mut padding = sealer.end()?;
    while let Some(piece) = padding.more()? {
        sending.take(&piece).await?;
    }
    let (last, attachment) = padding.finish(&file.name, &file.kind)?;
    sending.take(&last).await?;
    sending.finish().await?;
    Ok(attachment)
}

/// Chunks on their way out. A chunk is kept until the server has confirmed it, so a broken line costs one chunk.
struct Sending<'a> {
    connection: &'a Connection,
    path: &'a str,
    next: u64,
    cutter: Cutter,
}

impl Sending<'_> {
    async fn take(&mut self, ciphertext: &[u8]) -> Result<()> {
        for piece in self.cutter.take(ciphertext) {
            self.connection.put(&format!("{}/{}", self.path, self.next), piece).await?;
            self.next += 1;
        }
        Ok(())
    }

    async fn finish(self) -> Result<()> {
        match self.cutter.last() {
            Some(piece) => self.connection.put(&format!("{}/{}", self.path, self.next), piece).await,
            None => Ok(()),
        }
    }
}

/// The media type that a name promises.
fn kind_of(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "txt" | "log" | "md" => "text/plain",
        "csv" => "text/csv",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "mov" => "video/quicktime",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "wav" => "audio/wav",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_own_name_and_never_by_its_folders() {
        let file = File::at(Path::new("/home/anna/secret/Plan B.PDF"));
        assert_eq!((file.name.as_str(), file.kind.as_str()), ("Plan B.PDF", "application/pdf"));
        assert_eq!(File::at(Path::new("..")).name, "file");
        assert_eq!(File::at(Path::new("png")).kind, "application/octet-stream");
    }
}
