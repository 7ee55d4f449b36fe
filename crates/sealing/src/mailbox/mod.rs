//! The reporter's side of a mailbox: opens what the server shows and checks all of it against the words and the state.
//! In two steps, since the rosters that items name must be fetched between them. Never trusts the server's order or counts.

mod document;
mod post;

use std::collections::BTreeSet;

use calendar::Day;
use ledger::Hash;

use crate::authors::{check_attachments, check_rosters, keep_readers, rosters_named, verify_items};
use crate::chains::Chains;
use crate::derive::MailboxKeys;
use crate::finding::Finding;
use crate::hybrid::Recipient;
use crate::item::{Audience, Author, Body, Head, Kind, SignedItem, UnverifiedItem, open_item};
use crate::notices::{self, Followed};
use crate::roster::Rosters;
use crate::state::{NoticeMet, RosterMet, SignedState, open_state};
use crate::{CaseId, Error, ItemId};

pub use document::{Document, Fields, StoredItem};
pub use post::{ComposedPost, Post};

/// A mailbox that was opened with the words and not checked yet.
pub struct OpenedMailbox<'a> {
    document: Document,
    keys: &'a MailboxKeys,
    state: SignedState,
    items: Vec<UnverifiedItem>,
    unreadable: Vec<ItemId>,
}

impl<'a> OpenedMailbox<'a> {
    /// Opens the state and every item. An item that does not open is a finding later on.
    ///
    /// # Errors
    /// Without a state that opens, verifies and is of this case nothing can be trusted: the errors of [`open_state`] and of
    /// signatures, and [`Error::Rule`].
    pub fn open(document: Document, keys: &'a MailboxKeys) -> Result<Self, Error> {
        let state = open_state(&document.state, &keys.identity)?.verify(&keys.signing.verifying_key())?;
        if state.header().case != document.case {
            return Err(Error::Rule("the mailbox state is of another case"));
        }
        let (mut items, mut unreadable) = (Vec::new(), Vec::new());
        for stored in &document.items {
            match open_item(&stored.sealed, &keys.identity) {
                Ok(item) => items.push(item),
                Err(_) => unreadable.push(stored.id),
            }
        }
        Ok(Self { document, keys, state, items, unreadable })
    }

    /// The rosters to fetch by hash before [`OpenedMailbox::check`].
    pub fn rosters_named(&self) -> BTreeSet<Hash> {
        rosters_named(&self.items)
    }

    /// The newest roster met: an older one in force is refused by [`crate::roster::UnverifiedRoster::verify`].
    pub fn roster_met(&self) -> RosterMet {
        self.state.body().roster
    }

    /// Checks everything against the state, the chains and the rosters.
    pub fn check(self, rosters: &Rosters) -> Mailbox<'a> {
        let Self { document, keys, state, items, unreadable } = self;
        let (reporter, left_out) = (keys.signing.verifying_key(), &state.body().left_out);
        let mut findings = Vec::new();
        let verified = verify_items(&items, &reporter, rosters, &mut findings);
        let here = keep_case(verified, document.case, &mut findings);
        let followed = notices::follow(&state.body().notice, &here, (left_out, rosters), &mut findings, None);
        let named = everybody_named(&followed, &here);
        let kept = keep_readers(here, &named, left_out, &mut findings);
        check_attachments(&kept, &document.attachments, &mut findings);
        let chains = Chains::new(kept, &mut findings);
        let excused = check_own(&state, &document, &chains, &unreadable, &mut findings);
        let unread = (excused > 0).then_some(Author::Reporter);
        chains.check_links(unread, &mut findings);
        chains.check_seen(&state.body().seen, unread, &mut findings);
        check_rosters(chains.all(), rosters, &mut findings);
        let roster = newest_roster(&state, &chains, rosters);
        let conversation = followed.conversation().unwrap_or(&state.body().conversation).clone();
        Mailbox { document, keys, state, chains, findings, conversation, notice: followed.newest, roster }
    }
}

