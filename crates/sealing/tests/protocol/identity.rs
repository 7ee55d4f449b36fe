//! A reporter's name: who alone, and which two, come to it with all that they hold and all that the server stores, and how the honest
//! way goes (docs/protocol.md 13). The attacker here uses no rule of ours, only keys.

use std::collections::BTreeSet;

use sealing::casework::{NewRequest, OpenedCase};
use sealing::hybrid::Identity;
use sealing::identity::{
    AnswerRefused, Answered, AtKeeper, ComposedLetter, Letter, LetterRequest, NotOpened, Particulars, RequestRefused, Share, Vault, join,
    open_letter, open_share,
};
use sealing::item::{Audience, Author, Body, SignedItem, open_item};
use sealing::readers::Barred;
use sealing::roster::Role;
use sealing::{CaseId, Error, Sealed, StaffId};

use crate::organisation::{Organisation, Story, TODAY, content, people, staff};

/// Keepers 31 to 34, of whom 31 is left out; and whoever `also` keeps names beside what else they do.
fn organisation(also: Option<StaffId>) -> Organisation {
    let mut organisation = Organisation::of(&[
        (1, Role::Handler),
        (2, Role::Handler),
        (3, Role::Handler),
        (4, Role::Handler),
        (11, Role::Fallback),
        (12, Role::Fallback),
        (21, Role::Governing),
        (31, Role::Custodian),
        (32, Role::Custodian),
        (33, Role::Custodian),
        (34, Role::Custodian),
    ]);
    for person in &mut organisation.content.people {
        if Some(person.id) == also {
            person.roles.push(Role::Custodian);
        }
    }
    organisation
}

fn named() -> Particulars {
    Particulars { name: "Zoë Example".to_owned(), contact: "at home".to_owned() }
}

/// A report with a name, its keys replaced by the first member, who is a keeper too if `member_keeps`.
fn left(member_keeps: bool) -> Story {
    let first = Story::filed_saying(organisation(None), true, content()).member();
    let also = member_keeps.then_some(first);
    let mut story = Story::filed_saying(organisation(also), true, sealing::filing::Content { identity: Some(named()), ..content() });
    assert_eq!(story.member(), first, "the draw is the same");
    story.rotate();
    story
}

fn request(to: &[u8]) -> NewRequest {
    NewRequest { to: people(to), reason: "A court asks.".to_owned(), withheld: None }
}

/// Asks, as the first member; what tells of it is stored, and the letters are given.
fn ask(story: &mut Story, new: NewRequest) -> Vec<ComposedLetter> {
    let (mut case, mut rng) = (story.case().unwrap(), story.rng.clone());
    let composed = case.ask(new, story.writer(story.member()), &mut rng).unwrap();
    story.rng = rng;
    story.server.item(&composed.told);
    composed.letters
}

