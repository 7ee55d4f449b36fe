//! A report from filing to answer, as everybody sees it who tells the truth.

use crate::organisation::{Organisation, Story, TODAY, message, people, rng, staff};
use proptest::prelude::*;
use sealing::casework::Written;
use sealing::filing::{Choice, Filing};
use sealing::item::{Audience, Body, Stage};
use sealing::keyring::open_keyring;
use sealing::mailbox::{Document, OpenedMailbox};
use sealing::readers::Readers;
use sealing::roster::Role;
use sealing::{Error, Hash};

fn texts(story: &Story) -> Vec<String> {
    let mailbox = story.mailbox().unwrap();
    let say = |body: &Body| match body {
        Body::Report(report) => report.answers[0].value.clone(),
        Body::Message(message) | Body::Note(message) => message.text.clone(),
        Body::Stage(stage) => format!("{:?}", stage.stage),
        Body::Notice(notice) => format!("keyring {}", notice.version),
        Body::Identity(_) => "identity".into(),
        Body::Disclosed(told) => told.reason.as_str().into(),
        Body::Change(_) => "change".into(),
    };
    mailbox.conversation().into_iter().map(|item| say(item.body())).collect()
}

#[test]
fn reporter_and_member_talk_and_nothing_is_found() {
    let mut story = Story::answered();
    story.stage(Stage::Question);
    story.post("On the second floor.");
    story.reply("Thank you.");
    let expected =
        ["The badge reader is propped open.\nEvery night.", "keyring 2", "Where was it?", "Question", "On the second floor.", "Thank you."];
    assert_eq!(texts(&story), expected);
    assert_eq!(story.findings(), []);
    let case = story.case().unwrap();
    assert_eq!(case.findings(), []);
    assert_eq!(case.conversation().len(), expected.len());
    assert!(!case.first_opening());
}

#[test]
fn notes_among_members_do_not_open_for_the_reporter() {
    let mut story = Story::answered();
    story.write(Written::Note(message("among us")));
    let case = story.case().unwrap();
    assert_eq!((case.notes().len(), case.findings()), (1, &[][..]));
    let (_, _, note) = story.server.items.last().unwrap();
    assert_eq!(sealing::item::open_item(note, &story.keys.identity).err(), Some(Error::NotForUs));
    let conversation = case.identities(Audience::Conversation).next().unwrap();
    assert_eq!(sealing::item::open_item(note, conversation).err(), Some(Error::NotForUs));
}

#[test]
fn every_member_and_the_sleeper_can_open_and_nobody_else() {
    let mut story = Story::answered();
    for round in 0..2 {
        for id in story.organisation.secrets.keys().copied().collect::<Vec<_>>() {
            let opened = open_keyring(&story.server.keyring, story.organisation.identity(id));
            assert_eq!(opened.is_ok(), story.readers().names(id), "{id} in round {round}");
        }
        story.rotate();
    }
}

#[test]
fn a_member_who_was_withdrawn_cannot_open_what_comes_after() {
    let mut story = Story::answered();
    let sleeper = story.report.sleeper.unwrap();
    let (mut case, writer) = (story.case().unwrap(), story.writer(story.member()));
    let old = case.keyring().body().newest().unwrap().conversation.clone();
    let only = Readers { members: [story.member()].into(), sleeper: Some(sleeper) };
    let rotation = case.rotate(&only, writer, &mut rng(5)).unwrap();
    let reply = case.write(Written::Message(message("between us")), writer, &mut rng(6)).unwrap();
    assert_eq!(sealing::item::open_item(&reply.sealed, &old).err(), Some(Error::NotForUs));
    for gone in story.report.members.iter().filter(|id| **id != story.member()) {
        assert!(open_keyring(&rotation.keyring, story.organisation.identity(*gone)).is_err());
    }
    story.server.rotate(&rotation);
    story.server.item(&reply);
    assert_eq!(story.findings(), []);
    assert_eq!(story.case().unwrap().findings(), []);
    assert_eq!(story.mailbox().unwrap().readers(), only);
}

#[test]
fn the_reporters_keys_are_replaced_before_anybody_answers() {
    let story = Story::filed();
    let mut case = story.case().unwrap();
    assert!(case.first_opening());
    let written = case.write(Written::Stage(Stage::Confirmed), story.writer(story.member()), &mut rng(1));
    assert!(matches!(written, Err(Error::Rule(_))));
}

#[test]
fn several_things_written_in_one_go_hang_together() {
    let mut story = Story::answered();
    let mut case = story.case().unwrap();
    let written = [Written::Stage(Stage::Confirmed), Written::Note(message("note")), Written::Message(message("reply"))];
    let sealed: Vec<_> = written.into_iter().map(|one| case.write(one, story.writer(story.member()), &mut rng(1)).unwrap()).collect();
    sealed.iter().for_each(|item| story.server.item(item));
    assert_eq!(story.findings(), []);
    assert_eq!(story.case().unwrap().findings(), []);
}

