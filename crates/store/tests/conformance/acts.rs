//! What the staff did to the place comes into the log: in the transaction that does it, at a tick with room, numbered, blinded, none lost.

use std::collections::BTreeSet;

use bytes::Bytes;
use domain::{
    EnrolmentHash, Leaf, LoginHash, Role, RosterHash, SessionHash, SigningPublic, StaffId, StoreError,
    acts::By,
    documents::StoredRoster,
    log::{FILING_LEAVES, INNER_LEAVES, LoggedAct, LoggedRoster, prove, roster_leaf, staff_leaf},
    second_factor::{Attempt, Opening, Opens, Used},
    sessions::{Entry, HALF_SECONDS},
    staff::{Invitation, NewAccount, SignInName},
};

use crate::{
    house::{House, NOW, TODAY},
    on_both,
    staff::{enrols, enters},
};

on_both!(
    what_was_done_stands_in_the_next_tick_and_nobody_can_tell_it_from_filling,
    a_second_sign_in_of_a_day_is_not_kept_again,
    what_finds_no_room_waits_and_none_is_lost,
    what_was_not_done_is_not_kept,
    a_flood_of_filings_keeps_no_act_and_no_list_of_readers_out,
    every_list_of_readers_stands_in_the_log_older_ones_too,
    an_empty_organisation_and_a_busy_one_have_checkpoints_of_equal_size_at_every_tick,
);

fn invitation(house: &House) -> Invitation {
    Invitation {
        token: EnrolmentHash::new(house.draw()),
        person: house.person(),
        name: "Internal audit, Lisbon".into(),
        roles: [Role::Auditor].into_iter().collect(),
        groups: Vec::new(),
        until: TODAY,
    }
}

fn account(house: &House, name: &str) -> NewAccount {
    NewAccount {
        sign_in_name: SignInName::parse(name).unwrap(),
        login: LoginHash::new(house.draw()),
        recipient: "age1pq1example".into(),
        signing: SigningPublic::new(house.draw()),
        secrets: Bytes::from_static(b"sealed"),
    }
}

fn roster(version: u32) -> StoredRoster {
    let note = format!("roster {version}");
    StoredRoster { hash: RosterHash::of(note.as_bytes()), note, version, valid_from: TODAY, valid_until: TODAY.add_days(90) }
}

/// All that can be read of the log, number and kind and who did it.
async fn told(house: &House) -> Vec<(u64, String, Option<String>)> {
    let acts = house.store.acts(None, 0, 1000).await.unwrap();
    let record = |act: &LoggedAct| serde_json::from_str::<serde_json::Value>(&act.record).unwrap();
    acts.iter()
        .map(record)
        .map(|record| {
            (record["seq"].as_u64().unwrap(), record["kind"].as_str().unwrap().to_owned(), record["by"].as_str().map(str::to_owned))
        })
        .collect()
}

async fn what_was_done_stands_in_the_next_tick_and_nobody_can_tell_it_from_filling(house: House) {
    let (admin, one, two) = (house.person(), invitation(&house), invitation(&house));
    let by = By::person(admin, TODAY);
    for invited in [&one, &two] {
        house.store.invite(invited.clone(), by).await.unwrap();
    }
    assert!(house.store.withdraw_invitation(one.person, by).await.unwrap());
    enrols(&house, two.token, account(&house, "anna"), TODAY).await.unwrap().unwrap();
    enters(&house, two.person, TODAY).await.unwrap();
    house.store.put_roster(roster(1), Vec::new(), by).await.unwrap();
    assert_eq!(house.store.acts(None, 0, 1000).await.unwrap(), [], "before the tick nothing is told");
    house.tick().await;
    let (admin, anna) = (Some(admin.to_string()), Some(two.person.to_string()));
    let mut told = told(&house).await;
    assert!(told.iter().map(|(seq, ..)| *seq).eq(0..6), "numbered without a gap: {told:?}");
    told.sort_by(|one, other| (&one.1, &one.2).cmp(&(&other.1, &other.2)));
    let told: Vec<_> = told.into_iter().map(|(_, kind, by)| (kind, by)).collect();
    let expected = [
        ("enrolled", &anna),
        ("invitation-withdrawn", &admin),
        ("invited", &admin),
        ("invited", &admin),
        ("list-in-force", &admin),
        ("signed-in", &anna),
    ];
    assert_eq!(told, expected.map(|(kind, by)| (kind.to_owned(), by.clone())));
    // Each opens a leaf of its tick, and no two are blinded alike.
    let acts = house.store.acts(None, 0, 1000).await.unwrap();
    let inner = house.store.inner_leaves(0).await.unwrap().unwrap();
    assert!(prove(&inner, &acts).is_some());
    assert!(acts.iter().all(|act| act.tick == 0 && inner.contains(&staff_leaf(&act.blinding, &act.record))));
    assert_eq!(acts.iter().map(|act| act.blinding).collect::<BTreeSet<_>>().len(), acts.len());
    assert_eq!((inner.len(), inner.iter().collect::<BTreeSet<_>>().len()), (INNER_LEAVES, INNER_LEAVES));
    let own = house.store.acts(Some(two.person), 0, 1000).await.unwrap();
    assert_eq!(own.len(), 2, "the person's own: enrolled and signed in");
    assert_eq!(house.store.acts(None, 4, 1).await.unwrap(), acts[4..5]);
}

