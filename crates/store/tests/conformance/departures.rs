//! Taking people out in one act, and two people who let a third enrol anew.

use domain::{
    Actor, EnrolmentHash, LoginHash, Role, SessionHash, StaffId, StoreError,
    acts::By,
    cases::Rotation,
    departures::{Approval, Departure, Renewal, Waiting},
    documents::Listed,
    permissions::{ListCases, ReadCase, WriteCase},
    staff::{Account, Invitation, NewAccount, SignInName},
};

use crate::{
    house::{House, NOW, TODAY, list},
    on_both,
    staff::{account, enrols, enters},
};

on_both!(
    whoever_is_taken_out_is_out_everywhere_at_once,
    the_stand_in_is_woken_in_every_case_where_nobody_else_is_awake,
    a_stand_in_who_is_taken_out_stands_in_nowhere,
    what_was_sealed_to_somebody_taken_out_comes_out_without_them,
    nobody_makes_keys_for_somebody_taken_out,
    the_last_handler_is_not_taken_out,
    who_departed_is_forgotten_after_the_next_list,
    two_people_let_a_third_enrol_anew_and_one_does_not,
    somebody_invented_is_not_the_second_who_agrees,
    a_list_names_only_who_is_here_with_these_keys,
    who_took_somebody_out_and_who_agreed_stands_in_the_log,
    whoever_enrols_anew_reads_nothing_until_they_are_added_again,
    a_report_keeps_whoever_holds_the_keys_of_its_list_and_nobody_else,
    a_report_by_a_list_that_is_not_in_force_any_more_is_not_taken,
    a_report_that_nobody_could_open_is_not_confirmed,
    of_two_who_take_each_other_out_at_once_one_stays,
);

pub(crate) async fn somebody(house: &House, name: &str, roles: &[Role]) -> StaffId {
    let person = house.person();
    let invitation = Invitation {
        token: EnrolmentHash::new(house.draw()),
        person,
        name: name.to_owned(),
        roles: roles.iter().copied().collect(),
        groups: vec!["main".to_owned()],
        until: TODAY,
    };
    house.store.invite(invitation.clone(), By::machine(TODAY)).await.unwrap();
    enrols_as(house, invitation.token, name).await.unwrap()
}

async fn enrols_as(house: &House, token: EnrolmentHash, name: &str) -> Option<StaffId> {
    let account = NewAccount { login: LoginHash::of(name.as_bytes()), ..account(house, name) };
    enrols(house, token, account, TODAY).await.unwrap()
}

/// As the door does it: by the name, and by half a session.
async fn signs_in(house: &House, name: &str) -> Option<SessionHash> {
    let (person, _) = house.store.login_of(&SignInName::parse(name).unwrap()).await.unwrap()?;
    enters(house, person, TODAY).await
}

async fn left_since(house: &House, reader: StaffId, case: domain::CaseId) -> u32 {
    let grant = house.case_grant::<ReadCase>(reader, case).await.unwrap();
    house.store.case(&grant).await.unwrap().unwrap().left_since
}

fn rotation(house: &House, previous_version: u32, left_since: u32, members: &[StaffId]) -> Rotation {
    let (keyring, notice) = (house.sealed(5000), house.sealed(4500));
    Rotation { previous_version, left_since, keyring, notice, members: members.to_vec(), sleeper: None }
}

async fn whoever_is_taken_out_is_out_everywhere_at_once(house: House) {
    let (anna, bert) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    let session = signs_in(&house, "anna").await.unwrap();
    let filings = [house.delivered(&[anna, bert], None).await, house.delivered(&[anna, bert], None).await];
    assert_eq!(house.store.take_out(anna, By::machine(TODAY)).await.unwrap(), Departure::Out);
    assert!(house.store.session(session, NOW).await.unwrap().is_none());
    assert!(signs_in(&house, "anna").await.is_none());
    assert!(house.store.login_of(&SignInName::parse("anna").unwrap()).await.unwrap().is_none());
    assert!(house.store.list(&house.grant::<ListCases>(anna), None, 10).await.unwrap().cases.is_empty());
    for filing in &filings {
        assert!(house.case_grant::<ReadCase>(anna, filing.case).await.is_none());
        assert_eq!(left_since(&house, bert, filing.case).await, 1, "its keys must be replaced");
        let desk = house.case_grant::<WriteCase>(bert, filing.case).await.unwrap();
        house.store.rotate(&desk, rotation(&house, 1, 1, &[bert])).await.unwrap().unwrap();
        assert_eq!(left_since(&house, bert, filing.case).await, 0);
    }
    assert_eq!(house.store.take_out(anna, By::machine(TODAY)).await.unwrap(), Departure::Unknown);
    let mut main = house.main().await;
    assert_eq!(main.number("SELECT COUNT(*) FROM staff WHERE sign_in_name = 'anna'").await, 0, "nothing of them is left");
    assert_eq!(main.number("SELECT COUNT(*) FROM one_time_code").await, 1, "nor of their second factor");
    assert!(signs_in(&house, "bert").await.is_some());
}

