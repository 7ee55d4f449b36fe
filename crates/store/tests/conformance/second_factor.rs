//! One-time codes and recovery codes: each works once, tries are paid for, and what is stored opens at its own place only.

use domain::{
    StaffId,
    second_factor::{
        Attempt, Enrolment, FirstFactor, OFFER_SECONDS, RecoveryCode, Seed, SeedOwner, Shown, Standing, Verdict, adopt, enrol, prove,
        wait_after,
    },
};
use zeroize::Zeroizing;

use crate::{
    house::{House, NOW, TODAY},
    on_both,
    staff::{BY, account, invitation},
};

on_both!(
    nobody_enrols_without_a_code_of_the_seed_that_was_shown,
    a_code_works_once_and_none_before_it_afterwards,
    tries_are_paid_for_and_many_at_once_are_no_more_than_one_after_the_other,
    a_recovery_code_works_once_for_its_person_and_while_codes_must_wait,
    a_new_seed_takes_the_place_of_the_old_one_once_its_code_was_typed,
    whoever_enrolled_before_there_were_second_factors_sets_one_up,
    a_seed_is_wrapped_bound_to_its_row_and_swept_with_its_key,
    the_moment_of_signing_in_is_forgotten,
    what_becomes_of_a_second_factor_stands_in_the_log_and_what_was_refused_does_not,
);

fn seed(byte: u8) -> Seed {
    Seed::from_slice(&[byte; 20]).unwrap()
}

fn step() -> i64 {
    NOW.seconds() / 30
}

fn code(seed: &Seed, step: i64) -> Shown {
    Shown::Code(seed.code(step))
}

/// Somebody with the seed of fives and one recovery code of nines.
async fn enrolled(house: &House, name: &str) -> StaffId {
    let invited = invitation(house);
    house.store.invite(invited.clone(), BY).await.unwrap();
    let recovery = vec![RecoveryCode::new([9; 10]).hash(invited.person)];
    let factor = FirstFactor { seed: seed(5), step: step() - 2, recovery };
    house.store.enrol(invited.token, account(house, name), factor, TODAY).await.unwrap().unwrap()
}

async fn nobody_enrols_without_a_code_of_the_seed_that_was_shown(house: House) {
    let (invited, new) = (invitation(&house), account(&house, "anna"));
    house.store.invite(invited.clone(), BY).await.unwrap();
    let codes = [RecoveryCode::new([1; 10]), RecoveryCode::new([2; 10])];
    let attempt = async |typed: &str, now| enrol(&*house.store, invited.token, new.clone(), (typed, &codes), (now, TODAY)).await.unwrap();
    let right = seed(7).code(step());
    assert_eq!(attempt(&right, NOW).await, Enrolment::CodeRefused, "no seed was shown");
    house.store.offer_seed(SeedOwner::Link(invited.token), seed(6), NOW).await.unwrap();
    house.store.offer_seed(SeedOwner::Link(invited.token), seed(7), NOW).await.unwrap();
    assert_eq!(attempt(&seed(6).code(step()), NOW).await, Enrolment::CodeRefused, "an earlier seed is forgotten");
    assert_eq!(attempt("000000", NOW).await, Enrolment::CodeRefused);
    let late = NOW.plus(OFFER_SECONDS);
    assert_eq!(attempt(&seed(7).code(late.seconds() / 30), late).await, Enrolment::CodeRefused, "too late");
    assert!(house.store.invitation(invited.token, TODAY).await.unwrap().is_some(), "the link is as good as before");
    assert_eq!(attempt(&right, NOW).await, Enrolment::Done(invited.person));
    assert_eq!(attempt(&right, NOW).await, Enrolment::LinkUsed);
    let shown = Shown::Code(right);
    assert_eq!(prove(&*house.store, invited.person, &shown, (NOW, TODAY)).await.unwrap(), Verdict::Refused, "that code is used up");
    let standing = house.store.standing_of(invited.person).await.unwrap();
    assert_eq!(standing, Some(Standing { wrong: 1, left: 2, spent: 0 }));
    assert!(house.store.standing_of(house.person()).await.unwrap().is_none());
}

