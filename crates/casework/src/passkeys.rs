//! Passkeys at this door: what is asked of a browser, and what it answers. A challenge goes in the store and comes out once, before its
//! answer is looked at. Which passkeys somebody has is told only to whoever has shown their passphrase.

use bytes::Bytes;
use domain::{
    StaffId,
    passkeys::{Challenged, NewPasskey, PasskeyName},
    second_factor::Shown,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    problem::{Kind, Problem},
    shape,
    wire::SealedBytes,
};

use crate::{
    desk::Desk,
    refused,
    webauthn::{Answer, Misfit, NewAnswer, Site},
};

/// Most bytes of what a browser sends with a passkey, as they stand in JSON.
pub(crate) const LIMIT: usize = 16 << 10;

/// What a browser is asked for when it makes a passkey.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AskedForNew {
    #[schemars(with = "shape::Octets")]
    challenge: SealedBytes,
    /// The domain for which it is made.
    rp: String,
    /// The person, as their authenticator keeps them: the staff id.
    #[schemars(with = "shape::Octets")]
    user: SealedBytes,
    /// Credentials they have: the same authenticator makes no second one.
    #[schemars(with = "Vec<shape::Octets>")]
    known: Vec<SealedBytes>,
}

/// What a browser is asked for when one of the passkeys is to be shown.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AskedFor {
    #[schemars(with = "shape::Octets")]
    challenge: SealedBytes,
    /// The domain for which they were made.
    rp: String,
    /// Credentials, one of which must answer.
    #[schemars(with = "Vec<shape::Octets>")]
    allowed: Vec<SealedBytes>,
}

/// A passkey that was made just now.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Made {
    /// What its owner calls it: 1 to 60 characters.
    name: String,
    #[schemars(with = "shape::Octets")]
    client_data: SealedBytes,
    #[schemars(with = "shape::Octets")]
    attestation: SealedBytes,
}

/// A passkey's answer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answered {
    #[schemars(with = "shape::Octets")]
    credential: SealedBytes,
    #[schemars(with = "shape::Octets")]
    client_data: SealedBytes,
    #[schemars(with = "shape::Octets")]
    authenticator_data: SealedBytes,
    #[schemars(with = "shape::Octets")]
    signature: SealedBytes,
    /// The person, where the authenticator says it.
    #[serde(default)]
    #[schemars(with = "Option<shape::Octets>")]
    user: Option<SealedBytes>,
}

fn sealed(bytes: impl IntoIterator<Item = Bytes>) -> Vec<SealedBytes> {
    bytes.into_iter().map(SealedBytes).collect()
}

impl Desk {
    /// Where passkeys are good; a problem if nowhere.
    fn site(&self) -> Result<&Site, Problem> {
        self.passkeys.as_ref().ok_or_else(refused::nothing)
    }

    /// Asks for a new passkey of this person.
    pub(crate) async fn ask_for_new(&self, person: StaffId, whose: Challenged) -> Result<AskedForNew, Problem> {
        let site = self.site()?;
        let held = self.store.passkeys_of(person).await.map_err(refused::store)?;
        let (kept, asked) = site.ask_new(person, &held).ok_or_else(|| Problem::new(Kind::Internal))?;
        self.store.challenge(whose, kept, self.now()).await.map_err(refused::store)?;
        Ok(AskedForNew {
            challenge: SealedBytes(asked.challenge),
            rp: site.domain().to_owned(),
            user: SealedBytes(asked.user),
            known: sealed(asked.known),
        })
    }

    /// The new passkey, if it answers what was asked.
    pub(crate) async fn new_passkey(&self, whose: Challenged, made: Made) -> Result<NewPasskey, Problem> {
        let site = self.site()?;
        let name = PasskeyName::parse(&made.name).ok_or_else(|| Problem::new(Kind::Malformed))?;
        let refused = || Problem::new(Kind::PasskeyRefused);
        let asked = self.store.take_challenge(whose, self.now()).await.map_err(refused::store)?.ok_or_else(refused)?;
        let answer = NewAnswer { client_data: made.client_data.0, attestation: made.attestation.0 };
        site.new_passkey(&asked, answer, name).ok_or_else(refused)
    }

    /// Asks for one of this person's passkeys; there is nothing to ask for where they have none.
    pub(crate) async fn ask_for_one(&self, person: StaffId, whose: Challenged) -> Result<AskedFor, Problem> {
        let site = self.site()?;
        let held = self.store.passkeys_of(person).await.map_err(refused::store)?;
        let (kept, challenge) = site.ask(&held).ok_or_else(refused::nothing)?;
        self.store.challenge(whose, kept, self.now()).await.map_err(refused::store)?;
        Ok(AskedFor {
            challenge: SealedBytes(challenge),
            rp: site.domain().to_owned(),
            allowed: sealed(held.into_iter().map(|passkey| passkey.credential)),
        })
    }

    /// Checks a passkey's answer. Where only its counter is wrong, its owner is told.
    pub(crate) async fn answered(&self, person: StaffId, whose: Challenged, answer: Answered) -> Result<Shown, Problem> {
        let site = self.site()?;
        let refused = || Problem::new(Kind::PasskeyRefused);
        let asked = self.store.take_challenge(whose, self.now()).await.map_err(refused::store)?.ok_or_else(refused)?;
        let held = self.store.passkeys_of(person).await.map_err(refused::store)?;
        let answer = Answer {
            credential: answer.credential.0,
            client_data: answer.client_data.0,
            authenticator_data: answer.authenticator_data.0,
            signature: answer.signature.0,
            user: answer.user.map(|user| user.0),
        };
        match site.check(person, &held, &asked, answer) {
            Ok(answer) => Ok(Shown::Passkey(answer)),
            Err(Misfit::Wrong) => Err(refused()),
            Err(Misfit::Copied) => {
                self.store.looks_copied(person).await.map_err(refused::store)?;
                Err(refused())
            }
        }
    }
}
