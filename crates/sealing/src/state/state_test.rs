//! Mailbox states: always one size, and refused where they break their rules.

use super::*;
use crate::SigningKey;
use crate::item::Author;

fn staff(number: u8) -> StaffId {
    StaffId::from_bytes([number; 16])
}

fn seen(author: Author) -> Head {
    Head { author, seq: 1, hash: Hash::of(&[]) }
}

fn body() -> Body {
    Body {
        roster: RosterMet { version: 1, hash: Hash::of(&[]) },
        left_out: [staff(9)].into(),
        own: OwnHead { seq: 3, hash: Hash::of(&[]), unread: 0 },
        seen: vec![seen(Author::Staff(staff(1))), seen(Author::Staff(staff(2)))],
        conversation: Identity::from_seed(&[1; 32]).to_recipient(),
        notice: NoticeMet { version: 1, hash: None, members: [staff(1)].into(), sleeper: None },
    }
}

fn sign(version: u32, body: Body) -> Result<SignedState, Error> {
    SignedState::sign(
        Header { case: CaseId::from_bytes([1; 16]), version, day: Day::from_number(1) },
        body,
        &SigningKey::from_seed(&[1; 32]),
    )
}

#[test]
fn every_state_has_one_size() {
    let many = Body { seen: (0..60).map(|number| seen(Author::Staff(staff(number)))).collect(), ..body() };
    for body in [body(), many] {
        assert_eq!(sign(1, body).unwrap().padded().unwrap().len(), 16 * 1024);
    }
    let too_many = Body {
        left_out: (0..=255).map(staff).collect(),
        seen: (0..=255).map(|number| seen(Author::Staff(staff(number)))).collect(),
        ..body()
    };
    assert_eq!(sign(1, too_many).err(), Some(Error::TooLarge));
}

#[test]
fn a_state_that_breaks_its_rules_is_not_made_and_not_read() {
    assert!(sign(1, body()).is_ok());
    assert!(sign(0, body()).is_err());
    let notice = body().notice;
    let broken = [
        Body { seen: vec![seen(Author::Staff(staff(2))), seen(Author::Staff(staff(1)))], ..body() },
        Body { seen: vec![seen(Author::Staff(staff(1))), seen(Author::Staff(staff(1)))], ..body() },
        Body { seen: vec![seen(Author::Reporter)], ..body() },
        Body { notice: NoticeMet { version: 0, ..notice.clone() }, ..body() },
        Body { notice: NoticeMet { version: 2, ..notice.clone() }, ..body() },
        Body { notice: NoticeMet { hash: Some(Hash::of(&[])), ..notice }, ..body() },
    ];
    for body in broken {
        assert!(matches!(sign(1, body), Err(Error::Rule(_))));
    }
}
