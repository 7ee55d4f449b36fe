//! Storage keys: what is erased there is gone everywhere, and what belongs together is told from what was mixed up.

use domain::permissions::ReadCase;
use store::OpenError;

use crate::{
    house::{House, NOW, TODAY},
    on_both,
};

on_both!(
    an_erased_storage_key_makes_an_old_copy_of_the_database_unreadable,
    erasing_a_case_takes_rows_blobs_and_keys,
    a_case_that_waits_can_be_erased_too,
    no_stored_byte_shows_what_was_sent,
    keys_blobs_and_rows_without_each_other_are_swept,
    a_command_beside_a_running_server_clears_nothing_away,
    databases_that_do_not_belong_together_are_refused,
);

const COPIED: [&str; 6] = ["case_file", "keyring", "case_reader", "item", "mailbox", "submission"];

/// Puts the rows of a case back, as from an old backup.
async fn put_back(house: &House) {
    let mut main = house.main().await;
    for table in COPIED {
        main.execute(&format!("INSERT INTO {table} SELECT * FROM old_{table}")).await;
    }
}

async fn an_erased_storage_key_makes_an_old_copy_of_the_database_unreadable(house: House) {
    let handler = house.person();
    let filing = house.delivered(&[handler], None).await;
    let mut main = house.main().await;
    for table in COPIED {
        main.execute(&format!("CREATE TABLE old_{table} AS SELECT * FROM {table}")).await;
    }
    main.execute("DELETE FROM case_file").await;
    main.execute("DELETE FROM submission").await;
    assert!(house.store.mailbox(filing.mailbox).await.unwrap().is_none());
    put_back(&house).await;
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert_eq!(found.items[0].1, filing.item, "with the key the copy is readable");
    assert!(house.store.erase(filing.case).await.unwrap());
    put_back(&house).await;
    assert!(house.store.mailbox(filing.mailbox).await.unwrap().is_none());
    let reader = house.case_grant::<ReadCase>(handler, filing.case).await.unwrap();
    assert!(house.store.case(&reader).await.unwrap().is_none());
    assert!(house.store.items(&reader, None, 10).await.unwrap().is_none());
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 0);
}

