//! A server that lies, and people who sign what they should not: each is caught by name.

use crate::organisation::{Story, TODAY, message, rng, staff};
use sealing::finding::Finding;
use sealing::hybrid::Identity;
use sealing::item::{Audience, Author, Body, Header, SignedItem, seal_item};
use sealing::mailbox::OpenedMailbox;
use sealing::seal;
use sealing::state::{SignedState, open_state, seal_state};
use sealing::{Error, Hash, SigningKey, StaffId};

fn reply_of(text: &str) -> Body {
    Body::Message(message(text))
}

#[test]
fn a_forged_reply_is_named() {
    let mut story = Story::answered();
    let author = story.member();
    let hash = story.lie(story.next_header(author), reply_of("come to my office"), &SigningKey::from_seed(&[0xee; 32]));
    let found = [Finding::Forged { author: Author::Staff(author), hash }];
    assert_eq!(story.findings(), found);
    assert_eq!(story.case().unwrap().findings(), found);
}

#[test]
fn a_reply_forged_in_the_reporters_name_is_named() {
    let mut story = Story::answered();
    let header = Header { author: Author::Reporter, seq: 1, previous: Some(Hash::of(&[])), ..story.next_header(story.member()) };
    let hash = story.lie(header, reply_of("I take it back"), &SigningKey::from_seed(&[0xee; 32]));
    assert_eq!(story.case().unwrap().findings(), [Finding::Forged { author: Author::Reporter, hash }]);
}

#[test]
fn a_reply_by_somebody_who_was_left_out_or_never_named_is_named() {
    let mut story = Story::answered();
    let stranger = story.stranger();
    let key = story.organisation.secrets[&stranger].signing.clone();
    let first = story.lie(story.next_header(stranger), reply_of("hello"), &key);
    let left_out = story.organisation.signing(3).clone();
    let second = story.lie(story.next_header(staff(3)), reply_of("I know who you are"), &left_out);
    let found = story.findings();
    assert!(found.contains(&Finding::Stranger { author: Author::Staff(stranger), hash: first }), "{found:?}");
    assert!(found.contains(&Finding::LeftOut { author: Author::Staff(staff(3)), hash: second }), "{found:?}");
    assert_eq!(found.len(), 2);
    assert_eq!(story.mailbox().unwrap().conversation().len(), 3, "what strangers wrote is not shown");
    let case = story.case().unwrap();
    assert_eq!(case.findings().len(), 2, "{:?}", case.findings());
    assert!(found.iter().all(Finding::stops_reporter) && case.findings().iter().all(Finding::stops_member), "each stops who would write");
}

#[test]
fn an_author_whom_no_roster_knows_is_forged() {
    let mut story = Story::answered();
    let author = StaffId::from_bytes([0x77; 16]);
    let hash = story.lie(story.next_header(author), reply_of("hello"), &SigningKey::from_seed(&[0x77; 32]));
    assert_eq!(story.findings(), [Finding::Forged { author: Author::Staff(author), hash }]);
}

#[test]
fn a_dropped_reply_that_was_seen_is_named() {
    let mut story = Story::answered();
    story.post("On the second floor.");
    story.server.items.remove(2);
    let member = Author::Staff(story.member());
    assert_eq!(story.findings(), [Finding::Dropped { author: member, seq: 1 }]);
    assert_eq!(story.case().unwrap().findings(), [Finding::Dropped { author: member, seq: 1 }]);
}

#[test]
fn a_dropped_reply_before_a_later_one_is_a_gap() {
    let mut story = Story::answered();
    story.reply("Are you there?");
    story.server.items.remove(2);
    assert_eq!(story.findings(), [Finding::Gap { author: Author::Staff(story.member()), seq: 1 }]);
}

#[test]
fn dropped_own_posts_are_missed() {
    let mut story = Story::answered();
    story.post("first");
    story.post("second");
    let whole = story.server.clone();
    story.server.items.pop();
    assert_eq!(story.findings(), [Finding::OwnMissing { count: 1 }]);
    story.server = whole;
    story.server.items.remove(3);
    let found = story.findings();
    assert!(found.contains(&Finding::OwnMissing { count: 1 }), "{found:?}");
}

#[test]
fn a_dropped_own_post_is_missed_though_junk_stands_in_its_place() {
    let mut story = Story::answered();
    story.post("first");
    let (audience, sealed) = (Audience::Conversation, story.server.items[0].2.clone());
    let mut bytes = sealed.as_bytes().to_vec();
    bytes[2000] ^= 1;
    story.server.items.pop();
    story.server.add(audience, &sealing::Sealed::from_bytes(bytes));
    let found = story.findings();
    assert!(matches!(found.as_slice(), [Finding::OwnMissing { count: 1 }, Finding::Unreadable { .. }]), "{found:?}");
    assert_eq!(story.mailbox().unwrap().own_unreadable(), 0, "nothing the server shows turns reading back off");
}