async fn a_code_works_once_and_none_before_it_afterwards(house: House) {
    let person = enrolled(&house, "anna").await;
    let verdict = async |at: i64| prove(&*house.store, person, &code(&seed(5), at), (NOW, TODAY)).await.unwrap();
    assert_eq!(verdict(step()).await, Verdict::Proved { wrong: 0 });
    assert_eq!(verdict(step()).await, Verdict::Refused, "again");
    assert_eq!(verdict(step() - 1).await, Verdict::Refused, "an earlier one, after a later one");
    assert_eq!(verdict(step() + 1).await, Verdict::Proved { wrong: 2 });
    assert_eq!(prove(&*house.store, house.person(), &code(&seed(5), step()), (NOW, TODAY)).await.unwrap(), Verdict::Refused, "nobody");
}

async fn tries_are_paid_for_and_many_at_once_are_no_more_than_one_after_the_other(house: House) {
    let person = enrolled(&house, "anna").await;
    let wrong = Shown::Code(Zeroizing::new("12345x".to_owned()));
    let many = (0..50).map(|_| house.store.take_attempt(person, NOW));
    let taken = futures_util::future::join_all(many).await.into_iter().filter(|one| matches!(one, Ok(Attempt::Taken { .. }))).count();
    assert_eq!(taken, 6, "five that cost nothing, and the one that begins to wait");
    assert_eq!(prove(&*house.store, person, &code(&seed(5), step()), (NOW, TODAY)).await.unwrap(), Verdict::Wait, "a right one waits too");
    let mut now = NOW.plus(wait_after(6));
    for wrongs in 7..14 {
        assert_eq!(prove(&*house.store, person, &wrong, (now, TODAY)).await.unwrap(), Verdict::Refused, "{wrongs}");
        assert_eq!(
            prove(&*house.store, person, &wrong, (now.plus(wait_after(wrongs) - 1), TODAY)).await.unwrap(),
            Verdict::Wait,
            "{wrongs}"
        );
        now = now.plus(wait_after(wrongs));
    }
    let shown = code(&seed(5), now.seconds() / 30);
    assert_eq!(
        prove(&*house.store, person, &shown, (now, TODAY)).await.unwrap(),
        Verdict::Proved { wrong: 13 },
        "no number of them closes an account"
    );
    assert_eq!(house.store.standing_of(person).await.unwrap().unwrap().wrong, 0);
}

async fn a_recovery_code_works_once_for_its_person_and_while_codes_must_wait(house: House) {
    let (anna, bert) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    let typed = |byte: u8| Shown::Recovery(RecoveryCode::new([byte; 10]).shown());
    while !matches!(house.store.take_attempt(anna, NOW).await.unwrap(), Attempt::Wait) {}
    assert_eq!(prove(&*house.store, anna, &typed(8), (NOW, TODAY)).await.unwrap(), Verdict::Refused);
    assert_eq!(prove(&*house.store, anna, &typed(9), (NOW, TODAY)).await.unwrap(), Verdict::Proved { wrong: 0 });
    assert_eq!(prove(&*house.store, anna, &typed(9), (NOW, TODAY)).await.unwrap(), Verdict::Refused, "again");
    let standing = house.store.standing_of(anna).await.unwrap().unwrap();
    assert_eq!((standing.left, standing.spent), (0, 1));
    house.store.told(anna).await.unwrap();
    assert_eq!(house.store.standing_of(anna).await.unwrap().unwrap().spent, 0);
    assert_eq!(house.store.standing_of(bert).await.unwrap().unwrap().left, 1, "the same code of another person is another one");
    house.store.put_recovery_codes(anna, vec![RecoveryCode::new([3; 10]).hash(anna)], TODAY).await.unwrap();
    house.store.put_recovery_codes(anna, vec![RecoveryCode::new([4; 10]).hash(anna)], TODAY).await.unwrap();
    assert_eq!(prove(&*house.store, anna, &typed(3), (NOW, TODAY)).await.unwrap(), Verdict::Refused, "new ones take the place of old ones");
    assert_eq!(prove(&*house.store, anna, &typed(4), (NOW, TODAY)).await.unwrap(), Verdict::Proved { wrong: 0 });
}

