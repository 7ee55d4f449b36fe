//! What two answers that agree come to: the name, or why not (docs/protocol.md 13).
//! Never hands the name out before what tells of it was composed.

use ledger::{Hash, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::answer::Answered;
use super::particulars::{Particulars, SignedKnown};
use super::shamir::join;
use super::vault::Vault;
use crate::{CaseId, Error};

/// Why there is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotOpened {
    /// Two keepers must agree.
    #[error("two keepers must agree before the name can be read")]
    TooFew,
    /// No two shares open it.
    #[error("the shares do not open the name: at least one of them is wrong. Ask another keeper")]
    Wrong,
    /// The reporter did not sign what is inside.
    #[error("what was kept is not signed by the reporter of this case")]
    ForgedIdentity,
    /// It was left for another case.
    #[error("what was kept belongs to another case")]
    OtherCase,
}

/// A name that was found, and not shown yet.
pub struct Found {
    identity: SignedKnown,
    /// The requests whose answers opened it; one or two.
    pub(crate) requests: Vec<Hash>,
}

impl Found {
    /// The name. Whoever calls this has composed what tells of it: [`crate::casework::Case::tell`].
    pub(crate) fn particulars(&self) -> Particulars {
        self.identity.body().clone()
    }
}

/// Tries any two answers that agree. `signing` is the key that item 0 names.
///
/// # Errors
/// Why there is no name.
pub fn find(vault: &Vault, case: CaseId, signing: &VerifyingKey, answers: &[Answered]) -> Result<Found, NotOpened> {
    let agree: Vec<_> = answers.iter().filter_map(|answer| answer.share.as_ref().map(|share| (answer.request, share))).collect();
    let mut tried = false;
    for (place, (request, one)) in agree.iter().enumerate() {
        for (second, other) in agree.iter().skip(place.saturating_add(1)) {
            let Some(secret) = join(one, other) else { continue };
            tried = true;
            let Ok(opened) = vault.open(&secret) else { continue };
            let identity = opened.verify(signing).map_err(|error| match error {
                Error::Ledger(_) => NotOpened::ForgedIdentity,
                _ => NotOpened::Wrong,
            })?;
            if identity.header().case != case {
                return Err(NotOpened::OtherCase);
            }
            let mut requests = vec![*request];
            requests.extend((second != request).then_some(*second));
            return Ok(Found { identity, requests });
        }
    }
    Err(if tried { NotOpened::Wrong } else { NotOpened::TooFew })
}
