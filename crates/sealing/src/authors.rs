//! Whose key verifies an item: the reporter's, or that of a person in the roster the item names. Never takes a key from the item.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Hash, VerifyingKey};

use crate::StaffId;
use crate::finding::{Finding, StoredAttachment};
use crate::item::{Author, People, SignedItem, UnverifiedItem};
use crate::roster::Rosters;

/// The rosters that must be had before the items can be verified.
pub(crate) fn rosters_named(items: &[UnverifiedItem]) -> BTreeSet<Hash> {
    items.iter().map(UnverifiedItem::claims).filter(|header| header.author != Author::Reporter).map(|header| header.roster).collect()
}

/// The key of an author under a roster.
pub(crate) fn key_of(author: Author, roster: &Hash, reporter: &VerifyingKey, rosters: &Rosters) -> Option<VerifyingKey> {
    match author {
        Author::Reporter => Some(*reporter),
        Author::Staff(id) => rosters.get(roster).and_then(|roster| roster.signing_key(id)),
    }
}

/// Verifies each item by its author's key; what does not hold becomes a finding.
pub(crate) fn verify_items(
    items: &[UnverifiedItem],
    reporter: &VerifyingKey,
    rosters: &Rosters,
    findings: &mut Vec<Finding>,
) -> Vec<SignedItem> {
    let mut verified = Vec::new();
    for item in items {
        let (author, hash) = (item.claims().author, item.hash());
        let key = key_of(author, &item.claims().roster, reporter, rosters);
        match key.and_then(|key| item.verify_copy(&key).ok()) {
            Some(item) => verified.push(item),
            None => findings.push(Finding::Forged { author, hash }),
        }
    }
    verified
}

/// Keeps what readers wrote; what others wrote becomes a finding.
pub(crate) fn keep_readers(
    items: Vec<SignedItem>,
    named: &BTreeSet<StaffId>,
    left_out: &People,
    findings: &mut Vec<Finding>,
) -> Vec<SignedItem> {
    let mut kept = Vec::new();
    for item in items {
        let (author, hash) = (item.header().author, item.hash());
        match author {
            Author::Staff(id) if left_out.contains(&id) => findings.push(Finding::LeftOut { author, hash }),
            Author::Staff(id) if !named.contains(&id) => findings.push(Finding::Stranger { author, hash }),
            _ => kept.push(item),
        }
    }
    kept
}

/// Nobody goes back to an older roster, or writes under one that was long out of its time.
pub(crate) fn check_rosters<'a>(items: impl Iterator<Item = &'a SignedItem>, rosters: &Rosters, findings: &mut Vec<Finding>) {
    let mut newest: BTreeMap<Author, u32> = BTreeMap::new();
    for item in items {
        let header = item.header();
        let Some(roster) = rosters.get(&header.roster).filter(|_| header.author != Author::Reporter) else { continue };
        let met = newest.entry(header.author).or_default();
        if roster.version() < *met || !roster.reaches(header.day) {
            findings.push(Finding::OldRoster { author: header.author, hash: item.hash() });
        }
        *met = (*met).max(roster.version());
    }
}

/// Every attachment that an item names must be there.
pub(crate) fn check_attachments(items: &[SignedItem], there: &[StoredAttachment], findings: &mut Vec<Finding>) {
    let known: BTreeSet<Hash> = there.iter().map(|attachment| attachment.sha256).collect();
    for attachment in items.iter().flat_map(|item| item.body().attachments()) {
        if !known.contains(&attachment.sha256) {
            findings.push(Finding::AttachmentMissing { sha256: attachment.sha256 });
        }
    }
}
