//! Checkpoints (C2SP tlog-checkpoint): the log's size and root at one moment, signed. Carries no extension lines.

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    Error, Hash, SigningKey, VerifyingKey,
    note::{self, KeyName, UnverifiedNote},
};

/// Size and root of a log. Its origin is also the name of the key that signs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log; `sottovoce-log-<installation id>`.
    pub origin: KeyName,
    /// Number of public leaves, which is the number of ticks.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The signed note.
    ///
    /// # Errors
    /// None in practice: an origin is always a text that a note can carry.
    pub fn sign(&self, key: &SigningKey) -> Result<String, Error> {
        let text = format!("{}\n{}\n{}\n", self.origin.as_str(), self.size, BASE64_STANDARD.encode(self.root));
        note::sign(&text, &self.origin, key)
    }

    /// Reads and verifies a checkpoint of the log `origin`. Signatures of witnesses are passed over.
    ///
    /// # Errors
    /// [`Error::Note`], [`Error::Unsigned`], [`Error::Signature`] as for notes; [`Error::Checkpoint`] if the text is not one of this log.
    pub fn verify(note: &str, origin: &KeyName, key: &VerifyingKey) -> Result<Self, Error> {
        let note = UnverifiedNote::parse(note)?.verify(&[(origin.clone(), *key)])?;
        let lines: Vec<_> = note.text().split_terminator('\n').collect();
        let [named, size, root] = lines.as_slice() else { return Err(Error::Checkpoint) };
        let root = BASE64_STANDARD.decode(root).ok().and_then(|root| root.try_into().ok()).ok_or(Error::Checkpoint)?;
        let parsed: u64 = size.parse().map_err(|_| Error::Checkpoint)?;
        if *named != origin.as_str() || parsed.to_string() != *size {
            return Err(Error::Checkpoint);
        }
        Ok(Self { origin: origin.clone(), size: parsed, root: Hash::from_bytes(root) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn origin() -> KeyName {
        KeyName::parse("sottovoce-log-00").unwrap()
    }

    proptest! {
        #[test]
        fn a_checkpoint_comes_back_as_it_was_signed(seed: [u8; 32], size: u64, root: [u8; 32]) {
            let key = SigningKey::from_seed(&seed);
            let checkpoint = Checkpoint { origin: origin(), size, root: Hash::from_bytes(root) };
            let note = checkpoint.sign(&key).unwrap();
            prop_assert_eq!(Checkpoint::verify(&note, &origin(), &key.verifying_key()), Ok(checkpoint));
        }
    }

    #[test]
    fn a_size_with_leading_zeros_or_another_origin_is_refused() {
        let key = SigningKey::from_seed(&[1; 32]);
        let root = BASE64_STANDARD.encode([7; 32]);
        let refused = |text: String| {
            let note = note::sign(&text, &origin(), &key).unwrap();
            Checkpoint::verify(&note, &origin(), &key.verifying_key())
        };
        assert!(refused(format!("sottovoce-log-00\n7\n{root}\n")).is_ok());
        assert_eq!(refused(format!("sottovoce-log-00\n07\n{root}\n")), Err(Error::Checkpoint));
        assert_eq!(refused(format!("sottovoce-log-00\n+7\n{root}\n")), Err(Error::Checkpoint));
        assert_eq!(refused(format!("sottovoce-log-01\n7\n{root}\n")), Err(Error::Checkpoint));
        assert_eq!(refused(format!("sottovoce-log-00\n7\n{root}\nmore\n")), Err(Error::Checkpoint));
        assert_eq!(refused("sottovoce-log-00\n7\nAAAA\n".to_owned()), Err(Error::Checkpoint));
    }
}
