//! Invitations, enrolment, sign-in, and the documents everything refers to.

use std::sync::atomic::{AtomicI64, Ordering};

use bytes::Bytes;
use domain::{
    Day, EnrolmentHash, LoginHash, QuestionnaireHash, Role, RosterHash, SessionHash, SigningPublic, StaffId, StoreError,
    acts::By,
    documents::StoredRoster,
    second_factor::{Attempt, Enrolment, FirstFactor, OfferedSeed, Opening, Opens, Seed, SeedOwner, Tried, Used},
    sessions::Entry,
    sign_in::{Attempts, first_step},
    staff::{Invitation, NewAccount, SignInName},
};

use crate::{
    house::{House, NOW, TODAY},
    on_both,
};

on_both!(
    an_invitation_serves_once_and_in_its_time,
    a_taken_sign_in_name_leaves_the_invitation_open,
    who_has_enrolled_is_not_invited_again,
    open_invitations_are_listed_and_one_withdrawn_leads_nowhere,
    a_wrong_login_and_an_unknown_name_open_not_even_half_a_session,
    only_a_newer_roster_comes_into_force,
    questionnaires_stay_under_their_hash,
);

/// A command on the server's machine.
pub(crate) const BY: By = By::machine(TODAY);

pub(crate) fn invitation(house: &House) -> Invitation {
    Invitation {
        token: EnrolmentHash::new(house.draw()),
        person: house.person(),
        name: "Internal audit, Lisbon".into(),
        roles: [Role::Handler, Role::Custodian].into_iter().collect(),
        groups: vec!["audit".into(), "north".into()],
        until: TODAY,
    }
}

pub(crate) fn account(house: &House, name: &str) -> NewAccount {
    NewAccount {
        sign_in_name: SignInName::parse(name).unwrap(),
        login: LoginHash::new(house.draw()),
        recipient: "age1pq1example".into(),
        signing: SigningPublic::new(house.draw()),
        secrets: Bytes::from_static(b"sealed"),
    }
}

/// Enrols with the seed of fives, of which no code was used yet.
pub(crate) async fn enrols(house: &House, token: EnrolmentHash, account: NewAccount, day: Day) -> Result<Option<StaffId>, StoreError> {
    let owner = SeedOwner::Link(token);
    house.store.offer_seed(owner, Seed::from_slice(&[5; 20]).unwrap(), NOW).await?;
    let OfferedSeed { seed, tag } = house.store.offered_seed(owner, NOW).await?.unwrap();
    let factor = FirstFactor { tried: Tried::Codes { seed, offer: tag, step: 0 }, recovery: Vec::new() };
    match house.store.enrol(token, account, factor, day).await? {
        Enrolment::Done(person) => Ok(Some(person)),
        Enrolment::LinkUsed => Ok(None),
        Enrolment::CodeRefused => panic!("the seed was offered"),
    }
}

/// Signs in with a code that nobody used; the codes of this house go on and on.
pub(crate) async fn enters(house: &House, person: StaffId, day: Day) -> Option<SessionHash> {
    static STEPS: AtomicI64 = AtomicI64::new(1);
    let entry = Entry { half: SessionHash::new(house.draw()), session: SessionHash::new(house.draw()), before: None };
    house.store.open_half(entry.half, person, NOW).await.unwrap();
    let Attempt::Taken { tag, .. } = house.store.take_attempt(person, NOW).await.unwrap() else { return None };
    let used = Used::Step { of: tag, step: NOW.seconds() / 30 + STEPS.fetch_add(1, Ordering::Relaxed) };
    let opening = house.store.open((person, Opens::Session(entry)), used, (NOW, day)).await.unwrap();
    (opening == Opening::Opened).then_some(entry.session)
}

async fn an_invitation_serves_once_and_in_its_time(house: House) {
    let (invited, new) = (invitation(&house), account(&house, "Anna"));
    house.store.invite(invited.clone(), BY).await.unwrap();
    assert_eq!(house.store.invitation(invited.token, TODAY).await.unwrap(), Some(invited.clone()));
    assert_eq!(house.store.invitation(invited.token, TODAY.add_days(1)).await.unwrap(), None);
    assert_eq!(enrols(&house, invited.token, new.clone(), TODAY.add_days(1)).await.unwrap(), None);
    assert_eq!(enrols(&house, EnrolmentHash::new(house.draw()), new.clone(), TODAY).await.unwrap(), None);
    assert_eq!(enrols(&house, invited.token, new.clone(), TODAY).await.unwrap(), Some(invited.person));
    assert_eq!(enrols(&house, invited.token, account(&house, "other"), TODAY).await.unwrap(), None);
    assert_eq!(house.store.invitation(invited.token, TODAY).await.unwrap(), None);
    let [enrolled] = &house.store.accounts().await.unwrap()[..] else { panic!("one account") };
    assert_eq!(
        (enrolled.person, &enrolled.name, enrolled.roles, &enrolled.groups),
        (invited.person, &invited.name, invited.roles, &invited.groups)
    );
    assert_eq!((&enrolled.keys.recipient, &enrolled.keys.secrets, enrolled.keys.login), (&new.recipient, &new.secrets, new.login));
}

