//! Recovery codes: for when the device with the second factor is lost. Ten a person, each good once.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{RecoveryHash, StaffId};

/// A code for when the device with the second factor is lost: 80 random bits, good once. No `Debug` that tells.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; 10]);

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

impl RecoveryCode {
    /// Made of random bytes.
    pub const fn new(random: [u8; 10]) -> Self {
        Self(random)
    }

    /// Reads what somebody typed: capitals and whatever stands between do not matter, nor that O and 0, I and 1, B and 8 look alike.
    pub fn parse(typed: &str) -> Option<Self> {
        let alike = |letter: char| match letter {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            other => other.to_ascii_uppercase(),
        };
        let letters = typed.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '‐' | '–'));
        let text: Zeroizing<String> = Zeroizing::new(letters.take(17).map(alike).collect());
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(text.as_bytes()).ok()?);
        bytes.as_slice().try_into().ok().map(Self)
    }

    /// As it is shown: four groups of four letters and digits.
    pub fn shown(&self) -> Zeroizing<String> {
        let text = Zeroizing::new(BASE32_NOPAD.encode(&self.0));
        let mut shown = Zeroizing::new(String::with_capacity(19));
        for (place, letter) in text.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                shown.push('-');
            }
            shown.push(letter);
        }
        shown
    }

    /// What is kept of it. One hash is enough, without stretching: there are 2^80 codes, however fast one can try them. The person goes
    /// in, so that a hash says nothing under anybody else's name.
    pub fn hash(&self, person: StaffId) -> RecoveryHash {
        let mut hash = Sha256::new();
        for part in [&b"sottovoce/v1/recovery-code"[..], person.as_bytes(), &self.0] {
            hash.update(part);
        }
        RecoveryHash::new(hash.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_reads_back_however_it_is_typed() {
        let code = RecoveryCode::new([0, 1, 2, 3, 4, 5, 6, 7, 8, 255]);
        let shown = code.shown();
        assert_eq!(shown.len(), 19);
        assert!(shown.split('-').all(|group| group.len() == 4));
        for typed in [shown.to_lowercase(), shown.replace('-', " "), shown.replace('-', ""), shown.replace('O', "0").replace('I', "1")] {
            assert_eq!(RecoveryCode::parse(&typed), Some(code.clone()), "{typed}");
        }
        for wrong in ["", "AAAA-AAAA-AAAA", "AAAA-AAAA-AAAA-AAAA-AAAA", "AAAA-AAAA-AAAA-AAA?", "аaaa-aaaa-aaaa-aaaa"] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_recovery_codes_hash_is_one_persons_alone() {
        let code = RecoveryCode::new([7; 10]);
        let (one, other) = (StaffId::new([1; 16]), StaffId::new([2; 16]));
        assert_eq!(code.hash(one).as_bytes(), code.clone().hash(one).as_bytes());
        assert_ne!(code.hash(one).as_bytes(), code.hash(other).as_bytes());
        assert_ne!(code.hash(one).as_bytes(), RecoveryCode::new([8; 10]).hash(one).as_bytes());
        assert_eq!(format!("{code:?}"), "RecoveryCode(..)");
    }
}
