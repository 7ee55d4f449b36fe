//! Casework: members read and write, nobody else finds anything, and of two who change the keyring one wins.

use domain::{
    CaseId, Day, Profile, StaffId, StoreError,
    cases::{Audience, Marks, NewItem, Rotation, StaffPost},
    permissions::{ListCases, ReadCase, WriteCase},
};

use crate::{
    house::{House, NOW, TODAY},
    on_both,
};

on_both!(
    who_is_not_a_member_finds_nothing_anywhere,
    a_grant_does_not_outlive_the_membership,
    sleepers_see_nothing_until_a_deadline_is_missed,
    a_sleeper_of_a_confirmed_case_sleeps_on,
    who_was_woken_stays_awake_whoever_replaces_the_keys,
    who_sleeps_reads_nothing_though_the_keys_are_replaced,
    of_two_rotations_at_once_one_wins,
    of_two_who_add_somebody_at_once_nobody_is_lost,
    a_rotation_changes_keyring_members_and_notice_together,
    who_reads_changes_only_with_a_second_factor,
    a_replaced_keyring_is_kept_as_long_as_the_case,
    a_rotation_without_members_is_refused,
    a_writer_with_an_old_keyring_conflicts_and_leaves_nothing,
    of_two_posts_over_one_view_the_second_conflicts,
    marks_once_set_stay_and_the_first_confirmation_sets_the_day_for_feedback,
    a_late_confirmation_gains_no_time,
    the_list_comes_in_pages_that_leave_nothing_out,
    items_come_in_pages_that_leave_nothing_out,
);

fn post(house: &House, keyring_version: u32) -> StaffPost {
    let items = vec![NewItem { audience: Audience::Conversation, sealed: house.sealed(4500) }];
    StaffPost { keyring_version, seen: None, items, uploads: vec![], marks: Marks::default() }
}

fn rotation(house: &House, previous_version: u32, members: &[StaffId], sleeper: Option<StaffId>) -> Rotation {
    let (keyring, notice) = (house.sealed(5000), house.sealed(4500));
    Rotation { previous_version, left_since: 0, keyring, notice, members: members.to_vec(), sleeper }
}

async fn who_is_not_a_member_finds_nothing_anywhere(house: House) {
    let (member, outsider) = (house.person(), house.person());
    let filing = house.delivered(&[member], None).await;
    for case in [filing.case, CaseId::new(house.draw())] {
        assert!(house.case_grant::<ReadCase>(outsider, case).await.is_none());
        assert!(house.case_grant::<WriteCase>(outsider, case).await.is_none());
    }
    assert!(house.store.list(&house.grant::<ListCases>(outsider), None, 10).await.unwrap().cases.is_empty());
    assert!(house.case_grant::<ReadCase>(member, filing.case).await.is_some());
}

async fn a_grant_does_not_outlive_the_membership(house: House) {
    let (leaver, stayer) = (house.person(), house.person());
    let mut filing = house.filing(&[leaver, stayer], None);
    filing.uploads.push(house.upload(filing.submission, 5000).await.1);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    house.tick().await;
    let read = house.case_grant::<ReadCase>(leaver, filing.case).await.unwrap();
    let write = house.case_grant::<WriteCase>(leaver, filing.case).await.unwrap();
    let attachment = house.store.case(&read).await.unwrap().unwrap().attachments[0].id;
    let upload = house.store.open_case_upload(&write, 5, NOW).await.unwrap().unwrap();
    assert!(house.store.chunk(&read, attachment, 0).await.unwrap().is_some());
    let stays = house.case_grant::<WriteCase>(stayer, filing.case).await.unwrap();
    house.store.change_readers(&stays, rotation(&house, 1, &[stayer], None), house.recently().await).await.unwrap().unwrap();
    assert!(house.store.case(&read).await.unwrap().is_none());
    assert!(house.store.items(&read, None, 10).await.unwrap().is_none());
    assert!(house.store.chunk(&read, attachment, 0).await.unwrap().is_none());
    for version in [1, 2] {
        assert!(house.store.write(&write, post(&house, version), TODAY, Profile::Eu).await.unwrap().is_none());
        assert!(house.store.rotate(&write, rotation(&house, version, &[leaver], None)).await.unwrap().is_none());
    }
    assert!(house.store.open_case_upload(&write, 5, NOW).await.unwrap().is_none());
    assert!(house.store.put_case_chunk(&write, upload, 0, house.sealed(5), NOW).await.unwrap().is_none());
    assert!(house.store.list(&house.grant::<ListCases>(leaver), None, 10).await.unwrap().cases.is_empty());
}

