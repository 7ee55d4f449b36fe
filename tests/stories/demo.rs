//! The demonstration: what it prints opens what it made, it prints it once, and it keeps away from everything real.

use anyhow::{Context, Result};
use client::{Connection, Key, Mailbox, Place, Route, Said};
use sealing::item::Stage;
use sealing::words::Words;
use stories::demo::{printed, sign_in, sign_in_by_recovery};
use stories::house::House;
use stories::people::today;

async fn conversation(house: &House, said: &str, report: u8) -> Result<Vec<Said>> {
    let connection = Connection::open(&Route::to(&house.reporters))?;
    let place = Place::look(&connection, None, today()).await?;
    assert!(place.channel.organisation.starts_with("DEMO"), "every page shows that it is one");
    let words = Words::parse(printed(said, &format!("report {report}"))?).map_err(|misread| anyhow::anyhow!("{misread:?}"))?;
    let key = Key::of(&words, &place)?;
    let mailbox = Mailbox::open(&connection, &place, &key).await?;
    assert_eq!(mailbox.warnings(), [""; 0], "report {report}");
    Ok(mailbox.entries().iter().map(|entry| entry.said.clone()).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_prints_what_opens_it_once_and_serves_ever_after() -> Result<()> {
    let house = House::open(&["--demo"]).await?;
    let said = house.says("Reports leave for their readers").await?;
    let mut read = std::collections::BTreeSet::new();
    let (mut overdue, mut closed, mut new) = (0, 0, 0);
    for name in ["audit", "security", "legal", "people", "council", "counsel"] {
        let desk = sign_in(&house, &said, name).await?;
        for row in desk.cases().await? {
            let case = desk.open(row.case, today()).await?;
            assert_eq!(case.warnings(), [""; 0], "{name}");
            if read.insert(row.case) {
                overdue += usize::from(!row.acknowledged && row.ack_due < today());
                closed += usize::from(row.closed);
                new += usize::from(case.first_opening() && row.received_on >= today().add_days(-1));
            }
        }
        desk.sign_out().await?;
    }
    assert_eq!((read.len(), overdue, closed, new), (5, 1, 1, 1), "{said}");

    let stages = |said: &[Said]| said.iter().filter(|one| matches!(one, Said::Stage(_))).count();
    assert!(conversation(&house, &said, 1).await?.contains(&Said::Stage(Stage::Closed)));
    assert_eq!(stages(&conversation(&house, &said, 2).await?), 0, "nobody confirmed it");
    assert!(conversation(&house, &said, 3).await?.contains(&Said::Stage(Stage::Investigating)));
    assert!(conversation(&house, &said, 4).await?.contains(&Said::Stage(Stage::Question)));
    assert_eq!(conversation(&house, &said, 5).await?.len(), 1);

    let again = House::reopen(house.cut()?, &["--demo"]).await?;
    let now = again.says("Passphrases and words were printed when it was made").await?;
    assert!(!now.contains(printed(&said, "audit")?) && !now.contains(printed(&said, "report 1")?), "printed once:\n{now}");
    sign_in(&again, &said, "audit").await?;
    sign_in_by_recovery(&again, &said, "audit", 0).await?;
    let spent = sign_in_by_recovery(&again, &said, "audit", 0).await.err().context("a recovery code works once")?;
    assert!(spent.to_string().contains("not accepted"), "{spent}");
    sign_in_by_recovery(&again, &said, "audit", 1).await?;
    assert_eq!(conversation(&again, &said, 5).await?.len(), 1);

    let plain = House::reopen(again.cut()?, &[]).await?;
    plain.says("DEMO. Everybody and everything in").await?; // whoever starts it without the flag is told too
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_never_moves_into_a_folder_that_holds_something_else() -> Result<()> {
    let house = House::open(&[]).await?;
    house.enrolment().await?;
    let refused = House::reopen(house.cut()?, &["--demo"]).await.err().context("it must not start")?.to_string();
    assert!(refused.contains("holds an installation that is no demo"), "{refused}");
    assert!(!refused.contains("DEMO"), "nothing was made: {refused}");
    Ok(())
}
