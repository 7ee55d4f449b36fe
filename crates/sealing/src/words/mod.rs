//! The eight words: 80 random bits and a checksum, as words of one list (docs/protocol.md 2).
//!
//! Keeps the entropy wiped when dropped. Never writes words anywhere; who shows them does it on purpose through [`Words::phrase`].

mod list;
mod reading;

use std::fmt;

use rand::{CryptoRng, RngCore};
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::label;

pub(crate) use list::fold;
pub use list::{LANGUAGES, Language};
pub use reading::Misread;

/// How many words there are.
pub const COUNT: usize = 8;

/// Eight words: 10 bytes of entropy and the language they are shown in.
#[derive(Clone)]
pub struct Words {
    entropy: Zeroizing<[u8; 10]>,
    language: Language,
}

impl Words {
    /// Draws new words.
    pub fn draw(language: Language, rng: &mut (impl CryptoRng + RngCore)) -> Self {
        let mut entropy = Zeroizing::new([0; 10]);
        rng.fill_bytes(entropy.as_mut_slice());
        Self { entropy, language }
    }

    /// The words of 10 given bytes.
    pub fn from_entropy(entropy: &[u8; 10], language: Language) -> Self {
        Self { entropy: Zeroizing::new(*entropy), language }
    }

    /// The 10 bytes that everything is derived from.
    pub fn entropy(&self) -> &[u8; 10] {
        &self.entropy
    }

    /// The language of the words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The word at a place from 0 to 7, as it is shown; empty outside.
    pub fn word(&self, place: usize) -> Zeroizing<String> {
        Zeroizing::new(self.indices().get(place).map(|index| self.language.word(*index)).unwrap_or_default())
    }

    /// All eight words with one space between, to be shown.
    pub fn phrase(&self) -> SecretString {
        let words: Vec<_> = (0..COUNT).map(|place| self.word(place)).collect();
        let plain: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
        SecretString::from(plain.join(" "))
    }

    /// Whether a person who is asked for the word at a place knows it; read as leniently as all words.
    pub fn knows(&self, place: usize, typed: &str) -> bool {
        let folded = list::fold(typed.trim());
        self.indices().get(place).is_some_and(|index| self.language.find(&folded) == Some(*index))
    }

    /// Eight numbers below 2048.
    fn indices(&self) -> Zeroizing<[u16; COUNT]> {
        let mut bits = u128::from(checksum(&self.entropy));
        for (byte, place) in self.entropy.iter().rev().zip(1u32..) {
            bits |= u128::from(*byte) << (8 * place);
        }
        let mut indices = Zeroizing::new([0; COUNT]);
        for index in indices.iter_mut().rev() {
            *index = u16::try_from(bits & 0x7ff).unwrap_or(0);
            bits >>= 11;
        }
        indices
    }

    /// The words of eight numbers, if their checksum is right.
    fn from_indices(indices: &[u16; COUNT], language: Language) -> Option<Self> {
        let bits = indices.iter().fold(0u128, |bits, index| (bits << 11) | u128::from(*index));
        let [.., a, b, c, d, e, f, g, h, i, j, check] = bits.to_be_bytes();
        let entropy = Zeroizing::new([a, b, c, d, e, f, g, h, i, j]);
        (check == checksum(&entropy)).then_some(Self { entropy, language })
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.language)
    }
}

fn checksum(entropy: &[u8; 10]) -> u8 {
    let [first, ..] = *label::hash("words-checksum", &[entropy]).as_bytes();
    first
}

#[cfg(test)]
mod words_test;
