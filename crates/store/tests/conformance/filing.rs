//! Reports and posts come in: once, whole, and seen by nobody too early.

use std::sync::Arc;

use domain::{
    CaseId, Leaf, StoreError, SubmissionId, TokenHash, UploadId,
    log::FILING_LEAVES,
    permissions::{ListCases, ReadCase},
};

use crate::{
    house::{House, TODAY, named},
    on_both,
};

on_both!(
    a_filing_is_invisible_to_handlers_before_the_tick,
    a_reporter_reads_back_exactly_what_was_sent_before_and_after_the_tick,
    the_same_submission_twice_gives_the_same_answer,
    the_same_submission_from_two_connections_at_once_is_one_report,
    the_same_words_with_another_submission_join_the_conversation_and_overwrite_nothing,
    a_case_id_that_is_taken_is_refused,
    a_submission_id_used_for_something_else_is_refused,
    a_report_without_a_member_or_with_one_twice_is_refused,
    a_report_naming_an_upload_that_is_not_there_leaves_nothing,
    a_post_waits_for_the_tick_but_its_reporter_sees_it,
    a_post_with_a_stale_state_version_conflicts_and_leaves_nothing,
    of_two_posts_at_once_one_wins,
    who_has_no_mailbox_finds_nothing,
    one_bad_report_does_not_take_its_neighbours_with_it,
    leaves_that_find_no_room_get_the_next_tick,
    what_will_be_refused_keeps_no_key,
    a_full_conversation_takes_nothing_more_and_can_be_read,
    a_page_of_a_mailbox_needs_only_the_items_that_stand_on_it,
);

async fn a_filing_is_invisible_to_handlers_before_the_tick(house: House) {
    let handler = house.person();
    let filing = house.filing(&[handler], None);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    assert!(house.case_grant::<ReadCase>(handler, filing.case).await.is_none());
    assert!(house.store.list(&house.grant::<ListCases>(handler), None, 10).await.unwrap().cases.is_empty());
    house.tick().await;
    let grant = house.case_grant::<ReadCase>(handler, filing.case).await.unwrap();
    let case = house.store.case(&grant).await.unwrap().unwrap();
    assert_eq!((case.keyring, case.members, case.row.received_on, case.row.items), (filing.keyring, vec![handler], TODAY, 1));
    assert_eq!(case.row.ack_due, TODAY.add_days(6));
    let items = house.store.items(&grant, None, 10).await.unwrap().unwrap();
    assert_eq!(items.items.iter().map(|item| &item.sealed).collect::<Vec<_>>(), [&filing.item]);
}

async fn a_reporter_reads_back_exactly_what_was_sent_before_and_after_the_tick(house: House) {
    let mut filing = house.filing(&[house.person()], None);
    let (content, upload) = house.upload(filing.submission, (2 << 20) + 77).await;
    filing.uploads.push(upload);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    for delivered in [false, true] {
        let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
        assert_eq!((found.case, found.ack_due.is_some(), found.state_version), (filing.case, delivered, 1));
        assert_eq!(found.state, filing.state);
        assert_eq!(found.items.iter().map(|(_, sealed)| sealed).collect::<Vec<_>>(), [&filing.item]);
        let [attachment] = found.attachments[..] else { panic!("one attachment") };
        assert_eq!((attachment.sha256, attachment.bytes), (upload.sha256, upload.bytes));
        assert_eq!(house.fetch(filing.mailbox, attachment.id).await, content);
        assert!(house.fetch(TokenHash::new(house.draw()), attachment.id).await.is_empty());
        house.tick().await;
    }
}

async fn the_same_submission_twice_gives_the_same_answer(house: House) {
    let handler = house.person();
    let mut filing = house.filing(&[handler], None);
    filing.uploads.push(house.upload(filing.submission, 3000).await.1);
    let first = house.store.file(filing.clone(), TODAY).await.unwrap();
    assert_eq!(house.store.file(filing.clone(), TODAY).await.unwrap(), first);
    let post = house.post(&filing, 2);
    house.store.post(post.clone(), TODAY).await.unwrap().unwrap();
    house.store.post(post.clone(), TODAY).await.unwrap().unwrap();
    house.tick().await;
    assert_eq!(house.store.file(filing.clone(), TODAY).await.unwrap(), first);
    house.store.post(post, TODAY).await.unwrap().unwrap();
    house.tick().await;
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert_eq!((found.items.len(), found.attachments.len(), found.state_version), (2, 1, 2));
}

