//! Fingerprints as six words of the English list: for a person to read aloud and another to type. Never shortened further.

use ledger::{Hash, VerifyingKey};

use crate::hybrid::Recipient;
use crate::label;
use crate::words::Language;

/// Six words, 66 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint([u16; 6]);

impl Fingerprint {
    /// Of the organisation's key; it stands on posters and at the foot of pages.
    pub fn of_organisation(key: &VerifyingKey) -> Self {
        Self::of(&label::hash("organisation-fingerprint", &[key.as_bytes()]))
    }

    /// Of a person's keys; whoever signs the roster types it as heard from that person.
    pub fn of_person(recipient: &Recipient, signing: &VerifyingKey) -> Self {
        Self::of(&label::hash("person-fingerprint", &[recipient.as_str().as_bytes(), signing.as_bytes()]))
    }

    fn of(hash: &Hash) -> Self {
        let [a, b, c, d, e, f, g, h, i, ..] = *hash.as_bytes();
        let mut bits = u128::from_be_bytes([0, 0, 0, 0, 0, 0, 0, a, b, c, d, e, f, g, h, i]) >> 6;
        let mut indices = [0; 6];
        for index in indices.iter_mut().rev() {
            *index = u16::try_from(bits & 0x7ff).unwrap_or(0);
            bits >>= 11;
        }
        Self(indices)
    }

    /// Whether a person typed these six words; capitals, four letters and what stands between do not matter.
    pub fn matches(&self, typed: &str) -> bool {
        let folded = crate::words::fold(typed);
        let words: Vec<_> = folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let found: Vec<_> = words.iter().map(|word| Language::En.find(word)).collect();
        found.len() == self.0.len() && found.iter().zip(self.0).all(|(found, own)| *found == Some(own))
    }
}

impl std::fmt::Display for Fingerprint {
    /// The six words with one space between.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.map(|index| Language::En.word(index)).join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hybrid::Identity;
    use ledger::SigningKey;

    #[test]
    fn the_first_66_bits_are_taken() {
        let mut bytes = [0; 32];
        bytes[8] = 0b0100_0000;
        assert_eq!(Fingerprint::of(&Hash::from_bytes(bytes)).to_string(), "abandon abandon abandon abandon abandon ability");
        bytes[8] = 0b0011_1111;
        assert_eq!(Fingerprint::of(&Hash::from_bytes(bytes)).to_string(), "abandon abandon abandon abandon abandon abandon");
        assert_eq!(Fingerprint::of(&Hash::from_bytes([0xff; 32])).to_string(), "zoo zoo zoo zoo zoo zoo");
    }

    #[test]
    fn typed_words_match_only_their_keys() {
        let recipient = Identity::from_seed(&[1; 32]).to_recipient();
        let (one, two) = (SigningKey::from_seed(&[1; 32]).verifying_key(), SigningKey::from_seed(&[2; 32]).verifying_key());
        let fingerprint = Fingerprint::of_person(&recipient, &one);
        let spoken = fingerprint.to_string();
        assert!(fingerprint.matches(&spoken.to_uppercase().replace(' ', " - ")));
        assert!(!Fingerprint::of_person(&recipient, &two).matches(&spoken));
        assert!(!fingerprint.matches(spoken.rsplit_once(' ').unwrap().0));
        assert!(!fingerprint.matches(&format!("{spoken} zoo")));
    }
}
