//! The organisation's key in its file: an age file under a passphrase of six words (scrypt), and in it the seed in hex. The only file
//! under a passphrase that any client of ours opens. Never keeps passphrase or seed longer than it takes.

use std::io::{Read, Write};

use age::{Decryptor, Encryptor, scrypt};
use ledger::SigningKey;
use rand::{CryptoRng, RngCore};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::Error;
use crate::words::{Language, Words};

/// scrypt's log2 of N, as age's own programs use.
pub const WORK: u8 = 18;
/// More would ask for a gigabyte.
const MOST_WORK: u8 = 20;
/// Words of a passphrase: 66 bits.
pub const WORDS: usize = 6;

/// Six words.
#[derive(Debug)]
pub struct Passphrase(SecretString);

impl Passphrase {
    /// Draws one.
    pub fn draw(rng: &mut (impl CryptoRng + RngCore)) -> Self {
        let words = Words::draw(Language::En, rng);
        let text = Zeroizing::new((0..WORDS).map(|place| words.word(place).to_string()).collect::<Vec<_>>().join(" "));
        Self(SecretString::from(text.as_str()))
    }

    /// Takes what a person typed: spaces and capitals do not matter.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        let text = Zeroizing::new(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
        Self(SecretString::from(text.as_str()))
    }

    /// To be printed once.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.0.expose_secret()
    }
}

/// Seals a key to a passphrase; gives the file. `work` is scrypt's log2 of N: [`WORK`], less in tests only.
///
/// # Errors
/// [`Error::Sealing`].
pub fn seal_organisation_key(key: &SigningKey, passphrase: &Passphrase, work: u8) -> Result<Vec<u8>, Error> {
    let mut recipient = scrypt::Recipient::new(passphrase.0.clone());
    recipient.set_work_factor(work);
    let recipient: &dyn age::Recipient = &recipient;
    write_sealed(recipient, key).map_err(|_| Error::Sealing)
}

fn write_sealed(recipient: &dyn age::Recipient, key: &SigningKey) -> std::io::Result<Vec<u8>> {
    let mut file = Vec::new();
    let encryptor = Encryptor::with_recipients(std::iter::once(recipient)).map_err(std::io::Error::other)?;
    let mut writer = encryptor.wrap_output(&mut file)?;
    writer.write_all(Zeroizing::new(hex::encode(key.seed())).as_bytes())?;
    writer.finish()?;
    Ok(file)
}

/// Opens the file. Takes a second or two.
///
/// # Errors
/// [`Error::Header`] if it is no file under a passphrase, [`Error::NotForUs`] if it is under another one, [`Error::Damaged`] if what is
/// in it is no key.
pub fn open_organisation_key(file: &[u8], passphrase: &Passphrase) -> Result<SigningKey, Error> {
    let mut identity = scrypt::Identity::new(passphrase.0.clone());
    identity.set_max_work_factor(MOST_WORK);
    let decryptor = Decryptor::new(file).map_err(|_| Error::Header)?;
    if !decryptor.is_scrypt() {
        return Err(Error::Header);
    }
    let identity: &dyn age::Identity = &identity;
    let mut text = Zeroizing::new(Vec::with_capacity(128));
    let mut reader = decryptor.decrypt(std::iter::once(identity)).map_err(|_| Error::NotForUs)?;
    reader.read_to_end(&mut text).map_err(|_| Error::Damaged)?;
    let mut seed = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim_ascii(), &mut *seed).map_err(|_| Error::Damaged)?;
    Ok(SigningKey::from_seed(&seed))
}

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn six_words_open_the_key_and_others_do_not() {
        let mut rng = StdRng::from_seed([5; 32]);
        let (key, passphrase) = (SigningKey::generate(&mut rng), Passphrase::draw(&mut rng));
        let file = seal_organisation_key(&key, &passphrase, 2).unwrap();
        assert_eq!(passphrase.shown().split(' ').count(), WORDS);
        let typed = Passphrase::typed(&format!("  {}\n", passphrase.shown().to_uppercase().replace(' ', "  ")));
        assert_eq!(open_organisation_key(&file, &typed).unwrap().seed(), key.seed());
        assert_eq!(open_organisation_key(&file, &Passphrase::draw(&mut rng)).unwrap_err(), Error::NotForUs);
        assert_eq!(open_organisation_key(b"no such file", &typed).unwrap_err(), Error::Header);
        let recipient = crate::hybrid::Identity::from_seed(&[1; 32]).to_recipient();
        let sealed = crate::seal::seal(std::slice::from_ref(&recipient), b"not under a passphrase").unwrap();
        assert_eq!(open_organisation_key(sealed.as_bytes(), &typed).unwrap_err(), Error::Header);
    }

    const VECTOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../browser/ui/seal/vectors/organisation-key.json");

    /// The browser opens the same file: `crates/browser/ui/seal/roster_draft.test.ts`.
    #[test]
    fn the_file_that_the_browser_opens_in_its_test_is_one_of_ours() {
        if std::env::var_os("WRITE_VECTORS").is_some() {
            let mut rng = StdRng::from_seed([6; 32]);
            let (key, passphrase) = (SigningKey::generate(&mut rng), Passphrase::draw(&mut rng));
            let file = BASE64_URL_SAFE_NO_PAD.encode(seal_organisation_key(&key, &passphrase, 10).unwrap());
            let key = hex::encode(key.verifying_key().as_bytes());
            let vector = serde_json::json!({ "file": file, "passphrase": passphrase.shown(), "key": key });
            std::fs::write(VECTOR, serde_json::to_string_pretty(&vector).unwrap() + "\n").unwrap();
        }
        let vector: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(VECTOR).unwrap()).unwrap();
        let file = BASE64_URL_SAFE_NO_PAD.decode(vector["file"].as_str().unwrap()).unwrap();
        let opened = open_organisation_key(&file, &Passphrase::typed(vector["passphrase"].as_str().unwrap())).unwrap();
        assert_eq!(hex::encode(opened.verifying_key().as_bytes()), vector["key"]);
    }
}