/// What some people come to with their own keys, the mailbox's if they have the words, everything the server stores of the case, and
/// all letters ever sent.
fn comes_to(story: &Story, who: &[StaffId], words: bool, letters: &[ComposedLetter]) -> Option<Particulars> {
    let mut keys: Vec<Identity> = who.iter().map(|id| story.organisation.identity(*id).clone()).collect();
    for id in who {
        if let Ok(case) = OpenedCase::open(&story.server.sealed_case(), story.organisation.identity(*id)) {
            let case = case.check(&story.organisation.rosters(), 0).unwrap();
            keys.extend([Audience::Conversation, Audience::Members].iter().flat_map(|audience| case.identities(*audience)).cloned());
        }
    }
    if words {
        keys.push(story.keys.identity.clone());
    }
    let stored: Vec<&Sealed> = story.server.items.iter().map(|(_, _, sealed)| sealed).collect();
    let signing = story.keys.signing.verifying_key();
    let items = stored.iter().flat_map(|sealed| keys.iter().filter_map(|key| open_item(sealed, key).ok()));
    let vaults: Vec<Vault> = items.filter_map(|item| vault_in(&item.verify(&signing).ok()?)).collect();
    let mut shares: Vec<Share> = Vec::new();
    let sent = letters.iter().flat_map(|letter| keys.iter().filter_map(|key| open_letter(&letter.sealed, key).ok()));
    let in_letters: Vec<Sealed> = sent.filter_map(|letter| if let Letter::Request(it) = letter { Some(it.share) } else { None }).collect();
    for sealed in vaults.iter().flat_map(|vault| &vault.shares).chain(&in_letters) {
        shares.extend(keys.iter().filter_map(|key| open_share(sealed, key).ok()).map(|opened| opened.share));
    }
    let mut secrets: Vec<[u8; 32]> = shares.iter().map(|share| *share.value).collect();
    secrets.extend(shares.iter().flat_map(|one| shares.iter().filter_map(|other| join(one, other).map(|secret| *secret))));
    // Whoever has no vault tries what they have on everything that is stored.
    let opened = secrets.iter().find_map(|secret| vaults.iter().find_map(|vault| vault.open(secret).ok()));
    let key = |secret: &[u8; 32]| Identity::from_seed(secret);
    assert!(secrets.iter().all(|secret| stored.iter().all(|sealed| open_item(sealed, &key(secret)).is_err())));
    opened.map(|known| known.verify(&signing).unwrap().body().clone())
}

fn vault_in(item: &SignedItem) -> Option<Vault> {
    match item.body() {
        Body::Report(report) => report.vault.clone(),
        Body::Identity(vault) => Some((**vault).clone()),
        _ => None,
    }
}

fn everybody(story: &Story) -> Vec<StaffId> {
    story.organisation.secrets.keys().copied().collect()
}

#[test]
fn nobody_alone_comes_to_the_name_with_all_that_the_server_stores() {
    for member_keeps in [false, true] {
        let mut story = left(member_keeps);
        let letters = ask(&mut story, request(&[32, 33]));
        assert_eq!(comes_to(&story, &[], false, &letters), None, "the server with all it holds");
        for person in everybody(&story) {
            assert_eq!(comes_to(&story, &[person], false, &letters), None, "{person}");
        }
        assert_eq!(comes_to(&story, &[], true, &letters), None, "whoever finds the words");
    }
}

#[test]
fn no_pair_comes_to_it_not_even_a_reader_who_keeps_names_and_another_keeper() {
    for member_keeps in [false, true] {
        let mut story = left(member_keeps);
        let letters = ask(&mut story, request(&[32, 33]));
        for one in everybody(&story) {
            for other in everybody(&story).into_iter().filter(|other| one < *other) {
                assert_eq!(comes_to(&story, &[one, other], false, &letters), None, "{one} and {other}");
            }
            // Whoever finds the words has the vault and no share.
            assert_eq!(comes_to(&story, &[one], true, &letters), None, "{one} with the words");
        }
    }
}

#[test]
fn a_keeper_who_reads_has_no_share_of_a_name_left_with_the_report_or_later() {
    let mut story = left(true);
    let (member, mut rng) = (story.member(), story.rng.clone());
    let two = |story: &Story| {
        let all = [member, staff(32)];
        comes_to(story, &all, false, &[])
    };
    assert_eq!(two(&story), None);
    let mailbox = story.mailbox().unwrap();
    let post = mailbox.begin_post(true, &mut rng).compose_identity(named(), &story.roster, TODAY, &mut rng).unwrap();
    drop(mailbox);
    story.rng = rng;
    story.server.post(&post);
    assert_eq!(two(&story), None);
    assert_eq!(comes_to(&story, &[member, staff(32), staff(33)], false, &[]), Some(named()), "two others can");
}