async fn the_same_submission_from_two_connections_at_once_is_one_report(house: House) {
    for _ in 0..5 {
        let filing = house.filing(&[house.person()], None);
        let (one, two) = tokio::join!(house.store.file(filing.clone(), TODAY), house.store.file(filing.clone(), TODAY));
        assert_eq!(one.unwrap(), two.unwrap());
        assert_eq!(house.store.mailbox(filing.mailbox).await.unwrap().unwrap().items.len(), 1);
    }
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 5);
}

async fn the_same_words_with_another_submission_join_the_conversation_and_overwrite_nothing(house: House) {
    let (handler, other) = (house.person(), house.person());
    for ticks_first in [false, true] {
        let first = house.filing(&[handler], None);
        house.store.file(first.clone(), TODAY).await.unwrap();
        if ticks_first {
            house.tick().await;
        }
        let mut second = house.filing(&[other], None);
        second.mailbox = first.mailbox;
        let filed = house.store.file(second.clone(), TODAY).await.unwrap();
        assert!(filed.joined);
        assert_eq!((filed.leaf, house.store.file(second.clone(), TODAY).await.unwrap()), (second.leaf, filed));
        house.tick().await;
        assert!(house.case_grant::<ReadCase>(other, second.case).await.is_none());
        assert!(house.case_grant::<ReadCase>(other, first.case).await.is_none());
        let grant = house.case_grant::<ReadCase>(handler, first.case).await.unwrap();
        let case = house.store.case(&grant).await.unwrap().unwrap();
        assert_eq!((case.keyring, case.members, case.row.items), (first.keyring.clone(), vec![handler], 2));
        let found = house.store.mailbox(first.mailbox).await.unwrap().unwrap();
        assert_eq!((found.case, found.state, found.state_version), (first.case, first.state.clone(), 1));
        let sealed: Vec<_> = found.items.into_iter().map(|(_, sealed)| sealed).collect();
        assert!(sealed.contains(&first.item) && sealed.contains(&second.item));
    }
}

async fn a_case_id_that_is_taken_is_refused(house: House) {
    let first = house.filing(&[house.person()], None);
    house.store.file(first.clone(), TODAY).await.unwrap();
    for _ in 0..2 {
        let mut second = house.filing(&[house.person()], None);
        second.case = first.case;
        assert!(matches!(house.store.file(second.clone(), TODAY).await, Err(StoreError::Duplicate)));
        assert!(house.store.mailbox(second.mailbox).await.unwrap().is_none());
        house.tick().await;
    }
}

async fn a_submission_id_used_for_something_else_is_refused(house: House) {
    let first = house.filing(&[house.person()], None);
    house.store.file(first.clone(), TODAY).await.unwrap();
    let mut second = house.filing(&[house.person()], None);
    second.submission = first.submission;
    assert!(matches!(house.store.file(second.clone(), TODAY).await, Err(StoreError::Conflict)));
    let mut post = house.post(&first, 2);
    post.submission = first.submission;
    assert!(matches!(house.store.post(post, TODAY).await, Err(StoreError::Conflict)));
    assert!(house.store.mailbox(second.mailbox).await.unwrap().is_none());
    assert_eq!(house.store.mailbox(first.mailbox).await.unwrap().unwrap().items.len(), 1);
}

async fn a_report_without_a_member_or_with_one_twice_is_refused(house: House) {
    let person = house.person();
    for filing in [
        house.filing(&[], None),
        house.filing(&[], Some(person)),
        house.filing(&[person, person], None),
        house.filing(&[person], Some(person)),
    ] {
        assert!(matches!(house.store.file(filing.clone(), TODAY).await, Err(StoreError::Misfit)));
        assert!(house.store.mailbox(filing.mailbox).await.unwrap().is_none());
    }
}

async fn a_report_naming_an_upload_that_is_not_there_leaves_nothing(house: House) {
    let mut filing = house.filing(&[house.person()], None);
    let (content, whole) = house.upload(filing.submission, 3000).await;
    let (_, of_others) = house.upload(SubmissionId::new(house.draw()), 3000).await;
    let half = house.store.open_upload(filing.submission, (1 << 20) + 1, crate::house::NOW).await.unwrap();
    house.store.put_chunk(half, 0, house.sealed(1 << 20), crate::house::NOW).await.unwrap().unwrap();
    let unknown = named(domain::UploadId::new(house.draw()), &content);
    let mut longer = whole;
    longer.bytes += 1;
    let half = domain::filing::NamedUpload { bytes: (1 << 20) + 1, ..named(half, &content) };
    for wrong in [vec![unknown], vec![whole, unknown], vec![of_others], vec![half], vec![longer], vec![whole, whole]] {
        filing.uploads = wrong;
        assert!(matches!(house.store.file(filing.clone(), TODAY).await, Err(StoreError::MissingUpload)));
        assert!(house.store.mailbox(filing.mailbox).await.unwrap().is_none());
    }
    filing.uploads = vec![whole];
    house.store.file(filing.clone(), TODAY).await.unwrap();
    assert_eq!(house.store.mailbox(filing.mailbox).await.unwrap().unwrap().attachments.len(), 1);
}

