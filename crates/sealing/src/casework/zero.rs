//! Item 0 among what claims to be it (docs/protocol.md 4, 5): any member can put such a thing into a case, and must not shut it
//! by that. Never takes an item 0 that the keyring and the notices do not name, where there is more than one.

use std::collections::BTreeMap;

use ledger::Hash;

use crate::Error;
use crate::authors::verify_items;
use crate::finding::Finding;
use crate::item::{Author, Body, Head, Kind, Report, SignedItem, UnverifiedItem};
use crate::json;
use crate::keyring::{Generations, Header, OpenedKeyring};
use crate::notices::{self, Accepted, Followed};
use crate::roster::Rosters;
use crate::state::NoticeMet;

/// What a case looks like if this is its item 0.
pub(super) struct Judged {
    pub(super) report: Report,
    /// This item 0 first: of two under one number it is the one that counts.
    pub(super) verified: Vec<SignedItem>,
    pub(super) followed: Followed,
    pub(super) findings: Vec<Finding>,
    /// The keyring in force and the notices name each other, and the first of them has seen this item 0.
    fits: bool,
}

/// Handlers take the mailbox from item 0 and from nowhere else. Of several the one that keyring and notices name.
pub(super) fn find(keyring: &OpenedKeyring, items: &[UnverifiedItem], rosters: &Rosters) -> Result<Judged, Error> {
    let generations = keyring.unverified.unchecked_generations()?;
    let mut judged: Vec<Judged> =
        zeros(items, &generations).into_iter().map(|(zero, report)| judge(keyring, &generations, items, zero, report, rosters)).collect();
    if judged.len() > 1 {
        judged.retain(|one| one.fits);
    }
    match (judged.pop(), judged.is_empty()) {
        (Some(one), true) => Ok(one),
        _ => Err(Error::Rule("a case has one report")),
    }
}

/// Items that could be item 0: signed by the key they carry, and naming the first conversation key. What only claims to be one
/// does not count.
fn zeros(items: &[UnverifiedItem], generations: &Generations) -> Vec<(SignedItem, Report)> {
    let first = generations.all().first().map(|generation| generation.conversation.to_recipient());
    let once: BTreeMap<Hash, &UnverifiedItem> =
        items.iter().filter(|item| item.claims().kind == Kind::Report).map(|item| (item.hash(), item)).collect();
    let signed = once.into_values().filter_map(|item| {
        let claimed: Report = json::read(item.unchecked_body()).ok()?;
        let item = item.verify_copy(&claimed.mailbox.signing).ok()?;
        let Body::Report(report) = item.body() else { return None };
        let report = (**report).clone();
        Some((item, report))
    });
    signed.filter(|(_, report)| Some(&report.conversation) == first.as_ref()).collect()
}

fn judge(
    keyring: &OpenedKeyring,
    generations: &Generations,
    items: &[UnverifiedItem],
    zero: SignedItem,
    report: Report,
    rosters: &Rosters,
) -> Judged {
    let mut findings = Vec::new();
    let held = verify_items(items, &report.mailbox.signing, rosters, &mut findings);
    let hash = zero.hash();
    let (again, others): (Vec<_>, Vec<_>) = held.into_iter().partition(|item| item.hash() == hash);
    let verified: Vec<SignedItem> = std::iter::once(zero).chain(others).chain(again.into_iter().skip(1)).collect();
    let start = NoticeMet { version: 1, hash: None, members: report.members.clone(), sleeper: report.sleeper };
    let (header, in_force) = (keyring.unverified.claims(), keyring.unverified.hash());
    let fit = |way: &[Accepted]| is_named(header, in_force, &report, way) && same_generations(generations, &report, way);
    let followed = notices::follow(&start, &verified, (&report.left_out, rosters), &mut findings, Some(&fit));
    let seen = |head: &Head| match head.seq {
        _ if head.author != Author::Reporter => false,
        0 => head.hash == hash,
        _ => verified.iter().any(|item| item.header().author == Author::Reporter && item.hash() == head.hash),
    };
    let names = followed
        .accepted
        .first()
        .map_or_else(|| keyring.unverified.verify_copy(&report.mailbox.signing).is_ok(), |first| first.heads.iter().any(seen));
    let fits = names && fit(&followed.accepted);
    Judged { report, verified, followed, findings, fits }
}

/// Whether a keyring is the one that the newest notice names (item 0 where there is none), with that one's people, signed by
/// somebody named before, and naming the keyring before.
pub(super) fn is_named(header: &Header, hash: Hash, report: &Report, notices: &[Accepted]) -> bool {
    let Some((newest, before)) = notices.split_last() else {
        let people = header.members == report.members && header.sleeper == report.sleeper;
        return header.version == 1 && hash == report.keyring && people;
    };
    let previous = before.last().map_or(report.keyring, |notice| notice.notice.keyring);
    let named_before = before.last().map_or_else(
        || crate::readers::Readers { members: report.members.clone(), sleeper: report.sleeper },
        |notice| crate::readers::Readers { members: notice.notice.members.clone(), sleeper: notice.notice.sleeper },
    );
    header.version == newest.notice.version
        && hash == newest.notice.keyring
        && header.previous == Some(previous)
        && header.author.staff().is_some_and(|author| named_before.names(author))
        && header.members == newest.notice.members
        && header.sleeper == newest.notice.sleeper
}

/// The keys in the keyring are those that item 0 and the notices named to the reporter.
pub(super) fn same_generations(generations: &Generations, report: &Report, notices: &[Accepted]) -> bool {
    let named = std::iter::once(&report.conversation).chain(notices.iter().map(|notice| &notice.notice.conversation));
    let held = generations.all().iter().map(|generation| generation.conversation.to_recipient());
    named.cloned().eq(held)
}