/// A request as a lying reader writes it, to whomever they like.
fn lying_request(story: &Story, author: StaffId, to: &[u8], keeper: u8) -> Result<sealing::identity::Judged, RequestRefused> {
    use sealing::identity::{Header, SaidRequest, SignedRequest};
    let case = story.case().unwrap();
    let vault = case.conversation().into_iter().find_map(vault_in).unwrap();
    let place = sealing::identity::keepers_of(&story.roster).position(|person| person.id == staff(keeper)).unwrap();
    let said = SaidRequest { case: case.case(), vault: vault.hash(), reason: "Why not".into(), withheld: None, to: people(to) };
    let header = Header { author, roster: story.roster.hash(), day: TODAY };
    let signed = SignedRequest::sign(header, said, &story.organisation.secrets[&author].signing).unwrap();
    let request = sealing::signed::Unverified::parse(&signed.padded().unwrap()).unwrap();
    let letter = LetterRequest { request, share: vault.shares[place].clone() };
    let identity = story.organisation.identity(staff(keeper));
    AtKeeper { person: staff(keeper), identity, cases: &BTreeSet::new(), roster: &story.roster, today: TODAY }.judge(&letter)
}

#[test]
fn a_keeper_answers_nobody_who_keeps_names_and_no_request_that_names_one_real_keeper_only() {
    let story = left(false);
    let reader = story.member();
    assert!(lying_request(&story, reader, &[32, 33], 32).is_ok());
    assert_eq!(lying_request(&story, reader, &[32, 77], 32).err(), Some(RequestRefused::OtherKeeper), "nobody of that id");
    assert_eq!(lying_request(&story, reader, &[32, 21], 32).err(), Some(RequestRefused::OtherKeeper), "somebody who keeps no names");
    let story = left(true);
    assert_eq!(lying_request(&story, story.member(), &[32, 33], 32).err(), Some(RequestRefused::Keeps));
}

#[test]
fn two_keepers_and_one_reader_come_to_it_and_whoever_was_left_out_counts_for_nothing() {
    let story = left(false);
    let reader = story.member();
    assert_eq!(comes_to(&story, &[reader, staff(32), staff(34)], false, &[]), Some(named()));
    assert_eq!(comes_to(&story, &[reader, staff(31), staff(34)], false, &[]), None, "31 was left out");
    assert_eq!(comes_to(&story, &[story.stranger(), staff(32), staff(33), staff(34)], false, &[]), None, "no reader");
}

/// The keeper's side: judged, answered, and the letter that goes back.
fn answer(story: &Story, letters: &[ComposedLetter], keeper: u8, agrees: bool) -> ComposedLetter {
    let letter = letters.iter().find(|letter| letter.to == staff(keeper)).unwrap();
    let judged = judge(story, letter, keeper, &BTreeSet::new()).unwrap();
    judged.answer(agrees, "I have thought about it.", story.writer(staff(keeper))).unwrap()
}

fn judge(
    story: &Story,
    letter: &ComposedLetter,
    keeper: u8,
    cases: &BTreeSet<CaseId>,
) -> Result<sealing::identity::Judged, RequestRefused> {
    let identity = story.organisation.identity(staff(keeper));
    let at = AtKeeper { person: staff(keeper), identity, cases, roster: &story.roster, today: TODAY };
    at.judge(&opened(letter, identity))
}

fn opened(letter: &ComposedLetter, identity: &Identity) -> LetterRequest {
    let Letter::Request(request) = open_letter(&letter.sealed, identity).unwrap() else { panic!("a request") };
    *request
}

fn taken(story: &Story, letter: &ComposedLetter) -> Result<Answered, AnswerRefused> {
    let reader = story.member();
    let Letter::Answer(answer) = open_letter(&letter.sealed, story.organisation.identity(reader)).unwrap() else { panic!("an answer") };
    story.case().unwrap().judge_answer(&answer.answer, reader, &story.roster)
}

/// Reads the name, stores what tells of it, and gives it.
fn read(story: &mut Story, answers: &[Answered]) -> Particulars {
    let (mut case, mut rng) = (story.case().unwrap(), story.rng.clone());
    let found = case.find_name(answers).unwrap();
    let (items, name) = case.tell(&found, story.writer(story.member()), &mut rng).unwrap();
    story.rng = rng;
    items.iter().for_each(|item| story.server.item(item));
    name
}

