//! A server that lies, and people who sign what they should not: each is caught by name.

use crate::organisation::{Organisation, Story, TODAY, message, people, rng, staff};
use sealing::casework::OpenedCase;
use sealing::finding::{Finding, NoticeFault};
use sealing::hybrid::{Identity, Recipient};
use sealing::item::{Audience, Author, Body, Header, Kind, Notice, SignedItem, seal_item};
use sealing::keyring::{self, Generation, SignedKeyring};
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

/// A notice for keyring 3 that the honest code would not write, bent by the caller.
fn bent_notice(story: &mut Story, author: StaffId, bend: impl FnOnce(&mut Notice)) -> Hash {
    let case = story.case().unwrap();
    let newest = case.conversation().into_iter().find(|item| item.header().kind == Kind::Notice).unwrap().hash();
    let mut notice = Notice {
        version: 3,
        members: story.report.members.clone(),
        sleeper: None,
        conversation: Identity::from_seed(&[0xcc; 32]).to_recipient(),
        keyring: Hash::of(&[b"keyring 3"]),
        previous: Some(newest),
    };
    bend(&mut notice);
    let key = story.organisation.secrets[&author].signing.clone();
    let header = Header { kind: Kind::Notice, ..story.next_header(author) };
    story.lie(header, Body::Notice(Box::new(notice)), &key)
}

fn next_recipient(story: &Story) -> Recipient {
    story.mailbox().unwrap().begin_post(true, &mut rng(1)).recipients()[0].clone()
}

#[test]
fn a_notice_that_names_somebody_left_out_is_refused_and_not_followed() {
    let mut story = Story::answered();
    let before = next_recipient(&story);
    let member = story.member();
    let hash = bent_notice(&mut story, member, |notice| {
        notice.members.insert(staff(3));
    });
    assert_eq!(story.findings(), [Finding::NoticeRefused { version: 3, hash, why: NoticeFault::LeftOut }]);
    assert_eq!(next_recipient(&story), before);
    story.server.items.pop();
    let hash = bent_notice(&mut story, member, |notice| notice.sleeper = Some(staff(31)));
    assert_eq!(story.findings(), [Finding::NoticeRefused { version: 3, hash, why: NoticeFault::LeftOut }]);
    assert_eq!(next_recipient(&story), before);
}

#[test]
fn a_notice_by_a_stranger_or_with_a_wrong_link_is_refused_and_not_followed() {
    let mut story = Story::answered();
    let before = next_recipient(&story);
    let (member, stranger) = (story.member(), story.stranger());
    let hash = bent_notice(&mut story, stranger, |_| {});
    let found = story.findings();
    assert!(found.contains(&Finding::NoticeRefused { version: 3, hash, why: NoticeFault::Author }), "{found:?}");
    assert_eq!(next_recipient(&story), before);
    story.server.items.pop();
    for bend in [|notice: &mut Notice| notice.previous = Some(Hash::of(&[b"x"])), |notice: &mut Notice| notice.version = 4] {
        let hash = bent_notice(&mut story, member, bend);
        let found = story.findings();
        assert!(matches!(&found[..], [Finding::NoticeRefused { hash: of, why: NoticeFault::Link, .. }] if *of == hash), "{found:?}");
        assert_eq!(next_recipient(&story), before);
        story.server.items.pop();
    }
    bent_notice(&mut story, member, |_| {});
    assert_eq!(story.findings(), [], "the same notice unbent is followed");
    assert_ne!(next_recipient(&story), before);
}

#[test]
fn a_notice_that_was_accepted_cannot_be_taken_back() {
    let mut story = Story::answered();
    story.post("On the second floor.");
    let before = next_recipient(&story);
    story.server.items.remove(1);
    let found = story.findings();
    assert!(found.contains(&Finding::NoticeDropped { version: 2 }), "{found:?}");
    assert_eq!(next_recipient(&story), before, "the state remembers to whom to seal");
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
        assert!(story.case().is_err(), "signed by somebody else");
        report.mailbox.signing = forger.verifying_key();
        let own = SignedItem::sign(header.clone(), Body::Report(Box::new(report.clone())), &forger).unwrap();
        story.server.items = if replace { Vec::new() } else { vec![honest.clone()] };
        story.server.add(Audience::Conversation, &seal_item(&own, &recipients, &mut rng(1)).unwrap());
        assert!(story.case().is_err(), "the keyring is signed by another mailbox key, or there are two reports");
    }
}

/// Keyring 2 with its notice as a member makes them, bent by the caller before signing.
struct Bent {
    header: keyring::Header,
    generations: keyring::Generations,
    stanzas: usize,
    signer: StaffId,
}

fn bent_keyring(bend: impl FnOnce(&Story, &mut Bent)) -> Result<(), Error> {
    let mut story = Story::filed();
    let case = story.case().unwrap();
    let generation = Generation::draw(&mut rng(7));
    let header = keyring::Header {
        version: 2,
        previous: Some(case.keyring().hash()),
        author: Author::Staff(story.member()),
        ..case.keyring().header().clone()
    };
    let generations = case.keyring().body().followed_by(generation.clone());
    let mut bent = Bent { header, generations, stanzas: 8, signer: story.member() };
    bend(&story, &mut bent);
    let Bent { header, generations, stanzas, signer } = bent;
    let keyring = SignedKeyring::sign(header, generations, &story.organisation.secrets[&signer].signing).unwrap();
    let mut recipients = vec![story.organisation.identity(story.member()).to_recipient()];
    recipients.resize_with(stanzas, || Recipient::thrown_away(&mut rng(8)));
    let notice = Notice {
        version: 2,
        members: story.report.members.clone(),
        sleeper: story.report.sleeper,
        conversation: generation.conversation.to_recipient(),
        keyring: keyring.hash(),
        previous: None,
    };
    let key = story.organisation.secrets[&story.member()].signing.clone();
    let header = Header { kind: Kind::Notice, ..story.next_header(story.member()) };
    let item = SignedItem::sign(header, Body::Notice(Box::new(notice)), &key).unwrap();
    let to = [generation.conversation.to_recipient(), case.report().mailbox.recipient.clone()];
    story.server.add(Audience::Conversation, &seal_item(&item, &to, &mut rng(9)).unwrap());
    story.server.keyring = seal::seal(&recipients, &keyring.padded().unwrap()).unwrap();
    let case = story.case()?;
    assert_eq!(case.findings(), []);
    Ok(())
}

