//! Signed notes (C2SP signed-note) with Ed25519 keys. Keeps text and signatures apart until a known key has verified them.

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{Error, Hash, Signature, SigningKey, VerifyingKey};

/// Signature type of Ed25519 in a key's id.
const ED25519: u8 = 0x01;
/// A note with more signatures than this is not read.
const MOST_SIGNATURES: usize = 100;
pub(crate) const DASH: &str = "\u{2014} ";

/// The name of a key: not empty, no white space, no plus sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyName(String);

impl KeyName {
    /// Reads a name.
    ///
    /// # Errors
    /// [`Error::Name`] if a note could not carry it.
    pub fn parse(name: &str) -> Result<Self, Error> {
        if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+') {
            return Err(Error::Name);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// First four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ key).
    pub fn key_id(&self, key: &VerifyingKey) -> [u8; 4] {
        let [a, b, c, d, ..] = *Hash::of(&[self.0.as_bytes(), b"\n", &[ED25519], key.as_bytes()]).as_bytes();
        [a, b, c, d]
    }
}

/// Signs a text, which must end in a newline and hold no other control characters.
///
/// # Errors
/// [`Error::Note`] for a text that a note cannot carry.
pub fn sign(text: &str, name: &KeyName, key: &SigningKey) -> Result<String, Error> {
    if !well_formed(text) {
        return Err(Error::Note);
    }
    let mut blob = name.key_id(&key.verifying_key()).to_vec();
    blob.extend_from_slice(key.sign(text.as_bytes()).as_bytes());
    Ok(format!("{text}\n{DASH}{} {}\n", name.0, BASE64_STANDARD.encode(blob)))
}

fn well_formed(text: &str) -> bool {
    text.ends_with('\n') && !text.chars().any(|c| c.is_ascii_control() && c != '\n')
}

/// A note whose form is right and whose signatures nobody has checked.
#[derive(Debug, Clone)]
pub struct UnverifiedNote {
    text: String,
    signatures: Vec<Line>,
}

#[derive(Debug, Clone)]
struct Line {
    name: String,
    id: [u8; 4],
    signature: Vec<u8>,
}

impl UnverifiedNote {
    /// The text, which nobody has vouched for yet; its last newline included.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The lines of signatures as they stand in the note, each with its name and key id.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (String, (&str, [u8; 4]))> {
        self.signatures.iter().map(|line| {
            let blob = [&line.id[..], &line.signature].concat();
            (format!("{DASH}{} {}\n", line.name, BASE64_STANDARD.encode(blob)), (line.name.as_str(), line.id))
        })
    }

    /// What stands behind a name and key id.
    pub(crate) fn signatures_of(&self, name: &str, id: [u8; 4]) -> impl Iterator<Item = &[u8]> {
        self.signatures.iter().filter(move |line| line.name == name && line.id == id).map(|line| line.signature.as_slice())
    }

    /// Reads a whole note.
    ///
    /// # Errors
    /// [`Error::Note`] if it breaks the form.
    pub fn parse(note: &str) -> Result<Self, Error> {
        let (text, lines) = note.rsplit_once("\n\n").ok_or(Error::Note)?;
        let text = format!("{text}\n");
        let lines = lines.strip_suffix('\n').ok_or(Error::Note)?;
        if !well_formed(&text) {
            return Err(Error::Note);
        }
        let signatures = lines.split('\n').map(Line::parse).collect::<Result<Vec<_>, _>>()?;
        if signatures.len() > MOST_SIGNATURES {
            return Err(Error::Note);
        }
        Ok(Self { text, signatures })
    }

    /// Checks the signatures of the known keys: at least one has signed, and none of theirs is wrong.
    /// Signatures of others are passed over.
    ///
    /// # Errors
    /// [`Error::Signature`] for a wrong signature of a known key, [`Error::Unsigned`] if there is none at all.
    pub fn verify(self, known: &[(KeyName, VerifyingKey)]) -> Result<Note, Error> {
        let mut by = Vec::new();
        for line in &self.signatures {
            let signer = known.iter().find(|(name, key)| name.0 == line.name && name.key_id(key) == line.id);
            let Some((_, key)) = signer else { continue };
            let signature = line.signature.as_slice().try_into().map_err(|_| Error::Signature)?;
            key.verify(self.text.as_bytes(), &Signature::from_bytes(signature))?;
            by.push(*key);
        }
        if by.is_empty() { Err(Error::Unsigned) } else { Ok(Note { text: self.text, by }) }
    }
}

impl Line {
    fn parse(line: &str) -> Result<Self, Error> {
        let (name, blob) = line.strip_prefix(DASH).and_then(|rest| rest.split_once(' ')).ok_or(Error::Note)?;
        KeyName::parse(name).map_err(|_| Error::Note)?;
        let blob = BASE64_STANDARD.decode(blob).map_err(|_| Error::Note)?;
        let (id, signature) = blob.split_first_chunk::<4>().ok_or(Error::Note)?;
        if signature.is_empty() {
            return Err(Error::Note);
        }
        Ok(Self { name: name.to_owned(), id: *id, signature: signature.to_vec() })
    }
}

/// A note that known keys have signed.
#[derive(Debug, Clone)]
pub struct Note {
    text: String,
    by: Vec<VerifyingKey>,
}

impl Note {
    /// The signed text, its last newline included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The known keys that have signed.
    pub fn signed_by(&self) -> &[VerifyingKey] {
        &self.by
    }
}
