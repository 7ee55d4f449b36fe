//! No room, or no database: nothing is confirmed, and afterwards everything goes on.

use domain::{
    Profile, StoreError, SubmissionId,
    cases::{Audience, Marks, NewItem, Rotation, StaffPost},
    permissions::{ReadCase, WriteCase},
};

use crate::{
    house::{House, NOW, TODAY},
    on_both,
    raw::Raw,
};

on_both!(
    uploads_stop_early_so_that_texts_find_room,
    members_stop_writing_where_reporters_do,
    a_database_that_went_away_and_came_back_is_used_again,
);

async fn uploads_stop_early_so_that_texts_find_room(house: House) {
    let submission = SubmissionId::new(house.draw());
    let upload = house.store.open_upload(submission, 5000, NOW).await.unwrap();
    let filing = house.filing(&[house.person()], None);
    house.fill_disk(810);
    assert!(matches!(house.store.open_upload(submission, 5000, NOW).await, Err(StoreError::Full)));
    assert!(matches!(house.store.put_chunk(upload, 0, house.sealed(5000), NOW).await, Err(StoreError::Full)));
    house.store.file(filing.clone(), TODAY).await.unwrap();
    house.fill_disk(960);
    let late = house.filing(&[house.person()], None);
    assert!(matches!(house.store.file(late.clone(), TODAY).await, Err(StoreError::Full)));
    assert!(matches!(house.store.post(house.post(&filing, 2), TODAY).await, Err(StoreError::Full)));
    assert!(house.store.mailbox(late.mailbox).await.unwrap().is_none());
    assert!(house.store.mailbox(filing.mailbox).await.unwrap().is_some());
    house.fill_disk(0);
    house.store.file(late, TODAY).await.unwrap();
    house.store.post(house.post(&filing, 2), TODAY).await.unwrap().unwrap();
    house.store.put_chunk(upload, 0, house.sealed(5000), NOW).await.unwrap().unwrap();
}

async fn members_stop_writing_where_reporters_do(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    let items = vec![NewItem { audience: Audience::Members, sealed: house.sealed(4500) }];
    let post = StaffPost { keyring_version: 1, seen: None, items, uploads: vec![], marks: Marks::default() };
    let turn = Rotation {
        previous_version: 1,
        left_since: 0,
        keyring: house.sealed(5000),
        notice: house.sealed(4500),
        members: vec![one],
        sleeper: None,
    };
    let upload = house.store.open_case_upload(&desk, 5, NOW).await.unwrap().unwrap();
    house.fill_disk(810);
    assert!(matches!(house.store.open_case_upload(&desk, 5, NOW).await, Err(StoreError::Full)));
    assert!(matches!(house.store.put_case_chunk(&desk, upload, 0, house.sealed(5), NOW).await, Err(StoreError::Full)));
    house.store.write(&desk, post.clone(), TODAY, Profile::Eu).await.unwrap().unwrap();
    house.fill_disk(960);
    assert!(matches!(house.store.write(&desk, post.clone(), TODAY, Profile::Eu).await, Err(StoreError::Full)));
    assert!(matches!(house.store.rotate(&desk, turn.clone()).await, Err(StoreError::Full)));
    house.fill_disk(0);
    house.store.write(&desk, post, TODAY, Profile::Eu).await.unwrap().unwrap();
    house.store.rotate(&desk, turn).await.unwrap().unwrap();
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    assert_eq!(house.store.case(&reader).await.unwrap().unwrap().row.items, 4);
}

/// On PostgreSQL every connection is cut; on SQLite another process holds the file for a while.
async fn a_database_that_went_away_and_came_back_is_used_again(house: House) {
    let first = house.delivered(&[house.person()], None).await;
    let mut main = house.main().await;
    match &main {
        Raw::Postgres(_) => {
            main.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .await;
        }
        Raw::Sqlite(_) => main.execute("BEGIN IMMEDIATE; ROLLBACK").await,
    }
    let filing = house.filing(&[house.person()], None);
    let mut tries = 0;
    while house.store.file(filing.clone(), TODAY).await.is_err() {
        tries += 1;
        assert!(tries < 20, "it never came back");
    }
    for mailbox in [first.mailbox, filing.mailbox] {
        assert_eq!(house.store.mailbox(mailbox).await.unwrap().unwrap().items.len(), 1);
    }
}