fn told_to_reporter(story: &Story) -> Vec<String> {
    let mailbox = story.mailbox().unwrap();
    assert!(mailbox.findings().is_empty(), "{:?}", mailbox.findings());
    let told = mailbox.conversation().into_iter().filter_map(|item| match item.body() {
        Body::Disclosed(told) => Some(told.reason.clone()),
        _ => None,
    });
    told.collect()
}

#[test]
fn one_keeper_refuses_a_third_agrees_and_the_name_is_read_and_told() {
    let mut story = left(false);
    let first = ask(&mut story, request(&[32, 33]));
    let agreed = taken(&story, &answer(&story, &first, 32, true)).unwrap();
    let refused = taken(&story, &answer(&story, &first, 33, false)).unwrap();
    assert!(agreed.agrees() && !refused.agrees());
    let both = [agreed.clone(), refused];
    assert_eq!(story.case().unwrap().find_name(&both).err(), Some(NotOpened::TooFew));
    let second = ask(&mut story, request(&[33, 34]));
    let third = taken(&story, &answer(&story, &second, 34, true)).unwrap();
    assert!(told_to_reporter(&story).is_empty(), "asking tells the reporter nothing");
    assert!(story.case().unwrap().card().identities.iter().all(|one| !one.read));
    assert_eq!(read(&mut story, &[agreed, third]), named());
    assert_eq!(told_to_reporter(&story), ["A court asks."]);
    let case = story.case_of(*story.report.members.last().unwrap()).unwrap();
    assert!(case.findings().is_empty());
    let card = case.card().identities;
    assert_eq!(card.iter().map(|one| (one.by, one.read)).collect::<Vec<_>>(), [(story.member(), true), (story.member(), true)]);
}

#[test]
fn a_withheld_request_tells_the_members_and_not_the_reporter() {
    let mut story = left(false);
    let letters = ask(&mut story, NewRequest { withheld: Some("They would be warned.".into()), ..request(&[32, 33]) });
    let answers = [32, 33].map(|keeper| taken(&story, &answer(&story, &letters, keeper, true)).unwrap());
    assert_eq!(read(&mut story, &answers), named());
    assert!(told_to_reporter(&story).is_empty());
    let card = story.case().unwrap().card().identities;
    assert_eq!(card.first().map(|one| (one.read, one.withheld.as_deref())), Some((true, Some("They would be warned."))));
}

#[test]
fn a_name_that_is_left_later_counts_and_the_one_before_does_not() {
    let mut story = left(false);
    let before = ask(&mut story, request(&[32, 33]));
    let (mut rng, later) = (story.rng.clone(), Particulars { name: "Zoë Example, at work".into(), contact: String::new() });
    let mailbox = story.mailbox().unwrap();
    let post = mailbox.begin_post(true, &mut rng);
    let post = post.compose_identity(later.clone(), &story.roster, TODAY, &mut rng).unwrap();
    drop(mailbox);
    story.rng = rng;
    story.server.post(&post);
    let early = taken(&story, &answer(&story, &before, 32, true));
    assert_eq!(early.err(), Some(AnswerRefused::OtherVault));
    let letters = ask(&mut story, request(&[32, 33]));
    let answers = [32, 33].map(|keeper| taken(&story, &answer(&story, &letters, keeper, true)).unwrap());
    assert_eq!(read(&mut story, &answers), later);
    assert!(told_to_reporter(&story) == ["A court asks."]);
}

