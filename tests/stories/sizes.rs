//! What an observer of the line can count: every report of one bucket has the same bytes both ways, and right and
//! wrong words look alike.

use anyhow::Result;
use client::{Error, Mailbox};
use stories::house::House;
use stories::people::{Reporter, handler};
use stories::relay::Relay;

#[tokio::test(flavor = "multi_thread")]
async fn reports_of_one_bucket_have_one_size_both_ways() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let relay = Relay::before(&house.reporters).await?;
    let mut shapes = Vec::new();
    for (seed, what) in ["x".to_owned(), "A middling report. ".repeat(20), "y".repeat(1_500)].into_iter().enumerate() {
        let mut reporter = Reporter::at(&relay.address, u64::try_from(seed)?).await?;
        relay.take_passed();
        reporter.files(&what, Vec::new()).await?;
        shapes.push(relay.take_passed());
    }
    assert!(shapes.iter().all(|shape| *shape == shapes[0]), "{shapes:#?}");
    let mut long = Reporter::at(&relay.address, 9).await?;
    relay.take_passed();
    long.files(&"z".repeat(100_000), Vec::new()).await?;
    assert_ne!(relay.take_passed(), shapes[0], "a report of another bucket has another size: the relay counts");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn right_and_wrong_words_look_alike() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let relay = Relay::before(&house.reporters).await?;
    let mut known = Reporter::at(&relay.address, 1).await?;
    known.files("Here.", Vec::new()).await?;
    let stranger = Reporter::at(&relay.address, 2).await?;
    let (right, wrong) = (known.key()?, stranger.key()?);
    relay.take_passed();
    Mailbox::open(&known.connection, &known.place, &right).await?;
    let found = relay.take_passed();
    assert!(matches!(Mailbox::open(&stranger.connection, &stranger.place, &wrong).await, Err(Error::NoMailbox)));
    assert_eq!(relay.take_passed(), found);
    assert_eq!(found.len(), 1);
    Ok(())
}