async fn a_post_waits_for_the_tick_but_its_reporter_sees_it(house: House) {
    let handler = house.person();
    let filing = house.delivered(&[handler], None).await;
    let mut post = house.post(&filing, 2);
    let (content, upload) = house.upload(post.submission, 100_000).await;
    post.uploads.push(upload);
    house.store.post(post.clone(), TODAY).await.unwrap().unwrap();
    let grant = house.case_grant::<ReadCase>(handler, filing.case).await.unwrap();
    let before = house.store.case(&grant).await.unwrap().unwrap();
    assert_eq!(
        (before.row.items, before.attachments.len(), house.store.items(&grant, None, 10).await.unwrap().unwrap().items.len()),
        (1, 0, 1)
    );
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert_eq!((found.items.len(), found.state, found.state_version), (2, post.state.clone(), 2));
    assert!(house.store.chunk(&grant, found.attachments[0].id, 0).await.unwrap().is_none());
    house.tick().await;
    let after = house.store.case(&grant).await.unwrap().unwrap();
    let sealed: Vec<_> = house.store.items(&grant, None, 10).await.unwrap().unwrap().items.into_iter().map(|item| item.sealed).collect();
    assert_eq!((after.row.items, sealed.len(), sealed.contains(&post.item)), (2, 2, true));
    assert_eq!(house.store.chunk(&grant, after.attachments[0].id, 0).await.unwrap().unwrap(), content);
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert_eq!((found.items.len(), found.state, found.state_version), (2, post.state, 2));
}

async fn a_post_with_a_stale_state_version_conflicts_and_leaves_nothing(house: House) {
    let filing = house.filing(&[house.person()], None);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    for wrong in [0, 1, 3, u32::MAX] {
        assert!(matches!(house.store.post(house.post(&filing, wrong), TODAY).await, Err(StoreError::Conflict)));
    }
    house.store.post(house.post(&filing, 2), TODAY).await.unwrap().unwrap();
    house.tick().await;
    assert!(matches!(house.store.post(house.post(&filing, 2), TODAY).await, Err(StoreError::Conflict)));
    house.store.post(house.post(&filing, 3), TODAY).await.unwrap().unwrap();
    assert_eq!(house.store.mailbox(filing.mailbox).await.unwrap().unwrap().items.len(), 3);
}

async fn of_two_posts_at_once_one_wins(house: House) {
    let filing = house.filing(&[house.person()], None);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    let (one, two) = (house.post(&filing, 2), house.post(&filing, 2));
    let results = tokio::join!(house.store.post(one.clone(), TODAY), house.store.post(two.clone(), TODAY));
    let won = match results {
        (Ok(Some(())), Err(StoreError::Conflict)) => one,
        (Err(StoreError::Conflict), Ok(Some(()))) => two,
        other => panic!("{other:?}"),
    };
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert_eq!((found.state, found.items.len()), (won.state, 2));
}

async fn who_has_no_mailbox_finds_nothing(house: House) {
    let filing = house.filing(&[house.person()], None);
    assert!(house.store.mailbox(filing.mailbox).await.unwrap().is_none());
    assert!(house.store.post(house.post(&filing, 2), TODAY).await.unwrap().is_none());
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM waiting_item").await, 0);
}

async fn one_bad_report_does_not_take_its_neighbours_with_it(house: House) {
    let house = Arc::new(house);
    let taken: CaseId = house.delivered(&[house.person()], None).await.case;
    let mut running = Vec::new();
    for n in 0..64 {
        let mut filing = house.filing(&[house.person()], None);
        if n % 3 == 0 {
            filing.case = taken;
        }
        let store = Arc::clone(&house.store);
        running.push(tokio::spawn(async move { (n % 3 == 0, filing.mailbox, store.file(filing, TODAY).await) }));
    }
    for task in running {
        let (bad, mailbox, filed) = task.await.unwrap();
        assert_eq!((filed.is_err(), house.store.mailbox(mailbox).await.unwrap().is_none()), (bad, bad));
    }
}