async fn a_new_seed_takes_the_place_of_the_old_one_once_its_code_was_typed(house: House) {
    let person = enrolled(&house, "anna").await;
    assert!(!adopt(&*house.store, person, &seed(6).code(step()), (NOW, TODAY)).await.unwrap(), "nothing was offered");
    house.store.offer_seed(SeedOwner::Person(person), seed(6), NOW).await.unwrap();
    assert!(!adopt(&*house.store, person, &seed(5).code(step()), (NOW, TODAY)).await.unwrap(), "a code of the old one");
    assert_eq!(
        prove(&*house.store, person, &code(&seed(5), step() - 1), (NOW, TODAY)).await.unwrap(),
        Verdict::Proved { wrong: 0 },
        "which still works"
    );
    assert!(adopt(&*house.store, person, &seed(6).code(step()), (NOW, TODAY)).await.unwrap());
    let verdict = async |seed: Seed, at| prove(&*house.store, person, &code(&seed, at), (NOW, TODAY)).await.unwrap();
    assert_eq!(verdict(seed(5), step() + 1).await, Verdict::Refused);
    assert_eq!(verdict(seed(6), step()).await, Verdict::Refused, "used up when it was typed");
    assert_eq!(verdict(seed(6), step() + 1).await, Verdict::Proved { wrong: 2 });
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 1, "the old one's key is gone");
}

async fn whoever_enrolled_before_there_were_second_factors_sets_one_up(house: House) {
    let person = enrolled(&house, "anna").await;
    let mut main = house.main().await;
    for table in ["one_time_code", "recovery_code"] {
        main.execute(&format!("DELETE FROM {table}")).await; // as an older version left it
    }
    assert_eq!(house.store.standing_of(person).await.unwrap(), None);
    let first = code(&seed(6), step());
    assert_eq!(prove(&*house.store, person, &first, (NOW, TODAY)).await.unwrap(), Verdict::Refused, "nothing is right where nothing is");
    house.store.offer_seed(SeedOwner::Person(person), seed(6), NOW).await.unwrap();
    assert!(adopt(&*house.store, person, &seed(6).code(step()), (NOW, TODAY)).await.unwrap());
    assert_eq!(house.store.standing_of(person).await.unwrap(), Some(Standing { wrong: 0, left: 0, spent: 0 }));
    assert_eq!(prove(&*house.store, person, &code(&seed(6), step() + 1), (NOW, TODAY)).await.unwrap(), Verdict::Proved { wrong: 0 });
}

