//! The main job through the client code: file, read, answer, come back.

use std::io::Write;
use std::sync::{Arc, Mutex};

use anyhow::Result;
use client::{Desk, File, Mailbox, Said, Writing};
use sealing::item::{Change, Stage};
use stories::house::House;
use stories::people::{Reporter, chance, handler, today};

/// A place to save to that can be looked at afterwards.
#[derive(Clone, Default)]
struct Saved(Arc<Mutex<Vec<u8>>>);

impl Write for Saved {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Waits until this many cases have come out.
async fn cases(desk: &Desk, count: usize) -> Result<Vec<client::CaseRow>> {
    for _ in 0..600 {
        let cases = desk.cases().await?;
        if cases.len() >= count {
            return Ok(cases);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("{count} cases never came out")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_found_although_a_delivery_came_in_between() -> Result<()> {
    let house = House::open(&[]).await?;
    let desk = handler(&house, "anna").await?;
    let path = house.folder().join("photo.bin");
    std::fs::write(&path, vec![5; 1_200_000])?;
    let mut reporter = Reporter::at(&house.reporters, 8).await?;
    reporter.files("With a photo.", vec![File::at(&path)]).await?;
    let key = reporter.key()?;
    let before = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
    assert!(!before.delivered(), "it was read before it left");
    cases(&desk, 1).await?;
    let saved = Saved::default();
    let photo = before.attachments().next().unwrap();
    before.save(&reporter.connection, photo, saved.clone()).await?;
    assert_eq!(saved.0.lock().unwrap().len(), 1_200_000);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_with_a_file_is_filed_read_answered_and_answered_again() -> Result<()> {
    let house = House::open(&[]).await?;
    let desk = handler(&house, "anna").await?;
    let content: Vec<u8> = (0..=255).cycle().take(3_000_001).collect();
    let path = house.folder().join("long.bin");
    std::fs::write(&path, &content)?;

    let mut reporter = Reporter::at(&house.reporters, 7).await?;
    let filed = reporter.files("The server room is open.", vec![File::at(&path)]).await?;
    assert!(!filed.joined);

    let row = cases(&desk, 1).await?.remove(0);
    assert_eq!(row.case, filed.case);
    assert!(!row.acknowledged);
    let mut case = desk.open(row.case, today()).await?;
    assert_eq!(case.warnings(), [""; 0]);
    assert_eq!(case.report().answers[0].value, "The server room is open.");
    assert!(case.first_opening());
    let saved = Saved::default();
    desk.save(&case, &case.report().attachments[0], saved.clone()).await?;
    assert!(*saved.0.lock().unwrap() == content, "the file arrives byte for byte");

    desk.rotate(&mut case, today(), &mut chance(2)).await?;
    let writing = Writing {
        reply: Some("Which door?"),
        stage: Some(Stage::Confirmed),
        note: Some("Ask the porter."),
        changes: &[Change::Title("The door downstairs".into()), Change::Lead(Some(desk.person))],
        ..Writing::default()
    };
    desk.write(&mut case, &writing, today(), &mut chance(3)).await?;
    let card = desk.open(row.case, today()).await?.card();
    assert_eq!((card.title.as_str(), card.lead), ("The door downstairs", Some(desk.person)));

    let key = reporter.key()?;
    let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
    assert_eq!(mailbox.warnings(), [""; 0]);
    assert!(mailbox.acknowledged() && mailbox.delivered());
    let said: Vec<&Said> = mailbox.entries().iter().map(|entry| &entry.said).collect();
    assert!(said.contains(&&Said::Message { text: "Which door?".into() }));
    assert!(said.contains(&&Said::Stage(Stage::Confirmed)));
    let all = format!("{said:?}");
    assert!(!all.contains("porter") && !all.contains("downstairs"), "what is among members never reaches the reporter");
    let own = Saved::default();
    mailbox.save(&reporter.connection, mailbox.attachments().next().unwrap(), own.clone()).await?;
    assert!(*own.0.lock().unwrap() == content);
    reporter.writes(&mailbox, "The one by the goods lift.", &[File::at(&path)]).await?;

    let again = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
    assert_eq!(again.warnings(), [""; 0]);
    assert_eq!(again.entries().last().unwrap().said, Said::Message { text: "The one by the goods lift.".into() });
    for _ in 0..300 {
        let case = desk.open(row.case, today()).await?;
        assert_eq!(case.warnings(), [""; 0]);
        if case.conversation().len() == 5 {
            return Ok(desk.sign_out().await?);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("the answer never came out")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_report_with_the_same_words_reaches_the_readers_of_the_first() -> Result<()> {
    let house = House::open(&[]).await?;
    let desk = handler(&house, "anna").await?;
    let mut reporter = Reporter::at(&house.reporters, 17).await?;
    assert!(!reporter.files("The first.", vec![]).await?.joined);
    let row = cases(&desk, 1).await?.remove(0);
    assert!(reporter.files("The second.", vec![]).await?.joined);
    reporter.says_again("The second.", &[]).await?;
    let refused = reporter.says_again("The third.", &[desk.person]).await;
    assert!(matches!(refused, Err(client::Error::LeftOutNow)), "nothing is passed on to whoever is left out only now: {refused:?}");

    for _ in 0..300 {
        let mut case = desk.open(row.case, today()).await?;
        let read = case.conversation().iter().any(|item| format!("{:?}", item.body()).contains("The second."));
        if read {
            let [warning] = case.warnings() else { anyhow::bail!("{:?}", case.warnings()) };
            assert!(warning.contains("A second report under the same eight words"), "{warning}");
            desk.rotate(&mut case, today(), &mut chance(18)).await?;
            desk.write(&mut case, &Writing { reply: Some("We have both."), ..Writing::default() }, today(), &mut chance(19)).await?;
            let key = reporter.key()?;
            let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
            assert_eq!(mailbox.warnings(), [""; 0]);
            assert!(mailbox.entries().iter().any(|entry| entry.said == Said::Message { text: "We have both.".into() }));
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("the second report never reached anybody")
}
