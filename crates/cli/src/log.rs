//! `sotto log`: holds the server's log against its signature, against what was kept before, against a witness, and against a receipt. Needs
//! no words, and keeps a file only where it is told to.

use std::path::Path;

use anyhow::{Context, Result, bail};
use client::{Log, PlacedList, Receipt, Stands, Witness};
use sealing::channel::Channel;
use serde_json::json;

use crate::arguments::{LogAct, Way};
use crate::{connect, pinned, terminal, witness};

/// What was found.
struct Found {
    log: Log,
    grew: Option<u64>,
    receipt: Option<Stands>,
    list: Option<Stands>,
    cosigned: bool,
}

/// Does what was asked.
pub(crate) async fn run(way: &Way, act: &LogAct) -> Result<()> {
    match act {
        LogAct::Check { since, receipt, save, witness } => {
            let found = check(way, since.as_deref(), receipt.as_deref(), witness_of(witness.as_deref())?.as_ref()).await?;
            if let Some(path) = save {
                // Only now: what did not hold shall not take the place of what did.
                std::fs::write(path, found.log.to_kept()?).with_context(|| format!("{}", path.display()))?;
            }
            tell(way, &found)
        }
        LogAct::Verify { file, since, witness } => {
            let Some(channel) = pinned(way)? else { bail!("whose log is it? Name the saved channel file with --channel") };
            tell(way, &verify(&channel, file, since.as_deref(), witness_of(witness.as_deref())?.as_ref())?)
        }
        LogAct::Witness { state, new_key: Some(name) } => witness::make_key(way, state, name),
        LogAct::Witness { state, new_key: None } => witness::look(way, state).await,
    }
}

/// What a door says of its installation, if it is the one that was pinned.
pub(crate) async fn channel_of(connection: &client::Connection, pinned: Option<Channel>) -> Result<Channel> {
    let told = client::channel(connection).await?;
    if pinned.is_some_and(|pinned| pinned != told) {
        return Err(client::Error::Lie(client::Lie::Installation).into());
    }
    Ok(told)
}

async fn check(way: &Way, since: Option<&Path>, receipt: Option<&str>, witness: Option<&Witness>) -> Result<Found> {
    let connection = connect(way)?;
    let channel = channel_of(&connection, pinned(way)?).await?;
    // The list before the log: then a log that lacks it has no excuse.
    let placed = PlacedList::fetch(&connection).await?;
    let log = Log::fetch(&connection, &channel).await?;
    let grew = since.map(|path| grew_from(&log, path, witness)).transpose()?;
    let receipt = match receipt {
        Some(text) => Some(log.stands(&connection, receipt_of(text)?).await?),
        None => None,
    };
    let list = match placed {
        Some(placed) => Some(log.holds_list(&connection, &placed).await?),
        None => None,
    };
    Ok(Found { log, grew, receipt, list, cosigned: witness.is_some() })
}

fn verify(channel: &Channel, file: &Path, since: Option<&Path>, witness: Option<&Witness>) -> Result<Found> {
    let log = Log::kept(channel, &read(file)?)?;
    let own = witness.map(|witness| log.cosigned(witness));
    // With an older file it is enough that the witness saw that one: this log grew out of it.
    let there = if matches!(own, Some(Ok(_))) { None } else { witness };
    let grew = since.map(|path| grew_from(&log, path, there)).transpose()?;
    if since.is_none() {
        own.transpose()?;
    }
    Ok(Found { log, grew, receipt: None, list: None, cosigned: witness.is_some() })
}

fn witness_of(text: Option<&str>) -> Result<Option<Witness>> {
    text.map(str::parse).transpose().ok().context("a witness is a name, an id and a key with + between, as --new-key showed it")
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{}", path.display()))
}

fn grew_from(log: &Log, older: &Path, witness: Option<&Witness>) -> Result<u64> {
    Ok(log.grew_from(&read(older)?, witness)?)
}

/// A receipt as it is shown, leaf, tick and signature with spaces between, or as a browser saves it.
fn receipt_of(text: &str) -> Result<Receipt> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let parsed = match parts.as_slice() {
        // As a browser saves it.
        _ if text.trim_start().starts_with('{') => serde_json::from_str(text).ok(),
        [leaf, tick, signature] => leaf
            .parse()
            .ok()
            .zip(tick.parse().ok())
            .zip(signature.parse().ok())
            .map(|((leaf, tick), signature)| Receipt { leaf, tick, signature }),
        _ => None,
    };
    parsed.context("a receipt is three things with spaces between, as it was shown after sending, or the text that a browser saved")
}

fn tell(way: &Way, found: &Found) -> Result<()> {
    let Found { log, grew, receipt, list, cosigned } = found;
    let records = u64::try_from(log.told().len()).unwrap_or(u64::MAX);
    if way.json {
        let [receipt, list] = [receipt, list].map(|stands| stands.map(|stands| stands == Stands::Yes));
        let told = json!({
            "ticks": log.ticks(), "grew_from": grew, "stands": receipt, "list_stands": list, "cosigned": cosigned, "records": records,
        });
        return terminal::print(&told.to_string());
    }
    terminal::print(&format!("The log is signed and whole: {} deliveries.", log.ticks()))?;
    if records > 0 {
        terminal::print(&format!(
            "It holds all {records} records of what the staff did that the file tells, and none is missing between them."
        ))?;
    }
    match grew {
        Some(older) => terminal::print(&format!("It grew out of the one you kept, with {older}: nothing in between was changed."))?,
        None => terminal::print("Whether its past was changed shows only against one that was kept before: --since.")?,
    }
    if *cosigned {
        terminal::print("The witness has cosigned it, or what it grew out of.")?;
    }
    match list {
        Some(Stands::Yes) => terminal::print("The list of people who can read reports stands in it.")?,
        Some(Stands::NotYet) => terminal::print("The list of people who can read reports is new: it must stand in the next delivery.")?,
        None => {}
    }
    match receipt {
        Some(Stands::Yes) => terminal::print("The filing of this receipt stands in it."),
        Some(Stands::NotYet) => terminal::print("The delivery of this receipt has not been yet. Look again after it."),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_read_as_it_is_shown() {
        let shown = format!("{}  12 {}\n", "ab".repeat(32), "cd".repeat(64));
        assert_eq!(receipt_of(&shown).unwrap().tick, 12);
        let saved = json!(receipt_of(&shown).unwrap()).to_string();
        assert_eq!(receipt_of(&format!("{saved}\n")).unwrap(), receipt_of(&shown).unwrap());
        for wrong in ["", "ab 1 cd", &shown.replace("12", "-1"), &format!("{shown} more")] {
            assert!(receipt_of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_log_that_is_none_is_refused() {
        let channel = Channel {
            organisation: String::new(),
            installation: sealing::InstallationId::from_bytes([0; 16]),
            organisation_keys: Vec::new(),
            log_key: sealing::SigningKey::from_seed(&[1; 32]).verifying_key(),
        };
        assert!(Log::kept(&channel, b"{}").is_err());
    }

    #[test]
    fn a_witness_that_is_none_is_refused() {
        assert!(witness_of(Some("nobody")).is_err());
        assert!(witness_of(None).unwrap().is_none());
    }
}
