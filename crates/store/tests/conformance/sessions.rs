//! Sessions, whole and half: when they end, who ends them, and what is forgotten then.

use domain::{
    Moment, SessionHash, SessionId, StaffId, StoreError,
    second_factor::{Attempt, Opening, Opens, RecoveryCode, Used},
    sessions::{Entry, HALF_SECONDS, IDLE_SECONDS, RECENT_SECONDS, SESSION_SECONDS},
};

use crate::{
    house::{House, NOW, TODAY},
    on_both,
    staff::{BY, account, enrols, enters, invitation},
};

on_both!(
    a_session_ends_when_idle_and_at_its_end_whatever_happens,
    half_a_session_is_none_ends_soon_and_makes_one_session,
    a_closed_session_is_over,
    a_person_sees_and_ends_their_own_sessions_only,
    a_second_factor_is_recent_for_five_minutes,
    whoever_signs_in_again_in_the_same_browser_leaves_no_session_behind,
    a_session_that_was_ended_changes_no_second_factor,
    what_has_ended_is_gone_when_somebody_looks,
);

async fn enrolled(house: &House, name: &str) -> StaffId {
    let invited = invitation(house);
    house.store.invite(invited.clone(), BY).await.unwrap();
    enrols(house, invited.token, account(house, name), TODAY).await.unwrap().unwrap()
}

async fn signed_in(house: &House, person: StaffId) -> SessionHash {
    enters(house, person, TODAY).await.unwrap()
}

/// Makes a session of half a one, with the code of a step.
async fn opens(house: &House, person: StaffId, entry: Entry, step: i64, now: Moment) -> Opening {
    let Attempt::Taken { tag, .. } = house.store.take_attempt(person, now).await.unwrap() else { panic!("a seed") };
    house.store.open((person, Opens::Session(entry)), Used::Step { of: tag, step }, (now, TODAY)).await.unwrap()
}

async fn a_session_ends_when_idle_and_at_its_end_whatever_happens(house: House) {
    let person = enrolled(&house, "anna").await;
    let session = signed_in(&house, person).await;
    let mut now = NOW;
    while now < NOW.plus(SESSION_SECONDS - IDLE_SECONDS) {
        now = now.plus(IDLE_SECONDS);
        assert!(house.store.session(session, now).await.unwrap().is_some());
    }
    assert!(house.store.session(session, NOW.plus(SESSION_SECONDS + 61)).await.unwrap().is_none());
    let idle = signed_in(&house, person).await;
    assert!(house.store.session(idle, NOW.plus(IDLE_SECONDS + 61)).await.unwrap().is_none());
    house.store.sweep(NOW.plus(SESSION_SECONDS + 61), TODAY).await.unwrap();
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM staff_session").await, 0);
}

async fn half_a_session_is_none_ends_soon_and_makes_one_session(house: House) {
    let (person, other) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    let draw = || SessionHash::new(house.draw());
    let (half, session) = (draw(), draw());
    house.store.open_half(half, person, NOW).await.unwrap();
    assert_eq!(house.store.half(half, NOW).await.unwrap(), Some(person));
    assert!(house.store.session(half, NOW).await.unwrap().is_none(), "it opens nothing");
    let late = NOW.plus(HALF_SECONDS + 61);
    assert!(house.store.half(half, late).await.unwrap().is_none());
    let entry = Entry { half, session, before: None };
    let step = NOW.seconds() / 30 + 1000;
    assert_eq!(opens(&house, person, entry, step, late).await, Opening::Over, "too late");
    house.store.open_half(half, person, NOW).await.unwrap();
    assert_eq!(opens(&house, other, entry, step, NOW).await, Opening::Over, "another person's");
    assert_eq!(opens(&house, person, entry, step, NOW).await, Opening::Opened, "nothing was used up");
    assert!(house.store.half(half, NOW).await.unwrap().is_none());
    let again = Entry { session: draw(), ..entry };
    assert_eq!(opens(&house, person, again, step + 1, NOW).await, Opening::Over, "it made its one session");
    assert_eq!(house.store.session(session, NOW).await.unwrap().unwrap().person, person);
    house.store.open_half(draw(), person, NOW).await.unwrap();
    house.store.sweep(late, TODAY).await.unwrap();
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM half_session").await, 0);
}

async fn a_closed_session_is_over(house: House) {
    let person = enrolled(&house, "anna").await;
    let session = signed_in(&house, person).await;
    let half = SessionHash::new(house.draw());
    house.store.open_half(half, person, NOW).await.unwrap();
    house.store.close_session(session, Some(half)).await.unwrap();
    let mut main = house.main().await;
    for table in ["staff_session", "half_session"] {
        assert_eq!(main.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}: gone at once");
    }
    assert!(house.store.session(session, NOW).await.unwrap().is_none());
    house.store.close_session(session, None).await.unwrap();
}

