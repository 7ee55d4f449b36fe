//! What survives: a power cut at any moment, and the order of syncs and answers that makes it so.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use client::{File, Key, Mailbox};
use rand::Rng;
use sealing::words::Words;
use stories::house::House;
use stories::people::{Reporter, chance, handler, sign_in, today};
use stories::trace::{self, Event};
use tokio::task::JoinSet;

/// How often the server is cut off; two hundred times with `KILLS=200`.
fn kills() -> u64 {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6)
}

/// A report that was confirmed, and what it says.
type Confirmed = Arc<Mutex<Vec<(Words, String)>>>;

/// Files reports one after another until the line breaks; notes those that are confirmed.
async fn file_until_cut(door: String, seed: u64, file: std::path::PathBuf, confirmed: Confirmed) {
    for n in 0.. {
        let Ok(mut reporter) = Reporter::at(&door, seed * 1_000 + n).await else { break };
        let what = format!("report {seed}/{n}");
        let attachments = if n % 4 == 0 { vec![File::at(&file)] } else { Vec::new() };
        if reporter.files(&what, attachments).await.is_err() {
            break;
        }
        confirmed.lock().unwrap_or_else(PoisonError::into_inner).push((reporter.words, what));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_confirmed_report_is_lost_and_none_is_half_there_however_the_server_ends() -> Result<()> {
    let mut house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), vec![7; 1_100_000])?;
    let all = Confirmed::default();
    let mut rng = chance(99);
    for round in 0..kills() {
        // Dropped after the cut: nobody waits for a server that is gone.
        let mut filing = JoinSet::new();
        for n in 0..4 {
            filing.spawn(file_until_cut(house.reporters.clone(), round * 10 + n, file.path().to_path_buf(), all.clone()));
        }
        tokio::time::sleep(Duration::from_millis(rng.gen_range(300..2_500))).await;
        let left = house.cut()?;
        filing.shutdown().await;
        house = House::reopen(left, &[]).await?;
    }
    let confirmed = std::mem::take(&mut *all.lock().unwrap_or_else(PoisonError::into_inner));
    ensure!(!confirmed.is_empty(), "nothing was ever confirmed: the story says nothing");
    let Reporter { connection, place, .. } = Reporter::at(&house.reporters, 0).await?;
    for (words, what) in &confirmed {
        let key = Key::of(words, &place)?;
        let mailbox = Mailbox::open(&connection, &place, &key).await.with_context(|| format!("{what} was confirmed and is lost"))?;
        ensure!(mailbox.warnings().is_empty(), "{what}: {:?}", mailbox.warnings());
        ensure!(mailbox.entries().len() == 1, "{what} is there {} times", mailbox.entries().len());
        for attachment in mailbox.attachments() {
            mailbox.save(&connection, attachment, std::io::sink()).await.with_context(|| format!("the file of {what}"))?;
        }
    }
    every_case_is_whole(&house, confirmed.len()).await
}

/// What readers see after the next delivery is whole, and at least as much as was confirmed.
async fn every_case_is_whole(house: &House, at_least: usize) -> Result<()> {
    let desk = sign_in(house, "anna").await?;
    for _ in 0..600 {
        if desk.cases().await?.len() >= at_least {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let cases = desk.cases().await?;
    ensure!(cases.len() >= at_least, "{at_least} were confirmed, {} came out", cases.len());
    for row in cases {
        let case = desk.open(row.case, today()).await?;
        ensure!(case.warnings().is_empty(), "{}: {:?}", row.case, case.warnings());
        for attachment in &case.report().attachments {
            desk.save(&case, attachment, std::io::sink()).await?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_confirmed_before_it_is_on_the_disk() -> Result<()> {
    let record = tempfile::NamedTempFile::new()?;
    let house = House::open_traced(&[], record.path()).await?;
    drop(handler(&house, "anna").await?);
    let data = house.folder().join("data").display().to_string();
    let file = house.folder().join("file.bin");
    std::fs::write(&file, vec![9; 2_500_000])?;
    for seed in 0..3 {
        let mut reporter = Reporter::at(&house.reporters, seed).await?;
        reporter.files("On the disk first.", vec![File::at(&file)]).await?;
        let key = reporter.key()?;
        let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
        reporter.writes(&mailbox, "And this too.", &[]).await?;
    }
    drop(house);
    let text = std::fs::read_to_string(record.path())?;
    let events = trace::events(&text);
    let place = Disk { data, folders: events.iter().filter_map(trace::folder_changed).map(str::to_owned).collect() };
    place.judge(&events).context("as it is")?;
    let careless: [(&str, Kind); 4] = [
        ("reports", |place, path| place.is_main(path)),
        ("storage keys", |place, path| place.is_keys(path)),
        ("files", |place, path| place.is_blob(path) && !place.folders.contains(path)),
        ("folders of files", |place, path| place.is_blob(path) && place.folders.contains(path)),
    ];
    for (what, is_it) in careless {
        let others = |event: &&Event| !matches!(event, Event::Synced { path } if is_it(&place, path));
        let rest: Vec<Event> = events.iter().filter(others).cloned().collect();
        ensure!(rest.len() < events.len(), "no sync of {what} is in the record at all");
        ensure!(place.judge(&rest).is_err(), "a server that never syncs {what} passes");
    }
    Ok(())
}

/// Whether a path is of some kind.
type Kind = fn(&Disk, &str) -> bool;

/// Where the traced server keeps what.
struct Disk {
    data: String,
    /// Folders in which something got its name.
    folders: BTreeSet<String>,
}

impl Disk {
    fn is_main(&self, path: &str) -> bool {
        path.strip_prefix(&self.data).is_some_and(|name| name.starts_with("/sottovoce.db"))
    }

    fn is_keys(&self, path: &str) -> bool {
        path.strip_prefix(&self.data).is_some_and(|name| name.starts_with("/storage-keys.db"))
    }

    fn is_blob(&self, path: &str) -> bool {
        path.strip_prefix(&self.data).is_some_and(|name| name.starts_with("/blobs"))
    }

    /// Chunks: the file, its name in its folder, and its row before the answer. Reports: their key and their rows. Messages: their rows.
    fn judge(&self, events: &[Event]) -> Result<()> {
        let chunks = trace::before_answers(events, "PUT /api/v1/intake/uploads/");
        ensure!(chunks.len() >= 9, "only {} chunks were confirmed in sight", chunks.len());
        for span in &chunks {
            ensure!(trace::written_and_synced(span, |path| self.is_blob(path)), "a chunk was confirmed and is not on the disk: {span:#?}");
            ensure!(trace::named_and_synced(span, |path| self.is_blob(path)), "a chunk was confirmed and its name is not: {span:#?}");
            ensure!(trace::written_and_synced(span, |path| self.is_main(path)), "a chunk was confirmed and its row is not: {span:#?}");
        }
        let reports = trace::before_answers(events, "POST /api/v1/intake/reports ");
        let messages = trace::before_answers(events, "POST /api/v1/intake/mailbox/items ");
        ensure!(reports.len() >= 3 && messages.len() >= 3, "only {} reports, {} messages", reports.len(), messages.len());
        for span in reports.iter().chain(&messages) {
            ensure!(trace::written_and_synced(span, |path| self.is_main(path)), "confirmed and not on the disk: {span:#?}");
        }
        for span in &reports {
            ensure!(trace::written_and_synced(span, |path| self.is_keys(path)), "a report was confirmed and its key is not: {span:#?}");
        }
        Ok(())
    }
}
