//! `sotto log`: holds the server's log against its signature, against what was kept before, and against a receipt. Needs no words, and
//! keeps a file only where it is told to.

use std::path::Path;

use anyhow::{Context, Result, bail};
use client::{Log, Receipt, Stands};
use serde_json::json;

use crate::arguments::{LogAct, Way};
use crate::{connect, pinned, terminal};

/// Does what was asked.
pub(crate) async fn run(way: &Way, act: &LogAct) -> Result<()> {
    match act {
        LogAct::Check { since, receipt, save } => {
            let connection = connect(way)?;
            let told = client::channel(&connection).await?;
            if pinned(way)?.is_some_and(|pinned| pinned != told) {
                return Err(client::Error::Lie(client::Lie::Installation).into());
            }
            let log = Log::fetch(&connection, &told).await?;
            let grew = since.as_deref().map(|path| grew_from(&log, path)).transpose()?;
            let stands = match receipt {
                Some(text) => Some(log.stands(&connection, receipt_of(text)?).await?),
                None => None,
            };
            if let Some(path) = save {
                // Only now: what did not hold shall not take the place of what did.
                std::fs::write(path, log.to_kept()?).with_context(|| format!("{}", path.display()))?;
            }
            tell(way, &log, grew, stands)
        }
        LogAct::Verify { file, since } => {
            let Some(channel) = pinned(way)? else { bail!("whose log is it? Name the saved channel file with --channel") };
            let log = Log::kept(&channel, &read(file)?)?;
            let grew = since.as_deref().map(|path| grew_from(&log, path)).transpose()?;
            tell(way, &log, grew, None)
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{}", path.display()))
}

fn grew_from(log: &Log, older: &Path) -> Result<u64> {
    Ok(log.grew_from(&read(older)?)?)
}

/// A receipt as it is shown: leaf, tick and signature with spaces between.
fn receipt_of(text: &str) -> Result<Receipt> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let parsed = match parts.as_slice() {
        [leaf, tick, signature] => leaf
            .parse()
            .ok()
            .zip(tick.parse().ok())
            .zip(signature.parse().ok())
            .map(|((leaf, tick), signature)| Receipt { leaf, tick, signature }),
        _ => None,
    };
    parsed.context("a receipt is three things with spaces between, as it was shown after sending")
}

fn tell(way: &Way, log: &Log, grew: Option<u64>, stands: Option<Stands>) -> Result<()> {
    if way.json {
        let stands = stands.map(|stands| stands == Stands::Yes);
        return terminal::print(&json!({ "ticks": log.ticks(), "grew_from": grew, "stands": stands }).to_string());
    }
    terminal::print(&format!("The log is signed and whole: {} deliveries.", log.ticks()))?;
    match grew {
        Some(older) => terminal::print(&format!("It grew out of the one you kept, with {older}: nothing in between was changed."))?,
        None => terminal::print("Whether its past was changed shows only against one that was kept before: --since.")?,
    }
    match stands {
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
        for wrong in ["", "ab 1 cd", &shown.replace("12", "-1"), &format!("{shown} more")] {
            assert!(receipt_of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_log_that_is_none_is_refused() {
        let channel = sealing::channel::Channel {
            organisation: String::new(),
            installation: sealing::InstallationId::from_bytes([0; 16]),
            organisation_keys: Vec::new(),
            log_key: sealing::SigningKey::from_seed(&[1; 32]).verifying_key(),
        };
        assert!(Log::kept(&channel, b"{}").is_err());
    }
}
