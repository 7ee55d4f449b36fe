//! `sotto log witness`: sees the log for others. It keeps what it saw last, signs a newer one only if that grew out of it, and keeps both as
//! evidence if not: then it signs nothing any more until a person has looked.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use client::{Error, KeyName, Lie, Log, Witness, cosign};
use sealing::SigningKey;
use sealing::channel::Channel;
use serde_json::json;
use zeroize::Zeroizing;

use crate::arguments::Way;
use crate::{connect, log, pinned, randomness, seconds, terminal};

/// The witness's key: its name, and its seed in hex.
const KEY: &str = "witness-key";
/// Whose log it is; taken from --channel, or at the first look from the server.
const CHANNEL: &str = "channel.json";
/// The log as it was signed last.
const LOG: &str = "log.json";
/// The checkpoint of it, with the witness's line: for everybody.
const CHECKPOINT: &str = "checkpoint.txt";
/// Held by whoever looks.
const LOCK: &str = "lock";
/// There while something does not fit.
const ALARM: &str = "ALARM.txt";

/// Makes the witness's key. Never over another one.
pub(crate) fn make_key(way: &Way, state: &Path, name: &str) -> Result<()> {
    let name = KeyName::parse(name).ok().context("a witness's name has no spaces and no plus sign")?;
    std::fs::create_dir_all(state).with_context(|| format!("{}", state.display()))?;
    let key = SigningKey::generate(&mut randomness());
    let text = Zeroizing::new(format!("{}\n{}\n", name.as_str(), *Zeroizing::new(hex::encode(key.seed()))));
    let path = state.join(KEY);
    let mut file = private(&path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(|| format!("{}", path.display()))?;
    let witness = Witness::new(name, key.verifying_key()).to_string();
    if way.json {
        return terminal::print(&json!({ "witness": witness }).to_string());
    }
    terminal::print("This is the witness. Give it to everybody who checks the log, for --witness:")?;
    terminal::print(&witness)
}

/// Keeps other looks of this witness waiting away: two at once could sign two logs that do not fit each other.
fn alone(state: &Path) -> Result<std::fs::File> {
    let path = state.join(LOCK);
    let file = std::fs::File::create(&path).with_context(|| format!("{}", path.display()))?;
    file.try_lock().map_err(|error| match error {
        std::fs::TryLockError::WouldBlock => anyhow::anyhow!("this witness is looking already; try again when it is done"),
        std::fs::TryLockError::Error(error) => anyhow::Error::from(error).context(format!("{}", path.display())),
    })?;
    Ok(file)
}

/// Looks at the log once.
pub(crate) async fn look(way: &Way, state: &Path) -> Result<()> {
    let (name, key) = read_key(state)?;
    if let Ok(alarm) = std::fs::read_to_string(state.join(ALARM)) {
        return Err(Error::Lie(Lie::Log(format!("this witness signs nothing until somebody has looked: {}", alarm.trim()))).into());
    }
    let _alone = alone(state)?;
    let connection = connect(way)?;
    let (known, pinned) = (known(state)?, pinned(way)?);
    if known.is_some() && pinned.is_some() && known != pinned {
        bail!("this witness has looked at another installation's log until now; each needs a folder of its own");
    }
    let channel = log::channel_of(&connection, known.or(pinned)).await?;
    let fetched = Log::fetch(&connection, &channel).await?;
    let last = match std::fs::read(state.join(LOG)) {
        Ok(last) => Some(last),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("{}", state.join(LOG).display())),
    };
    if let Some(last) = &last {
        // What this folder kept is read first: damage on this disk is no lie of the server's.
        Log::kept(&channel, last).context("log.json in the witness's folder is damaged: put it back from a copy")?;
        if let Err(error) = fetched.grew_from(last, None) {
            return Err(raise_alarm(state, &channel, last, &fetched, error));
        }
    }
    let note = cosign(fetched.note(), &name, &key, seconds())?;
    let signed = fetched.under(note)?;
    // The log first: a checkpoint that was given away must never be one that this folder forgot.
    put(state, CHANNEL, &channel.to_bytes()?)?;
    put(state, LOG, &signed.to_kept()?)?;
    put(state, CHECKPOINT, signed.note().as_bytes())?;
    if way.json {
        return terminal::print(&json!({ "ticks": signed.ticks(), "cosigned": state.join(CHECKPOINT) }).to_string());
    }
    terminal::print(&format!("The log only grew: {} deliveries. Cosigned: {}", signed.ticks(), state.join(CHECKPOINT).display()))
}

/// Keeps both logs, says which, and lets nothing be signed from now on.
fn raise_alarm(state: &Path, channel: &Channel, last: &[u8], fetched: &Log, error: Error) -> anyhow::Error {
    let keep = || -> Result<()> {
        put(state, "evidence-seen-before.json", last)?;
        put(state, "evidence-seen-now.json", &fetched.to_kept()?)?;
        let size = Log::kept(channel, last).map_or(0, |log| log.ticks());
        let gone_back = size > fetched.ticks();
        let what = if gone_back { "the log went back" } else { "the log was rewritten" };
        let told = format!(
            "{what}: {size} deliveries before, {} now. See evidence-seen-before.json and evidence-seen-now.json.\n",
            fetched.ticks()
        );
        put(state, ALARM, told.as_bytes())
    };
    match keep() {
        Ok(()) => anyhow::Error::from(error),
        Err(unkept) => anyhow::Error::from(error).context(format!("and the evidence could not be kept: {unkept:#}")),
    }
}

fn read_key(state: &Path) -> Result<(KeyName, SigningKey)> {
    let path = state.join(KEY);
    let text = Zeroizing::new(std::fs::read_to_string(&path).with_context(|| format!("{}: make a key with --new-key", path.display()))?);
    let mut lines = text.lines();
    let (name, seed) = lines.next().zip(lines.next()).context("the witness's key file is damaged")?;
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(seed, &mut *bytes).ok().context("the witness's key file is damaged")?;
    Ok((KeyName::parse(name).ok().context("the witness's key file is damaged")?, SigningKey::from_seed(&bytes)))
}

/// Whose log this folder is about, since the first look.
fn known(state: &Path) -> Result<Option<Channel>> {
    match std::fs::read(state.join(CHANNEL)) {
        Ok(bytes) => Ok(Some(Channel::parse(&bytes).context("the witness's channel.json")?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context("the witness's channel.json"),
    }
}

/// Writes a file whole or not at all.
fn put(state: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = state.join(name);
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(state)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        std::fs::File::open(state)?.sync_all()
    };
    write().with_context(|| format!("{}", path.display()))
}

/// A new file that only its owner reads.
fn private(path: &PathBuf) -> Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    let open = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    if open.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::AlreadyExists) {
        bail!("{} is there already: another key would make all that this witness signed worthless", path.display());
    }
    open.with_context(|| format!("{}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let way = Way { server: String::new(), proxy: None, channel: None, certificate: None, json: true };
        make_key(&way, folder.path(), "audit.example/w").unwrap();
        let (name, key) = read_key(folder.path()).unwrap();
        assert_eq!(name.as_str(), "audit.example/w");
        assert!(make_key(&way, folder.path(), "audit.example/w").is_err());
        assert_eq!(read_key(folder.path()).unwrap().1.seed(), key.seed());
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(folder.path().join(KEY)).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn two_looks_of_one_witness_are_never_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let first = alone(folder.path()).unwrap();
        assert!(alone(folder.path()).is_err());
        drop(first);
        assert!(alone(folder.path()).is_ok());
    }
}