async fn a_seed_is_wrapped_bound_to_its_row_and_swept_with_its_key(house: House) {
    let (anna, bert) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    house.store.offer_seed(SeedOwner::Person(bert), seed(6), NOW).await.unwrap();
    let mut main = house.main().await;
    for statement in ["SELECT seed FROM one_time_code", "SELECT seed FROM offered_seed"] {
        let kept = main.bytes(statement).await;
        assert!(!kept.is_empty());
        assert!(!kept.iter().any(|row| row.windows(8).any(|part| part == [5; 8] || part == [6; 8])), "{statement}");
    }
    let hex = |id: StaffId| match &main {
        crate::raw::Raw::Sqlite(_) => format!("x'{id}'"),
        crate::raw::Raw::Postgres(_) => format!("'\\x{id}'"),
    };
    let (one, other) = (hex(anna), hex(bert));
    assert!(house.store.offered_seed(SeedOwner::Person(bert), NOW).await.unwrap().is_some());
    main.execute(&format!("UPDATE offered_seed SET owner = {one} WHERE owner = {other}")).await;
    assert!(house.store.offered_seed(SeedOwner::Person(anna), NOW).await.is_err(), "in another row it does not open");
    for column in ["storage_key", "seed"] {
        main.execute(&format!(
            "UPDATE one_time_code SET {column} = (SELECT o.{column} FROM one_time_code o WHERE o.person = {other}) WHERE person = {one}"
        ))
        .await;
    }
    assert!(house.store.take_attempt(anna, NOW).await.is_err(), "nor another person's");

    house.store.sweep(NOW, TODAY).await.unwrap();
    house.store.sweep(NOW.plus(7200), TODAY).await.unwrap();
    assert!(matches!(house.store.take_attempt(bert, NOW).await.unwrap(), Attempt::Taken { .. }), "no sweep takes a key that is needed");
    house.store.sweep(NOW.plus(OFFER_SECONDS), TODAY).await.unwrap();
    assert_eq!(main.number("SELECT COUNT(*) FROM offered_seed").await, 0);
}

async fn the_moment_of_signing_in_is_forgotten(house: House) {
    let person = enrolled(&house, "anna").await;
    assert_eq!(prove(&*house.store, person, &code(&seed(5), step()), (NOW, TODAY)).await.unwrap(), Verdict::Proved { wrong: 0 });
    let mut main = house.main().await;
    let last = "SELECT last_step FROM one_time_code";
    house.store.sweep(NOW.plus(30), TODAY).await.unwrap();
    assert_eq!(main.number(last).await, step(), "while its code could be used again");
    house.store.sweep(NOW.plus(90), TODAY).await.unwrap();
    assert_eq!(main.number(last).await, 0);
    let wrong = Shown::Code(Zeroizing::new("0".to_owned()));
    while prove(&*house.store, person, &wrong, (NOW, TODAY)).await.unwrap() != Verdict::Wait {}
    house.store.sweep(NOW.plus(900), TODAY).await.unwrap();
    assert_eq!(main.number("SELECT wait_until FROM one_time_code").await, 0);
}

async fn what_becomes_of_a_second_factor_stands_in_the_log_and_what_was_refused_does_not(house: House) {
    let person = enrolled(&house, "anna").await;
    let at = (NOW, TODAY);
    let typed = |byte: u8| Shown::Recovery(RecoveryCode::new([byte; 10]).shown());
    assert_eq!(prove(&*house.store, person, &typed(8), at).await.unwrap(), Verdict::Refused);
    assert!(!adopt(&*house.store, person, "000000", at).await.unwrap());
    house.tick().await;
    let kinds = async || -> Vec<String> {
        let own = house.store.acts(Some(person), 0, 100).await.unwrap();
        let kind = |record: &str| serde_json::from_str::<serde_json::Value>(record).unwrap()["kind"].as_str().unwrap().to_owned();
        let mut kinds: Vec<String> = own.iter().map(|act| kind(&act.record)).collect();
        kinds.sort();
        kinds
    };
    assert_eq!(kinds().await, ["enrolled"]);
    assert_eq!(prove(&*house.store, person, &typed(9), at).await.unwrap(), Verdict::Proved { wrong: 0 });
    house.store.put_recovery_codes(person, vec![RecoveryCode::new([3; 10]).hash(person)], TODAY).await.unwrap();
    house.store.offer_seed(SeedOwner::Person(person), seed(6), NOW).await.unwrap();
    assert!(adopt(&*house.store, person, &seed(6).code(step()), at).await.unwrap());
    assert_eq!(prove(&*house.store, person, &code(&seed(6), step() + 1), at).await.unwrap(), Verdict::Proved { wrong: 0 });
    house.tick().await;
    assert_eq!(kinds().await, ["enrolled", "recovery-code-used", "recovery-codes-renewed", "second-factor-replaced"]);
}