#[test]
fn the_same_item_twice_is_named_and_shown_once() {
    let mut story = Story::answered();
    let (_, audience, reply) = story.server.items[2].clone();
    story.server.add(audience, &reply);
    let found = story.findings();
    assert!(matches!(found.as_slice(), [Finding::Repeated { .. }]), "{found:?}");
    assert_eq!(story.mailbox().unwrap().conversation().len(), 3);
    assert!(matches!(story.case().unwrap().findings(), [Finding::Repeated { .. }]));
}

#[test]
fn two_items_under_one_number_are_named() {
    let mut story = Story::answered();
    let header = story.next_header(story.member());
    let key = story.organisation.secrets[&story.member()].signing.clone();
    story.lie(header.clone(), reply_of("yes"), &key);
    story.lie(header, reply_of("no"), &key);
    assert_eq!(story.findings(), [Finding::Forked { author: Author::Staff(story.member()), seq: 2 }]);
}

#[test]
fn the_servers_order_never_counts() {
    let mut story = Story::answered();
    story.post("On the second floor.");
    story.reply("Thank you.");
    let order = |story: &Story| story.mailbox().unwrap().conversation().iter().map(|item| item.hash()).collect::<Vec<_>>();
    let told = order(&story);
    for turn in 1..5 {
        story.server.items.rotate_left(turn);
        let mut ids: Vec<_> = story.server.items.iter().map(|(id, _, _)| *id).collect();
        ids.sort_unstable();
        ids.into_iter().zip(&mut story.server.items).for_each(|(id, item)| item.0 = id);
        assert_eq!(order(&story), told);
        assert_eq!(story.findings(), []);
    }
}

#[test]
fn an_item_of_another_case_or_for_nobody_here_is_named() {
    let mut story = Story::answered();
    let key = story.organisation.secrets[&story.member()].signing.clone();
    let elsewhere = Header { case: sealing::CaseId::from_bytes([1; 16]), ..story.next_header(story.member()) };
    let hash = story.lie(elsewhere, reply_of("another case"), &key);
    assert_eq!(story.findings(), [Finding::OtherCase { hash }]);
    assert_eq!(story.case().unwrap().findings(), [Finding::OtherCase { hash }]);
    story.server.items.pop();
    let strange = seal::seal(&[1, 2].map(|seed| Identity::from_seed(&[seed; 32]).to_recipient()), b"noise").unwrap();
    story.server.add(Audience::Conversation, &strange);
    assert!(matches!(story.findings().as_slice(), [Finding::Unreadable { .. }]));
    assert!(matches!(story.case().unwrap().findings(), [Finding::Unreadable { .. }]));
}

#[test]
fn an_item_sealed_to_a_third_reader_is_not_read() {
    let mut story = Story::answered();
    let header = story.next_header(story.member());
    let item = SignedItem::sign(header, reply_of("three can read"), story.writer(story.member()).signing).unwrap();
    let [first, second] = story.conversation_recipients();
    let third = Identity::from_seed(&[0xee; 32]).to_recipient();
    let sealed = seal::seal(&[first, second, third], &item.padded().unwrap()).unwrap();
    story.server.add(Audience::Conversation, &sealed);
    assert!(matches!(story.findings().as_slice(), [Finding::Unreadable { .. }]));
}

#[test]
fn a_mailbox_state_that_is_old_foreign_or_forged_is_caught() {
    let mut story = Story::answered();
    let (state, version) = (story.server.state.clone(), story.server.state_version);
    story.post("On the second floor.");
    let (newer, newer_version) = (story.server.state.clone(), story.server.state_version);
    story.server.state = state.clone();
    assert_eq!(story.findings(), [Finding::StateRolledBack]);
    story.server.state_version = version;
    assert_eq!(story.findings(), [Finding::StateRolledBack], "the own post is newer than the state");
    (story.server.state, story.server.state_version) = (newer, newer_version + 1);
    assert_eq!(story.findings(), [Finding::StateRolledBack]);

    let opened = open_state(&state, &story.keys.identity).unwrap();
    let honest = opened.verify(&story.keys.signing.verifying_key()).unwrap();
    let mailbox = story.keys.identity.to_recipient();
    let forged = SignedState::sign(honest.header().clone(), honest.body().clone(), &SigningKey::from_seed(&[0xee; 32])).unwrap();
    story.server.state = seal_state(&forged, &mailbox).unwrap();
    assert_eq!(story.mailbox().err(), Some(Error::Ledger(ledger::Error::Signature)));
    let mut header = honest.header().clone();
    header.case = sealing::CaseId::from_bytes([1; 16]);
    let foreign = SignedState::sign(header, honest.body().clone(), &story.keys.signing).unwrap();
    story.server.state = seal_state(&foreign, &mailbox).unwrap();
    assert!(matches!(story.mailbox().err(), Some(Error::Rule(_))));
    story.server.state = seal::seal(&[mailbox, Identity::from_seed(&[1; 32]).to_recipient()], &honest.padded().unwrap()).unwrap();
    assert_eq!(story.mailbox().err(), Some(Error::Stanzas { found: 2, expected: 1 }));
}

