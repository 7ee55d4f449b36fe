//! The organisation's key on disk: an age file under a passphrase of six words that is printed once and kept by people.

use std::io::{Read, Write};

use age::{Decryptor, Encryptor, scrypt};
use anyhow::{Context, bail};
use ledger::SigningKey;
use rand::{CryptoRng, RngCore};
use sealing::words::{Language, Words};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::folder::{Folder, seed};

/// Name of the file. Once it lies elsewhere, the organisation's key is offline.
pub(crate) const FILE: &str = "organisation-key.age";
/// scrypt's log2 of N, as age's own programs use.
const WORK: u8 = 18;
/// Words of a passphrase: 66 bits.
const WORDS: usize = 6;

/// Six words.
#[derive(Debug)]
pub(crate) struct Passphrase(SecretString);

impl Passphrase {
    /// Draws one.
    pub(crate) fn draw(rng: &mut (impl CryptoRng + RngCore)) -> Self {
        let words = Words::draw(Language::En, rng);
        let text = Zeroizing::new((0..WORDS).map(|place| words.word(place).to_string()).collect::<Vec<_>>().join(" "));
        Self(SecretString::from(text.as_str()))
    }

    /// Takes what a person typed: spaces and capitals do not matter.
    #[must_use]
    pub(crate) fn typed(text: &str) -> Self {
        let text = Zeroizing::new(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
        Self(SecretString::from(text.as_str()))
    }

    /// To be printed once.
    #[must_use]
    pub(crate) fn shown(&self) -> &str {
        self.0.expose_secret()
    }
}

/// Writes the key's file.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn keep(folder: &Folder, key: &SigningKey, passphrase: &Passphrase) -> anyhow::Result<()> {
    keep_with(folder, key, passphrase, WORK)
}

fn keep_with(folder: &Folder, key: &SigningKey, passphrase: &Passphrase, work: u8) -> anyhow::Result<()> {
    let mut recipient = scrypt::Recipient::new(passphrase.0.clone());
    recipient.set_work_factor(work);
    let mut file = Vec::new();
    let recipient: &dyn age::Recipient = &recipient;
    let mut writer = Encryptor::with_recipients(std::iter::once(recipient))?.wrap_output(&mut file)?;
    writer.write_all(Zeroizing::new(hex::encode(key.seed())).as_bytes())?;
    writer.finish()?;
    folder.write(FILE, &file)
}

/// Opens the key's file.
///
/// # Errors
/// When the passphrase is wrong or the file is no such file.
pub(crate) fn open(file: &[u8], passphrase: &Passphrase) -> anyhow::Result<SigningKey> {
    let mut identity = scrypt::Identity::new(passphrase.0.clone());
    identity.set_max_work_factor(WORK + 2);
    let decryptor = Decryptor::new(file).context("this is no age file")?;
    if !decryptor.is_scrypt() {
        bail!("this file is not under a passphrase");
    }
    let identity: &dyn age::Identity = &identity;
    let mut text = Zeroizing::new(Vec::with_capacity(128));
    let mut reader = decryptor.decrypt(std::iter::once(identity)).context("the passphrase does not open it")?;
    reader.read_to_end(&mut text).context("the file is damaged")?;
    let seed = seed(&text)?;
    Ok(SigningKey::from_seed(&seed))
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn six_words_open_the_key_and_others_do_not() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("data")).unwrap();
        let mut rng = StdRng::from_seed([5; 32]);
        let (key, passphrase) = (SigningKey::generate(&mut rng), Passphrase::draw(&mut rng));
        keep_with(&folder, &key, &passphrase, 2).unwrap();
        let file = folder.read(FILE).unwrap().unwrap();
        assert_eq!(passphrase.shown().split(' ').count(), WORDS);
        let typed = Passphrase::typed(&format!("  {}\n", passphrase.shown().to_uppercase().replace(' ', "  ")));
        assert_eq!(open(&file, &typed).unwrap().seed(), key.seed());
        assert!(open(&file, &Passphrase::draw(&mut rng)).is_err());
    }

    const VECTOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../browser/ui/seal/vectors/organisation-key.json");

    /// The browser opens the same file: `crates/browser/ui/seal/roster_draft.test.ts`.
    #[test]
    fn the_file_that_the_browser_opens_in_its_test_is_one_of_ours() {
        use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
        if std::env::var_os("WRITE_VECTORS").is_some() {
            let place = tempfile::tempdir().unwrap();
            let folder = Folder::open(&place.path().join("data")).unwrap();
            let mut rng = StdRng::from_seed([6; 32]);
            let (key, passphrase) = (SigningKey::generate(&mut rng), Passphrase::draw(&mut rng));
            keep_with(&folder, &key, &passphrase, 10).unwrap();
            let file = BASE64_URL_SAFE_NO_PAD.encode(folder.read(FILE).unwrap().unwrap());
            let key = hex::encode(key.verifying_key().as_bytes());
            let vector = serde_json::json!({ "file": file, "passphrase": passphrase.shown(), "key": key });
            std::fs::write(VECTOR, serde_json::to_string_pretty(&vector).unwrap() + "\n").unwrap();
        }
        let vector: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(VECTOR).unwrap()).unwrap();
        let file = BASE64_URL_SAFE_NO_PAD.decode(vector["file"].as_str().unwrap()).unwrap();
        let opened = open(&file, &Passphrase::typed(vector["passphrase"].as_str().unwrap())).unwrap();
        assert_eq!(hex::encode(opened.verifying_key().as_bytes()), vector["key"]);
    }
}
