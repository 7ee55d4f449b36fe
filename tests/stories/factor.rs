//! The second factor, from outside: who had none before it was asked for sets one up, and from then on nobody comes in without.

use anyhow::{Context, Result};
use client::{Connection, Desk, Route, SecondFactor};
use secrecy::SecretString;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};
use stories::house::House;
use stories::people::{PASSPHRASE, handler, keeps, now, sign_in};

async fn way(house: &House) -> Result<(Connection, sealing::channel::Channel)> {
    let connection = Connection::open(&Route::to(&house.staff))?;
    let channel = client::channel(&connection).await?;
    Ok((connection, channel))
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_enrolled_before_there_were_second_factors_sets_one_up_and_loses_nothing() -> Result<()> {
    let house = House::open(&[]).await?;
    let person = handler(&house, "anna").await?.person;
    let (_, left) = house.stop().await?;
    let mut database = SqliteConnectOptions::new().filename(left.folder().join("data/sottovoce.db")).connect().await?;
    database.execute("DELETE FROM one_time_code; DELETE FROM recovery_code").await?; // as an older version left it
    sqlx::Connection::close(database).await?;

    let house = House::reopen(left, &[]).await?;
    let passphrase = SecretString::from(PASSPHRASE);
    let (connection, channel) = way(&house).await?;
    let refused = Desk::sign_in(connection, channel, "anna", &passphrase, SecondFactor::Code("000000")).await.err();
    assert!(refused.context("no session without a second factor")?.to_string().contains("must be set up first"));
    let (connection, channel) = way(&house).await?;
    let (desk, authenticator, recovery) = Desk::set_up(connection, channel, "anna", &passphrase, now()).await?;
    assert_eq!((desk.person, recovery.len()), (person, 10));
    desk.cases().await?;
    keeps(&house, "anna", authenticator);
    sign_in(&house, "anna").await?;

    let (connection, channel) = way(&house).await?;
    let again = Desk::set_up(connection, channel, "anna", &passphrase, now()).await.err().context("once only")?.to_string();
    assert!(again.contains("You may not do this"), "{again}");
    let (connection, channel) = way(&house).await?;
    let first = recovery.first().context("a recovery code")?;
    Desk::sign_in(connection, channel, "anna", &passphrase, SecondFactor::Recovery(first)).await?.cases().await?;
    Ok(())
}
