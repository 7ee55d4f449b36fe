//! One-time codes and recovery codes: each works once, tries are paid for, and what is stored opens at its own place only.

use domain::{
    Moment, SessionHash, StaffId,
    second_factor::{
        Attempt, Brought, Enrolment, FirstFactor, Notice, OFFER_SECONDS, OfferedSeed, Opening, Opens, RecoveryCode, Seed, SeedOwner, Shown,
        Standing, Tried, Used, adopt, enrol, prove, wait_after,
    },
    sessions::Entry,
};
use zeroize::Zeroizing;

use crate::{
    house::{House, NOW, TODAY},
    on_both,
    staff::{BY, account, enters, invitation},
};

on_both!(
    nobody_enrols_without_a_code_of_the_seed_that_was_shown,
    a_code_works_once_and_none_before_it_afterwards,
    a_code_that_opened_nothing_is_not_used_up_wherever_the_line_breaks,
    whoever_sets_up_a_second_factor_has_all_of_it_or_nothing,
    what_was_checked_against_one_seed_is_no_good_for_another,
    whoever_changes_their_second_factor_ends_all_other_sessions,
    what_was_offered_does_not_outlive_being_taken_out,
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
pub(crate) async fn enrolled(house: &House, name: &str) -> StaffId {
    let invited = invitation(house);
    house.store.invite(invited.clone(), BY).await.unwrap();
    let owner = SeedOwner::Link(invited.token);
    house.store.offer_seed(owner, seed(5), NOW).await.unwrap();
    let OfferedSeed { seed, tag } = house.store.offered_seed(owner, NOW).await.unwrap().unwrap();
    let tried = Tried::Codes { seed, offer: tag, step: step() - 2 };
    let factor = FirstFactor { tried, recovery: vec![RecoveryCode::new([9; 10]).hash(invited.person)] };
    assert_eq!(house.store.enrol(invited.token, account(house, name), factor, TODAY).await.unwrap(), Enrolment::Done(invited.person));
    invited.person
}

/// Half a session, and the name of the whole one that it may become.
pub(crate) async fn halfway(house: &House, person: StaffId, now: Moment) -> Entry {
    let entry = Entry { half: SessionHash::new(house.draw()), session: SessionHash::new(house.draw()), before: None };
    house.store.open_half(entry.half, person, now).await.unwrap();
    entry
}

/// Shows a second factor at a moment, half a session before it.
async fn shows(house: &House, person: StaffId, shown: Shown, now: Moment) -> Opening {
    let entry = halfway(house, person, now).await;
    let opening = prove(&*house.store, (person, Opens::Session(entry)), shown, (now, TODAY)).await.unwrap();
    assert_eq!(house.store.session(entry.session, now).await.unwrap().is_some(), opening == Opening::Opened);
    opening
}

async fn adopts(house: &House, person: StaffId, code: Zeroizing<String>) -> bool {
    adopt(&*house.store, (person, house.session_of(person).await), code, (NOW, TODAY)).await.unwrap()
}

async fn nobody_enrols_without_a_code_of_the_seed_that_was_shown(house: House) {
    let (invited, new) = (invitation(&house), account(&house, "anna"));
    house.store.invite(invited.clone(), BY).await.unwrap();
    let codes = [RecoveryCode::new([1; 10]), RecoveryCode::new([2; 10])];
    let attempt = async |typed: &str, now| {
        let brought = Brought::Code(Zeroizing::new(typed.to_owned()));
        enrol(&*house.store, invited.token, new.clone(), (brought, &codes), (now, TODAY)).await.unwrap()
    };
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
    assert_eq!(shows(&house, invited.person, shown, NOW).await, Opening::Refused, "that code is used up");
    let standing = house.store.standing_of(invited.person).await.unwrap();
    assert_eq!(standing, Some(Standing { codes: true, wrong: 1, left: 2, ..Standing::default() }));
    assert!(house.store.standing_of(house.person()).await.unwrap().is_none());
}

async fn a_code_works_once_and_none_before_it_afterwards(house: House) {
    let person = enrolled(&house, "anna").await;
    let opening = async |at: i64| shows(&house, person, code(&seed(5), at), NOW).await;
    assert_eq!(opening(step()).await, Opening::Opened);
    assert_eq!(opening(step()).await, Opening::Refused, "again");
    assert_eq!(opening(step() - 1).await, Opening::Refused, "an earlier one, after a later one");
    assert_eq!(opening(step() + 1).await, Opening::Opened);
    let opens = Opens::Again(SessionHash::new(house.draw()));
    let nobody = prove(&*house.store, (house.person(), opens), code(&seed(5), step()), (NOW, TODAY)).await.unwrap();
    assert_eq!(nobody, Opening::Refused, "nobody");
}

/// A code opens what it opens, or is not used up; whoever hangs up meanwhile finds one of the two.
async fn a_code_that_opened_nothing_is_not_used_up_wherever_the_line_breaks(house: House) {
    let person = enrolled(&house, "anna").await;
    let (mut whole, mut none) = (0, 0);
    for polls in 0..400 {
        let (now, at) = (NOW.plus(30 * polls), step() + polls);
        let entry = halfway(&house, person, now).await;
        let work = prove(&*house.store, (person, Opens::Session(entry)), code(&seed(5), at), (now, TODAY));
        let ended = cut_after(work, polls.unsigned_abs()).await;
        house.store.open_half(SessionHash::new(house.draw()), person, now).await.unwrap(); // whatever was under way has ended
        let open = house.store.session(entry.session, now).await.unwrap().is_some();
        let half = house.store.half(entry.half, now).await.unwrap().is_some();
        let used = house.main().await.number("SELECT last_step FROM one_time_code").await == at;
        assert_eq!((open, half, used), if open { (true, false, true) } else { (false, true, false) }, "cut after {polls}");
        if open {
            whole += 1
        } else {
            none += 1
        }
        if ended.is_some() {
            break;
        }
        house.store.told(person, Notice::WrongCodes).await.unwrap();
        house.main().await.execute("UPDATE one_time_code SET wrong = 0, wait_until = 0").await;
    }
    assert!(whole > 0 && none > 0, "{whole} {none}: it was cut before and after");
}

/// Factor, recovery codes and session come about together, wherever the line breaks.
async fn whoever_sets_up_a_second_factor_has_all_of_it_or_nothing(house: House) {
    let mut polls = 0;
    let (mut whole, mut none) = (0, 0);
    loop {
        let person = enrolled(&house, &format!("anna {polls}")).await;
        let mut main = house.main().await;
        for table in ["one_time_code", "recovery_code"] {
            main.execute(&format!("DELETE FROM {table}")).await; // as an older version left it
        }
        house.store.offer_seed(SeedOwner::Person(person), seed(6), NOW).await.unwrap();
        let entry = halfway(&house, person, NOW).await;
        let codes = [RecoveryCode::new([1; 10]), RecoveryCode::new([2; 10])];
        let brought = (Brought::Code(seed(6).code(step())), &codes[..]);
        let work = domain::second_factor::set_up(&*house.store, (person, entry), brought, (NOW, TODAY));
        let ended = cut_after(work, polls).await;
        house.store.open_half(SessionHash::new(house.draw()), person, NOW).await.unwrap(); // whatever was under way has ended
        let open = house.store.session(entry.session, NOW).await.unwrap().is_some();
        let standing = house.store.standing_of(person).await.unwrap();
        let expected = open.then(|| Standing { codes: true, left: 2, ..Standing::default() });
        assert_eq!(standing, expected, "cut after {polls}");
        if open {
            whole += 1
        } else {
            none += 1
        }
        if ended.is_some() {
            break;
        }
        polls += 1;
        assert!(polls < 400, "it never ended");
    }
    assert!(whole > 0 && none > 0, "{whole} {none}: it was cut before and after");
}

/// Runs work until it was polled so often, and drops it then, as a door does when whoever asked hangs up.
async fn cut_after<T>(work: impl Future<Output = T>, polls: u64) -> Option<T> {
    let (mut work, mut left) = (Box::pin(work), polls);
    std::future::poll_fn(move |context| {
        if left == 0 {
            return std::task::Poll::Ready(None);
        }
        left -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

async fn tries_are_paid_for_and_many_at_once_are_no_more_than_one_after_the_other(house: House) {
    let person = enrolled(&house, "anna").await;
    let wrong = || Shown::Code(Zeroizing::new("12345x".to_owned()));
    let many = (0..50).map(|_| house.store.take_attempt(person, NOW));
    let taken = futures_util::future::join_all(many).await.into_iter().filter(|one| matches!(one, Ok(Attempt::Taken { .. }))).count();
    assert_eq!(taken, 6, "five that cost nothing, and the one that begins to wait");
    assert_eq!(shows(&house, person, code(&seed(5), step()), NOW).await, Opening::Wait, "a right one waits too");
    let mut now = NOW.plus(wait_after(6));
    for wrongs in 7..14 {
        assert_eq!(shows(&house, person, wrong(), now).await, Opening::Refused, "{wrongs}");
        assert_eq!(shows(&house, person, wrong(), now.plus(wait_after(wrongs) - 1)).await, Opening::Wait, "{wrongs}");
        now = now.plus(wait_after(wrongs));
    }
    let right = code(&seed(5), now.seconds() / 30);
    assert_eq!(shows(&house, person, right, now).await, Opening::Opened, "no number of them closes an account");
    let told = async || house.store.standing_of(person).await.unwrap().unwrap().wrong;
    assert_eq!(told().await, 13, "the right one is not among them, and its owner is told until they know");
    house.store.told(person, Notice::RecoverySpent).await.unwrap();
    assert_eq!(told().await, 13, "of something else");
    house.store.told(person, Notice::WrongCodes).await.unwrap();
    assert_eq!(told().await, 0);
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM factor_notice").await, 0, "and nothing is kept of it");
}

async fn a_recovery_code_works_once_for_its_person_and_while_codes_must_wait(house: House) {
    let (anna, bert) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    let typed = |byte: u8| Shown::Recovery(RecoveryCode::new([byte; 10]).shown());
    let this = house.session_of(anna).await;
    while !matches!(house.store.take_attempt(anna, NOW).await.unwrap(), Attempt::Wait) {}
    assert_eq!(shows(&house, anna, typed(8), NOW).await, Opening::Refused);
    assert_eq!(shows(&house, anna, typed(9), NOW).await, Opening::Opened);
    assert_eq!(shows(&house, anna, typed(9), NOW).await, Opening::Refused, "again");
    let standing = house.store.standing_of(anna).await.unwrap().unwrap();
    assert_eq!((standing.left, standing.spent), (0, 1));
    house.store.told(anna, Notice::RecoverySpent).await.unwrap();
    assert_eq!(house.store.standing_of(anna).await.unwrap().unwrap().spent, 0);
    assert_eq!(house.store.standing_of(bert).await.unwrap().unwrap().left, 1, "the same code of another person is another one");
    house.store.put_recovery_codes((anna, this), vec![RecoveryCode::new([3; 10]).hash(anna)], TODAY).await.unwrap();
    house.store.put_recovery_codes((anna, this), vec![RecoveryCode::new([4; 10]).hash(anna)], TODAY).await.unwrap();
    assert_eq!(shows(&house, anna, typed(3), NOW).await, Opening::Refused, "new ones take the place of old ones");
    assert_eq!(shows(&house, anna, typed(4), NOW).await, Opening::Opened);
}

async fn a_new_seed_takes_the_place_of_the_old_one_once_its_code_was_typed(house: House) {
    let person = enrolled(&house, "anna").await;
    assert!(!adopts(&house, person, seed(6).code(step())).await, "nothing was offered");
    house.store.offer_seed(SeedOwner::Person(person), seed(6), NOW).await.unwrap();
    assert!(!adopts(&house, person, seed(5).code(step())).await, "a code of the old one");
    assert_eq!(shows(&house, person, code(&seed(5), step() - 1), NOW).await, Opening::Opened, "which still works");
    assert!(adopts(&house, person, seed(6).code(step())).await);
    assert_eq!(shows(&house, person, code(&seed(5), step() + 1), NOW).await, Opening::Refused);
    assert_eq!(shows(&house, person, code(&seed(6), step()), NOW).await, Opening::Refused, "used up when it was typed");
    assert_eq!(shows(&house, person, code(&seed(6), step() + 1), NOW).await, Opening::Opened);
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 1, "the old one's key is gone");
}

async fn what_was_checked_against_one_seed_is_no_good_for_another(house: House) {
    let person = enrolled(&house, "anna").await;
    let owner = SeedOwner::Person(person);
    house.store.offer_seed(owner, seed(6), NOW).await.unwrap();
    let checked = house.store.offered_seed(owner, NOW).await.unwrap().unwrap();
    house.store.offer_seed(owner, seed(7), NOW).await.unwrap();
    let tried = Tried::Codes { seed: checked.seed, offer: checked.tag, step: step() };
    assert!(!house.store.adopt((person, SessionHash::new(house.draw())), tried, TODAY).await.unwrap(), "another was offered since");
    let Attempt::Taken { tag, .. } = house.store.take_attempt(person, NOW).await.unwrap() else { panic!("a seed") };
    assert!(adopts(&house, person, seed(7).code(step() - 1)).await);
    let entry = halfway(&house, person, NOW).await;
    let used = Used::Step { of: tag, step: step() + 1 };
    let opening = house.store.open((person, Opens::Session(entry)), used, (NOW, TODAY)).await.unwrap();
    assert_eq!(opening, Opening::Refused, "the seed was replaced between the looking and the using up");
}

async fn whoever_changes_their_second_factor_ends_all_other_sessions(house: House) {
    let (anna, bert) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    let theirs = enters(&house, bert, TODAY).await.unwrap();
    house.store.offer_seed(SeedOwner::Person(anna), seed(6), NOW).await.unwrap();
    for change in ["codes", "recovery"] {
        let (here, there) = (enters(&house, anna, TODAY).await.unwrap(), enters(&house, anna, TODAY).await.unwrap());
        let half = halfway(&house, anna, NOW).await.half;
        match change {
            "codes" => assert!(adopt(&*house.store, (anna, here), seed(6).code(step()), (NOW, TODAY)).await.unwrap()),
            _ => house.store.put_recovery_codes((anna, here), Vec::new(), TODAY).await.unwrap(),
        }
        let open = async |session| house.store.session(session, NOW).await.unwrap().is_some();
        assert_eq!([open(here).await, open(there).await, open(theirs).await], [true, false, true], "{change}");
        assert!(house.store.half(half, NOW).await.unwrap().is_none(), "{change}: half ones too");
    }
}

async fn what_was_offered_does_not_outlive_being_taken_out(house: House) {
    let (anna, bert) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    let invited = invitation(&house);
    house.store.invite(invited.clone(), BY).await.unwrap();
    for owner in [SeedOwner::Person(anna), SeedOwner::Person(bert), SeedOwner::Link(invited.token)] {
        house.store.offer_seed(owner, seed(6), NOW).await.unwrap();
    }
    let waits = async |owner| house.store.offered_seed(owner, NOW).await.unwrap().is_some();
    house.store.take_out(anna, BY).await.unwrap();
    assert!(!waits(SeedOwner::Person(anna)).await);
    house.store.withdraw_invitation(invited.person, BY).await.unwrap();
    assert!(!waits(SeedOwner::Link(invited.token)).await, "nor a link's, once it was withdrawn");
    assert!(waits(SeedOwner::Person(bert)).await, "nobody else's");
}

async fn whoever_enrolled_before_there_were_second_factors_sets_one_up(house: House) {
    let person = enrolled(&house, "anna").await;
    let mut main = house.main().await;
    for table in ["one_time_code", "recovery_code"] {
        main.execute(&format!("DELETE FROM {table}")).await; // as an older version left it
    }
    assert_eq!(house.store.standing_of(person).await.unwrap(), None);
    let first = code(&seed(6), step());
    assert_eq!(shows(&house, person, first, NOW).await, Opening::Refused, "nothing is right where nothing is");
    house.store.offer_seed(SeedOwner::Person(person), seed(6), NOW).await.unwrap();
    let entry = halfway(&house, person, NOW).await;
    let set_up = async |typed, entry| {
        let brought = (Brought::Code(typed), &[RecoveryCode::new([1; 10])][..]);
        domain::second_factor::set_up(&*house.store, (person, entry), brought, (NOW, TODAY)).await.unwrap()
    };
    assert_eq!(set_up(Zeroizing::new("000000".to_owned()), entry).await, Opening::Refused);
    assert_eq!(set_up(seed(6).code(step()), entry).await, Opening::Opened);
    let standing = house.store.standing_of(person).await.unwrap();
    assert_eq!(standing, Some(Standing { codes: true, left: 1, ..Standing::default() }));
    assert_eq!(shows(&house, person, code(&seed(6), step() + 1), NOW).await, Opening::Opened);
    house.store.offer_seed(SeedOwner::Person(person), seed(7), NOW).await.unwrap();
    let entry = halfway(&house, person, NOW).await;
    assert_eq!(set_up(seed(7).code(step()), entry).await, Opening::Over, "once only");
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
    assert_eq!(shows(&house, person, code(&seed(5), step()), NOW).await, Opening::Opened);
    let mut main = house.main().await;
    let last = "SELECT last_step FROM one_time_code";
    house.store.sweep(NOW.plus(30), TODAY).await.unwrap();
    assert_eq!(main.number(last).await, step(), "while its code could be used again");
    house.store.sweep(NOW.plus(90), TODAY).await.unwrap();
    assert_eq!(main.number(last).await, step(), "and while somebody may be about to use it up");
    house.store.sweep(NOW.plus(400), TODAY).await.unwrap();
    assert_eq!(main.number(last).await, 0);
    let wrong = || Shown::Code(Zeroizing::new("0".to_owned()));
    while shows(&house, person, wrong(), NOW).await != Opening::Wait {}
    house.store.sweep(NOW.plus(900), TODAY).await.unwrap();
    assert_eq!(main.number("SELECT wait_until FROM one_time_code").await, 0);
}

async fn what_becomes_of_a_second_factor_stands_in_the_log_and_what_was_refused_does_not(house: House) {
    let person = enrolled(&house, "anna").await;
    let this = house.session_of(person).await;
    let typed = |byte: u8| Shown::Recovery(RecoveryCode::new([byte; 10]).shown());
    assert_eq!(shows(&house, person, typed(8), NOW).await, Opening::Refused);
    assert!(!adopts(&house, person, Zeroizing::new("000000".to_owned())).await);
    house.tick().await;
    let kinds = async || -> Vec<String> {
        let own = house.store.acts(Some(person), 0, 100).await.unwrap();
        let kind = |record: &str| serde_json::from_str::<serde_json::Value>(record).unwrap()["kind"].as_str().unwrap().to_owned();
        let mut kinds: Vec<String> = own.iter().map(|act| kind(&act.record)).collect();
        kinds.sort();
        kinds
    };
    assert_eq!(kinds().await, ["enrolled"]);
    assert_eq!(shows(&house, person, typed(9), NOW).await, Opening::Opened);
    house.store.put_recovery_codes((person, this), vec![RecoveryCode::new([3; 10]).hash(person)], TODAY).await.unwrap();
    house.store.offer_seed(SeedOwner::Person(person), seed(6), NOW).await.unwrap();
    assert!(adopts(&house, person, seed(6).code(step())).await);
    assert_eq!(shows(&house, person, code(&seed(6), step() + 1), NOW).await, Opening::Opened);
    house.tick().await;
    assert_eq!(kinds().await, ["enrolled", "recovery-code-used", "recovery-codes-renewed", "second-factor-replaced", "signed-in"]);
}
