//! `up --demo`: an invented organisation with people and reports in it. Everything is filed and answered by the real client through
//! this house's own doors, on a clock that begins some weeks ago; nothing is put into the store by another way.
//!
//! Keeps none of the passphrases and words it draws: they are printed once.

mod people;
mod printed;
mod scenes;
mod stage;
mod talk;

use anyhow::{Context, bail};
use domain::Role;

use crate::{
    chance,
    house::{Fresh, Installation, folder::Folder, organisation},
    place::Opened,
    say,
    serve::Addresses,
};
use people::Login;
use stage::{Stage, Told};

/// The file that says of a folder that it holds a demonstration.
const MARK: &str = "this-is-a-demo";
const BEGUN: &[u8] = b"begun\n";
const READY: &[u8] = b"ready\n";
/// What stands before everything that is said here.
const DEMO: &str = "DEMO";

/// A demonstration that was made just now, with what is printed once.
pub(crate) struct Made {
    people: Vec<Login>,
    reports: Vec<Told>,
    passphrase: organisation::Passphrase,
}

/// Whether a folder holds a demonstration.
///
/// # Errors
/// When it holds one whose making was cut off.
pub(crate) fn is_in(folder: &Folder) -> anyhow::Result<bool> {
    match folder.read(MARK)?.as_deref().map(Vec::as_slice) {
        None => Ok(false),
        Some(READY) => Ok(true),
        Some(_) => bail!("the demo in {} was cut off while it was made; remove that folder and start again", folder.shown()),
    }
}

/// Keeps a demonstration from being served as something real.
///
/// # Errors
/// When the folder holds one.
pub(crate) fn refuse(folder: &Folder) -> anyhow::Result<()> {
    if is_in(folder)? {
        bail!("{} holds a demo, whose passphrases were printed; nothing real belongs there", folder.shown());
    }
    Ok(())
}

/// Makes the demonstration where nothing is yet. `None`: it was made before.
///
/// # Errors
/// When the folder holds something real, or the demonstration cannot be made.
pub(crate) async fn make(opened: &mut Opened) -> anyhow::Result<Option<Made>> {
    if is_in(&opened.folder)? {
        return Ok(None);
    }
    if opened.installation.is_some() {
        bail!("{} holds an installation that is no demo; name another folder with --data", opened.folder.shown());
    }
    opened.folder.write(MARK, BEGUN)?;
    say::line(format_args!(
        "{DEMO}. Making an invented organisation with ten people and five reports. It takes some seconds, on a small machine a minute.\n"
    ))?;
    let name = format!("{DEMO}: {}", opened.settings.organisation);
    let (installation, Fresh { key, passphrase }) = Installation::draw(&opened.folder, &name, &mut chance::system())?;
    let stage = Stage::open(opened, installation.clone())?;
    let played = play(&stage, opened, &installation, &key).await;
    let ended = stage.close().await;
    let (people, reports) = played.context("the demo could not be made")?;
    ended.context("the demo's doors")?;
    opened.folder.write(MARK, READY)?;
    opened.installation = Some(installation);
    Ok(Some(Made { people, reports, passphrase }))
}

async fn play(
    stage: &Stage,
    opened: &Opened,
    installation: &Installation,
    key: &ledger::SigningKey,
) -> anyhow::Result<(Vec<Login>, Vec<Told>)> {
    let mut people = people::enrol(stage, opened, installation, key).await?;
    let reports = scenes::all(stage, &people, &opened.folder).await?;
    stage.progress("seeing who can read which report");
    for person in people.iter_mut().filter(|person| !matches!(person.role, Role::Administrator | Role::Custodian)) {
        let desk = stage.desk(person).await?;
        let cases = desk.cases().await?;
        person.reads = (1..).zip(&reports).filter(|(_, told)| cases.iter().any(|row| row.case == told.case)).map(|(n, _)| n).collect();
        desk.sign_out().await?;
    }
    Ok((people, reports))
}

/// Says what a visitor needs to know, once.
///
/// # Errors
/// When the console is gone.
pub(crate) fn introduce(made: Option<&Made>, addresses: &Addresses, folder: &Folder) -> std::io::Result<()> {
    say::line(format_args!("\n{DEMO}. Everybody and everything in {} is invented. Nothing real belongs here.", folder.shown()))?;
    match made {
        Some(made) => printed::all(made, addresses, folder),
        None => say::line("Passphrases and words were printed when it was made. For new ones, remove the folder and start again.\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_is_known_by_its_mark_and_one_cut_off_is_never_served() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("demo")).unwrap();
        assert!(!is_in(&folder).unwrap());
        refuse(&folder).unwrap();
        folder.write(MARK, BEGUN).unwrap();
        assert!(is_in(&folder).unwrap_err().to_string().contains("cut off"));
        folder.write(MARK, READY).unwrap();
        assert!(is_in(&folder).unwrap());
        assert!(refuse(&folder).unwrap_err().to_string().contains("demo"));
    }
}
