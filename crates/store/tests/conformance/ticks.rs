//! What reporters caused comes out at ticks only, under new ids, in no order, all or nothing.

use std::{collections::BTreeSet, sync::atomic::Ordering};

use domain::{
    Profile, StoreError,
    permissions::{ListCases, ReadCase},
};

use crate::{
    house::{House, NOW, TODAY},
    on_both,
};

on_both!(
    after_the_tick_every_id_differs_and_the_order_is_shuffled,
    posts_come_out_under_new_ids_too,
    after_the_tick_nothing_waits_and_nothing_is_left_over,
    a_tick_that_cannot_be_signed_lets_nothing_out,
    ticks_without_anything_count_too,
    of_two_ticks_at_once_one_wins,
    what_is_filed_while_a_tick_runs_comes_out_at_the_next,
    answers_are_forgotten_after_their_days,
);

/// All bytes of a column, in the order in which the rows lie.
async fn lying(house: &House, statement: &str) -> Vec<Vec<u8>> {
    house.main().await.bytes(statement).await
}

async fn after_the_tick_every_id_differs_and_the_order_is_shuffled(house: House) {
    let handler = house.person();
    let mut filings = Vec::new();
    for _ in 0..24 {
        let mut filing = house.filing(&[handler], None);
        filing.uploads.push(house.upload(filing.submission, 300).await.1);
        house.store.file(filing.clone(), TODAY).await.unwrap();
        filings.push(filing);
    }
    let ids = "SELECT item_id FROM waiting_item UNION ALL SELECT file_id FROM waiting_attachment UNION ALL SELECT object_id FROM chunk \
               UNION ALL SELECT keyring_object FROM waiting_case UNION ALL SELECT object_id FROM waiting_state \
               UNION ALL SELECT storage_key FROM waiting_case UNION ALL SELECT storage_key FROM file";
    let before: BTreeSet<_> =
        lying(&house, ids).await.into_iter().chain(house.keys().await.bytes("SELECT key_id FROM storage_key").await).collect();
    let (blobs, sealed) = (house.blobs(), lying(&house, "SELECT sealed FROM waiting_item").await);
    assert!(before.len() >= 24 * 6 && blobs.len() == 24 && sealed.len() == 24);
    house.tick().await;
    let ids = "SELECT item_id FROM item UNION ALL SELECT file_id FROM attachment UNION ALL SELECT object_id FROM chunk \
               UNION ALL SELECT object_id FROM keyring UNION ALL SELECT object_id FROM mailbox \
               UNION ALL SELECT storage_key FROM case_file UNION ALL SELECT storage_key FROM file";
    let after: BTreeSet<_> =
        lying(&house, ids).await.into_iter().chain(house.keys().await.bytes("SELECT key_id FROM storage_key").await).collect();
    assert!(after.is_disjoint(&before) && after.len() >= 24 * 6);
    assert!(house.blobs().iter().all(|name| !blobs.contains(name)));
    assert!(lying(&house, "SELECT sealed FROM item").await.iter().all(|bytes| !sealed.contains(bytes)));
    let case = |index: usize| filings[index].case.as_bytes().to_vec();
    let filed: Vec<_> = (0..24).map(case).collect();
    for table in ["case_file", "keyring", "item", "attachment", "mailbox", "case_reader"] {
        let order = lying(&house, &format!("SELECT case_id FROM {table}")).await;
        assert_eq!(order.len(), 24, "{table}");
        assert_ne!(order, filed, "{table}");
    }
    let submissions: Vec<_> = filings.iter().map(|filing| filing.submission.as_bytes().to_vec()).collect();
    assert_ne!(lying(&house, "SELECT submission FROM submission").await, submissions);
    for filing in &filings {
        let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
        assert_eq!((&found.items[0].1, house.fetch(filing.mailbox, found.attachments[0].id).await.len()), (&filing.item, 300));
    }
}

async fn posts_come_out_under_new_ids_too(house: House) {
    let filing = house.delivered(&[house.person()], None).await;
    let mut post = house.post(&filing, 2);
    post.uploads.push(house.upload(post.submission, 300).await.1);
    house.store.post(post.clone(), TODAY).await.unwrap().unwrap();
    let before = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    let blobs = house.blobs();
    house.tick().await;
    let after = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    let id_of =
        |found: &domain::mailbox::MailboxDocument, sealed: &bytes::Bytes| found.items.iter().find(|item| item.1 == *sealed).unwrap().0;
    assert_ne!(id_of(&before, &post.item), id_of(&after, &post.item));
    assert_eq!(id_of(&before, &filing.item), id_of(&after, &filing.item));
    assert_ne!(before.attachments[0].id, after.attachments[0].id);
    assert!(house.blobs().len() == 1 && blobs != house.blobs());
}

