//! Notices: one for each new keyring, telling the reporter's client who reads and to whom to seal (docs/protocol.md 5).
//! Never follows a notice that names somebody who was left out, or that nobody named before has signed.

use std::collections::BTreeSet;

use ledger::Hash;

use crate::StaffId;
use crate::finding::{Finding, NoticeFault};
use crate::hybrid::Recipient;
use crate::item::{Author, Body, Notice, People, SignedItem};
use crate::readers::Readers;
use crate::state::NoticeMet;

/// A notice that was accepted.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// What it says.
    pub notice: Notice,
    /// Its item's hash.
    pub hash: Hash,
    author: Author,
}

impl Accepted {
    fn readers(&self) -> Readers {
        Readers { members: self.notice.members.clone(), sleeper: self.notice.sleeper }
    }

    fn met(&self) -> NoticeMet {
        let Notice { version, members, sleeper, .. } = &self.notice;
        NoticeMet { version: *version, hash: Some(self.hash), members: members.clone(), sleeper: *sleeper }
    }
}

/// Where the notices led.
#[derive(Debug, Clone)]
pub struct Followed {
    /// Accepted ones, oldest first.
    pub accepted: Vec<Accepted>,
    /// The newest accepted one, or where the chain was taken up if there is none newer.
    pub newest: NoticeMet,
    /// Everybody ever named.
    pub named: BTreeSet<StaffId>,
}

impl Followed {
    /// The newest conversation recipient named by a notice.
    pub fn conversation(&self) -> Option<&Recipient> {
        self.accepted.last().map(|accepted| &accepted.notice.conversation)
    }
}

/// Follows verified notices from an anchor on (item 0 or the last one the mailbox state keeps), and back from it by its own links.
pub fn follow(anchor: &NoticeMet, items: &[SignedItem], left_out: &People, findings: &mut Vec<Finding>) -> Followed {
    let notices: Vec<Accepted> = items.iter().filter_map(as_notice).collect();
    let mut accepted = earlier(anchor, &notices, findings);
    let mut newest = anchor.clone();
    while let Some(found) =
        notices.iter().find(|next| next.notice.version == newest.version + 1 && fault(&newest, next, left_out).is_none())
    {
        newest = found.met();
        accepted.push(found.clone());
    }
    for notice in &notices {
        if accepted.iter().any(|kept| kept.hash == notice.hash) {
            continue;
        }
        let before = accepted.iter().map(Accepted::met).chain([anchor.clone()]).find(|before| before.version + 1 == notice.notice.version);
        let why = before.and_then(|before| fault(&before, notice, left_out)).unwrap_or(NoticeFault::Link);
        findings.push(Finding::NoticeRefused { version: notice.notice.version, hash: notice.hash, why });
    }
    let named = accepted.iter().map(Accepted::readers).chain([anchor.readers()]);
    let named = named.flat_map(|readers| readers.everybody().collect::<Vec<_>>()).collect();
    Followed { accepted, newest, named }
}

fn as_notice(item: &SignedItem) -> Option<Accepted> {
    match item.body() {
        Body::Notice(notice) => Some(Accepted { notice: (**notice).clone(), hash: item.hash(), author: item.header().author }),
        _ => None,
    }
}

/// Which rule a notice breaks if it is to come after `before`.
fn fault(before: &NoticeMet, next: &Accepted, left_out: &People) -> Option<NoticeFault> {
    let signer_named = next.author.staff().is_some_and(|author| before.readers().names(author));
    if next.notice.previous != before.hash {
        Some(NoticeFault::Link)
    } else if !signer_named {
        Some(NoticeFault::Author)
    } else if next.readers().everybody().any(|person| left_out.contains(&person)) {
        Some(NoticeFault::LeftOut)
    } else {
        None
    }
}

/// The anchor's own notice and those before it, by hash, oldest first. All were accepted once; none may be missing.
fn earlier(anchor: &NoticeMet, notices: &[Accepted], findings: &mut Vec<Finding>) -> Vec<Accepted> {
    let mut chain = Vec::new();
    let (mut version, mut wanted) = (anchor.version, anchor.hash);
    while let Some(hash) = wanted {
        let Some(found) = notices.iter().find(|notice| notice.hash == hash) else {
            findings.push(Finding::NoticeDropped { version });
            break;
        };
        wanted = found.notice.previous;
        version = found.notice.version.saturating_sub(1);
        chain.push(found.clone());
    }
    chain.reverse();
    chain
}
