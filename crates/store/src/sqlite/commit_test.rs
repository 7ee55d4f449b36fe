//! What only shows from inside: who shares a transaction, what a lost one confirms, and what is left in the files.

use std::{path::Path, sync::Arc};

use domain::{
    CaseId, Day, Leaf, RosterHash, StaffId, StoreError, SubmissionId, TokenHash,
    acts::By,
    documents::{Documents, StoredRoster},
    filing::{Filings, NewFiling},
    limits::Limits,
};
use rand::{SeedableRng, rngs::StdRng};
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::{KeyRooms, Rooms};
use crate::{blobs::Blobs, chance::Chance, error::from_sql, space::Disk, wrap::StorageKey};

struct Place {
    rooms: Arc<Rooms>,
    folder: TempDir,
}

async fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let address = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let keys = Arc::new(KeyRooms::open(&address("keys.db")).await.unwrap());
    let blobs = Blobs::open(&folder.path().join("blobs")).unwrap();
    let chance = Chance::new(Box::new(StdRng::from_entropy()));
    let disk = Box::new(Disk::of(folder.path().to_owned()));
    let rooms = Rooms::open(&address("main.db"), keys, blobs, chance, (Limits::default(), true), disk).await.unwrap();
    let (hash, day) = (RosterHash::of(b"list"), Day::from_number(20_000));
    let list = StoredRoster { hash, note: "list".to_owned(), version: 1, valid_from: day, valid_until: day };
    rooms.put_roster(list, Vec::new(), By::machine(day)).await.unwrap();
    Place { rooms: Arc::new(rooms), folder }
}

impl Place {
    /// Holds the writer until the sender is used or dropped, so that whatever is sent meanwhile comes in one batch.
    async fn hold(&self) -> oneshot::Sender<()> {
        let (release, released) = oneshot::channel::<()>();
        let (begin, begun) = oneshot::channel::<()>();
        let rooms = Arc::clone(&self.rooms);
        tokio::spawn(async move {
            let work = rooms.writer.write(move |_| {
                Box::pin(async move {
                    let _ = begin.send(());
                    drop(released.await);
                    Ok(())
                })
            });
            work.await.unwrap();
        });
        begun.await.unwrap();
        release
    }

    fn filing(&self) -> NewFiling {
        let chance = &self.rooms.chance;
        NewFiling {
            submission: SubmissionId::new(chance.bytes()),
            case: CaseId::new(chance.bytes()),
            mailbox: TokenHash::new(chance.bytes()),
            roster: RosterHash::of(b"list"),
            members: vec![StaffId::new(chance.bytes())],
            sleeper: None,
            keyring: vec![1; 50_000].into(),
            item: vec![2; 50_000].into(),
            state: vec![3; 17_000].into(),
            leaf: Leaf::new(chance.bytes()),
            uploads: vec![],
        }
    }

    async fn run(&self, statement: &'static str) -> Result<(), StoreError> {
        let run = self
            .rooms
            .writer
            .write(move |conn| Box::pin(async move { sqlx::raw_sql(statement).execute(conn).await.map(|_| ()).map_err(from_sql) }));
        run.await
    }
}

/// A row that no file owns, which SQLite finds out at the commit only.
const BREAKS_THE_COMMIT: &str = "PRAGMA defer_foreign_keys = ON; INSERT INTO chunk (file_id, n, object_id) VALUES (x'00', 0, x'00')";

#[tokio::test]
async fn whoever_shares_a_lost_transaction_is_told_so_and_the_next_one_goes_through() {
    let place = Arc::new(place().await);
    let release = place.hold().await;
    let mut running = Vec::new();
    for n in 0..50 {
        let place = Arc::clone(&place);
        running.push(tokio::spawn(async move { place.rooms.put_questionnaire(&format!("{n}")).await }));
    }
    let breaking = tokio::spawn({
        let place = Arc::clone(&place);
        async move { place.run(BREAKS_THE_COMMIT).await }
    });
    tokio::task::yield_now().await;
    drop(release);
    assert!(matches!(breaking.await.unwrap(), Err(StoreError::Unavailable(_))));
    for (n, task) in running.into_iter().enumerate() {
        assert!(matches!(task.await.unwrap(), Err(StoreError::Unavailable(_))), "{n} shared the transaction");
        let hash = domain::QuestionnaireHash::of(n.to_string().as_bytes());
        assert_eq!(place.rooms.questionnaire(hash).await.unwrap(), None);
    }
    let hash = place.rooms.put_questionnaire("0").await.unwrap();
    assert_eq!(place.rooms.questionnaire(hash).await.unwrap().as_deref(), Some("0"));
}

#[tokio::test]
async fn work_that_fails_is_undone_alone() {
    let place = Arc::new(place().await);
    let release = place.hold().await;
    let good = tokio::spawn({
        let place = Arc::clone(&place);
        async move { place.rooms.put_questionnaire("good").await }
    });
    let bad = tokio::spawn({
        let place = Arc::clone(&place);
        async move { place.run("INSERT INTO questionnaire (hash, json) VALUES (x'00', 'bad'); INSERT INTO nowhere VALUES (1)").await }
    });
    tokio::task::yield_now().await;
    drop(release);
    let hash = good.await.unwrap().unwrap();
    assert!(bad.await.unwrap().is_err());
    assert_eq!(place.rooms.questionnaire(hash).await.unwrap().as_deref(), Some("good"));
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM questionnaire").fetch_one(&place.rooms.reader).await.unwrap();
    assert_eq!(rows, 1);
}

#[tokio::test]
async fn a_full_database_confirms_nothing_and_takes_reports_again_when_there_is_room() {
    let place = place().await;
    let today = Day::from_number(20_778);
    place.rooms.file(place.filing(), today).await.unwrap();
    place.run("PRAGMA max_page_count = 1").await.unwrap(); // as many as there are
    let filing = place.filing();
    assert!(matches!(place.rooms.file(filing.clone(), today).await, Err(StoreError::Full)));
    assert!(place.rooms.mailbox(filing.mailbox).await.unwrap().is_none());
    place.run("PRAGMA max_page_count = 1000000").await.unwrap();
    place.rooms.file(filing.clone(), today).await.unwrap();
    assert_eq!(place.rooms.mailbox(filing.mailbox).await.unwrap().unwrap().items.len(), 1);
}

#[tokio::test]
async fn an_erased_key_is_in_none_of_the_files() {
    let place = place().await;
    let keys = &place.rooms.keys;
    let (id, key) = (place.rooms.chance.bytes(), StorageKey::draw(&place.rooms.chance));
    keys.put(vec![(id, key.clone())]).await.unwrap();
    assert!(shows(place.folder.path(), key.as_bytes()), "the search finds what is there");
    keys.erase(vec![id]).await.unwrap();
    assert!(!shows(place.folder.path(), key.as_bytes()));
    assert!(keys.get(id).await.unwrap().is_none());
}

fn shows(folder: &Path, secret: &[u8]) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|file| std::fs::read(file).unwrap()).any(|bytes| bytes.windows(secret.len()).any(|window| window == secret))
}
