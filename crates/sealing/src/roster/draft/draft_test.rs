//! Signing elsewhere, under a lying server: the same lies as in `crates/browser/ui/seal/roster_draft.test.ts`.

use super::*;
use crate::hybrid::Identity;

const INSTALLATION: InstallationId = InstallationId::from_bytes([1; 16]);
const TODAY: Day = Day::from_number(100);

fn key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

fn person(number: u8, role: Role) -> Person {
    Person {
        id: StaffId::from_bytes([number; 16]),
        roles: vec![role],
        groups: vec!["audit".to_owned()],
        name: format!("Person {number}"),
        recipient: Identity::from_seed(&[number; 32]).to_recipient(),
        signing: SigningKey::from_seed(&[number; 32]).verifying_key(),
    }
}

/// What a thief's keys would look like under somebody's name.
fn swapped(person: &Person) -> Person {
    Person { recipient: Identity::from_seed(&[99; 32]).to_recipient(), ..person.clone() }
}

fn list(people: &[Person], by: &SigningKey) -> String {
    numbered(4, people, by)
}

fn numbered(version: u32, people: &[Person], by: &SigningKey) -> String {
    let content = Content {
        organisation: "Northwind".to_owned(),
        installation: INSTALLATION,
        version,
        valid_from: TODAY,
        valid_until: TODAY.add_days(LONGEST_DAYS),
        stanza_count: 8,
        jurisdiction: "eu".to_owned(),
        signed: None,
        people: people.to_vec(),
    };
    content.sign(by).unwrap()
}

fn exported(roster: Option<String>, enrolled: &[Person]) -> DraftFile {
    DraftFile {
        organisation: "Northwind".to_owned(),
        installation: INSTALLATION,
        roster,
        stanza_count: 8,
        jurisdiction: "eu".to_owned(),
        enrolled: enrolled.to_vec(),
    }
}

fn heard(people: &[Person]) -> BTreeMap<StaffId, String> {
    people.iter().map(|person| (person.id, person.fingerprint().to_string())).collect()
}

const NOBODY: BTreeSet<StaffId> = BTreeSet::new();

fn is_rule(result: Result<String, Error>) -> bool {
    matches!(result, Err(Error::Rule(_)))
}

#[test]
fn what_changes_is_told_and_only_who_is_new_must_be_heard() {
    let (one, two, three) = (person(1, Role::Handler), person(2, Role::Fallback), person(3, Role::Handler));
    let (renamed, key) = (Person { name: "Another".to_owned(), ..one.clone() }, key());
    let draft = Draft::begin(exported(Some(list(&[one.clone(), two.clone()], &key)), &[renamed, three.clone()]), &key).unwrap();
    assert_eq!(draft.lines().map(|(_, change)| change).collect::<Vec<_>>(), [Change::Changed, Change::Added]);
    assert_eq!(draft.gone().map(|person| person.id).collect::<Vec<_>>(), [two.id]);
    assert!(is_rule(draft.sign(&BTreeMap::new(), &NOBODY, TODAY)));
    let note = draft.sign(&heard(&[three]), &NOBODY, TODAY).unwrap();
    let roster = UnverifiedRoster::new(note).verify(&[key.verifying_key()], INSTALLATION, TODAY, 5).unwrap();
    assert_eq!((roster.version(), roster.content().people.len(), roster.content().valid_until), (5, 2, TODAY.add_days(89)));
    assert!(roster.signed_offline(), "only whoever signs here says so");
}

#[test]
fn swapped_keys_are_caught_by_the_six_words() {
    let (one, two, three, key) = (person(1, Role::Handler), person(2, Role::Fallback), person(3, Role::Handler), key());
    let in_force = list(&[one.clone(), two.clone()], &key);
    for (enrolled, told) in [([one.clone(), two.clone(), swapped(&three)], &three), ([swapped(&one), two.clone(), three.clone()], &one)] {
        let draft = Draft::begin(exported(Some(in_force.clone()), &enrolled), &key).unwrap();
        assert!(is_rule(draft.sign(&heard(&[told.clone(), three.clone()]), &NOBODY, TODAY)));
    }
    let slipped = Draft::begin(exported(Some(in_force), &[one, two, three.clone()]), &key).unwrap();
    assert!(is_rule(slipped.sign(&BTreeMap::new(), &NOBODY, TODAY)));
    assert!(slipped.sign(&BTreeMap::new(), &[three.id].into(), TODAY).is_ok(), "and is left out when not heard");
}