async fn leaves_that_find_no_room_get_the_next_tick(house: House) {
    house.tick().await;
    let house = Arc::new(house);
    let running: Vec<_> = (0..300)
        .map(|_| {
            let (store, filing) = (Arc::clone(&house.store), house.filing(&[house.person()], None));
            tokio::spawn(async move { store.file(filing, TODAY).await.unwrap() })
        })
        .collect();
    let mut filed = Vec::new();
    for task in running {
        filed.push(task.await.unwrap());
    }
    for (tick, expected) in [(1, FILING_LEAVES), (2, 300 - FILING_LEAVES)] {
        let promised: Vec<Leaf> = filed.iter().filter(|filed| filed.tick == tick).map(|filed| filed.leaf).collect();
        assert_eq!((promised.len(), house.tick().await.tick), (expected, tick));
        let inner = house.store.inner_leaves(tick).await.unwrap().unwrap();
        assert!(promised.iter().all(|leaf| inner.contains(leaf)));
    }
}

/// The keys' table is away: whoever wants to keep a key fails otherwise.
async fn what_will_be_refused_keeps_no_key(house: House) {
    let first = house.filing(&[house.person()], None);
    house.store.file(first.clone(), TODAY).await.unwrap();
    house.keys().await.execute("ALTER TABLE storage_key RENAME TO away").await;
    let mut invented = house.filing(&[house.person()], None);
    invented.uploads.push(named(UploadId::new(house.draw()), &house.sealed(5000)));
    assert!(matches!(house.store.file(invented, TODAY).await, Err(StoreError::MissingUpload)));
    let mut taken = house.filing(&[house.person()], None);
    taken.case = first.case;
    assert!(matches!(house.store.file(taken, TODAY).await, Err(StoreError::Duplicate)));
    let mut used = house.filing(&[house.person()], None);
    used.submission = first.submission;
    assert!(matches!(house.store.file(used, TODAY).await, Err(StoreError::Conflict)));
    let honest = house.filing(&[house.person()], None);
    assert!(matches!(house.store.file(honest, TODAY).await, Err(StoreError::Unavailable(_))), "the table is really away");
}

async fn a_full_conversation_takes_nothing_more_and_can_be_read(house: House) {
    let filing = house.filing(&[house.person()], None);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    let mut version = 1;
    let mut post = |length: usize| {
        version += 1;
        domain::filing::MailboxPost { item: house.sealed(length), ..house.post(&filing, version) }
    };
    for _ in 0..7 {
        house.store.post(post(2 << 20), TODAY).await.unwrap().unwrap();
    }
    let over = post(2 << 20);
    assert!(matches!(house.store.post(over.clone(), TODAY).await, Err(StoreError::ConversationFull)));
    let mut joining = house.filing(&[house.person()], None);
    (joining.mailbox, joining.item) = (filing.mailbox, over.item.clone());
    assert!(matches!(house.store.file(joining, TODAY).await, Err(StoreError::ConversationFull)));
    assert_eq!(house.store.mailbox(filing.mailbox).await.unwrap().unwrap().items.len(), 8);
    let small = domain::filing::MailboxPost { item: house.sealed(4500), ..over };
    house.store.post(small, TODAY).await.unwrap().unwrap();
}

/// The last item is damaged: who does not need it does not meet it.
async fn a_page_of_a_mailbox_needs_only_the_items_that_stand_on_it(house: House) {
    let filing = house.filing(&[house.person()], None);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    for version in 2..5 {
        let post = domain::filing::MailboxPost { item: house.sealed(200_000), ..house.post(&filing, version) };
        house.store.post(post, TODAY).await.unwrap().unwrap();
    }
    let page = async |n| house.store.mailbox_page(filing.mailbox, n, TODAY).await;
    let whole = house.store.mailbox(filing.mailbox).await.unwrap().unwrap().json(TODAY).unwrap();
    let mut together = Vec::new();
    for n in 0..u32::try_from(whole.len().div_ceil(65_520)).unwrap() {
        let page = page(n).await.unwrap();
        let length = u32::from_le_bytes(page[4..8].try_into().unwrap());
        together.extend_from_slice(&page[16..][..usize::try_from(length).unwrap()]);
    }
    assert!(together == *whole);
    let damage = "UPDATE waiting_item SET sealed = (SELECT w.sealed FROM waiting_item w ORDER BY w.item_id LIMIT 1) \
                  WHERE item_id = (SELECT v.item_id FROM waiting_item v ORDER BY v.item_id DESC LIMIT 1)";
    house.main().await.execute(damage).await;
    assert!(page(0).await.is_ok());
    let last = u32::from_le_bytes(page(0).await.unwrap()[..4].try_into().unwrap()) - 1;
    assert!(matches!(page(last).await, Err(StoreError::Corrupt("item.sealed"))));
    let nobody = house.store.mailbox_page(TokenHash::new(house.draw()), 0, TODAY).await.unwrap();
    assert_eq!(nobody.len(), page(0).await.unwrap().len());
}
