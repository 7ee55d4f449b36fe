//! Sealing as a stream, in constant memory: into anything that can be written to, or by pushing pieces in and taking ciphertext out.

use std::cell::RefCell;
use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use age::stream::StreamWriter;
use age::{EncryptError, Encryptor};
use age_core::format::{FileKey, Stanza};
use age_core::secrecy::ExposeSecret;

use super::header;
use crate::Error;
use crate::hybrid::Recipient;

/// A writer that seals what is written to it. Without [`SealWriter::finish`] the file is cut off and never opens.
pub struct SealWriter<W: Write>(StreamWriter<Exchanged<W>>);

impl<W: Write> SealWriter<W> {
    /// Begins a file for these recipients, in the order given; writes its header.
    ///
    /// # Errors
    /// [`Error::Sealing`] if there is no recipient, one is unusable, or the header cannot be written.
    pub fn begin(recipients: &[Recipient], output: W) -> Result<Self, Error> {
        let capture = Capture { recipients, kept: RefCell::new(None) };
        let everybody: &dyn age::Recipient = &capture;
        let encryptor = Encryptor::with_recipients(std::iter::once(everybody)).map_err(|_| Error::Sealing)?;
        let (stanzas, file_key) = capture.kept.into_inner().ok_or(Error::Sealing)?;
        let header = header::write(&stanzas, &file_key)?;
        let output = Exchanged { header: Some(header), swallowed: Vec::new(), output };
        encryptor.wrap_output(output).map(Self).map_err(|_| Error::Sealing)
    }

    /// Writes the last chunk and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(self) -> io::Result<W> {
        Ok(self.0.finish()?.output)
    }
}

impl<W: Write> Write for SealWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Stands in for all recipients before the age library, and keeps stanzas and file key for a header of our own.
struct Capture<'a> {
    recipients: &'a [Recipient],
    kept: RefCell<Option<(Vec<Stanza>, FileKey)>>,
}

impl age::Recipient for Capture<'_> {
    fn wrap_file_key(&self, file_key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        if self.recipients.is_empty() || self.recipients.len() > header::MOST_STANZAS {
            return Err(EncryptError::MissingRecipients);
        }
        let mut stanzas = Vec::new();
        for recipient in self.recipients {
            stanzas.extend(recipient.wrap_file_key(file_key)?.0);
        }
        let copy = FileKey::init_with_mut(|key| key.copy_from_slice(file_key.expose_secret()));
        self.kept.replace(Some((stanzas, copy)));
        Ok((Vec::new(), HashSet::new()))
    }
}

/// Takes the age library's header out of the stream and puts ours in its place; everything after it passes through.
struct Exchanged<W> {
    header: Option<Vec<u8>>,
    swallowed: Vec<u8>,
    output: W,
}

impl<W: Write> Write for Exchanged<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(header) = &self.header else { return self.output.write(bytes) };
        self.swallowed.extend_from_slice(bytes);
        if let Some(rest) = after_header(&self.swallowed) {
            self.output.write_all(header)?;
            self.output.write_all(rest)?;
            self.header = None;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// What follows an age header, once all of it has come: the line of the MAC is the only one that begins with a dash and a space
/// after two more.
fn after_header(bytes: &[u8]) -> Option<&[u8]> {
    let mark = b"\n--- ";
    let start = bytes.windows(mark.len()).position(|part| part == mark)?;
    let mac = bytes.get(start + mark.len()..)?;
    let end = mac.iter().position(|byte| *byte == b'\n')?;
    mac.get(end + 1..)
}

/// Sealing by pieces: bytes go in as they arrive, ciphertext is taken out as it is ready. Holds at most a chunk of 64 KiB
/// besides what is put in at once.
pub struct Pusher {
    writer: SealWriter<Outbox>,
    outbox: Outbox,
}

#[derive(Clone, Default)]
struct Outbox(Arc<Mutex<Vec<u8>>>);

impl Outbox {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Outbox {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pusher {
    /// Begins a file for these recipients.
    ///
    /// # Errors
    /// [`Error::Sealing`], as [`SealWriter::begin`].
    pub fn begin(recipients: &[Recipient]) -> Result<Self, Error> {
        let outbox = Outbox::default();
        Ok(Self { writer: SealWriter::begin(recipients, outbox.clone())?, outbox })
    }

    /// Seals a piece; gives the ciphertext that is ready, which may be none.
    ///
    /// # Errors
    /// [`Error::Sealing`], which a memory buffer does not cause.
    pub fn push(&mut self, plaintext: &[u8]) -> Result<Vec<u8>, Error> {
        self.writer.write_all(plaintext).map_err(|_| Error::Sealing)?;
        Ok(self.outbox.take())
    }

    /// Ends the file; gives the rest of the ciphertext.
    ///
    /// # Errors
    /// [`Error::Sealing`], as [`Pusher::push`].
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        self.writer.finish().map_err(|_| Error::Sealing)?;
        Ok(self.outbox.take())
    }
}