#[test]
fn whoever_reads_the_case_is_neither_offered_nor_believed_and_refuses_by_themselves() {
    let mut story = left(true);
    let (member, other) = (story.member(), *story.report.members.last().unwrap());
    // The member who keeps names is not offered to the other reader, and no client seals to them.
    let mut case = story.case_of(other).unwrap();
    assert_eq!(case.askable(&story.roster), [staff(32), staff(33), staff(34)]);
    for keeper in [member, staff(31), staff(1), StaffId::from_bytes([0x77; 16])] {
        let to = [keeper, staff(32)].into_iter().collect();
        let asked = case.ask(NewRequest { to, ..request(&[]) }, story.writer(other), &mut story.rng.clone());
        assert!(asked.is_err(), "{keeper}");
    }
    let left_out = NewRequest { to: people(&[31, 32]), ..request(&[]) };
    assert_eq!(case.ask(left_out, story.writer(other), &mut story.rng.clone()).err(), Some(Error::MayNotReceive(Barred::LeftOut)));
    // A keeper whose client knows that they read the case does not answer.
    let letters = case.ask(request(&[32, 33]), story.writer(other), &mut story.rng.clone()).unwrap().letters;
    let own = BTreeSet::from([story.server.case]);
    assert_eq!(judge(&story, &letters[0], 32, &own).err(), Some(RequestRefused::Member));
    // A keeper who gave up reading is a reader still.
    let reader = other;
    let mut case = story.case_of(reader).unwrap();
    let mut rest = case.readers();
    rest.members.remove(&member);
    let rotation = case.rotate(&rest, story.writer(reader), &mut story.rng.clone()).unwrap();
    story.server.rotate(&rotation);
    assert_eq!(story.case_of(reader).unwrap().askable(&story.roster), [staff(32), staff(33), staff(34)]);
}

#[test]
fn a_name_needs_two_keepers_who_were_not_left_out() {
    let few =
        Organisation::of(&[(1, Role::Handler), (2, Role::Handler), (31, Role::Custodian), (32, Role::Custodian), (33, Role::Custodian)]);
    let story = Story::filed_saying(few, true, content());
    // 31 is left out: two remain.
    let post = |story: &Story| {
        let mut rng = story.rng.clone();
        let mailbox = story.mailbox().unwrap();
        mailbox.begin_post(true, &mut rng).compose_identity(named(), &story.roster, TODAY, &mut rng).map(|_| ())
    };
    assert_eq!(post(&story), Ok(()));
    let few = Organisation::of(&[(1, Role::Handler), (2, Role::Handler), (31, Role::Custodian), (32, Role::Custodian)]);
    let story = Story::filed_saying(few, true, content());
    assert_eq!(post(&story), Err(Error::FewKeepers));
}

#[test]
fn keepers_who_enrolled_anew_are_not_asked() {
    let mut story = left(false);
    let case = story.case().unwrap();
    let keys = sealing::staff::Secrets { identity: Identity::from_seed(&[0x99; 32]), signing: sealing::SigningKey::from_seed(&[0x99; 32]) };
    for person in &mut story.organisation.content.people {
        if person.id == staff(33) {
            person.recipient = keys.identity.to_recipient();
            person.signing = keys.signing.verifying_key();
        }
    }
    let newer = story.organisation.roster();
    assert_eq!(case.askable(&newer), [staff(32), staff(34)]);
}

#[test]
fn nobody_can_say_of_another_that_they_read_it() {
    let mut story = left(false);
    ask(&mut story, request(&[32, 33]));
    let (other, mut rng) = (*story.report.members.last().unwrap(), story.rng.clone());
    let mut case = story.case_of(other).unwrap();
    let asked = case.card().identities[0].request;
    let lie = sealing::casework::Written::Change(sealing::item::Change::IdentityRead(asked));
    let item = case.write(lie, story.writer(other), &mut rng).unwrap();
    story.server.item(&item);
    assert!(!story.case().unwrap().card().identities[0].read);
    // A name counts as left by the reporter alone: what a member puts there is theirs, and no name.
    assert!(story.case().unwrap().name_left() && !Story::answered().case().unwrap().name_left());
    assert!(story.case().unwrap().conversation().iter().all(|item| item.header().author != Author::Staff(other)));
    story.reply("Nothing is wrong.");
}
