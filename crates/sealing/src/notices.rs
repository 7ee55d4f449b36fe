//! Notices: one for each new keyring, telling the reporter's client who reads and to whom to seal (docs/protocol.md 5).
//! Never follows a notice that names somebody who was left out or reads no cases, or that nobody named before has signed.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Hash;

use crate::StaffId;
use crate::finding::{Finding, NoticeFault};
use crate::hybrid::Recipient;
use crate::item::{Author, Body, Head, Notice, People, SignedItem};
use crate::readers::Readers;
use crate::roster::Rosters;
use crate::state::NoticeMet;

/// A notice that was accepted.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// What it says.
    pub notice: Notice,
    /// Its item's hash.
    pub hash: Hash,
    /// What its author had seen of others.
    pub heads: Vec<Head>,
    author: Author,
    roster: Hash,
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

/// Whether a way of notices, oldest first, is the one that leads to the keyring in force.
pub(crate) type Fits<'a> = &'a dyn Fn(&[Accepted]) -> bool;

/// Follows verified notices from an anchor on (item 0 or the last one the mailbox state keeps), and back from it by its own links.
///
/// Whoever is named may sign a second notice over the same one: members know by the keyring in force which way is the right one
/// (`fits`), and nothing else counts. The reporter cannot know, and takes the longest; that there was another is then in doubt.
pub(crate) fn follow(
    anchor: &NoticeMet,
    items: &[SignedItem],
    (left_out, rosters): (&People, &Rosters),
    findings: &mut Vec<Finding>,
    fits: Option<Fits<'_>>,
) -> Followed {
    let mut notices: Vec<Accepted> = items.iter().filter_map(as_notice).collect();
    let past = earlier(anchor, &notices, findings);
    notices.sort_by_key(|notice| notice.notice.version);
    let sound = sound(anchor, &notices, left_out, rosters);
    let way_to = |end: &NoticeMet| [past.clone(), way(end, &sound)].concat();
    let mut ends: Vec<NoticeMet> = sound.values().map(|(met, _)| met.clone()).collect();
    ends.sort_by(|one, next| next.version.cmp(&one.version).then(one.hash.cmp(&next.hash)));
    let right = fits.and_then(|fits| ends.iter().find(|end| fits(&way_to(end))));
    let newest = right.or(ends.first()).unwrap_or(anchor).clone();
    let accepted = way_to(&newest);
    for notice in notices.iter().filter(|notice| accepted.iter().all(|kept| kept.hash != notice.hash)) {
        let before = sound.get(&notice.notice.previous).map(|(met, _)| met);
        let why = before.map_or(Some(NoticeFault::Link), |before| fault(before, notice, left_out, rosters)).unwrap_or(NoticeFault::Rival);
        let next = matches!(why, NoticeFault::LeftOut | NoticeFault::Roles) && notice.notice.previous == newest.hash;
        let doubt = right.is_none() && (why == NoticeFault::Rival || next);
        findings.push(Finding::NoticeRefused { version: notice.notice.version, hash: notice.hash, author: notice.author, why, doubt });
    }
    let named = accepted.iter().map(Accepted::readers).chain([anchor.readers()]);
    let named = named.flat_map(|readers| readers.everybody().collect::<Vec<_>>()).collect();
    Followed { accepted, newest, named }
}

type Sound = BTreeMap<Option<Hash>, (NoticeMet, Option<Accepted>)>;

/// Each notice names the one before it, so that the sound ones are a tree with the anchor as its root. Takes them by version.
fn sound(anchor: &NoticeMet, notices: &[Accepted], left_out: &People, rosters: &Rosters) -> Sound {
    let mut sound = Sound::from([(anchor.hash, (anchor.clone(), None))]);
    for notice in notices {
        let before = sound.get(&notice.notice.previous);
        if before.is_some_and(|(before, _)| fault(before, notice, left_out, rosters).is_none()) {
            sound.entry(Some(notice.hash)).or_insert_with(|| (notice.met(), Some(notice.clone())));
        }
    }
    sound
}

/// The way from the anchor to an end, oldest first.
fn way(end: &NoticeMet, sound: &Sound) -> Vec<Accepted> {
    let mut way = Vec::new();
    let mut at = end.hash;
    while let Some((_, Some(notice))) = sound.get(&at) {
        at = notice.notice.previous;
        way.push(notice.clone());
    }
    way.reverse();
    way
}

fn as_notice(item: &SignedItem) -> Option<Accepted> {
    match item.body() {
        Body::Notice(notice) => Some(Accepted {
            notice: (**notice).clone(),
            hash: item.hash(),
            heads: item.header().heads.clone(),
            author: item.header().author,
            roster: item.header().roster,
        }),
        _ => None,
    }
}

/// Which rule a notice breaks if it is to come after `before`.
fn fault(before: &NoticeMet, next: &Accepted, left_out: &People, rosters: &Rosters) -> Option<NoticeFault> {
    let signer_named = next.author.staff().is_some_and(|author| before.readers().names(author));
    if next.notice.previous != before.hash || before.version.checked_add(1) != Some(next.notice.version) {
        Some(NoticeFault::Link)
    } else if !signer_named {
        Some(NoticeFault::Author)
    } else if next.readers().everybody().any(|person| left_out.contains(&person)) {
        Some(NoticeFault::LeftOut)
    } else if next.readers().everybody().any(|person| !rosters.get(&next.roster).is_some_and(|roster| roster.reads(person))) {
        Some(NoticeFault::Roles)
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
