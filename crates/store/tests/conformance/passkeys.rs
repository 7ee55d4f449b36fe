//! Passkeys as rows: added and used in one act, never the last factor taken away, a challenge taken once.

use bytes::Bytes;
use domain::{
    PasskeyId, SessionHash, StaffId,
    passkeys::{CHALLENGE_SECONDS, Challenged, MAX_PASSKEYS, NewPasskey, PasskeyName, PasskeyUse, Removal},
    second_factor::{Brought, Notice, Opening, Opens, RecoveryCode, Shown, Tried, prove, set_up},
};

use crate::{
    house::{House, NOW, TODAY},
    on_both,
    second_factor::{enrolled, halfway},
    staff::enters,
};

on_both!(
    a_challenge_is_taken_once_by_whom_it_was_made_for_and_soon,
    a_passkey_opens_a_session_and_an_answer_that_came_second_does_not,
    the_last_second_factor_is_never_taken_away,
    a_passkey_belongs_to_one_person,
    whoever_has_no_second_factor_sets_up_a_passkey_and_is_in,
    passkeys_go_with_their_person_and_a_copied_one_is_told,
);

fn key(byte: u8) -> NewPasskey {
    NewPasskey {
        credential: Bytes::from(vec![byte; 20]),
        name: PasskeyName::parse("blue").unwrap(),
        key: Bytes::from_static(b"key"),
        state: Bytes::from_static(b"state 1"),
    }
}

fn usage(byte: u8, before: &'static [u8], after: &'static [u8]) -> PasskeyUse {
    PasskeyUse { credential: Bytes::from(vec![byte; 20]), before: Bytes::from_static(before), after: Bytes::from_static(after) }
}

async fn adds(house: &House, person: StaffId, byte: u8) -> bool {
    house.store.adopt((person, house.session_of(person).await), Tried::Passkey(key(byte)), TODAY).await.unwrap()
}

fn id(byte: u8) -> PasskeyId {
    PasskeyId::of(&[byte; 20])
}

async fn a_challenge_is_taken_once_by_whom_it_was_made_for_and_soon(house: House) {
    let (one, other) = (SessionHash::new(house.draw()), SessionHash::new(house.draw()));
    let asked = || Bytes::from_static(b"asked");
    let take = async |challenged, now| house.store.take_challenge(challenged, now).await.unwrap();
    house.store.challenge(Challenged::SignsIn(one), Bytes::from_static(b"earlier"), NOW).await.unwrap();
    house.store.challenge(Challenged::SignsIn(one), asked(), NOW).await.unwrap();
    for foreign in [Challenged::SignsIn(other), Challenged::Proves(one), Challenged::Adds(one), Challenged::SetsUp(one)] {
        assert_eq!(take(foreign, NOW).await, None, "{foreign:?}");
    }
    assert_eq!(take(Challenged::SignsIn(one), NOW).await, Some(asked()), "the last one that was made");
    assert_eq!(take(Challenged::SignsIn(one), NOW).await, None, "once");
    house.store.challenge(Challenged::SignsIn(one), asked(), NOW).await.unwrap();
    assert_eq!(take(Challenged::SignsIn(one), NOW.plus(CHALLENGE_SECONDS + 61)).await, None, "too late");
    house.store.challenge(Challenged::SignsIn(one), asked(), NOW).await.unwrap();
    house.store.forget_ended(NOW.plus(CHALLENGE_SECONDS + 61)).await.unwrap();
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM passkey_challenge").await, 0, "and forgotten");
}

async fn a_passkey_opens_a_session_and_an_answer_that_came_second_does_not(house: House) {
    let (person, other) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    assert!(adds(&house, person, 1).await);
    let shows = async |person, usage| {
        let entry = halfway(&house, person, NOW).await;
        prove(&*house.store, (person, Opens::Session(entry)), Shown::Passkey(usage), (NOW, TODAY)).await.unwrap()
    };
    assert_eq!(shows(person, usage(1, b"state 1", b"state 2")).await, Opening::Opened);
    assert_eq!(shows(person, usage(1, b"state 1", b"state 3")).await, Opening::Refused, "another answer was faster");
    assert_eq!(shows(other, usage(1, b"state 2", b"state 3")).await, Opening::Refused, "another person's");
    assert_eq!(shows(person, usage(2, b"state 2", b"state 3")).await, Opening::Refused, "an unknown one");
    assert_eq!(shows(person, usage(1, b"state 2", b"state 3")).await, Opening::Opened);
}

