//! Letters between people of the staff: who may write to whom, how many wait, when they go, and that nothing says who wrote.

use domain::{
    LetterId, Role, Roles, StaffId, StoreError,
    acts::By,
    departures::Departure,
    letters::{KEPT_DAYS, LETTER, MOST, NewLetter, Posted},
};

use crate::{
    departures::somebody,
    house::{House, TODAY},
    on_both,
};

on_both!(
    a_letter_waits_for_its_receiver_and_for_nobody_else,
    readers_write_to_keepers_and_nobody_learns_who_is_there,
    letters_have_one_size_and_no_sender,
    so_many_wait_for_one_person_and_no_more,
    letters_go_after_ninety_days_with_the_tick,
    letters_go_with_their_receiver,
);

const READER: Role = Role::Handler;

fn roles(roles: &[Role]) -> Roles {
    roles.iter().copied().collect()
}

fn letter(house: &House, to: StaffId, by: &[Role]) -> NewLetter {
    NewLetter { to, by: roles(by), sealed: house.sealed(LETTER), today: TODAY }
}

async fn post(house: &House, to: StaffId, by: &[Role]) -> Posted {
    house.store.post_letter(letter(house, to, by)).await.unwrap()
}

async fn waiting(house: &House, person: StaffId) -> Vec<LetterId> {
    house.store.letters(person).await.unwrap().into_iter().map(|letter| letter.id).collect()
}

async fn a_letter_waits_for_its_receiver_and_for_nobody_else(house: House) {
    let (anna, kim) = (somebody(&house, "anna", &[READER]).await, somebody(&house, "kim", &[Role::Custodian]).await);
    let sent = letter(&house, kim, &[READER]);
    assert_eq!(house.store.post_letter(sent.clone()).await.unwrap(), Posted::Kept);
    let own = house.store.letters(kim).await.unwrap();
    let [one] = &own[..] else { panic!("one letter") };
    assert_eq!(one.sealed, sent.sealed);
    assert!(waiting(&house, anna).await.is_empty());
    assert!(!house.store.drop_letter(anna, one.id).await.unwrap(), "nobody throws another's letter away");
    assert_eq!(waiting(&house, kim).await.len(), 1);
    assert!(house.store.drop_letter(kim, one.id).await.unwrap());
    assert!(!house.store.drop_letter(kim, one.id).await.unwrap());
    assert!(waiting(&house, kim).await.is_empty());
}

async fn readers_write_to_keepers_and_nobody_learns_who_is_there(house: House) {
    let anna = somebody(&house, "anna", &[READER]).await;
    let kim = somebody(&house, "kim", &[Role::Custodian]).await;
    let admin = somebody(&house, "office", &[Role::Administrator]).await;
    assert_eq!(post(&house, anna, &[Role::Custodian]).await, Posted::Kept);
    for (to, by) in [(anna, &[READER][..]), (kim, &[Role::Custodian]), (admin, &[READER]), (kim, &[Role::Administrator])] {
        assert_eq!(post(&house, to, by).await, Posted::Nobody, "{by:?}");
    }
    assert_eq!(post(&house, house.person(), &[READER]).await, Posted::Nobody, "somebody unknown is answered alike");
    assert_eq!(waiting(&house, kim).await.len() + waiting(&house, admin).await.len(), 0);
}

async fn letters_have_one_size_and_no_sender(house: House) {
    let kim = somebody(&house, "kim", &[Role::Custodian]).await;
    for length in [0, 1, LETTER - 1, LETTER + 1] {
        let wrong = NewLetter { sealed: house.sealed(length), ..letter(&house, kim, &[READER]) };
        assert!(matches!(house.store.post_letter(wrong).await, Err(StoreError::Misfit)), "{length}");
    }
    for _ in 0..4 {
        post(&house, kim, &[READER]).await;
    }
    let mut ids = waiting(&house, kim).await;
    assert!(ids.is_sorted());
    ids.dedup();
    assert_eq!(ids.len(), 4);
    let columns = house.main().await.columns().await;
    let own: Vec<_> = columns.iter().filter(|column| column.starts_with("letter.")).map(String::as_str).collect();
    assert_eq!(own, ["letter.letter_id", "letter.receiver", "letter.sealed", "letter.sent_on"]);
}

async fn so_many_wait_for_one_person_and_no_more(house: House) {
    let (kim, lee) = (somebody(&house, "kim", &[Role::Custodian]).await, somebody(&house, "lee", &[Role::Custodian]).await);
    for _ in 0..MOST {
        assert_eq!(post(&house, kim, &[READER]).await, Posted::Kept);
    }
    assert_eq!(post(&house, kim, &[READER]).await, Posted::Full);
    assert_eq!(post(&house, lee, &[READER]).await, Posted::Kept, "nobody else's box is full");
    let first = waiting(&house, kim).await[0];
    house.store.drop_letter(kim, first).await.unwrap();
    assert_eq!(post(&house, kim, &[READER]).await, Posted::Kept);
}

async fn letters_go_after_ninety_days_with_the_tick(house: House) {
    let kim = somebody(&house, "kim", &[Role::Custodian]).await;
    let day = |days: i32| NewLetter { today: TODAY.add_days(-days), ..letter(&house, kim, &[READER]) };
    for days in [0, KEPT_DAYS - 1, KEPT_DAYS, KEPT_DAYS + 10] {
        house.store.post_letter(day(days)).await.unwrap();
    }
    house.tick().await;
    assert_eq!(waiting(&house, kim).await.len(), 2);
}

async fn letters_go_with_their_receiver(house: House) {
    let (kim, lee) = (somebody(&house, "kim", &[Role::Custodian]).await, somebody(&house, "lee", &[Role::Custodian]).await);
    for person in [kim, lee] {
        post(&house, person, &[READER]).await;
    }
    assert_eq!(house.store.take_out(kim, By::machine(TODAY)).await.unwrap(), Departure::Out);
    assert_eq!(post(&house, kim, &[READER]).await, Posted::Nobody);
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM letter").await, 1);
    assert_eq!(waiting(&house, lee).await.len(), 1);
}
