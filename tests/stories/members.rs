//! Who reads a case: colleagues are added and taken out through the real client and server, and nobody is lost over it.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use client::{Connection, Desk, Error, Key, Mailbox, Place, Route, Writing};
use sealing::CaseId;
use sealing::words::Words;
use stories::demo::{printed, sign_in};
use stories::house::House;
use stories::people::{chance, today};

const PEOPLE: [&str; 6] = ["audit", "security", "legal", "people", "council", "counsel"];

/// The six of the demonstration, and an open case that two of them read: those two first, then the others.
async fn two_readers(house: &House, said: &str) -> Result<(CaseId, Vec<Desk>)> {
    let (mut desks, mut read) = (Vec::new(), BTreeMap::<CaseId, Vec<usize>>::new());
    for (n, name) in PEOPLE.into_iter().enumerate() {
        let desk = sign_in(house, said, name).await?;
        for row in desk.cases().await?.iter().filter(|row| !row.closed && row.acknowledged) {
            read.entry(row.case).or_default().push(n);
        }
        desks.push(desk);
    }
    let (case, readers) = read.into_iter().find(|(_, readers)| readers.len() == 2).context("a case with two readers")?;
    let mut ordered: Vec<(bool, Desk)> = desks.into_iter().enumerate().map(|(n, desk)| (!readers.contains(&n), desk)).collect();
    ordered.sort_by_key(|(other, _)| *other);
    Ok((case, ordered.into_iter().map(|(_, desk)| desk).collect()))
}

#[tokio::test(flavor = "multi_thread")]
async fn colleagues_are_added_at_once_and_taken_out_and_the_reporter_finds_nothing_wrong() -> Result<()> {
    let house = House::open(&["--demo"]).await?;
    let said = house.says("Reports leave for their readers").await?;
    let (case, desks) = two_readers(&house, &said).await?;
    let [one, two, rest @ ..] = &desks[..] else { anyhow::bail!("six people") };
    // The reporter may have left somebody out: that person is not offered, and nothing is sealed for them.
    let opened = one.open(case, today()).await?;
    let barred = |desk: &Desk| opened.others().iter().any(|(person, why)| person.id == desk.person && why.is_some());
    for desk in rest.iter().filter(|desk| barred(desk)) {
        let refused = one.add_reader(case, desk.person, today(), &mut chance(6)).await;
        assert!(matches!(refused, Err(Error::Sealing(sealing::Error::MayNotReceive(_)))));
        assert!(matches!(desk.open(case, today()).await, Err(Error::Problem { status: 404, .. })));
    }
    let free: Vec<&Desk> = rest.iter().filter(|desk| !barred(desk)).collect();
    let [third, fourth, ..] = free[..] else { anyhow::bail!("two who may be added") };
    assert!(matches!(third.open(case, today()).await, Err(Error::Problem { status: 404, .. })));

    let (mut a, mut b) = (chance(1), chance(2));
    let (added, also) =
        tokio::join!(one.add_reader(case, third.person, today(), &mut a), two.add_reader(case, fourth.person, today(), &mut b));
    added?;
    also?;
    for desk in [one, two, third, fourth] {
        let opened = desk.open(case, today()).await?;
        assert_eq!(opened.warnings(), [""; 0]);
        assert!([one, two, third, fourth].iter().all(|desk| opened.readers().members.contains(&desk.person)), "nobody was lost");
    }

    one.take_out(case, third.person, today(), &mut chance(3)).await?;
    assert!(matches!(third.open(case, today()).await, Err(Error::Problem { status: 404, .. })));
    assert!(matches!(one.take_out(case, one.person, today(), &mut chance(4)).await, Err(Error::Input(_))));
    assert_eq!(two.open(case, today()).await?.warnings(), [""; 0]);

    // Somebody leaves; what is written next is sealed with keys they never had.
    two.recuse(case).await?;
    assert!(matches!(two.open(case, today()).await, Err(Error::Problem { status: 404, .. })));
    let mut stale = fourth.open(case, today()).await?;
    assert!(stale.is_stale());
    fourth.write(&mut stale, &Writing { note: Some("Without them."), ..Writing::default() }, today(), &mut chance(5)).await?;
    let after = one.open(case, today()).await?;
    assert!(!after.is_stale() && !after.readers().names(two.person) && after.notes().len() == stale.notes().len());
    assert_eq!(after.warnings(), [""; 0]);

    let connection = Connection::open(&Route::to(&house.reporters))?;
    let place = Place::look(&connection, None, today()).await?;
    for report in 1..=5 {
        let words = Words::parse(printed(&said, &format!("report {report}"))?).map_err(|misread| anyhow::anyhow!("{misread:?}"))?;
        let key = Key::of(&words, &place)?;
        let mailbox = Mailbox::open(&connection, &place, &key).await?;
        assert_eq!(mailbox.warnings(), [""; 0], "report {report}");
    }
    Ok(())
}
