//! Sealing attachments as they arrive. Memory stays at a chunk, padding included.

use std::io::{self, Read};

use ledger::Hash;
use sha2::{Digest, Sha256};

use super::{Attachment, STANZAS};
use crate::hybrid::Recipient;
use crate::seal::Pusher;
use crate::{Error, padding};

const STEP: usize = 64 * 1024;

/// Seals an attachment while it arrives: plaintext goes in by pieces, ciphertext comes out, memory stays at a chunk.
pub struct Sealer {
    pusher: Pusher,
    hasher: Sha256,
    length: u64,
    sealed: u64,
}

impl Sealer {
    /// Begins for the two recipients of the item that will name the attachment.
    ///
    /// # Errors
    /// [`Error::Sealing`] for unusable recipients.
    pub fn begin(recipients: &[Recipient; STANZAS]) -> Result<Self, Error> {
        Ok(Self { pusher: Pusher::begin(recipients)?, hasher: Sha256::new(), length: 0, sealed: 0 })
    }

    /// Takes a piece; gives the ciphertext that is ready.
    ///
    /// # Errors
    /// [`Error::TooLarge`] above what numbers carry, [`Error::Sealing`].
    pub fn push(&mut self, piece: &[u8]) -> Result<Vec<u8>, Error> {
        let more = u64::try_from(piece.len()).map_err(|_| Error::TooLarge)?;
        let length = self.length.checked_add(more).filter(|length| *length <= padding::MOST_ATTACHMENT).ok_or(Error::TooLarge)?;
        let ciphertext = self.pusher.push(piece)?;
        self.length = length;
        self.count(&ciphertext)?;
        Ok(ciphertext)
    }

    /// Ends the true bytes; the padding follows by [`Padding::more`].
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn end(self) -> Result<Padding, Error> {
        let zeros = padding::attachment(self.length)? - self.length;
        Ok(Padding { sealer: self, zeros })
    }

    fn count(&mut self, ciphertext: &[u8]) -> Result<(), Error> {
        self.hasher.update(ciphertext);
        self.sealed += u64::try_from(ciphertext.len()).map_err(|_| Error::TooLarge)?;
        Ok(())
    }
}

/// The padding of an attachment, sealed piece by piece as well: it can be an eighth of a large file.
pub struct Padding {
    sealer: Sealer,
    zeros: u64,
}

impl Padding {
    /// The next piece of ciphertext, until `None`; a piece may be empty.
    ///
    /// # Errors
    /// [`Error::Sealing`].
    pub fn more(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if self.zeros == 0 {
            return Ok(None);
        }
        let step = usize::try_from(self.zeros).unwrap_or(STEP).min(STEP);
        let zeros = [0; STEP];
        let ciphertext = self.sealer.pusher.push(zeros.get(..step).unwrap_or_default())?;
        self.zeros -= u64::try_from(step).unwrap_or(self.zeros);
        self.sealer.count(&ciphertext)?;
        Ok(Some(ciphertext))
    }

    /// Ends the file: the last ciphertext, and the description for the item. Finishes the padding where it was not asked for.
    ///
    /// # Errors
    /// [`Error::Sealing`].
    pub fn finish(mut self, name: &str, media_type: &str) -> Result<(Vec<u8>, Attachment), Error> {
        let mut last = Vec::new();
        while let Some(piece) = self.more()? {
            last.extend(piece);
        }
        let Sealer { pusher, mut hasher, length, sealed } = self.sealer;
        let end = pusher.finish()?;
        hasher.update(&end);
        last.extend_from_slice(&end);
        let sealed = sealed + u64::try_from(end.len()).map_err(|_| Error::TooLarge)?;
        let sha256 = Hash::from_bytes(hasher.finalize().into());
        Ok((last, Attachment { sha256, name: name.to_owned(), media_type: media_type.to_owned(), length, sealed }))
    }
}

/// Seals a whole input into an output, in constant memory, and describes it.
///
/// # Errors
/// Those of reading and writing, and [`Error`] wrapped in [`io::Error`].
pub fn seal_stream(
    recipients: &[Recipient; STANZAS],
    input: &mut impl Read,
    output: &mut impl io::Write,
    name: &str,
    media_type: &str,
) -> io::Result<Attachment> {
    let mut sealer = Sealer::begin(recipients).map_err(io::Error::other)?;
    let mut buffer = zeroize::Zeroizing::new(vec![0; STEP]);
    loop {
        let read = input.read(&mut buffer)?;
        let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else { break };
        output.write_all(&sealer.push(piece).map_err(io::Error::other)?)?;
    }
    let mut padding = sealer.end().map_err(io::Error::other)?;
    while let Some(piece) = padding.more().map_err(io::Error::other)? {
        output.write_all(&piece)?;
    }
    let (last, attachment) = padding.finish(name, media_type).map_err(io::Error::other)?;
    output.write_all(&last)?;
    Ok(attachment)
}