async fn sleepers_see_nothing_until_a_deadline_is_missed(house: House) {
    let (member, sleeper) = (house.person(), house.person());
    let filing = house.delivered(&[member], Some(sleeper)).await;
    let row = &house.store.list(&house.grant::<ListCases>(member), None, 10).await.unwrap().cases[0];
    for day in [TODAY, row.ack_due] {
        house.tick_on(day).await;
        assert!(house.case_grant::<ReadCase>(sleeper, filing.case).await.is_none());
        assert!(house.case_grant::<WriteCase>(sleeper, filing.case).await.is_none());
        assert!(house.store.list(&house.grant::<ListCases>(sleeper), None, 10).await.unwrap().cases.is_empty());
    }
    house.tick_on(row.ack_due.add_days(1)).await;
    let awake = house.case_grant::<ReadCase>(sleeper, filing.case).await.unwrap();
    let case = house.store.case(&awake).await.unwrap().unwrap();
    let mut both = vec![member, sleeper];
    both.sort();
    assert_eq!((case.members, case.sleeper), (both, None));
    assert_eq!(house.store.list(&house.grant::<ListCases>(sleeper), None, 10).await.unwrap().cases.len(), 1);
}

async fn a_sleeper_of_a_confirmed_case_sleeps_on(house: House) {
    let (member, sleeper) = (house.person(), house.person());
    let filing = house.delivered(&[member], Some(sleeper)).await;
    let desk = house.case_grant::<WriteCase>(member, filing.case).await.unwrap();
    let mut confirmation = post(&house, 1);
    confirmation.marks.acknowledged = true;
    house.store.write(&desk, confirmation, TODAY, Profile::Eu).await.unwrap().unwrap();
    house.tick_on(TODAY.add_days(100)).await;
    assert!(house.case_grant::<ReadCase>(sleeper, filing.case).await.is_none());
    let reader = house.case_grant::<ReadCase>(member, filing.case).await.unwrap();
    assert_eq!(house.store.case(&reader).await.unwrap().unwrap().sleeper, Some(sleeper));
}

async fn who_was_woken_stays_awake_whoever_replaces_the_keys(house: House) {
    let (member, sleeper) = (house.person(), house.person());
    let filing = house.delivered(&[member], Some(sleeper)).await;
    house.tick_on(TODAY.add_days(100)).await;
    let desk = house.case_grant::<WriteCase>(sleeper, filing.case).await.unwrap();
    // First as an old client does it, who calls themselves the sleeper still; then as one of the members.
    for (version, members, asleep) in [(1, vec![member], Some(sleeper)), (2, vec![member, sleeper], None)] {
        let turn = rotation(&house, version, &members, asleep);
        house.store.change_readers(&desk, turn, house.recently().await).await.unwrap().unwrap();
        assert_eq!(house.store.write(&desk, post(&house, version + 1), TODAY, Profile::Eu).await.unwrap().unwrap().len(), 1);
        let awake = house.case_grant::<ReadCase>(sleeper, filing.case).await.unwrap();
        let case = house.store.case(&awake).await.unwrap().unwrap();
        assert_eq!((case.members.len(), case.sleeper), (2, None));
    }
    // Whoever was never woken sleeps on.
    let other = house.person();
    let turn = rotation(&house, 3, &[member, sleeper], Some(other));
    house.store.change_readers(&desk, turn, house.recently().await).await.unwrap().unwrap();
    assert!(house.case_grant::<ReadCase>(other, filing.case).await.is_none());
}

