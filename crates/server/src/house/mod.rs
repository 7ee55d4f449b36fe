//! What makes an installation the one it is: its folder, its keys, its roster.

pub(crate) mod folder;
pub(crate) mod log;
pub(crate) mod notary;
pub(crate) mod organisation;
pub(crate) mod registrar;
pub(crate) mod roster;

use anyhow::{Context, bail};
use ledger::SigningKey;
use rand::{CryptoRng, RngCore};
use sealing::{InstallationId, channel::Channel};

use folder::Folder;

const CHANNEL: &str = "channel.json";
const LOG_KEY: &str = "log-key";

/// An installation that was drawn once.
#[derive(Clone, Debug)]
pub(crate) struct Installation {
    /// What it says of itself, the same to everybody.
    pub(crate) channel: Channel,
    /// Signs checkpoints and receipts.
    pub(crate) log_key: SigningKey,
}

/// What is there at the very first start and never again.
#[derive(Debug)]
pub(crate) struct Fresh {
    /// The organisation's key, until the first roster is signed.
    pub(crate) key: SigningKey,
    /// The passphrase of its file, to be printed once.
    pub(crate) passphrase: organisation::Passphrase,
}

impl Installation {
    /// Reads the installation in a folder; `None` if there is none yet.
    ///
    /// # Errors
    /// When part of it is missing or unreadable.
    pub(crate) fn read(folder: &Folder) -> anyhow::Result<Option<Self>> {
        let Some(channel) = folder.read(CHANNEL)? else { return Ok(None) };
        let channel = Channel::parse(&channel).context("channel.json makes no sense")?;
        let Some(seed) = folder.read(LOG_KEY)? else { bail!("{LOG_KEY} is missing in {}", folder.shown()) };
        let seed = folder::seed(&seed).with_context(|| format!("{LOG_KEY} makes no sense"))?;
        let log_key = SigningKey::from_seed(&seed);
        if log_key.verifying_key() != channel.log_key {
            bail!("{LOG_KEY} and {CHANNEL} in {} do not belong together", folder.shown());
        }
        Ok(Some(Self { channel, log_key }))
    }

    /// Draws a new installation. `channel.json` is written last, so that what was cut off in the middle is no installation.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn draw(folder: &Folder, organisation: &str, rng: &mut (impl CryptoRng + RngCore)) -> anyhow::Result<(Self, Fresh)> {
        let (key, log_key) = (SigningKey::generate(rng), SigningKey::generate(rng));
        let passphrase = organisation::Passphrase::draw(rng);
        organisation::keep(folder, &key, &passphrase)?;
        folder.write(LOG_KEY, zeroize::Zeroizing::new(hex::encode(log_key.seed())).as_bytes())?;
        let channel = Channel {
            organisation: organisation.to_owned(),
            installation: InstallationId::draw(rng),
            organisation_keys: vec![key.verifying_key()],
            log_key: log_key.verifying_key(),
        };
        folder.write(CHANNEL, &channel.to_bytes()?)?;
        Ok((Self { channel, log_key }, Fresh { key, passphrase }))
    }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn an_installation_is_drawn_once_and_read_ever_after() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("data")).unwrap();
        assert!(Installation::read(&folder).unwrap().is_none());
        let (drawn, fresh) = Installation::draw(&folder, "Example", &mut StdRng::from_seed([1; 32])).unwrap();
        let read = Installation::read(&folder).unwrap().unwrap();
        assert_eq!(read.channel, drawn.channel);
        assert_eq!(read.channel.organisation_keys, [fresh.key.verifying_key()]);
    }

    #[test]
    fn the_organisations_key_stands_nowhere_in_the_open() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("data")).unwrap();
        let (_, fresh) = Installation::draw(&folder, "Example", &mut StdRng::from_seed([2; 32])).unwrap();
        let seed = fresh.key.seed();
        let spellings = [seed.to_vec(), hex::encode(seed).into_bytes()];
        let files: Vec<Vec<u8>> =
            std::fs::read_dir(place.path().join("data")).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
        let found = |needle: &[u8]| files.iter().any(|file| file.windows(needle.len()).any(|part| part == needle));
        assert_eq!(files.len(), 3);
        assert!(found(hex::encode(fresh.key.verifying_key().as_bytes()).as_bytes()), "the control finds what is there");
        assert!(!spellings.iter().any(|spelling| found(spelling)));
    }

    #[test]
    fn a_log_key_of_another_installation_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("data")).unwrap();
        Installation::draw(&folder, "Example", &mut StdRng::from_seed([3; 32])).unwrap();
        folder.write(LOG_KEY, hex::encode([9; 32]).as_bytes()).unwrap();
        assert!(Installation::read(&folder).is_err());
    }
}
