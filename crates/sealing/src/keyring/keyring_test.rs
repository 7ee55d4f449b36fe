//! Keyrings that break their rules, and how many places one has whoever can open it.

use super::*;
use crate::SigningKey;

fn staff(number: u8) -> StaffId {
    StaffId::from_bytes([number; 16])
}

fn header() -> Header {
    Header {
        case: CaseId::from_bytes([1; 16]),
        version: 1,
        previous: None,
        author: Author::Reporter,
        roster: Hash::of(&[]),
        day: Day::from_number(1),
        members: [staff(1)].into(),
        sleeper: Some(staff(2)),
    }
}

fn generations(count: u8) -> Generations {
    let one = |number| Generation { conversation: Identity::from_seed(&[number; 32]), members: Identity::from_seed(&[number + 100; 32]) };
    (1..count).fold(Generations::first(one(0)), |all, number| all.followed_by(one(number)))
}

fn sign(header: Header, count: u8) -> Result<SignedKeyring, Error> {
    SignedKeyring::sign(header, generations(count), &SigningKey::from_seed(&[1; 32]))
}

#[test]
fn a_keyrings_keys_come_back_in_their_order() {
    let later = Header { version: 3, previous: Some(Hash::of(&[])), author: Author::Staff(staff(1)), ..header() };
    let plaintext = sign(later, 3).unwrap().padded().unwrap();
    let back = UnverifiedKeyring::parse(&plaintext).unwrap().verify(&SigningKey::from_seed(&[1; 32]).verifying_key()).unwrap();
    let recipients = |generations: &Generations| generations.all().iter().map(|one| one.conversation.to_recipient()).collect::<Vec<_>>();
    assert_eq!(recipients(back.body()), recipients(&generations(3)));
    assert_eq!(back.body().newest().unwrap().members.to_recipient(), Identity::from_seed(&[102; 32]).to_recipient());
}

#[test]
fn a_keyring_that_breaks_its_rules_is_not_made_and_not_read() {
    assert!(sign(header(), 1).is_ok());
    let later = Header { version: 2, previous: Some(Hash::of(&[])), author: Author::Staff(staff(1)), ..header() };
    assert!(sign(later.clone(), 2).is_ok());
    let broken = [
        (Header { version: 0, ..header() }, 1),
        (Header { version: 2, ..header() }, 2),
        (Header { author: Author::Staff(staff(1)), ..header() }, 1),
        (Header { previous: Some(Hash::of(&[])), ..header() }, 1),
        (Header { previous: None, ..later.clone() }, 2),
        (Header { author: Author::Reporter, ..later.clone() }, 2),
        (Header { members: [].into(), ..header() }, 1),
        (Header { sleeper: Some(staff(1)), ..header() }, 1),
        (header(), 2),
        (later, 1),
    ];
    for (header, count) in broken {
        assert!(matches!(sign(header.clone(), count), Err(Error::Rule(_))), "{header:?} with {count}");
    }
}
