//! Books: each belongs to one person, is replaced only by whoever knows the one before, and goes with its person and its key.

use domain::{
    BookHash, Role, StaffId, StoreError,
    acts::By,
    departures::{Approval, Departure, Renewal},
    permissions::ListCases,
};

use crate::{
    departures::{on_list, somebody},
    house::{House, NOW, TODAY},
    on_both,
};

on_both!(
    a_book_is_ones_own_and_is_replaced_over_the_one_before,
    of_two_who_write_at_once_one_is_told,
    a_title_that_was_kept_once_opens_in_no_older_copy,
    a_book_goes_with_whoever_leaves_or_enrols_anew,
);

const SMALL: usize = 67_195;

async fn book(house: &House, person: StaffId) -> Option<BookHash> {
    house.store.book(&house.grant::<ListCases>(person)).await.unwrap().map(|book| book.hash)
}

async fn keys(house: &House) -> Vec<Vec<u8>> {
    house.keys().await.bytes("SELECT key_id FROM storage_key ORDER BY key_id").await
}

async fn a_book_is_ones_own_and_is_replaced_over_the_one_before(house: House) {
    let (anna, bert) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    let (hers, his) = (house.grant::<ListCases>(anna), house.grant::<ListCases>(bert));
    assert!(house.store.book(&hers).await.unwrap().is_none());
    let (first, second) = (house.sealed(SMALL), house.sealed(SMALL));
    let other = BookHash::of(b"another");
    assert!(matches!(house.store.keep_book(&hers, Some(other), first.clone()).await, Err(StoreError::Conflict)), "there is none");
    let hash = house.store.keep_book(&hers, None, first.clone()).await.unwrap();
    assert_eq!(hash, BookHash::of(&first));
    assert_eq!(house.store.book(&hers).await.unwrap().unwrap().sealed, first);
    assert!(house.store.book(&his).await.unwrap().is_none());
    for wrong in [None, Some(other)] {
        assert!(matches!(house.store.keep_book(&hers, wrong, second.clone()).await, Err(StoreError::Conflict)));
    }
    assert!(matches!(house.store.keep_book(&his, Some(hash), second.clone()).await, Err(StoreError::Conflict)));
    assert_eq!(book(&house, anna).await, Some(hash), "what was refused changed nothing");
    let newer = house.store.keep_book(&hers, Some(hash), second.clone()).await.unwrap();
    let held = house.store.book(&hers).await.unwrap().unwrap();
    assert_eq!((held.hash, held.sealed), (newer, second));
}

async fn of_two_who_write_at_once_one_is_told(house: House) {
    let anna = somebody(&house, "anna", &[Role::Handler]).await;
    let grant = house.grant::<ListCases>(anna);
    let beside = house.store.clone();
    for round in 0..4 {
        let before = book(&house, anna).await;
        let held = keys(&house).await.len();
        let (one, other) = (house.sealed(SMALL), house.sealed(SMALL));
        let at_once = tokio::join!(house.store.keep_book(&grant, before, one), beside.keep_book(&grant, before, other));
        let kept = match at_once {
            (Ok(hash), Err(StoreError::Conflict)) | (Err(StoreError::Conflict), Ok(hash)) => hash,
            other => panic!("{other:?}"),
        };
        assert_eq!(book(&house, anna).await, Some(kept));
        let more = usize::from(round == 0);
        assert_eq!(keys(&house).await.len(), held + more, "the key of what was refused is gone, and that of the one before");
    }
}

/// A copy of the database from before, with the keys as they are now.
async fn a_title_that_was_kept_once_opens_in_no_older_copy(house: House) {
    let anna = somebody(&house, "anna", &[Role::Handler]).await;
    let grant = house.grant::<ListCases>(anna);
    let before = keys(&house).await;
    let hash = house.store.keep_book(&grant, None, house.sealed(SMALL)).await.unwrap();
    let of_first: Vec<_> = keys(&house).await.into_iter().filter(|key| !before.contains(key)).collect();
    house.main().await.execute("CREATE TABLE copy AS SELECT person, sealed FROM book").await;
    house.store.keep_book(&grant, Some(hash), house.sealed(SMALL)).await.unwrap();
    assert_eq!(of_first.len(), 1);
    assert!(keys(&house).await.iter().all(|key| !of_first.contains(key)));
    house.main().await.execute("UPDATE book SET sealed = (SELECT c.sealed FROM copy c WHERE c.person = book.person)").await;
    assert!(matches!(house.store.book(&grant).await, Err(StoreError::Corrupt("book.sealed"))));
}

async fn a_book_goes_with_whoever_leaves_or_enrols_anew(house: House) {
    let mut people = Vec::new();
    for name in ["anna", "bert", "cleo", "dora"] {
        people.push(somebody(&house, name, &[Role::Handler, Role::Administrator]).await);
    }
    let before = keys(&house).await.len();
    for person in &people {
        house.store.keep_book(&house.grant::<ListCases>(*person), None, house.sealed(SMALL)).await.unwrap();
    }
    let [anna, bert, cleo, dora] = people[..] else { panic!() };
    assert_eq!(house.store.take_out(anna, By::machine(TODAY)).await.unwrap(), Departure::Out);
    let roles = [Role::Handler, Role::Administrator].into_iter().collect();
    for by in [cleo, dora] {
        let by = domain::Actor { person: by, roles };
        let token = domain::EnrolmentHash::new(house.draw());
        let listed = house.store.accounts().await.unwrap().iter().map(on_list).collect();
        let agreed =
            house.store.approve(Approval { person: bert, by, listed, token, today: TODAY, until: TODAY.add_days(7) }).await.unwrap();
        assert_eq!(agreed == Renewal::Invited, by.person == dora);
    }
    assert_eq!((book(&house, anna).await, book(&house, bert).await), (None, None));
    assert!(book(&house, cleo).await.is_some() && book(&house, dora).await.is_some());
    house.store.sweep(NOW, TODAY).await.unwrap();
    house.store.sweep(NOW.plus(7200), TODAY).await.unwrap();
    let left = keys(&house).await.len();
    assert_eq!(left, before - 2 + 2, "of four seeds and four books those of two people are left");
    assert!(house.store.book(&house.grant::<ListCases>(cleo)).await.unwrap().is_some(), "no sweep takes a key that is needed");
}