#[test]
fn a_reporter_who_wants_nothing_read_back_still_reads_replies() {
    let mut story = Story::filed_with(Organisation::new(), false);
    story.rotate();
    story.reply("Where was it?");
    let mailbox = story.mailbox().unwrap();
    assert_eq!((mailbox.findings(), mailbox.own_unreadable(), mailbox.conversation().len()), (&[][..], 1, 2));
    let post = mailbox.begin_post(false, &mut rng(1)).compose(message("There."), &story.roster, TODAY, &mut rng(2)).unwrap();
    drop(mailbox);
    story.server.post(&post);
    assert_eq!(story.findings(), []);
    assert_eq!(story.mailbox().unwrap().own_unreadable(), 2);
    assert_eq!(story.case().unwrap().conversation().len(), 4);
    story.server.items.remove(0);
    assert_eq!(story.findings(), [sealing::finding::Finding::OwnMissing { count: 1 }]);
}

#[test]
fn sealed_things_of_one_kind_have_one_size_whatever_they_say() {
    let (one, two) = (Story::filed(), Story::filed_with(Organisation::new(), false));
    let sizes = |story: &Story| {
        let report = &story.report;
        [&report.keyring, &report.item, &report.state].map(|sealed| sealed.as_bytes().len())
    };
    assert_eq!(sizes(&one), sizes(&two));
}

#[test]
fn the_receipt_hangs_on_the_words_alone() {
    let story = Story::filed();
    assert_eq!(story.report.leaf, story.keys.leaf(story.report.case));
    assert_eq!(story.report.token_hash, story.keys.token.hash());
    assert_ne!(story.report.leaf, Hash::of(&[story.report.case.as_bytes()]));
}

#[test]
fn a_mailbox_that_is_not_there_is_nothing_and_half_a_document_an_error() {
    assert_eq!(Document::parse(&Document::nothing().unwrap()).unwrap(), None);
    let whole = Story::filed().server.document().to_bytes().unwrap();
    let text = String::from_utf8(whole).unwrap();
    for broken in [
        text.replace("true", "false"),
        text.replace("\"delivered\":true,", ""),
        text.replace("{\"found\":true", "{\"found\":true,\"found\":true"),
    ] {
        assert!(Document::parse(broken.as_bytes()).is_err());
    }
}

#[test]
fn a_document_of_another_words_case_does_not_open() {
    let story = Story::filed();
    let other = sealing::derive::MailboxKeys::derive(
        &sealing::words::Words::from_entropy(b"9876543210", sealing::words::Language::En),
        crate::organisation::INSTALLATION,
    );
    assert_eq!(OpenedMailbox::open(story.server.document(), &other.unwrap()).err(), Some(Error::NotForUs));
}

#[test]
fn a_second_filing_with_the_same_words_that_joined_the_mailbox_is_no_finding() {
    let mut story = Story::answered();
    let filing = Filing::begin(&story.keys, &story.roster, Choice { left_out: people(&[]), read_back: true }, &mut rng(77)).unwrap();
    let again = filing.compose(crate::organisation::content(), TODAY, &mut rng(78)).unwrap();
    story.server.add(Audience::Conversation, &again.item);
    assert_eq!(story.findings(), []);
    assert_eq!(story.mailbox().unwrap().conversation().len(), 3, "its text is posted again as a message");
    story.post("The same once more.");
    assert_eq!(story.findings(), []);
}

#[test]
fn nobody_left_means_nothing_is_sent() {
    let organisation = Organisation::of(&[(1, Role::Handler), (11, Role::Fallback), (31, Role::Custodian)]);
    let roster = organisation.roster();
    let keys = Story::filed().keys;
    let filing = Filing::begin(&keys, &roster, Choice { left_out: people(&[1, 11]), read_back: true }, &mut rng(1));
    assert_eq!(filing.err(), Some(Error::NobodyLeft));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn whoever_is_left_out_never_receives_a_key(out in prop::collection::btree_set(prop::sample::select(vec![1u8, 2, 3, 4, 11, 12, 21, 31]), 0..8), seed: u64) {
        let organisation = Organisation::new();
        let roster = organisation.roster();
        let left_out: sealing::item::People = out.iter().map(|number| staff(*number)).collect();
        let keys = Story::filed().keys;
        let Ok(filing) = Filing::begin(&keys, &roster, Choice { left_out: left_out.clone(), read_back: true }, &mut rng(seed)) else {
            prop_assert!([1, 2, 3, 4, 11, 12, 21].iter().all(|number| out.contains(number)));
            return Ok(());
        };
        let report = filing.compose(crate::organisation::content(), TODAY, &mut rng(seed)).unwrap();
        for person in &left_out {
            prop_assert!(!report.members.contains(person) && report.sleeper != Some(*person));
            prop_assert!(open_keyring(&report.keyring, organisation.identity(*person)).is_err());
        }
    }
}
