//! One text of SQL, two schemas: they agree with each other, with every statement, and with docs/metadata.md.

use std::collections::BTreeSet;

use store::{OpenError, sql};

use crate::{house::House, on_both};

on_both!(every_statement_prepares, every_column_has_its_reason_in_the_documents, a_schema_of_another_version_is_refused);

async fn every_statement_prepares(house: House) {
    let (mut main, mut keys) = (house.main().await, house.keys().await);
    let mut prepared = 0;
    for (name, statement) in sql::MAIN.iter().copied().flatten() {
        main.prepare(statement).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        prepared += 1;
    }
    for (name, statement) in sql::keys::ALL {
        keys.prepare(statement).await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    assert!(prepared > 100);
    assert!(main.prepare("SELECT nothing FROM nowhere").await.is_err());
}

async fn every_column_has_its_reason_in_the_documents(house: House) {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/metadata.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let mut written = BTreeSet::new();
    for (column, reasons) in rows {
        let filled = reasons.split('|').filter(|cell| !cell.trim().is_empty()).count();
        assert_eq!(filled, 2, "{column}: what it tells to whom, and why it is kept");
        assert!(written.insert(column.to_owned()), "{column} stands there twice");
    }
    let mut columns: BTreeSet<_> = house.main().await.columns().await.into_iter().collect();
    columns.extend(house.keys().await.columns().await);
    assert_eq!(written, columns);
}

async fn a_schema_of_another_version_is_refused(house: House) {
    house
        .main()
        .await
        .execute("UPDATE _sqlx_migrations SET version = 9999 WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)")
        .await;
    assert!(matches!(house.try_open(&house.config).await.err(), Some(OpenError::Schema(_))));
}

#[test]
fn both_databases_have_the_same_migrations() {
    let listing = |folder: &str| {
        let path = format!("{}/migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        let names = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect::<BTreeSet<_>>()
    };
    for part in ["main", "keys"] {
        let names = listing(&format!("sqlite/{part}"));
        assert!(!names.is_empty());
        assert_eq!(names, listing(&format!("postgres/{part}")));
    }
}

#[test]
fn what_the_staff_read_never_names_what_waits_and_always_joins_membership() {
    for (name, statement) in sql::cases::ALL {
        assert!(!statement.contains("waiting_"), "{name}");
        let reads = statement.starts_with("SELECT") && *name != "DUE";
        assert!(!reads || statement.contains("case_reader"), "{name}");
    }
}