async fn the_last_second_factor_is_never_taken_away(house: House) {
    let person = enrolled(&house, "anna").await;
    let (here, there) = (enters(&house, person, TODAY).await.unwrap(), enters(&house, person, TODAY).await.unwrap());
    let who = (person, here);
    let drop = async |byte| house.store.drop_passkey(who, id(byte), TODAY).await.unwrap();
    assert_eq!(house.store.drop_codes(who, TODAY).await.unwrap(), Removal::Last);
    assert!(house.store.session(there, NOW).await.unwrap().is_some(), "nothing was changed");
    assert!(house.store.adopt(who, Tried::Passkey(key(1)), TODAY).await.unwrap());
    assert!(house.store.session(there, NOW).await.unwrap().is_none(), "a factor was added: all other sessions ended");
    assert_eq!(house.store.drop_codes(who, TODAY).await.unwrap(), Removal::Gone);
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 0, "the seed's key is gone");
    assert_eq!(house.store.drop_codes(who, TODAY).await.unwrap(), Removal::Unknown);
    assert_eq!(drop(1).await, Removal::Last);
    assert!(house.store.adopt(who, Tried::Passkey(key(2)), TODAY).await.unwrap());
    let both = [drop(1), drop(2)];
    let gone = futures_util::future::join_all(both).await;
    assert_eq!(gone.iter().filter(|one| **one == Removal::Gone).count(), 1, "of two at once one stays: {gone:?}");
    assert_eq!(drop(9).await, Removal::Unknown);
    let standing = house.store.standing_of(person).await.unwrap().unwrap();
    assert_eq!((standing.codes, standing.passkeys, standing.left), (false, 1, 1), "recovery codes go on working");
    house.tick().await;
    let acts = house.store.acts(Some(person), 0, 100).await.unwrap();
    let count = |kind: &str| acts.iter().filter(|act| act.record.contains(&format!("\"{kind}\""))).count();
    assert_eq!([count("passkey-added"), count("one-time-codes-removed"), count("passkey-removed")], [2, 1, 1]);
}

async fn a_passkey_belongs_to_one_person(house: House) {
    let (anna, bert) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    assert!(adds(&house, anna, 1).await);
    assert!(!adds(&house, anna, 1).await, "known already");
    assert!(!adds(&house, bert, 1).await, "somebody else's");
    let session = SessionHash::new(house.draw());
    assert_eq!(house.store.drop_passkey((bert, session), id(1), TODAY).await.unwrap(), Removal::Unknown);
    for byte in 2..=u8::try_from(MAX_PASSKEYS).unwrap() {
        assert!(adds(&house, anna, byte).await, "{byte}");
    }
    assert!(!adds(&house, anna, 200).await, "as many as one may have");
    let held = house.store.passkeys_of(anna).await.unwrap();
    assert_eq!(u32::try_from(held.len()).unwrap(), MAX_PASSKEYS);
    assert!(held.is_sorted_by_key(|passkey| passkey.id()), "in no order of time");
}

async fn whoever_has_no_second_factor_sets_up_a_passkey_and_is_in(house: House) {
    let person = enrolled(&house, "anna").await;
    let mut main = house.main().await;
    for table in ["one_time_code", "recovery_code"] {
        main.execute(&format!("DELETE FROM {table}")).await; // as an older version left it
    }
    let entry = halfway(&house, person, NOW).await;
    let brought = (Brought::Passkey(key(1)), &[RecoveryCode::new([1; 10])][..]);
    assert_eq!(set_up(&*house.store, (person, entry), brought, (NOW, TODAY)).await.unwrap(), Opening::Opened);
    assert!(house.store.session(entry.session, NOW).await.unwrap().is_some());
    let standing = house.store.standing_of(person).await.unwrap().unwrap();
    assert_eq!((standing.codes, standing.passkeys, standing.left), (false, 1, 1));
}

async fn passkeys_go_with_their_person_and_a_copied_one_is_told(house: House) {
    let (anna, bert) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    assert!(adds(&house, anna, 1).await && adds(&house, bert, 2).await);
    house.store.looks_copied(anna).await.unwrap();
    let copied = async || house.store.standing_of(anna).await.unwrap().unwrap().copied;
    assert_eq!(copied().await, 1);
    house.store.told(anna, Notice::Copied).await.unwrap();
    assert_eq!(copied().await, 0);
    house.store.looks_copied(anna).await.unwrap();
    house.store.take_out(anna, crate::staff::BY).await.unwrap();
    let mut main = house.main().await;
    assert_eq!(main.number("SELECT COUNT(*) FROM passkey").await, 1);
    assert_eq!(main.number("SELECT COUNT(*) FROM factor_notice").await, 0);
}