async fn the_stand_in_is_woken_in_every_case_where_nobody_else_is_awake(house: House) {
    let (anna, bert) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    let sleepers = [house.person(), house.person(), house.person()];
    let alone = [house.delivered(&[anna], Some(sleepers[0])).await, house.delivered(&[anna], Some(sleepers[1])).await];
    let beside = house.delivered(&[anna, bert], Some(sleepers[2])).await;
    let others = house.delivered(&[bert], Some(sleepers[2])).await;
    house.store.take_out(anna, By::machine(TODAY)).await.unwrap();
    for (filing, sleeper) in alone.iter().zip(sleepers) {
        assert_eq!(left_since(&house, sleeper, filing.case).await, 1);
    }
    for filing in [beside, others] {
        assert!(house.case_grant::<ReadCase>(sleepers[2], filing.case).await.is_none(), "somebody else is awake");
    }
}

async fn a_stand_in_who_is_taken_out_stands_in_nowhere(house: House) {
    let (anna, hanna) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "hanna", &[Role::Fallback]).await);
    let filing = house.delivered(&[anna], Some(hanna)).await;
    house.store.take_out(hanna, By::machine(TODAY)).await.unwrap();
    let grant = house.case_grant::<ReadCase>(anna, filing.case).await.unwrap();
    let case = house.store.case(&grant).await.unwrap().unwrap();
    assert_eq!((case.members, case.sleeper, case.left_since), (vec![anna], None, 1));
}

async fn what_was_sealed_to_somebody_taken_out_comes_out_without_them(house: House) {
    let (anna, bert) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    let sleeper = house.person();
    house.store.take_out(anna, By::machine(TODAY)).await.unwrap();
    let alone = house.delivered(&[anna], Some(sleeper)).await;
    assert!(house.case_grant::<ReadCase>(anna, alone.case).await.is_none());
    assert_eq!(left_since(&house, sleeper, alone.case).await, 1, "the stand-in reads it at once");
    let both = house.delivered(&[anna, bert], None).await;
    assert_eq!(left_since(&house, bert, both.case).await, 1);
}

async fn nobody_makes_keys_for_somebody_taken_out(house: House) {
    let (anna, bert) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    let filing = house.delivered(&[anna, bert], None).await;
    house.store.take_out(anna, By::machine(TODAY)).await.unwrap();
    let (desk, proved) = (house.case_grant::<WriteCase>(bert, filing.case).await.unwrap(), house.recently().await);
    assert!(matches!(house.store.change_readers(&desk, rotation(&house, 1, 1, &[anna, bert]), proved).await, Err(StoreError::Conflict)));
    let asleep = Rotation { sleeper: Some(anna), ..rotation(&house, 1, 1, &[bert]) };
    assert!(matches!(house.store.change_readers(&desk, asleep, house.recently().await).await, Err(StoreError::Conflict)));
    assert!(house.case_grant::<ReadCase>(anna, filing.case).await.is_none());
}

async fn the_last_handler_is_not_taken_out(house: House) {
    let anna = somebody(&house, "anna", &[Role::Handler]).await;
    let hanna = somebody(&house, "hanna", &[Role::Fallback]).await;
    let session = signs_in(&house, "anna").await.unwrap();
    assert_eq!(house.store.take_out(anna, By::machine(TODAY)).await.unwrap(), Departure::LastHandler);
    assert!(house.store.session(session, NOW).await.unwrap().is_some(), "what was refused left no trace");
    assert_eq!(house.store.take_out(hanna, By::machine(TODAY)).await.unwrap(), Departure::Out);
    somebody(&house, "bert", &[Role::Handler]).await;
    assert_eq!(house.store.take_out(anna, By::machine(TODAY)).await.unwrap(), Departure::Out);
}

