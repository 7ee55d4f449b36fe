//! What is damaged waits, whole and where it is; everything else comes out, the log keeps every promise, and the count is told.

use domain::{Leaf, filing::NewFiling, permissions::ReadCase};

use crate::{
    house::{House, TODAY},
    on_both,
};

on_both!(
    a_new_case_with_anything_damaged_waits_whole_and_comes_out_once_it_is_mended,
    a_new_case_without_its_storage_key_waits_and_holds_up_nobody,
    of_a_case_that_is_out_only_the_damaged_waits,
    a_case_that_is_erased_while_it_waits_is_no_damage,
);

/// Statements that keep a table as it is, damage it, and mend it again.
struct Damage {
    table: &'static str,
    column: &'static str,
}

const DAMAGES: [Damage; 5] = [
    Damage { table: "waiting_case", column: "keyring" },
    Damage { table: "waiting_case", column: "mailbox" },
    Damage { table: "waiting_item", column: "sealed" },
    Damage { table: "waiting_state", column: "sealed" },
    Damage { table: "waiting_item", column: "item_id" },
];

const WAITING: [&str; 5] = ["waiting_case", "waiting_reader", "waiting_item", "waiting_state", "waiting_attachment"];

impl Damage {
    async fn do_to(&self, house: &House, case: &NewFiling) -> Vec<u8> {
        let (table, column, case) = (self.table, self.column, house.literal(case.case.as_bytes()));
        let held = house.main().await.bytes(&format!("SELECT {column} FROM {table} WHERE case_id = {case}")).await.remove(0);
        let mut bent = held.clone();
        if column.ends_with("id") || column == "mailbox" {
            bent.pop();
        } else {
            bent[30] ^= 1;
        }
        let bent = house.literal(&bent);
        house.main().await.execute(&format!("UPDATE {table} SET {column} = {bent} WHERE case_id = {case}")).await;
        held
    }

    async fn mend(&self, house: &House, case: &NewFiling, held: &[u8]) {
        let (table, column, case, held) = (self.table, self.column, house.literal(case.case.as_bytes()), house.literal(held));
        house.main().await.execute(&format!("UPDATE {table} SET {column} = {held} WHERE case_id = {case}")).await;
    }
}

async fn with_a_file(house: &House, handler: domain::StaffId) -> NewFiling {
    let mut filing = house.filing(&[handler], Some(house.person()));
    filing.uploads.push(house.upload(filing.submission, 300).await.1);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    filing
}

async fn rows(house: &House, case: &NewFiling) -> Vec<i64> {
    let case = house.literal(case.case.as_bytes());
    let mut counts = Vec::new();
    for table in WAITING {
        counts.push(house.main().await.number(&format!("SELECT COUNT(*) FROM {table} WHERE case_id = {case}")).await);
    }
    counts
}

async fn is_out_whole(house: &House, handler: domain::StaffId, filing: &NewFiling, items: u32) {
    let reader = house.case_grant::<ReadCase>(handler, filing.case).await.expect("the case is out");
    let case = house.store.case(&reader).await.unwrap().unwrap();
    assert_eq!((case.row.items, case.attachments.len()), (items, 1));
    assert_eq!(house.store.chunk(&reader, case.attachments[0].id, 0).await.unwrap().unwrap().len(), 300);
    assert!(house.store.items(&reader, None, 10).await.unwrap().unwrap().items.iter().any(|item| item.sealed == filing.item));
    assert_eq!(house.store.mailbox(filing.mailbox).await.unwrap().unwrap().attachments.len(), 1);
    assert_eq!(rows(house, filing).await, [0; 5]);
}

/// Ticks; the damaged case waits as it did, the sound one is out, the log has both leaves, and nothing is left over.
async fn holds_back_only(house: &House, handler: domain::StaffId, damaged: &NewFiling, what: &str) {
    let sound = with_a_file(house, handler).await;
    let (waiting, blobs) = (rows(house, damaged).await, house.blobs().len());
    let keys = house.keys().await.number("SELECT COUNT(*) FROM storage_key").await;
    let ticked = house.tick().await;
    assert_eq!(ticked.held, 1, "{what}");
    is_out_whole(house, handler, &sound, 1).await;
    assert!(house.case_grant::<ReadCase>(handler, damaged.case).await.is_none(), "{what}");
    assert_eq!(rows(house, damaged).await, waiting, "{what}: it waits as it did");
    assert_eq!(house.blobs().len(), blobs, "{what}: no copy is left over");
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, keys - 1, "{what}: no key is left over");
    let leaves: Vec<Leaf> = house.store.inner_leaves(ticked.tick).await.unwrap().unwrap();
    assert!(leaves.contains(&sound.leaf), "{what}");
}

