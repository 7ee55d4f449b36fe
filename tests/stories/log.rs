//! The log from outside, by `sotto`: whole, grown out of what was kept, with the filing in it, and caught where it is not.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use sealing::SigningKey;
use sealing::channel::Channel;
use serde_json::json;
use stories::house::{House, binaries};
use stories::people::{Reporter, handler};
use stories::relay::Relay;

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

/// A relay that shows other leaves under a checkpoint that the log key really signed: what only the server itself could do.
struct Forger {
    key: SigningKey,
    origin: ledger::note::KeyName,
}

impl Forger {
    fn of(house: &House) -> Result<Self> {
        let data = house.folder().join("data");
        let mut seed = [0; 32];
        hex::decode_to_slice(std::fs::read_to_string(data.join("log-key"))?.trim(), &mut seed)?;
        let channel = Channel::parse(&std::fs::read(data.join("channel.json"))?)?;
        let origin = ledger::note::KeyName::parse(&format!("sottovoce-log-{}", channel.installation))?;
        Ok(Self { key: SigningKey::from_seed(&seed), origin })
    }

    /// The checkpoint and the leaves of another past.
    fn signs(&self, leaves: &[ledger::Hash]) -> Result<(String, String)> {
        let hashes: Vec<_> = leaves.iter().map(|leaf| ledger::merkle::leaf_hash(leaf.as_ref())).collect();
        let (size, root) = (u64::try_from(leaves.len())?, ledger::merkle::root(&hashes));
        let note = ledger::checkpoint::Checkpoint { origin: self.origin.clone(), size, root }.sign(&self.key)?;
        Ok((note, serde_json::json!({ "leaves": leaves }).to_string()))
    }
}

