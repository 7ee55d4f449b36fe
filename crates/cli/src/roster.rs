//! `sotto roster`: lists of readers as files. Shows one, checks one against an older one, signs one. What is shown was verified with
//! the organisation's key, which comes from a saved channel file or from the place that the flags name.

use std::path::Path;

use anyhow::{Context, Result};
use sealing::channel::Channel;
use sealing::roster::draft::{Change, Compared, compare};
use sealing::roster::{Listed, PastRoster, UnverifiedRoster};
use serde_json::json;

use crate::arguments::{RosterAct, Way};
use crate::signing::{line, state};
use crate::{connect, pinned, signing, terminal};

/// Does what was asked.
pub(crate) async fn run(way: &Way, act: &RosterAct) -> Result<()> {
    match act {
        RosterAct::Show { file } => show(way, &verified(file, &channel(way).await?)?),
        RosterAct::Check { file, since } => {
            let channel = channel(way).await?;
            check(way, &verified(file, &channel)?, &verified(since, &channel)?)
        }
        RosterAct::Sign(wish) => signing::run(wish, crate::today()),
    }
}

/// Where the organisation's key is known from.
async fn channel(way: &Way) -> Result<Channel> {
    match pinned(way)? {
        Some(channel) => Ok(channel),
        None => Ok(client::channel(&connect(way).context("by which key? Name a saved channel file with --channel, or the place")?).await?),
    }
}

/// A list as it was signed, whatever its time: it is only shown.
fn verified(file: &Path, channel: &Channel) -> Result<PastRoster> {
    let note = String::from_utf8(crate::read(file)?).with_context(|| format!("{} is no text", file.display()))?;
    let lie = |error: sealing::Error| client::Error::Lie(client::Lie::Roster(error.to_string()));
    Ok(UnverifiedRoster::new(note).verify_past(&channel.organisation_keys, channel.installation).map_err(lie)?)
}

fn show(way: &Way, roster: &PastRoster) -> Result<()> {
    let (version, (organisation, from, until)) = (roster.version(), roster.told());
    if way.json {
        let told = |one: Listed<'_>| json!({ "id": one.id.to_string(), "name": one.name, "six_words": one.fingerprint.to_string() });
        let people: Vec<_> = roster.listed().map(told).collect();
        let told = json!({ "version": version, "valid_until": until, "offline": roster.signed_offline(), "people": people });
        return terminal::print(&told.to_string());
    }
    terminal::print(&format!("List {version} of {organisation}, from {from} until {until}."))?;
    terminal::print(if roster.signed_offline() {
        "Its signer says that it was signed offline: no page or machine of the server had the key."
    } else {
        "Its signer does NOT say that it was signed offline: a page or a machine of the server may have had the key."
    })?;
    for person in roster.listed() {
        terminal::print(&format!("  {}: {}", line(&person), person.fingerprint))?;
    }
    Ok(())
}

fn check(way: &Way, newer: &PastRoster, older: &PastRoster) -> Result<()> {
    let Compared { there, gone } = compare(newer, older).map_err(|_| client::Error::Lie(client::Lie::RosterOlder))?;
    if way.json {
        let ids = |people: &mut dyn Iterator<Item = &Listed<'_>>| people.map(|one| one.id.to_string()).collect::<Vec<_>>();
        let with = |wanted| ids(&mut there.iter().filter(|(_, change)| *change == wanted).map(|(person, _)| person));
        let told = json!({
            "from": older.version(), "to": newer.version(), "added": with(Change::Added), "other_keys": with(Change::KeysChanged),
            "changed": with(Change::Changed), "gone": ids(&mut gone.iter()),
        });
        return terminal::print(&told.to_string());
    }
    terminal::print(&format!("List {} follows list {}, by the same organisation.", newer.version(), older.version()))?;
    for (person, change) in there {
        terminal::print(&format!("  {}: {}", state(change), line(&person)))?;
    }
    for person in gone {
        terminal::print(&format!("  goes: {}", line(&person)))?;
    }
    Ok(())
}
