//! The reporter's name at a reader's desk: whom to ask for it, what answers come to, and what is told of it (docs/protocol.md 13).
//! Never gives the name without the items that tell of it, and never offers a keeper who reads the case.

use std::collections::BTreeSet;

use ledger::Hash;
use rand::{CryptoRng, RngCore};

use super::{Case, ComposedItem, Writer, Written};
use crate::card::IdentityRequest;
use crate::chains::Chains;
use crate::fingerprint::Fingerprint;
use crate::identity::{
    self, AnswerRefused, Answered, AtReader, ComposedLetter, Found, Header, NotOpened, Particulars, SaidRequest, SignedRequest,
    UnverifiedAnswer, Vault, letter_to,
};
use crate::item::{Author, Body, Change, Disclosed, IdentityAsked, Kind, People, SignedItem, UnverifiedItem};
use crate::readers::{Barred, Keeper, may_keep};
use crate::roster::{Role, Roster, Rosters};
use crate::{Error, Sealed, StaffId};

/// The vault that counts, and the keepers it was sealed for.
#[derive(Debug, Clone)]
pub(super) struct LeftName {
    vault: Vault,
    /// Sorted by id, with the words over the keys their shares were sealed to. Empty where the roster is not known.
    keepers: Vec<(StaffId, Fingerprint)>,
}

/// The rosters under which names may have been left.
pub(super) fn rosters_named(items: &[UnverifiedItem]) -> impl Iterator<Item = Hash> {
    let left = items.iter().map(UnverifiedItem::claims).filter(|header| matches!(header.kind, Kind::Report | Kind::Identity));
    left.map(|header| header.roster)
}

/// The last of the reporter's items that has a vault.
pub(super) fn left(conversation: &Chains, rosters: &Rosters) -> Option<LeftName> {
    let own = conversation.all().filter(|item| item.header().author == Author::Reporter);
    let (item, vault) = own.filter_map(|item| Some((item, vault_in(item)?))).last()?;
    let listed = rosters.get(&item.header().roster).into_iter().flat_map(|roster| roster.listed());
    let keepers = listed.filter(|person| person.roles.contains(&Role::Custodian)).map(|person| (person.id, person.fingerprint));
    Some(LeftName { vault: vault.clone(), keepers: keepers.collect() })
}

fn vault_in(item: &SignedItem) -> Option<&Vault> {
    match item.body() {
        Body::Report(report) => report.vault.as_ref(),
        Body::Identity(vault) => Some(vault),
        _ => None,
    }
}

/// What a reader asks two keepers.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// Which.
    pub to: People,
    /// Why the name must be known.
    pub reason: String,
    /// Why the reporter is not told, if they are not.
    pub withheld: Option<String>,
}

/// A request as it is sent: first what tells the members, then the letters.
#[derive(Debug, Clone)]
pub struct ComposedRequest {
    /// By which answers name it.
    pub request: Hash,
    /// For the other members.
    pub told: ComposedItem,
    /// To the two keepers.
    pub letters: Vec<ComposedLetter>,
}

impl Case {
    /// Whether the reporter left a name that counts.
    pub fn name_left(&self) -> bool {
        self.left.is_some()
    }

    /// The keepers who can be asked: they have a share, stand on the list in force with the same keys, were not left out, and never
    /// read this case.
    pub fn askable(&self, roster: &Roster) -> Vec<StaffId> {
        let keepers = self.left.iter().flat_map(|left| &left.keepers);
        keepers.map(|(id, _)| *id).filter(|id| self.may_ask(*id, roster).is_ok()).collect()
    }

