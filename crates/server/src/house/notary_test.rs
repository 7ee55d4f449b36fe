//! A lying administrator: whoever holds the organisation's key and a session still brings nobody in who has not enrolled.

use domain::{
    LoginHash, Role as Duty, Roles, SigningPublic, StaffId,
    staff::{NewAccount, SignInName},
};
use ledger::SigningKey;
use sealing::{InstallationId, hybrid::Identity, roster::Content};

use super::*;

const TODAY: Day = Day::from_number(20_600);

fn organisation_key() -> SigningKey {
    SigningKey::from_seed(&[9; 32])
}

fn notary() -> HouseNotary {
    let channel = Channel {
        organisation: "Example Works".to_owned(),
        installation: InstallationId::from_bytes([1; 16]),
        organisation_keys: vec![organisation_key().verifying_key()],
        log_key: SigningKey::from_seed(&[8; 32]).verifying_key(),
    };
    HouseNotary { channel, jurisdiction: "eu".to_owned(), key_file: PathBuf::from("/nowhere/at/all") }
}

fn account(number: u8, roles: &[Duty]) -> Account {
    Account {
        person: StaffId::new([number; 16]),
        name: format!("Person {number}"),
        roles: roles.iter().copied().collect::<Roles>(),
        groups: vec!["main".to_owned()],
        keys: NewAccount {
            sign_in_name: SignInName::parse(&format!("person {number}")).unwrap(),
            login: LoginHash::new([0; 32]),
            recipient: Identity::from_seed(&[number; 32]).to_recipient().as_str().to_owned(),
            signing: SigningPublic::new(*SigningKey::from_seed(&[number; 32]).verifying_key().as_bytes()),
            secrets: Bytes::new(),
        },
        enrolled_on: TODAY,
    }
}

fn enrolled() -> Vec<Account> {
    vec![account(1, &[Duty::Handler, Duty::Administrator]), account(2, &[Duty::Fallback]), account(3, &[Duty::Administrator])]
}

fn content(people: &[Account]) -> Content {
    Content {
        organisation: "Example Works".to_owned(),
        installation: InstallationId::from_bytes([1; 16]),
        version: 1,
        valid_from: TODAY,
        valid_until: TODAY.add_days(LONGEST_DAYS),
        stanza_count: STANZAS,
        jurisdiction: "eu".to_owned(),
        signed: None,
        people: people.iter().filter_map(|account| roster::person(account).unwrap()).collect(),
    }
}

fn judge(content: &Content) -> Result<StoredRoster, Refusal> {
    let judged = notary().judge(content.sign(&organisation_key()).unwrap(), None, &enrolled(), TODAY)?;
    assert_eq!(judged.people, roster::listed(content), "all of them, with these keys");
    Ok(judged.list)
}

#[test]
fn an_honest_list_comes_into_force_and_is_followed_by_the_next() {
    let first = judge(&content(&enrolled())).unwrap();
    assert_eq!((first.version, first.valid_until), (1, TODAY.add_days(90)));
    let second = Content { version: 2, ..content(&enrolled()) }.sign(&organisation_key()).unwrap();
    assert!(notary().judge(second, Some(&first), &enrolled(), TODAY).is_ok());
    for version in [1, 3] {
        let wrong = Content { version, ..content(&enrolled()) }.sign(&organisation_key()).unwrap();
        assert_eq!(notary().judge(wrong, Some(&first), &enrolled(), TODAY), Err(Refusal::Version), "{version}");
    }
}

#[test]
fn keys_that_nobody_enrolled_with_are_refused_whoever_signed_them() {
    let with = |change: fn(&mut Person)| {
        let mut list = content(&enrolled());
        list.people.iter_mut().take(1).for_each(change);
        judge(&list)
    };
    assert_eq!(with(|person| person.recipient = Identity::from_seed(&[77; 32]).to_recipient()), Err(Refusal::Person));
    assert_eq!(with(|person| person.signing = SigningKey::from_seed(&[77; 32]).verifying_key()), Err(Refusal::Person));
    assert_eq!(with(|person| person.name = "Somebody else".to_owned()), Err(Refusal::Person));
    assert_eq!(with(|person| person.groups.clear()), Err(Refusal::Person));
    assert_eq!(with(|person| person.roles.push(Role::Custodian)), Err(Refusal::Person));
    let stranger = account(7, &[Duty::Handler]);
    assert_eq!(judge(&content(&[enrolled(), vec![stranger]].concat())), Err(Refusal::Person));
}

#[test]
fn a_list_by_another_key_without_a_handler_or_out_of_its_time_is_refused() {
    let note = content(&enrolled()).sign(&SigningKey::from_seed(&[5; 32])).unwrap();
    assert_eq!(notary().judge(note, None, &enrolled(), TODAY), Err(Refusal::Signature));
    assert_eq!(notary().judge("nothing".to_owned(), None, &enrolled(), TODAY), Err(Refusal::Signature));
    assert_eq!(judge(&content(&enrolled()[1..])), Err(Refusal::NoHandler));
    for (from, until) in [(1, 20), (-20, -1), (-80, -60)] {
        let list = Content { valid_from: TODAY.add_days(from), valid_until: TODAY.add_days(until), ..content(&enrolled()) };
        assert_eq!(judge(&list), Err(Refusal::Term), "{from} to {until}");
    }
    for list in [
        Content { organisation: "Example".to_owned(), ..content(&enrolled()) },
        Content { jurisdiction: "us".to_owned(), ..content(&enrolled()) },
        Content { stanza_count: 3, ..content(&enrolled()) },
    ] {
        assert_eq!(judge(&list), Err(Refusal::Content));
    }
}
