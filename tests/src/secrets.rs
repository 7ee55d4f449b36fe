//! All that follows from eight words, to be sought where none of it may be: the words as they are written, typed and
//! numbered, and every key made of them.

use anyhow::{Context, Result};
use sealing::InstallationId;
use sealing::derive::MailboxKeys;
use sealing::words::{Language, Words};
use secrecy::ExposeSecret;

use crate::markers::Markers;

/// The letters of bech32 (BIP-173), in the order of their values.
const BECH32: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Seeks these words and all that is made of them.
///
/// # Errors
/// When they are no words.
pub fn seek(markers: &mut Markers, phrase: &str, installation: InstallationId) -> Result<()> {
    let words = Words::parse_in(phrase, Language::En).or_else(|_| Words::parse(phrase))?;
    seek_words(markers, &words, installation)
}

/// The same for words that were read already.
///
/// # Errors
/// When keys cannot be made of them.
pub fn seek_words(markers: &mut Markers, words: &Words, installation: InstallationId) -> Result<()> {
    markers.words("the words", words.phrase().expose_secret());
    markers.secret("the words' entropy", words.entropy());
    let bits = words.entropy().iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    // Seven numbers of eleven bits; the eighth ends with the checksum.
    let numbers: Vec<u16> = (0..7).map(|n| u16::try_from((bits >> (69 - 11 * n)) & 0x7ff)).collect::<Result<_, _>>()?;
    markers.secret("the words' numbers", &numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>());
    let keys = MailboxKeys::derive(words, installation)?;
    markers.secret("the mailbox token", &hex::decode(keys.token.to_hex().as_str())?);
    markers.secret("the signing key", keys.signing.seed());
    markers.secret("the filing secret", keys.filing());
    markers.text("the identity", keys.identity.to_secret_string().expose_secret());
    markers.secret("the identity", &seed_of(keys.identity.to_secret_string().expose_secret())?);
    Ok(())
}

/// The 32 bytes of `AGE-SECRET-KEY-PQ-1…`: five bits a letter, and six letters of checksum behind.
fn seed_of(identity: &str) -> Result<Vec<u8>> {
    let (_, letters) = identity.rsplit_once('1').context("no bech32")?;
    let letters = letters.to_lowercase();
    let data = letters.get(..letters.len().saturating_sub(6)).context("too short")?;
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in data.chars() {
        let value = BECH32.find(letter).context("no letter of bech32")?;
        (bits, held) = ((bits << 5 | u32::try_from(value)?) & 0xfff, held + 5);
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff)?);
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sealing::hybrid::Identity;

    #[test]
    fn every_form_of_the_words_is_sought() {
        let words = Words::from_entropy(b"0123456789", Language::En);
        let installation = InstallationId::from_bytes([7; 16]);
        let mut markers = Markers::default();
        seek_words(&mut markers, &words, installation).unwrap();
        let search = markers.search().unwrap();
        let keys = MailboxKeys::derive(&words, installation).unwrap();
        // "0123456789" in pieces of eleven bits, from the top
        let numbers: Vec<u8> = [385, 1100, 1126, 835, 667, 220, 1799].into_iter().flat_map(u16::to_le_bytes).collect();
        for there in [
            words.phrase().expose_secret().as_bytes(),
            words.entropy(),
            &numbers,
            keys.token.to_hex().as_bytes(),
            keys.signing.seed(),
            keys.filing(),
            keys.identity.to_secret_string().expose_secret().as_bytes(),
        ] {
            assert!(!search.found_in(there).is_empty());
        }
        assert_eq!(seed_of(Identity::from_seed(&[0x5a; 32]).to_secret_string().expose_secret()).unwrap(), [0x5a; 32]);
    }
}