#[test]
fn an_attachment_that_is_not_there_is_named() {
    let mut story = Story::answered();
    let sealed = sealing::attachment::sealed_length(100).unwrap();
    let sha256 = Hash::of(&[b"ciphertext"]);
    let attachment = sealing::attachment::Attachment { sha256, name: "a".into(), media_type: "b".into(), length: 100, sealed };
    let body = sealing::item::Message { text: String::new(), attachments: vec![attachment] };
    story.write(sealing::casework::Written::Message(body));
    assert_eq!(story.findings(), [Finding::AttachmentMissing { sha256 }]);
    assert_eq!(story.case().unwrap().findings(), [Finding::AttachmentMissing { sha256 }]);
    story.server.store_attachment(sha256, sealed);
    assert_eq!(story.findings(), []);
}

#[test]
fn a_reply_under_an_older_roster_than_its_authors_last_is_named() {
    let mut story = Story::answered();
    let member = story.member();
    let mut rosters = story.organisation.rosters();
    let mut add = |change: fn(&mut sealing::roster::Content)| {
        let mut content = story.organisation.content.clone();
        change(&mut content);
        let roster = crate::organisation::verified(&content.sign(&story.organisation.key).unwrap(), &story.organisation.key).unwrap();
        let hash = roster.hash();
        rosters.add(roster);
        hash
    };
    let older = add(|content| content.version = 6);
    let key = story.organisation.secrets[&member].signing.clone();
    let hash = story.lie(Header { roster: older, ..story.next_header(member) }, reply_of("old"), &key);
    let check = |story: &Story| OpenedMailbox::open(story.server.document(), &story.keys).unwrap().check(&rosters).findings().to_vec();
    let found = Finding::OldRoster { author: Author::Staff(member), hash };
    assert_eq!(check(&story), [found]);
    story.server.items.pop();
    let hash = story.lie(Header { day: TODAY.add_days(91), ..story.next_header(member) }, reply_of("late"), &key);
    assert_eq!(check(&story), [Finding::OldRoster { author: Author::Staff(member), hash }]);
}

#[test]
fn a_post_under_an_older_roster_than_was_met_is_refused() {
    let story = Story::answered();
    let mut content = story.organisation.content.clone();
    content.version = 6;
    let older = crate::organisation::verified(&content.sign(&story.organisation.key).unwrap(), &story.organisation.key).unwrap();
    let mailbox = story.mailbox().unwrap();
    let composed = mailbox.begin_post(true, &mut rng(1)).compose(message("x"), &older, TODAY, &mut rng(2));
    assert_eq!(composed.err(), Some(Error::OlderRoster));
}

/// Alone it opens nothing; beside the honest one it is a finding, and the honest one counts.
fn only_the_honest_one_counts(story: &Story, alone: bool) -> bool {
    match story.case() {
        Err(_) => alone,
        Ok(case) => {
            let honest = case.report().mailbox.signing == story.keys.signing.verifying_key();
            !alone && honest && matches!(case.findings(), [Finding::Forged { author: Author::Reporter, .. }])
        }
    }
}

#[test]
fn a_swapped_mailbox_recipient_is_not_taken() {
    let mut story = Story::filed();
    let case = story.case().unwrap();
    let mut report = case.report().clone();
    report.mailbox.recipient = Identity::from_seed(&[0xee; 32]).to_recipient();
    let header = case.conversation()[0].header().clone();
    let recipients = story.conversation_recipients();
    let honest = story.server.items[0].clone();
    for replace in [true, false] {
        let forger = SigningKey::from_seed(&[0xee; 32]);
        let swapped = SignedItem::sign(header.clone(), Body::Report(Box::new(report.clone())), &forger).unwrap();
        story.server.items = if replace { Vec::new() } else { vec![honest.clone()] };
        story.server.add(Audience::Conversation, &seal_item(&swapped, &recipients, &mut rng(1)).unwrap());
        assert!(only_the_honest_one_counts(&story, replace), "signed by somebody else");
        report.mailbox.signing = forger.verifying_key();
        let own = SignedItem::sign(header.clone(), Body::Report(Box::new(report.clone())), &forger).unwrap();
        story.server.items = if replace { Vec::new() } else { vec![honest.clone()] };
        story.server.add(Audience::Conversation, &seal_item(&own, &recipients, &mut rng(1)).unwrap());
        assert!(only_the_honest_one_counts(&story, replace), "the keyring is signed by another mailbox key");
    }
}