/// As at every first opening: the keys are replaced, and who sleeps is named once more.
async fn who_sleeps_reads_nothing_though_the_keys_are_replaced(house: House) {
    let (member, sleeper) = (house.person(), house.person());
    let filing = house.delivered(&[member], Some(sleeper)).await;
    let desk = house.case_grant::<WriteCase>(member, filing.case).await.unwrap();
    for version in [1, 2] {
        let turn = rotation(&house, version, &[member], Some(sleeper));
        house.store.change_readers(&desk, turn, house.recently().await).await.unwrap().unwrap();
        assert!(house.case_grant::<ReadCase>(sleeper, filing.case).await.is_none());
        assert!(house.case_grant::<WriteCase>(sleeper, filing.case).await.is_none());
        assert!(house.store.list(&house.grant::<ListCases>(sleeper), None, 10).await.unwrap().cases.is_empty());
        let reader = house.case_grant::<ReadCase>(member, filing.case).await.unwrap();
        assert_eq!(house.store.case(&reader).await.unwrap().unwrap().sleeper, Some(sleeper));
    }
}

async fn of_two_rotations_at_once_one_wins(house: House) {
    let (one, two) = (house.person(), house.person());
    let filing = house.delivered(&[one, two], None).await;
    let (desk, other) = (house.case_grant(one, filing.case).await.unwrap(), house.case_grant(two, filing.case).await.unwrap());
    for version in 1..6 {
        let (a, b) = (rotation(&house, version, &[one, two], None), rotation(&house, version, &[one, two], None));
        let (first, second) = (house.recently().await, house.recently().await);
        let won = match tokio::join!(
            house.store.change_readers(&desk, a.clone(), first),
            house.store.change_readers(&other, b.clone(), second)
        ) {
            (Ok(Some(new)), Err(StoreError::Conflict)) if new == version + 1 => a,
            (Err(StoreError::Conflict), Ok(Some(new))) if new == version + 1 => b,
            other => panic!("{other:?}"),
        };
        let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
        let case = house.store.case(&reader).await.unwrap().unwrap();
        assert_eq!((case.keyring, case.row.keyring_version, case.row.items), (won.keyring, version + 1, version + 1));
    }
}

async fn of_two_who_add_somebody_at_once_nobody_is_lost(house: House) {
    let (one, two) = (house.person(), house.person());
    let filing = house.delivered(&[one, two], None).await;
    let (desk, other) = (house.case_grant(one, filing.case).await.unwrap(), house.case_grant(two, filing.case).await.unwrap());
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    for _ in 0..5 {
        let before = house.store.case(&reader).await.unwrap().unwrap();
        let version = before.row.keyring_version;
        let with = |members: &[StaffId], person| rotation(&house, version, &[members, &[person]].concat(), None);
        let (a, b) = (house.person(), house.person());
        let (here, there) = (house.recently().await, house.recently().await);
        let at_once = tokio::join!(
            house.store.change_readers(&desk, with(&before.members, a), here),
            house.store.change_readers(&other, with(&before.members, b), there)
        );
        let (by, late) = match at_once {
            (Ok(Some(_)), Err(StoreError::Conflict)) => (&other, b),
            (Err(StoreError::Conflict), Ok(Some(_))) => (&desk, a),
            other => panic!("{other:?}"),
        };
        let between = house.store.case(&reader).await.unwrap().unwrap();
        let again = rotation(&house, between.row.keyring_version, &[&between.members[..], &[late]].concat(), None);
        house.store.change_readers(by, again, house.recently().await).await.unwrap().unwrap();
        let mut all = [&before.members[..], &[a, b]].concat();
        all.sort();
        assert_eq!(house.store.case(&reader).await.unwrap().unwrap().members, all);
    }
}

async fn a_rotation_changes_keyring_members_and_notice_together(house: House) {
    let (one, two, sleeper) = (house.person(), house.person(), house.person());
    let filing = house.delivered(&[one], Some(sleeper)).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    let turn = rotation(&house, 1, &[one, two], None);
    assert_eq!(house.store.change_readers(&desk, turn.clone(), house.recently().await).await.unwrap(), Some(2));
    let reader = house.case_grant::<ReadCase>(two, filing.case).await.unwrap();
    let case = house.store.case(&reader).await.unwrap().unwrap();
    let mut both = vec![one, two];
    both.sort();
    assert_eq!((case.keyring, case.members, case.sleeper), (turn.keyring, both, None));
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert!(found.items.iter().any(|(_, sealed)| *sealed == turn.notice));
    house.tick_on(TODAY.add_days(100)).await;
    assert!(house.case_grant::<ReadCase>(sleeper, filing.case).await.is_none());
}

