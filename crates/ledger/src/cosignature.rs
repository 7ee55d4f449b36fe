//! Cosignatures (C2SP tlog-cosignature, Ed25519): the word of somebody outside that a checkpoint grew out of the last one they saw. Says
//! when it was given, by the witness's own clock, and never that what the log holds is true.

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    Error, Hash, Signature, SigningKey, VerifyingKey,
    note::{DASH, KeyName, UnverifiedNote},
};

/// Signature type of a cosignature in a key's id.
const COSIGNATURE: u8 = 0x04;

/// A witness as others know it: a name and a public key. As text `<name>+<key id, hex>+<base64 of 0x04 ‖ key>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    name: KeyName,
    key: VerifyingKey,
}

impl Witness {
    /// The witness of this name and key.
    pub const fn new(name: KeyName, key: VerifyingKey) -> Self {
        Self { name, key }
    }

    /// Its name.
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    fn key_id(&self) -> [u8; 4] {
        let [a, b, c, d, ..] = *Hash::of(&[self.name.as_str().as_bytes(), b"\n", &[COSIGNATURE], self.key.as_bytes()]).as_bytes();
        [a, b, c, d]
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[COSIGNATURE], &self.key.as_bytes()[..]].concat();
        write!(f, "{}+{}+{}", self.name.as_str(), hex::encode(self.key_id()), BASE64_STANDARD.encode(key))
    }
}

impl FromStr for Witness {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (name, rest) = text.trim().split_once('+').ok_or(Error::Key)?;
        let (id, key) = rest.split_once('+').ok_or(Error::Key)?;
        let blob = BASE64_STANDARD.decode(key).map_err(|_| Error::Key)?;
        let Some((&COSIGNATURE, key)) = blob.split_first() else { return Err(Error::Key) };
        let key = VerifyingKey::from_bytes(key.try_into().map_err(|_| Error::Key)?)?;
        let witness = Self { name: KeyName::parse(name)?, key };
        if hex::encode(witness.key_id()) == id { Ok(witness) } else { Err(Error::Key) }
    }
}

/// Adds a witness's line to a signed checkpoint, in the place of an older one by the same key. `time` is in Unix seconds.
///
/// # Errors
/// [`Error::Note`] for what is no signed note.
pub fn cosign(note: &str, name: &KeyName, key: &SigningKey, time: u64) -> Result<String, Error> {
    let witness = Witness::new(name.clone(), key.verifying_key());
    let parsed = UnverifiedNote::parse(note)?;
    let signature = key.sign(&message(parsed.text(), time));
    let blob = [&witness.key_id()[..], &time.to_be_bytes(), signature.as_bytes()].concat();
    let mut cosigned = format!("{}\n", parsed.text());
    for (line, own) in parsed.lines() {
        if own != (name.as_str(), witness.key_id()) {
            cosigned.push_str(&line);
        }
    }
    cosigned.push_str(&format!("{DASH}{} {}\n", name.as_str(), BASE64_STANDARD.encode(blob)));
    Ok(cosigned)
}

/// When a witness cosigned this note, in Unix seconds by its clock; of several times the newest.
///
/// # Errors
/// [`Error::Note`] for what is no signed note, [`Error::Unsigned`] if that witness's line is not there, [`Error::Signature`] if one does
/// not hold.
pub fn cosigned_at(note: &str, witness: &Witness) -> Result<u64, Error> {
    let parsed = UnverifiedNote::parse(note)?;
    let mut newest = None;
    for blob in parsed.signatures_of(witness.name.as_str(), witness.key_id()) {
        let (time, signature) = blob.split_first_chunk::<8>().ok_or(Error::Signature)?;
        let time = u64::from_be_bytes(*time);
        let signature = signature.try_into().map_err(|_| Error::Signature)?;
        witness.key.verify(&message(parsed.text(), time), &Signature::from_bytes(signature))?;
        newest = newest.max(Some(time));
    }
    newest.ok_or(Error::Unsigned)
}

fn message(text: &str, time: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Checkpoint;

    fn name(text: &str) -> KeyName {
        KeyName::parse(text).unwrap()
    }

    fn note(size: u64) -> String {
        let checkpoint = Checkpoint { origin: name("sottovoce-log-00"), size, root: Hash::of(&[&[1]]) };
        checkpoint.sign(&SigningKey::from_seed(&[1; 32])).unwrap()
    }

    #[test]
    fn a_cosigned_checkpoint_is_still_the_logs_and_says_who_saw_it_when() {
        let (log, key) = (SigningKey::from_seed(&[1; 32]).verifying_key(), SigningKey::from_seed(&[2; 32]));
        let witness = Witness::new(name("audit.example/w1"), key.verifying_key());
        let once = cosign(&note(7), witness.name(), &key, 1_800_000_000).unwrap();
        let cosigned = cosign(&once, witness.name(), &key, 1_800_000_060).unwrap();
        assert_eq!(cosigned_at(&cosigned, &witness), Ok(1_800_000_060));
        assert_eq!(cosigned.lines().count(), once.lines().count(), "the older line is replaced");
        assert_eq!(Checkpoint::verify(&cosigned, &name("sottovoce-log-00"), &log).unwrap().size, 7);
        assert_eq!(witness.to_string().parse(), Ok(witness.clone()));
    }

    #[test]
    fn nobody_elses_line_counts_and_none_can_be_moved_to_another_checkpoint() {
        let (key, other) = (SigningKey::from_seed(&[2; 32]), SigningKey::from_seed(&[3; 32]));
        let witness = Witness::new(name("w"), key.verifying_key());
        assert_eq!(cosigned_at(&note(7), &witness), Err(Error::Unsigned));
        assert_eq!(cosigned_at(&cosign(&note(7), &name("w"), &other, 5).unwrap(), &witness), Err(Error::Unsigned));
        let cosigned = cosign(&note(7), &name("w"), &key, 5).unwrap();
        let line = cosigned.lines().last().unwrap();
        assert_eq!(cosigned_at(&format!("{}{line}\n", note(8)), &witness), Err(Error::Signature));
        // A plain signature of a note is none: it says nothing of the past.
        let plain = crate::note::sign(UnverifiedNote::parse(&note(7)).unwrap().text(), &name("w"), &key).unwrap();
        assert_eq!(cosigned_at(&plain, &witness), Err(Error::Unsigned));
    }

    #[test]
    fn a_witness_is_read_strictly() {
        let witness = Witness::new(name("w"), SigningKey::from_seed(&[2; 32]).verifying_key()).to_string();
        let wrong = [witness.replace("w+", "v+"), witness.replacen("+B", "+A", 1), format!("{witness}A"), "w".to_owned(), String::new()];
        for wrong in wrong {
            assert!(wrong.parse::<Witness>().is_err(), "{wrong}");
        }
    }
}
