//! The header of our age files: version line, one stanza a recipient, MAC. Never holds a stanza of another kind, nor one of
//! random length, from whose size a watcher could tell which program sealed the file.

use std::io::{BufRead, Read};

use age_core::format::{FileKey, Stanza};
use age_core::primitives::hkdf;
use age_core::secrecy::ExposeSecret;
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Error, hybrid};

const VERSION_LINE: &str = "age-encryption.org/v1\n";
const MAC_MARK: &str = "---";
/// Base64 of 1120 bytes.
const ARGUMENT: usize = 1494;
/// Base64 of 32 bytes: a wrapped file key, or the MAC.
const SHORT_LINE: usize = 43;
/// More stanzas than this are never read.
pub const MOST_STANZAS: usize = 64;

/// Bytes of a header with so many stanzas.
pub(super) const fn length(stanzas: usize) -> usize {
    70 + 1557 * stanzas
}

/// Writes a header for a file key that was wrapped in these stanzas (C2SP age, "Header").
///
/// # Errors
/// [`Error::Sealing`] if a stanza has not the form of ours.
pub(super) fn write(stanzas: &[Stanza], file_key: &FileKey) -> Result<Vec<u8>, Error> {
    let mut header = VERSION_LINE.to_owned();
    for stanza in stanzas {
        let [argument] = stanza.args.as_slice() else { return Err(Error::Sealing) };
        header.push_str(&format!("-> {} {argument}\n{}\n", stanza.tag, BASE64_STANDARD_NO_PAD.encode(&stanza.body)));
    }
    header.push_str(MAC_MARK);
    let key = Zeroizing::new(hkdf(&[], b"header", file_key.expose_secret()));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).map_err(|_| Error::Sealing)?;
    mac.update(header.as_bytes());
    header.push_str(&format!(" {}\n", BASE64_STANDARD_NO_PAD.encode(mac.finalize().into_bytes())));
    if header.len() == length(stanzas.len()) { Ok(header.into_bytes()) } else { Err(Error::Sealing) }
}

/// Reads a header up to its end, strictly in our form, and counts its stanzas. The MAC is checked by the age library.
///
/// # Errors
/// [`Error::Header`] for another form or kind, or more than [`MOST_STANZAS`].
pub(super) fn read(input: &mut impl BufRead) -> Result<(Vec<u8>, usize), Error> {
    let mut header = line(input)?;
    if header != VERSION_LINE.as_bytes() {
        return Err(Error::Header);
    }
    for stanzas in 0..=MOST_STANZAS {
        let first = line(input)?;
        header.extend_from_slice(&first);
        if first.starts_with(MAC_MARK.as_bytes()) {
            return if has_form(&first, "--- ", SHORT_LINE) { Ok((header, stanzas)) } else { Err(Error::Header) };
        }
        let body = line(input)?;
        header.extend_from_slice(&body);
        if !has_form(&first, &format!("-> {} ", hybrid::TAG), ARGUMENT) || !has_form(&body, "", SHORT_LINE) {
            return Err(Error::Header);
        }
    }
    Err(Error::Header)
}

fn has_form(line: &[u8], start: &str, base64: usize) -> bool {
    let rest = line.strip_prefix(start.as_bytes()).and_then(|rest| rest.strip_suffix(b"\n"));
    rest.is_some_and(|rest| rest.len() == base64 && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(byte)))
}

fn line(input: &mut impl BufRead) -> Result<Vec<u8>, Error> {
    const LONGEST: u64 = 2048;
    let mut line = Vec::new();
    input.take(LONGEST).read_until(b'\n', &mut line).map_err(|_| Error::Damaged)?;
    Ok(line)
}
