//! Keys from the eight words and from a passphrase (docs/protocol.md 2 and 10). Wipes what it stretches; the memory of Argon2 too.

use std::fmt;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use ledger::{Hash, SigningKey};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::hybrid::Identity;
use crate::label::{self, hkdf};
use crate::words::Words;
use crate::{CaseId, Error, InstallationId};

/// Memory for words, in KiB: they carry 80 random bits, so that a weak setting is enough and slow devices need not wait.
const WORDS_MEMORY: u32 = 8 * 1024;
/// Memory for passphrases, in KiB.
const PASSPHRASE_MEMORY: u32 = 64 * 1024;
const PASSPHRASE_PASSES: u32 = 3;

/// A secret that is shown to the server to be let in; the server keeps its hash only.
#[derive(Clone)]
pub struct Token(Zeroizing<[u8; 32]>);

impl Token {
    /// Takes the 32 bytes as they came over the wire.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*bytes))
    }

    /// Reads 64 lower-case hex digits.
    ///
    /// # Errors
    /// [`Error::Ledger`] for anything else.
    pub fn from_hex(text: &str) -> Result<Self, Error> {
        Ok(Self(Zeroizing::new(ledger::hash::lower_hex(text)?)))
    }

    /// As it is sent, to be wiped by the sender.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    /// SHA-256, which the server keeps.
    pub fn hash(&self) -> Hash {
        Hash::of(&[self.0.as_slice()])
    }

    /// Whether this is the token of a kept hash, in constant time.
    pub fn opens(&self, kept: &Hash) -> bool {
        self.hash().as_bytes().ct_eq(kept.as_bytes()).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Everything the reporter has, from the words alone.
#[derive(Clone)]
pub struct MailboxKeys {
    /// Finds the mailbox.
    pub token: Token,
    /// Opens replies and the own posts.
    pub identity: Identity,
    /// Says "it is me again".
    pub signing: SigningKey,
    filing: Zeroizing<[u8; 32]>,
}

impl MailboxKeys {
    /// Stretches the words. Takes 8 MiB and some tens of milliseconds.
    ///
    /// # Errors
    /// [`Error::Derivation`] if Argon2 fails.
    pub fn derive(words: &Words, installation: InstallationId) -> Result<Self, Error> {
        let salt = label::first_16(&label::hash("words-salt", &[installation.as_bytes()]));
        let master = stretch(words.entropy(), &salt, WORDS_MEMORY, 1)?;
        Ok(Self {
            token: Token(hkdf(master.as_slice(), "mailbox-token")),
            identity: Identity::from_seed(&hkdf(master.as_slice(), "mailbox-identity")),
            signing: SigningKey::from_seed(&hkdf(master.as_slice(), "mailbox-signing")),
            filing: hkdf(master.as_slice(), "filing-leaf"),
        })
    }

    /// The leaf that stands for this filing in the log.
    pub fn leaf(&self, case: CaseId) -> Hash {
        label::hash("filing", &[self.filing.as_slice(), case.as_bytes()])
    }

    /// The secret part of the leaf, for vectors.
    pub fn filing(&self) -> &[u8; 32] {
        &self.filing
    }
}

impl fmt::Debug for MailboxKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailboxKeys(…)")
    }
}

/// What a person of the staff has from name and passphrase.
#[derive(Clone)]
pub struct StaffKeys {
    /// Sent to sign in.
    pub login: Token,
    /// Opens the person's sealed secrets; never sent.
    pub wrap: Identity,
}