fn leaves_of(kept: &Path) -> Result<Vec<ledger::Hash>> {
    let log: serde_json::Value = serde_json::from_slice(&std::fs::read(kept)?)?;
    Ok(serde_json::from_value(log["leaves"].clone())?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_signs_what_grew_and_keeps_the_evidence_of_a_log_that_did_not() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let filed = Reporter::at(&house.reporters, 3).await?.files("So that there is a tick.", Vec::new()).await?;
    let sent = filed.receipt.to_sent();
    stands(&house, &format!("{} {} {}", sent.leaf, sent.tick, sent.signature)).await?;
    let (forger, relay) = (Forger::of(&house)?, Relay::before(&house.reporters).await?);
    let state = house.folder().join("witness");
    let look = |more: &[&str]| -> Result<Output> {
        let mut command = Command::new(binaries()?.join("sotto"));
        Ok(command.args(["--server", &relay.address, "log", "witness", "--state", text(&state)]).args(more).output()?)
    };
    let made = look(&["--new-key", "audit.example/w"])?;
    let witness = said(&made).lines().last().context("a key")?.to_owned();
    ensure!(made.status.success() && witness.starts_with("audit.example/w+"), "{}", said(&made));
    ensure!(!look(&["--new-key", "audit.example/w"])?.status.success(), "a key is never written over");
    let first = look(&[])?;
    ensure!(first.status.success() && said(&first).contains("only grew"), "{}", said(&first));

    // Others ask for the witness's word: of this witness, and of no other.
    let (kept, channel) = (state.join("log.json"), house.folder().join("data").join("channel.json"));
    let verify = |file: &Path, witness: &str| sotto(&house, &["verify", text(file), "--channel", text(&channel), "--witness", witness]);
    ensure!(verify(&kept, &witness)?.status.success(), "{}", said(&verify(&kept, &witness)?));
    let own = house.folder().join("own.json");
    ensure!(
        sotto(&house, &["check", "--since", text(&state.join("checkpoint.txt")), "--witness", &witness, "--save", text(&own)])?
            .status
            .success()
    );
    let alone = verify(&own, &witness)?;
    ensure!(alone.status.code() == Some(6) && said(&alone).contains("has not cosigned"), "{}", said(&alone));

    // Changed, removed, reordered, inserted, truncated, forked: each is signed by the log key, and whole in itself.
    let mut honest = leaves_of(&kept)?;
    while honest.len() < 3 {
        tokio::time::sleep(Duration::from_secs(2)).await;
        ensure!(look(&[])?.status.success());
        honest = leaves_of(&kept)?;
    }
    let strange = ledger::Hash::of(&[b"strange"]);
    let rest = &honest[1..];
    let mut swapped = honest.clone();
    swapped.swap(0, 1);
    let lies: [(&str, Vec<ledger::Hash>); 6] = [
        ("changed", [&[strange], rest].concat()),
        ("removed", [rest, &[strange, strange]].concat()),
        ("reordered", swapped),
        ("inserted", [&[honest[0], strange], rest].concat()),
        ("truncated", honest[..honest.len() - 1].to_vec()),
        ("forked", [&honest[..honest.len() - 1], &[strange, strange]].concat()),
    ];
    let signed = std::fs::read(state.join("checkpoint.txt"))?;
    for (name, leaves) in lies {
        let (note, page) = forger.signs(&leaves)?;
        relay.lies(move |call, body| match call {
            "GET /api/v1/log/checkpoint" => note.clone().into_bytes(),
            "GET /api/v1/log/leaves/0" => page.clone().into_bytes(),
            _ => body,
        });
        let found = look(&[])?;
        ensure!(found.status.code() == Some(6) && said(&found).contains("rewritten"), "{name}: {}", said(&found));
        ensure!(std::fs::read(state.join("checkpoint.txt"))? == signed, "{name}: nothing new is signed");
        ensure!(leaves_of(&state.join("evidence-seen-before.json"))? == honest, "{name}");
        ensure!(leaves_of(&state.join("evidence-seen-now.json"))? == leaves, "{name}");
        // And whoever kept a log finds it by themselves.
        let mut by_hand = Command::new(binaries()?.join("sotto"));
        let by_hand = by_hand.args(["--server", &relay.address, "log", "check", "--since", text(&kept)]).output()?;
        ensure!(by_hand.status.code() == Some(6), "{name}: {}", said(&by_hand));
        // It signs nothing more, whatever is shown, until somebody has looked.
        relay.lies(|_, body| body);
        let after = look(&[])?;
        ensure!(after.status.code() == Some(6) && said(&after).contains("until somebody has looked"), "{name}: {}", said(&after));
        std::fs::remove_file(state.join("ALARM.txt"))?;
    }
    ensure!(look(&[])?.status.success(), "an honest log goes on");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_give_the_receipt_again_and_a_log_that_dropped_the_filing_is_caught() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let relay = Relay::before(&house.reporters).await?;
    let mut reporter = Reporter::at(&relay.address, 3).await?;
    let filed = reporter.files("Twice the same receipt.", Vec::new()).await?;
    let sent = filed.receipt.to_sent();
    let receipt = format!("{} {} {}", sent.leaf, sent.tick, sent.signature);
    let words = secrecy::ExposeSecret::expose_secret(&reporter.words.phrase()).to_owned();
    let again = || -> Result<Output> {
        let mut command = Command::new(binaries()?.join("sotto"));
        let mut child = command
            .args(["--server", &relay.address, "mailbox", "receipt"])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()?;
        std::io::Write::write_all(child.stdin.as_mut().context("input")?, words.as_bytes())?;
        Ok(child.wait_with_output()?)
    };
    stands(&house, &receipt).await?;
    let found = again()?;
    ensure!(found.status.success() && said(&found).contains(&receipt), "{}", said(&found));
    ensure!(!relay.take_passed().iter().any(|passed| passed.call.contains(&sent.leaf.to_string())), "the server is not asked for the leaf");

    // A server that took the filing out of its tick, and signed that anew.
    let forger = Forger::of(&house)?;
    let kept = house.folder().join("kept.json");
    ensure!(sotto(&house, &["check", "--save", text(&kept)])?.status.success());
    let mut leaves = leaves_of(&kept)?;
    let place = usize::try_from(sent.tick)?;
    let mut rng = <rand::rngs::StdRng as rand::SeedableRng>::seed_from_u64(1);
    let empty = ledger::tick::InnerTree::make(&[], &mut rng)?;
    leaves[place] = empty.root();
    let (note, page) = forger.signs(&leaves)?;
    let inner = serde_json::json!({ "leaves": empty.leaves() }).to_string();
    let of_tick = format!("GET /api/v1/log/ticks/{place}");
    relay.lies(move |call, body| match call {
        "GET /api/v1/log/checkpoint" => note.clone().into_bytes(),
        "GET /api/v1/log/leaves/0" => page.clone().into_bytes(),
        call if call == of_tick => inner.clone().into_bytes(),
        _ => body,
    });
    let missed = again()?;
    ensure!(missed.status.code() == Some(6) && said(&missed).contains("lacks this filing"), "{}", said(&missed));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_readers_that_stands_nowhere_in_the_log_is_noticed_before_anything_is_written() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let filed = Reporter::at(&house.reporters, 5).await?.files("So that there is a tick.", Vec::new()).await?;
    let sent = filed.receipt.to_sent();
    stands(&house, &format!("{} {} {}", sent.leaf, sent.tick, sent.signature)).await?;
    let relay = Relay::before(&house.reporters).await?;
    let ask = |task: &[&str]| -> Result<Output> {
        Ok(Command::new(binaries()?.join("sotto")).args(["--server", &relay.address]).args(task).output()?)
    };
    for task in [&["look"][..], &["log", "check"]] {
        relay.is_honest();
        let honest = ask(task)?;
        ensure!(honest.status.success() && said(&honest).contains("stands in"), "{task:?}: {}", said(&honest));
        // A list for one person: placed nowhere, in a tick without it, or put off.
        for lie in [json!([]), json!("0"), json!(9_999)] {
            relay.lies(move |call, body| {
                let Ok(mut told) = serde_json::from_slice::<serde_json::Value>(&body) else { return body };
                match (call, lie.as_u64()) {
                    ("GET /api/v1/log/rosters", Some(tick)) => told["rosters"][0]["tick"] = tick.into(),
                    ("GET /api/v1/log/rosters", None) if lie.is_array() => told["rosters"] = lie.clone(),
                    ("GET /api/v1/log/rosters", None) => told["rosters"][0]["roster"] = "ab".repeat(32).into(),
                    _ => return body,
                }
                told.to_string().into_bytes()
            });
            let found = ask(task)?;
            ensure!(found.status.code() == Some(6) && said(&found).contains("lacks the list of readers"), "{task:?}: {}", said(&found));
        }
    }
    Ok(())
}
