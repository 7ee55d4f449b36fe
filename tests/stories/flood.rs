//! A flood in every lane of the reporters' door at once: honest people still get through, with the client and without scripts.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use client::Mailbox;
use stories::flood::{Flood, Kind};
use stories::house::House;
use stories::people::{Reporter, handler};
use stories::plain::Plain;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

/// Honest people of each kind.
const PEOPLE: u32 = 20;
/// How often one of them tries, and when again: when a busy door asks for it.
const TRIES: u64 = 5;
const AGAIN: Duration = Duration::from_secs(2);
/// The longest that somebody waits for one try.
const PATIENCE: Duration = Duration::from_secs(40);

/// How long the flood lasts at least; longer if the last honest person is not through by then.
fn lasts() -> Duration {
    Duration::from_secs(std::env::var("FLOOD_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(12))
}

/// Somebody who got through.
struct Through<T> {
    what: String,
    with: T,
    tries: u64,
    took: Duration,
}

/// With the client. Every try has words of its own, as somebody has who starts over.
async fn with_the_client(door: String, person: u32) -> Result<Through<Reporter>> {
    let (what, begun) = (format!("Report {person} in a flood."), Instant::now());
    let mut last = None;
    for tries in 1..=TRIES {
        let filing = async {
            let mut reporter = Reporter::at(&door, u64::from(person) * TRIES + tries).await?;
            let filed = reporter.files(&what, Vec::new()).await?;
            ensure!(!filed.joined, "words that nobody had belong to somebody");
            anyhow::Ok(reporter)
        };
        match timeout(PATIENCE, filing).await.context("no answer").flatten() {
            Ok(with) => return Ok(Through { what, with, tries, took: begun.elapsed() }),
            Err(error) => last = Some(error),
        }
        sleep(AGAIN).await;
    }
    Err(last.context("nobody tried")?.context(format!("{what} was never taken")))
}

/// Without scripts. Whoever has words and the questions before them sends the same page again.
async fn without_scripts(door: String, person: u32) -> Result<Through<String>> {
    let (what, begun) = (format!("Plain report {person} in a flood."), Instant::now());
    let (mut last, mut page) = (None, None);
    for tries in 1..=TRIES {
        let (door, text, had) = (door.clone(), what.clone(), page.take());
        let tried = tokio::task::spawn_blocking(move || {
            let person = Plain::to(&door, "a browser");
            let had: Result<(String, String)> = had.map_or_else(
                || {
                    let (words, questions) = person.words()?;
                    Ok((words, questions.hidden("submission")?))
                },
                Ok,
            );
            had.map_err(|error| (None, error)).and_then(|(words, submission)| {
                match person.files(&words, &submission, &[("q-what", &text)]) {
                    Ok(_) => Ok(words),
                    Err(error) => Err((Some((words, submission)), error)),
                }
            })
        });
        match tried.await? {
            Ok(with) => return Ok(Through { what, with, tries, took: begun.elapsed() }),
            Err((had, error)) => (page, last) = (had, Some(error)),
        }
        sleep(AGAIN).await;
    }
    Err(last.context("nobody tried")?.context(format!("{what} was never taken")))
}

/// Waits for everybody, or for the first who never gets through; tells how long it took those who did.
async fn all<T: 'static>(who: &str, mut people: JoinSet<Result<Through<T>>>) -> Result<Vec<Through<T>>> {
    let mut through = Vec::new();
    while let Some(one) = people.join_next().await {
        through.push(one?.with_context(|| format!("{who}: {} are through, and one is not", through.len()))?);
    }
    let tries: Vec<u64> = through.iter().map(|one| one.tries).collect();
    let longest = through.iter().map(|one| one.took).max().unwrap_or_default();
    println!("{who}: {} through, tries {tries:?}, longest {longest:?}", through.len());
    Ok(through)
}

/// Why the flood below finds lines to spare: a thousand are given unasked, and the story of the flood takes long.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_given_a_thousand_lines_takes_all_that_it_may_have() -> Result<()> {
    let house = House::open(&[]).await?;
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", house.pid()))?;
    let row = limits.lines().find_map(|line| line.strip_prefix("Max open files")).context("no such limit")?;
    let [has, may_have, ..] = row.split_whitespace().collect::<Vec<_>>()[..] else { anyhow::bail!("{row}") };
    ensure!(may_have != "1024", "nothing shows here: no process may have more than it is given");
    ensure!(has == may_have, "it has {has} and may have {may_have}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_flood_in_every_lane_leaves_honest_reports_through() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    ensure!(Flood::clients() == 64, "{} clients", Flood::clients());
    let (begun, flood) = (Instant::now(), Flood::begin(&house.reporters)?);
    sleep(Duration::from_secs(2)).await;
    // They come one after the other while it lasts.
    let apart = lasts().saturating_sub(Duration::from_secs(4)) / PEOPLE;
    let (mut clients, mut plain) = (JoinSet::new(), JoinSet::new());
    for person in 0..PEOPLE {
        clients.spawn(with_the_client(house.reporters.clone(), person));
        plain.spawn(without_scripts(house.reporters.clone(), person));
        sleep(apart).await;
    }
    let (clients, plain) = match tokio::try_join!(all("with the client", clients), all("without scripts", plain)) {
        Ok(through) => through,
        Err(error) => return Err(error.context(format!("{:?}: {:?}", begun.elapsed(), flood.came()))),
    };
    tokio::time::sleep_until(begun + lasts()).await;
    let came = flood.came();
    println!("{:?}: {came:?}", begun.elapsed());
    drop(flood);
    // A flood that nobody noticed says nothing.
    for (kind, came) in came {
        let noticed = if kind == Kind::Slow { came.busy } else { came.answered + came.busy + came.cut };
        ensure!(noticed > 0 || (kind == Kind::Heads && lasts() < Duration::from_secs(20)), "{kind:?} was no flood: {came:?}");
    }
    for one in clients {
        let key = one.with.key()?;
        let mailbox = Mailbox::open(&one.with.connection, &one.with.place, &key).await;
        mailbox.with_context(|| format!("{} was confirmed and is lost", one.what))?;
    }
    for one in plain {
        let mailbox = Plain::to(&house.reporters, "a browser").form("/plain/mailbox", &[("words", &one.with), ("language", "en")])?;
        mailbox.shows(&one.what).context("confirmed and lost")?;
    }
    Ok(())
}
