//! Leaving a case by oneself: at once, never the last one, and nobody who left comes back by keys that were made before.

use domain::{
    Profile, StaffId, StoreError,
    cases::{Audience, Marks, NewItem, Rotation, StaffPost},
    permissions::{ListCases, ReadCase, WriteCase},
};

use crate::{
    house::{House, TODAY},
    on_both,
};

on_both!(
    who_leaves_is_out_at_once_and_nothing_is_written_until_the_keys_are_replaced,
    keys_made_before_somebody_left_do_not_bring_them_back,
    of_two_who_leave_at_once_somebody_is_left,
    the_stand_in_is_woken_when_nobody_else_is_left,
    the_last_reader_without_a_stand_in_cannot_leave,
);

fn post(house: &House, keyring_version: u32) -> StaffPost {
    let items = vec![NewItem { audience: Audience::Conversation, sealed: house.sealed(4500) }];
    StaffPost { keyring_version, seen: None, items, uploads: vec![], marks: Marks::default() }
}

fn rotation(house: &House, previous_version: u32, left_since: u32, members: &[StaffId], sleeper: Option<StaffId>) -> Rotation {
    let (keyring, notice) = (house.sealed(5000), house.sealed(4500));
    Rotation { previous_version, left_since, keyring, notice, members: members.to_vec(), sleeper }
}

async fn who_leaves_is_out_at_once_and_nothing_is_written_until_the_keys_are_replaced(house: House) {
    let (leaver, stayer) = (house.person(), house.person());
    let filing = house.delivered(&[leaver, stayer], None).await;
    let leaves = house.case_grant::<WriteCase>(leaver, filing.case).await.unwrap();
    let stays = house.case_grant::<WriteCase>(stayer, filing.case).await.unwrap();
    let reader = house.case_grant::<ReadCase>(stayer, filing.case).await.unwrap();
    house.store.recuse(&leaves).await.unwrap().unwrap();
    assert!(house.case_grant::<ReadCase>(leaver, filing.case).await.is_none());
    assert!(house.store.list(&house.grant::<ListCases>(leaver), None, 10).await.unwrap().cases.is_empty());
    assert!(house.store.recuse(&leaves).await.unwrap().is_none());
    assert!(house.store.write(&leaves, post(&house, 1), TODAY, Profile::Eu).await.unwrap().is_none());
    let case = house.store.case(&reader).await.unwrap().unwrap();
    assert_eq!((case.left_since, case.members, case.row.items), (1, vec![stayer], 1));
    assert!(matches!(house.store.write(&stays, post(&house, 1), TODAY, Profile::Eu).await, Err(StoreError::Stale)));
    house.store.rotate(&stays, rotation(&house, 1, 1, &[stayer], None)).await.unwrap().unwrap();
    assert_eq!(house.store.write(&stays, post(&house, 2), TODAY, Profile::Eu).await.unwrap().unwrap().len(), 1);
    assert_eq!(house.store.case(&reader).await.unwrap().unwrap().left_since, 0);
}

async fn keys_made_before_somebody_left_do_not_bring_them_back(house: House) {
    let people = [house.person(), house.person(), house.person()];
    let filing = house.delivered(&people, None).await;
    let [one, two, three] = people;
    let stays = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    for (left, leaver, still) in [(1, two, vec![one, three]), (2, three, vec![one])] {
        let leaves = house.case_grant::<WriteCase>(leaver, filing.case).await.unwrap();
        house.store.recuse(&leaves).await.unwrap().unwrap();
        let before = rotation(&house, 1, left - 1, &[&still[..], &[leaver]].concat(), None);
        assert!(matches!(house.store.rotate(&stays, before).await, Err(StoreError::Conflict)));
        assert!(house.case_grant::<ReadCase>(leaver, filing.case).await.is_none());
    }
    house.store.rotate(&stays, rotation(&house, 1, 2, &[one], None)).await.unwrap().unwrap();
}

async fn of_two_who_leave_at_once_somebody_is_left(house: House) {
    for _ in 0..5 {
        let (one, two) = (house.person(), house.person());
        let filing = house.delivered(&[one, two], None).await;
        let (a, b) = (house.case_grant(one, filing.case).await.unwrap(), house.case_grant(two, filing.case).await.unwrap());
        let at_once = tokio::join!(house.store.recuse(&a), house.store.recuse(&b));
        let left = match at_once {
            (Ok(Some(())), Err(StoreError::LastReader)) => two,
            (Err(StoreError::LastReader), Ok(Some(()))) => one,
            other => panic!("{other:?}"),
        };
        let reader = house.case_grant::<ReadCase>(left, filing.case).await.unwrap();
        let case = house.store.case(&reader).await.unwrap().unwrap();
        assert_eq!((case.members, case.left_since), (vec![left], 1), "what was refused left no trace");
    }
}

async fn the_stand_in_is_woken_when_nobody_else_is_left(house: House) {
    let (one, two, sleeper) = (house.person(), house.person(), house.person());
    let filing = house.delivered(&[one, two], Some(sleeper)).await;
    for (leaver, woken) in [(one, false), (two, true)] {
        assert!(house.case_grant::<ReadCase>(sleeper, filing.case).await.is_none());
        let leaves = house.case_grant::<WriteCase>(leaver, filing.case).await.unwrap();
        house.store.recuse(&leaves).await.unwrap().unwrap();
        assert_eq!(house.case_grant::<ReadCase>(sleeper, filing.case).await.is_some(), woken);
    }
    let desk = house.case_grant::<WriteCase>(sleeper, filing.case).await.unwrap();
    assert!(matches!(house.store.write(&desk, post(&house, 1), TODAY, Profile::Eu).await, Err(StoreError::Stale)));
    house.store.rotate(&desk, rotation(&house, 1, 2, &[sleeper], None)).await.unwrap().unwrap();
    house.store.write(&desk, post(&house, 2), TODAY, Profile::Eu).await.unwrap().unwrap();
}

async fn the_last_reader_without_a_stand_in_cannot_leave(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    assert!(matches!(house.store.recuse(&desk).await, Err(StoreError::LastReader)));
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    assert_eq!(house.store.case(&reader).await.unwrap().unwrap().left_since, 0);
    assert_eq!(house.store.write(&desk, post(&house, 1), TODAY, Profile::Eu).await.unwrap().unwrap().len(), 1);
}