    fn may_ask<'a>(&self, id: StaffId, roster: &'a Roster) -> Result<(Keeper<'a>, &Sealed), Error> {
        let left = self.left.as_ref().ok_or(Error::NoIdentity)?;
        let place = left.keepers.iter().position(|(keeper, _)| *keeper == id).ok_or(Error::MayNotReceive(Barred::KeepsNone))?;
        let keeper = may_keep(id, roster, &self.report.left_out).map_err(Error::MayNotReceive)?;
        let then = left.keepers.get(place).map(|(_, fingerprint)| fingerprint);
        if then != Some(&keeper.person().fingerprint()) {
            return Err(Error::Rule("a keeper with other keys than the name was sealed to cannot open a share"));
        }
        if self.ever.contains(&id) {
            return Err(Error::Rule("a keeper who reads the case, or did, is not asked"));
        }
        let share = left.vault.shares.get(place).ok_or(Error::NoIdentity)?;
        Ok((keeper, share))
    }

    /// Signs a request and seals it to two keepers, with what tells the other members of it. That is to be stored before a letter goes.
    ///
    /// # Errors
    /// [`Error::NoIdentity`]; [`Error::MayNotReceive`] and [`Error::Rule`] for keepers who cannot be asked; those of [`Case::write`].
    pub fn ask(&mut self, new: NewRequest, writer: Writer<'_>, rng: &mut (impl CryptoRng + RngCore)) -> Result<ComposedRequest, Error> {
        let vault = self.left.as_ref().ok_or(Error::NoIdentity)?.vault.hash();
        let header = Header { author: writer.person, roster: writer.roster.hash(), day: writer.day };
        let NewRequest { to, reason, withheld } = new;
        let said = SaidRequest { case: self.case, vault, reason, withheld, to };
        let signed = SignedRequest::sign(header, said.clone(), writer.signing)?;
        let letter = |id: &StaffId| {
            let (keeper, share) = self.may_ask(*id, writer.roster)?;
            letter_to(keeper, &signed, share)
        };
        let letters = said.to.iter().map(letter).collect::<Result<_, _>>()?;
        let SaidRequest { to, reason, withheld, .. } = said;
        let request = signed.hash();
        let asked = IdentityAsked { request, vault, to, reason, withheld };
        let told = self.write(Written::Change(Change::IdentityAsked(asked)), writer, rng)?;
        Ok(ComposedRequest { request, told, letters })
    }

    /// Judges a keeper's answer to one of this person's requests.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn judge_answer(&self, answer: &UnverifiedAnswer, person: StaffId, roster: &Roster) -> Result<Answered, AnswerRefused> {
        let left = self.left.as_ref().ok_or(AnswerRefused::NotTold)?;
        let told = self.card().identities;
        let keepers: Vec<StaffId> = left.keepers.iter().map(|(id, _)| *id).collect();
        let left_out = &self.report.left_out;
        AtReader { person, told: &told, vault: left.vault.hash(), keepers: &keepers, readers: &self.ever, left_out, roster }.judge(answer)
    }

    /// Tries the shares of any two who agreed.
    ///
    /// # Errors
    /// Why there is no name.
    pub fn find_name(&self, answers: &[Answered]) -> Result<Found, NotOpened> {
        let left = self.left.as_ref().ok_or(NotOpened::TooFew)?;
        identity::find(&left.vault, self.case, &self.report.mailbox.signing, answers)
    }

    /// The name, with what tells the members and, unless it was withheld, the reporter. These are to be stored before the name is shown.
    ///
    /// # Errors
    /// Those of [`Case::write`].
    pub fn tell(
        &mut self,
        found: &Found,
        writer: Writer<'_>,
        rng: &mut (impl CryptoRng + RngCore),
    ) -> Result<(Vec<ComposedItem>, Particulars), Error> {
        let used: BTreeSet<Hash> = found.requests.iter().copied().collect();
        let by_me = |one: &IdentityRequest| one.by == writer.person && used.contains(&one.request);
        let asked: Vec<IdentityRequest> = self.card().identities.into_iter().filter(by_me).collect();
        let mut items = Vec::new();
        for one in &asked {
            items.push(self.write(Written::Change(Change::IdentityRead(one.request)), writer, rng)?);
        }
        if let Some(open) = asked.iter().rfind(|one| one.withheld.is_none()) {
            items.push(self.write(Written::Disclosed(Disclosed { reason: open.reason.clone() }), writer, rng)?);
        }
        if asked.is_empty() {
            return Err(Error::Rule("a name is read only after the other readers were told"));
        }
        Ok((items, found.particulars()))
    }
}