async fn who_reads_changes_only_with_a_second_factor(house: House) {
    let (one, two, sleeper, other) = (house.person(), house.person(), house.person(), house.person());
    let filing = house.delivered(&[one, two], Some(sleeper)).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    let changes = [
        (vec![one], Some(sleeper)),
        (vec![one, two], None),
        (vec![one, two, other], Some(sleeper)),
        (vec![one, other], Some(sleeper)),
        (vec![one, two, sleeper], None),
        (vec![one, sleeper], Some(two)),
    ];
    for (members, asleep) in changes {
        let refused = house.store.rotate(&desk, rotation(&house, 1, &members, asleep)).await;
        assert!(matches!(refused, Err(StoreError::AskAgain)), "{members:?} {asleep:?}");
    }
    let case = house.store.case(&reader).await.unwrap().unwrap();
    assert_eq!((case.row.keyring_version, case.row.items, case.members.len()), (1, 1, 2), "nothing was changed");
    house.store.rotate(&desk, rotation(&house, 1, &[one, two], Some(sleeper))).await.unwrap().unwrap();
    let again = house.store.rotate(&desk, rotation(&house, 2, &[one, two], Some(sleeper))).await;
    assert!(matches!(again, Err(StoreError::AskAgain)), "the same readers, and no reason for other keys");
    let turn = rotation(&house, 2, &[one, other], Some(sleeper));
    house.store.change_readers(&desk, turn, house.recently().await).await.unwrap().unwrap();
    assert!(house.case_grant::<ReadCase>(two, filing.case).await.is_none());
}

async fn a_replaced_keyring_is_kept_as_long_as_the_case(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let first = house.main().await.bytes("SELECT sealed FROM keyring").await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    house.store.rotate(&desk, rotation(&house, 1, &[one], None)).await.unwrap().unwrap();
    house.store.rotate(&desk, rotation(&house, 1, &[one], None)).await.unwrap_err();
    house.store.change_readers(&desk, rotation(&house, 2, &[one], None), house.recently().await).await.unwrap().unwrap();
    let kept = house.main().await.bytes("SELECT sealed FROM keyring_before ORDER BY version").await;
    assert_eq!((kept.len(), &kept[0]), (2, &first[0]));
    assert!(house.store.erase(filing.case).await.unwrap());
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM keyring_before").await, 0);
}

async fn a_rotation_without_members_is_refused(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    for turn in [rotation(&house, 1, &[], Some(one)), rotation(&house, 1, &[one, one], None), rotation(&house, 1, &[one], Some(one))] {
        assert!(matches!(house.store.rotate(&desk, turn).await, Err(StoreError::Misfit)));
    }
    assert!(house.case_grant::<ReadCase>(one, filing.case).await.is_some());
}

async fn a_writer_with_an_old_keyring_conflicts_and_leaves_nothing(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    house.store.rotate(&desk, rotation(&house, 1, &[one], None)).await.unwrap().unwrap();
    for version in [0, 1, 3] {
        assert!(matches!(house.store.write(&desk, post(&house, version), TODAY, Profile::Eu).await, Err(StoreError::Conflict)));
        assert!(matches!(house.store.rotate(&desk, rotation(&house, version, &[one], None)).await, Err(StoreError::Conflict)));
    }
    assert_eq!(house.store.write(&desk, post(&house, 2), TODAY, Profile::Eu).await.unwrap().unwrap().len(), 1);
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    let case = house.store.case(&reader).await.unwrap().unwrap();
    let items = house.store.items(&reader, None, 100).await.unwrap().unwrap().items;
    assert_eq!((case.row.items, items.len()), (3, 3));
}

