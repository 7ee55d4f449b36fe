//! The log from outside, by `sotto`: whole, grown out of what was kept, with the filing in it, and caught where it is not.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use sealing::SigningKey;
use sealing::channel::Channel;
use stories::house::{House, binaries};
use stories::people::{Reporter, handler};

/// Runs `sotto log` and gives what it said.
fn sotto(house: &House, arguments: &[&str]) -> Result<Output> {
    Ok(Command::new(binaries()?.join("sotto")).args(["--server", &house.reporters, "log"]).args(arguments).output()?)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Waits until the filing of a receipt stands in the log.
async fn stands(house: &House, receipt: &str) -> Result<()> {
    for _ in 0..60 {
        let output = sotto(house, &["check", "--receipt", receipt])?;
        ensure!(output.status.success(), "{}", said(&output));
        if said(&output).contains("stands in it") {
            return Ok(());
        }
        ensure!(said(&output).contains("has not been yet"), "{}", said(&output));
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    anyhow::bail!("the filing never came into the log")
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn sotto_finds_a_filing_in_the_log_and_notices_a_log_that_was_rewritten() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let filed = Reporter::at(&house.reporters, 3).await?.files("It goes into the log.", Vec::new()).await?;
    let sent = filed.receipt.to_sent();
    let receipt = format!("{} {} {}", sent.leaf, sent.tick, sent.signature);
    stands(&house, &receipt).await?;

    // Kept, and compared after it has grown.
    let kept = house.folder().join("kept.json");
    let first = sotto(&house, &["check", "--save", text(&kept)])?;
    ensure!(first.status.success(), "{}", said(&first));
    let channel = house.folder().join("data").join("channel.json");
    let offline = sotto(&house, &["verify", text(&kept), "--channel", text(&channel)])?;
    ensure!(offline.status.success(), "{}", said(&offline));
    let again = sotto(&house, &["check", "--since", text(&kept)])?;
    ensure!(again.status.success() && said(&again).contains("It grew out of the one you kept"), "{}", said(&again));

    // A receipt that nobody signed, and a leaf that was never filed under one that somebody did.
    let forged = sotto(&house, &["check", "--receipt", &format!("{} {} {}", "ab".repeat(32), sent.tick, sent.signature)])?;
    ensure!(forged.status.code() == Some(6) && said(&forged).contains("not signed by its log key"), "{}", said(&forged));

    // What was kept differs from what is there now: either of the two was changed.
    let mut log: serde_json::Value = serde_json::from_slice(&std::fs::read(&kept)?)?;
    let leaves = log["leaves"].as_array_mut().context("leaves")?;
    leaves.reverse();
    let moved = house.folder().join("moved.json");
    std::fs::write(&moved, log.to_string())?;
    if log["leaves"].as_array().is_some_and(|leaves| leaves.len() > 1) {
        let output = sotto(&house, &["verify", text(&moved), "--channel", text(&channel)])?;
        ensure!(output.status.code() == Some(6) && said(&output).contains("not the ones it signed"), "{}", said(&output));
    }
    let other = Channel { log_key: SigningKey::from_seed(&[9; 32]).verifying_key(), ..Channel::parse(&std::fs::read(&channel)?)? };
    let pinned = house.folder().join("other.json");
    std::fs::write(&pinned, other.to_bytes()?)?;
    let output = sotto(&house, &["check", "--channel", text(&pinned)])?;
    ensure!(output.status.code() == Some(6), "another log key than the one that was kept: {}", said(&output));
    Ok(())
}
