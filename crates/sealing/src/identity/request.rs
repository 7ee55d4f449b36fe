//! A reader's request to two keepers, and how a keeper's client judges it (docs/protocol.md 13).
//! Never opens a share for a request that does not hold.

use std::collections::BTreeSet;

use calendar::Day;
use ledger::Hash;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::answer::{SaidAnswer, SignedAnswer};
use super::letter::{ComposedLetter, LetterRequest};
use super::shamir::Share;
use super::vault::open_share;
use super::{Header, is_reason, unpadded};
use crate::casework::Writer;
use crate::hybrid::Identity;
use crate::item::{People, sorted};
use crate::readers::{may_keep, may_receive, reads};
use crate::roster::{Role, Roster};
use crate::signed::{Purpose, Signed, Unverified};
use crate::{CaseId, Error, Sealed, StaffId, json};

/// Days after which a request is too old.
const LONGEST_DAYS: i32 = 14;
/// Whom a request goes to.
pub(crate) const ASKED: usize = 2;

/// What a reader asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaidRequest {
    /// Of which case.
    pub case: CaseId,
    /// Hash of the vault.
    pub vault: Hash,
    /// Why the name must be known.
    pub reason: String,
    /// Why the reporter is not told, if they are not.
    #[serde(deserialize_with = "json::present")]
    pub withheld: Option<String>,
    /// The two keepers.
    #[serde(with = "sorted")]
    pub to: People,
}

/// Signing requests.
#[derive(Debug, Clone, Copy)]
pub enum Request {}

impl Purpose for Request {
    const NAME: &'static str = "identity-request";
    type Header = Header;
    type Body = SaidRequest;

    fn padded(length: usize) -> Result<usize, Error> {
        unpadded(length)
    }

    fn check(_: &Header) -> Result<(), Error> {
        Ok(())
    }

    fn read(_: &Header, body: &[u8]) -> Result<SaidRequest, Error> {
        let said: SaidRequest = json::read(body)?;
        let texts = is_reason(&said.reason) && said.withheld.as_deref().is_none_or(is_reason);
        if texts && said.to.len() == ASKED { Ok(said) } else { Err(Error::Rule("a request has a reason and goes to two keepers")) }
    }

    fn write(body: &SaidRequest) -> Result<Zeroizing<Vec<u8>>, Error> {
        json::write(body).map(Zeroizing::new)
    }
}

/// A request with the signature it should have.
pub type SignedRequest = Signed<Request>;
/// A request that nobody has checked.
pub type UnverifiedRequest = Unverified<Request>;

/// Why a keeper's client refuses a request; each is a sentence, and spelled in kebab-case in the vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestRefused {
    /// Not a request.
    #[error("it is no request that can be read")]
    Form,
    /// Its author is not listed, or reads no cases.
    #[error("whoever asks is not on the signed list of readers, or reads no cases")]
    NoReader,
    /// Its signature is not its author's.
    #[error("whoever is named did not sign it")]
    Forged,
    /// A keeper asks themselves.
    #[error("you would be asked by yourself")]
    Own,
    /// Its author keeps names too.
    #[error("whoever asks keeps names too, and with your share would need nobody else")]
    Keeps,
    /// It names others.
    #[error("it was not addressed to you")]
    NotAsked,
    /// Beside this keeper it names somebody who cannot be one.
    #[error("the other keeper whom it names is none on the signed list")]
    OtherKeeper,
    /// Its day is still to come.
    #[error("its day is still to come")]
    Future,
    /// Its day is too long ago.
    #[error("it is older than 14 days")]
    Old,
    /// The keeper reads the case.
    #[error("you read this case yourself, and must not agree to this")]
    Member,
    /// The share does not open.
    #[error("the share that came with it is not one that you can open")]
    Share,
    /// The share is another case's.
    #[error("the share that came with it belongs to another case")]
    OtherCase,
    /// The share is another vault's.
    #[error("the share that came with it belongs to another name")]
    OtherVault,
}

/// Where a request is judged.
#[derive(Debug, Clone, Copy)]
pub struct AtKeeper<'a> {
    /// The keeper.
    pub person: StaffId,
    /// Their key.
    pub identity: &'a Identity,
    /// The cases they read.
    pub cases: &'a BTreeSet<CaseId>,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The day.
    pub today: Day,
}

impl AtKeeper<'_> {
    /// Judges a request and opens the share that came with it.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn judge(&self, letter: &LetterRequest) -> Result<Judged, RequestRefused> {
        let author = letter.request.claims().author;
        let listed = self.roster.person(author).filter(|person| reads(person)).ok_or(RequestRefused::NoReader)?;
        let request = letter.request.verify_copy(&listed.signing).map_err(|error| match error {
            Error::Ledger(_) => RequestRefused::Forged,
            _ => RequestRefused::Form,
        })?;
        let (day, said) = (request.header().day, request.body());
        if author == self.person {
            return Err(RequestRefused::Own);
        }
        if listed.is(Role::Custodian) {
            return Err(RequestRefused::Keeps);
        }
        if !said.to.contains(&self.person) {
            return Err(RequestRefused::NotAsked);
        }
        if said.to.iter().any(|keeper| may_keep(*keeper, self.roster, &People::new()).is_err()) {
            return Err(RequestRefused::OtherKeeper);
        }
        if day > self.today.add_days(1) {
            return Err(RequestRefused::Future);
        }
        if day < self.today.add_days(-LONGEST_DAYS) {
            return Err(RequestRefused::Old);
        }
        if self.cases.contains(&said.case) {
            return Err(RequestRefused::Member);
        }
        let opened = open_share(&letter.share, self.identity).map_err(|_| RequestRefused::Share)?;
        if opened.case != said.case {
            return Err(RequestRefused::OtherCase);
        }
        if opened.vault != said.vault {
            return Err(RequestRefused::OtherVault);
        }
        Ok(Judged { request, share: opened.share })
    }
}

/// A request that holds, with the keeper's share.
pub struct Judged {
    request: SignedRequest,
    share: Share,
}

impl Judged {
    /// Who asks, and when.
    pub fn header(&self) -> &Header {
        self.request.header()
    }

    /// What for.
    pub fn said(&self) -> &SaidRequest {
        self.request.body()
    }

    /// By which the answer names it.
    pub fn hash(&self) -> Hash {
        self.request.hash()
    }

    /// The letter with the keeper's answer, for whoever asked and nobody else. The share goes with it only if the keeper agrees.
    ///
    /// # Errors
    /// [`Error::Rule`] for a reason that is none, [`Error::MayNotReceive`], [`Error::Sealing`].
    pub fn answer(&self, agrees: bool, reason: &str, keeper: Writer<'_>) -> Result<ComposedLetter, Error> {
        let author = self.header().author;
        let receiver = may_receive(author, keeper.roster, &People::new()).map_err(Error::MayNotReceive)?;
        let header = Header { author: keeper.person, roster: keeper.roster.hash(), day: keeper.day };
        let share = agrees.then(|| self.share.clone());
        let said = SaidAnswer { request: self.hash(), reason: reason.to_owned(), share };
        ComposedLetter::with_answer(receiver.person(), &SignedAnswer::sign(header, said, keeper.signing)?)
    }
}

/// The letter to one keeper.
pub(crate) fn letter_to(keeper: crate::readers::Keeper<'_>, request: &SignedRequest, share: &Sealed) -> Result<ComposedLetter, Error> {
    ComposedLetter::with_request(keeper.person(), request, share)
}
