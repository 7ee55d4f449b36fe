//! Many people at once: every report that was confirmed is there, once, with its own words, and reads what was written.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use client::{Desk, Key, Mailbox, Said};
use sealing::words::Words;
use stories::house::House;
use stories::people::{Reporter, handler};

/// People who file at the same time.
const CLIENTS: u64 = 64;
/// How often somebody who was turned away comes again.
const TRIES: u64 = 20;

/// How many reports; `REPORTS=2000` asks for the whole number.
fn reports() -> u64 {
    std::env::var("REPORTS").ok().and_then(|reports| reports.parse().ok()).unwrap_or(192)
}

/// A confirmed report.
struct Confirmed {
    words: Words,
    what: String,
    case: String,
}

/// Files reports one after another. Whoever is turned away comes again with other words; how often that was is told too.
async fn files_some(door: String, client: u64, count: u64) -> Result<(Vec<Confirmed>, u64)> {
    let (mut confirmed, mut turned_away) = (Vec::new(), 0);
    for n in 0..count {
        let what = format!("Report {n} of client {client}.");
        let mut last = None;
        for attempt in 0..TRIES {
            let seed = (client * 100_000 + n) * TRIES + attempt;
            let filed = async {
                let mut reporter = Reporter::at(&door, seed).await?;
                let filed = reporter.files(&what, Vec::new()).await?;
                ensure!(!filed.joined, "words that nobody had belong to somebody");
                anyhow::Ok(Confirmed { words: reporter.words, what: what.clone(), case: filed.case.to_string() })
            };
            match filed.await {
                Ok(one) => {
                    confirmed.push(one);
                    last = None;
                    break;
                }
                Err(error) => {
                    turned_away += 1;
                    last = Some(error);
                    tokio::time::sleep(Duration::from_millis(100 * (attempt + 1))).await;
                }
            }
        }
        if let Some(error) = last {
            return Err(error.context(format!("{what} was never taken")));
        }
    }
    Ok((confirmed, turned_away))
}

/// Opens every mailbox with its own words.
async fn reads_back(door: String, confirmed: Vec<Confirmed>) -> Result<Vec<String>> {
    let mut cases = Vec::new();
    let Reporter { connection, place, .. } = Reporter::at(&door, 0).await?;
    for Confirmed { words, what, case } in confirmed {
        let key = Key::of(&words, &place)?;
        let mailbox = Mailbox::open(&connection, &place, &key).await.with_context(|| format!("{what} was confirmed and is lost"))?;
        ensure!(mailbox.warnings().is_empty(), "{what}: {:?}", mailbox.warnings());
        let said: Vec<&Said> = mailbox.entries().iter().map(|entry| &entry.said).collect();
        let [Said::Report { answers }] = said.as_slice() else { anyhow::bail!("{what}: {said:?}") };
        ensure!(answers.len() == 1 && answers.iter().all(|(_, answer)| *answer == what), "{what}: {answers:?}");
        cases.push(case);
    }
    Ok(cases)
}

/// The list as the handler sees it once this many are out.
async fn listed(desk: &Desk, count: usize) -> Result<Vec<String>> {
    for _ in 0..120 {
        let cases = desk.cases().await?;
        if cases.len() >= count {
            return Ok(cases.iter().map(|row| row.case.to_string()).collect());
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    anyhow::bail!("{count} were confirmed, {} came out", desk.cases().await?.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_reports_at_once_each_is_there_once_and_reads_what_was_written() -> Result<()> {
    let house = House::open(&[]).await?;
    let desk = handler(&house, "anna").await?;
    let share = |client| reports() / CLIENTS + u64::from(client < reports() % CLIENTS);
    let filing: Vec<_> = (0..CLIENTS).map(|client| tokio::spawn(files_some(house.reporters.clone(), client, share(client)))).collect();
    let (mut all, mut turned_away) = (Vec::new(), 0);
    for one in filing {
        let (confirmed, refusals) = one.await??;
        turned_away += refusals;
        all.push(confirmed);
    }
    let confirmed: usize = all.iter().map(Vec::len).sum();
    ensure!(u64::try_from(confirmed)? == reports(), "{confirmed} of {} were confirmed", reports());
    let reading: Vec<_> = all
        .chunks_mut(8)
        .map(|some| tokio::spawn(reads_back(house.reporters.clone(), some.iter_mut().flat_map(std::mem::take).collect())))
        .collect();
    let mut cases = BTreeSet::new();
    for one in reading {
        for case in one.await?? {
            ensure!(cases.insert(case), "two reports are one case");
        }
    }
    let list = listed(&desk, confirmed).await?;
    let once: BTreeSet<String> = list.iter().cloned().collect();
    ensure!(list.len() == once.len(), "a case stands twice in the list");
    ensure!(cases.is_subset(&once), "a confirmed report is not in the list");
    // Somebody who saw no answer may have been heard: such a report was never confirmed, and is there as well.
    let more = u64::try_from(once.len() - cases.len())?;
    ensure!(more <= turned_away, "{more} cases that nobody filed");
    Ok(())
}