async fn a_person_sees_and_ends_their_own_sessions_only(house: House) {
    let (anna, bert) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    let [here, there, elsewhere, theirs] =
        [signed_in(&house, anna).await, signed_in(&house, anna).await, signed_in(&house, anna).await, signed_in(&house, bert).await];
    let open = house.store.own_sessions(anna, NOW).await.unwrap();
    let mut expected = [here, there, elsewhere].map(|session| SessionId::of(&session));
    expected.sort();
    assert_eq!(open.iter().map(|one| one.id).collect::<Vec<_>>(), expected);
    assert!(open.iter().all(|one| (NOW.plus(-60)..=NOW).contains(&one.begun)), "{open:?}");
    assert!(house.store.own_sessions(anna, NOW.plus(IDLE_SECONDS + 61)).await.unwrap().is_empty());

    assert!(!house.store.end_session(anna, SessionId::of(&theirs)).await.unwrap(), "another person's");
    assert!(house.store.session(theirs, NOW).await.unwrap().is_some());
    assert!(house.store.end_session(anna, SessionId::of(&there)).await.unwrap());
    assert!(!house.store.end_session(anna, SessionId::of(&there)).await.unwrap());
    assert!(house.store.session(there, NOW).await.unwrap().is_none());

    let half = SessionHash::new(house.draw());
    house.store.open_half(half, anna, NOW).await.unwrap();
    house.store.end_other_sessions(anna, here).await.unwrap();
    let over = [house.store.session(elsewhere, NOW).await.unwrap().is_none(), house.store.half(half, NOW).await.unwrap().is_none()];
    assert_eq!(over, [true, true]);
    for kept in [here, theirs] {
        assert!(house.store.session(kept, NOW).await.unwrap().is_some());
    }
}

async fn proves(house: &House, person: StaffId, session: SessionHash, now: Moment) -> Opening {
    let Attempt::Taken { tag, .. } = house.store.take_attempt(person, now).await.unwrap() else { panic!("a seed") };
    let used = Used::Step { of: tag, step: now.seconds() / 30 + 2000 };
    house.store.open((person, Opens::Again(session)), used, (now, TODAY)).await.unwrap()
}

async fn a_second_factor_is_recent_for_five_minutes(house: House) {
    let (person, other) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    let session = signed_in(&house, person).await;
    let recent = async |now| house.store.is_recent(session, now).await.unwrap();
    assert!(recent(NOW.plus(RECENT_SECONDS - 1)).await);
    assert!(!recent(NOW.plus(RECENT_SECONDS + 60)).await);
    let later = NOW.plus(2 * RECENT_SECONDS);
    assert_eq!(proves(&house, other, session, later).await, Opening::Over, "another person's");
    assert_eq!(proves(&house, person, session, later).await, Opening::Opened);
    assert!(recent(later.plus(RECENT_SECONDS - 1)).await);
    assert!(!recent(later.plus(RECENT_SECONDS + 60)).await);
    assert!(!house.store.is_recent(SessionHash::new(house.draw()), later).await.unwrap(), "in this session only");
}

/// Somebody who has another's session asks slowly, and its owner ends it meanwhile.
async fn a_session_that_was_ended_changes_no_second_factor(house: House) {
    let anna = enrolled(&house, "anna").await;
    let (owner, thief) = (house.session_of(anna).await, house.session_of(anna).await);
    let codes =
        async |session, byte| house.store.put_recovery_codes((anna, session), vec![RecoveryCode::new([byte; 10]).hash(anna)], TODAY).await;
    codes(owner, 3).await.unwrap();
    assert!(house.store.session(thief, NOW).await.unwrap().is_none(), "all others were ended");
    assert!(matches!(codes(thief, 4).await, Err(StoreError::AskAgain)));
    assert!(house.store.session(owner, NOW).await.unwrap().is_some(), "and ends nobody else's");
    let spends = async |byte| {
        house.store.open((anna, Opens::Again(owner)), Used::Recovery(RecoveryCode::new([byte; 10]).hash(anna)), (NOW, TODAY)).await
    };
    assert_eq!(spends(4).await.unwrap(), Opening::Refused, "nothing was changed");
    assert_eq!(spends(3).await.unwrap(), Opening::Opened);
}

async fn whoever_signs_in_again_in_the_same_browser_leaves_no_session_behind(house: House) {
    let (anna, bert) = (enrolled(&house, "anna").await, enrolled(&house, "bert").await);
    let (before, elsewhere) = (signed_in(&house, anna).await, signed_in(&house, anna).await);
    let entry = Entry { half: SessionHash::new(house.draw()), session: SessionHash::new(house.draw()), before: Some(before) };
    house.store.open_half(entry.half, bert, NOW).await.unwrap();
    assert_eq!(opens(&house, bert, entry, NOW.seconds() / 30 + 1000, NOW).await, Opening::Opened);
    assert!(house.store.session(before, NOW).await.unwrap().is_none(), "whoever it was");
    for kept in [elsewhere, entry.session] {
        assert!(house.store.session(kept, NOW).await.unwrap().is_some());
    }
}

async fn what_has_ended_is_gone_when_somebody_looks(house: House) {
    let person = enrolled(&house, "anna").await;
    let mut main = house.main().await;
    let mut rows = async || {
        let (whole, half) = ("SELECT COUNT(*) FROM staff_session", "SELECT COUNT(*) FROM half_session");
        main.number(whole).await + main.number(half).await
    };
    let idle = signed_in(&house, person).await;
    house.store.open_half(SessionHash::new(house.draw()), person, NOW).await.unwrap();
    house.store.forget_ended(NOW).await.unwrap();
    assert_eq!(rows().await, 2, "nothing has ended");
    assert!(house.store.session(idle, NOW.plus(IDLE_SECONDS + 61)).await.unwrap().is_none());
    assert_eq!(rows().await, 0, "asked for when it had ended");
    signed_in(&house, person).await;
    house.store.forget_ended(NOW.plus(IDLE_SECONDS + 61)).await.unwrap();
    assert_eq!(rows().await, 0, "or when somebody looked");
}
