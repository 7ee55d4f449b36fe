//! Padded sizes, so that a length tells little. Never shortens anything.

use crate::Error;

const KIB: usize = 1024;
/// The steps of items and keyrings below the even ones.
const LADDER: [usize; 4] = [4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB];
/// Most that an item or keyring may have, padded.
pub const MOST_ITEM: usize = 2048 * KIB;
/// What every mailbox state has, padded.
pub const STATE: usize = 16 * KIB;
/// What every identity has, padded.
pub const IDENTITY: usize = 2 * KIB;
/// What every letter between people of the staff has, padded.
pub const LETTER: usize = 16 * KIB;
/// Least that a book has, padded.
pub const LEAST_BOOK: usize = 64 * KIB;
/// Most that a book may have, padded: the least, doubled seven times.
pub const MOST_BOOK: usize = LEAST_BOOK << 7;
/// Least that an attachment has, padded.
pub const LEAST_ATTACHMENT: u64 = 64 * 1024;
/// Most that an attachment may have, padded: 2^48 bytes, so that numbers stay exact in JSON.
pub const MOST_ATTACHMENT: u64 = 1 << 48;

/// The padded size of an item or keyring of `length` bytes.
///
/// # Errors
/// [`Error::TooLarge`] above 2 MiB.
pub fn item(length: usize) -> Result<usize, Error> {
    let [.., step] = LADDER;
    let padded = LADDER.into_iter().find(|size| *size >= length).unwrap_or_else(|| length.div_ceil(step).saturating_mul(step));
    if padded > MOST_ITEM { Err(Error::TooLarge) } else { Ok(padded) }
}

/// The padded size of a book of `length` bytes: 64 KiB, or that doubled up to seven times.
///
/// # Errors
/// [`Error::TooLarge`] above 8 MiB.
pub fn book(length: usize) -> Result<usize, Error> {
    if length > MOST_BOOK { Err(Error::TooLarge) } else { Ok(length.max(LEAST_BOOK).next_power_of_two()) }
}

/// The padded size of an attachment of `length` bytes: at least 64 KiB, else Padmé
/// (Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019).
///
/// # Errors
/// [`Error::TooLarge`] above 2^48 bytes.
pub fn attachment(length: u64) -> Result<u64, Error> {
    if length > MOST_ATTACHMENT {
        return Err(Error::TooLarge);
    }
    Ok(padme(length).max(LEAST_ATTACHMENT))
}

fn padme(length: u64) -> u64 {
    let Some(exponent) = length.checked_ilog2().filter(|exponent| *exponent > 0) else { return length };
    let significant = exponent.ilog2() + 1;
    length.next_multiple_of(1 << (exponent - significant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn items_climb_the_ladder_and_then_even_steps() {
        let steps = [(0, 4), (4096, 4), (4097, 16), (16_385, 64), (65_537, 256), (262_145, 512), (524_289, 768), (2_097_152, 2048)];
        for (length, kib) in steps {
            assert_eq!(item(length), Ok(kib * KIB), "{length}");
        }
        assert_eq!(item(2_097_153), Err(Error::TooLarge));
        assert_eq!(item(usize::MAX), Err(Error::TooLarge));
    }

    #[test]
    fn padme_rounds_as_in_its_paper() {
        for (length, padded) in
            [(0, 0), (1, 1), (2, 2), (3, 3), (8, 8), (9, 10), (100, 104), (1 << 20, 1 << 20), ((1 << 20) + 1, (1 << 20) + (1 << 15))]
        {
            assert_eq!(padme(length), padded, "{length}");
        }
        assert_eq!(attachment(0), Ok(65_536));
        assert_eq!(attachment(MOST_ATTACHMENT), Ok(MOST_ATTACHMENT));
        assert_eq!(attachment(MOST_ATTACHMENT + 1), Err(Error::TooLarge));
    }

    proptest! {
        #[test]
        fn padme_grows_by_at_most_an_eighth_and_keeps_its_own_sizes(length in 1u64..MOST_ATTACHMENT) {
            let padded = padme(length);
            prop_assert!(padded >= length && padded - length <= length / 8 + 1);
            prop_assert_eq!(padme(padded), padded);
        }

        #[test]
        fn the_ladder_keeps_its_own_sizes(length in 0usize..=MOST_ITEM) {
            let padded = item(length).unwrap();
            prop_assert!(padded >= length);
            prop_assert_eq!(item(padded), Ok(padded));
        }
    }
}