async fn who_departed_is_forgotten_after_the_next_list(house: House) {
    let (anna, _) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    house.store.take_out(anna, By::machine(TODAY)).await.unwrap();
    let departed = "SELECT COUNT(*) FROM departed";
    house.tick().await;
    assert_eq!(house.main().await.number(departed).await, 1);
    house.put_list(2).await;
    assert_eq!(house.main().await.number(departed).await, 1, "something may have been sealed by the old list, and wait");
    house.tick().await;
    assert_eq!(house.main().await.number(departed).await, 0);
}

/// Somebody as a list names them.
pub(crate) fn on_list(account: &Account) -> Listed {
    Listed { person: account.person, recipient: account.keys.recipient.clone(), signing: account.keys.signing }
}

/// By somebody who stands on the list unless they only run the place.
async fn approval(house: &House, person: StaffId, by: (StaffId, Role)) -> Approval {
    let accounts = house.store.accounts().await.unwrap();
    let listed = accounts.iter().filter(|account| !account.roles.has(Role::Administrator)).map(on_list).collect();
    let by = Actor { person: by.0, roles: [by.1].into_iter().collect() };
    Approval { person, by, listed, token: EnrolmentHash::new(house.draw()), today: TODAY, until: TODAY.add_days(7) }
}

async fn two_people_let_a_third_enrol_anew_and_one_does_not(house: House) {
    let anna = somebody(&house, "anna", &[Role::Handler]).await;
    let bert = (somebody(&house, "bert", &[Role::Handler]).await, Role::Handler);
    let carl = (somebody(&house, "carl", &[Role::Handler]).await, Role::Handler);
    let olga = (somebody(&house, "olga", &[Role::Administrator]).await, Role::Administrator);
    let session = signs_in(&house, "anna").await.unwrap();
    let waiting = Renewal::Waiting(TODAY.add_days(7));
    let everybody: Vec<Listed> = house.store.accounts().await.unwrap().iter().map(on_list).collect();
    for _ in 0..2 {
        let alone = Approval { listed: everybody.clone(), ..approval(&house, anna, olga).await };
        assert_eq!(house.store.approve(alone).await.unwrap(), waiting, "one who runs the place and stands on the list is one");
    }
    assert!(house.store.withdraw(anna, olga.0).await.unwrap());
    for by in [bert, bert, carl] {
        assert_eq!(house.store.approve(approval(&house, anna, by).await).await.unwrap(), waiting, "nobody of them runs the place");
    }
    let mut open = [bert.0, carl.0].map(|by| Waiting { person: anna, by, until: TODAY.add_days(7) });
    open.sort_by_key(|waiting| *waiting.by.as_bytes());
    assert_eq!(house.store.renewals(TODAY).await.unwrap(), open);
    assert!(house.store.withdraw(anna, carl.0).await.unwrap() && !house.store.withdraw(anna, carl.0).await.unwrap());
    assert!(house.store.session(session, NOW).await.unwrap().is_some(), "words change nothing");
    let late = Approval { today: TODAY.add_days(8), until: TODAY.add_days(15), ..approval(&house, anna, olga).await };
    assert_eq!(house.store.approve(late).await.unwrap(), Renewal::Waiting(TODAY.add_days(15)), "an old word does not count");
    assert_eq!(house.store.approve(approval(&house, house.person(), olga).await).await.unwrap(), Renewal::Unknown);

    let second = approval(&house, anna, bert).await;
    assert_eq!(house.store.approve(second.clone()).await.unwrap(), Renewal::Invited);
    assert!(house.store.session(session, NOW).await.unwrap().is_none() && signs_in(&house, "anna").await.is_none());
    assert_eq!(house.store.renewals(TODAY).await.unwrap(), []);
    let invited = house.store.invitation(second.token, TODAY).await.unwrap().unwrap();
    assert_eq!((invited.person, invited.name.as_str(), invited.groups), (anna, "anna", vec!["main".to_owned()]));
    assert_eq!(enrols_as(&house, second.token, "anna").await, Some(anna));
    assert!(signs_in(&house, "anna").await.is_some());
}

