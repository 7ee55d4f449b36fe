//! Opening attachments as a stream. Gives the last true bytes only once everything was as described.

use std::io::{self, BufRead, Read};
use std::sync::{Arc, Mutex, PoisonError};

use ledger::Hash;
use sha2::{Digest, Sha256};

use super::{Attachment, STANZAS};
use crate::Error;
use crate::hybrid::Identity;
use crate::seal::{self, OpenReader};

/// An attachment as a stream of its true bytes. The last of them come only if ciphertext, length and padding are as described;
/// whoever keeps what was read before the end keeps it unproven.
pub struct Opener<R: BufRead> {
    reader: OpenReader<Hashing<R>>,
    hasher: SharedHasher,
    described: Attachment,
    left: u64,
    proven: bool,
}

impl<R: BufRead> Opener<R> {
    /// Begins to open the ciphertext of a described attachment.
    ///
    /// # Errors
    /// As [`seal::open_reader`], and [`Error::Stanzas`].
    pub fn begin(input: R, described: &Attachment, identity: &Identity) -> Result<Self, Error> {
        let hasher = SharedHasher::default();
        let (reader, stanzas) = seal::open_reader(Hashing { input, hasher: hasher.clone() }, identity)?;
        seal::expect_stanzas(stanzas, STANZAS)?;
        Ok(Self { reader, hasher, described: described.clone(), left: described.length, proven: false })
    }

    /// Reads the padding and compares everything with the description.
    fn prove(&mut self) -> io::Result<()> {
        let mut padding = vec![0; 16 * 1024];
        loop {
            let read = self.reader.read(&mut padding)?;
            let Some(piece) = padding.get(..read).filter(|piece| !piece.is_empty()) else { break };
            if piece.iter().any(|byte| *byte != 0) {
                return Err(io::Error::other(Error::OtherAttachment));
            }
        }
        let (hash, length) = self.hasher.finish();
        self.proven = hash == self.described.sha256 && length == self.described.sealed;
        if self.proven { Ok(()) } else { Err(io::Error::other(Error::OtherAttachment)) }
    }
}

impl<R: BufRead> Read for Opener<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.proven || buffer.is_empty() {
            return Ok(0);
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = match buffer.get_mut(..most).filter(|part| !part.is_empty()) {
            Some(part) => self.reader.read(part)?,
            None => 0,
        };
        if read == 0 && self.left > 0 {
            return Err(io::Error::other(Error::OtherAttachment));
        }
        self.left -= u64::try_from(read).unwrap_or(self.left);
        if self.left == 0 {
            self.prove()?;
        }
        Ok(read)
    }
}

/// The hash of the ciphertext so far, kept outside the age library's reader, which does not give its input back.
#[derive(Clone, Default)]
struct SharedHasher(Arc<Mutex<(Sha256, u64)>>);

impl SharedHasher {
    fn update(&self, bytes: &[u8]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.0.update(bytes);
        state.1 = state.1.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    }

    fn finish(&self) -> (Hash, u64) {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (Hash::from_bytes(state.0.clone().finalize().into()), state.1)
    }
}

/// Hashes the ciphertext on its way to the age library.
struct Hashing<R> {
    input: R,
    hasher: SharedHasher,
}

impl<R: BufRead> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.hasher.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Hashing<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(buffered) = self.input.fill_buf() {
            self.hasher.update(buffered.get(..amount).unwrap_or_default());
        }
        self.input.consume(amount);
    }
}
