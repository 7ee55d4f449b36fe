//! The handler's side of a case: opens the keyring and the items, and checks all of it (docs/protocol.md 4, 5, 7).
//! In two steps, since the rosters that items name must be fetched between them. Never takes the mailbox from anywhere but item 0.

mod identity;
mod renewed;
mod replies;
mod zero;

use std::collections::BTreeSet;

use ledger::Hash;

use crate::authors::{check_attachments, check_rosters, keep_readers, key_of, rosters_named};
use crate::card::Card;
use crate::chains::Chains;
use crate::finding::{Finding, StoredAttachment};
use crate::hybrid::Identity;
use crate::item::{Audience, Report, SignedItem, UnverifiedItem, open_item};
use crate::keyring::{Generation, Generations, OpenedKeyring, SignedKeyring, open_keyring};
use crate::notices::Accepted;
use crate::readers::{Barred, Readers, may_receive};
use crate::roster::{Roster, Rosters};
use crate::state::NoticeMet;
use crate::{CaseId, Error, ItemId, Sealed, StaffId, seal};
use identity::LeftName;
use renewed::LetIn;

pub use identity::{ComposedRequest, NewRequest};
pub use replies::{ComposedItem, ComposedRotation, Writer, Written};

/// A sealed item as the server hands it to a member.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredItem {
    /// As the server calls it.
    pub id: ItemId,
    /// For whom it is said to be.
    pub audience: Audience,
    /// The age file.
    pub sealed: Sealed,
}

/// What the server hands out about one case.
#[derive(Debug, Clone)]
pub struct SealedCase {
    /// Which case.
    pub case: CaseId,
    /// The newest keyring.
    pub keyring: Sealed,
    /// All items.
    pub items: Vec<StoredItem>,
    /// All attachments.
    pub attachments: Vec<StoredAttachment>,
}

/// A case that was opened and not checked.
pub struct OpenedCase {
    case: CaseId,
    attachments: Vec<StoredAttachment>,
    keyring: OpenedKeyring,
    items: Vec<UnverifiedItem>,
    findings: Vec<Finding>,
}

impl OpenedCase {
    /// Opens the keyring with one's own identity, and with its keys every item. An item that does not open is a finding.
    ///
    /// # Errors
    /// Those of [`open_keyring`].
    pub fn open(sealed: &SealedCase, own: &Identity) -> Result<Self, Error> {
        let keyring = open_keyring(&sealed.keyring, own)?;
        let generations = keyring.unverified.unchecked_generations()?;
        let (mut items, mut findings) = (Vec::new(), Vec::new());
        for stored in &sealed.items {
            match open_with(&generations, stored) {
                Some(item) if item.claims().case == sealed.case && item.claims().audience == stored.audience => items.push(item),
                Some(item) => findings.push(Finding::OtherCase { hash: item.hash() }),
                None => findings.push(Finding::Unreadable { id: stored.id }),
            }
        }
        Ok(Self { case: sealed.case, attachments: sealed.attachments.clone(), keyring, items, findings })
    }

    /// The rosters to fetch by hash before [`OpenedCase::check`].
    pub fn rosters_named(&self) -> BTreeSet<Hash> {
        let mut named = rosters_named(&self.items);
        named.extend(identity::rosters_named(&self.items));
        named.insert(self.keyring.unverified.claims().roster);
        named
    }

    /// Checks the keyring against item 0 and the notices, and every item against its author and its chain. `newest_met` is the
    /// highest version of this case's keyring that the handler remembers, 0 for none.
    ///
    /// # Errors
    /// Where nothing could be trusted: [`Error::Rule`] for item 0 or a keyring that is not the one the conversation names,
    /// [`Error::Stanzas`], [`Error::Ledger`]. Everything else is a finding.
    pub fn check(self, rosters: &Rosters, newest_met: u32) -> Result<Case, Error> {
        let Self { case, attachments, keyring, items, mut findings } = self;
        if keyring.unverified.claims().version < newest_met {
            return Err(Error::Rule("the keyring is older than one already seen"));
        }
        let found = zero::find(&keyring, &items, rosters)?;
        findings.extend(found.findings);
        let (report, verified, followed) = (found.report, found.verified, found.followed);
        let keyring = verify_keyring(keyring, case, &report, &followed.accepted, rosters)?;
        if !zero::same_generations(keyring.body(), &report, &followed.accepted) {
            return Err(Error::Rule("the keyring holds other keys than were named"));
        }
        let let_in = LetIn::of(&report, &followed.accepted, &verified, rosters);
        let kept = keep_readers(verified, &followed.named, &report.left_out, &mut findings);
        check_attachments(&kept, &attachments, &mut findings);
        let (conversation, notes) = kept.into_iter().partition(|item| item.header().audience == Audience::Conversation);
        let conversation = checked_chains(conversation, rosters, &mut findings);
        let notes = checked_chains(notes, rosters, &mut findings);
        let left = identity::left(&conversation, rosters);
        let ever = followed.named;
        Ok(Case { case, report, keyring, notice: followed.newest, conversation, notes, findings, let_in, ever, left })
    }
}