#[test]
fn a_list_in_force_by_another_key_or_a_hidden_one_brings_nobody_in() {
    let (one, key) = (person(1, Role::Handler), key());
    let forged = list(std::slice::from_ref(&one), &SigningKey::from_seed(&[7; 32]));
    assert!(Draft::begin(exported(Some(forged), std::slice::from_ref(&one)), &key).is_err());
    let hidden = Draft::begin(exported(None, std::slice::from_ref(&one)), &key).unwrap();
    assert!(is_rule(hidden.sign(&BTreeMap::new(), &NOBODY, TODAY)));
    assert_eq!(hidden.version(), 1);
}

#[test]
fn a_server_that_shows_an_older_list_is_caught_by_the_one_the_signer_keeps() {
    let (one, two, key) = (person(1, Role::Handler), person(2, Role::Handler), key());
    let [third, fourth] = [3, 4].map(|version| numbered(version, &[one.clone(), two.clone()], &key));
    let without_two = numbered(5, std::slice::from_ref(&one), &key);
    let draft = |shown: &String| exported(Some(shown.clone()), &[one.clone(), two.clone()]);
    for shown in [&third, &fourth] {
        let lie = Draft::begin(draft(shown), &key).unwrap();
        assert!(lie.lines().all(|(_, change)| change == Change::Kept), "two would come back without a word");
        assert_eq!(lie.follows(&without_two), Err(Error::OlderRoster));
    }
    let hidden = Draft::begin(exported(None, std::slice::from_ref(&one)), &key).unwrap();
    assert_eq!(hidden.follows(&third), Err(Error::OlderRoster));
    let honest = Draft::begin(draft(&without_two), &key).unwrap();
    assert_eq!([&third, &fourth, &without_two].map(|kept| honest.follows(kept).unwrap()), [2, 1, 0]);
    let another = numbered(5, &[one.clone(), two.clone()], &key);
    assert_eq!(honest.follows(&another), Err(Error::Rule("two lists have one number")));
    assert!(honest.follows(&list(std::slice::from_ref(&one), &SigningKey::from_seed(&[7; 32]))).is_err());
}

#[test]
fn what_a_list_says_beside_its_people_is_shown_too() {
    let (one, key) = (person(1, Role::Handler), key());
    let file = DraftFile { organisation: "Southwind".to_owned(), ..exported(Some(list(std::slice::from_ref(&one), &key)), &[one]) };
    let draft = Draft::begin(file, &key).unwrap();
    let (next, before) = draft.frame();
    assert_eq!((next.organisation.as_str(), before.unwrap().organisation.as_str()), ("Southwind", "Northwind"));
}

#[test]
fn no_list_without_a_handler_or_with_fewer_places() {
    let (one, two, key) = (person(1, Role::Handler), person(2, Role::Fallback), key());
    let told = exported(Some(list(&[one.clone(), two.clone()], &key)), &[one.clone(), two.clone()]);
    assert!(is_rule(Draft::begin(told.clone(), &key).unwrap().sign(&BTreeMap::new(), &[one.id].into(), TODAY)));
    let fewer = DraftFile { stanza_count: 4, ..told };
    assert!(is_rule(Draft::begin(fewer, &key).unwrap().sign(&BTreeMap::new(), &NOBODY, TODAY)));
}

#[test]
fn a_file_is_read_strictly() {
    let person = String::from_utf8(json::write(&person(1, Role::Handler)).unwrap()).unwrap();
    let file = format!(
        r#"{{"organisation":"N","installation":"{INSTALLATION}","roster":null,"stanza_count":8,"jurisdiction":"eu","enrolled":[{person}]}}"#
    );
    assert_eq!(DraftFile::read(file.as_bytes()).unwrap().enrolled.len(), 1);
    for broken in [file.replace("\"roster\":null,", ""), file.replace("\"eu\"", "\"eu\",\"more\":1"), "{}".to_owned()] {
        assert!(DraftFile::read(broken.as_bytes()).is_err());
    }
}
