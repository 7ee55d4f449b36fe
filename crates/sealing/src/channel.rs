//! `channel.json`: what an installation says of itself. Covered by the installation's list of hashes, so clients may trust it.

use serde::{Deserialize, Serialize};

use crate::{Error, InstallationId, VerifyingKey, json};

/// The installation's own file, the same for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Name of the organisation, as people know it.
    pub organisation: String,
    /// Which installation.
    pub installation: InstallationId,
    /// Keys that may sign the roster; more than one while it is being replaced.
    pub organisation_keys: Vec<VerifyingKey>,
    /// Key of the log and of receipts.
    pub log_key: VerifyingKey,
}

impl Channel {
    /// Reads the file.
    ///
    /// # Errors
    /// [`Error::Json`] if it is not exactly this shape.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        json::read(bytes)
    }

    /// Writes the file.
    ///
    /// # Errors
    /// [`Error::Json`], which does not happen.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        json::write(self)
    }
}