async fn a_new_case_with_anything_damaged_waits_whole_and_comes_out_once_it_is_mended(house: House) {
    let handler = house.person();
    for damage in DAMAGES {
        let what = format!("{}.{}", damage.table, damage.column);
        let filing = with_a_file(&house, handler).await;
        let filed = house.store.file(filing.clone(), TODAY).await.unwrap();
        let held = damage.do_to(&house, &filing).await;
        for _ in 0..2 {
            holds_back_only(&house, handler, &filing, &what).await;
        }
        let leaves = house.store.inner_leaves(filed.tick).await.unwrap().unwrap();
        assert!(leaves.contains(&filing.leaf), "{what}: the receipt promised that tick");
        damage.mend(&house, &filing, &held).await;
        house.store.post(house.post(&filing, 2), TODAY).await.unwrap().unwrap();
        assert_eq!(house.tick().await.held, 0, "{what}");
        is_out_whole(&house, handler, &filing, 2).await;
    }
    let filing = with_a_file(&house, handler).await;
    let chunk = format!(
        "SELECT c.object_id FROM chunk c JOIN waiting_attachment w ON w.file_id = c.file_id WHERE w.case_id = {}",
        house.literal(filing.case.as_bytes())
    );
    let name: String = house.main().await.bytes(&chunk).await.remove(0).iter().map(|byte| format!("{byte:02x}")).collect();
    let (blob, away) = (house.config.blobs.join(&name[..2]).join(&name), house.path("away"));
    std::fs::rename(&blob, &away).unwrap();
    holds_back_only(&house, handler, &filing, "a missing blob").await;
    std::fs::write(&blob, b"something else").unwrap();
    holds_back_only(&house, handler, &filing, "a damaged blob").await;
    std::fs::rename(&away, &blob).unwrap();
    assert_eq!(house.tick().await.held, 0);
    is_out_whole(&house, handler, &filing, 1).await;
}

async fn a_new_case_without_its_storage_key_waits_and_holds_up_nobody(house: House) {
    let handler = house.person();
    for of in ["waiting_case t WHERE t", "file t JOIN waiting_attachment w ON w.file_id = t.file_id WHERE w"] {
        let filing = with_a_file(&house, handler).await;
        let key = format!("SELECT t.storage_key FROM {of}.case_id = {}", house.literal(filing.case.as_bytes()));
        let key = house.literal(&house.main().await.bytes(&key).await.remove(0));
        house.keys().await.execute(&format!("CREATE TABLE kept AS SELECT * FROM storage_key WHERE key_id = {key}")).await;
        house.keys().await.execute(&format!("DELETE FROM storage_key WHERE key_id = {key}")).await;
        holds_back_only(&house, handler, &filing, of).await;
        house.keys().await.execute("INSERT INTO storage_key SELECT * FROM kept").await;
        house.keys().await.execute("DROP TABLE kept").await;
        assert_eq!(house.tick().await.held, 0);
        is_out_whole(&house, handler, &filing, 1).await;
    }
}

async fn of_a_case_that_is_out_only_the_damaged_waits(house: House) {
    let handler = house.person();
    let filing = with_a_file(&house, handler).await;
    house.tick().await;
    let damage = Damage { table: "waiting_item", column: "sealed" };
    house.store.post(house.post(&filing, 2), TODAY).await.unwrap().unwrap();
    let held = damage.do_to(&house, &filing).await;
    assert_eq!(house.tick().await.held, 1);
    assert_eq!(rows(&house, &filing).await, [0, 0, 1, 0, 0], "the state is out, the item is not");
    house.store.post(house.post(&filing, 3), TODAY).await.unwrap().unwrap();
    assert_eq!(house.tick().await.held, 1);
    assert_eq!(rows(&house, &filing).await, [0, 0, 1, 0, 0], "what came later is out");
    damage.mend(&house, &filing, &held).await;
    assert_eq!(house.tick().await.held, 0);
    is_out_whole(&house, handler, &filing, 3).await;
}

async fn a_case_that_is_erased_while_it_waits_is_no_damage(house: House) {
    let handler = house.person();
    let filing = with_a_file(&house, handler).await;
    assert!(house.store.erase(filing.case).await.unwrap());
    assert_eq!(house.tick().await.held, 0);
}
