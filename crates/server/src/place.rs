//! Finding an installation: configuration, folder, store. Every command begins here.

use std::{path::Path, sync::Arc};

use anyhow::{Context, bail};
use domain::{Clock, Day, Store};

use crate::{
    chance,
    cli::Place,
    clock::SystemClock,
    config::{Settings, Written, read, sets},
    house::{
        Installation,
        folder::{Folder, Lock},
    },
};

/// An installation that was opened.
pub(crate) struct Opened {
    /// Its settings.
    pub(crate) settings: Settings,
    /// Its folder.
    pub(crate) folder: Folder,
    /// What makes it the one it is; `None` before the first start.
    pub(crate) installation: Option<Installation>,
    /// Everything that is kept.
    pub(crate) store: Arc<dyn Store>,
    /// Held by the one server that serves from an embedded database, until it ends.
    pub(crate) serving: Option<Lock>,
}

/// The settings a place asks for: a file over the shipped defaults, or the environment over what `up` uses to try it out.
///
/// # Errors
/// When the configuration is wrong, with everything that is wrong about it.
pub(crate) fn settings(place: &Place) -> anyhow::Result<Settings> {
    let base = if place.config.is_some() { Written::default() } else { Written::to_try() };
    settings_over(&base, place)
}

/// The settings of a demonstration.
///
/// # Errors
/// As [`settings`].
pub(crate) fn settings_to_show(place: &Place) -> anyhow::Result<Settings> {
    settings_over(&Written::to_show(), place)
}

fn settings_over(base: &Written, place: &Place) -> anyhow::Result<Settings> {
    let mut written = read(base, place.config.as_deref(), variables())?;
    if let Some(data) = &place.data {
        written.data = data.to_str().context("the data folder's name is no text")?.to_owned();
    }
    let mut settings = check(&written)?;
    for (door, key) in [(&mut settings.reporters, "reporters.listen"), (&mut settings.staff, "staff.listen")] {
        door.roams = place.config.is_none() && !sets(variables(), key);
    }
    Ok(settings)
}

/// The settings of a file.
///
/// # Errors
/// As [`settings`].
pub(crate) fn settings_of(file: &Path) -> anyhow::Result<Settings> {
    check(&read(&Written::default(), Some(file), variables())?)
}

fn check(written: &Written) -> anyhow::Result<Settings> {
    Settings::check(written).map_err(|wrong| {
        let lines: Vec<String> = wrong.iter().map(|wrong| format!("  {}: {}", wrong.key, wrong.says)).collect();
        anyhow::anyhow!("the configuration cannot be used:\n{}", lines.join("\n"))
    })
}

fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// What somebody wants to do with an installation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// To serve it. With an embedded database one process does so at a time; it clears away what a crash left.
    Serving,
    /// To look at it or change a row, perhaps beside a server that runs.
    ACommand,
}

/// Opens folder and store.
///
/// # Errors
/// When one of them cannot be opened, or another server serves from this folder.
pub(crate) async fn open(settings: Settings, purpose: For) -> anyhow::Result<Opened> {
    let folder = Folder::open(&settings.data)?;
    let embedded = settings.database.starts_with("sqlite:");
    let serving = if purpose == For::Serving && embedded { Some(folder.lock()?) } else { None };
    let installation = Installation::read(&folder)?;
    let config = store::Config {
        database: settings.database.clone(),
        storage_keys: settings.storage_keys.clone(),
        blobs: folder.path("blobs"),
        limits: settings.limits,
        sole: serving.is_some(),
    };
    let store = store::open(config, Box::new(chance::system()), None).await.context("the store cannot be opened")?;
    Ok(Opened { settings, folder, installation, store, serving })
}

/// Opens an installation that must be there already.
///
/// # Errors
/// When it is not.
pub(crate) async fn open_existing(settings: Settings, purpose: For) -> anyhow::Result<(Opened, Installation)> {
    if !settings.data.exists() {
        bail!("there is nothing in {} yet; set it up with: sottovoce up", settings.data.display());
    }
    let opened = open(settings, purpose).await?;
    let Some(installation) = opened.installation.clone() else {
        bail!("{} holds no installation yet; set it up with: sottovoce up", opened.folder.shown());
    };
    Ok((opened, installation))
}

impl Opened {
    /// The organisation's day.
    #[must_use]
    pub(crate) fn today(&self) -> Day {
        SystemClock.now().day(self.settings.schedule.zone())
    }
}
