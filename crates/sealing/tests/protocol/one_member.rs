//! What one member can put into a case who wants to shut it for all others, or to silence its reporter.

use sealing::Hash;
use sealing::SigningKey;
use sealing::finding::{Finding, NoticeFault};
use sealing::hybrid::Identity;
use sealing::item::{Author, Body, Header, Kind, Notice};

use crate::organisation::{Story, people, staff};

/// The honest report once more, signed by a key of a member's own; with that key in it, or with the true one.
fn second_report(story: &mut Story, own_mailbox: bool, seed: u32) -> Hash {
    let own = SigningKey::from_seed(Hash::of(&[&seed.to_le_bytes()]).as_bytes());
    let case = story.case().unwrap();
    let zero = case.conversation()[0];
    let (header, mut report) = (zero.header().clone(), case.report().clone());
    if own_mailbox {
        report.mailbox.signing = own.verifying_key();
        report.mailbox.recipient = Identity::from_seed(&[0x5b; 32]).to_recipient();
    }
    story.lie(header, Body::Report(Box::new(report)), &own)
}

fn announce(story: &mut Story, version: u32, previous: Option<Hash>, bend: impl FnOnce(&mut Notice)) {
    let member = *story.report.members.last().unwrap();
    let mut notice = Notice {
        version,
        members: story.report.members.clone(),
        sleeper: story.report.sleeper,
        conversation: Identity::from_seed(&[0xcc; 32]).to_recipient(),
        keyring: Hash::of(&[b"no keyring"]),
        previous,
    };
    bend(&mut notice);
    let key = story.organisation.secrets[&member].signing.clone();
    let header = Header { kind: Kind::Notice, ..story.next_header(member) };
    story.lie(header, Body::Notice(Box::new(notice)), &key);
}

fn newest(story: &Story) -> Option<Hash> {
    let case = story.case().unwrap();
    case.conversation().into_iter().find(|item| item.header().kind == Kind::Notice).map(|item| item.hash())
}

/// What a member finds, with whoever is named for it; the case opens as it was, in either order.
fn found(story: &mut Story) -> Vec<(Author, Option<(NoticeFault, bool)>)> {
    let honest = Story::answered();
    let mut said = Vec::new();
    for _ in 0..2 {
        let case = story.case().unwrap();
        assert_eq!(case.report().answers, honest.case().unwrap().report().answers);
        assert_eq!(case.keyring().header().version, 2);
        assert!(!case.findings().iter().any(Finding::stops_member), "members go on");
        let named = case.findings().iter().map(|finding| match finding {
            Finding::Forged { author, .. } => (*author, None),
            Finding::NoticeRefused { author, why, doubt, .. } => (*author, Some((*why, *doubt))),
            other => panic!("{other:?}"),
        });
        said = named.collect();
        story.server.items.reverse();
    }
    said
}

fn stopped(story: &Story) -> bool {
    story.findings().iter().any(Finding::stops_reporter)
}

#[test]
fn a_second_item_0_shuts_the_case_for_nobody() {
    for begun in [Story::filed, Story::answered] {
        let mut story = begun();
        let honest = story.case().unwrap().conversation()[0].hash();
        // Neither the first nor the last in any order may always be the honest one: forged ones are drawn until some lie on each side.
        let mut sides = [0; 2];
        for seed in 0..4_000 {
            let side = usize::from(second_report(&mut story, seed % 2 == 0, seed) > honest);
            if sides[side] == 4 {
                story.server.items.pop();
                continue;
            }
            sides[side] += 1;
            let opened = story.case().unwrap();
            assert!(opened.report().mailbox.signing == story.keys.signing.verifying_key());
            assert!(opened.findings().iter().all(|finding| matches!(finding, Finding::Forged { author: Author::Reporter, .. })));
            if sides == [4, 4] {
                break;
            }
        }
        assert!(sides[0] > 0 && sides[1] > 0, "{sides:?}");
        story.server.items.reverse();
        assert_eq!(story.case().unwrap().findings().len(), sides[0] + sides[1]);
    }
}

#[test]
fn a_notice_with_any_version_and_link_is_named_and_silences_nobody() {
    let mut story = Story::answered();
    let (member, last) = (Author::Staff(*story.report.members.last().unwrap()), newest(&story));
    announce(&mut story, 9, last, |_| {});
    announce(&mut story, 3, Some(Hash::of(&[b"nothing"])), |_| {});
    announce(&mut story, 2, None, |notice| notice.members = people(&[3]));
    assert_eq!(found(&mut story).iter().filter(|(author, _)| *author == member).count(), 3);
    assert_eq!((story.findings().len(), stopped(&story)), (3, false));
}

#[test]
fn readers_announced_without_their_keys_shut_the_case_for_nobody_and_the_reporter_who_cannot_tell_is_stopped() {
    let mut story = Story::answered();
    let member = Author::Staff(*story.report.members.last().unwrap());
    announce(&mut story, 2, None, |notice| notice.sleeper = None);
    assert_eq!(found(&mut story), [(member, Some((NoticeFault::Rival, false)))]);
    assert!(stopped(&story));
}

#[test]
fn somebody_left_out_announced_as_the_newest_reader_stops_the_reporter() {
    let mut story = Story::answered();
    let last = newest(&story);
    announce(&mut story, 3, last, |notice| {
        notice.members.insert(staff(3));
    });
    assert_eq!(found(&mut story).len(), 1);
    assert!(stopped(&story));
}
