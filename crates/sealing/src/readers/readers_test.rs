//! Drawing readers: who can be drawn, how often, and who never.

use std::collections::BTreeMap;

use calendar::Day;
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};

use super::*;
use crate::hybrid::Identity;
use crate::roster::{Content, UnverifiedRoster};
use crate::{InstallationId, SigningKey};

fn staff(number: u8) -> StaffId {
    StaffId::from_bytes([number; 16])
}

fn roster(handlers: u8, fallback: u8, governing: u8) -> Roster {
    let roles = [(0, handlers, Role::Handler), (100, fallback, Role::Fallback), (200, governing, Role::Governing)];
    let numbers = roles.into_iter().flat_map(|(start, count, role)| (start..start + count).map(move |number| (number, role)));
    let person = |(number, role)| Person {
        id: staff(number),
        roles: vec![role],
        groups: Vec::new(),
        name: String::new(),
        recipient: Identity::from_seed(&[number; 32]).to_recipient(),
        signing: SigningKey::from_seed(&[number; 32]).verifying_key(),
    };
    let content = Content {
        organisation: String::new(),
        installation: InstallationId::from_bytes([1; 16]),
        version: 1,
        valid_from: Day::from_number(0),
        valid_until: Day::from_number(90),
        stanza_count: 8,
        jurisdiction: "eu".to_owned(),
        signed: None,
        people: numbers.map(person).collect(),
    };
    let key = SigningKey::from_seed(&[1; 32]);
    let note = content.sign(&key).unwrap();
    UnverifiedRoster::new(note).verify(&[key.verifying_key()], content.installation, Day::from_number(1), 1).unwrap()
}

fn out(numbers: &[u8]) -> People {
    numbers.iter().map(|number| staff(*number)).collect()
}

fn draw(roster: &Roster, left_out: &[u8], seed: u64) -> Result<Readers, Error> {
    draw_readers(roster, &out(left_out), &mut StdRng::seed_from_u64(seed))
}

#[test]
fn from_four_handlers_on_two_are_drawn_whoever_is_left_out() {
    for (handlers, left_out, members) in
        [(1, vec![], 1), (3, vec![], 1), (4, vec![], 2), (4, vec![0, 1], 2), (4, vec![0, 1, 2], 2), (9, vec![0], 2)]
    {
        let readers = draw(&roster(handlers, 2, 1), &left_out, 1).unwrap();
        assert_eq!(readers.members.len(), members, "{handlers} without {left_out:?}");
    }
}

#[test]
fn places_are_filled_from_fallback_and_then_from_those_who_govern() {
    let all = roster(4, 2, 2);
    let readers = draw(&all, &[0, 1, 2], 1).unwrap();
    assert!(readers.members.contains(&staff(3)) && readers.members.iter().any(|id| out(&[100, 101]).contains(id)));
    let readers = draw(&all, &[0, 1, 2, 3], 1).unwrap();
    assert_eq!((readers.members, readers.sleeper), (out(&[100, 101]), None));
    let readers = draw(&all, &[0, 1, 2, 3, 100], 1).unwrap();
    assert!(readers.members.contains(&staff(101)) && readers.sleeper.is_none());
    assert_eq!(draw(&all, &[0, 1, 2, 3, 100, 101], 1).unwrap().members, out(&[200, 201]));
    assert_eq!(draw(&all, &[0, 1, 2, 3, 100, 101, 200, 201], 1), Err(Error::NobodyLeft));
}

#[test]
fn the_draw_is_even() {
    let all = roster(5, 3, 1);
    let mut drawn: BTreeMap<StaffId, u32> = BTreeMap::new();
    for seed in 0..3000 {
        for id in draw(&all, &[4], seed).unwrap().everybody() {
            *drawn.entry(id).or_default() += 1;
        }
    }
    assert_eq!(drawn.len(), 7, "{drawn:?}");
    assert!((0..4).all(|number| (1350..1650).contains(&drawn[&staff(number)])), "{drawn:?}");
    assert!((100..103).all(|number| (850..1150).contains(&drawn[&staff(number)])), "{drawn:?}");
}

proptest! {
    #[test]
    fn nobody_left_out_is_ever_drawn(left_out in prop::collection::vec(prop::sample::select(vec![0u8, 1, 2, 3, 100, 101, 200]), 0..7), seed: u64) {
        if let Ok(readers) = draw(&roster(4, 2, 1), &left_out, seed) {
            prop_assert!(readers.everybody().all(|id| !out(&left_out).contains(&id)));
            prop_assert!(readers.sleeper.is_none_or(|sleeper| !readers.members.contains(&sleeper)));
            prop_assert!(readers.receivers(&roster(4, 2, 1), &out(&left_out)).is_ok());
        }
    }
}

#[test]
fn may_receive_is_asked_of_everybody() {
    let all = roster(4, 2, 1);
    let readers = Readers { members: out(&[0, 1]), sleeper: Some(staff(100)) };
    assert_eq!(readers.receivers(&all, &out(&[])).unwrap().len(), 3);
    for left_out in [0, 1, 100] {
        assert_eq!(may_receive(staff(left_out), &all, &out(&[left_out])).err(), Some(Barred::LeftOut));
        assert!(readers.receivers(&all, &out(&[left_out])).is_err());
    }
    let strange = Readers { members: out(&[0, 50]), sleeper: None };
    assert!(strange.receivers(&all, &out(&[])).is_err());
    let twice = Readers { members: out(&[0]), sleeper: Some(staff(0)) };
    assert!(twice.receivers(&all, &out(&[])).is_err());
}
