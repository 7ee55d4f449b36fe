//! The list of 10 000 cases, and a case of 500 items.

use std::time::Instant;

use anyhow::{Context, Result};
use client::Mailbox;
use stories::house::House;
use stories::people::{Reporter, handler, sign_in, today};

use crate::{million, table};

const CASES: u32 = 10_000;
const ROWS: usize = 10_000;
const ITEMS: usize = 500;
/// How many rows the server gives at once.
const PAGE: f64 = 100.0;

pub(crate) async fn measure() -> Result<()> {
    let house = House::open(&[]).await?;
    let desk = handler(&house, "anna").await?;
    let mut reporter = Reporter::at(&house.reporters, 1).await?;
    reporter.files("The first of many.", Vec::new()).await?;
    let key = reporter.key()?;
    for n in 1..ITEMS {
        let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
        reporter.writes(&mailbox, &format!("message {n}"), &[]).await?;
    }
    tokio::time::sleep(std::time::Duration::from_secs(12)).await;
    let case = desk.cases().await?.first().context("no case came out")?.case;
    let begun = Instant::now();
    let opened = desk.open(case, today()).await?;
    anyhow::ensure!(opened.warnings().is_empty(), "{:?}", opened.warnings());
    table::row("a case of 500 items, fetched, opened, checked by `sotto`", format!("{:.2} s", begun.elapsed().as_secs_f64()), "< 1 s")?;
    let person = desk.person;
    drop(desk);
    let left = house.cut()?;
    million::fill(&left.folder().join("data/sottovoce.db"), CASES, &hex(&person.to_string())).await?;
    let house = House::reopen(left, &[]).await?;
    let desk = sign_in(&house, "anna").await?;
    let mut took = Vec::new();
    for _ in 0..3 {
        let begun = Instant::now();
        let rows = desk.cases().await?.len();
        anyhow::ensure!(rows > ROWS, "{rows} rows");
        took.push(begun.elapsed().as_secs_f64() * 1000.0 / (f64::from(CASES) / PAGE));
    }
    table::row("a page of the list of 10 000 cases, with the line", format!("{:.1} ms", table::median(took)), "< 20 ms")?;
    Ok(())
}

/// The digits of an id, whatever stands between them.
fn hex(id: &str) -> String {
    id.chars().filter(char::is_ascii_hexdigit).collect()
}