async fn a_taken_sign_in_name_leaves_the_invitation_open(house: House) {
    let (one, two) = (invitation(&house), invitation(&house));
    for invited in [&one, &two] {
        house.store.invite(invited.clone(), BY).await.unwrap();
    }
    enrols(&house, one.token, account(&house, "anna"), TODAY).await.unwrap().unwrap();
    assert!(matches!(enrols(&house, two.token, account(&house, " ANNA "), TODAY).await, Err(StoreError::Duplicate)));
    assert_eq!(enrols(&house, two.token, account(&house, "bert"), TODAY).await.unwrap(), Some(two.person));
}

async fn who_has_enrolled_is_not_invited_again(house: House) {
    let invited = invitation(&house);
    house.store.invite(invited.clone(), BY).await.unwrap();
    assert!(matches!(house.store.invite(invited.clone(), BY).await, Err(StoreError::Duplicate)));
    enrols(&house, invited.token, account(&house, "anna"), TODAY).await.unwrap().unwrap();
    let again = Invitation { token: EnrolmentHash::new(house.draw()), ..invited };
    assert!(matches!(house.store.invite(again, BY).await, Err(StoreError::Duplicate)));
}

async fn a_wrong_login_and_an_unknown_name_open_not_even_half_a_session(house: House) {
    let (invited, new) = (invitation(&house), account(&house, "anna"));
    house.store.invite(invited.clone(), BY).await.unwrap();
    enrols(&house, invited.token, new.clone(), TODAY).await.unwrap().unwrap();
    let (attempts, nobody) = (Attempts::default(), SignInName::parse("nobody").unwrap());
    for (name, login) in [(&new.sign_in_name, LoginHash::new(house.draw())), (&nobody, new.login), (&nobody, LoginHash::new([0; 32]))] {
        let half = SessionHash::new(house.draw());
        assert!(first_step(&*house.store, &attempts, name, &login, half, NOW).await.unwrap().is_none());
        assert!(house.store.half(half, NOW).await.unwrap().is_none());
    }
    let half = SessionHash::new(house.draw());
    let person = first_step(&*house.store, &attempts, &new.sign_in_name, &new.login, half, NOW).await.unwrap().unwrap();
    assert_eq!(house.store.half(half, NOW).await.unwrap(), Some(person));
    assert!(house.store.session(half, NOW).await.unwrap().is_none(), "half a session is none");
}

async fn only_a_newer_roster_comes_into_force(house: House) {
    house.main().await.execute("DELETE FROM roster").await;
    assert_eq!(house.store.roster().await.unwrap(), None);
    let roster = |version: u32| {
        let note = format!("roster {version}");
        StoredRoster { hash: RosterHash::of(note.as_bytes()), note, version, valid_from: TODAY, valid_until: TODAY.add_days(90) }
    };
    for version in [1, 3, 3] {
        house.store.put_roster(roster(version), Vec::new(), BY).await.unwrap();
    }
    let other = StoredRoster { hash: RosterHash::of(b"other"), note: "other".into(), ..roster(3) };
    for stale in [roster(2), roster(1), other] {
        assert!(matches!(house.store.put_roster(stale, Vec::new(), BY).await, Err(StoreError::Conflict)));
    }
    assert_eq!(house.store.roster().await.unwrap(), Some(roster(3)));
    assert_eq!(house.store.roster_by_hash(roster(1).hash).await.unwrap(), Some(roster(1)));
    assert_eq!(house.store.roster_by_hash(roster(2).hash).await.unwrap(), None);
}

async fn questionnaires_stay_under_their_hash(house: House) {
    let json = "{ \"é\": 1 }\n";
    for _ in 0..2 {
        assert_eq!(house.store.put_questionnaire(json).await.unwrap(), QuestionnaireHash::of(json.as_bytes()));
    }
    assert_eq!(house.store.questionnaire(QuestionnaireHash::of(json.as_bytes())).await.unwrap().as_deref(), Some(json));
    assert_eq!(house.store.questionnaire(QuestionnaireHash::of(b"x")).await.unwrap(), None);
}

async fn open_invitations_are_listed_and_one_withdrawn_leads_nowhere(house: House) {
    let (one, two) = (invitation(&house), invitation(&house));
    let past = Invitation { until: TODAY.add_days(-1), ..invitation(&house) };
    for invited in [&one, &two, &past] {
        house.store.invite(invited.clone(), BY).await.unwrap();
    }
    let mut open = vec![one.clone(), two.clone()];
    open.sort_by_key(|invited| *invited.person.as_bytes());
    assert_eq!(house.store.invitations(TODAY).await.unwrap(), open);
    assert!(house.store.withdraw_invitation(one.person, BY).await.unwrap());
    assert!(!house.store.withdraw_invitation(one.person, BY).await.unwrap(), "there is none any more");
    assert_eq!(enrols(&house, one.token, account(&house, "anna"), TODAY).await.unwrap(), None);
    assert_eq!(enrols(&house, two.token, account(&house, "bert"), TODAY).await.unwrap(), Some(two.person));
    assert_eq!(house.store.invitations(TODAY).await.unwrap(), []);
}