/// Whoever runs the place can invite somebody, enrol as them, and agree twice.
async fn somebody_invented_is_not_the_second_who_agrees(house: House) {
    let anna = somebody(&house, "anna", &[Role::Handler]).await;
    let bert = (somebody(&house, "bert", &[Role::Handler]).await, Role::Handler);
    let olga = (somebody(&house, "olga", &[Role::Administrator]).await, Role::Administrator);
    let invented = (somebody(&house, "nobody", &[Role::Handler]).await, Role::Handler);
    let runs_too = (somebody(&house, "nobody too", &[Role::Administrator]).await, Role::Administrator);
    let heard = approval(&house, anna, olga).await;
    let without = |who: StaffId| heard.listed.iter().filter(|listed| listed.person != who).cloned().collect::<Vec<_>>();
    for by in [olga, runs_too, invented] {
        let asked = Approval { listed: without(invented.0), ..approval(&house, anna, by).await };
        assert_eq!(house.store.approve(asked).await.unwrap(), Renewal::Waiting(TODAY.add_days(7)));
    }
    let mut other_keys = without(invented.0);
    for listed in &mut other_keys {
        listed.signing = domain::SigningPublic::new(house.draw());
    }
    let lost = Approval { listed: other_keys, ..approval(&house, anna, bert).await };
    assert_eq!(house.store.approve(lost).await.unwrap(), Renewal::Waiting(TODAY.add_days(7)), "on the list with other keys");
    let second = Approval { listed: without(invented.0), ..approval(&house, anna, bert).await };
    assert_eq!(house.store.approve(second).await.unwrap(), Renewal::Invited);
}

/// Somebody is taken out, or enrols anew, between the signing of a list and its coming into force.
async fn a_list_names_only_who_is_here_with_these_keys(house: House) {
    let (anna, bert) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    let people: Vec<Listed> = house.store.accounts().await.unwrap().iter().map(on_list).collect();
    let mut swapped = people.clone();
    swapped[0].recipient.push('x');
    for wrong in [swapped, vec![Listed { person: house.person(), ..people[0].clone() }]] {
        assert!(matches!(house.store.put_roster(list(1), wrong, By::machine(TODAY)).await, Err(StoreError::Misfit)));
    }
    house.store.put_roster(list(1), people.clone(), By::machine(TODAY)).await.unwrap();
    house.store.take_out(anna, By::machine(TODAY)).await.unwrap();
    assert!(matches!(house.store.put_roster(list(2), people.clone(), By::machine(TODAY)).await, Err(StoreError::Misfit)));
    assert_eq!(house.store.roster().await.unwrap().unwrap().version, 1);
    let still: Vec<Listed> = people.into_iter().filter(|listed| listed.person == bert).collect();
    house.store.put_roster(list(2), still, By::machine(TODAY)).await.unwrap();
}

async fn whoever_enrols_anew_reads_nothing_until_they_are_added_again(house: House) {
    let (anna, bert) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    let olga = (somebody(&house, "olga", &[Role::Administrator]).await, Role::Administrator);
    let sleeper = house.person();
    let (both, alone) = (house.delivered(&[anna, bert], None).await, house.delivered(&[anna], Some(sleeper)).await);
    house.store.approve(approval(&house, anna, (bert, Role::Handler)).await).await.unwrap();
    let second = approval(&house, anna, olga).await;
    assert_eq!(house.store.approve(second.clone()).await.unwrap(), Renewal::Invited);
    assert_eq!(left_since(&house, sleeper, alone.case).await, 1, "the stand-in was woken");
    enrols_as(&house, second.token, "anna").await.unwrap();
    assert!(house.case_grant::<ReadCase>(anna, both.case).await.is_none());
    let desk = house.case_grant::<WriteCase>(bert, both.case).await.unwrap();
    let again = |version, left| rotation(&house, version, left, &[anna, bert]);
    let early = house.store.change_readers(&desk, again(1, 1), house.recently().await).await;
    assert!(matches!(early, Err(StoreError::Conflict)), "the list in force has the lost keys");
    house.store.rotate(&desk, rotation(&house, 1, 1, &[bert])).await.unwrap().unwrap();
    house.put_list(2).await;
    house.tick().await;
    house.store.change_readers(&desk, again(2, 0), house.recently().await).await.unwrap().unwrap();
    assert!(house.case_grant::<ReadCase>(anna, both.case).await.is_some());
}

/// Lost her keys, enrolled anew, and stands on the next list.
async fn enrolled_anew(house: &House, anna: StaffId) {
    let bert = (somebody(house, "bert", &[Role::Handler]).await, Role::Handler);
    let olga = (somebody(house, "olga", &[Role::Administrator]).await, Role::Administrator);
    house.store.approve(approval(house, anna, bert).await).await.unwrap();
    let second = approval(house, anna, olga).await;
    house.store.approve(second.clone()).await.unwrap();
    enrols_as(house, second.token, "anna").await.unwrap();
    house.put_list(2).await;
}

