//! The house's answers to the handlers' door: whether an enrolment is genuine, and who stands in the roster. Under `up` it holds the
//! organisation's key from the first start until the first handler has enrolled, and not a moment longer.

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use casework::Registrar;
use domain::{Clock, Role, SigningPublic, StaffId, Store, ZoneOffset};
use ledger::{Signature, SigningKey, VerifyingKey};
use sealing::{channel::Channel, hybrid::Recipient, label::label};
use tokio::sync::Mutex;

use super::roster;

/// Told when the first roster was signed.
pub(crate) type Opened = Arc<dyn Fn() + Send + Sync>;

/// The registrar of an installation.
pub(crate) struct HouseRegistrar {
    /// Everything that is kept.
    pub(crate) store: Arc<dyn Store>,
    /// What the installation says of itself.
    pub(crate) channel: Channel,
    /// Its jurisdiction.
    pub(crate) jurisdiction: String,
    /// What time it is.
    pub(crate) clock: Arc<dyn Clock>,
    /// Where the organisation's day begins.
    pub(crate) zone: ZoneOffset,
    /// Where the organisation's key lies while it is not offline.
    pub(crate) key_file: PathBuf,
    /// The organisation's key, at the first start only.
    pub(crate) key: Mutex<Option<SigningKey>>,
    /// Told when the first roster was signed.
    pub(crate) opened: Opened,
}

impl HouseRegistrar {
    async fn sign_first(&self, person: StaffId) -> anyhow::Result<()> {
        let mut key = self.key.lock().await;
        let Some(held) = key.as_ref() else { return Ok(()) };
        let accounts = self.store.accounts().await?;
        if !accounts.iter().any(|account| account.person == person && account.roles.has(Role::Handler)) {
            return Ok(());
        }
        let mut people = Vec::new();
        for account in &accounts {
            people.extend(roster::person(account)?);
        }
        let today = self.clock.now().day(self.zone);
        roster::sign(&*self.store, &self.channel, &self.jurisdiction, people, held, today).await?;
        *key = None; // dropped here, and wiped
        (self.opened)();
        Ok(())
    }

    /// With the keys they enrolled with: whoever enrolled anew stands there with others.
    async fn stands_in_roster(&self, person: StaffId) -> anyhow::Result<bool> {
        let Some(list) = roster::in_force(&*self.store, &self.channel).await? else { return Ok(false) };
        let accounts = self.store.accounts().await?;
        let Some(account) = accounts.iter().find(|account| account.person == person) else { return Ok(false) };
        let own = roster::person(account)?;
        Ok(own.is_some_and(|own| list.person(own.id).is_some_and(|listed| listed.fingerprint() == own.fingerprint())))
    }
}

#[async_trait]
impl Registrar for HouseRegistrar {
    fn is_genuine(&self, token: &[u8; 32], recipient: &str, signing: &SigningPublic, proof: &[u8; 64]) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(signing.as_bytes()) else { return false };
        let message = [label("enrol").as_bytes(), b"\n", token, recipient.as_bytes()].concat();
        recipient.parse::<Recipient>().is_ok() && key.verify(&message, &Signature::from_bytes(*proof)).is_ok()
    }

    async fn enrolled(&self, person: StaffId) -> bool {
        let signed = match self.sign_first(person).await {
            Ok(()) => self.stands_in_roster(person).await,
            Err(error) => Err(error),
        };
        signed.unwrap_or_else(|error| {
            tracing::error!(%error, "the roster could not be signed; sign it with: sottovoce roster sign");
            false
        })
    }

    async fn is_trial(&self) -> bool {
        let in_force = roster::in_force(&*self.store, &self.channel).await;
        self.key_file.exists() || !in_force.is_ok_and(|list| list.is_some_and(|list| list.signed_offline()))
    }
}
