//! `roster show` and `roster sign`.

use std::path::Path;

use anyhow::{Context, bail};
use sealing::roster::Person;

use crate::{
    cli::Place,
    house::{Installation, organisation, roster},
    place::{self, Opened},
    say,
};

/// Everybody who has enrolled and can receive a key, with whether the list in force has them with the same keys.
async fn everybody(opened: &Opened, installation: &Installation) -> anyhow::Result<Vec<(Person, bool)>> {
    let in_force = roster::in_force(&*opened.store, &installation.channel).await?;
    let mut people = Vec::new();
    for account in opened.store.accounts().await? {
        if let Some(person) = roster::person(&account)? {
            let listed = in_force.as_ref().and_then(|roster| roster.person(person.id)).is_some_and(|known| *known == person);
            people.push((person, listed));
        }
    }
    Ok(people)
}

/// `roster show`.
///
/// # Errors
/// When there is no installation.
pub(crate) async fn show(asked: &Place) -> anyhow::Result<()> {
    let (opened, installation) = place::open_existing(place::settings(asked)?, place::For::ACommand).await?;
    match roster::in_force(&*opened.store, &installation.channel).await? {
        None => say::line("No list of readers is signed yet.")?,
        Some(roster) => say::line(format_args!("List {} is valid until {}.", roster.version(), roster.content().valid_until))?,
    }
    for (person, listed) in everybody(&opened, &installation).await? {
        let state = if listed { "in the list" } else { "NOT in the list" };
        say::line(format_args!("{state}: {} ({:?}): {}", person.name, person.roles, person.fingerprint()))?;
    }
    Ok(())
}

/// `roster sign`.
///
/// # Errors
/// When words do not match, the passphrase is wrong, or there is nobody to list.
pub(crate) async fn sign(asked: &Place, key: Option<&Path>) -> anyhow::Result<()> {
    let (opened, installation) = place::open_existing(place::settings(asked)?, place::For::ACommand).await?;
    let file = match key {
        Some(path) => std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?,
        None => opened
            .folder
            .read(organisation::FILE)?
            .context("the organisation's key is not in the data folder; name it with --key")?
            .to_vec(),
    };
    let mut people = Vec::new();
    for (person, listed) in everybody(&opened, &installation).await? {
        if listed || confirm(&person)? {
            people.push(person);
        }
    }
    let passphrase = organisation::Passphrase::typed(&say::ask_hidden("The organisation's passphrase, six words (not shown):")?);
    let key = organisation::open(&file, &passphrase)?;
    let signed = roster::sign(&*opened.store, &installation.channel, &opened.settings.jurisdiction, people, &key, opened.today()).await?;
    say::line(format_args!(
        "List {} with {} people is in force until {}.",
        signed.version(),
        signed.content().people.len(),
        signed.content().valid_until
    ))?;
    Ok(())
}

/// Whether the six words a person read aloud are those of the keys that enrolled.
fn confirm(person: &Person) -> anyhow::Result<bool> {
    say::line(format_args!("{} ({:?}) has enrolled since.", person.name, person.roles))?;
    let typed = say::ask("Type the six words they read to you by voice, or press Enter to leave them out:")?;
    if typed.trim().is_empty() {
        return Ok(false);
    }
    if !person.fingerprint().matches(&typed) {
        bail!(
            "these are not the words of the keys that enrolled as {}: somebody else may have used the link. Nothing was signed.",
            person.name
        );
    }
    Ok(true)
}
