//! Sealing and opening: age files to hybrid recipients and nobody else, with a number of stanzas that is always checked.
//!
//! Never mixes kinds, never leaves a stanza of random length in a header.

mod header;
mod writer;

use std::io::{BufRead, Cursor, Read, Write};

use age::Decryptor;
use age::stream::StreamReader;
use zeroize::Zeroizing;

use crate::hybrid::{Identity, Recipient};
use crate::{Error, Sealed, padding};

pub use header::MOST_STANZAS;
pub use writer::{Pusher, SealWriter};

const CHUNK: u64 = 64 * 1024;
const NONCE: u64 = 16;
const TAG: u64 = 16;

/// Bytes of the file that so much plaintext becomes for so many recipients; `None` beyond what numbers can say.
pub fn sealed_length(recipients: usize, plaintext: u64) -> Option<u64> {
    let header = u64::try_from(header::length(recipients)).ok()?;
    let tags = plaintext.div_ceil(CHUNK).max(1).checked_mul(TAG)?;
    header.checked_add(NONCE)?.checked_add(plaintext)?.checked_add(tags)
}

/// Seals a small plaintext for these recipients, in the order given.
///
/// # Errors
/// [`Error::Sealing`] without recipients or with an unusable one.
pub fn seal(recipients: &[Recipient], plaintext: &[u8]) -> Result<Sealed, Error> {
    let length = u64::try_from(plaintext.len()).ok().and_then(|length| sealed_length(recipients.len(), length));
    let room = length.and_then(|length| usize::try_from(length).ok()).ok_or(Error::TooLarge)?;
    let mut writer = SealWriter::begin(recipients, Vec::with_capacity(room))?;
    writer.write_all(plaintext).map_err(|_| Error::Sealing)?;
    writer.finish().map(Sealed::from_bytes).map_err(|_| Error::Sealing)
}

/// What came out of a small file, and how many stanzas it had.
pub struct Opened {
    /// The plaintext, wiped when dropped.
    pub plaintext: Zeroizing<Vec<u8>>,
    /// The number of stanzas, for which the caller knows what it must be.
    pub stanzas: usize,
}

/// Opens a file of at most 2 MiB of plaintext and tells its number of stanzas, for callers that learn only afterwards how many
/// there must be (keyrings: the roster they name says so).
///
/// # Errors
/// [`Error::Header`] for a foreign form or kind, [`Error::NotForUs`], [`Error::Damaged`], [`Error::TooLarge`].
pub fn open_counted(sealed: &Sealed, identity: &Identity) -> Result<Opened, Error> {
    let most = u64::try_from(padding::MOST_ITEM).ok().and_then(|most| sealed_length(MOST_STANZAS, most)).ok_or(Error::TooLarge)?;
    if u64::try_from(sealed.as_bytes().len()).map_or(true, |length| length > most) {
        return Err(Error::TooLarge);
    }
    let (mut reader, stanzas) = open_reader(sealed.as_bytes(), identity)?;
    let mut plaintext = Zeroizing::new(Vec::with_capacity(sealed.as_bytes().len()));
    reader.read_to_end(&mut plaintext).map_err(|_| Error::Damaged)?;
    Ok(Opened { plaintext, stanzas })
}

/// Opens a file of at most 2 MiB of plaintext that has exactly so many stanzas.
///
/// # Errors
/// As [`open_counted`], and [`Error::Stanzas`] for another number.
pub fn open(sealed: &Sealed, identity: &Identity, stanzas: usize) -> Result<Zeroizing<Vec<u8>>, Error> {
    let opened = open_counted(sealed, identity)?;
    expect_stanzas(opened.stanzas, stanzas)?;
    Ok(opened.plaintext)
}

/// Compares the number of stanzas with what it must be.
///
/// # Errors
/// [`Error::Stanzas`] if they differ.
pub fn expect_stanzas(found: usize, expected: usize) -> Result<(), Error> {
    if found == expected { Ok(()) } else { Err(Error::Stanzas { found, expected }) }
}

/// A sealed file as a stream of plaintext. Reading fails where the file was changed or cut off.
pub type OpenReader<R> = StreamReader<std::io::Chain<Cursor<Vec<u8>>, R>>;

/// Begins to open a file of any length in constant memory; tells its number of stanzas.
///
/// # Errors
/// [`Error::Header`] for a foreign form or kind, [`Error::NotForUs`], [`Error::Damaged`].
pub fn open_reader<R: BufRead>(mut input: R, identity: &Identity) -> Result<(OpenReader<R>, usize), Error> {
    let (header, stanzas) = header::read(&mut input)?;
    let decryptor = Decryptor::new_buffered(Cursor::new(header).chain(input)).map_err(refused)?;
    let identity: &dyn age::Identity = identity;
    let reader = decryptor.decrypt(std::iter::once(identity)).map_err(refused)?;
    Ok((reader, stanzas))
}

fn refused(error: age::DecryptError) -> Error {
    match error {
        age::DecryptError::NoMatchingKeys => Error::NotForUs,
        age::DecryptError::InvalidHeader | age::DecryptError::UnknownFormat => Error::Header,
        _ => Error::Damaged,
    }
}

#[cfg(test)]
mod seal_test;