/// A case as its members may see it, with all that is wrong with it.
#[derive(Debug, Clone)]
pub struct Case {
    case: CaseId,
    report: Report,
    keyring: SignedKeyring,
    notice: NoticeMet,
    conversation: Chains,
    notes: Chains,
    findings: Vec<Finding>,
    let_in: LetIn,
    /// Everybody who reads it, could be woken, or ever did.
    ever: BTreeSet<StaffId>,
    left: Option<LeftName>,
}

impl Case {
    /// Which case.
    pub fn case(&self) -> CaseId {
        self.case
    }

    /// Item 0, as the reporter wrote it.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The newest keyring.
    pub fn keyring(&self) -> &SignedKeyring {
        &self.keyring
    }

    /// Who can read now.
    pub fn readers(&self) -> Readers {
        self.notice.readers()
    }

    /// Who reads from now on if this person replaces the keys: those who can read now, may still receive a key, and have the keys they
    /// were let in with. A sleeper who does it was woken, and becomes a member.
    pub fn readers_after(&self, person: StaffId, roster: &Roster) -> Readers {
        let mut readers = self.readers().who_may_receive(roster, &self.report.left_out);
        let same = |id: &StaffId| *id == person || !self.let_in.has_other_keys(*id, roster);
        readers.members.retain(same);
        readers.sleeper = readers.sleeper.filter(same);
        if readers.sleeper == Some(person) {
            readers.sleeper = None;
            readers.members.insert(person);
        }
        readers
    }

    /// Who was let in once, has other keys on the list in force than then, and may be added again.
    pub fn enrolled_anew(&self, roster: &Roster) -> Vec<StaffId> {
        let may = |id: &StaffId| self.may_receive(*id, roster).is_ok();
        self.let_in.people().filter(|id| may(id) && self.let_in.has_other_keys(*id, roster)).collect()
    }

    /// Whether a person may be given this case, under the list in force. The reporter's exclusions stand in item 0 and bind for ever.
    ///
    /// # Errors
    /// Why not.
    pub fn may_receive(&self, person: StaffId, roster: &Roster) -> Result<(), Barred> {
        may_receive(person, roster, &self.report.left_out).map(|_| ())
    }

    /// What the reporter reads too, each item after those it answers to.
    pub fn conversation(&self) -> Vec<&SignedItem> {
        self.conversation.in_order()
    }

    /// What is among members, each item after those it answers to.
    pub fn notes(&self) -> Vec<&SignedItem> {
        self.notes.in_order()
    }

    /// What members keep about the case among themselves.
    pub fn card(&self) -> Card {
        Card::of_items(self.notes.in_order())
    }

    /// Everything that is wrong.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Nobody has read the case before: the keys that the reporter made are to be replaced first.
    pub fn first_opening(&self) -> bool {
        self.keyring.header().version == 1
    }

    /// The keys that may open an attachment of an audience, newest first.
    pub fn identities(&self, audience: Audience) -> impl Iterator<Item = &Identity> {
        self.keyring.body().all().iter().rev().map(move |generation| identity_of(generation, audience))
    }
}

fn identity_of(generation: &Generation, audience: Audience) -> &Identity {
    match audience {
        Audience::Conversation => &generation.conversation,
        Audience::Members => &generation.members,
    }
}

/// Tries the newest generation first.
fn open_with(generations: &Generations, stored: &StoredItem) -> Option<UnverifiedItem> {
    generations.all().iter().rev().find_map(|generation| open_item(&stored.sealed, identity_of(generation, stored.audience)).ok())
}

fn verify_keyring(
    opened: OpenedKeyring,
    case: CaseId,
    report: &Report,
    notices: &[Accepted],
    rosters: &Rosters,
) -> Result<SignedKeyring, Error> {
    let header = opened.unverified.claims().clone();
    let roster = rosters.get(&header.roster).ok_or(Error::Rule("the keyring's roster is not known"))?;
    let key = key_of(header.author, &header.roster, &report.mailbox.signing, rosters);
    seal::expect_stanzas(opened.stanzas, roster.stanza_count())?;
    let keyring = opened.unverified.verify(&key.ok_or(Error::Rule("the keyring's author is in no roster"))?)?;
    if header.case != case || !zero::is_named(&header, keyring.hash(), report, notices) {
        return Err(Error::Rule("the keyring is not the one that the conversation names"));
    }
    if header.readers().everybody().any(|person| report.left_out.contains(&person)) {
        return Err(Error::Rule("the keyring names somebody who was left out"));
    }
    Ok(keyring)
}

fn checked_chains(items: Vec<SignedItem>, rosters: &Rosters, findings: &mut Vec<Finding>) -> Chains {
    let chains = Chains::new(items, findings);
    chains.check_links(None, findings);
    chains.check_seen(&[], None, findings);
    check_rosters(chains.all(), rosters, findings);
    chains
}