async fn after_the_tick_nothing_waits_and_nothing_is_left_over(house: House) {
    let mut filing = house.filing(&[house.person()], Some(house.person()));
    filing.uploads.push(house.upload(filing.submission, (1 << 20) + 5).await.1);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    let log = || std::fs::metadata(house.path("main.db-wal")).map_or(0, |told| told.len());
    assert_eq!(log() > 0, house.config.database.starts_with("sqlite"));
    house.tick().await;
    assert_eq!(log(), 0, "the write-ahead log still holds the pages in the order in which they came");
    let mut main = house.main().await;
    for table in ["waiting_case", "waiting_reader", "waiting_item", "waiting_attachment", "waiting_state", "upload", "log_leaf"] {
        assert_eq!(main.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
    assert_eq!((main.number("SELECT COUNT(*) FROM file").await, house.blobs().len()), (1, 2));
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 1);
}

async fn a_tick_that_cannot_be_signed_lets_nothing_out(house: House) {
    let handler = house.person();
    let mut filing = house.filing(&[handler], None);
    filing.uploads.push(house.upload(filing.submission, 300).await.1);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    house.signed.refuses.store(true, Ordering::SeqCst);
    let signer = house.signer();
    assert!(matches!(house.store.tick(NOW, TODAY, Profile::Eu, signer).await, Err(StoreError::Unavailable(_))));
    assert!(house.store.list(&house.grant::<ListCases>(handler), None, 10).await.unwrap().cases.is_empty());
    assert_eq!((house.store.next_tick().await.unwrap(), house.store.checkpoint().await.unwrap()), (0, None));
    assert_eq!(house.store.last_due().await.unwrap(), None);
    assert!(house.store.mailbox(filing.mailbox).await.unwrap().unwrap().ack_due.is_none());
    house.signed.refuses.store(false, Ordering::SeqCst);
    house.tick().await;
    assert!(house.case_grant::<ReadCase>(handler, filing.case).await.is_some());
    assert_eq!(house.fetch(filing.mailbox, house.store.mailbox(filing.mailbox).await.unwrap().unwrap().attachments[0].id).await.len(), 300);
}

async fn ticks_without_anything_count_too(house: House) {
    for tick in 0..3 {
        assert_eq!(house.store.next_tick().await.unwrap(), tick);
        let ticked = house.tick().await;
        assert_eq!((ticked.tick, ticked.size), (tick, tick + 1));
        assert_eq!(house.store.last_due().await.unwrap(), Some(NOW));
    }
}

async fn of_two_ticks_at_once_one_wins(house: House) {
    let handler = house.person();
    let filing = house.filing(&[handler], None);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    let tick = || house.store.tick(NOW, TODAY, Profile::Eu, house.signer());
    let (one, two) = tokio::join!(tick(), tick());
    let conflicts = [&one, &two].iter().filter(|ticked| matches!(ticked, Err(StoreError::Conflict))).count();
    let ticked = [&one, &two].iter().filter(|ticked| ticked.is_ok()).count();
    assert!(ticked >= 1 && ticked + conflicts == 2, "{one:?} {two:?}");
    assert_eq!(house.store.next_tick().await.unwrap(), u64::try_from(ticked).unwrap());
    let reader = house.case_grant::<ReadCase>(handler, filing.case).await.unwrap();
    assert_eq!(house.store.items(&reader, None, 10).await.unwrap().unwrap().items.len(), 1);
    assert_eq!(house.store.mailbox(filing.mailbox).await.unwrap().unwrap().items.len(), 1);
}

async fn what_is_filed_while_a_tick_runs_comes_out_at_the_next(house: House) {
    let handler = house.person();
    let mut filed = Vec::new();
    for _ in 0..10 {
        let (mut filing, post_to) = (house.filing(&[handler], None), filed.last());
        filing.uploads.push(house.upload(filing.submission, 300).await.1);
        let post = post_to.map(|filing| house.post(filing, 2));
        let posting = async {
            if let Some(post) = post {
                house.store.post(post, TODAY).await.unwrap().unwrap();
            }
        };
        let (_, filing_done, ()) = tokio::join!(house.tick(), house.store.file(filing.clone(), TODAY), posting);
        filing_done.unwrap();
        filed.push(filing);
    }
    house.tick().await;
    house.tick().await;
    let last = filed.len() - 1;
    for (index, filing) in filed.iter().enumerate() {
        let reader = house.case_grant::<ReadCase>(handler, filing.case).await.unwrap();
        let case = house.store.case(&reader).await.unwrap().unwrap();
        let expected = if index == last { 1 } else { 2 };
        assert_eq!((case.row.items, case.attachments.len()), (expected, 1));
        assert_eq!(house.store.chunk(&reader, case.attachments[0].id, 0).await.unwrap().unwrap().len(), 300);
        let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
        assert_eq!((found.items.len(), found.state_version), (expected.try_into().unwrap(), expected));
    }
}

async fn answers_are_forgotten_after_their_days(house: House) {
    let filing = house.delivered(&[house.person()], None).await;
    let forget = |days| house.store.sweep(crate::house::NOW, TODAY.add_days(days));
    forget(7).await.unwrap();
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM submission").await, 1);
    assert!(!house.store.file(filing.clone(), TODAY).await.unwrap().joined);
    forget(8).await.unwrap();
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM submission").await, 0);
}