async fn erasing_a_case_takes_rows_blobs_and_keys(house: House) {
    let mut filing = house.filing(&[house.person()], Some(house.person()));
    filing.uploads.push(house.upload(filing.submission, 300).await.1);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    house.tick().await;
    let mut post = house.post(&filing, 2);
    post.uploads.push(house.upload(post.submission, 300).await.1);
    house.store.post(post, TODAY).await.unwrap().unwrap();
    let other = house.delivered(&[house.person()], None).await;
    assert!(house.store.erase(filing.case).await.unwrap());
    assert!(!house.store.erase(filing.case).await.unwrap());
    assert!(house.store.mailbox(filing.mailbox).await.unwrap().is_none());
    let mut main = house.main().await;
    for table in ["case_file", "keyring", "item", "mailbox", "case_reader", "submission"] {
        assert_eq!(main.number(&format!("SELECT COUNT(*) FROM {table}")).await, 1, "{table}");
    }
    for table in ["file", "chunk", "attachment", "waiting_item", "waiting_attachment", "waiting_state"] {
        assert_eq!(main.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
    assert!(house.blobs().is_empty());
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 1);
    assert!(house.store.mailbox(other.mailbox).await.unwrap().is_some());
}

async fn a_case_that_waits_can_be_erased_too(house: House) {
    let mut filing = house.filing(&[house.person()], None);
    filing.uploads.push(house.upload(filing.submission, 300).await.1);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    assert!(house.store.erase(filing.case).await.unwrap());
    house.tick().await;
    assert!(house.store.mailbox(filing.mailbox).await.unwrap().is_none());
    assert!(house.blobs().is_empty());
    let left =
        house.main().await.number("SELECT COUNT(*) FROM file").await + house.main().await.number("SELECT COUNT(*) FROM case_file").await;
    assert_eq!((left, house.keys().await.number("SELECT COUNT(*) FROM storage_key").await), (0, 0));
}

async fn no_stored_byte_shows_what_was_sent(house: House) {
    let mut filing = house.filing(&[house.person()], None);
    let marker = b"a marker of the test's own";
    for part in [&mut filing.keyring, &mut filing.item, &mut filing.state] {
        *part = marker.repeat(200).into();
    }
    house.store.file(filing.clone(), TODAY).await.unwrap();
    for columns in [
        "SELECT sealed FROM waiting_item UNION ALL SELECT keyring FROM waiting_case UNION ALL SELECT sealed FROM waiting_state",
        "SELECT sealed FROM item UNION ALL SELECT sealed FROM keyring UNION ALL SELECT sealed FROM mailbox",
    ] {
        let stored = house.main().await.bytes(columns).await;
        assert_eq!(stored.len(), 3);
        assert!(
            stored.iter().all(|bytes| bytes.len() == marker.len() * 200 + 40 && !bytes.windows(8).any(|window| window == &marker[..8]))
        );
        house.tick().await;
    }
}

async fn keys_blobs_and_rows_without_each_other_are_swept(mut house: House) {
    let mut filing = house.filing(&[house.person()], None);
    filing.uploads.push(house.upload(filing.submission, 300).await.1);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    let stray = hex(&house.draw::<16>());
    let shelf = house.config.blobs.join(&stray[..2]);
    std::fs::create_dir_all(&shelf).unwrap();
    std::fs::write(shelf.join(&stray), b"left by a crash between blob and row").unwrap();
    std::fs::write(shelf.join(format!("{stray}#1")), b"half writ").unwrap();
    house.keys().await.execute(&format!("INSERT INTO storage_key (key_id, secret) VALUES ({0}, {0})", literal(&house, &stray))).await;
    assert_eq!(house.blobs().len(), 3);
    house.reopen().await;
    for hour in 0..2 {
        house.store.sweep(NOW.plus(hour * 3600), TODAY).await.unwrap();
    }
    assert_eq!((house.blobs().len(), house.keys().await.number("SELECT COUNT(*) FROM storage_key").await), (1, 2));
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert_eq!(house.fetch(filing.mailbox, found.attachments[0].id).await.len(), 300);
}

async fn a_command_beside_a_running_server_clears_nothing_away(mut house: House) {
    let nobodys = hex(&house.draw::<16>());
    let shelf = house.config.blobs.join(&nobodys[..2]);
    std::fs::create_dir_all(&shelf).unwrap();
    std::fs::write(shelf.join(&nobodys), b"written, and its row is about to follow").unwrap();
    house.keys().await.execute(&format!("INSERT INTO storage_key (key_id, secret) VALUES ({0}, {0})", literal(&house, &nobodys))).await;
    drop(house.beside().await);
    assert_eq!((house.blobs().len(), house.keys().await.number("SELECT COUNT(*) FROM storage_key").await), (1, 1));
    if house.config.database.starts_with("sqlite") {
        house.reopen().await; // the only server, after a crash: now it is nobody's
        assert_eq!((house.blobs().len(), house.keys().await.number("SELECT COUNT(*) FROM storage_key").await), (0, 0));
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn literal(house: &House, hex: &str) -> String {
    if house.config.database.starts_with("sqlite") { format!("x'{hex}'") } else { format!("'\\x{hex}'::bytea") }
}

async fn databases_that_do_not_belong_together_are_refused(house: House) {
    house.delivered(&[house.person()], None).await;
    let other = if house.config.database.starts_with("sqlite") { House::on_sqlite().await } else { House::on_postgres().await };
    let mixed = [
        store::Config { storage_keys: other.config.storage_keys.clone(), ..house.config.clone() },
        store::Config { database: other.config.database.clone(), ..house.config.clone() },
        store::Config { blobs: other.config.blobs.clone(), ..house.config.clone() },
    ];
    for config in mixed {
        assert!(matches!(house.try_open(&config).await.err(), Some(OpenError::Mixed)));
    }
    let same = store::Config { storage_keys: house.config.database.clone(), ..house.config.clone() };
    assert!(matches!(house.try_open(&same).await.err(), Some(OpenError::Address(_))));
    let new_main = format!("sqlite:{}", house.path("new.db").display());
    let with_old_keys = store::Config { database: new_main, ..house.config.clone() };
    assert!(matches!(house.try_open(&with_old_keys).await.err(), Some(OpenError::Mixed)));
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 1);
    assert!(house.try_open(&house.config).await.is_ok());
}
