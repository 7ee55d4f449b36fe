//! A keeper's answer, and how the reader's client judges it (docs/protocol.md 13).
//! Never takes a share from somebody who reads the case, or was not asked.

use std::collections::BTreeSet;

use ledger::Hash;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::shamir::Share;
use super::{Header, is_reason, unpadded};
use crate::card::IdentityRequest;
use crate::item::People;
use crate::roster::{Role, Roster};
use crate::signed::{Purpose, Signed, Unverified};
use crate::{Error, StaffId, json};

/// What a keeper answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaidAnswer {
    /// Hash of the request.
    pub request: Hash,
    /// Why.
    pub reason: String,
    /// The share, from whoever agrees.
    #[serde(deserialize_with = "json::present")]
    pub share: Option<Share>,
}

/// Signing answers.
#[derive(Debug, Clone, Copy)]
pub enum Answer {}

impl Purpose for Answer {
    const NAME: &'static str = "identity-answer";
    type Header = Header;
    type Body = SaidAnswer;

    fn padded(length: usize) -> Result<usize, Error> {
        unpadded(length)
    }

    fn check(_: &Header) -> Result<(), Error> {
        Ok(())
    }

    fn read(_: &Header, body: &[u8]) -> Result<SaidAnswer, Error> {
        let said: SaidAnswer = json::read(body)?;
        let share = said.share.as_ref().is_none_or(|share| share.index > 0);
        if is_reason(&said.reason) && share { Ok(said) } else { Err(Error::Rule("an answer has a reason, and a share an index from 1")) }
    }

    fn write(body: &SaidAnswer) -> Result<Zeroizing<Vec<u8>>, Error> {
        json::write(body).map(Zeroizing::new)
    }
}

/// An answer with the signature it should have.
pub type SignedAnswer = Signed<Answer>;
/// An answer that nobody has checked.
pub type UnverifiedAnswer = Unverified<Answer>;

/// Why the reader's client refuses an answer; each is a sentence, and spelled in kebab-case in the vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerRefused {
    /// Its author keeps no identities.
    #[error("whoever answers is not on the signed list of readers, or keeps no names")]
    NotKeeper,
    /// Its signature is not its author's.
    #[error("whoever is named did not sign it")]
    Forged,
    /// Not an answer.
    #[error("it is no answer that can be read")]
    Form,
    /// No request that this reader told the others of.
    #[error("it answers no request that you told the other readers of")]
    NotTold,
    /// The request was about an earlier name.
    #[error("it answers a request about a name that was left before")]
    OtherVault,
    /// Its author was not asked.
    #[error("whoever answers was not asked")]
    NotAsked,
    /// Its author reads the case, or did.
    #[error("whoever answers reads this case, or did, and must not agree to this")]
    Member,
    /// The reporter left its author out.
    #[error("the reporter left out whoever answers")]
    LeftOut,
    /// The share is not the one that its author holds.
    #[error("the share is not the one that was made for whoever answers")]
    Share,
}

/// An answer that holds, from somebody who may give it.
#[derive(Debug, Clone)]
pub struct Answered {
    /// By which keeper.
    pub keeper: StaffId,
    /// To which request.
    pub request: Hash,
    /// Why.
    pub reason: String,
    /// Their share, if they agreed.
    pub(super) share: Option<Share>,
}

impl Answered {
    /// Whether the keeper agreed.
    pub fn agrees(&self) -> bool {
        self.share.is_some()
    }
}

/// Where an answer is judged.
#[derive(Debug, Clone, Copy)]
pub struct AtReader<'a> {
    /// The reader who asked.
    pub person: StaffId,
    /// What the members were told of.
    pub told: &'a [IdentityRequest],
    /// Hash of the vault that counts.
    pub vault: Hash,
    /// The keepers of the vault's roster, sorted by id.
    pub keepers: &'a [StaffId],
    /// Everybody who reads the case, could be woken, or ever did.
    pub readers: &'a BTreeSet<StaffId>,
    /// Who was left out.
    pub left_out: &'a People,
    /// The roster in force.
    pub roster: &'a Roster,
}

impl AtReader<'_> {
    /// Judges one answer.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn judge(&self, answer: &UnverifiedAnswer) -> Result<Answered, AnswerRefused> {
        let keeper = answer.claims().author;
        let listed = self.roster.person(keeper).filter(|person| person.is(Role::Custodian)).ok_or(AnswerRefused::NotKeeper)?;
        let answer = answer.verify_copy(&listed.signing).map_err(|error| match error {
            Error::Ledger(_) => AnswerRefused::Forged,
            _ => AnswerRefused::Form,
        })?;
        let said = answer.body();
        let told = self.told.iter().find(|one| one.by == self.person && one.request == said.request).ok_or(AnswerRefused::NotTold)?;
        if told.vault != self.vault {
            return Err(AnswerRefused::OtherVault);
        }
        if !told.to.contains(&keeper) {
            return Err(AnswerRefused::NotAsked);
        }
        if self.readers.contains(&keeper) {
            return Err(AnswerRefused::Member);
        }
        if self.left_out.contains(&keeper) {
            return Err(AnswerRefused::LeftOut);
        }
        let place = self.keepers.iter().position(|one| *one == keeper).and_then(|place| place.checked_add(1));
        let own = |share: &Share| Some(usize::from(share.index)) == place;
        if said.share.as_ref().is_some_and(|share| !own(share)) {
            return Err(AnswerRefused::Share);
        }
        Ok(Answered { keeper, request: said.request, reason: said.reason.clone(), share: said.share.clone() })
    }
}