async fn a_second_sign_in_of_a_day_is_not_kept_again(house: House) {
    let invited = invitation(&house);
    house.store.invite(invited.clone(), By::machine(TODAY)).await.unwrap();
    enrols(&house, invited.token, account(&house, "anna"), TODAY).await.unwrap().unwrap();
    let enter = async |day| enters(&house, invited.person, day).await.unwrap();
    let sign_ins = async || told(&house).await.iter().filter(|(_, kind, _)| kind == "signed-in").count();
    for _ in 0..3 {
        enter(TODAY).await;
    }
    house.tick().await;
    enter(TODAY).await;
    house.tick().await;
    assert_eq!(sign_ins().await, 1);
    enter(TODAY.add_days(1)).await;
    house.tick().await;
    assert_eq!(sign_ins().await, 2);
}

async fn what_finds_no_room_waits_and_none_is_lost(house: House) {
    let all = INNER_LEAVES + 44;
    for n in 0..all {
        let day = if n % 2 == 0 { TODAY.add_days(-1) } else { TODAY };
        house.store.invite(invitation(&house), By::machine(day)).await.unwrap();
    }
    house.tick().await;
    assert_eq!(house.store.acts(None, 0, 1000).await.unwrap().len(), INNER_LEAVES);
    house.tick().await;
    let acts = house.store.acts(None, 0, 1000).await.unwrap();
    assert_eq!((acts.len(), acts.iter().filter(|act| act.tick == 1).count()), (all, 44));
    let records: Vec<serde_json::Value> = acts.iter().map(|act| serde_json::from_str(&act.record).unwrap()).collect();
    assert!(records.iter().enumerate().all(|(n, record)| record["seq"] == n), "numbered through, over the ticks");
    assert_eq!(records.iter().map(|record| record["about"].to_string()).collect::<BTreeSet<_>>().len(), all, "each once");
    let yesterday = i64::from(TODAY.number() - 1);
    assert!(records[INNER_LEAVES..].iter().all(|record| record["day"] != yesterday), "the older day goes first");
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM waiting_act").await, 0);
}

async fn what_was_not_done_is_not_kept(house: House) {
    let (one, two) = (invitation(&house), invitation(&house));
    for invited in [&one, &two] {
        house.store.invite(invited.clone(), By::machine(TODAY)).await.unwrap();
    }
    enrols(&house, one.token, account(&house, "anna"), TODAY).await.unwrap().unwrap();
    house.store.put_roster(roster(2), Vec::new(), By::machine(TODAY)).await.unwrap();
    house.tick().await;
    let before = told(&house).await;
    assert!(matches!(house.store.invite(two.clone(), By::machine(TODAY)).await, Err(StoreError::Duplicate)));
    assert!(matches!(enrols(&house, two.token, account(&house, "anna"), TODAY).await, Err(StoreError::Duplicate)));
    assert!(matches!(house.store.put_roster(roster(1), Vec::new(), By::machine(TODAY)).await, Err(StoreError::Conflict)));
    house.store.put_roster(roster(2), Vec::new(), By::machine(TODAY)).await.unwrap(); // in force already
    assert!(!house.store.withdraw_invitation(one.person, By::machine(TODAY)).await.unwrap());
    assert!(house.store.open_half(SessionHash::new(house.draw()), StaffId::new([0; 16]), NOW).await.is_err());
    let (half, session) = (SessionHash::new(house.draw()), SessionHash::new(house.draw()));
    house.store.open_half(half, one.person, NOW).await.unwrap();
    let late = NOW.plus(HALF_SECONDS + 61);
    let Attempt::Taken { tag, .. } = house.store.take_attempt(one.person, late).await.unwrap() else { panic!("a seed") };
    let opens = Opens::Session(Entry { half, session, before: None });
    let used = Used::Step { of: tag, step: late.seconds() / 30 };
    assert_eq!(house.store.open((one.person, opens), used, (late, TODAY)).await.unwrap(), Opening::Over, "half a sign-in is none");
    house.tick().await;
    assert_eq!(told(&house).await, before);
}

