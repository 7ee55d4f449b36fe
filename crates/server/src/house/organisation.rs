//! The organisation's key on disk: an age file under a passphrase of six words that is printed once and kept by people.

use anyhow::Context;
use ledger::SigningKey;
use sealing::organisation_key::{WORK, open_organisation_key, seal_organisation_key};

use super::folder::Folder;

pub(crate) use sealing::organisation_key::Passphrase;

/// Name of the file. Once it lies elsewhere, the organisation's key is offline.
pub(crate) const FILE: &str = "organisation-key.age";

/// Writes the key's file.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn keep(folder: &Folder, key: &SigningKey, passphrase: &Passphrase) -> anyhow::Result<()> {
    folder.write(FILE, &seal_organisation_key(key, passphrase, WORK)?)
}

/// Opens the key's file.
///
/// # Errors
/// When the passphrase is wrong or the file is no such file.
pub(crate) fn open(file: &[u8], passphrase: &Passphrase) -> anyhow::Result<SigningKey> {
    open_organisation_key(file, passphrase).context("the passphrase does not open the organisation's key")
}