async fn a_report_keeps_whoever_holds_the_keys_of_its_list_and_nobody_else(house: House) {
    let anna = somebody(&house, "anna", &[Role::Handler]).await;
    let sleeper = house.person();
    let before = house.filing(&[anna], Some(sleeper));
    house.store.file(before.clone(), TODAY).await.unwrap();
    enrolled_anew(&house, anna).await;
    let after = house.filing(&[anna], Some(sleeper));
    house.store.file(after.clone(), TODAY).await.unwrap();
    house.tick().await;
    assert!(house.case_grant::<ReadCase>(anna, after.case).await.is_some(), "sealed to the new keys");
    assert!(house.case_grant::<ReadCase>(sleeper, after.case).await.is_none());
    assert!(house.case_grant::<ReadCase>(anna, before.case).await.is_none(), "sealed to the lost ones");
    assert_eq!(left_since(&house, sleeper, before.case).await, 1, "whoever stands in reads it at once");
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM departed").await, 0);
}

/// Whoever opened the page before the list was renewed, and sends after: its keys may be nobody's.
async fn a_report_by_a_list_that_is_not_in_force_any_more_is_not_taken(house: House) {
    let anna = somebody(&house, "anna", &[Role::Handler]).await;
    let (kept, late) = (house.filing(&[anna], None), house.filing(&[anna], None));
    let answered = house.store.file(kept.clone(), TODAY).await.unwrap();
    enrolled_anew(&house, anna).await;
    for _ in 0..2 {
        assert!(matches!(house.store.file(late.clone(), TODAY).await, Err(StoreError::ListMoved)));
        assert_eq!(house.store.file(kept.clone(), TODAY).await.unwrap(), answered, "what was confirmed is confirmed again");
        house.tick().await;
    }
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM case_file").await, 1);
}

/// The list in force names them until the next one is signed.
async fn a_report_that_nobody_could_open_is_not_confirmed(house: House) {
    let (anna, bert) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    house.store.take_out(anna, By::machine(TODAY)).await.unwrap();
    let (alone, both) = (house.filing(&[anna], None), house.filing(&[anna, bert], None));
    assert!(matches!(house.store.file(alone, TODAY).await, Err(StoreError::ListMoved)));
    house.store.file(both.clone(), TODAY).await.unwrap();
    house.tick().await;
    assert_eq!(left_since(&house, bert, both.case).await, 1);
}

async fn of_two_who_take_each_other_out_at_once_one_stays(house: House) {
    somebody(&house, "anna", &[Role::Handler]).await;
    let (olga, otto) = (somebody(&house, "olga", &[Role::Administrator]).await, somebody(&house, "otto", &[Role::Administrator]).await);
    let out = |who, by| house.store.take_out(who, By::person(by, TODAY));
    let (one, other) = tokio::join!(out(otto, olga), out(olga, otto));
    let mut both = [one.unwrap(), other.unwrap()];
    both.sort_by_key(|departure| *departure == Departure::Unknown);
    assert_eq!(both, [Departure::Out, Departure::Unknown]);
}

async fn who_took_somebody_out_and_who_agreed_stands_in_the_log(house: House) {
    let (anna, bert) = (somebody(&house, "anna", &[Role::Handler]).await, somebody(&house, "bert", &[Role::Handler]).await);
    let olga = somebody(&house, "olga", &[Role::Administrator]).await;
    for by in [(bert, Role::Handler), (olga, Role::Administrator)] {
        house.store.approve(approval(&house, anna, by).await).await.unwrap();
    }
    house.store.approve(approval(&house, house.person(), (olga, Role::Administrator)).await).await.unwrap();
    house.store.take_out(anna, By::person(olga, TODAY)).await.unwrap();
    house.store.take_out(bert, By::person(olga, TODAY)).await.unwrap();
    house.tick().await;
    let acts = house.store.acts(None, 0, 100).await.unwrap();
    let count = |kind: &str, by: StaffId, about: StaffId| {
        let told = |record: &&String| [kind, &by.to_string(), &about.to_string()].iter().all(|part| record.contains(*part));
        acts.iter().map(|act| &act.record).filter(told).count()
    };
    assert_eq!((count("new-keys-agreed", bert, anna), count("new-keys-agreed", olga, anna)), (1, 1));
    assert_eq!(
        (count("taken-out", olga, bert), count("taken-out", olga, anna)),
        (0, 0),
        "nobody was taken out who is not here, nor the last"
    );
}
