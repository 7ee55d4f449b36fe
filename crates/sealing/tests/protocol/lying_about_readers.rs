//! Notices and keyrings that name whom they should not, or that somebody bent: none is followed.

use sealing::casework::{OpenedCase, Writer, Written};
use sealing::finding::{Finding, NoticeFault};
use sealing::hybrid::{Identity, Recipient};
use sealing::item::{Audience, Author, Body, Header, Kind, Notice, SignedItem, seal_item};
use sealing::keyring::{self, Generation, SignedKeyring};
use sealing::readers::Barred;
use sealing::seal;
use sealing::{Error, Hash, SigningKey, StaffId};

use crate::organisation::{Organisation, Server, Story, message, people, rng, staff, verified};

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
    assert_eq!(
        story.findings(),
        [Finding::NoticeRefused { version: 3, hash, author: Author::Staff(member), why: NoticeFault::LeftOut, doubt: true }]
    );
    assert_eq!(next_recipient(&story), before);
    story.server.items.pop();
    let hash = bent_notice(&mut story, member, |notice| notice.sleeper = Some(staff(31)));
    assert_eq!(
        story.findings(),
        [Finding::NoticeRefused { version: 3, hash, author: Author::Staff(member), why: NoticeFault::LeftOut, doubt: true }]
    );
    assert_eq!(next_recipient(&story), before);
}

/// On the list, but not to read: identity keepers; and whoever is not there at all.
#[test]
fn a_notice_that_names_somebody_who_reads_no_cases_is_refused_and_not_followed() {
    for nobody in [staff(32), staff(99)] {
        let mut story = Story::answered();
        let (before, member) = (next_recipient(&story), story.member());
        let hash = bent_notice(&mut story, member, |notice| notice.sleeper = Some(nobody));
        let of = |doubt| Finding::NoticeRefused { version: 3, hash, author: Author::Staff(member), why: NoticeFault::Roles, doubt };
        assert_eq!(story.findings(), [of(true)]);
        assert_eq!(next_recipient(&story), before);
        assert_eq!(story.case().unwrap().findings(), [of(false)], "members know by the keyring which way is right");
    }
}

#[test]
fn a_notice_by_a_stranger_or_with_a_wrong_link_is_refused_and_not_followed() {
    let mut story = Story::answered();
    let before = next_recipient(&story);
    let (member, stranger) = (story.member(), story.stranger());
    let hash = bent_notice(&mut story, stranger, |_| {});
    let found = story.findings();
    assert!(
        found.contains(&Finding::NoticeRefused {
            version: 3,
            hash,
            author: Author::Staff(stranger),
            why: NoticeFault::Author,
            doubt: false
        }),
        "{found:?}"
    );
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
    story.server = Server::with(&story.report);
    let opened = OpenedCase::open(&story.server.sealed_case(), story.organisation.identity(story.member())).unwrap();
    let remembered = opened.check(&story.organisation.rosters(), 3);
    assert!(matches!(remembered.err(), Some(Error::Rule(_))), "everything taken back is only caught by memory");
}

#[test]
fn a_member_cannot_bring_in_somebody_left_out_or_unknown() {
    let mut story = Story::answered();
    let member = story.member();
    let newcomers = [
        (staff(3), Barred::LeftOut),
        (staff(31), Barred::LeftOut),
        (staff(32), Barred::OtherRoles),
        (StaffId::from_bytes([0x77; 16]), Barred::NotListed),
    ];
    for (newcomer, why) in newcomers {
        let mut readers = story.readers();
        readers.members.insert(newcomer);
        let case = story.case().unwrap();
        assert_eq!(case.may_receive(newcomer, &story.roster), Err(why));
        let rotation = story.case().unwrap().rotate(&readers, story.writer(member), &mut rng(1));
        assert_eq!(rotation.err(), Some(Error::MayNotReceive(why)), "{why}");
    }
    let mut readers = story.readers();
    readers.members = people(&[]);
    assert_eq!(story.case().unwrap().rotate(&readers, story.writer(member), &mut rng(1)).err(), Some(Error::NobodyLeft));
    let stranger = story.stranger();
    assert!(story.case().unwrap().rotate(&story.readers(), story.writer(stranger), &mut rng(1)).is_err(), "by no reader");
    assert!(story.case().unwrap().write(Written::Note(message("x")), story.writer(stranger), &mut rng(1)).is_err());
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
fn a_stand_in_who_replaces_the_keys_reads_on_as_a_member() {
    let mut story = Story::filed();
    let woken = story.readers().sleeper.unwrap();
    assert_eq!(story.case().unwrap().readers_after(story.member(), &story.roster), story.readers(), "nobody else wakes them");
    let mut case = story.case_of(woken).unwrap();
    let readers = case.readers_after(woken, &story.roster);
    let rotation = case.rotate(&readers, story.writer(woken), &mut rng(1)).unwrap();
    assert!(rotation.members.contains(&woken) && rotation.members.len() == story.readers().members.len() + 1);
    assert_eq!(rotation.sleeper, None);
    story.server.rotate(&rotation);
    assert_eq!((story.findings(), story.case_of(woken).unwrap().findings()), (vec![], &[][..]));
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

#[test]
fn keys_that_changed_are_not_sealed_to_until_a_member_adds_them_again() {
    let mut story = Story::answered();
    let (member, other) = (story.member(), *story.report.members.last().unwrap());
    assert_ne!(member, other);
    let (fresh, mut content) = (Identity::from_seed(&[0x77; 32]), story.organisation.content.clone());
    content.version += 1;
    for person in content.people.iter_mut().filter(|person| person.id == other) {
        (person.recipient, person.signing) = (fresh.to_recipient(), SigningKey::from_seed(&[0x77; 32]).verifying_key());
    }
    let next = verified(&content.sign(&story.organisation.key).unwrap(), &story.organisation.key).unwrap();
    let mut rosters = story.organisation.rosters();
    rosters.add(next.clone());
    let open = |story: &Story, identity: &Identity| OpenedCase::open(&story.server.sealed_case(), identity)?.check(&rosters, 0);
    // The server goes on naming them among the readers, who stand on the list in force with other keys.
    let mut case = open(&story, story.organisation.identity(member)).unwrap();
    let readers = case.readers_after(member, &next);
    assert!(readers.names(member) && !readers.names(other));
    assert_eq!(case.enrolled_anew(&next), [other]);
    let rotation = case.rotate(&readers, Writer { roster: &next, ..story.writer(member) }, &mut rng(5)).unwrap();
    story.server.rotate(&rotation);
    assert!(open(&story, &fresh).is_err());

    let mut case = open(&story, story.organisation.identity(member)).unwrap();
    assert_eq!(case.enrolled_anew(&next), [other]);
    let mut again = case.readers_after(member, &next);
    again.members.insert(other);
    let rotation = case.rotate(&again, Writer { roster: &next, ..story.writer(member) }, &mut rng(6)).unwrap();
    story.server.rotate(&rotation);
    let theirs = open(&story, &fresh).unwrap();
    assert_eq!((theirs.findings(), theirs.enrolled_anew(&next)), (&[][..], vec![]));
    assert!(theirs.readers_after(member, &next).names(other), "and from then on they are sealed to");
}