#[test]
fn a_keyring_is_taken_only_as_the_conversation_names_it() {
    assert_eq!(bent_keyring(|_, _| {}), Ok(()));
    assert_eq!(bent_keyring(|_, bent| bent.stanzas = 9), Err(Error::Stanzas { found: 9, expected: 8 }));
    let refused = |bend: fn(&Story, &mut Bent)| assert!(matches!(bent_keyring(bend), Err(Error::Rule(_))));
    refused(|_, bent| bent.header.previous = Some(Hash::of(&[b"x"])));
    refused(|_, bent| bent.header.case = sealing::CaseId::from_bytes([1; 16]));
    refused(|_, bent| bent.header.sleeper = None);
    refused(|story, bent| {
        bent.header.members.insert(story.stranger());
    });
    refused(|_, bent| bent.header.roster = Hash::of(&[b"x"]));
    refused(|story, bent| {
        bent.signer = story.stranger();
        bent.header.author = Author::Staff(story.stranger());
    });
    refused(|_, bent| {
        let first = bent.generations.all()[0].clone();
        bent.generations = keyring::Generations::first(first.clone()).followed_by(first);
    });
    let wrong_signer = bent_keyring(|story, bent| bent.signer = story.stranger());
    assert_eq!(wrong_signer, Err(Error::Ledger(ledger::Error::Signature)));
}

#[test]
fn a_rolled_back_keyring_is_noticed_and_refused_by_who_remembers() {
    let mut story = Story::filed();
    let first = story.server.keyring.clone();
    story.rotate();
    story.rotate();
    let third = std::mem::replace(&mut story.server.keyring, first);
    let rolled_back = story.case().unwrap();
    let found = rolled_back.findings();
    assert!(matches!(found, [Finding::Unreadable { .. }, Finding::Unreadable { .. }]), "it does not open what came after: {found:?}");
    let opened = OpenedCase::open(&story.server.sealed_case(), story.organisation.identity(story.member())).unwrap();
    assert!(opened.check(&story.organisation.rosters(), 3).is_err(), "and who remembers refuses it");
    story.server.keyring = third;
    let opened = OpenedCase::open(&story.server.sealed_case(), story.organisation.identity(story.member())).unwrap();
    assert!(opened.check(&story.organisation.rosters(), 3).is_ok());
    story.server = crate::organisation::Server::with(&story.report);
    let opened = OpenedCase::open(&story.server.sealed_case(), story.organisation.identity(story.member())).unwrap();
    let remembered = opened.check(&story.organisation.rosters(), 3);
    assert!(matches!(remembered.err(), Some(Error::Rule(_))), "everything taken back is only caught by memory");
}

#[test]
fn a_member_cannot_bring_in_somebody_left_out_or_unknown() {
    let mut story = Story::answered();
    let member = story.member();
    for newcomer in [staff(3), staff(31), StaffId::from_bytes([0x77; 16])] {
        let mut readers = story.readers();
        readers.members.insert(newcomer);
        let rotation = story.case().unwrap().rotate(&readers, story.writer(member), &mut rng(1));
        assert!(matches!(rotation.err(), Some(Error::Rule(_))));
    }
    let mut readers = story.readers();
    readers.members = people(&[]);
    assert_eq!(story.case().unwrap().rotate(&readers, story.writer(member), &mut rng(1)).err(), Some(Error::NobodyLeft));
    let stranger = story.stranger();
    assert!(story.case().unwrap().rotate(&story.readers(), story.writer(stranger), &mut rng(1)).is_err(), "by no reader");
    assert!(story.case().unwrap().write(sealing::casework::Written::Note(message("x")), story.writer(stranger), &mut rng(1)).is_err());
    story.reply("still here");
    assert_eq!(story.findings(), []);
}

#[test]
fn a_newcomer_in_the_roster_may_be_brought_in_and_read_everything() {
    let mut story = Story::answered();
    let newcomer = story.stranger();
    let mut readers = story.readers();
    readers.members.insert(newcomer);
    let rotation = story.case().unwrap().rotate(&readers, story.writer(story.member()), &mut rng(1)).unwrap();
    story.server.rotate(&rotation);
    let case = story.case_of(newcomer).unwrap();
    assert_eq!((case.findings(), case.conversation().len()), (&[][..], 4));
    assert_eq!(story.findings(), []);
}

#[test]
fn a_roster_with_more_people_than_places_is_no_reason_to_seal_to_more() {
    let mut organisation = Organisation::new();
    organisation.content.stanza_count = 3;
    let mut story = Story::filed_with(organisation, true);
    let mut readers = story.readers();
    readers.members.insert(story.stranger());
    assert_eq!(readers.everybody().count(), 4);
    let rotation = story.case().unwrap().rotate(&readers, story.writer(story.member()), &mut rng(1));
    assert!(matches!(rotation.err(), Some(Error::Rule(_))));
    story.rotate();
    assert_eq!(story.findings(), []);
}
