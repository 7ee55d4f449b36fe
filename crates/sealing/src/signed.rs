//! Signed, then sealed: the one shape of everything that a person says to others (docs/protocol.md 3).
//!
//! The purpose stands in the type and in the signed bytes. Never gives a body before its signature was checked, and never writes
//! received bytes anew.

use std::fmt;

use ledger::{Hash, Signature, SigningKey, VerifyingKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::{Error, json, label};

/// What a signature is for.
pub trait Purpose {
    /// The purpose's name after the common prefix.
    const NAME: &'static str;
    /// What stands in front of the body and says by whom and for what it is.
    type Header: Serialize + DeserializeOwned + Clone + fmt::Debug;
    /// What is said.
    type Body: Clone;

    /// The padded size for so many signed bytes.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    fn padded(length: usize) -> Result<usize, Error>;

    /// Checks what the header alone can be checked for.
    ///
    /// # Errors
    /// [`Error::Rule`].
    fn check(header: &Self::Header) -> Result<(), Error>;

    /// Reads the body that belongs to a header.
    ///
    /// # Errors
    /// [`Error::Json`] or [`Error::Rule`].
    fn read(header: &Self::Header, body: &[u8]) -> Result<Self::Body, Error>;

    /// Writes a body.
    ///
    /// # Errors
    /// [`Error::Json`], which does not happen.
    fn write(body: &Self::Body) -> Result<Zeroizing<Vec<u8>>, Error>;
}

/// A thing that carries the signature it should.
pub struct Signed<P: Purpose> {
    bytes: Zeroizing<Vec<u8>>,
    hash: Hash,
    header: P::Header,
    body: P::Body,
}

impl<P: Purpose> Signed<P> {
    /// Signs a header and a body.
    ///
    /// # Errors
    /// [`Error::Rule`] if they break the protocol, [`Error::TooLarge`].
    pub fn sign(header: P::Header, body: P::Body, key: &SigningKey) -> Result<Self, Error> {
        P::check(&header)?;
        let written = P::write(&body)?;
        P::read(&header, &written)?;
        let bytes = envelope(P::NAME, &json::write(&header)?, &written, key)?;
        P::padded(bytes.len())?;
        Ok(Self { hash: Hash::of(&[&bytes]), bytes, header, body })
    }

    /// Who says it and for what.
    pub fn header(&self) -> &P::Header {
        &self.header
    }

    /// What is said.
    pub fn body(&self) -> &P::Body {
        &self.body
    }

    /// SHA-256 of the signed bytes, signature included, by which others refer to it.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The plaintext to be sealed: the signed bytes and zeros up to the padded size.
    ///
    /// # Errors
    /// [`Error::TooLarge`], which signing has ruled out.
    pub fn padded(&self) -> Result<Zeroizing<Vec<u8>>, Error> {
        let size = P::padded(self.bytes.len())?;
        let mut plaintext = Zeroizing::new(Vec::with_capacity(size));
        plaintext.extend_from_slice(&self.bytes);
        plaintext.resize(size, 0);
        Ok(plaintext)
    }
}

impl<P: Purpose> Clone for Signed<P> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone(), hash: self.hash, header: self.header.clone(), body: self.body.clone() }
    }
}

impl<P: Purpose> fmt::Debug for Signed<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signed({} {})", P::NAME, self.hash())
    }
}

/// A thing whose form is right and whose signature nobody has checked.
pub struct Unverified<P: Purpose> {
    bytes: Zeroizing<Vec<u8>>,
    hash: Hash,
    header: P::Header,
    body: Zeroizing<Vec<u8>>,
    signature: Signature,
}

impl<P: Purpose> Unverified<P> {
    /// Takes an opened plaintext apart.
    ///
    /// # Errors
    /// [`Error::Framing`] for another purpose, wrong lengths, a size that is not the padded one, or anything but zeros after the
    /// signature; [`Error::Json`] and [`Error::Rule`] for the header.
    pub fn parse(plaintext: &[u8]) -> Result<Self, Error> {
        let rest = plaintext.strip_prefix(label::label(P::NAME).as_bytes()).and_then(|rest| rest.strip_prefix(b"\n"));
        let (header, rest) = counted(rest.ok_or(Error::Framing)?)?;
        let (body, rest) = counted(rest)?;
        let (signature, filling) = rest.split_first_chunk::<64>().ok_or(Error::Framing)?;
        let length = plaintext.len() - filling.len();
        if filling.iter().any(|byte| *byte != 0) || P::padded(length)? != plaintext.len() {
            return Err(Error::Framing);
        }
        let header: P::Header = json::read(header)?;
        P::check(&header)?;
        let bytes = Zeroizing::new(plaintext.get(..length).ok_or(Error::Framing)?.to_vec());
        Ok(Self {
            hash: Hash::of(&[&bytes]),
            bytes,
            header,
            body: Zeroizing::new(body.to_vec()),
            signature: Signature::from_bytes(*signature),
        })
    }

    /// What it claims to be, good only for finding the key to check it with.
    pub fn claims(&self) -> &P::Header {
        &self.header
    }

    /// The body as it came, good only for finding the key of a report, which carries its own.
    pub(crate) fn unchecked_body(&self) -> &[u8] {
        &self.body
    }

    /// SHA-256 of the signed bytes, signature included.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Checks the signature, then reads the body.
    ///
    /// # Errors
    /// [`Error::Ledger`] if the signature does not hold, else [`Error::Json`] and [`Error::Rule`] for the body.
    pub fn verify(self, key: &VerifyingKey) -> Result<Signed<P>, Error> {
        self.verify_copy(key)
    }

    /// As [`Unverified::verify`], for what is needed once more.
    pub(crate) fn verify_copy(&self, key: &VerifyingKey) -> Result<Signed<P>, Error> {
        let signed = self.bytes.len().checked_sub(64).and_then(|length| self.bytes.get(..length)).ok_or(Error::Framing)?;
        key.verify(signed, &self.signature)?;
        let body = P::read(&self.header, &self.body)?;
        Ok(Signed { bytes: self.bytes.clone(), hash: self.hash, header: self.header.clone(), body })
    }
}

/// `purpose ‖ "\n" ‖ u32 length ‖ header ‖ u32 length ‖ body ‖ signature`.
fn envelope(name: &str, header: &[u8], body: &[u8], key: &SigningKey) -> Result<Zeroizing<Vec<u8>>, Error> {
    let length = |part: &[u8]| u32::try_from(part.len()).map(u32::to_le_bytes).map_err(|_| Error::TooLarge);
    let (purpose, header_length, body_length) = (label::label(name), length(header)?, length(body)?);
    let parts = [purpose.as_bytes(), b"\n", &header_length, header, &body_length, body];
    let mut bytes = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum::<usize>() + 64));
    for part in parts {
        bytes.extend_from_slice(part);
    }
    let signature = key.sign(&bytes);
    bytes.extend_from_slice(signature.as_bytes());
    Ok(bytes)
}

/// Splits `u32 length ‖ part ‖ rest`.
fn counted(bytes: &[u8]) -> Result<(&[u8], &[u8]), Error> {
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or(Error::Framing)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| Error::Framing)?;
    rest.split_at_checked(length).ok_or(Error::Framing)
}

/// The signed bytes of any purpose, header and body taken as they are: for vectors and for tests that lie.
pub fn sign_raw(name: &str, header: &[u8], body: &[u8], key: &SigningKey) -> Result<Zeroizing<Vec<u8>>, Error> {
    envelope(name, header, body, key)
}

#[cfg(test)]
mod signed_test;