async fn a_flood_of_filings_keeps_no_act_and_no_list_of_readers_out(house: House) {
    // As if so many had been filed since the last tick.
    for n in 0..FILING_LEAVES {
        let blob = if house.config.database.starts_with("sqlite:") { format!("x'{n:064x}'") } else { format!("'\\x{n:064x}'") };
        house.main().await.execute(&format!("INSERT INTO log_leaf (tick, leaf) VALUES (0, {blob})")).await;
    }
    let filed = house.store.file(house.filing(&[house.person()], None), TODAY).await.unwrap();
    assert_eq!(filed.tick, 1, "the first tick has no room for another filing");
    house.main().await.execute("DELETE FROM roster").await;
    house.store.put_roster(roster(1), Vec::new(), By::machine(TODAY)).await.unwrap();
    for _ in 0..10 {
        house.store.invite(invitation(&house), By::machine(TODAY)).await.unwrap();
    }
    house.tick().await;
    assert_eq!(house.store.logged_rosters().await.unwrap(), [LoggedRoster { hash: roster(1).hash, tick: 0 }]);
    assert!(house.store.inner_leaves(0).await.unwrap().unwrap().contains(&roster_leaf(roster(1).hash)));
    assert_eq!(house.store.acts(None, 0, 100).await.unwrap().iter().filter(|act| act.tick == 0).count(), 11);
}

async fn every_list_of_readers_stands_in_the_log_older_ones_too(house: House) {
    house.main().await.execute("DELETE FROM roster").await;
    house.store.put_roster(roster(1), Vec::new(), By::machine(TODAY)).await.unwrap();
    // As before the log knew of lists.
    let mut main = house.main().await;
    main.execute("UPDATE roster SET tick = NULL").await;
    main.execute("DELETE FROM log_leaf").await;
    assert_eq!(house.store.logged_rosters().await.unwrap(), []);
    house.tick().await;
    house.store.put_roster(roster(2), Vec::new(), By::machine(TODAY)).await.unwrap();
    house.tick().await;
    let logged = house.store.logged_rosters().await.unwrap();
    let expected: Vec<_> =
        [1, 2].map(|version| roster(version).hash).into_iter().zip(0..).map(|(hash, tick)| LoggedRoster { hash, tick }).collect();
    assert_eq!(logged, expected);
    for LoggedRoster { hash, tick } in logged {
        let inner: Vec<Leaf> = house.store.inner_leaves(tick).await.unwrap().unwrap();
        assert_eq!(inner.iter().filter(|leaf| **leaf == roster_leaf(hash)).count(), 1);
    }
}

async fn an_empty_organisation_and_a_busy_one_have_checkpoints_of_equal_size_at_every_tick(busy: House) {
    let empty = House::on_sqlite().await;
    let reader = busy.person();
    for tick in 0..5_u32 {
        for _ in 0..tick * 3 {
            busy.store.file(busy.filing(&[reader], None), TODAY).await.unwrap();
            busy.store.invite(invitation(&busy), By::machine(TODAY)).await.unwrap();
        }
        busy.put_list(tick + 1).await;
        let mut seen = Vec::new();
        for house in [&empty, &busy] {
            house.tick().await;
            let checkpoint = house.store.checkpoint().await.unwrap().unwrap();
            let (size, _) = *house.signed.seen.lock().unwrap().last().unwrap();
            let public = house.store.public_leaves(0, 1000).await.unwrap().len();
            let inner = house.store.inner_leaves(tick.into()).await.unwrap().unwrap();
            let different = inner.iter().collect::<BTreeSet<_>>().len();
            let stored = house.main().await.number("SELECT CAST(MAX(LENGTH(inner_leaves)) AS BIGINT) FROM log_tick").await;
            let rows = house.main().await.number("SELECT COUNT(*) FROM log_tick").await;
            seen.push((checkpoint.len(), size, public, inner.len(), different, stored, rows));
        }
        assert_eq!(seen[0], seen[1], "tick {tick}: length, size, public leaves, inner leaves, different ones, bytes stored, rows");
        assert_eq!(seen[0].1, u64::from(tick) + 1);
    }
    assert!(busy.store.acts(None, 0, 1000).await.unwrap().len() > 30, "the control: one of them is busy");
    assert_eq!(empty.store.acts(None, 0, 1000).await.unwrap(), []);
}