async fn of_two_posts_over_one_view_the_second_conflicts(house: House) {
    let (one, two) = (house.person(), house.person());
    let filing = house.delivered(&[one, two], None).await;
    let (desk, other) = (house.case_grant(one, filing.case).await.unwrap(), house.case_grant(two, filing.case).await.unwrap());
    let seeing = |seen| StaffPost { seen: Some(seen), ..post(&house, 1) };
    for seen in 1..5 {
        let at_once = tokio::join!(
            house.store.write(&desk, seeing(seen), TODAY, Profile::Eu),
            house.store.write(&other, seeing(seen), TODAY, Profile::Eu)
        );
        assert!(matches!(at_once, (Ok(Some(_)), Err(StoreError::Conflict)) | (Err(StoreError::Conflict), Ok(Some(_)))), "{at_once:?}");
    }
    // What the reporter wrote in between is also a view that changed.
    house.store.post(house.post(&filing, 2), TODAY).await.unwrap();
    house.tick().await;
    assert!(matches!(house.store.write(&desk, seeing(5), TODAY, Profile::Eu).await, Err(StoreError::Conflict)));
    assert_eq!(house.store.write(&desk, seeing(6), TODAY, Profile::Eu).await.unwrap().unwrap().len(), 1);
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    assert_eq!(house.store.items(&reader, None, 100).await.unwrap().unwrap().items.len(), 7);
}

async fn marks_once_set_stay_and_the_first_confirmation_sets_the_day_for_feedback(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    let day = |text: &str| text.parse::<Day>().unwrap();
    let marks = [(true, false, "2026-11-23"), (true, true, "2026-11-25"), (true, true, "2026-12-24"), (false, false, "2026-12-25")];
    for (acknowledged, closed, on) in marks {
        let mut post = post(&house, 1);
        post.marks = Marks { acknowledged, closed };
        house.store.write(&desk, post, day(on), Profile::Eu).await.unwrap().unwrap();
    }
    let row = house.store.case(&reader).await.unwrap().unwrap().row;
    assert_eq!(
        (row.acknowledged_on, row.closed_on, row.feedback_due),
        (Some(day("2026-11-23")), Some(day("2026-11-25")), day("2027-02-23"))
    );
    assert!(house.store.mailbox(filing.mailbox).await.unwrap().unwrap().acknowledged);
}

async fn a_late_confirmation_gains_no_time(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    let before = house.store.case(&reader).await.unwrap().unwrap().row;
    let mut late = post(&house, 1);
    late.marks.acknowledged = true;
    house.store.write(&desk, late, before.ack_due.add_days(30), Profile::Eu).await.unwrap().unwrap();
    assert_eq!(house.store.case(&reader).await.unwrap().unwrap().row.feedback_due, before.feedback_due);
}

async fn the_list_comes_in_pages_that_leave_nothing_out(house: House) {
    let one = house.person();
    let mut filed = Vec::new();
    for _ in 0..7 {
        let filing = house.filing(&[one], None);
        house.store.file(filing.clone(), TODAY).await.unwrap();
        filed.push(filing.case);
    }
    house.tick().await;
    let grant = house.grant::<ListCases>(one);
    for limit in [1, 3, 7, 8] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = house.store.list(&grant, after, limit).await.unwrap();
            assert!(page.cases.len() <= usize::try_from(limit).unwrap());
            seen.extend(page.cases.iter().map(|row| row.case));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        filed.sort();
        assert_eq!(seen, filed, "{limit}");
    }
}

async fn items_come_in_pages_that_leave_nothing_out(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    let mut written = vec![filing.item.clone()];
    for length in [2 << 20, 2 << 20, 2 << 20, 5000, 5000, 5000] {
        let mut post = post(&house, 1);
        post.items[0].sealed = house.sealed(length);
        written.push(post.items[0].sealed.clone());
        house.store.write(&desk, post, TODAY, Profile::Eu).await.unwrap().unwrap();
    }
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    for limit in [1, 3, 7, 100] {
        let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
        loop {
            let page = house.store.items(&reader, after, limit).await.unwrap().unwrap();
            assert!(page.items.iter().map(|item| item.sealed.len()).sum::<usize>() < 7 << 20);
            seen.extend(page.items.into_iter().map(|item| item.sealed));
            (after, pages) = (page.next, pages + 1);
            if after.is_none() {
                break;
            }
        }
        assert!(pages > 1, "six large MiB are too much for one page");
        seen.sort();
        written.sort();
        assert!(seen == written, "{limit}");
    }
}