impl StaffKeys {
    /// Stretches a passphrase. Takes 64 MiB.
    ///
    /// # Errors
    /// [`Error::Derivation`] if Argon2 fails.
    pub fn derive(name: &str, passphrase: &SecretString, installation: InstallationId) -> Result<Self, Error> {
        let name = normal_name(name);
        let salt = label::first_16(&label::hash("staff-salt", &[installation.as_bytes(), name.as_bytes()]));
        let passphrase = normal_passphrase(passphrase);
        let stretched = stretch(passphrase.as_bytes(), &salt, PASSPHRASE_MEMORY, PASSPHRASE_PASSES)?;
        Ok(Self {
            login: Token(hkdf(stretched.as_slice(), "staff-login")),
            wrap: Identity::from_seed(&hkdf(stretched.as_slice(), "staff-wrap")),
        })
    }
}

impl fmt::Debug for StaffKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaffKeys(…)")
    }
}

/// A sign-in name as it is compared: NFKC, trimmed, lower case.
pub fn normal_name(name: &str) -> String {
    name.nfkc().collect::<String>().trim().to_lowercase()
}

/// NFKC, runs of white space to one space, trimmed.
fn normal_passphrase(passphrase: &SecretString) -> Zeroizing<String> {
    let mut whole = Zeroizing::new(String::with_capacity(passphrase.expose_secret().len().saturating_mul(4)));
    whole.extend(passphrase.expose_secret().nfkc());
    let mut normal = Zeroizing::new(String::with_capacity(whole.len()));
    for word in whole.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.push_str(word);
    }
    normal
}

/// Argon2id 1.3 (RFC 9106) with one lane, 32 bytes out; its memory is wiped.
fn stretch(secret: &[u8], salt: &[u8; 16], kib: u32, passes: u32) -> Result<Zeroizing<[u8; 32]>, Error> {
    let params = Params::new(kib, passes, 1, Some(32)).map_err(|_| Error::Derivation)?;
    let mut memory = vec![Block::default(); params.block_count()];
    let mut out = Zeroizing::new([0; 32]);
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let done = argon.hash_password_into_with_memory(secret, salt, out.as_mut_slice(), &mut memory);
    memory.iter_mut().for_each(Zeroize::zeroize);
    done.map_err(|_| Error::Derivation)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    const INSTALLATION: InstallationId = InstallationId::from_bytes([7; 16]);

    #[test]
    fn words_give_the_same_keys_in_any_language_and_others_elsewhere() {
        let derive = |entropy, language, installation| {
            MailboxKeys::derive(&Words::from_entropy(entropy, language), installation).unwrap().token.hash()
        };
        let here = derive(b"0123456789", Language::En, INSTALLATION);
        assert_eq!(here, derive(b"0123456789", Language::Cs, INSTALLATION));
        assert_ne!(here, derive(b"0123456788", Language::En, INSTALLATION));
        assert_ne!(here, derive(b"0123456789", Language::En, InstallationId::from_bytes([8; 16])));
    }

    #[test]
    fn a_token_opens_its_own_hash_only() {
        let token = Token::from_bytes(&[1; 32]);
        assert!(token.opens(&token.hash()));
        assert!(!token.opens(&Token::from_bytes(&[2; 32]).hash()));
        assert_eq!(Token::from_hex(&token.to_hex()).unwrap().hash(), token.hash());
        assert!(Token::from_hex("01").is_err());
    }

    #[test]
    fn spelling_that_people_cannot_see_does_not_matter() {
        let normal = |text: &str| normal_passphrase(&SecretString::from(text)).to_string();
        assert_eq!(normal("  correct \u{a0} horse\n"), "correct horse");
        assert_eq!(normal("ﬁve caf\u{65}\u{301}"), "five café");
        assert_ne!(normal("Correct"), normal("correct"));
        assert_eq!(normal_name(" Ａnna "), "anna");
    }

    #[test]
    fn nothing_secret_is_debugged() {
        let keys = MailboxKeys::derive(&Words::from_entropy(b"0123456789", Language::En), INSTALLATION).unwrap();
        assert_eq!(
            format!("{keys:?} {:?} {:?} {:?}", keys.token, keys.signing, keys.identity),
            "MailboxKeys(…) Token(…) SigningKey(…) Identity(…)"
        );
    }
}
