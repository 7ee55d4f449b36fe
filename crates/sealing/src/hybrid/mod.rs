//! The one recipient kind of the house: age's hybrid of ML-KEM-768 and X25519 (`age1pq1…`), until the age library has it itself.
//!
//! Keeps a seed or a public key. Draws randomness from the operating system, since age's traits pass no generator.

mod hpke;
mod kem;

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::primitives::{bech32_decode, bech32_encode};
use age_core::secrecy::ExposeSecret;
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use bech32::Hrp;
use rand::{CryptoRng, RngCore};
use secrecy::SecretString;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::{Zeroize, Zeroizing};

use crate::Error;

/// The stanza's tag (C2SP age, "The hybrid recipient type").
pub const TAG: &str = "mlkem768x25519";
const IDENTITY: Hrp = Hrp::parse_unchecked("age-secret-key-pq-");
const RECIPIENT: Hrp = Hrp::parse_unchecked("age1pq");
/// Keeps these files from being sealed to weaker recipients as well.
const AGE_LABEL: &str = "postquantum";
const AEAD_TAG: usize = 16;

/// The secret half: a 32-byte seed, wiped when dropped. Its `Debug` tells nothing.
#[derive(Clone)]
pub struct Identity(Zeroizing<[u8; 32]>);

impl Identity {
    /// Draws an identity.
    pub fn generate(rng: &mut (impl CryptoRng + RngCore)) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self(seed)
    }

    /// The identity of a seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*seed))
    }

    /// The public half. Works out the key pair, which takes a fraction of a millisecond.
    pub fn to_recipient(&self) -> Recipient {
        let public = kem::Secret::from_seed(&self.0).public();
        let text = bech32_encode(RECIPIENT, &public.to_bytes());
        Recipient { public, text }
    }

    /// `AGE-SECRET-KEY-PQ-1…`.
    pub fn to_secret_string(&self) -> SecretString {
        let lower = Zeroizing::new(bech32_encode(IDENTITY, self.0.as_slice()));
        SecretString::from(lower.to_ascii_uppercase())
    }

    /// Reads `AGE-SECRET-KEY-PQ-1…`.
    ///
    /// # Errors
    /// [`Error::Identity`] for anything else, lower case included.
    pub fn from_secret_string(text: &str) -> Result<Self, Error> {
        if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Err(Error::Identity);
        }
        let right = |hrp: Hrp| if hrp == IDENTITY { Ok(()) } else { Err(Error::Identity) };
        bech32_decode(
            text,
            |_| Error::Identity,
            right,
            |_, bytes| {
                let bytes = Zeroizing::new(bytes.collect::<Vec<u8>>());
                Ok(Self(Zeroizing::new(bytes.as_slice().try_into().map_err(|_| Error::Identity)?)))
            },
        )
    }

    fn unwrap(&self, secret: &kem::Secret, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != TAG {
            return None;
        }
        let Some(encapsulated) = encapsulated(stanza) else { return Some(Err(DecryptError::InvalidHeader)) };
        let Some(shared) = secret.decapsulate(&encapsulated) else { return Some(Err(DecryptError::InvalidHeader)) };
        let opened = hpke::open(&shared, &stanza.body)?;
        let key: &[u8; FILE_KEY_BYTES] = opened.as_slice().try_into().ok()?;
        Some(Ok(FileKey::init_with_mut(|out| out.copy_from_slice(key))))
    }
}

/// The encapsulation of a stanza of our tag, if it has the right form.
fn encapsulated(stanza: &Stanza) -> Option<Vec<u8>> {
    let [argument] = stanza.args.as_slice() else { return None };
    let bytes = BASE64_STANDARD_NO_PAD.decode(argument).ok()?;
    (bytes.len() == kem::ENCAPSULATED && stanza.body.len() == FILE_KEY_BYTES + AEAD_TAG).then_some(bytes)
}

impl age::Identity for Identity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        self.unwrap(&kem::Secret::from_seed(&self.0), stanza)
    }

    fn unwrap_stanzas(&self, stanzas: &[Stanza]) -> Option<Result<FileKey, DecryptError>> {
        let secret = kem::Secret::from_seed(&self.0);
        stanzas.iter().find_map(|stanza| self.unwrap(&secret, stanza))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}

/// The public half, in its one spelling `age1pq1…`.
#[derive(Clone)]
pub struct Recipient {
    public: kem::Public,
    text: String,
}

impl Recipient {
    /// A recipient that nobody can open for, to fill a place. Its secret half is forgotten at once.
    pub fn thrown_away(rng: &mut (impl CryptoRng + RngCore)) -> Self {
        Identity::generate(rng).to_recipient()
    }

    /// `age1pq1…`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Recipient {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Recipient {}

impl FromStr for Recipient {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(Error::Recipient);
        }
        let right = |hrp: Hrp| if hrp == RECIPIENT { Ok(()) } else { Err(Error::Recipient) };
        bech32_decode(
            text,
            |_| Error::Recipient,
            right,
            |_, bytes| {
                let bytes: Vec<u8> = bytes.collect();
                let public = Some(&bytes).filter(|bytes| bytes.len() == kem::PUBLIC).and_then(|bytes| kem::Public::from_bytes(bytes));
                Ok(Self { public: public.ok_or(Error::Recipient)?, text: text.to_owned() })
            },
        )
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({}…)", self.text.get(..16).unwrap_or_default())
    }
}

impl Serialize for Recipient {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Recipient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl age::Recipient for Recipient {
    /// Draws from the operating system: age's trait passes no generator, and age itself draws from the same one.
    fn wrap_file_key(&self, file_key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let failed = || EncryptError::Io(std::io::Error::other("the recipient is not usable"));
        let (encapsulated, shared) = self.public.encapsulate(&mut rand::rngs::OsRng).ok_or_else(failed)?;
        let mut key = *file_key.expose_secret();
        let body = hpke::seal(&shared, &key).ok_or_else(failed);
        key.zeroize();
        let stanza = Stanza { tag: TAG.to_owned(), args: vec![BASE64_STANDARD_NO_PAD.encode(encapsulated)], body: body? };
        Ok((vec![stanza], HashSet::from([AGE_LABEL.to_owned()])))
    }
}

#[cfg(test)]
mod hybrid_test;