/// A conversation as the reporter may see it, with all that is wrong with it.
pub struct Mailbox<'a> {
    document: Document,
    keys: &'a MailboxKeys,
    state: SignedState,
    chains: Chains,
    findings: Vec<Finding>,
    conversation: Recipient,
    notice: NoticeMet,
    roster: RosterMet,
}

impl Mailbox<'_> {
    /// Which case.
    pub fn case(&self) -> CaseId {
        self.document.case
    }

    /// What the server says: whether it has left, been confirmed, and by when it must be; and the attachments it has.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// By when somebody must confirm it, as the server says.
    pub fn confirm_by(&self) -> Day {
        self.document.confirm_by
    }

    /// All items, each after those it answers to.
    pub fn conversation(&self) -> Vec<&SignedItem> {
        self.chains.in_order()
    }

    /// Everything that is wrong.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Own items that were sealed so that the words cannot open them: as the state says, whatever the server shows.
    pub fn own_unreadable(&self) -> usize {
        usize::try_from(self.state.body().own.unread).unwrap_or(usize::MAX)
    }

    /// Who can read now.
    pub fn readers(&self) -> crate::readers::Readers {
        self.notice.readers()
    }

    /// Who was left out.
    pub fn left_out(&self) -> &crate::item::People {
        &self.state.body().left_out
    }

    /// Opens the attachments of what is shown here.
    pub fn identity(&self) -> &crate::hybrid::Identity {
        &self.keys.identity
    }

    fn heads(&self) -> Vec<Head> {
        self.chains.heads(Author::Reporter, &self.state.body().seen)
    }
}

/// Keeps what is of this case. An own report with another case id is no finding: it was filed anew with the same words, joined
/// this mailbox, and its text was posted again as a message (docs/api.md, `joined`).
fn keep_case(items: Vec<SignedItem>, case: CaseId, findings: &mut Vec<Finding>) -> Vec<SignedItem> {
    let mut kept = Vec::new();
    for item in items {
        let header = item.header();
        if header.case == case && header.audience == Audience::Conversation {
            kept.push(item);
        } else if header.kind != Kind::Report {
            findings.push(Finding::OtherCase { hash: item.hash() });
        }
    }
    kept
}

/// Everybody a notice or item 0 ever named.
fn everybody_named(followed: &Followed, items: &[SignedItem]) -> BTreeSet<crate::StaffId> {
    let mut named = followed.named.clone();
    for item in items {
        if let Body::Report(report) = item.body() {
            named.extend(report.members.iter().copied().chain(report.sleeper));
        }
    }
    named
}

/// Own items and the state against each other; gives how many of those that do not open are excused by it. More junk than own
/// items were sealed unreadable excuses nothing: else a server could hide a dropped one behind it.
fn check_own(state: &SignedState, document: &Document, chains: &Chains, unreadable: &[ItemId], findings: &mut Vec<Finding>) -> usize {
    let own = state.body().own;
    let readable = chains.all().filter(|item| item.header().author == Author::Reporter).count();
    let all = usize::try_from(own.seq).map_or(usize::MAX, |seq| seq.saturating_add(1));
    let missing = all.saturating_sub(readable);
    let newer = chains.last(Author::Reporter).is_some_and(|last| match last.header().seq.cmp(&own.seq) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => last.hash() != own.hash,
        std::cmp::Ordering::Less => false,
    });
    if document.state_version != state.header().version || newer {
        findings.push(Finding::StateRolledBack);
    }
    let excused = missing.min(unreadable.len()).min(usize::try_from(own.unread).unwrap_or(usize::MAX));
    if excused < missing {
        findings.push(Finding::OwnMissing { count: missing - excused });
    }
    findings.extend(unreadable.iter().skip(excused).map(|id| Finding::Unreadable { id: *id }));
    excused
}

/// The newest roster that the state or any item names.
fn newest_roster(state: &SignedState, chains: &Chains, rosters: &Rosters) -> RosterMet {
    let met = chains.all().filter_map(|item| rosters.get(&item.header().roster));
    let met = met.map(|roster| RosterMet { version: roster.version(), hash: roster.hash() });
    met.fold(state.body().roster, |best, next| if next.version > best.version { next } else { best })
}
